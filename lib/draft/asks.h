/*
 * asks: the due records that say what is to be written, by deal and person.
 *
 * Taken are the `due` records with act:write.  All of one deal that go to one
 * person make one letter.  Of a record only its deal, people, item, rule, channel and
 * kind count, never its text: what a letter says of an item comes from the
 * reader's own view of it.  Late parts of one item are one line; so a line that asks
 * what holds one of them up asks for the others, too, and for what is late of the whole
 * besides, but for what is on hold or skipped.
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
	struct str via;  /* the channel; empty where none was named */
	size_t first, n; /* of asks.ask */
};

struct asks {
	struct book *b;
	struct arena arena;
	struct names deals; /* that the lines are of */
	struct names rules; /* that asked for them */
	struct asks_line *line;
	size_t nlines, cap;
	struct ask *ask; /* of all letters, each with its kind and item */
	struct asks_letter *letter;
	size_t nletters;
};

void asks_init(struct asks *a, struct book *b);

/* Takes a record that was offered to the book. */
void asks_add(struct asks *a, const struct record *r);

/* Puts them in order, by the names of deal and person; for a book that is ready. */
void asks_ready(struct asks *a);

void asks_release(struct asks *a);

#endif
