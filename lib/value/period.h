/*
 * period: a length of time such as 24h, 3d, 2w, 6m, 1y or 5bd.
 *
 * Months and years clamp to the month's end (2025-01-31 + 1m is 2025-02-28);
 * hours need a moment with a time to be exact; bd counts business days by a calendar.
 */
#ifndef FU_PERIOD_H
#define FU_PERIOD_H

#include "value/calendar.h"
#include "value/date.h"

enum period_unit {
	PERIOD_HOUR,
	PERIOD_DAY,
	PERIOD_WEEK,
	PERIOD_MONTH,
	PERIOD_YEAR,
	PERIOD_BUSINESS
};

struct period {
	int32_t n; /* 1 to 999999999 */
	enum period_unit unit;
};

/* Reads all of s, digits then unit (h d w m y bd), at least 1, at most nine
 * digits; false otherwise, *out left alone.  No leading '+'. */
bool period_parse(struct str s, struct period *out);

/* The moment one period after m (before it, for sign -1).  Day units keep the
 * time of day; hours move it.  Hours on a moment without a time count each
 * begun 24 hours as a day.  MOMENT_NONE when the result is out of range. */
struct moment period_add(struct moment m, struct period p, int sign, const struct calendar *c);

/* When a term that begins at m is over: a day, but for hours, which keep the time. */
struct moment period_end(struct moment m, struct period p, const struct calendar *c);

#endif
