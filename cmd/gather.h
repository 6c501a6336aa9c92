/*
 * gather: all input read into a book, by several threads where that pays.
 *
 * After the first part, each thread reads blocks of the input (record/lanes.h) into a book
 * of its own, and each block is joined to the whole book in its turn (book/join.h), so
 * that what is gathered, reported and printed is what one thread would have.
 *
 *	static void take(void *self, const struct gatherer *g, const struct record *r)
 *	{
 *		book_add(g->book, r);
 *	}
 *
 *	gather(&c, &book, take, NULL);
 *	book_ready(&book, cli_lanes(&c));
 */
#ifndef FU_GATHER_H
#define FU_GATHER_H

#include "cli.h"

#include "book/book.h"

/* What take() may write to. */
struct gatherer {
	struct book *book;
	struct emitter *emitter; /* prints to standard output, in the input's order */
};

/* Reads all records of the input and calls take(self, g, r) for each, from several threads
 * at once: it may write only to what g points to.  book must be set up, and empty.  Also
 * notes which of c's selectors the input bears out. */
void gather(struct cli *c, struct book *book,
    void (*take)(void *self, const struct gatherer *g, const struct record *r), void *self);

#endif
