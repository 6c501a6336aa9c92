#include "base/names.h"

#include "unit.h"

#include <stdlib.h>

enum { LONGEST = 40, NAMES = 4000 };

struct known {
	uint32_t scope;
	struct str name;
};

/* A name of a few bytes, NUL among them, many of them alike but for one, or its length. */
static struct str
random_name(char *p, uint64_t *seed)
{
	static const char bytes[] = { 'a', 'b', '\0', '\xff' };
	size_t n = (size_t)unit_between(seed, 0, LONGEST);

	memset(p, 'a', n);
	for (int i = 0; n && i < 2; i++)
		p[unit_random(seed) % n] = bytes[unit_random(seed) % sizeof(bytes)];
	return (struct str){ p, n };
}

/* Every name has the number that a look at all of them gives. */
static void
test(uint32_t scopes, uint64_t seed)
{
	struct names t = { 0 };
	struct arena a = { 0 };
	struct known *known = mem_grow(NULL, sizeof(*known), NAMES);
	uint32_t n = 0;

	check_int("none of none", NAMES_NONE, names_find(&t, 0, STR("a")));
	for (int i = 0; i < NAMES; i++) {
		char text[LONGEST + 1] = { 0 };
		struct str name = random_name(text, &seed);
		uint32_t scope = (uint32_t)unit_random(&seed) % scopes, at;

		for (at = 0; at < n; at++)
			if (known[at].scope == scope && str_eq(known[at].name, name))
				break;
		check_int("found", at < n ? at : NAMES_NONE, names_find(&t, scope, name));
		check_int("kept", at, names_keep(&t, scope, name, &a));
		check_int("once", at, names_keep(&t, scope, name, &a));
		if (at == n)
			known[n++] = (struct known){ scope, names_name(&t, at) };
		check_int("its bytes", 1, str_eq(known[at].name, name));
		check_int("how many", n, t.n);
	}
	for (uint32_t i = 0; i < n; i++)
		check_int(
		    "found when all are there", i, names_find(&t, known[i].scope, known[i].name));
	names_release(&t);
	check_int("none after", NAMES_NONE, names_find(&t, 0, STR("a")));
	arena_release(&a);
	free(known);
}

/* Many names in a row, as ids and addresses have them. */
static void
test_rows(const char *front, uint32_t many)
{
	struct names t = { 0 };
	struct arena a = { 0 };
	struct buf name = buf_mem();

	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < many; i++) {
			name.n = 0;
			buf_str(&name, str_from(front));
			buf_int(&name, i);
			check_int(front, i, names_keep(&t, 0, buf_view(&name), &a));
		}
	names_release(&t);
	arena_release(&a);
	buf_release(&name);
}

/* Words that count up, as those of names and ids do, low bytes or high ones first, need
 * few looks at slots two thirds full, whatever the secret. */
static void
test_spread(int digit, uint32_t many, uint64_t seed)
{
	uint32_t nslots = many / 2 * 3, longest = 0;
	bool *taken = mem_grow(NULL, sizeof(*taken), nslots);

	for (int round = 0; round < 300; round++) {
		uint64_t secret = (unit_random(&seed) << 12 | 0x540) * NAMES_MULTIPLIER;
		uint32_t looks = 0;

		memset(taken, 0, nslots * sizeof(*taken));
		for (uint32_t i = 0; i < many; i++) {
			uint64_t word = 0x7000000000000000 >> (56 - digit * 7);
			uint32_t at;

			for (uint32_t n = i, place = 0; n; n /= 10, place++)
				word += (uint64_t)(n % 10) << place * 8 << digit;
			at = names_scaled(names_spread(word, 0, secret), nslots);
			for (looks++; taken[at]; looks++)
				at = (at + 1) % nslots;
			taken[at] = true;
		}
		if (looks > longest)
			longest = looks;
	}
	check_int("looks at slots for a name", 1, longest <= 5 * many);
	free(taken);
}

int
main(void)
{
	static const char *const fronts[] = { "", "p", "harbor-", "harbour-of-",
		"the-harbour-of-all-" };

	for (uint32_t scopes = 1; scopes <= 3; scopes++)
		test(scopes, UINT64_C(0x5eed) + scopes);
	for (size_t i = 0; i < sizeof(fronts) / sizeof(*fronts); i++)
		test_rows(fronts[i], 20000);
	for (int digit = 0; digit <= 8; digit += 8) {
		test_spread(digit, 60, 1);
		test_spread(digit, 3000, 2);
	}
	return unit_end("names");
}
