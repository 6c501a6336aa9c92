/*
 * eye: a book that is ready, as one thread of several sees it.
 *
 * Reading a record again needs a lexer, and what is found out needs memory: an eye
 * has both of its own.  All else is the book's, which nobody may change meanwhile.
 *
 *	struct book eye;
 *	eye_open(&eye, &book);
 *	... book_record(&eye, entry) ...
 *	eye_close(&eye);
 */
#ifndef FU_EYE_H
#define FU_EYE_H

#include "book/book.h"

/* The book must outlive the eye. */
void eye_open(struct book *eye, const struct book *b);

/* Gives back what is the eye's own: what was read through it is gone. */
void eye_close(struct book *eye);

#endif
