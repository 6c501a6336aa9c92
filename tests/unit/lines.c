#include "book/lines.h"

#include "base/arena.h"
#include "unit.h"

enum { LINES = 3000 };

/* Lines of a few letters, so that many begin alike and some are equal. */
static size_t
make(char *p, uint64_t *seed)
{
	static const char letters[] = "aab\t \xc3";
	size_t n = unit_random(seed) % 40;

	for (size_t i = 0; i < n; i++)
		p[i] = letters[unit_random(seed) % (n > 20 ? 2 : 6)];
	p[n] = '\n';
	return n;
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
test_order(const char *x, const char *y)
{
	check_int(
	    "the order of bytes", sign(str_cmp(lines_str(x), lines_str(y))), sign(lines_cmp(x, y)));
}

int
main(void)
{
	struct lines l = { 0 };
	uint32_t number[LINES], last = 0;
	char line[64];
	uint64_t seed = 7;
	size_t huge = (size_t)LINES_BLOCK * 2 + 5;
	char *p;

	for (uint32_t i = 0; i < LINES; i++) {
		size_t n = make(line, &seed);

		p = lines_add(&l, i % 3, n + 1, &number[i]);
		memcpy(p, line, n + 1);
		for (size_t w = 1; w <= i % 3; w++)
			lines_set_word(p, w, i * 3 + (uint32_t)w);
		check_int("numbers grow", 1, i == 0 || number[i] > last);
		last = number[i];
	}
	p = lines_add(&l, 1, huge, &last);
	memset(p, 'x', huge - 1);
	p[huge - 1] = '\n';
	check_int("a line longer than blocks", 1, lines_at(&l, last) == p);
	check_int("is in one piece", (int64_t)huge - 1, (int64_t)lines_str(p).n);
	memcpy(lines_add(&l, 0, 2, &last), "z\n", 2);
	check_str("the one after it", "z", lines_str(lines_at(&l, last)));
	for (uint32_t i = 0; i + 1 < LINES; i++) {
		const char *x = lines_at(&l, number[i]);

		for (size_t w = 1; w <= i % 3; w++)
			check_int("words before it", i * 3 + (int64_t)w, lines_word(x, w));
		test_order(x, lines_at(&l, number[i + 1]));
		test_order(x, x);
	}
	lines_release(&l);
	return unit_end("lines");
}
