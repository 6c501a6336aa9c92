/*
 * signals: what speaks for a deal, and what against it.
 *
 * Each signal looks at one thing and says +1, 0, -1, or that it is not known,
 * which record says so, and in a few words why.  fu-score(1) has the table of what
 * counts as what, with the constants and their reasons.
 *
 *	struct health h = { .b = &book, .deal = d, ..., .reason = buf_mem() };
 *	for (int i = 0; i < SIGNALS; i++) {
 *		h.reason.n = 0;
 *		struct signal g = signals[i].look(&h);
 *		... g.points, g.entry, h.reason ...
 *	}
 */
#ifndef FU_SIGNALS_H
#define FU_SIGNALS_H

#include "book/contacts.h"
#include "book/item.h"

enum { SIGNALS = 11, SIGNAL_UNKNOWN = 2 };

struct signal {
	int points;     /* -1, 0, +1 or SIGNAL_UNKNOWN */
	uint32_t entry; /* what caused it, or NONE */
};

/* What the cases of a deal say. */
struct signal_cases {
	uint32_t kept, late, broken;
	uint32_t entry; /* a case of the worst sort, or NONE */
	enum verdict worst;
};

/* A deal as it is looked at. */
struct health {
	struct book *b; /* ready */
	uint32_t deal;
	bool closed;
	struct contacts talks; /* of the deal */
	const struct signal_cases *kept;
	const bool *slipped; /* by item: a date of it was moved on or after it */
	struct buf reason;   /* where a signal puts its words; empty before */
};

struct signal_row {
	const char *name;
	struct signal (*look)(struct health *h);
};

/* In the order in which they are named. */
extern const struct signal_row signals[SIGNALS];

#endif
