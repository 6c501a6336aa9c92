/* bdays: 200 groups of 500 random cases each of
 *
 *	N DATE DATE-PLUS-N-BUSINESS-DAYS
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

static void
put_case(struct buf *out, int64_t n, int32_t day)
{
	buf_int(out, n);
	buf_char(out, ' ');
	date_put(out, (struct moment){ day, -1 });
	buf_char(out, ' ');
	date_put(out, (struct moment){ calendar_add(&week, day, n), -1 });
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

		for (i = 0; i < CASES; i++)
			put_case(&out, n, random_day(&seed));
	}
	ok = buf_flush(&out);
	buf_release(&out);
	return ok ? 0 : 2;
}
