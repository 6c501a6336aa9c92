#include "base/near.h"

#include "unit.h"

enum { LONGEST = 32, PAIRS = 200000 };

static size_t
min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool
same(char a, char b)
{
	return a == b || ((a ^ b) == ' ' && (a | ' ') >= 'a' && (a | ' ') <= 'z');
}

/* The distance from its definition, cell by cell. */
static size_t
distance(struct str a, struct str b)
{
	size_t d[LONGEST + 1][LONGEST + 1];

	for (size_t i = 0; i <= a.n; i++)
		for (size_t j = 0; j <= b.n; j++) {
			if (!i || !j) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = min(min(d[i - 1][j], d[i][j - 1]) + 1,
			    d[i - 1][j - 1] + !same(a.p[i - 1], b.p[j - 1]));
			if (i > 1 && j > 1 && same(a.p[i - 1], b.p[j - 2]) &&
			    same(a.p[i - 2], b.p[j - 1]))
				d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[a.n][b.n];
}

/* The word with some of its bytes changed, lost, doubled or swapped. */
static struct str
misspell(char *out, struct str word, uint64_t *seed)
{
	size_t n = 0;

	for (size_t i = 0; i < word.n && n + 2 <= LONGEST; i++) {
		int64_t what = unit_between(seed, 0, 11);

		if (what == 0)
			continue;
		if (what == 1 && i + 1 < word.n) {
			out[n++] = word.p[i + 1];
			out[n++] = word.p[i++];
			continue;
		}
		out[n++] = what == 2 ? 'z' : word.p[i];
		if (what == 3)
			out[n++] = word.p[i];
	}
	return (struct str){ out, n };
}

int
main(void)
{
	uint64_t seed = 1;

	for (int i = 0; i < PAIRS; i++) {
		static const char letters[] = "abcdeAB1-q";
		char a[LONGEST], b[LONGEST];
		int64_t most = unit_between(&seed, 1, 9);
		struct str word = { a,
			(size_t)unit_between(&seed, 1, i % 4 ? LONGEST / 3 : LONGEST) };
		struct str other;
		struct near near, all;
		struct near_word known;
		size_t want, d;

		for (size_t k = 0; k < word.n; k++)
			a[k] = letters[unit_between(&seed, 0, most)];
		other = misspell(b, word, &seed);
		if (!other.n)
			continue;
		near = all = near_to(word);
		known = near_word(other);
		d = distance(word, other);
		want = min(d, near.distance);
		near_try(&near, other);
		near_try_all(&all, &known, 1);
		check_int("distance", (int64_t)want, (int64_t)near.distance);
		check_int("is near", d <= (word.n < 6 ? 1 : word.n / 3), near.best.n > 0);
		check_int("of a list", (int64_t)near.distance, (int64_t)all.distance);
	}
	return unit_end("near");
}
