/*
 * talks: the contacts of a deal by whom they name.
 *
 * A letter's reader knows the contacts that name them.  So that a letter to each of
 * many people does not look at all contacts for each of them, they are put in order
 * by person once a deal.
 *
 *	struct talks t = { .deal = NONE };
 *	const struct keyed *talk = talks_with(&t, &book, deal, person, &n);
 *	for (size_t i = 0; i < n; i++) ... book.entries[talk[i].value] ...
 *	talks_release(&t);
 */
#ifndef FU_TALKS_H
#define FU_TALKS_H

#include "book/book.h"

struct talks {
	uint32_t deal;      /* that they are of; NONE: none yet */
	struct keyed *talk; /* owned: keys are the person, then the place in the deal */
	size_t n, cap;
};

/* The entries, as values, of the contacts that name a person, in the order of the
 * deal's; good until another deal is asked about. */
const struct keyed *talks_with(
    struct talks *t, const struct book *b, uint32_t deal, uint32_t person, size_t *n);

void talks_release(struct talks *t);

#endif
