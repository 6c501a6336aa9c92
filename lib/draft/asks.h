/*
 * asks: the due records that call for a letter, by deal and person.
 *
 * These are the `due` records with act:write.  All of one deal that go to one person
 * make one letter.  Of a record only its deal, people, item, rule, channel and kind
 * count, never its text: what a letter says about an item comes from the reader's
 * own view of it.  Late parts of one item are one due line; so a line that chases
 * one of them also asks for the others, and for what else of the whole is late,
 * unless it is on hold or skipped.
 *
 *	struct asks a;
 *	asks_init(&a, &book);
 *	while ((r = ...)) { book_add(&book, r); asks_add(&a, r); }
 *	book_ready(&book, 1);
 *	asks_ready(&a);
 *	for (size_t i = 0; i < a.nletters; i++) ... a.letter[i] ...
 *	asks_release(&a);
 */
#ifndef FU_ASKS_H
#define FU_ASKS_H

#include "draft/view.h"

struct asks_line;

struct asks_letter {
	uint32_t deal, person;
	struct str via;  /* the channel; empty: none was named */
	size_t first, n; /* its asks: n of asks.ask from index first */
};

struct asks {
	struct book *b;
	struct arena arena;
	struct names deals; /* of the lines */
	struct names rules; /* that asked for the lines */
	struct asks_line *line;
	size_t nlines, cap;
	struct ask *ask; /* those of all letters */
	struct asks_letter *letter;
	size_t nletters;
};

void asks_init(struct asks *a, struct book *b);

/* Adds a record; book_add() must have been called with it. */
void asks_add(struct asks *a, const struct record *r);

/* Makes the letters, ordered by the names of deal and person, once the book is ready. */
void asks_ready(struct asks *a);

void asks_release(struct asks *a);

#endif
