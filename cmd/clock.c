#include "clock.h"

static struct moment
moment_of(const struct tm *tm)
{
	return (struct moment){ date_day((struct ymd){
				    tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday }),
		tm->tm_hour * 60 + tm->tm_min };
}

struct moment
clock_here(time_t t)
{
	struct tm tm;

	return t != (time_t)-1 && localtime_r(&t, &tm) ? moment_of(&tm) : MOMENT_NONE;
}

struct moment
clock_utc(struct moment m)
{
	struct ymd d = date_ymd(m.day);
	int32_t min = m.min < 0 ? 0 : m.min;
	struct tm tm = { .tm_year = d.y - 1900,
		.tm_mon = d.m - 1,
		.tm_mday = d.d,
		.tm_hour = min / 60,
		.tm_min = min % 60,
		.tm_isdst = -1 };
	time_t t = mktime(&tm);

	return t != (time_t)-1 && gmtime_r(&t, &tm) ? moment_of(&tm)
						    : (struct moment){ m.day, min };
}
