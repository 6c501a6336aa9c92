/*
 * calendar.c: arbitrary calendars.  Days are within range and in order; LF instead
 * of CRLF gives the same; the records that fu-cal -i makes are accepted.
 */
#include "fuzz.h"

#include "draft/icalread.h"

#include <stdlib.h>

struct met {
	size_t n;
	int64_t print;
	int32_t from, to;
};

static void
take(void *self, int32_t first, int32_t last, struct str text)
{
	struct met *s = self;

	fuzz_want(first <= last && last >= s->from && first <= s->to, "days of interest");
	s->n++;
	s->print += first * 31 + last + (int64_t)text.n;
}

static struct met
read_days(struct str text)
{
	struct met seen = { .from = 20089, .to = 20819 }; /* 2025 and 2026 */
	struct diag diag = { .err = buf_mem() };
	struct input in;
	struct icalread r;
	struct block b;

	input_init(&in, &diag);
	input_add_text(&in, STR("in"), text);
	icalread_init(&r, &diag, seen.from, seen.to);
	r.day = take;
	r.self = &seen;
	while (input_next(&in, &b))
		icalread_block(&r, &b);
	icalread_end(&r);
	input_release(&in);
	fuzz_want(fuzz_is_safe(buf_view(&diag.err)), "findings that are safe to print");
	buf_release(&diag.err);
	return seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const char *words[] = { "fu-cal", "-i", fuzz_file(0, p, n), NULL };
	const char *parse[] = { "fu-parse", NULL, NULL };
	struct str in = { (const char *)p, n }, s;
	struct met once = read_days(in);
	int status;

	fuzz_want(fuzz_free_all(), "no memory left behind");
	if (!once.n)
		return 0;
	setenv("FU_NOW", "2025-07-16", 1);
	status = fuzz_run(fu_cal_main, words);
	fuzz_want(status == 0 || status == 1, "no trouble but with the data");
	s = fuzz_printed(1);
	fuzz_want(fuzz_is_safe(s), "records that are safe to print");
	parse[1] = fuzz_file(1, (const uint8_t *)s.p, s.n);
	fuzz_want(fuzz_run(fu_parse_main, parse) == 0, "records that are accepted");
	return 0;
}
