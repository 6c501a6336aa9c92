#include "base/near.h"

enum { LONGEST = 32 };

struct near
near_to(struct str word)
{
	size_t limit = word.n / 3 ? word.n / 3 : 1;

	return (struct near){ .word = word, .distance = limit + 1 };
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

static size_t
distance(struct str a, struct str b)
{
	size_t rows[3][LONGEST + 1];
	size_t *older = rows[0], *old = rows[1], *now = rows[2];

	for (size_t j = 0; j <= b.n; j++)
		old[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *spare = older;

		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			now[j] = min(min(old[j], now[j - 1]) + 1,
			    old[j - 1] + (fold(a.p[i - 1]) != fold(b.p[j - 1])));
			if (i > 1 && j > 1 && fold(a.p[i - 1]) == fold(b.p[j - 2]) &&
			    fold(a.p[i - 2]) == fold(b.p[j - 1]))
				now[j] = min(now[j], older[j - 2] + 1);
		}
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

	if (n->word.n == 0 || n->word.n > LONGEST || candidate.n == 0 || candidate.n > LONGEST)
		return;
	d = distance(n->word, candidate);
	if (d < n->distance) {
		n->distance = d;
		n->best = candidate;
	}
}
