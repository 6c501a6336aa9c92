#include "value/date.h"

#include "unit.h"

static const struct {
	const char *text;
	int32_t day, min;
} good[] = {
	{ "1900-01-01", DAY_MIN, -1 },
	{ "1900-01-01T00:00", DAY_MIN, 0 },
	{ "9999-12-31", DAY_MAX, -1 },
	{ "9999-12-31T23:59", DAY_MAX, 1439 },
	{ "1970-01-01", 0, -1 },
	{ "1969-12-31", -1, -1 },
	{ "1900-02-28", DAY_MIN + 58, -1 },
	{ "1900-03-01", DAY_MIN + 59, -1 },
	{ "2000-02-29", 11016, -1 },
	{ "2000-03-01", 11017, -1 },
	{ "2024-02-29", 19782, -1 },
	{ "2025-07-01T14:30", 20270, 870 },
	{ "2025-07-01T09:05", 20270, 545 },
	{ "2025-12-31", 20453, -1 },
	{ "2100-03-01", 47541, -1 },
};

static const char *const bad[] = {
	"", "2", "2025", "2025-07", "2025-07-1", "2025-7-01", "25-07-01", "2025-07-011",
	"1899-12-31", "0000-01-01", "0001-01-01", "10000-01-01", "+025-01-01", "-025-01-01",
	"2025-00-01", "2025-13-01", "2025-16-01", "2025-17-01", "2025-18-31", "2025-99-01",
	"2025-01-00", "2025-01-32", "2025-04-31", "2025-06-31", "2025-09-31", "2025-11-31",
	"1900-02-29", "2100-02-29", "2200-02-29", "2023-02-29", "2024-02-30", "2000-02-30",
	"2025/07/01", "2025-07/01", "2025_07-01", "20250701xx", "2025-07-0x", "x025-07-01",
	"2025-07-0\x80", "\377025-07-01", "2025-0:-01", "2025-0/-01", " 2025-07-1",
	"2025-07-01T", "2025-07-01T1", "2025-07-01T14", "2025-07-01T14:", "2025-07-01T14:3",
	"2025-07-01 14:30", "2025-07-01t14:30", "2025-07-01T14.30", "2025-07-01T24:00",
	"2025-07-01T23:60", "2025-07-01T99:99", "2025-07-01T1:030", "2025-07-01T-1:30",
	"2025-07-01T14:30Z", "2025-07-01T14:30:00", "2025-02-29T14:30", "2025-13-01T14:30",
	"2025-07-01T14:3x", "2025-07-01Tx4:30", "2025-07-01  14:3",
};

static void
test_parse(struct buf *b)
{
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct moment m = MOMENT_NONE;

		check_int(good[i].text, true, date_parse(str_from(good[i].text), &m));
		check_int(good[i].text, good[i].day, m.day);
		check_int(good[i].text, good[i].min, m.min);
		date_put(b, m);
		check_buf("date_put", good[i].text, b);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct moment m = { 7, 8 };

		check_int(bad[i], false, date_parse(str_from(bad[i]), &m));
		check_int(bad[i], 7, m.day);
		check_int(bad[i], 8, m.min);
	}
	check_int("null", false, date_parse((struct str){ NULL, 0 }, &(struct moment){ 0, 0 }));
}

/* One byte at a time replaced by every value: only the right ones may pass. */
static void
test_bytes(void)
{
	static const char text[] = "2011-11-11T11:11";
	char s[sizeof(text)];
	int i, c, passed = 0;
	struct moment m;

	for (i = 0; i < 16; i++)
		for (c = 0; c < 256; c++) {
			memcpy(s, text, sizeof(text));
			s[i] = (char)c;
			passed += date_parse((struct str){ s, 16 }, &m);
		}
	/* 2-9, any, any, any, 0-1, 0-2, 0-2, any, 0-2, any, 0-5, any; four signs */
	check_int("bytes that may stand", 8 + 30 + 2 + 3 + 3 + 10 + 3 + 10 + 6 + 10 + 4, passed);
}

static void
test_every_day(struct buf *b)
{
	struct ymd date = { 1900, 1, 1 };
	int32_t day;

	for (day = DAY_MIN; day <= DAY_MAX; day++) {
		struct ymd got = date_ymd(day);
		struct moment m = MOMENT_NONE;

		date_put(b, (struct moment){ day, -1 });
		if (got.y != date.y || got.m != date.m || got.d != date.d || date_day(date) != day ||
		    date_weekday(day) != (day - DAY_MIN) % 7 || !date_parse(buf_view(b), &m) ||
		    m.day != day || m.min != -1)
			check_str("every day", "round trip", buf_view(b));
		b->n = 0;
		if (++date.d > date_month_length(date.y, date.m)) {
			date.d = 1;
			date.m = date.m % 12 + 1;
			date.y += date.m == 1;
		}
	}
	check_int("year after the last day", 10000, date.y);
}

static void
test_month_length(void)
{
	static const int normal[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	static const int leap[] = { 1904, 1996, 2000, 2004, 2024, 2096, 2104, 2400, 9996 };
	static const int common[] = { 1900, 1901, 2001, 2023, 2025, 2100, 2200, 2300, 9999 };
	size_t i;
	int m;

	for (m = 1; m <= 12; m++)
		check_int("month_length 2025", normal[m - 1], date_month_length(2025, m));
	for (i = 0; i < sizeof(leap) / sizeof(leap[0]); i++)
		check_int("leap", 29, date_month_length(leap[i], 2));
	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		check_int("common", 28, date_month_length(common[i], 2));
}

/* What the header allows beyond the days that can be read. */
static void
test_outside(void)
{
	check_int("0000-01-01", -719528, date_day((struct ymd){ 0, 1, 1 }));
	check_int("0000-02-29", -719469, date_day((struct ymd){ 0, 2, 29 }));
	check_int("0000-03-01", -719468, date_day((struct ymd){ 0, 3, 1 }));
	check_int("0001-01-01", -719162, date_day((struct ymd){ 1, 1, 1 }));
	check_int("year of -719528", 0, date_ymd(-719528).y);
	check_int("month of -719528", 1, date_ymd(-719528).m);
	check_int("day of -719528", 1, date_ymd(-719528).d);
	check_int("1970-01-01 is a Thursday", 3, date_weekday(0));
	check_int("weekday of the least number", 1, date_weekday(INT32_MIN));
	check_int("weekday of the largest number", 4, date_weekday(INT32_MAX));
	check_int("year of the least number", -5877641, date_ymd(INT32_MIN).y);
	check_int("year of the largest number", 5881580, date_ymd(INT32_MAX).y);
}

static const struct {
	const char *from;
	int64_t n;
	const char *to; /* null: out of range */
} months[] = {
	{ "2024-01-31", 1, "2024-02-29" },
	{ "2025-01-31", 1, "2025-02-28" },
	{ "2025-01-31", 0, "2025-01-31" },
	{ "2025-01-31", 2, "2025-03-31" },
	{ "2025-01-31", 3, "2025-04-30" },
	{ "2025-03-31", -1, "2025-02-28" },
	{ "2024-03-31", -1, "2024-02-29" },
	{ "2024-02-29", 12, "2025-02-28" },
	{ "2024-02-29", 48, "2028-02-29" },
	{ "2096-02-29", 48, "2100-02-28" },
	{ "2024-02-29", -12, "2023-02-28" },
	{ "2025-12-15", 1, "2026-01-15" },
	{ "2025-01-15", -1, "2024-12-15" },
	{ "2025-10-30", 4, "2026-02-28" },
	{ "2025-05-31", -6, "2024-11-30" },
	{ "1900-01-31", 8099 * 12 + 11, "9999-12-31" },
	{ "9999-12-31", -8099 * 12 - 11, "1900-01-31" },
	{ "1900-01-31", 8099 * 12 + 12, NULL },
	{ "9999-12-31", -8099 * 12 - 12, NULL },
	{ "9999-12-01", 1, NULL },
	{ "1900-01-31", -1, NULL },
	{ "2025-01-31", INT64_MAX, NULL },
	{ "2025-01-31", INT64_MIN, NULL },
};

static void
test_months(struct buf *b)
{
	size_t i;

	for (i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		struct moment m = MOMENT_NONE;
		int32_t day;

		date_parse(str_from(months[i].from), &m);
		day = date_add_months(m.day, months[i].n);
		if (months[i].to && day != DAY_NONE) {
			date_put(b, (struct moment){ day, -1 });
			check_buf(months[i].from, months[i].to, b);
		} else {
			check_int(months[i].from, !months[i].to, day == DAY_NONE);
		}
	}
	check_int("months after no day", DAY_NONE, date_add_months(DAY_NONE, 1));
	check_int("months after too late", DAY_NONE, date_add_months(DAY_MAX + 1, -1));
}

static void
test_key(void)
{
	struct moment m = { 5, 0 }, later = { 5, 1439 }, none = { 5, -1 }, next = { 6, 0 };

	check_int("midnight < 23:59", true, moment_key(m) < moment_key(later));
	check_int("23:59 < no time", true, moment_key(later) < moment_key(none));
	check_int("no time < midnight after", true, moment_key(none) < moment_key(next));
	check_int("no day first", true,
	    moment_key(MOMENT_NONE) < moment_key((struct moment){ DAY_MIN, 0 }));
}

static void
test_weekday_names(void)
{
	static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
	static const char *const wrong[] = {
		"", "m", "mo", "mond", "monday", "ont", "nwe", "xyz", "m\x0fn", "\355on", "   "
	};
	size_t i;

	for (i = 0; i < 7; i++) {
		check_str("weekday_name", names[i], date_weekday_name((int)i));
		check_int(names[i], (int)i, date_weekday_parse(str_from(names[i])));
	}
	check_int("FRI", 4, date_weekday_parse(STR("FRI")));
	check_int("sUn", 6, date_weekday_parse(STR("sUn")));
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		check_int(wrong[i], -1, date_weekday_parse(str_from(wrong[i])));
}

int
main(void)
{
	struct buf b = buf_mem();

	test_parse(&b);
	test_bytes();
	test_every_day(&b);
	test_month_length();
	test_outside();
	test_months(&b);
	test_key();
	test_weekday_names();
	buf_release(&b);
	return unit_end("date");
}
