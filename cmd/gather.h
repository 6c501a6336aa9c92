/*
 * gather: all input read into a book, by several threads where that pays.
 *
 * Past the first of it each thread reads blocks of the input (record/lanes.h) into a
 * book of its own, and each block is joined to the book in its turn (book/join.h): what
 * is gathered, reported and printed is what one thread would have.
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

/* What a thread gathers with. */
struct gatherer {
	struct book *book;
	struct emitter *emitter; /* to standard output */
};

/* Reads all records of the input and gives each to take(), which several threads call at
 * once: it may write to what it is given alone.  book is set up, and empty.  What c's
 * selectors meet is noted. */
void gather(struct cli *c, struct book *book,
    void (*take)(void *self, const struct gatherer *g, const struct record *r), void *self);

#endif
