/*
 * eye: a book as seen by one of several threads that work on its deals.
 *
 * Reading a record again needs a lexer, sorting entries needs room, and results need
 * memory: each eye has its own.  All else is the book's, and nobody may change that
 * meanwhile, except that each eye may work out its own deals.
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

/* The most threads that may work on one book. */
enum { EYES = 8 };

/* How many of the wanted threads pay, from 1 to EYES. */
size_t eye_lanes(const struct book *b, size_t wanted);

/* Divides the deals into n runs with about as many records each: thread i gets those from
 * from[i] to below from[i + 1], counted in `order` (whose values are deals' numbers; null:
 * by number).  from has n + 1 elements. */
void eye_divide(const struct book *b, const struct keyed *order, size_t n, size_t from[]);

/* Calls look(selves[i], book, deal) once for each deal, in n threads (at most EYES).
 * Thread 0 gets the book itself, each other an eye, which is closed in the end. */
void eyes_run(struct book *b, size_t n, void (*look)(void *self, struct book *b, struct deal *d),
    void *const selves[]);

/* Opens an eye on a book, which must outlive it. */
void eye_open(struct book *eye, const struct book *b);

/* Closes the eye: what was worked out through it now belongs to the book; what was read
 * through it is gone. */
void eye_close(struct book *eye, struct book *b);

#endif
