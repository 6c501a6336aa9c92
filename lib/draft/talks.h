/*
 * talks: the contacts of a deal, by the people they name.
 *
 * A letter's reader knows the contacts that name them, and those that name nobody,
 * as an agreed may, for these are everybody's.  They are sorted by person once a
 * deal, so that letters to many people needn't each look at all contacts.
 *
 *	struct talks t;
 *	talks_init(&t);
 *	const struct keyed *talk = talks_with(&t, &book, deal, person, &n);
 *	for (size_t i = 0; i < n; i++) ... book.entries[talk[i].value] ...
 *	talks_release(&t);
 */
#ifndef FU_TALKS_H
#define FU_TALKS_H

#include "base/groups.h"
#include "book/book.h"
#include "book/cells.h"

struct talks {
	uint32_t deal; /* the deal they are of; NONE: none yet */
	/* entries by person, in the deal's order; under the number of people, those that
	 * name nobody */
	struct groups with;
	struct keyed *merged; /* owned: a person's and everybody's together */
	size_t merged_cap;
	struct cells read; /* (key, entry) -> index of its value + 1 */
	struct str *value; /* owned; the slices are in arena */
	size_t nvalues, cap;
	struct arena arena;
};

void talks_init(struct talks *t);

/* The contacts that name a person or nobody, as entries in value, in the deal's order;
 * valid until the next call. */
const struct keyed *talks_with(
    struct talks *t, const struct book *b, uint32_t deal, uint32_t person, size_t *n);

/* The via: or msgid: of a contact; empty if none.  Its line, which may name everybody, is
 * read only once.  Lives as long as t. */
struct str talks_via(struct talks *t, struct book *b, uint32_t entry);
struct str talks_msgid(struct talks *t, struct book *b, uint32_t entry);

void talks_release(struct talks *t);

#endif
