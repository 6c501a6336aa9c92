/*
 * chart: three pictures for a page about a deal: what happened and what is due, how
 * each person's promises were kept, and how much was paid of what is owed.
 *
 * Each is an <svg> made with svg.h.  The timeline is several, of five rows each,
 * which join without a seam, so that it can be printed across pages.  Shapes and
 * patterns distinguish things, colours only help, so that the pictures can be read
 * in grey print and by the colour-blind.  The page provides the style for these
 * classes, as the template brief.html does:
 *
 *	svg.chart  text.line .bold .note .strong
 *	line.axis .gap .tick .today  rect.track .ground  path.tick-off
 *	path.mark and .happened .done .paid .due .overdue .failed
 *	rect.done .late .broken .open .paid .waived
 */
#ifndef FU_CHART_H
#define FU_CHART_H

#include "draft/svg.h"
#include "value/date.h"
#include "value/money.h"

/* The words in the pictures, in the page's language; each in UTF-8, not yet escaped. */
struct chart_words {
	struct str timeline, promises, payments; /* descriptions of the pictures */
	struct str today, kept, late, broken, open, happened, done, due, paid, waived;
	struct str left_out;  /* follows the number of events left out */
	struct str month[12]; /* abbreviated: Jan */
};

extern const struct chart_words chart_english;

enum chart_mark {
	CHART_HAPPENED, /* a meeting, a message, an agreement */
	CHART_DONE,     /* something fulfilled */
	CHART_PAID,     /* a payment */
	CHART_DUE,      /* still to come */
	CHART_LATE,     /* past its date and still open */
	CHART_BROKEN,   /* trouble: an impasse, a refused document */
};

/* How many things a picture shows; a line gives the number of the others. */
enum { CHART_MOST = 40 };

struct chart_event {
	int32_t day; /* DAY_MIN to DAY_MAX */
	enum chart_mark mark;
	struct str text;
	struct str note; /* who, how much, how late; may be empty */
};

struct chart_person {
	struct str name;
	uint32_t kept, late, broken, open; /* counts promises and debts */
};

struct chart_debt {
	struct str text, note; /* what for; who, when */
	/* in one unit, none negative; left: still open; owed - paid - left was waived */
	struct money owed, paid, left;
	struct str sums; /* as words: 12,000 of 17,000 USD */
	bool late;
};

/* Append one picture each; nothing if n is 0.  Events must be in order of days; if there
 * are too many, those furthest in the past are left out of the list first, then those due
 * last.  If there are too many people or debts, the last ones are left out. */
void chart_timeline(struct buf *b, const struct chart_words *w, int32_t today,
    const struct chart_event *events, size_t n);
void chart_promises(
    struct buf *b, const struct chart_words *w, const struct chart_person *people, size_t n);
void chart_payments(
    struct buf *b, const struct chart_words *w, const struct chart_debt *debts, size_t n);

/* Writes "12 not shown" with its top at y, in pixels. */
void chart_left_out(struct svg *s, const struct chart_words *w, size_t n, int x, int y);

#endif
