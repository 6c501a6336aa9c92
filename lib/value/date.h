/*
 * date: calendar days and wall-clock moments.
 *
 * A day is a count of days in the proleptic Gregorian calendar, 1970-01-01 being 0,
 * held in an int32_t.  A moment is a day and, optionally, a minute of that day:
 * local wall-clock time without a zone.  Valid days run from 1900-01-01 (DAY_MIN) to
 * 9999-12-31 (DAY_MAX).  Days and dates are converted by counting eras of 400 years
 * = 146,097 days, with years that begin in March so that the leap day comes last
 * (the usual integer method; see E. G. Richards in the Explanatory Supplement to the
 * Astronomical Almanac, 3rd ed., 15.11).
 *
 *	struct moment m;
 *	if (date_parse(STR("2025-07-01T14:30"), &m)) ... m.day, m.min ...
 */
#ifndef FU_DATE_H
#define FU_DATE_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

#define DAY_MIN (-25567)   /* 1900-01-01 */
#define DAY_MAX 2932896    /* 9999-12-31 */
#define DAY_NONE INT32_MIN /* no day at all */

struct moment {
	int32_t day; /* DAY_MIN to DAY_MAX, or DAY_NONE */
	int32_t min; /* minute of the day, 0 to 1439, or -1: no time given */
};

#define MOMENT_NONE ((struct moment){ DAY_NONE, -1 })

struct ymd {
	int y, m, d; /* 1900 to 9999, 1 to 12, 1 to 31 */
};

/* Reads YYYY-MM-DD or YYYY-MM-DDThh:mm, all of s.  Returns false, and leaves *out alone, if
 * s is anything else or no real date and time in range. */
bool date_parse(struct str s, struct moment *out);

/* Reads the first 8 bytes of s as YYYYMMDD (basic form of ISO 8601); ignores the rest.
 * Returns false as above. */
bool date_parse_basic(struct str s, struct moment *out);

/* Is m later than now?  An m without a time is if its day is.  False if either is MOMENT_NONE. */
bool moment_is_after(struct moment m, struct moment now);

/* The months read most recently; all zero: none. */
struct date_cache {
	struct date_month {
		uint64_t text; /* the 8 bytes "2025-07-" */
		int32_t first; /* day number of the day before its 1st */
		int32_t length;
	} month[64];
};

/* As date_parse(), and remembers the month in the cache. */
bool date_parse_into(struct date_cache *c, struct str s, struct moment *out);

/* Where a month is cached, or would be.  The top 6 bits of the product depend on all bytes
 * of the text. */
static inline struct date_month *
date_slot(struct date_cache *c, uint64_t text)
{
	return &c->month[text * UINT64_C(0x9e3779b97f4a7c15) >> 58];
}

/* As date_parse(), but faster where the same months keep coming. */
static inline bool
date_parse_cached(struct date_cache *c, struct str s, struct moment *out)
{
	const struct date_month *m;
	unsigned tens, ones;
	uint64_t text;

	if (s.n != 10)
		return date_parse(s, out);
	memcpy(&text, s.p, sizeof(text));
	m = date_slot(c, text);
	tens = (unsigned char)(s.p[8] - '0');
	ones = (unsigned char)(s.p[9] - '0');
	/* If the tens are no digit, this makes more days than any month has. */
	if (m->text != text || ones > 9 || tens * 10 + ones - 1 >= (unsigned)m->length)
		return date_parse_into(c, s, out);
	*out = (struct moment){ m->first + (int32_t)(tens * 10 + ones), -1 };
	return true;
}

/* Appends the moment in the form date_parse() reads (10 or 16 bytes).  It must be in range
 * (assert). */
void date_put(struct buf *b, struct moment m);

/* The day number of a date, which must exist (in any year from 0 to 9999). */
int32_t date_day(struct ymd date);

/* The date of a day number. */
struct ymd date_ymd(int32_t day);

/* Days in a month, 28 to 31. */
int date_month_length(int y, int m);

/* Day of the week, 0 = Monday to 6 = Sunday (ISO 8601). */
int date_weekday(int32_t day);

/* The day n months later (earlier for n < 0), clamped to the end of its month: 2024-01-31
 * and 1 give 2024-02-29.  DAY_NONE if either day is out of range. */
int32_t date_add_months(int32_t day, int64_t n);

/* A number that sorts moments by day, then minute; one without a time comes last in its day. */
static inline int64_t
moment_key(struct moment m)
{
	return (int64_t)m.day * 1441 + (m.min < 0 ? 1440 : m.min);
}

/* Is a before b?  By days alone, unless both have a time. */
static inline bool
moment_before(struct moment a, struct moment b)
{
	if (a.day != b.day)
		return a.day < b.day;
	return a.min >= 0 && b.min >= 0 && a.min < b.min;
}

/* Three letters, mon to sun, for 0 to 6 (assert). */
struct str date_weekday_name(int weekday);

/* 0 to 6 for mon to sun, in any case; -1 for anything else. */
int date_weekday_parse(struct str s);

#endif
