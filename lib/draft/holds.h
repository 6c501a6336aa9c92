/*
 * holds: what is on hold, for whoever drafts a letter all the same.
 *
 * A hold is of a deal, of a person, of an item, or of a person and an item, as fu(5)
 * has it; it ends at its until:, at a resume of the same, or where a later one says so.
 * Holds of no deal count in every deal.
 *
 *	struct holds h;
 *	holds_read(&h, &book);
 *	if (holds_item(&h, deal, jane, NONE) || holds_item(&h, deal, jane, p1)) ...
 *	holds_release(&h);
 */
#ifndef FU_HOLDS_H
#define FU_HOLDS_H

#include "book/book.h"
#include "book/cells.h"

struct holds {
	struct book *b;
	struct cells cells; /* deal, person, item -> the last hold or resume + 1 */
};

/* Reads those of all deals, of a book that is ready. */
void holds_read(struct holds *h, struct book *b);

/* Is the item on hold at the book's moment, itself, for all or for that person?  NONE:
 * all of the deal, or all that goes to the person. */
bool holds_item(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item);

void holds_release(struct holds *h);

#endif
