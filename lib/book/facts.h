/*
 * facts: what the views ask about a deal, with the record that says it.
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

/* A value and the entry that says it; empty and NONE if none does. */
struct fact {
	struct str value;
	uint32_t entry;
};

/* How many keys of who lines are kept for each person. */
enum { FACTS_WHO = 4 };

struct facts_who {
	struct fact fact[FACTS_WHO];
};

struct facts {
	struct book *book;
	struct facts_who *known; /* by person: from who lines for all deals */
	struct facts_who *own;   /* by number in book.own: from those for one deal */
	uint32_t *stamp;         /* by person: the deal last met in + 1 */
	uint32_t *people;        /* of the current deal, except our side and neutrals, by name */
	size_t npeople;
};

void facts_init(struct facts *f, struct book *b);
void facts_release(struct facts *f);

/* Fills in people: everybody of another side who is named by a record of the deal.  Of an
 * item's records only the definition counts, not what became of it. */
void facts_people(struct facts *f, uint32_t deal);

/* The last value that who lines give a person under a key (authority, boss, briefed or
 * stance only); those for the deal take precedence.  Lives as long as the book. */
struct fact facts_who(const struct facts *f, uint32_t person, uint32_t deal, enum key key);

/* The last value that deal lines give under a key; lives as long as the book. */
struct fact fact_deal(struct book *b, uint32_t deal, enum key key);

/* The person that a value such as @jane names; NONE if it names none. */
uint32_t fact_person(const struct book *b, struct str value);

/* May the entry say something under one of the n keys?  If not, its line needn't be read. */
bool entry_may_say(const struct book *b, const struct entry *e, const enum key *keys, size_t n);

/* Is it the close of a deal that was carried out: won, settled or paid? */
bool fact_good_end(const struct book *b, const struct entry *close);

/* Is it a deal in which no party is us? */
bool fact_mediation(const struct book *b, uint32_t deal);

#endif
