/*
 * mailbook: which deal, which people, sent or got: a mail against the records.
 *
 * Of the records it keeps who has which address, who takes part in which deal,
 * which deals are closed, and which messages are recorded.  A letter is then
 * turned into a `sent` or `got` record:
 *
 * - From is an address of our side: sent, to those of others in To, Cc and Bcc;
 *   From is another's: got;
 * - the deal is the only one that is asked for; else that of the message it
 *   answers, if those people take part in it or in none; else the one open deal
 *   that most of them take part in, or closed one where none is open;
 * - re: is what the answered message of that deal was about, nudge where we
 *   answer our own, else what the subject's words say.
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

/* A message as far as it matters here; its slices outlive the mailbook. */
struct letter {
	struct place at;
	struct moment when;
	struct str from;     /* address */
	struct str *to;      /* addresses, LETTER_PEOPLE at most */
	struct str id;       /* without < >, or empty */
	struct str *answers; /* ids, the nearest first, LETTER_IDS at most */
	size_t nto, nanswers;
	struct str subject, file; /* fit for a record; may be empty */
	bool undated;             /* when is only when it was read */
};

enum mailbook_result {
	MAILBOOK_FILED,
	MAILBOOK_KNOWN,    /* it is recorded already */
	MAILBOOK_STRANGER, /* nobody known, but perhaps ourselves, wrote or got it */
	MAILBOOK_WHICH,    /* no deal, or several, could be meant */
};

struct mailbook_deal {
	bool closed, wanted;
	uint32_t votes, ballot; /* of whom a letter names; of which letter */
};

struct mailbook_message {
	uint32_t deal;
	struct str about; /* its re: */
	bool sent;
};

/* One thing in a chain of those of one person or address. */
struct mailbook_link {
	uint32_t is, next;
};

struct mailbook {
	struct book book; /* the declarations alone */
	struct arena arena;
	struct names people, deals, parts, addresses, ids, seen;
	struct mailbook_deal *deal; /* by number */
	uint32_t *part_of, *owner;  /* of a person, an address: the first link, or NONE */
	struct mailbook_link *links;
	struct mailbook_message *message; /* of a recorded id */
	uint32_t nlinks;
	size_t deal_cap, person_cap, address_cap, link_cap, id_cap;
	uint32_t nwanted, wanted, ballot; /* wanted: one of those */
	struct buf scratch;
};

/* What became of a letter. */
struct mailbook_filing {
	struct builder record; /* filed: build_end() gives it */
	struct str person;     /* of whom the deal is in doubt */
	struct str deals;      /* those that could be meant, as +a, +b; or empty */
	struct str people[LETTER_PEOPLE];
};

/* An empty one at a moment; me is the name behind @me. */
void mailbook_init(
    struct mailbook *m, const struct schema *schema, struct moment now, struct str me);

/* Takes a record up. */
void mailbook_add(struct mailbook *m, const struct record *r);

/* No more records come. */
void mailbook_ready(struct mailbook *m);

/* Only this deal is asked for, or one of several; false if no record bears it. */
bool mailbook_want(struct mailbook *m, struct str deal);

/* Has anybody that address? */
bool mailbook_knows(struct mailbook *m, struct str address);

/* Makes a record of a letter, and remembers that it did. */
enum mailbook_result mailbook_file(
    struct mailbook *m, const struct letter *l, struct mailbook_filing *out);

void mailbook_release(struct mailbook *m);

#endif
