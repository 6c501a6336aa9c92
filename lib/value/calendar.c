#include "value/calendar.h"

#include "base/arena.h"

#include <stdlib.h>

/*
 * Working days are numbered from 1, starting at a Monday before every int32_t, so
 * that all counts are positive, the working days in a span are the difference of two
 * numbers, and n business days later is their sum.
 */
#define MONDAY_0 INT64_C(2800000003) /* from that Monday to 1970-01-01 */

/* More than any two days of int32_t are apart. */
#define FAR (INT64_C(1) << 33)

#define ANY INT64_MAX /* more than any day or count */

struct holiday_range {
	int32_t first, last; /* both included */
	int64_t before;      /* working days before first; set by calendar_ready */
};

static int
bits(unsigned week)
{
	int n = 0;

	for (; week; week &= week - 1)
		n++;
	return n;
}

bool
calendar_week(struct calendar *c, unsigned week)
{
	week &= 0x7f;
	if (!week)
		return false;
	c->week = week;
	return true;
}

void
calendar_holiday(struct calendar *c, int32_t first, int32_t last)
{
	if (last < first)
		return;
	c->off = mem_at_least(c->off, sizeof(*c->off), &c->cap, c->n);
	c->off[c->n++] = (struct holiday_range){ first, last, 0 };
}

/* Days of the working week before day, ignoring holidays. */
static int64_t
week_before(const struct calendar *c, int64_t day)
{
	int64_t n = day + MONDAY_0;

	return n / 7 * bits(c->week) + bits(c->week & ((1U << n % 7) - 1));
}

/* The n-th day of the working week (from 1), ignoring holidays. */
static int64_t
week_nth(const struct calendar *c, int64_t n)
{
	int length = bits(c->week);
	int64_t skip = (n - 1) % length;
	unsigned week = c->week;
	int weekday;

	while (skip--)
		week &= week - 1;
	for (weekday = 0; !(week & 1); weekday++)
		week >>= 1;
	return (n - 1) / length * 7 + weekday - MONDAY_0;
}

/* The last range that begins before day and has fewer than n working days before it, or
 * null.  Both rise from range to range; pass ANY for the one that doesn't matter. */
static const struct holiday_range *
last_range(const struct calendar *c, int64_t day, int64_t n)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->off[mid].first < day && c->off[mid].before < n)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &c->off[low - 1] : NULL;
}

/* Working days before day, where r is last_range() for that day. */
static int64_t
before(const struct calendar *c, const struct holiday_range *r, int64_t day)
{
	if (!r)
		return week_before(c, day);
	if (day <= r->last)
		return r->before;
	return r->before + week_before(c, day) - week_before(c, (int64_t)r->last + 1);
}

static int64_t
works_before(const struct calendar *c, int64_t day)
{
	return before(c, last_range(c, day, ANY), day);
}

/* The n-th working day; DAY_NONE out of range. */
static int32_t
works_nth(const struct calendar *c, int64_t n)
{
	const struct holiday_range *r = last_range(c, ANY, n);
	int64_t day;

	if (r)
		n += week_before(c, (int64_t)r->last + 1) - r->before;
	if (n <= 0)
		return DAY_NONE;
	day = week_nth(c, n);
	return day < DAY_MIN || day > DAY_MAX ? DAY_NONE : (int32_t)day;
}

static int
by_first(const void *a, const void *b)
{
	const struct holiday_range *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

void
calendar_ready(struct calendar *c)
{
	struct holiday_range *r, *to = NULL;

	if (c->n == 0)
		return;
	qsort(c->off, c->n, sizeof(*c->off), by_first);
	for (r = c->off; r < c->off + c->n; r++) {
		if (to && r->first <= (int64_t)to->last + 1) {
			if (r->last > to->last)
				to->last = r->last;
			continue;
		}
		r->before = before(c, to, r->first);
		to = to ? to + 1 : c->off;
		*to = *r;
	}
	c->n = (size_t)(to - c->off) + 1;
}

bool
calendar_works(const struct calendar *c, int32_t day)
{
	const struct holiday_range *r;

	if (!(c->week >> date_weekday(day) & 1))
		return false;
	r = last_range(c, (int64_t)day + 1, ANY);
	return !r || day > r->last;
}

int32_t
calendar_add(const struct calendar *c, int32_t day, int64_t n)
{
	if (n == 0)
		return day;
	if (n < -FAR || n > FAR)
		return DAY_NONE;
	if (n < 0)
		return works_nth(c, works_before(c, day) + n + 1);
	return works_nth(c, works_before(c, (int64_t)day + 1) + n);
}

int32_t
calendar_next(const struct calendar *c, int32_t day)
{
	return works_nth(c, works_before(c, day) + 1);
}

int32_t
calendar_before(const struct calendar *c, int32_t day)
{
	return works_nth(c, works_before(c, (int64_t)day + 1));
}

int32_t
calendar_roll(const struct calendar *c, int32_t day, bool back, int32_t floor)
{
	int32_t rolled = back ? calendar_before(c, day) : calendar_next(c, day);

	return rolled != DAY_NONE && rolled >= floor ? rolled : day;
}

void
calendar_release(struct calendar *c)
{
	free(c->off);
	*c = (struct calendar)CALENDAR_INIT;
}
