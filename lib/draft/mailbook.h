/*
 * mailbook: matches a mail with the records: which deal, which people, sent or got.
 *
 * It keeps who has which address, who takes part in which deal, which deals are closed,
 * and which messages are recorded.  A letter is then turned into a `sent` or `got` record:
 *
 *  - if From is an address of our side: sent, to the others in To, Cc and Bcc;
 *    if it is another's: got;
 *  - the deal is the only one selected; else that of the message it answers,
 *    if those people take part in it or in none; else the one open deal that
 *    most of them take part in, or the one closed deal if none is open;
 *  - re: is what the answered message of that deal was about, nudge if we
 *    answer our own, else what the words of the subject say.
 *
 *	mailbook_init(&m, &schema, now, me);
 *	while ((r = reader_next(&rd)))
 *		mailbook_add(&m, r);
 *	mailbook_ready(&m);
 *	switch (mailbook_file(&m, &letter, &filed)) ...
 */
#ifndef FU_MAILBOOK_H
#define FU_MAILBOOK_H

#include "book/book.h"
#include "record/build.h"

enum { LETTER_PEOPLE = 64, LETTER_IDS = 32 };

/* A message, as far as it matters here; its slices must outlive the mailbook. */
struct letter {
	struct place at;
	struct moment when;
	struct str from;     /* address */
	struct str *to;      /* addresses, at most LETTER_PEOPLE */
	struct str id;       /* without < >; may be empty */
	struct str *answers; /* ids, the nearest first, at most LETTER_IDS */
	size_t nto, nanswers;
	struct str subject, file; /* fit for a record; may be empty */
	bool undated;             /* `when` is only the moment it was read */
};

enum mailbook_result {
	MAILBOOK_FILED,
	MAILBOOK_KNOWN,    /* it is recorded already */
	MAILBOOK_STRANGER, /* nobody known, except perhaps us, wrote or got it */
	MAILBOOK_WHICH,    /* no deal, or several, may be meant */
};

struct mailbook_deal {
	bool closed, wanted;
	uint32_t votes, ballot; /* votes by people of the letter numbered ballot */
};

struct mailbook_message {
	uint32_t deal;
	struct str about; /* its re: */
	bool sent;
};

/* A link in a chain of things that belong to one person or address. */
struct mailbook_link {
	uint32_t is, next;
};

struct mailbook {
	struct book book; /* only the declarations */
	struct arena arena;
	struct names people, deals, parts, addresses, ids, seen;
	struct mailbook_deal *deal; /* by number */
	uint32_t *part_of, *owner;  /* by person; by address: the first link, or NONE */
	struct mailbook_link *links;
	struct mailbook_message *message; /* by recorded id */
	uint32_t nlinks;
	size_t deal_cap, person_cap, address_cap, link_cap, id_cap;
	uint32_t nwanted, wanted, ballot; /* wanted: one of those */
	struct buf scratch;
};

/* The result of filing a letter. */
struct mailbook_filing {
	struct builder record; /* if filed: for build_end() */
	struct str person;     /* somebody because of whom the deal is in doubt */
	struct str deals;      /* those that may be meant, as "+a, +b"; may be empty */
	struct str people[LETTER_PEOPLE];
};

/* An empty mailbook at a moment; me is the name behind @me. */
void mailbook_init(
    struct mailbook *m, const struct schema *schema, struct moment now, struct str me);

/* Adds a record. */
void mailbook_add(struct mailbook *m, const struct record *r);

/* To be called after the last record. */
void mailbook_ready(struct mailbook *m);

/* Selects a deal; several calls select several.  False if no record has it. */
bool mailbook_want(struct mailbook *m, struct str deal);

/* Does anybody have that address? */
bool mailbook_knows(struct mailbook *m, struct str address);

/* Makes a record of a letter, and remembers the letter.  The record is valid as long as
 * *out, the letter and m. */
enum mailbook_result mailbook_file(
    struct mailbook *m, const struct letter *l, struct mailbook_filing *out);

void mailbook_release(struct mailbook *m);

#endif
