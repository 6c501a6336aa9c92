/*
 * near: which known word did they mean?
 *
 * Distance counts insertions, deletions, substitutions and swaps of neighbouring
 * letters, ignoring case (optimal string alignment; Boytsov, "Indexing methods for
 * approximate dictionary searching", JEA 16, 2011, 2.2).  A candidate is near if its
 * distance is at most a third of the word's length, but at least 1.  The table is
 * computed a column at a time (Hyyroe, "A bit-vector algorithm for computing
 * Levenshtein and Damerau edit distances", Nordic Journal of Computing 10, 2003).
 *
 *	struct near n = near_to(STR("byy"));
 *	near_try(&n, STR("by"));
 *	if (n.best.n) ...
 */
#ifndef FU_NEAR_H
#define FU_NEAR_H

#include "base/str.h"

#include <stdint.h>

struct near {
	struct str word;  /* what was written */
	struct str best;  /* the nearest so far; empty: none */
	size_t distance;  /* what a candidate must be below to become best */
	uint32_t letters; /* set of its letters, folded into 32 bits */
};

/* Starts a search.  For a word over 32 bytes nothing is near. */
struct near near_to(struct str word);

/* Considers a candidate; of equally near ones the first wins. */
void near_try(struct near *n, struct str candidate);

/* The same for a list of known words of 1 to 32 bytes each, in that order. */
struct near_word {
	struct str word;
	uint32_t letters; /* as in struct near */
};
struct near_word near_word(struct str word);
void near_try_all(struct near *n, const struct near_word *words, size_t count);

#endif
