/*
 * icalread: the whole days of a calendar file, as holiday calendars have them.
 *
 * Reads RFC 5545 (unfolding 3.1, DATE 3.3.4, DATE-TIME 3.3.5, DURATION 3.3.6, TEXT
 * 3.3.11) from blocks of input, and from each VEVENT its DTSTART, DTEND (the day
 * after its last) or DURATION, yearly RRULE, RDATE, EXDATE, STATUS and SUMMARY.
 * Times at midnight count as days, in whatever zone: a holiday written that way
 * means the day.  Everything else is ignored.
 *
 * What is broken is reported (bad-calendar) at its line and column, and its event is
 * dropped; what isn't a whole day is reported (left-out) and dropped.  Memory is one
 * unfolded line and what one event holds.
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

/* Where a part of the unfolded line is in the file. */
struct ical_segment {
	size_t offset, line, col;
};

/* A moment of an event; day is DAY_NONE until it was read. */
struct ical_moment {
	int32_t day;
	bool midnight; /* a DATE, or a time at midnight */
};

struct ical_days {
	int32_t *day; /* owned */
	size_t n, cap;
};

struct ical_event {
	struct place at; /* its BEGIN */
	struct ical_moment start, end;
	int32_t length; /* of its DURATION in days; -1: not whole days; 0: none given */
	struct recur rule;
	bool recurs, broken, cancelled, replaces;
};

struct icalread {
	struct diag *diag;
	int32_t from, to; /* days of interest, both included */
	/* for the caller to set: called with the days first to last and the summary */
	void (*day)(void *self, int32_t first, int32_t last, struct str text);
	void *self;
	/* private */
	struct buf file; /* its name */
	size_t line;     /* line number, from 1 */
	struct buf text; /* the current line, unfolded */
	struct ical_segment *segments;
	size_t nsegments, segments_cap;
	unsigned char stack[ICAL_DEPTH]; /* the components around it */
	size_t depth;
	bool any, lost; /* a calendar was seen; the file isn't one */
	struct ical_event event;
	struct ical_days added, left_out; /* RDATE, EXDATE */
	struct buf summary;
	/* while an event's days are given out: length of each occurrence, in days */
	int32_t length;
};

/* Sets up a reader; only what touches the days from to to, both included, is given out. */
void icalread_init(struct icalread *r, struct diag *diag, int32_t from, int32_t to);

/* Reads a block; calls r->day(r->self, ...) for the days of each event that ends in it,
 * those of one event in order.  The text is valid until that returns. */
void icalread_block(struct icalread *r, const struct block *b);

/* Ends the last file and frees the memory. */
void icalread_end(struct icalread *r);

#endif
