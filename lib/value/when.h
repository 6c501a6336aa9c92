/*
 * when: a moment in words, as people type it.
 *
 * Besides dates as in records: `today`, `tomorrow`; `mon` to `sun`, the next such
 * day, perhaps today; `eom`, `eoq` and `eoy`, the last day of the month, quarter or
 * year; +PERIOD and -PERIOD.  Records never hold such words: they are resolved to a
 * date before it is written.
 *
 *	m = when_read(STR("fri"), today, &calendar);
 *	if (m.day == DAY_NONE) ...
 */
#ifndef FU_WHEN_H
#define FU_WHEN_H

#include "value/calendar.h"

/* The moment that s names, counted from base; c gives the business days.  It has a time
 * only if s is a date with one, or a period in hours and base has one.  MOMENT_NONE if s is
 * none of these or out of range, or needs a base that is MOMENT_NONE. */
struct moment when_read(struct str s, struct moment base, const struct calendar *c);

/* Suggests a word for an s that when_read() refused, such as fri for friday.  Empty if
 * nothing is near, or if s is such a word but the result was out of range. */
struct str when_near(struct str s);

#endif
