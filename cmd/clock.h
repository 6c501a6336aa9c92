/*
 * clock: wall-clock moments and the system's time, by the time zone in force.
 *
 *	struct moment now = clock_here(time(NULL));
 *	struct moment utc = clock_utc(now);
 */
#ifndef FU_CLOCK_H
#define FU_CLOCK_H

#include "value/date.h"

#include <time.h>

/* What the clock on the wall shows at that time, to the minute; MOMENT_NONE where the
 * system can't tell. */
struct moment clock_here(time_t t);

/* The moment in UTC, a day that of its midnight; as it is where the system can't tell. */
struct moment clock_utc(struct moment m);

#endif
