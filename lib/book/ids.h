/*
 * ids: which ids are taken, and the next that is free.
 *
 * An id counts by its stem, what stands before the first '.': %p5.2 takes up
 * %p5.  The next id like another has the same letters and the number after the
 * greatest that was met with them: after %p3 and %p5.2 comes %p6.
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
	struct names letters; /* by deal: what stands before the number */
	uint32_t *greatest;   /* owned: the greatest number with them */
	size_t cap;
};

/* Takes up an id of a deal, whatever number the caller has given the deal. */
void ids_add(struct ids *t, uint32_t deal, struct str id);

/* The next free id with the letters of the one given, which need not be taken;
 * it lives as long as the arena and is not taken up. */
struct str ids_next(struct ids *t, uint32_t deal, struct str like, struct arena *a);

/* Does the id count on: has its stem a number at its end? */
bool ids_counts(struct str id);

/* What stands before the first '.'. */
struct str ids_stem(struct str id);

void ids_release(struct ids *t);

#endif
