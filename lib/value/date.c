#include "value/date.h"

#include <assert.h>

enum {
	ERA = 146097,     /* days in 400 years */
	MARCH_0 = 719468, /* days from 0000-03-01 to 1970-01-01 */
	THURSDAY = 3,     /* of 1970-01-01 */
	LAST_MONTH = 9999 * 12 + 11
};

/* Whole eras to add so that every int32_t becomes positive and '/' and '%' round down. */
#define ERAS INT64_C(15000)

/* Has 16 entries so that a two-digit month, masked, stays inside. */
static const unsigned char month_length[16] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static const char weekday_names[] = "montuewedthufrisatsun";

static bool
is_leap(unsigned y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

int
date_month_length(int y, int m)
{
	return month_length[m & 15] + (m == 2 && is_leap((unsigned)y));
}

/* In unsigned arithmetic, which divides faster. */
static int32_t
day_number(unsigned y, unsigned m, unsigned d)
{
	unsigned late = m <= 2;
	unsigned in_year = (153 * (m + 12 * late - 3) + 2) / 5 + d - 1;

	y += 400 - late; /* one era more, since January of year 0 belongs to year -1 */
	return (int32_t)(y * 365 + y / 4 - y / 100 + y / 400 + in_year) - ERA - MARCH_0;
}

int32_t
date_day(struct ymd date)
{
	return day_number((unsigned)date.y, (unsigned)date.m, (unsigned)date.d);
}

struct ymd
date_ymd(int32_t day)
{
	int64_t n = ERAS * ERA + MARCH_0 + day;
	int in_era = (int)(n % ERA);
	int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (year * 365 + year / 4 - year / 100);
	int month = (5 * in_year + 2) / 153;
	struct ymd date;

	date.d = in_year - (153 * month + 2) / 5 + 1;
	date.m = month < 10 ? month + 3 : month - 9;
	date.y = (int)((n / ERA - ERAS) * 400) + year + (date.m <= 2);
	return date;
}

/*
 * Eight bytes that are compared at once, as this runs for every line; '0' stands for
 * any digit.  high has the bits of each byte that must match text; six, added to a
 * digit, carries all but 0 to 9 into those bits.
 */
struct form {
	char text[9], high[9], six[9];
};

static const struct form form_start = { "0000-00-", "\xf0\xf0\xf0\xf0\xff\xf0\xf0\xff",
	"\6\6\6\6\0\6\6\0" },
			 form_end = { "00-00-00", "\xf0\xf0\xff\xf0\xf0\xff\xf0\xf0",
				 "\6\6\0\6\6\0\6\6" },
			 form_clock = { "00T00:00", "\xf0\xf0\xff\xf0\xf0\xff\xf0\xf0",
				 "\6\6\0\6\6\0\6\6" };

static uint64_t
load(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* 0 if the 8 bytes at p have the form; independent of byte order. */
static uint64_t
differs(const char *p, const struct form *f)
{
	uint64_t v = load(p), text = load(f->text);

	return ((v ^ text) | ((v + load(f->six)) ^ text)) & load(f->high);
}

static unsigned
pair(const char *p)
{
	return (unsigned)((p[0] & 15) * 10 + (p[1] & 15));
}

bool
date_parse(struct str s, struct moment *out)
{
	const char *p = s.p;
	unsigned y, m, d, min = 0;
	uint64_t wrong;

	if (s.n == 16) {
		wrong = differs(p + 8, &form_clock);
		min = pair(p + 11) * 60 + pair(p + 14);
		wrong |= pair(p + 11) > 23;
		wrong |= pair(p + 14) > 59;
	} else if (s.n == 10) {
		wrong = differs(p + 2, &form_end);
	} else {
		return false;
	}
	wrong |= differs(p, &form_start);
	y = pair(p) * 100 + pair(p + 2);
	m = pair(p + 5);
	d = pair(p + 8);
	wrong |= y < 1900;
	wrong |= m - 1 > 11;
	if (wrong || d - 1 >= (unsigned)date_month_length((int)y, (int)m))
		return false;
	out->day = day_number(y, m, d);
	out->min = s.n == 16 ? (int32_t)min : -1;
	return true;
}

bool
date_parse_basic(struct str s, struct moment *out)
{
	char text[] = "yyyy-mm-dd";

	if (s.n < 8)
		return false;
	memcpy(text, s.p, 4);
	memcpy(text + 5, s.p + 4, 2);
	memcpy(text + 8, s.p + 6, 2);
	return date_parse((struct str){ text, 10 }, out);
}

bool
moment_is_after(struct moment m, struct moment now)
{
	if (now.day == DAY_NONE)
		return false;
	return m.min < 0 ? m.day > now.day : moment_key(m) > moment_key(now);
}

static void
put_pair(char *p, int v)
{
	p[0] = (char)('0' + v / 10);
	p[1] = (char)('0' + v % 10);
}

bool
date_parse_into(struct date_cache *c, struct str s, struct moment *out)
{
	if (!date_parse(s, out))
		return false;
	*date_slot(c, load(s.p)) = (struct date_month){ load(s.p),
		out->day - (int32_t)pair(s.p + 8),
		date_month_length((int)pair(s.p) * 100 + (int)pair(s.p + 2), (int)pair(s.p + 5)) };
	return true;
}

void
date_put(struct buf *b, struct moment m)
{
	char text[] = "YYYY-MM-DDThh:mm";
	struct ymd date = date_ymd(m.day);

	assert(m.day >= DAY_MIN && m.day <= DAY_MAX && m.min < 1440);
	put_pair(text, date.y / 100);
	put_pair(text + 2, date.y % 100);
	put_pair(text + 5, date.m);
	put_pair(text + 8, date.d);
	if (m.min >= 0) {
		put_pair(text + 11, m.min / 60);
		put_pair(text + 14, m.min % 60);
	}
	buf_put(b, text, m.min < 0 ? 10 : 16);
}

int
date_weekday(int32_t day)
{
	return (int)((ERAS * ERA + THURSDAY + day) % 7);
}

int32_t
date_add_months(int32_t day, int64_t n)
{
	struct ymd date = date_ymd(day);
	int64_t month;
	int length;

	if (day < DAY_MIN || day > DAY_MAX || n < -LAST_MONTH || n > LAST_MONTH)
		return DAY_NONE;
	month = date.y * 12 + date.m - 1 + n;
	if (month < 1900 * 12 || month > LAST_MONTH)
		return DAY_NONE;
	date.y = (int)(month / 12);
	date.m = (int)(month % 12) + 1;
	length = date_month_length(date.y, date.m);
	if (date.d > length)
		date.d = length;
	return date_day(date);
}

struct str
date_weekday_name(int weekday)
{
	assert(weekday >= 0 && weekday <= 6);
	return (struct str){ weekday_names + 3 * weekday, 3 };
}

int
date_weekday_parse(struct str s)
{
	char low[3];
	int i;

	if (s.n != 3)
		return -1;
	for (i = 0; i < 3; i++)
		low[i] = (char)(s.p[i] | 0x20); /* only the two cases of a letter become it */
	for (i = 6; i >= 0; i--)
		if (memcmp(low, weekday_names + 3 * i, 3) == 0)
			break;
	return i;
}
