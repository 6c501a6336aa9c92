#include "value/when.h"

#include "unit.h"

/* Wednesday, 16 July 2025, 14:30. */
static const struct moment base = { 20285, 14 * 60 + 30 };

static const struct {
	const char *words, *moment; /* empty: none */
} table[] = {
	{ "2025-07-18", "2025-07-18" },
	{ "2025-07-18T09:00", "2025-07-18T09:00" },
	{ "today", "2025-07-16" },
	{ "tomorrow", "2025-07-17" },
	{ "wed", "2025-07-16" },
	{ "fri", "2025-07-18" },
	{ "FRI", "2025-07-18" },
	{ "tue", "2025-07-22" },
	{ "eom", "2025-07-31" },
	{ "eoq", "2025-09-30" },
	{ "eoy", "2025-12-31" },
	{ "+2w", "2025-07-30" },
	{ "-2w", "2025-07-02" },
	{ "+3bd", "2025-07-21" },
	{ "-3bd", "2025-07-11" },
	{ "+1m", "2025-08-16" },
	{ "+24h", "2025-07-17T14:30" },
	{ "-15h", "2025-07-15T23:30" },
	{ "+9000y", "" },
	{ "-200y", "" },
	{ "2025-02-30", "" },
	{ "yesterday", "" },
	{ "friday", "" },
	{ "eow", "" },
	{ "3d", "" },
	{ "+", "" },
	{ "+0d", "" },
	{ "", "" },
};

static const struct {
	const char *words, *base, *moment;
} ends[] = {
	{ "eom", "2024-02-01", "2024-02-29" },
	{ "eom", "2025-02-28", "2025-02-28" },
	{ "eoq", "2025-03-31", "2025-03-31" },
	{ "eoq", "2025-04-01", "2025-06-30" },
	{ "eoq", "2025-11-30", "2025-12-31" },
	{ "eoy", "2025-01-01", "2025-12-31" },
	{ "tomorrow", "9999-12-31", "" },
	{ "thu", "9999-12-31", "" },
	{ "eoy", "9999-12-31", "9999-12-31" },
};

static const struct {
	const char *words, *near; /* empty: none */
} likely[] = {
	{ "friday", "fri" },
	{ "Fryday", "fri" },
	{ "TUES", "tue" },
	{ "thurs", "thu" },
	{ "wednsday", "wed" },
	{ "tomorow", "tomorrow" },
	{ "tod", "today" },
	{ "eof", "eom" },
	{ "fri", "" },
	{ "Today", "" },
	{ "eoy", "" },
	{ "someday", "" },
	{ "yesterday", "" },
	{ "fr", "" },
	{ "+2x", "" },
	{ "2025-07-32", "" },
	{ "fridayfridayfridayfridayfridayfriday", "" },
	{ "", "" },
};

static void
check(const char *words, struct moment from, const char *want)
{
	static const struct calendar plain = CALENDAR_INIT;
	struct moment m = when_read(str_from(words), from, &plain);
	struct buf got = buf_mem();

	if (m.day != DAY_NONE)
		date_put(&got, m);
	check_buf(words, want, &got);
	buf_release(&got);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		check(table[i].words, base, table[i].moment);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct moment from = MOMENT_NONE;

		date_parse(str_from(ends[i].base), &from);
		check(ends[i].words, from, ends[i].moment);
	}
	for (size_t i = 0; i < sizeof(likely) / sizeof(likely[0]); i++) {
		struct str near = when_near(str_from(likely[i].words));
		struct buf got = buf_mem();

		buf_str(&got, near);
		check_buf(likely[i].words, likely[i].near, &got);
		buf_release(&got);
	}
	check("today", MOMENT_NONE, "");
	check("2025-07-18", MOMENT_NONE, "2025-07-18");
	return unit_end("when");
}
