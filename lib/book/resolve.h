/*
 * resolve: each item as it stands at the book's moment, as a record of its own.
 *
 * The record is the item's definition with its current text, by: (as a date) and what is
 * left of its amt:, and with state:.  A term also says who of the other sides has
 * confirmed it since it was recorded or last amended, and who disputes it.  That is
 * decided by their last `got` with an answer: that bears the term's id or, for re:recap,
 * no id at all; no and part dispute only the ids that the record bears.
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
	/* (deal, person) -> their place, from 1, in the order of their first got; other:
	 * their last got that confirms a recap, + 1 */
	struct cells people;
	struct groups recaps; /* by deal: those that confirm a recap, the latest first */
	struct cells answers; /* for the current term: person -> their last answer + 1 */
	struct keyed *who;    /* for the current term: who answered, by place */
	size_t nwho, who_cap;
	struct arena arena;      /* for the current item */
	uint32_t recap, confirm; /* bits of re: words */
	uint8_t yes;             /* number of the word */
	struct record rec;
	struct attr attrs[KEYS_MAX];
};

/* For a book that is ready, and must outlive r. */
void resolve_init(struct resolver *r, struct book *b);

/* The item's record, valid until the next call; null if no record defines the item. */
const struct record *resolve_item(struct resolver *r, uint32_t item);

void resolve_release(struct resolver *r);

#endif
