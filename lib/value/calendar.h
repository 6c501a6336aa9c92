/*
 * calendar: the working week, holidays, and arithmetic in business days.
 *
 * A calendar is filled (calendar_week, calendar_holiday in any order, ranges
 * may overlap), then closed by calendar_ready, and only asked from then on.
 * Holidays are kept as sorted, disjoint day ranges with a running count of
 * the working days before each, so every question costs O(log holidays),
 * whatever the span it asks about.
 *
 * Business days count as dateutils' dateadd does: day + n bd is the n-th
 * business day strictly after day, so Saturday + 1bd is Monday.
 *
 *	struct calendar c = CALENDAR_INIT;
 *	calendar_holiday(&c, d1, d2);
 *	calendar_ready(&c);
 *	due = calendar_add(&c, day, 10);
 *	calendar_release(&c);
 */
#ifndef FU_CALENDAR_H
#define FU_CALENDAR_H

#include "value/date.h"

struct holiday_range;

struct calendar {
	unsigned week;             /* bit 0 = Monday ... bit 6 = Sunday: working */
	struct holiday_range *off; /* owned */
	size_t n, cap;
};

/* Monday to Friday, no holidays; ready to be asked as it is. */
#define CALENDAR_INIT \
	{ \
		.week = 0x1f \
	}

/* Sets the working weekdays (bits as above); a week of none is refused: false. */
bool calendar_week(struct calendar *c, unsigned week);

/* Adds the days first to last, both included; last < first adds nothing. */
void calendar_holiday(struct calendar *c, int32_t first, int32_t last);

/* Sorts and joins the ranges; call once after the last change. */
void calendar_ready(struct calendar *c);

/* Is the day a working day? */
bool calendar_works(const struct calendar *c, int32_t day);

/* The n-th working day strictly after day (n > 0) or strictly before (n < 0);
 * n = 0 gives day itself.  DAY_NONE if that lies beyond DAY_MIN or DAY_MAX. */
int32_t calendar_add(const struct calendar *c, int32_t day, int64_t n);

/* The first working day at or after day; DAY_NONE beyond DAY_MAX. */
int32_t calendar_next(const struct calendar *c, int32_t day);

/* The last working day at or before day; DAY_NONE before DAY_MIN. */
int32_t calendar_before(const struct calendar *c, int32_t day);

/* A day rolled to a working day: calendar_before() if `back`, else calendar_next(); the
 * day itself where that gives none, or one before the floor. */
int32_t calendar_roll(const struct calendar *c, int32_t day, bool back, int32_t floor);

/* Gives the memory back; the calendar is as CALENDAR_INIT again. */
void calendar_release(struct calendar *c);

#endif
