/*
 * join: the records of one book moved to another.
 *
 * A long input is read in blocks by several threads, each into a book of its own,
 * and those are joined to one book in the order of the input.  The result is what
 * adding all records to that one book would have given: entries are copied with the
 * numbers that their names have there; lines and texts stay where they are.
 *
 *	book_join(&book, &block);
 */
#ifndef FU_JOIN_H
#define FU_JOIN_H

#include "book/book.h"

/* Moves all that was added to `from` to the end of `to`.  Neither may be ready, and both
 * must have been set up alike.  `from` is then empty and can be added to again. */
void book_join(struct book *to, struct book *from);

#endif
