/*
 * intake: all records of the input, read by one thread or by several, printed or
 * taken up by a book in their order.
 *
 *	struct intake in = { .c = &c, .book = &book };
 *	intake_run(&in);
 *	book_ready(&book);
 *
 * Which selectors the input bears out is noted on the way.  What the two questions
 * look at must not change meanwhile: they are asked in all threads.
 */
#ifndef FU_INTAKE_H
#define FU_INTAKE_H

#include "book/book.h"
#include "cli.h"

struct intake {
	struct cli *c;
	const void *self; /* for the questions */
	/* Is it to be printed?  selected: by +deal and @person.  Null: none is. */
	bool (*prints)(const void *self, bool selected, const struct record *r);
	/* Is it for the book?  Null: all are. */
	bool (*keeps)(const void *self, const struct record *r);
	struct book *book; /* null: none is kept */
};

/* The answer of -p. */
bool intake_prints_all(const void *self, bool selected, const struct record *r);

/* Reads to the end of the input, or until nobody reads on what is printed. */
void intake_run(const struct intake *in);

#endif
