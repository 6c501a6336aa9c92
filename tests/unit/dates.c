/* dates FIRST LAST: for each day number "YYYY-MM-DD weekday day-of-year number",
 * as date(1) prints "%F %u %j" and a day's number; every field is worked out
 * from the date as it was read back.  For dates.sh. */
#include "value/date.h"

#include <stdlib.h>
#include <unistd.h>

static void
put_day(struct buf *out, struct str date)
{
	struct moment m = MOMENT_NONE;
	int32_t new_year;

	date_parse(date, &m);
	new_year = date_day((struct ymd){ date_ymd(m.day).y, 1, 1 });
	buf_str(out, date);
	buf_char(out, ' ');
	buf_int(out, date_weekday(m.day) + 1);
	buf_char(out, ' ');
	buf_digits(out, (uint64_t)(m.day - new_year + 1), 3);
	buf_char(out, ' ');
	buf_int(out, m.day);
	buf_char(out, '\n');
}

int
main(int argc, char **argv)
{
	struct buf out = buf_to(STDOUT_FILENO), date = buf_mem();
	long day;
	bool ok;

	if (argc != 3)
		return 2;
	for (day = atol(argv[1]); day <= atol(argv[2]); day++) {
		date.n = 0;
		date_put(&date, (struct moment){ (int32_t)day, -1 });
		put_day(&out, buf_view(&date));
	}
	ok = buf_flush(&out);
	buf_release(&date);
	buf_release(&out);
	return ok ? 0 : 2;
}
