#include "value/period.h"

#include <assert.h>

/* In the order of enum period_unit. */
static const char unit_names[][3] = { "h", "d", "w", "m", "y", "bd" };

enum { UNITS = sizeof(unit_names) / sizeof(unit_names[0]), DIGITS = 9 };

bool
period_parse(struct str s, struct period *out)
{
	int32_t n = 0;
	size_t i;
	int unit;

	for (i = 0; i < s.n && i < DIGITS && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		n = n * 10 + (s.p[i] - '0');
	if (n == 0)
		return false;
	s = str_span(s.p + i, s.p + s.n);
	for (unit = 0; unit < UNITS; unit++)
		if (str_eq(s, str_from(unit_names[unit])))
			break;
	if (unit == UNITS)
		return false;
	*out = (struct period){ n, (enum period_unit)unit };
	return true;
}

static int32_t
in_range(int64_t day)
{
	return day < DAY_MIN || day > DAY_MAX ? DAY_NONE : (int32_t)day;
}

static struct moment
add_hours(struct moment m, int64_t hours)
{
	int64_t days, min;

	if (m.min < 0) {
		days = hours < 0 ? -((23 - hours) / 24) : (hours + 23) / 24;
		m.day = in_range(m.day + days);
		return m;
	}
	min = m.min + hours % 24 * 60;
	days = hours / 24 + (min >= 1440) - (min < 0);
	m.day = in_range(m.day + days);
	m.min = (int32_t)((min + 1440) % 1440);
	return m;
}

struct moment
period_add(struct moment m, struct period p, int sign, const struct calendar *c)
{
	int64_t n = sign < 0 ? -(int64_t)p.n : p.n;

	assert(p.n > 0);
	if (in_range(m.day) == DAY_NONE)
		return MOMENT_NONE;
	switch (p.unit) {
	case PERIOD_HOUR:
		m = add_hours(m, n);
		break;
	case PERIOD_DAY:
		m.day = in_range(m.day + n);
		break;
	case PERIOD_WEEK:
		m.day = in_range(m.day + n * 7);
		break;
	case PERIOD_MONTH:
		m.day = date_add_months(m.day, n);
		break;
	case PERIOD_YEAR:
		m.day = date_add_months(m.day, n * 12);
		break;
	case PERIOD_BUSINESS:
		m.day = calendar_add(c, m.day, n);
		break;
	}
	return m.day == DAY_NONE ? MOMENT_NONE : m;
}

struct moment
period_end(struct moment m, struct period p, const struct calendar *c)
{
	if (p.unit != PERIOD_HOUR)
		m.min = -1;
	return period_add(m, p, 1, c);
}
