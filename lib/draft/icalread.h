/*
 * icalread: the whole days of a calendar file, as holiday calendars have them.
 *
 * Reads RFC 5545 (unfolding 3.1, DATE 3.3.4, DATE-TIME 3.3.5, DURATION 3.3.6,
 * TEXT 3.3.11) from blocks of input, and from each VEVENT DTSTART, DTEND (which
 * is the day after its last) or DURATION, yearly RRULE, RDATE, EXDATE, STATUS
 * and SUMMARY.  Times at midnight count as days, whatever their zone: who writes
 * a holiday so means the day.  Everything else is passed over.
 *
 * What is broken is reported (bad-calendar) at its line and column and costs its
 * event; what is no whole day is reported (left-out) and left out.  Memory
 * is one unfolded line and what one event holds.
 *
 *	struct icalread r;
 *	icalread_init(&r, &diag, from, to);
 *	r.day = add;
 *	while (input_next(&in, &block))
 *		icalread_block(&r, &block);
 *	icalread_end(&r);
 */
#ifndef FU_ICALREAD_H
#define FU_ICALREAD_H

#include "record/input.h"
#include "value/recur.h"

enum { ICAL_DEPTH = 8, ICAL_TEXT_MAX = 1000 };

/* Where a part of the unfolded line stands in the file. */
struct ical_segment {
	size_t offset, line, col;
};

/* A moment as an event has it; day is DAY_NONE until it is read. */
struct ical_moment {
	int32_t day;
	bool midnight; /* a DATE, or a time at midnight */
};

struct ical_days {
	int32_t *day; /* owned */
	size_t n, cap;
};

struct ical_event {
	struct place at; /* of its BEGIN */
	struct ical_moment start, end;
	int32_t length; /* of its DURATION in days, -1: no whole days; 0: none */
	struct recur rule;
	bool recurs, broken, cancelled, replaces;
};

struct icalread {
	struct diag *diag;
	int32_t from, to; /* days of interest, both included */
	/* to be set by the caller: takes what is read */
	void (*day)(void *self, int32_t first, int32_t last, struct str text);
	void *self;
	/* its own */
	struct buf file; /* its name */
	size_t line;     /* of the file, from 1 */
	struct buf text; /* the line at hand, unfolded */
	struct ical_segment *segments;
	size_t nsegments, segments_cap;
	unsigned char stack[ICAL_DEPTH]; /* the components around it */
	size_t depth;
	bool any, lost; /* a calendar was seen; the file is none */
	struct ical_event event;
	struct ical_days added, left_out; /* RDATE, EXDATE */
	struct buf summary;
	int32_t length; /* while an event is given out: of each time, in days */
};

/* Ready to read; of interest is what touches the days from..to. */
void icalread_init(struct icalread *r, struct diag *diag, int32_t from, int32_t to);

/* Reads on; calls day for the days of each event that ends here, those of one
 * event in order.  Its text is good until the call returns. */
void icalread_block(struct icalread *r, const struct block *b);

/* Ends the last file and gives the memory back. */
void icalread_end(struct icalread *r);

#endif
