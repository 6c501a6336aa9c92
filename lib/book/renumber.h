/*
 * renumber: ids that both sides of a merge gave to different items.
 *
 * Theirs get the next that is free in all three texts, and what theirs says of
 * them follows: ids and for:.  Ids with one stem (%p3.1, %p3.2) stay together.
 */
#ifndef FU_RENUMBER_H
#define FU_RENUMBER_H

#include "book/ids.h"
#include "book/rewrite.h"
#include "book/weave.h"

struct renumbered {
	uint32_t piece; /* of theirs, that defines it */
	struct str old, new;
};

struct renumber { /* all zero: nothing done */
	struct weave *weave;
	struct symbols *symbols;
	struct arena arena;
	struct ids ids;
	struct names fresh;            /* by deal: the ids that theirs defines anew */
	struct names stems;            /* by deal: those of them that clash */
	struct str *stem;              /* owned: what they become */
	struct buf rewritten;          /* theirs with them */
	struct buf id;                 /* scratch */
	struct renumbered *renumbered; /* owned: what was done */
	size_t n, cap;
};

/* Does it for a weave whose texts are read and matched as equal; theirs is read
 * and matched again where ids clash. */
void renumber(struct renumber *m, struct weave *w, struct symbols *s);

void renumber_release(struct renumber *m);

#endif
