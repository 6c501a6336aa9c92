/*
 * clock: wall-clock moments and the system's time, in the current time zone.
 *
 *	struct moment now = clock_here(time(NULL));
 *	struct moment utc = clock_utc(now);
 */
#ifndef FU_CLOCK_H
#define FU_CLOCK_H

#include "value/date.h"

#include <time.h>

/* The local wall-clock time at t, to the minute; MOMENT_NONE if the system can't tell. */
struct moment clock_here(time_t t);

/* A local moment in UTC; a day without a time counts as its midnight.  Returns m unchanged
 * if the system can't tell. */
struct moment clock_utc(struct moment m);

#endif
