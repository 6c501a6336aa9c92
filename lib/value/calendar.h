/*
 * calendar: the working week, holidays, and arithmetic in business days.
 *
 * A calendar is filled (calendar_week(), and calendar_holiday() in any order; ranges may
 * overlap), then closed by calendar_ready(), and only queried from then on.  Holidays are
 * kept as sorted, disjoint ranges of days, each with the count of working days before it,
 * so a query costs O(log holidays), whatever the span it asks about.
 *
 * Days are day numbers as in value/date.h.  Business days count as in dateutils' dateadd:
 * day + n bd is the n-th business day strictly after day, so Saturday + 1bd is Monday.
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
	unsigned week;             /* working weekdays: bit 0 = Monday ... bit 6 = Sunday */
	struct holiday_range *off; /* owned */
	size_t n, cap;
};

/* Monday to Friday, no holidays; ready for queries as it is. */
#define CALENDAR_INIT \
	{ \
		.week = 0x1f \
	}

/* Sets the working weekdays (bits as above); returns false, and changes nothing, if there
 * are none. */
bool calendar_week(struct calendar *c, unsigned week);

/* Adds the holidays first to last, both included; none if last < first. */
void calendar_holiday(struct calendar *c, int32_t first, int32_t last);

/* Sorts and merges the ranges; call once, after the last change and before any query. */
void calendar_ready(struct calendar *c);

/* Is the day a working day? */
bool calendar_works(const struct calendar *c, int32_t day);

/* The n-th working day strictly after day (n > 0) or strictly before it (n < 0); day itself
 * for n = 0.  DAY_NONE if that lies outside DAY_MIN to DAY_MAX. */
int32_t calendar_add(const struct calendar *c, int32_t day, int64_t n);

/* The first working day at or after day; DAY_NONE if outside DAY_MIN to DAY_MAX. */
int32_t calendar_next(const struct calendar *c, int32_t day);

/* The last working day at or before day; DAY_NONE if outside DAY_MIN to DAY_MAX. */
int32_t calendar_before(const struct calendar *c, int32_t day);

/* Rolls a day to a working day: calendar_before() if `back`, else calendar_next().  If
 * there is none, or it is before floor, the day stays. */
int32_t calendar_roll(const struct calendar *c, int32_t day, bool back, int32_t floor);

/* Frees the memory; the calendar is as CALENDAR_INIT again. */
void calendar_release(struct calendar *c);

#endif
