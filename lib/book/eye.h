/*
 * eye: a book as one thread of several sees it that work at its deals.
 *
 * Reading a record again needs a lexer, putting entries in order needs room, and what is
 * found out needs memory: an eye has all that of its own.  All else is the book's, which
 * nobody may change meanwhile, but for the deals that are the eye's to work out.
 *
 *	struct book eye;
 *	book_ready_world(&book);
 *	eye_open(&eye, &book);
 *	book_ready_deal(&eye, &eye.deal[number]);
 *	... book_record(&eye, entry) ...
 *	eye_close(&eye, &book);
 */
#ifndef FU_EYE_H
#define FU_EYE_H

#include "book/book.h"

/* The most threads at one book. */
enum { EYES = 8 };

/* How many of the wanted threads pay, at least one. */
size_t eye_lanes(const struct book *b, size_t wanted);

/* Gives each of n threads deals that follow on one another, as many records each as can
 * be: number i those from from[i] on below from[i + 1], in that order (of their numbers as
 * values; null: of the numbers). */
void eye_divide(const struct book *b, const struct keyed *order, size_t n, size_t from[]);

/* Looks at each deal once, by n threads, the first of which sees the book itself and each
 * other an eye, closed again in the end: self is that of the thread. */
void eyes_run(struct book *b, size_t n, void (*look)(void *self, struct book *b, struct deal *d),
    void *const selves[]);

/* The book must outlive the eye. */
void eye_open(struct book *eye, const struct book *b);

/* What was worked out through the eye is the book's from now on; what was read, gone. */
void eye_close(struct book *eye, struct book *b);

#endif
