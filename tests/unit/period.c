#include "value/period.h"

#include "unit.h"

static const struct {
	const char *text;
	int32_t n;
	enum period_unit unit;
} good[] = {
	{ "1h", 1, PERIOD_HOUR },
	{ "24h", 24, PERIOD_HOUR },
	{ "3d", 3, PERIOD_DAY },
	{ "2w", 2, PERIOD_WEEK },
	{ "6m", 6, PERIOD_MONTH },
	{ "1y", 1, PERIOD_YEAR },
	{ "5bd", 5, PERIOD_BUSINESS },
	{ "007d", 7, PERIOD_DAY },
	{ "000000001bd", 1, PERIOD_BUSINESS },
	{ "999999999d", 999999999, PERIOD_DAY },
};

static const char *const bad[] = {
	"", "d", "3", "0d", "000000000d", "+3d", "-3d", "3D", "3 d", " 3d", "3d ", "3dd", "3b",
	"3db", "3bdd", "3BD", "3min", "3s", "1.5d", "3d2h", "1000000000d", "0000000001d",
	"99999999999999999999d", "3\xff", "\263d", "3/d", "3:d",
};

static void
test_parse(void)
{
	struct period p;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		p = (struct period){ 0, PERIOD_HOUR };
		check_int(good[i].text, true, period_parse(str_from(good[i].text), &p));
		check_int(good[i].text, good[i].n, p.n);
		check_int(good[i].text, good[i].unit, p.unit);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		p = (struct period){ 42, PERIOD_WEEK };
		check_int(bad[i], false, period_parse(str_from(bad[i]), &p));
		check_int(bad[i], 42, p.n);
		check_int(bad[i], PERIOD_WEEK, p.unit);
	}
	check_int("null", false, period_parse((struct str){ NULL, 0 }, &p));
	check_int("not past the end", true, period_parse((struct str){ "3dx", 2 }, &p));
	check_int("nor for the unit", false, period_parse((struct str){ "3d", 1 }, &p));
}

/* 2025-07-04 is a Friday and a holiday here, as is 2025-12-25 to 2026-01-02. */
static const struct {
	const char *from, *period;
	int sign;
	const char *to; /* null: out of range */
} sums[] = {
	{ "2025-07-01T14:30", "1h", 1, "2025-07-01T15:30" },
	{ "2025-07-01T14:30", "24h", 1, "2025-07-02T14:30" },
	{ "2025-07-01T14:30", "9h", 1, "2025-07-01T23:30" },
	{ "2025-07-01T14:30", "10h", 1, "2025-07-02T00:30" },
	{ "2025-07-01T00:00", "1h", -1, "2025-06-30T23:00" },
	{ "2025-07-01T00:59", "1h", -1, "2025-06-30T23:59" },
	{ "2025-07-01T23:59", "23h", -1, "2025-07-01T00:59" },
	{ "2025-07-01T14:30", "25h", -1, "2025-06-30T13:30" },
	{ "2025-07-01T14:30", "47h", 1, "2025-07-03T13:30" },
	{ "2024-02-28T12:00", "36h", 1, "2024-03-01T00:00" },
	{ "2024-02-28T12:00", "24h", 1, "2024-02-29T12:00" },
	{ "2025-07-01", "1h", 1, "2025-07-02" },
	{ "2025-07-01", "24h", 1, "2025-07-02" },
	{ "2025-07-01", "25h", 1, "2025-07-03" },
	{ "2025-07-01", "48h", 1, "2025-07-03" },
	{ "2025-07-01", "49h", 1, "2025-07-04" },
	{ "2025-07-01", "1h", -1, "2025-06-30" },
	{ "2025-07-01", "24h", -1, "2025-06-30" },
	{ "2025-07-01", "25h", -1, "2025-06-29" },
	{ "2025-07-01T14:30", "3d", 1, "2025-07-04T14:30" },
	{ "2025-07-01", "3d", -1, "2025-06-28" },
	{ "2025-07-01T00:00", "2w", 1, "2025-07-15T00:00" },
	{ "2025-07-01", "2w", -1, "2025-06-17" },
	{ "2025-01-31", "1m", 1, "2025-02-28" },
	{ "2024-01-31T08:15", "1m", 1, "2024-02-29T08:15" },
	{ "2025-03-31", "1m", -1, "2025-02-28" },
	{ "2025-08-31", "6m", 1, "2026-02-28" },
	{ "2024-02-29", "1y", 1, "2025-02-28" },
	{ "2024-02-29", "1y", -1, "2023-02-28" },
	{ "2024-02-29", "4y", 1, "2028-02-29" },
	{ "2000-02-29", "100y", 1, "2100-02-28" },
	{ "2025-07-01", "5bd", 1, "2025-07-09" },
	{ "2025-07-05", "1bd", 1, "2025-07-07" },
	{ "2025-07-05", "10bd", 1, "2025-07-18" },
	{ "2025-07-06T09:00", "10bd", 1, "2025-07-18T09:00" },
	{ "2025-07-05", "1bd", -1, "2025-07-03" },
	{ "2025-07-07", "1bd", -1, "2025-07-03" },
	{ "2025-12-24", "1bd", 1, "2026-01-05" },
	{ "2026-01-05", "1bd", -1, "2025-12-24" },
	{ "9999-12-31", "1d", 1, NULL },
	{ "9999-12-31", "1h", 1, NULL },
	{ "9999-12-31T23:00", "1h", 1, NULL },
	{ "9999-12-31T22:59", "1h", 1, "9999-12-31T23:59" },
	{ "9999-12-31", "1bd", 1, NULL },
	{ "9999-12-30", "1bd", 1, "9999-12-31" },
	{ "9999-12-25", "1w", 1, NULL },
	{ "9999-12-01", "1m", 1, NULL },
	{ "9999-01-01", "1y", 1, NULL },
	{ "1900-01-01", "1d", -1, NULL },
	{ "1900-01-01T00:59", "1h", -1, NULL },
	{ "1900-01-01T01:00", "1h", -1, "1900-01-01T00:00" },
	{ "1900-01-01", "1bd", -1, NULL },
	{ "1900-01-02", "1bd", -1, "1900-01-01" },
	{ "1900-01-31", "1m", -1, NULL },
	{ "1900-01-01", "2958463d", 1, "9999-12-31" },
	{ "1900-01-01", "2958464d", 1, NULL },
	{ "9999-12-31", "2958463d", -1, "1900-01-01" },
	{ "1900-01-01", "999999999h", 1, NULL },
	{ "1900-01-01T00:00", "999999999h", 1, NULL },
	{ "9999-12-31T00:00", "999999999h", -1, NULL },
	{ "1900-01-01", "999999999w", 1, NULL },
	{ "1900-01-01", "999999999m", 1, NULL },
	{ "9999-12-31", "999999999y", -1, NULL },
	{ "1900-01-01", "999999999bd", 1, NULL },
	{ "9999-12-31", "999999999bd", -1, NULL },
};

static void
test_add(struct buf *b, const struct calendar *c)
{
	size_t i;

	for (i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
		struct moment m = MOMENT_NONE;
		struct period p = { 0, PERIOD_HOUR };

		date_parse(str_from(sums[i].from), &m);
		period_parse(str_from(sums[i].period), &p);
		m = period_add(m, p, sums[i].sign, c);
		if (m.day != DAY_NONE)
			date_put(b, m);
		else
			check_int("minute of no moment", -1, m.min);
		check_buf(sums[i].from, sums[i].to ? sums[i].to : "", b);
	}
}

static void
test_none(const struct calendar *c)
{
	struct period p = { 1, PERIOD_HOUR };
	int unit;

	for (unit = PERIOD_HOUR; unit <= PERIOD_BUSINESS; unit++) {
		p.unit = (enum period_unit)unit;
		check_int("after none", DAY_NONE, period_add(MOMENT_NONE, p, 1, c).day);
		check_int("before none", DAY_NONE, period_add(MOMENT_NONE, p, -1, c).day);
	}
	p = (struct period){ 306783379, PERIOD_WEEK };
	check_int("weeks after none", DAY_NONE, period_add(MOMENT_NONE, p, 1, c).day);
}

/* A term ends with a day; one of hours at a time. */
static void
test_end(const struct calendar *c)
{
	const struct moment at = { 20000, 630 };
	struct moment m = period_end(at, (struct period){ 2, PERIOD_DAY }, c);

	check_int("day of the end", 20002, m.day);
	check_int("no time", -1, m.min);
	m = period_end(at, (struct period){ 25, PERIOD_HOUR }, c);
	check_int("day 25 hours on", 20001, m.day);
	check_int("an hour later", 690, m.min);
}

/* Hours there and back again, and as whole minutes. */
static void
test_hours(const struct calendar *c)
{
	uint64_t seed = 20250701;
	int i;

	for (i = 0; i < 20000; i++) {
		int32_t day = (int32_t)unit_between(&seed, -20000, 60000);
		struct moment m = { day, (int32_t)unit_between(&seed, 0, 1439) };
		struct period p = { (int32_t)unit_between(&seed, 1, 100000), PERIOD_HOUR };
		struct moment next = period_add(m, p, 1, c), back = period_add(next, p, -1, c);

		check_int("minutes", p.n * INT64_C(60),
		    (next.day - m.day) * INT64_C(1440) + next.min - m.min);
		check_int("there and back", moment_key(m), moment_key(back));
	}
}

int
main(void)
{
	struct buf b = buf_mem();
	struct calendar c = CALENDAR_INIT;

	calendar_holiday(&c, 20273, 20273);
	calendar_holiday(&c, 20447, 20455);
	calendar_ready(&c);
	test_parse();
	test_add(&b, &c);
	test_end(&c);
	test_none(&c);
	test_hours(&c);
	calendar_release(&c);
	buf_release(&b);
	return unit_end("period");
}
