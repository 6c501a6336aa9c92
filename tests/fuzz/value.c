/*
 * value.c: dates, periods, amounts, and counting with them.  A date prints as it was
 * read, an amount reads back; steps forward and back stay in range and in order.
 */
#include "fuzz.h"

#include "value/money.h"
#include "value/period.h"

static void
date(struct str s, struct moment *m)
{
	struct buf b = buf_mem();
	struct moment other;
	static struct date_cache cache;

	if (date_parse_cached(&cache, s, &other) != date_parse(s, m))
		fuzz_want(false, "the same with a cache and without");
	if (!date_parse(s, m))
		return;
	fuzz_want(moment_key(other) == moment_key(*m), "the same moment with a cache");
	fuzz_want(m->day >= DAY_MIN && m->day <= DAY_MAX && m->min < 1440, "a day in range");
	date_put(&b, *m);
	fuzz_want(str_eq(buf_view(&b), s), "a date printed as it was read");
	fuzz_want(date_day(date_ymd(m->day)) == m->day, "a day that is its own date");
	buf_release(&b);
}

static void
money(struct str s)
{
	struct buf b = buf_mem();
	struct money m;

	if (money_parse(s, &m) == MONEY_OK) {
		struct money again;

		money_put(&b, m);
		fuzz_want(money_parse(buf_view(&b), &again) == MONEY_OK && again.n == m.n &&
			      again.scale == m.scale && str_eq(again.unit, m.unit),
		    "an amount that reads back");
	}
	buf_release(&b);
}

static void
step(struct moment m, struct period p)
{
	struct calendar c = CALENDAR_INIT;
	struct moment later, before;

	calendar_holiday(&c, m.day, m.day + p.n % 5);
	calendar_ready(&c);
	later = period_add(m, p, 1, &c);
	before = period_add(m, p, -1, &c);
	fuzz_want(later.day == DAY_NONE || later.day > DAY_MAX || moment_key(later) > moment_key(m),
	    "later is later");
	fuzz_want(
	    before.day == DAY_NONE || before.day < DAY_MIN || moment_key(before) < moment_key(m),
	    "before is before");
	calendar_release(&c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str rest = { (const char *)p, n }, first = str_cut(&rest, ' ');
	struct moment m = MOMENT_NONE;
	struct period period;

	if (!first.n)
		return 0;
	date(first, &m);
	money(first);
	if (rest.n && period_parse(rest, &period)) {
		fuzz_want(period.n > 0, "at least one");
		if (m.day != DAY_NONE)
			step(m, period);
	}
	fuzz_want(fuzz_free_all(), "no memory left behind");
	return 0;
}
