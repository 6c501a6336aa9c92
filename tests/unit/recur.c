#include "value/recur.h"

#include "unit.h"

static const char *const bad[] = { "", "FREQ=DAILY", "COUNT=2", "FREQ=YEARLY;COUNT=0",
	"FREQ=YEARLY;INTERVAL=0", "FREQ=YEARLY;INTERVAL=100000", "FREQ=YEARLY;BYMONTH=13",
	"FREQ=YEARLY;BYMONTH=", "FREQ=YEARLY;BYMONTHDAY=0", "FREQ=YEARLY;BYMONTHDAY=32",
	"FREQ=YEARLY;BYDAY=XX", "FREQ=YEARLY;BYDAY=54MO", "FREQ=YEARLY;BYDAY=0MO",
	"FREQ=YEARLY;BYDAY=M", "FREQ=YEARLY;UNTIL=2025", "FREQ=YEARLY;UNTIL=20250230",
	"FREQ=YEARLY;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;FREQ=YEARLY",
	"FREQ=YEARLY;", "FREQ=YEARLY;COUNT", ";FREQ=YEARLY" };

static void
print(void *self, int32_t day)
{
	struct buf *b = self;

	date_put(b, (struct moment){ day, -1 });
	buf_char(b, ' ');
}

static const struct {
	const char *rule, *start, *from, *to, *want;
} good[] = {
	{ "FREQ=YEARLY", "2024-02-29", "2024-01-01", "2032-12-31",
	    "2024-02-29 2028-02-29 2032-02-29 " },
	{ "FREQ=YEARLY;INTERVAL=3", "2000-05-01", "2004-01-01", "2010-01-01",
	    "2006-05-01 2009-05-01 " },
	{ "FREQ=YEARLY;COUNT=3", "2000-05-01", "2001-06-01", "2010-01-01", "2002-05-01 " },
	{ "FREQ=YEARLY;UNTIL=20020501T000000Z", "2000-05-01", "2001-06-01", "2010-01-01",
	    "2002-05-01 " },
	{ "freq=yearly;byday=-1mo;bymonth=5", "2000-05-01", "2025-01-01", "2026-12-31",
	    "2025-05-26 2026-05-25 " },
	{ "FREQ=YEARLY;BYDAY=1FR,53WE", "2025-01-01", "2025-01-01", "2025-12-31",
	    "2025-01-03 2025-12-31 " },
	{ "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1,30", "2023-02-01", "2023-01-01", "2024-12-31",
	    "2023-02-28 2024-02-29 " },
	{ "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", "2026-01-01", "2026-01-01", "2026-12-31",
	    "2026-02-13 2026-03-13 2026-11-13 " },
	{ "FREQ=YEARLY;INTERVAL=9999", "1900-01-01", "1900-01-01", "9999-12-31", "1900-01-01 " },
	{ "FREQ=YEARLY", "9999-12-31", "9999-12-30", "9999-12-31", "9999-12-31 " },
	{ "FREQ=YEARLY", "2025-01-01", "2024-01-01", "2024-12-31", "" },
};

static int32_t
day_of(const char *text)
{
	struct moment m = MOMENT_NONE;

	date_parse(str_from(text), &m);
	return m.day;
}

int
main(void)
{
	struct recur r;
	struct str part;
	struct buf b = buf_mem();

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check_int(bad[i], false, recur_parse(str_from(bad[i]), &r, &part));
	recur_parse(STR("FREQ=YEARLY;BYMONTH=1;BYSETPOS=1;COUNT=2"), &r, &part);
	check_str("what is bad of it", "BYSETPOS=1", part);
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		check_int(good[i].rule, true, recur_parse(str_from(good[i].rule), &r, &part));
		recur_each(
		    &r, day_of(good[i].start), day_of(good[i].from), day_of(good[i].to), print, &b);
		check_buf(good[i].rule, good[i].want, &b);
	}
	buf_release(&b);
	return unit_end("recur");
}
