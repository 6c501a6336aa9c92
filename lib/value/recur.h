/*
 * recur: days that come back every year, by the yearly rules of RFC 5545.
 *
 * Of RRULE (3.3.10) it knows FREQ=YEARLY with INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY,
 * BYDAY and WKST (which makes no difference here): the 25th of December, the fourth
 * Thursday of November, the last Monday of May, every second year.  Days that a month
 * doesn't have are skipped; the start counts only if the rule yields it.
 *
 *	struct recur r;
 *	struct str bad;
 *	if (recur_parse(STR("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), &r, &bad))
 *		recur_each(&r, start, from, to, print, NULL);
 */
#ifndef FU_RECUR_H
#define FU_RECUR_H

#include "value/date.h"

struct recur {
	int interval;      /* in years, 1 to 9999 */
	uint32_t count;    /* how many days in all, 1 to 99999; 0: no limit */
	int32_t until;     /* last possible day; DAY_MAX: no limit */
	uint32_t months;   /* bit m: month m; 0: not given */
	uint32_t mdays[2]; /* bit d: day d of the month, from its start, from its end */
	/* bit n: the n-th such weekday from the start, from the end of the month or year;
	 * bit 0 of the first: every one */
	uint64_t wdays[2][7];
	bool by_wday;
};

/* Reads a rule.  Returns false if it isn't one or has a part unknown here, with that part
 * in *bad (a slice of s). */
bool recur_parse(struct str s, struct recur *out, struct str *bad);

/* Calls day(self, d) for each day d of a series that starts at `start`, in order, as far as
 * they lie in from to to, both included.  COUNT counts from the start of the series. */
void recur_each(const struct recur *r, int32_t start, int32_t from, int32_t to,
    void (*day)(void *self, int32_t day), void *self);

#endif
