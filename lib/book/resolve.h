/*
 * resolve: each item as it stands at the book's moment, as a record of its own.
 *
 * The record is the item's definition with its text, its by: (as a date) and what
 * is left of its amt: as they are now, and state:.  A term says who of the other
 * sides confirmed it since it was recorded or last amended, and who disputes it:
 * by the last `got` from them with an answer: that bears its id or, re: a recap,
 * none; no and part dispute, and only where they bear its id.
 *
 *	struct resolver r;
 *	resolve_init(&r, &book);
 *	for (uint32_t i = 0; i < book.nitems; i++)
 *		if ((rec = resolve_item(&r, i))) ...
 *	resolve_release(&r);
 */
#ifndef FU_RESOLVE_H
#define FU_RESOLVE_H

#include "base/groups.h"
#include "book/book.h"
#include "book/cells.h"

struct resolver {
	struct book *book;
	struct cells people;  /* deal, person -> their place by their first got, from 1; other:
	                       * their last got that confirms a recap + 1 */
	struct groups recaps; /* by deal: those, the latest first */
	struct cells answers; /* of the term at hand: person -> their last answer + 1 */
	struct keyed *who;    /* likewise: who answered, by place */
	size_t nwho, who_cap;
	struct arena arena;      /* of the item at hand */
	uint32_t recap, confirm; /* re: bits */
	uint8_t yes;             /* word */
	struct record rec;
	struct attr attrs[KEYS_MAX];
};

/* For a book that is ready. */
void resolve_init(struct resolver *r, struct book *b);

/* The item's record, good until the next call; null if no record defines it. */
const struct record *resolve_item(struct resolver *r, uint32_t item);

void resolve_release(struct resolver *r);

#endif
