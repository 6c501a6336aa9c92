/*
 * holds: what is on hold, for whoever drafts a letter all the same.
 *
 * A hold is of a deal, of a person, of an item, or of a person and an item, as fu(5)
 * has it; it ends at its until:, at a resume of the same, or where a later one says so.
 * Holds of no deal count in every deal.
 *
 *	struct holds h;
 *	holds_read(&h, &book, &arena, deal, jane);
 *	if (holds_item(&h, NONE) || holds_item(&h, p1)) ...
 */
#ifndef FU_HOLDS_H
#define FU_HOLDS_H

#include "base/arena.h"
#include "book/book.h"

struct holds {
	struct book *b;
	struct keyed *k; /* in the arena: by item and sort, in order; values are entries */
	size_t n;
};

/* Reads those of a deal that are of a person, or of nobody; for a book that is ready. */
void holds_read(
    struct holds *h, struct book *b, struct arena *arena, uint32_t deal, uint32_t person);

/* Is the item on hold at the book's moment, itself?  NONE: all of the deal, or all that
 * goes to the person. */
bool holds_item(const struct holds *h, uint32_t item);

#endif
