#include "value/when.h"

#include "base/near.h"
#include "value/period.h"

/* The last day of the span of n months, counted from January, that holds day. */
static int32_t
end_of_months(int32_t day, int n)
{
	struct ymd d = date_ymd(day);

	d.m = (d.m - 1) / n * n + n;
	d.d = date_month_length(d.y, d.m);
	return date_day(d);
}

static struct moment
on_day(int64_t day)
{
	if (day < DAY_MIN || day > DAY_MAX)
		return MOMENT_NONE;
	return (struct moment){ (int32_t)day, -1 };
}

/* A signed period. */
static struct moment
away_from(struct str s, struct moment base, const struct calendar *c)
{
	struct period p;
	struct moment m = MOMENT_NONE;

	if (s.n < 2 || (*s.p != '+' && *s.p != '-') ||
	    !period_parse((struct str){ s.p + 1, s.n - 1 }, &p))
		return m;
	m = period_add(base, p, *s.p == '+' ? 1 : -1, c);
	return p.unit == PERIOD_HOUR ? m : on_day(m.day);
}

/* The words, each with what people write for it. */
static const struct {
	struct str written, word;
} words[] = {
	{ { "today", 5 }, { "today", 5 } },
	{ { "tomorrow", 8 }, { "tomorrow", 8 } },
	{ { "monday", 6 }, { "mon", 3 } },
	{ { "tuesday", 7 }, { "tue", 3 } },
	{ { "wednesday", 9 }, { "wed", 3 } },
	{ { "thursday", 8 }, { "thu", 3 } },
	{ { "friday", 6 }, { "fri", 3 } },
	{ { "saturday", 8 }, { "sat", 3 } },
	{ { "sunday", 6 }, { "sun", 3 } },
	{ { "eom", 3 }, { "eom", 3 } },
	{ { "eoq", 3 }, { "eoq", 3 } },
	{ { "eoy", 3 }, { "eoy", 3 } },
};

/* Three letters of a beginning, as in thurs, are enough. */
struct str
when_near(struct str s)
{
	struct near near = near_to(s);
	struct str best = { "", 0 };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct str begins = { words[i].written.p, s.n };
		size_t distance = near.distance;

		if (str_alike(s, words[i].word))
			return STR(""); /* known, so it was out of range */
		if (s.n >= 3 && s.n <= words[i].written.n && str_alike(s, begins))
			return words[i].word;
		near_try(&near, words[i].written);
		if (near.distance < distance)
			best = words[i].word;
	}
	return best;
}

struct moment
when_read(struct str s, struct moment base, const struct calendar *c)
{
	static const struct {
		struct str word;
		int months;
	} ends[] = { { { "eom", 3 }, 1 }, { { "eoq", 3 }, 3 }, { { "eoy", 3 }, 12 } };
	int weekday = date_weekday_parse(s);
	struct moment m;

	if (date_parse(s, &m))
		return m;
	if (base.day == DAY_NONE)
		return MOMENT_NONE;
	if (str_eq(s, STR("today")))
		return on_day(base.day);
	if (str_eq(s, STR("tomorrow")))
		return on_day((int64_t)base.day + 1);
	if (weekday >= 0)
		return on_day((int64_t)base.day + (weekday - date_weekday(base.day) + 7) % 7);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_eq(s, ends[i].word))
			return on_day(end_of_months(base.day, ends[i].months));
	return away_from(s, base, c);
}
