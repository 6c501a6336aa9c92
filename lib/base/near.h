/*
 * near: which known word did they mean?
 *
 * Distance counts insertions, deletions, substitutions and swaps of neighbours
 * (optimal string alignment; Boytsov, "Indexing methods for approximate
 * dictionary searching", JEA 16, 2011, 2.2).  A candidate counts as near within
 * a third of the word's length, at least 1.  It is computed a column at a time
 * (Hyyroe, "A bit-vector algorithm for computing Levenshtein and Damerau edit
 * distances", Nordic Journal of Computing 10, 2003).
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
	struct str best;  /* the nearest so far, empty for none */
	size_t distance;  /* its distance; only nearer ones replace it */
	uint32_t letters; /* which ones the word has, folded into 32 */
};

/* Starts a search; words over 32 bytes find nothing. */
struct near near_to(struct str word);

/* Considers a candidate; on equal distance the earlier stays. */
void near_try(struct near *n, struct str candidate);

/* The same of a list of known words, of 1 to 32 bytes each, in that order. */
struct near_word {
	struct str word;
	uint32_t letters; /* as in struct near */
};
struct near_word near_word(struct str word);
void near_try_all(struct near *n, const struct near_word *words, size_t count);

#endif
