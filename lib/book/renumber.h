/*
 * renumber: ids that both sides of a merge gave to different items.
 *
 * Theirs get the next ones free in all three texts, and theirs' references to them
 * (ids and for:) follow.  Ids with a common stem (%p3.1, %p3.2) stay together.
 */
#ifndef FU_RENUMBER_H
#define FU_RENUMBER_H

#include "book/ids.h"
#include "book/rewrite.h"
#include "book/weave.h"

struct renumbered {
	uint32_t piece; /* the piece of theirs that defines it */
	struct str old, new;
};

struct renumber { /* all zero: nothing done yet */
	struct weave *weave;
	struct symbols *symbols;
	struct arena arena;
	struct ids ids;
	struct names fresh;            /* scope: the deal; the ids that are new in theirs */
	struct names stems;            /* scope: the deal; their stems that clash */
	struct str *stem;              /* owned, by stem: the new one */
	struct buf rewritten;          /* the new text of theirs */
	struct buf id;                 /* scratch */
	struct renumbered *renumbered; /* owned: what was changed */
	size_t n, cap;
};

/* To be called after the texts were read and match_equal() called; if ids clash, theirs is
 * read and matched again. */
void renumber(struct renumber *m, struct weave *w, struct symbols *s);

void renumber_release(struct renumber *m);

#endif
