/*
 * kinds: what a draft can be about.
 *
 * The kinds that go out are the words of `re:`, in their order, and call, a script
 * for a phone call.  brief and journal are for ourselves only.
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
	/* only as results of what is due, not for -k: */
	DRAFT_SEVERAL, /* several kinds */
	/* a signature was due, but the reader has signed: they get the signed version */
	DRAFT_VERSION,
	DRAFT_KINDS
};
/* clang-format on */

/* Which items a kind asks about, unless due records say so. */
enum asks_of {
	ASKS_NONE,
	ASKS_OPEN,     /* what the reader still has to do */
	ASKS_LATE,     /* what of that is late */
	ASKS_SIGN,     /* documents that the reader hasn't signed */
	ASKS_DOCUMENT, /* documents that aren't complete */
	ASKS_REVIEW,   /* of those, the ones the reader hasn't signed */
	ASKS_CONCERN,  /* concerns that aren't settled */
};

/* What must exist for there to be anything to write. */
enum draft_needs {
	NEEDS_NOTHING,
	NEEDS_TERMS, /* a term or a promise */
	NEEDS_ASKS,
	NEEDS_ANSWER, /* asks, or a letter of ours that awaits an answer */
	NEEDS_DONE,   /* something done by their side */
	NEEDS_PAID,   /* a payment */
};

struct kind_of_draft {
	struct str name;
	bool inner;   /* for ourselves only */
	bool stays;   /* stays with us: is never mailed */
	bool tells;   /* tells something; the others ask for something */
	uint8_t days; /* business days until an answer is asked for */
	enum asks_of asks;
	enum draft_needs needs;
	/* bits of the kinds that, if due about the same item, are asked instead */
	uint32_t yields;
	const char *hint; /* what the writer has to add; may be null */
};

extern const struct kind_of_draft kinds[DRAFT_KINDS];

/* The kind with that name, or DRAFT_KINDS. */
enum draft_kind kind_named(struct str name);

/* The kind of a letter with parts of these kinds (bits, at least one): recap if that is
 * among them, else the only one, else DRAFT_SEVERAL. */
enum draft_kind kinds_together(uint32_t bits);

/* As bits, the words of `re:` under which the sent letter is recorded: a recap thanks as
 * well, and a version counts as sign. */
uint32_t kinds_sent(uint32_t bits);

/* Appends these words as a comma list. */
void kinds_put(struct buf *b, uint32_t bits);

#endif
