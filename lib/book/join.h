/*
 * join: the records of one book moved to another.
 *
 * A long input is read in blocks by several threads, each block into a book of the
 * thread's own, and those are joined to one book in the order of the input.  What comes
 * of it is what adding all records to that one book would have given: an entry is copied
 * with the numbers that its names have there, lines and texts stay where they are.
 *
 *	book_join(&book, &block);
 */
#ifndef FU_JOIN_H
#define FU_JOIN_H

#include "book/book.h"

/* Moves all that was added to `from` behind what was added to `to`; neither is ready, and
 * both were set up alike.  `from` is empty then and can be added to again. */
void book_join(struct book *to, struct book *from);

#endif
