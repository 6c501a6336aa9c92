/*
 * renamed: items of the base to which one side of a merge gave another id.
 *
 * Usually an earlier merge did.  The others that have the old id, the base and the
 * other side, get the new one before the three are merged, so that what the other
 * side has meanwhile said of such an item still refers to it, and not to the one
 * that has the old id now.
 */
#ifndef FU_RENAMED_H
#define FU_RENAMED_H

#include "book/rewrite.h"
#include "book/weave.h"

/* A record that was changed to name an item by its new id. */
struct followed {
	enum merge_side side; /* the side it is on */
	uint32_t piece;
	struct str old, new;
};

/* The new ids that one side gave. */
struct new_ids {
	struct names old, given; /* scope: the deal; the old ids, and the new ones */
	/* owned, by old id: the new one; empty if the other side gave another */
	struct str *to;
	size_t cap;
};

struct renamed { /* all zero: nothing done yet */
	struct weave *weave;
	struct symbols *symbols;
	struct arena arena;
	struct new_ids by[2]; /* by the side that gave them */
	struct buf base, text[2];
	struct followed *followed; /* owned: what was changed */
	size_t n, cap;
};

/* To be called after the texts were read and match_equal() called; texts that change are
 * read and matched again.  Items to which both sides gave other ids are left alone. */
void renamed(struct renamed *r, struct weave *w, struct symbols *s);

void renamed_release(struct renamed *r);

#endif
