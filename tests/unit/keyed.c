#include "base/keyed.h"

#include "base/arena.h"
#include "unit.h"

#include <stdlib.h>

/* Keys of all sizes, many of them equal; the values tell whether equal ones kept
 * their order. */
static void
test(size_t n, uint64_t mask, uint64_t *seed)
{
	struct keyed *k = mem_grow(NULL, sizeof(*k), n + 1);
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		k[i] = (struct keyed){ unit_random(seed) & mask, (uint32_t)i };
		sum += k[i].key;
	}
	keyed_sort(k, n);
	for (size_t i = 0; i < n; i++)
		sum -= k[i].key;
	check_int("the same keys", 0, (int64_t)sum);
	for (size_t i = 1; i < n; i++) {
		check_int("in order", 1, k[i - 1].key <= k[i].key);
		check_int("equal ones as they were", 1,
		    k[i - 1].key != k[i].key || k[i - 1].value < k[i].value);
	}
	free(k);
}

/* Strings of a few bytes, NUL and the highest among them, behind so many that all
 * have. */
static void
test_order(size_t n, size_t alike, size_t longest, uint64_t *seed)
{
	static const char bytes[] = { 'a', 'b', '\0', '\xff' };
	char *text = mem_grow(NULL, alike + longest, n + 1), *p = text;
	struct str *s = mem_grow(NULL, sizeof(*s), n + 1);
	uint32_t *numbers = mem_grow(NULL, sizeof(*numbers), n + 1);
	struct keyed *k;
	bool *seen = mem_grow(NULL, sizeof(*seen), n + 1);

	memset(seen, 0, n + 1);
	for (size_t i = 0; i < n; i++) {
		s[i] = (struct str){ p, alike + unit_random(seed) % longest };
		memset(p, 'x', alike);
		for (size_t at = alike; at < s[i].n; at++)
			p[at] = bytes[unit_random(seed) % sizeof(bytes)];
		p += s[i].n;
		numbers[i] = (uint32_t)(n - i);
	}
	k = keyed_order(s, n);
	keyed_put_in_order(numbers, sizeof(*numbers), s, n);
	for (size_t i = 0; i < n; i++) {
		check_int("each once", 0, seen[k[i].value]);
		seen[k[i].value] = true;
		check_int("numbers go with their strings", (int64_t)n - k[i].value, numbers[i]);
		if (i) {
			uint32_t a = k[i - 1].value, b = k[i].value;
			int order = str_cmp(s[a], s[b]);

			check_int("in order, equal ones as they come", 1,
			    order < 0 || (order == 0 && a < b));
		}
	}
	free(numbers);
	keyed_sort_strs(s, n);
	for (size_t i = 1; i < n; i++)
		check_int("strings in order", 1, str_cmp(s[i - 1], s[i]) <= 0);
	free(k);
	free(seen);
	free(s);
	free(text);
}

int
main(void)
{
	static const uint64_t masks[] = { 0, 1, 0xff, 0x7ff0, UINT64_C(0xffff00000000), UINT64_MAX,
		UINT64_C(1) << 63 };
	static const size_t sizes[] = { 0, 1, 2, 31, 32, 33, 300, 512, 513, 1000, 20000 };
	uint64_t seed = 77;

	for (size_t m = 0; m < sizeof(masks) / sizeof(*masks); m++)
		for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++)
			test(sizes[s], masks[m], &seed);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		test_order(sizes[i], 0, 1, &seed);
		test_order(sizes[i], 0, 12, &seed);
		test_order(sizes[i], 5, 40, &seed);
		test_order(sizes[i], 1000, 4, &seed);
	}
	return unit_end("keyed");
}
