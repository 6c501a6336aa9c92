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
 * its reader.  No other record is ever looked at.
 */
#ifndef FU_RECAP_H
#define FU_RECAP_H

#include "book/book.h"

struct recap {
	uint32_t deal, person; /* whom it goes to */
	struct str subject;    /* made by recap_write() in the book's arena */
	struct buf body;       /* lines ended by LF */
};

/* Who gets a recap of a deal: the people of other sides in its last session
 * (else its last contact), in order.  Fills at most max and returns how many;
 * 0 when nothing was agreed that could be recapped. */
size_t recap_readers(struct book *b, uint32_t deal, uint32_t *people, size_t max);

/* Writes the letter of r->deal to r->person; r->body is begun afresh. */
void recap_write(struct book *b, struct recap *r);

/* Appends a day as a letter has it: Tuesday, 15 July 2025. */
void recap_put_day(struct buf *b, int32_t day);

#endif
