/* bdays: 200 groups of 500 random cases each of
 *
 *	add N DATE DATE-PLUS-N-BUSINESS-DAYS
 *	diff DATE LATER-OR-EARLIER-DATE BUSINESS-DAYS-BETWEEN
 *
 * by lib/value/calendar.c, always the same ones.  For bdays.sh. */
#include "value/calendar.h"

#include "unit.h"

#include <unistd.h>

enum { GROUPS = 200, CASES = 500 };

static struct calendar week = CALENDAR_INIT;

/* From 1920 to 2199, so that no step leads out of range; one in four ends a month,
 * one in eight is about a leap day. */
static int32_t
random_day(uint64_t *seed)
{
	struct ymd date = { (int)unit_between(seed, 1920, 2199), (int)unit_between(seed, 1, 12), 1 };
	int kind = (int)unit_between(seed, 0, 7);

	if (kind == 0) {
		date.y -= date.y % 4;
		return date_day((struct ymd){ date.y, 2, 27 }) + (int32_t)unit_between(seed, 0, 3);
	}
	date.d = date_month_length(date.y, date.m);
	if (kind > 2)
		date.d = (int)unit_between(seed, 1, date.d);
	return date_day(date);
}

static int64_t
random_step(uint64_t *seed, int group)
{
	static const int64_t longest[] = { 12, 70, 300, 5000 };
	int64_t most = longest[group % 4];

	return group == 0 ? 0 : unit_between(seed, -most, most);
}

/* As datediff counts: those that are passed, the later day with them. */
static int64_t
between(int32_t from, int32_t to)
{
	if (from > to)
		return -between(to, from);
	return calendar_count(&week, from + 1, to + 1);
}

static void
put_date(struct buf *out, int32_t day)
{
	date_put(out, (struct moment){ day, -1 });
	buf_char(out, ' ');
}

static void
put_add(struct buf *out, int64_t n, int32_t day)
{
	buf_str(out, STR("add "));
	buf_int(out, n);
	buf_char(out, ' ');
	put_date(out, day);
	date_put(out, (struct moment){ calendar_add(&week, day, n), -1 });
	buf_char(out, '\n');
}

static void
put_diff(struct buf *out, int32_t from, int32_t to)
{
	buf_str(out, STR("diff "));
	put_date(out, from);
	put_date(out, to);
	buf_int(out, between(from, to));
	buf_char(out, '\n');
}

int
main(void)
{
	struct buf out = buf_to(STDOUT_FILENO);
	uint64_t seed = 1234567;
	int group, i;
	bool ok;

	for (group = 0; group < GROUPS; group++) {
		int64_t n = random_step(&seed, group);
		int32_t from = random_day(&seed);

		for (i = 0; i < CASES; i++)
			put_add(&out, n, random_day(&seed));
		for (i = 0; i < CASES; i++)
			put_diff(&out, from, random_day(&seed));
	}
	ok = buf_flush(&out);
	buf_release(&out);
	return ok ? 0 : 2;
}
