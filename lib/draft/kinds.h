/*
 * kinds: what a draft can be about.
 *
 * The kinds that go out are the words of `re:`, in their order, and call, a
 * script to talk from.  brief and journal are for ourselves alone.
 */
#ifndef FU_KINDS_H
#define FU_KINDS_H

#include "base/buf.h"

#include <stdint.h>

/* clang-format off */
enum draft_kind {
	DRAFT_THANKS, DRAFT_RECAP, DRAFT_CONFIRM, DRAFT_AGENDA, DRAFT_CHECKIN, DRAFT_UPDATE,
	DRAFT_NUDGE, DRAFT_CHASE, DRAFT_DRAFT, DRAFT_REVIEW, DRAFT_SIGN, DRAFT_PROPOSAL,
	DRAFT_QUESTION, DRAFT_FEEDBACK, DRAFT_ESCALATION, DRAFT_IDEA, DRAFT_INTRO, DRAFT_NEWS,
	DRAFT_CONGRATS, DRAFT_PAYMENT, DRAFT_OTHER,
	DRAFT_CALL, DRAFT_BRIEF, DRAFT_JOURNAL,
	/* what is due comes to these; no kinds of -k: */
	DRAFT_SEVERAL, /* several kinds */
	DRAFT_VERSION, /* a signature, but the reader has signed: they get what is signed */
	DRAFT_KINDS
};
/* clang-format on */

/* Which items a kind asks about, where no due record says. */
enum asks_of {
	ASKS_NONE,
	ASKS_OPEN,     /* what the reader has still to do */
	ASKS_LATE,     /* what of it is late */
	ASKS_SIGN,     /* documents that the reader has not signed */
	ASKS_DOCUMENT, /* documents that are not complete */
	ASKS_REVIEW,   /* of these, what the reader has not signed */
	ASKS_CONCERN,  /* concerns not settled */
};

/* Without which facts there is nothing to write. */
enum draft_needs {
	NEEDS_NOTHING,
	NEEDS_TERMS, /* a term or a promise */
	NEEDS_ASKS,
	NEEDS_ANSWER, /* asks, or a letter of ours that waits for an answer */
	NEEDS_DONE,   /* something that their side did */
	NEEDS_PAID,   /* a payment */
};

struct kind_of_draft {
	struct str name;
	bool inner;   /* for ourselves alone */
	bool stays;   /* with us: no mail is made of it */
	bool tells;   /* it tells something; others ask for something */
	uint8_t days; /* business days until the answer is asked for */
	enum asks_of asks;
	enum draft_needs needs;
	uint32_t yields;  /* bits of the kinds that are asked in its place, of one item */
	const char *hint; /* what the writer has to add; or null */
};

extern const struct kind_of_draft kinds[DRAFT_KINDS];

/* The kind of a name, or DRAFT_KINDS. */
enum draft_kind kind_named(struct str name);

/* The kind of a letter whose parts are of these kinds, at least one: a recap
 * where one is among them, and thanks open any other. */
enum draft_kind kinds_together(uint32_t bits);

/* The same of the words of `re:` that stand for them once the letter is sent: a recap
 * thanks as well, and a version goes out to be signed no more. */
uint32_t kinds_sent(uint32_t bits);

/* Appends such words as a list. */
void kinds_put(struct buf *b, uint32_t bits);

#endif
