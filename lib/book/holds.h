/*
 * holds: what is on hold.
 *
 * A hold is of a deal, of a person, of an item, or of a person and an item, as fu(5)
 * has it; it ends at its until:, at a resume of the same, or where a later one says so.
 * Holds of no deal count in every deal.
 *
 *	struct holds h;
 *	holds_init(&h, &book);
 *	holds_read(&h, deal);
 *	if (holds_any(&h, deal, jane, p1, STR("")) != NONE) ...
 *	holds_release(&h);
 */
#ifndef FU_HOLDS_H
#define FU_HOLDS_H

#include "book/book.h"
#include "book/cells.h"

struct holds {
	struct book *b;
	uint32_t none;      /* the deal that is none, or NONE */
	bool everywhere;    /* there is one of that */
	struct cells cells; /* deal, person, item -> the last hold or resume + 1 */
};

/* For a book whose world is ready; none is known. */
void holds_init(struct holds *h, struct book *b);
void holds_release(struct holds *h);

/* Takes up an entry of a deal, if it is a hold or a resume; of each deal in order. */
void holds_note(struct holds *h, uint32_t deal, uint32_t entry);

/* The same of all entries of a deal that is ready, and of all deals. */
void holds_read(struct holds *h, uint32_t deal);
void holds_read_all(struct holds *h);

/* The last hold or resume that names just these, NONE for nobody and for no item; or NONE. */
uint32_t holds_last(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item);

/* Is the entry a hold that lasts at a moment, which is not before it? */
bool holds_at(const struct holds *h, uint32_t entry, struct moment when);

/* The hold of the item, for all or for that person, that lasts at the book's moment, or
 * NONE.  NONE for the item: of all of the deal, or of all that goes to the person. */
uint32_t holds_item(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item);

/* The same of the item or of all; of those with that why:, unless it is empty. */
uint32_t holds_any(
    const struct holds *h, uint32_t deal, uint32_t person, uint32_t item, struct str why);

#endif
