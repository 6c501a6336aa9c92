#include "base/near.h"

enum { LONGEST = 32 };

/* One bit for each letter, whatever its case. */
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

struct near_word
near_word(struct str word)
{
	return (struct near_word){ word, letters_of(word) };
}

/* Does the set have at least n members? */
static bool
has_many(uint32_t set, size_t n)
{
	for (; set && n; n--)
		set &= set - 1;
	return n == 0;
}

/* Do the lengths alone put the candidate n->distance away or more?  One edit changes the
 * length by one at most. */
static bool
is_longer(const struct near *n, struct str candidate)
{
	size_t a = n->word.n, b = candidate.n;

	return (a < b ? b - a : a - b) >= n->distance;
}

/* Do the letters alone?  One edit removes at most one from the set. */
static bool
is_other(const struct near *n, uint32_t letters)
{
	return has_many(letters & ~n->letters, n->distance) ||
	       has_many(n->letters & ~letters, n->distance);
}

/* Case doesn't count. */
static unsigned char
fold(char c)
{
	return (unsigned char)str_lower(c);
}

/* For each byte value: bit i is set if the word has it at i. */
struct letters {
	uint32_t at[256];
};

static void
find_letters(struct letters *has, struct str word)
{
	*has = (struct letters){ { 0 } };
	for (size_t i = 0; i < word.n; i++)
		has->at[fold(word.p[i])] |= UINT32_C(1) << i;
}

/* A whole column of the table of distances at once, as bits that tell where it rises and
 * falls from row to row. */
static size_t
distance(const struct letters *has, size_t n, struct str b)
{
	uint32_t rises = UINT32_MAX, falls = 0, same = 0, last = 0;
	size_t d = n;

	for (size_t j = 0; j < b.n; j++) {
		uint32_t here = has->at[fold(b.p[j])], right, left;
		uint32_t swapped = (~same & here) << 1 & last;

		same = (((here & rises) + rises) ^ rises) | here | falls | swapped;
		right = falls | ~(same | rises);
		left = same & rises;
		d += right >> (n - 1) & 1;
		d -= left >> (n - 1) & 1;
		right = right << 1 | 1;
		rises = left << 1 | ~(same | right);
		falls = right & same;
		last = here;
	}
	return d;
}

static void
compare(struct near *n, const struct letters *has, struct str candidate)
{
	size_t d = distance(has, n->word.n, candidate);

	if (d < n->distance) {
		n->distance = d;
		n->best = candidate;
	}
}

static bool
is_comparable(struct str s)
{
	return s.n && s.n <= LONGEST;
}

void
near_try(struct near *n, struct str candidate)
{
	struct letters has;

	if (!is_comparable(n->word) || !is_comparable(candidate) || is_longer(n, candidate) ||
	    is_other(n, letters_of(candidate)))
		return;
	find_letters(&has, n->word);
	compare(n, &has, candidate);
}

void
near_try_all(struct near *n, const struct near_word *words, size_t count)
{
	struct letters has;

	if (!is_comparable(n->word))
		return;
	find_letters(&has, n->word);
	for (const struct near_word *w = words; w < words + count; w++)
		if (!is_longer(n, w->word) && !is_other(n, w->letters))
			compare(n, &has, w->word);
}
