#include "value/recur.h"

enum { WEEKS = 53 };

/* Reads all of s: a number from 1 to `most`, in at most five digits. */
static bool
number(struct str s, int most, int *out)
{
	*out = s.n > 5 ? -1 : str_number(s);
	return *out >= 1 && *out <= most;
}

/* The same, perhaps with a sign; *end is 1 for '-', else 0. */
static bool
signed_number(struct str s, int most, int *out, int *end)
{
	bool sign = s.n && (s.p[0] == '-' || s.p[0] == '+');

	*end = sign && s.p[0] == '-';
	return number((struct str){ s.p + sign, s.n - sign }, most, out);
}

static bool
months_parse(struct str list, struct recur *r)
{
	int m;

	do {
		if (!number(str_cut(&list, ','), 12, &m))
			return false;
		r->months |= 1u << m;
	} while (list.p);
	return true;
}

static bool
mdays_parse(struct str list, struct recur *r)
{
	int d, end;

	do {
		if (!signed_number(str_cut(&list, ','), 31, &d, &end))
			return false;
		r->mdays[end] |= 1u << d;
	} while (list.p);
	return true;
}

/* 0 to 6 for MO to SU, in any case; -1 for anything else. */
static int
weekday(struct str s)
{
	static const char names[] = "MOTUWETHFRSASU";

	for (int i = 0; i < 7; i++)
		if (str_alike(s, (struct str){ names + (size_t)2 * (size_t)i, 2 }))
			return i;
	return -1;
}

static bool
wdays_parse(struct str list, struct recur *r)
{
	do {
		struct str s = str_cut(&list, ',');
		int n = 0, end = 0, day;

		if (s.n < 2)
			return false;
		day = weekday((struct str){ s.p + s.n - 2, 2 });
		if (day < 0 ||
		    (s.n > 2 && !signed_number((struct str){ s.p, s.n - 2 }, WEEKS, &n, &end)))
			return false;
		r->wdays[end][day] |= UINT64_C(1) << n;
	} while (list.p);
	r->by_wday = true;
	return true;
}

/* The day of YYYYMMDD; a time after it is ignored. */
static bool
until_parse(struct str s, struct recur *r)
{
	struct moment m;

	if ((s.n > 8 && s.p[8] != 'T') || !date_parse_basic(s, &m))
		return false;
	r->until = m.day;
	return true;
}

static bool
count_parse(struct str s, struct recur *r)
{
	int n;

	if (!number(s, 99999, &n))
		return false;
	r->count = (uint32_t)n;
	return true;
}

static bool
interval_parse(struct str s, struct recur *r)
{
	return number(s, 9999, &r->interval);
}

static bool
yearly(struct str s, struct recur *r)
{
	(void)r;
	return str_alike(s, STR("YEARLY"));
}

static bool
week_start(struct str s, struct recur *r)
{
	(void)r;
	return weekday(s) >= 0;
}

bool
recur_parse(struct str s, struct recur *out, struct str *bad)
{
	static const struct {
		struct str name;
		bool (*parse)(struct str, struct recur *);
	} parts[] = {
		{ { "FREQ", 4 }, yearly },
		{ { "INTERVAL", 8 }, interval_parse },
		{ { "COUNT", 5 }, count_parse },
		{ { "UNTIL", 5 }, until_parse },
		{ { "BYMONTH", 7 }, months_parse },
		{ { "BYMONTHDAY", 10 }, mdays_parse },
		{ { "BYDAY", 5 }, wdays_parse },
		{ { "WKST", 4 }, week_start },
	};
	enum { PARTS = sizeof(parts) / sizeof(parts[0]) };
	unsigned seen = 0;

	*out = (struct recur){ .interval = 1, .until = DAY_MAX };
	*bad = s;
	do {
		struct str part = str_cut(&s, ';'), value = part, name = str_cut(&value, '=');
		size_t i = 0;

		*bad = part;
		while (i < PARTS && !str_alike(name, parts[i].name))
			i++;
		if (i == PARTS || seen >> i & 1 || !value.p || !parts[i].parse(value, out))
			return false;
		seen |= 1u << i;
	} while (s.p);
	return seen & 1;
}

/* A day, as rules look at it. */
struct candidate {
	int32_t day;
	int weekday;
	int at, length; /* day of the month, from 1; how many it has */
	int year_at, year_length;
};

/* Is day `at` of a span of `length` days the n-th such weekday of it, or the n-th from its
 * end? */
static bool
wday_matches(const struct recur *r, int weekday, int at, int length)
{
	int n = (at - 1) / 7 + 1, last = (length - at) / 7 + 1;

	return ((r->wdays[0][weekday] >> n | r->wdays[0][weekday]) & 1) ||
	       (r->wdays[1][weekday] >> last & 1);
}

static bool
matches(const struct recur *r, int start_at, const struct candidate *c)
{
	if (r->by_wday && !(r->wdays[0][c->weekday] | r->wdays[1][c->weekday]))
		return false;
	if (r->mdays[0] || r->mdays[1]) {
		if (!((r->mdays[0] >> c->at | r->mdays[1] >> (c->length - c->at + 1)) & 1))
			return false;
	} else if (!r->by_wday && c->at != start_at) {
		return false;
	}
	if (!r->by_wday)
		return true;
	return r->months ? wday_matches(r, c->weekday, c->at, c->length)
			 : wday_matches(r, c->weekday, c->year_at, c->year_length);
}

/* A call of recur_each(), and how far it has got. */
struct series {
	const struct recur *rule;
	struct ymd first;
	int32_t start, from, last;
	uint32_t months, n;
	void (*day)(void *self, int32_t day);
	void *self;
};

/* The days of one year; false if no later year can have any. */
static bool
do_year(struct series *s, int y)
{
	struct candidate c = { .day = date_day((struct ymd){ y, 1, 1 }),
		.year_length = 337 + date_month_length(y, 2) };

	if (c.day > s->last)
		return false;
	c.weekday = date_weekday(c.day);
	for (int m = 1; m <= 12; m++) {
		c.length = date_month_length(y, m);
		for (c.at = 1; c.at <= c.length; c.at++, c.day++) {
			c.year_at++;
			c.weekday = c.at == 1 && m == 1 ? c.weekday : (c.weekday + 1) % 7;
			if (!(s->months >> m & 1) || c.day < s->start ||
			    !matches(s->rule, s->first.d, &c))
				continue;
			if (c.day > s->last || (s->rule->count && ++s->n > s->rule->count))
				return false;
			if (c.day >= s->from)
				s->day(s->self, c.day);
		}
	}
	return true;
}

void
recur_each(const struct recur *r, int32_t start, int32_t from, int32_t to,
    void (*day)(void *self, int32_t day), void *self)
{
	struct series s = { .rule = r,
		.first = date_ymd(start),
		.start = start,
		.from = from,
		.last = r->until < to ? r->until : to,
		.months = r->months,
		.day = day,
		.self = self };
	int y = s.first.y;

	if (!r->months)
		s.months = r->by_wday || r->mdays[0] || r->mdays[1] ? ~0u : 1u << s.first.m;
	if (!r->count && from > start) /* nothing to count: skip the years before */
		y += (date_ymd(from).y - y) / r->interval * r->interval;
	while (y <= 9999 && do_year(&s, y))
		y += r->interval;
}
