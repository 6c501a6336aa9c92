/*
 * chart: three pictures for a page about a deal: what happened and what is due,
 * how each person's promises were kept, what was paid of what is owed.
 *
 * Each is an <svg> of svg.h, the timeline several, five rows in each, which join
 * without a seam, so that it can be printed on more than one page.  Shapes and
 * patterns tell things apart, colours only help, so that the pictures can be read
 * printed in grey and by those who see colours otherwise.  The page has a style
 * for these classes, as the template brief.html has:
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

/* The words in the pictures, in the page's language. */
struct chart_words {
	struct str timeline, promises, payments; /* what each picture shows */
	struct str today, kept, late, broken, open, happened, done, due, paid, waived;
	struct str left_out;  /* events left out, behind their number */
	struct str month[12]; /* short: Jan */
};

extern const struct chart_words chart_english;

enum chart_mark {
	CHART_HAPPENED, /* a session, a message, an agreement */
	CHART_DONE,     /* something fulfilled */
	CHART_PAID,     /* an amount came */
	CHART_DUE,      /* still to come */
	CHART_LATE,     /* past its date, and open */
	CHART_BROKEN,   /* what went wrong: an impasse, a document refused */
};

/* So many are shown with their text; a line tells the number of the others. */
enum { CHART_MOST = 40 };

struct chart_event {
	int32_t day; /* DAY_MIN to DAY_MAX */
	enum chart_mark mark;
	struct str text;
	struct str note; /* who, how much, how late; may be empty */
};

struct chart_person {
	struct str name;
	uint32_t kept, late, broken, open; /* promises and debts */
};

struct chart_debt {
	struct str text, note;         /* what for; who, when */
	struct money owed, paid, left; /* of one unit, left what is still open, the
	                                * rest waived; none below 0 */
	struct str sums;               /* in words: 12,000 of 17,000 USD */
	bool late;
};

/* Appends a picture each; nothing if there is nothing to show (n is 0).  Events are
 * in order of their days; of too many those happened longest ago are left out of
 * the list, then those due last.  Of people and debts the last ones are. */
void chart_timeline(struct buf *b, const struct chart_words *w, int32_t today,
    const struct chart_event *events, size_t n);
void chart_promises(
    struct buf *b, const struct chart_words *w, const struct chart_person *people, size_t n);
void chart_payments(
    struct buf *b, const struct chart_words *w, const struct chart_debt *debts, size_t n);

/* Writes "12 not shown" with its top at y. */
void chart_left_out(struct svg *s, const struct chart_words *w, size_t n, int x, int y);

#endif
