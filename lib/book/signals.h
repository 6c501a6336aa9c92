/*
 * signals: what speaks for a deal, and what against it.
 *
 * Each signal looks at one thing and returns +1, 0, -1 or unknown, with the record
 * that causes this, and says why in a few words.  fu-score(1) has the table of what
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
	uint32_t entry; /* its cause, or NONE */
};

/* Totals of a deal's cases. */
struct signal_cases {
	uint32_t kept, late, broken;
	uint32_t entry; /* a case with the worst verdict, or NONE */
	enum verdict worst;
};

/* What signals look at. */
struct health {
	struct book *b; /* must be ready */
	uint32_t deal;
	bool closed;
	struct contacts talks; /* those of the deal */
	const struct signal_cases *kept;
	const bool *slipped; /* by item: one of its dates was moved on that date or later */
	struct buf reason;   /* for a signal's words; must be empty before */
};

struct signal_row {
	const char *name;
	struct signal (*look)(struct health *h);
};

/* In the order they are listed. */
extern const struct signal_row signals[SIGNALS];

#endif
