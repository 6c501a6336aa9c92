#include "value/calendar.h"

#include "unit.h"

#include <stdlib.h>

/* Long, twice given, inside one another, touching, not in order. */
static const struct {
	int32_t first, last;
} holidays[] = {
	{ 20447, 20455 }, /* 2025-12-25 to 2026-01-02 */
	{ 20273, 20273 }, /* Friday 2025-07-04 */
	{ 20448, 20448 }, /* within the first */
	{ 20273, 20273 }, /* again */
	{ 20450, 20457 }, /* overlaps its end: to Sunday 2026-01-04 */
	{ 20458, 20458 }, /* touches that: Monday 2026-01-05 */
	{ 20300, 20299 }, /* ends before it begins: none */
	{ 20400, 20200 }, /* long before */
	{ 20275, 20275 }, /* a Sunday */
	{ 20446, 20447 }, /* overlaps the beginning: from 2025-12-24 */
};

static void
fill(struct calendar *c)
{
	size_t i;

	for (i = 0; i < sizeof(holidays) / sizeof(holidays[0]); i++)
		calendar_holiday(c, holidays[i].first, holidays[i].last);
	calendar_ready(c);
}

static int32_t
day_of(const char *text)
{
	struct moment m = MOMENT_NONE;

	return date_parse(str_from(text), &m) ? m.day : DAY_NONE;
}

static void
check_day(const char *what, const char *want, int32_t got)
{
	struct buf b = buf_mem();

	if (got != DAY_NONE)
		date_put(&b, (struct moment){ got, -1 });
	check_buf(what, want ? want : "", &b);
	buf_release(&b);
}

static const struct {
	const char *from;
	int64_t n;
	const char *plain, *holidays; /* Monday to Friday, and with the above; null: none */
} adds[] = {
	{ "2025-07-05", 1, "2025-07-07", "2025-07-07" },
	{ "2025-07-06", 1, "2025-07-07", "2025-07-07" },
	{ "2025-07-05", 10, "2025-07-18", "2025-07-18" },
	{ "2025-06-28", 10, "2025-07-11", "2025-07-14" },
	{ "2025-07-05", 5, "2025-07-11", "2025-07-11" },
	{ "2025-07-05", 0, "2025-07-05", "2025-07-05" },
	{ "2025-07-05", -1, "2025-07-04", "2025-07-03" },
	{ "2025-07-06", -5, "2025-06-30", "2025-06-27" },
	{ "2025-07-07", -1, "2025-07-04", "2025-07-03" },
	{ "2025-07-03", 1, "2025-07-04", "2025-07-07" },
	{ "2025-07-04", 1, "2025-07-07", "2025-07-07" },
	{ "2025-07-04", -1, "2025-07-03", "2025-07-03" },
	{ "2025-12-23", 1, "2025-12-24", "2026-01-06" },
	{ "2025-12-30", 1, "2025-12-31", "2026-01-06" },
	{ "2025-12-30", -1, "2025-12-29", "2025-12-23" },
	{ "2026-01-06", -1, "2026-01-05", "2025-12-23" },
	{ "2024-02-28", 2, "2024-03-01", "2024-03-01" },
	{ "2025-02-28", 1, "2025-03-03", "2025-03-03" },
	{ "9999-12-31", 1, NULL, NULL },
	{ "9999-12-30", 1, "9999-12-31", "9999-12-31" },
	{ "9999-12-30", 2, NULL, NULL },
	{ "1900-01-01", -1, NULL, NULL },
	{ "1900-01-02", -1, "1900-01-01", "1900-01-01" },
	{ "1900-01-07", -6, NULL, NULL },
	{ "1900-01-07", -5, "1900-01-01", "1900-01-01" },
	{ "1900-01-01", 2113189, "9999-12-31", NULL },
	{ "1900-01-01", 2113190, NULL, NULL },
	{ "9999-12-31", -2113189, "1900-01-01", NULL },
	{ "2025-07-05", INT64_MAX, NULL, NULL },
	{ "2025-07-05", INT64_MIN, NULL, NULL },
	{ "2025-07-05", INT64_C(1) << 32, NULL, NULL },
	{ "2025-07-05", -(INT64_C(1) << 32), NULL, NULL },
};

static void
test_add(const struct calendar *plain, const struct calendar *c)
{
	size_t i;

	for (i = 0; i < sizeof(adds) / sizeof(adds[0]); i++) {
		int32_t day = day_of(adds[i].from);

		check_day(adds[i].from, adds[i].plain, calendar_add(plain, day, adds[i].n));
		check_day(adds[i].from, adds[i].holidays, calendar_add(c, day, adds[i].n));
	}
}

static const struct {
	const char *day;
	bool works;
	const char *next, *before;
} rolls[] = {
	{ "2025-07-03", true, "2025-07-03", "2025-07-03" },
	{ "2025-07-04", false, "2025-07-07", "2025-07-03" },
	{ "2025-07-05", false, "2025-07-07", "2025-07-03" },
	{ "2025-07-06", false, "2025-07-07", "2025-07-03" },
	{ "2025-07-07", true, "2025-07-07", "2025-07-07" },
	{ "2025-12-23", true, "2025-12-23", "2025-12-23" },
	{ "2025-12-24", false, "2026-01-06", "2025-12-23" },
	{ "2025-12-27", false, "2026-01-06", "2025-12-23" },
	{ "2026-01-05", false, "2026-01-06", "2025-12-23" },
	{ "2026-01-06", true, "2026-01-06", "2026-01-06" },
	{ "1900-01-01", true, "1900-01-01", "1900-01-01" },
	{ "9999-12-31", true, "9999-12-31", "9999-12-31" },
};

static void
test_roll(const struct calendar *c)
{
	size_t i;

	for (i = 0; i < sizeof(rolls) / sizeof(rolls[0]); i++) {
		int32_t day = day_of(rolls[i].day);

		check_int(rolls[i].day, rolls[i].works, calendar_works(c, day));
		check_day(rolls[i].day, rolls[i].next, calendar_next(c, day));
		check_day(rolls[i].day, rolls[i].before, calendar_before(c, day));
		check_day(rolls[i].day, rolls[i].next, calendar_roll(c, day, false, DAY_MIN));
		check_day(rolls[i].day, rolls[i].before, calendar_roll(c, day, true, DAY_MIN));
		check_day(rolls[i].day, rolls[i].day, calendar_roll(c, day, true, day));
	}
	check_day("at the floor", "2025-12-23",
	    calendar_roll(c, day_of("2025-12-27"), true, day_of("2025-12-23")));
	check_day("below it", "2025-12-27",
	    calendar_roll(c, day_of("2025-12-27"), true, day_of("2025-12-24")));
}

static void
test_week(void)
{
	struct calendar c = CALENDAR_INIT;
	int32_t friday = day_of("2025-07-04");

	check_int("no day", false, calendar_week(&c, 0));
	check_int("no day of the seven", false, calendar_week(&c, 0x80));
	check_day("the week stays", "2025-07-07", calendar_add(&c, friday, 1));
	check_int("every day", true, calendar_week(&c, 0x7f));
	check_day("every day", "2025-07-14", calendar_add(&c, friday, 10));
	check_day("every day back", "2025-06-24", calendar_add(&c, friday, -10));
	check_int("Sundays", true, calendar_week(&c, 0x40));
	check_day("first Sunday", "2025-07-06", calendar_add(&c, friday, 1));
	check_day("tenth Sunday", "2025-09-07", calendar_add(&c, friday, 10));
	check_day("Sunday before", "2025-06-29", calendar_add(&c, friday, -1));
	check_day("no Sunday after the last", NULL, calendar_next(&c, DAY_MAX));
	check_day("it stays", "9999-12-31", calendar_roll(&c, DAY_MAX, false, DAY_MIN));
	check_day("the last Sunday", "9999-12-26", calendar_before(&c, DAY_MAX));
	check_day("no Sunday before the first", NULL, calendar_before(&c, DAY_MIN + 5));
	check_day("the first Sunday", "1900-01-07", calendar_next(&c, DAY_MIN));
	calendar_holiday(&c, friday, friday + 8);
	check_int("Sunday to Thursday, set later", true, calendar_week(&c, 0x4f));
	calendar_ready(&c);
	check_day("Sunday after", "2025-07-13", calendar_add(&c, friday, 1));
	check_day("Thursday before", "2025-07-03", calendar_add(&c, friday + 8, -1));
	calendar_release(&c);
	check_int("released", 0x1f, c.week);
	check_day("as new", "2025-07-07", calendar_add(&c, friday, 1));
}

/* Nothing but holidays, or at the very ends. */
static void
test_ends(void)
{
	struct calendar c = CALENDAR_INIT;
	int64_t n;

	calendar_ready(&c);
	for (n = 2000000000; n < 2000000020; n++) /* about what lies before 1970 by its own count */
		check_day("none so far back", NULL, calendar_add(&c, 0, -n));
	calendar_holiday(&c, DAY_MAX - 1, INT32_MAX);
	calendar_holiday(&c, INT32_MIN, DAY_MIN + 1);
	calendar_ready(&c);
	check_day("none left", NULL, calendar_add(&c, DAY_MAX - 2, 1));
	check_day("none next", NULL, calendar_next(&c, DAY_MAX - 1));
	check_day("the last", "9999-12-29", calendar_before(&c, DAY_MAX));
	check_day("the first", "1900-01-03", calendar_next(&c, DAY_MIN));
	check_day("none before", NULL, calendar_before(&c, DAY_MIN + 1));
	check_day("none back", NULL, calendar_add(&c, DAY_MIN + 2, -1));
	check_int("works on the last number", false, calendar_works(&c, INT32_MAX));
	check_day("none after all numbers", NULL, calendar_add(&c, INT32_MAX, 1));
	check_day("before all numbers", "9999-12-29", calendar_add(&c, INT32_MAX, -1));
	check_day("after all numbers", "1900-01-03", calendar_add(&c, INT32_MIN, 1));
	check_day("none after the last number", NULL, calendar_next(&c, INT32_MAX));
	check_day("before the last number", "9999-12-29", calendar_before(&c, INT32_MAX));
	calendar_holiday(&c, DAY_MIN, DAY_MAX);
	calendar_ready(&c);
	check_day("none at all", NULL, calendar_next(&c, 0));
	check_day("none at all", NULL, calendar_before(&c, 0));
	check_day("none at all", NULL, calendar_add(&c, 0, 1));
	check_day("none at all", NULL, calendar_add(&c, 0, -1));
	check_int("none at all", false, calendar_works(&c, 0));
	calendar_release(&c);
}

enum { SPAN = 3000 }; /* days that the loops below look at: 0 to SPAN - 1 */

struct naive {
	unsigned week;
	bool off[SPAN];
};

static bool
naive_works(const struct naive *n, int32_t day)
{
	return n->week >> date_weekday(day) & 1 && (day < 0 || day >= SPAN || !n->off[day]);
}

static int32_t
naive_add(const struct naive *n, int32_t day, int64_t count)
{
	int step = count < 0 ? -1 : 1;

	while (count) {
		day += step;
		if (naive_works(n, day))
			count -= step;
	}
	return day;
}

static void
random_calendar(struct calendar *c, struct naive *n, uint64_t *seed)
{
	int ranges = (int)unit_between(seed, 0, 60), longest = (int)unit_between(seed, 0, 40);
	int32_t first, last;

	*n = (struct naive){ .week = (unsigned)unit_between(seed, 1, 127) };
	calendar_week(c, n->week);
	while (ranges--) {
		first = (int32_t)unit_between(seed, 0, SPAN - 1);
		last = first + (int32_t)unit_between(seed, -1, longest);
		if (last >= SPAN)
			last = SPAN - 1;
		calendar_holiday(c, first, last);
		for (; first <= last; first++)
			n->off[first] = true;
	}
	calendar_ready(c);
}

static void
test_random(void)
{
	uint64_t seed = 19700101;
	int i, j;

	for (i = 0; i < 200; i++) {
		struct calendar c = CALENDAR_INIT;
		struct naive n;

		random_calendar(&c, &n, &seed);
		for (j = 0; j < 100; j++) {
			int32_t day = (int32_t)unit_between(&seed, -100, SPAN + 100);
			int64_t count = unit_between(&seed, j % 2 ? -600 : -6, j % 2 ? 600 : 6);

			check_int("random add", naive_add(&n, day, count), calendar_add(&c, day, count));
			check_int("random works", naive_works(&n, day), calendar_works(&c, day));
			check_int("random next", naive_add(&n, day - 1, 1), calendar_next(&c, day));
			check_int("random before", naive_add(&n, day + 1, -1), calendar_before(&c, day));
		}
		calendar_release(&c);
	}
}

/* As many holidays as anyone may have: each question must stay quick. */
static void
test_many(void)
{
	struct calendar c = CALENDAR_INIT;
	uint64_t seed = 100000;
	int64_t works = 0, n;
	int32_t day;
	int i;

	for (i = 0; i < 100000; i++) {
		day = (int32_t)unit_between(&seed, DAY_MIN, DAY_MAX);
		calendar_holiday(&c, day, day + (int32_t)unit_between(&seed, 0, 20));
	}
	calendar_ready(&c);
	for (day = DAY_MIN; day <= DAY_MAX; day++)
		if (calendar_works(&c, day) && ++works % 16 == 0)
			check_int("many: counts", day, calendar_add(&c, DAY_MIN - 1, works));
	for (i = 0; i < 200000; i++) {
		n = unit_between(&seed, 1, works);
		day = calendar_add(&c, DAY_MIN - 1, n);
		check_int("many: works", true, calendar_works(&c, day));
		check_int("many: back", calendar_next(&c, DAY_MIN), calendar_add(&c, day, 1 - n));
	}
	check_int("many: no more", DAY_NONE, calendar_add(&c, DAY_MIN - 1, works + 1));
	calendar_release(&c);
}

int
main(void)
{
	struct calendar plain = CALENDAR_INIT, c = CALENDAR_INIT;

	fill(&c);
	test_add(&plain, &c);
	test_roll(&c);
	test_week();
	test_ends();
	test_random();
	test_many();
	calendar_release(&c);
	return unit_end("calendar");
}
