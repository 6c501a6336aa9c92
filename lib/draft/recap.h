/*
 * recap: what was agreed, as a letter to one of those who agreed it.
 *
 * The letter numbers the terms with what each gives either side, lists who does
 * what by when, open points as we understood them and the next contact, and
 * ends with one dated request to correct it.
 *
 * Privacy is an allowlist: it is made from terms and their gains, promises,
 * debts, milestones, documents, concerns and what became of them, dates of
 * contacts, names and the deal's title; of these only what `only:` shows to
 * its reader, whose view each item's state is worked out in.  No other record
 * is ever looked at.
 */
#ifndef FU_RECAP_H
#define FU_RECAP_H

#include "book/book.h"

struct recap {
	uint32_t deal, person; /* whom it goes to */
	/* made by recap_write(), living as long as the book: */
	struct str subject;
	struct str to_name, from_name; /* as far as the reader may know them */
	struct str in_reply_to;        /* msgid: of the last message they know; or empty */
	struct buf body;               /* lines ended by LF */
};

/* Who may get a recap of a deal: the people of other sides in the last contact
 * that names any, a session before any other sort, as long as they may see
 * something that was agreed.  In *people, in the book's arena, in order; returns
 * how many. */
size_t recap_readers(struct book *b, uint32_t deal, uint32_t **people);

/* Writes the letter of r->deal to r->person; r->body is begun afresh. */
void recap_write(struct book *b, struct recap *r);

/* Appends a day as a letter has it: Tuesday, 15 July 2025. */
void recap_put_day(struct buf *b, int32_t day);

#endif
