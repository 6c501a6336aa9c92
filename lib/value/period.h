/*
 * period: a length of time such as 24h, 3d, 2w, 6m, 1y or 5bd.
 *
 * Months and years clamp to the end of the month (2025-01-31 + 1m is 2025-02-28); hours
 * are exact only from a moment with a time; bd counts business days by a calendar.
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

/* Reads all of s: one to nine digits that are at least 1, then a unit (h d w m y bd); no
 * leading '+'.  Otherwise returns false and leaves *out alone. */
bool period_parse(struct str s, struct period *out);

/* The moment a period after m (sign > 0) or before it (sign < 0).  Units of days and more
 * keep the time of day.  Hours move it; if m has no time, every 24 hours begun count as a
 * day.  Only bd looks at c.  MOMENT_NONE if m or the result is out of range. */
struct moment period_add(struct moment m, struct period p, int sign, const struct calendar *c);

/* When a deadline of one period from m ends: on a whole day, except that hours keep the
 * time.  MOMENT_NONE as above. */
struct moment period_end(struct moment m, struct period p, const struct calendar *c);

#endif
