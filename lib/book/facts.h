/*
 * facts: what the views ask of a deal, with the record that says it.
 *
 *	struct facts f;
 *	facts_init(&f, &book);
 *	facts_people(&f, deal);
 *	for (size_t i = 0; i < f.npeople; i++) ... f.people[i] ...
 *	facts_release(&f);
 */
#ifndef FU_FACTS_H
#define FU_FACTS_H

#include "book/book.h"

/* A value and the entry that says it; empty and NONE where nothing does. */
struct fact {
	struct str value;
	uint32_t entry;
};

/* What is asked of a person, by the keys of who lines. */
enum { FACTS_WHO = 4 };

struct facts_who {
	struct fact fact[FACTS_WHO];
};

struct facts {
	struct book *book;
	struct facts_who *known; /* by person: what holds in all deals */
	struct facts_who *own;   /* by number of book.own: what holds in one */
	uint32_t *stamp;         /* by person: the deal + 1 that they were met in last */
	uint32_t *people;        /* of the deal asked about, other than ours and neutral, by name */
	size_t npeople;
};

void facts_init(struct facts *f, struct book *b);
void facts_release(struct facts *f);

/* Fills people: everybody of another side whom a record of the deal names; of what
 * became of an item only the item's own record counts, not who bore witness. */
void facts_people(struct facts *f, uint32_t deal);

/* The last that who lines say of a person under a key (authority, boss, briefed or
 * stance), those of the deal alone before the others; the value lives as long as
 * the book. */
struct fact facts_who(const struct facts *f, uint32_t person, uint32_t deal, enum key key);

/* The last that deal lines say under a key; likewise. */
struct fact fact_deal(struct book *b, uint32_t deal, enum key key);

/* The person whom a value such as @jane names, or NONE. */
uint32_t fact_person(const struct book *b, struct str value);

/* May the entry say something under one of the keys?  If not, its line need not be
 * read for them. */
bool entry_may_say(const struct book *b, const struct entry *e, const enum key *keys, size_t n);

/* Is it the close of a deal that was carried out: won, settled or paid? */
bool fact_good_end(const struct book *b, const struct entry *close);

/* Is it a deal in which no party is us? */
bool fact_mediation(const struct book *b, uint32_t deal);

#endif
