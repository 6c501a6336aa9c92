/*
 * ids: which ids are taken, and the next free one.
 *
 * An id counts by its stem, the part before the first '.': %p5.2 takes %p5.  The
 * next id like a given one has the same letters and one more than the greatest
 * number seen with them: after %p3 and %p5.2 comes %p6.
 *
 *	struct ids ids = { 0 };
 *	ids_add(&ids, deal, STR("p5.2"));
 *	id = ids_next(&ids, deal, STR("p"), &arena);   ... "p6"
 *	ids_release(&ids);
 */
#ifndef FU_IDS_H
#define FU_IDS_H

#include "base/arena.h"
#include "base/names.h"

struct ids { /* all zero: none taken */
	struct arena arena;
	struct names letters; /* scope: the deal; what precedes the number */
	uint32_t *greatest;   /* owned, by name: the greatest number seen */
	size_t cap;
};

/* Adds an id of a deal; deals can be numbered in any way. */
void ids_add(struct ids *t, uint32_t deal, struct str id);

/* The next free id with the letters of `like`, which needn't be taken.  It is in the arena,
 * and isn't taken by this. */
struct str ids_next(struct ids *t, uint32_t deal, struct str like, struct arena *a);

/* Does the stem of the id end in a number? */
bool ids_counts(struct str id);

/* The part before the first '.'. */
struct str ids_stem(struct str id);

void ids_release(struct ids *t);

#endif
