/*
 * recur: days that come back every year, by the yearly rules of RFC 5545.
 *
 * Of RRULE (3.3.10) read are FREQ=YEARLY with INTERVAL, COUNT, UNTIL, BYMONTH,
 * BYMONTHDAY, BYDAY and WKST (which changes nothing here): the 25th of December,
 * the fourth Thursday of November, the last Monday of May, every second year.
 * Days that a month doesn't have are passed over; the first day counts only if
 * it is one of the rule's.
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
	int interval;         /* years, 1 to 9999 */
	uint32_t count;       /* how often, 0: without end */
	int32_t until;        /* the last day it may fall on; DAY_MAX: without end */
	uint32_t months;      /* bit m: month m; 0: not said */
	uint32_t mdays[2];    /* bit d: day d of the month, from its start, from its end */
	uint64_t wdays[2][7]; /* bit n: the n-th such weekday, from the start, from the
	                       * end, of the month or year; bit 0 of the first: each */
	bool by_wday;
};

/* Reads a rule; false, with the part that can't be used in *bad, if it is none
 * or one that is not read here. */
bool recur_parse(struct str s, struct recur *out, struct str *bad);

/* Calls day for each day of the rule that lies in from..to, in order, for a
 * series that starts on a day. */
void recur_each(const struct recur *r, int32_t start, int32_t from, int32_t to,
    void (*day)(void *self, int32_t day), void *self);

#endif
