/*
 * when: a moment in words, as people say it to a program.
 *
 * Besides dates as records have them: `today`, `tomorrow`; `mon` to `sun`, the
 * next day of that name, the day itself included; `eom`, `eoq` and `eoy`, the
 * last day of its month, quarter or year; +PERIOD and -PERIOD.  Records never
 * hold such words; what takes them down writes the date.
 *
 *	m = when_read(STR("fri"), today, &calendar);
 *	if (m.day == DAY_NONE) ...
 */
#ifndef FU_WHEN_H
#define FU_WHEN_H

#include "value/calendar.h"

/* The moment that s names, counted from base, business days by the calendar; a
 * day without a time but for dates that have one and periods in hours.
 * MOMENT_NONE if it names none or one out of range. */
struct moment when_read(struct str s, struct moment base, const struct calendar *c);

/* The word for a moment that s, which is none, is likely to mean, such as fri for friday;
 * empty where there is none, or s is one and out of range. */
struct str when_near(struct str s);

#endif
