/*
 * renamed: items of the base to which one side of a merge gave another id.
 *
 * Mostly an earlier merge did.  What else has the old id, the base and the other side,
 * gets the new one before all three are merged: so what the other side has come to say
 * of such an item still is of it, and not of one that has the old id now.
 */
#ifndef FU_RENAMED_H
#define FU_RENAMED_H

#include "book/rewrite.h"
#include "book/weave.h"

/* A record that names an item by its new id, and that the base has not so. */
struct followed {
	enum merge_side side; /* that it is of */
	uint32_t piece;
	struct str old, new;
};

/* The new ids that a side gave, by deal and old id. */
struct new_ids {
	struct names old, given; /* given: they themselves, by deal */
	struct str *to;          /* owned; empty where the other side gave one too */
	size_t cap;
};

struct renamed { /* all zero: nothing done */
	struct weave *weave;
	struct symbols *symbols;
	struct arena arena;
	struct new_ids by[2]; /* by the side that gave them */
	struct buf base, text[2];
	struct followed *followed; /* owned: what was done */
	size_t n, cap;
};

/* Does it for a weave whose texts are read and matched as equal; those that change are
 * read and matched again.  Of an item that both sides gave other ids nothing is done. */
void renamed(struct renamed *r, struct weave *w, struct symbols *s);

void renamed_release(struct renamed *r);

#endif
