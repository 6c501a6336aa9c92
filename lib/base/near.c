#include "base/near.h"

enum { LONGEST = 32 };

/* A bit for each letter, whatever its case. */
static uint32_t
letters_of(struct str s)
{
	uint32_t set = 0;

	for (size_t i = 0; i < s.n; i++)
		set |= UINT32_C(1) << (s.p[i] & 31);
	return set;
}

struct near
near_to(struct str word)
{
	size_t limit = word.n / 3 ? word.n / 3 : 1;

	return (struct near){ .word = word,
		.distance = limit + 1,
		.letters = word.n > LONGEST ? 0 : letters_of(word) };
}

/* Are there at least n in the set? */
static bool
has_many(uint32_t set, size_t n)
{
	for (; set && n; n--)
		set &= set - 1;
	return n == 0;
}

/* Is the candidate at least n->distance away, by its length or letters?  What changes
 * one byte changes its length by one at most, and takes away one letter at most. */
static bool
is_far(const struct near *n, struct str candidate)
{
	size_t a = n->word.n, b = candidate.n;
	uint32_t letters;

	if ((a < b ? b - a : a - b) >= n->distance)
		return true;
	letters = letters_of(candidate);
	return has_many(letters & ~n->letters, n->distance) ||
	       has_many(n->letters & ~letters, n->distance);
}

static size_t
min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters count as equal whatever their case. */
static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The distance; if it is limit or more, perhaps only limit. */
static size_t
distance(struct str a, struct str b, size_t limit)
{
	size_t rows[3][LONGEST + 1];
	size_t *older = rows[0], *old = rows[1], *now = rows[2];
	size_t least = 0, before;

	for (size_t j = 0; j <= b.n; j++)
		old[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *spare = older;

		before = least;
		least = now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			now[j] = min(min(old[j], now[j - 1]) + 1,
			    old[j - 1] + (fold(a.p[i - 1]) != fold(b.p[j - 1])));
			if (i > 1 && j > 1 && fold(a.p[i - 1]) == fold(b.p[j - 2]) &&
			    fold(a.p[i - 2]) == fold(b.p[j - 1]))
				now[j] = min(now[j], older[j - 2] + 1);
			least = min(least, now[j]);
		}
		if (min(least, before) >= limit)
			return limit; /* each row is made of the two above */
		older = old;
		old = now;
		now = spare;
	}
	return old[b.n];
}

void
near_try(struct near *n, struct str candidate)
{
	size_t d;

	if (n->word.n == 0 || n->word.n > LONGEST || candidate.n == 0 || candidate.n > LONGEST ||
	    is_far(n, candidate))
		return;
	d = distance(n->word, candidate, n->distance);
	if (d < n->distance) {
		n->distance = d;
		n->best = candidate;
	}
}
