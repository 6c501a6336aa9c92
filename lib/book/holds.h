/*
 * holds: what is on hold.
 *
 * A hold is on a deal, a person, an item, or a person and an item (see fu(5)); it
 * ends at its until:, at a resume of the same, or as a later hold on the same says.
 * A hold that names no deal counts in every deal.
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
	uint32_t none;      /* number of the deal without a name, or NONE */
	bool everywhere;    /* it has a hold */
	struct cells cells; /* (deal, person, item) -> the last hold or resume + 1 */
};

/* For a book after book_ready_world(); no holds are known yet. */
void holds_init(struct holds *h, struct book *b);
void holds_release(struct holds *h);

/* Adds an entry of a deal if it is a hold or a resume; to be called in order within each deal. */
void holds_note(struct holds *h, uint32_t deal, uint32_t entry);

/* The same for all entries of a deal that is ready, and of all deals. */
void holds_read(struct holds *h, uint32_t deal);
void holds_read_all(struct holds *h);

/* The last hold or resume that names exactly these (NONE: nobody, no item); NONE if there
 * is none. */
uint32_t holds_last(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item);

/* Is the entry a hold in force at a moment, which must not be before the entry? */
bool holds_at(const struct holds *h, uint32_t entry, struct moment when);

/* The hold on the item, for everybody or for that person, that is in force at the book's
 * moment, or NONE.  If item is NONE: the hold on the whole deal, or on the person. */
uint32_t holds_item(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item);

/* The same, on the item or on everything; only holds with that why:, unless it is empty. */
uint32_t holds_any(
    const struct holds *h, uint32_t deal, uint32_t person, uint32_t item, struct str why);

#endif
