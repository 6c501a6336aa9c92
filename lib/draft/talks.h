/*
 * talks: the contacts of a deal by whom they name.
 *
 * A letter's reader knows the contacts that name them, and those that name nobody, as
 * an agreed may, for these are everybody's.  So that a letter to each of many people
 * does not look at all contacts for each of them, they are put in order by person once
 * a deal.
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
	uint32_t deal;        /* that they are of; NONE: none yet */
	struct groups with;   /* entries by person, in the order of the deal; those that name
	                     * nobody under the number of people */
	struct keyed *merged; /* owned: of a person and of everybody */
	size_t merged_cap;
	struct cells read; /* key, entry -> the place of its value + 1 */
	struct str *value; /* owned; each in arena */
	size_t nvalues, cap;
	struct arena arena;
};

void talks_init(struct talks *t);

/* The entries, as values, of the contacts that name a person or nobody, in the order of
 * the deal's; good until it is asked again. */
const struct keyed *talks_with(
    struct talks *t, const struct book *b, uint32_t deal, uint32_t person, size_t *n);

/* The via: or the msgid: of a contact: its line, which may name everybody, is read
 * once.  Empty for none; lives as long as talks. */
struct str talks_via(struct talks *t, struct book *b, uint32_t entry);
struct str talks_msgid(struct talks *t, struct book *b, uint32_t entry);

void talks_release(struct talks *t);

#endif
