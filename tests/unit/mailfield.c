#include "draft/mailfield.h"

#include "unit.h"

/* All addresses of a list, or ids, each followed by a blank. */
static void
check_addresses(const char *list, const char *want)
{
	struct buf b = buf_mem(), scratch = buf_mem();
	struct str body = str_from(list), a;

	while ((a = mailfield_next_address(&body, &scratch)).n) {
		buf_str(&b, a);
		buf_char(&b, ' ');
	}
	check_buf(list, want, &b);
	buf_release(&b);
	buf_release(&scratch);
}

static void
check_ids(const char *list, const char *want)
{
	struct buf b = buf_mem();
	struct str body = str_from(list), id;

	while ((id = mailfield_next_id(&body)).n) {
		buf_str(&b, id);
		buf_char(&b, ' ');
	}
	check_buf(list, want, &b);
	buf_release(&b);
}

static const struct {
	const char *list, *want;
} addresses[] = {
	{ "", "" },
	{ "a@b.example", "a@b.example " },
	{ " a@b.example ,\r\n\tc@d.example", "a@b.example c@d.example " },
	{ "Jane <a@b.example>", "a@b.example " },
	{ "\"Doe, Jane <x@y>\" <a@b.example>", "a@b.example " },
	{ "Doe, Jane <a@b.example>", "a@b.example " },
	{ "a@b.example (Jane (the \\) one) x@y)", "a@b.example " },
	{ "(c) a@b.example (d)", "a@b.example " },
	{ "Group: a@b.example, Kim <c@d.example>;, e@f.example",
	    "a@b.example c@d.example e@f.example " },
	{ "undisclosed-recipients:;", "" },
	{ "x@y.example <a@b.example>", "a@b.example " },
	{ "<x@y.example> <a@b.example>", "a@b.example " },
	{ "<a@b.example> x@y.example", "a@b.example " },
	{ "Jane <a@b.example", "" },
	{ "\"Jane <a@b.example>", "" },
	{ "\"a b\"@c.example, a@b.example", "a@b.example " },
	{ "a b@c.example", "" },
	{ "<a@b.example\n>", "a@b.example " },
	{ "a@b@c.example, @b, a@, a..b@c.example, .a@b", "" },
	{ "=?utf-8?Q?a=40b.example?= <c@d.example>", "c@d.example " },
	{ "\"\\\"\" <a@b.example>", "a@b.example " },
	{ "((((((", "" },
	{ ",,;;,a@b.example,", "a@b.example " },
	{ "\\", "" },
	{ "(a\\", "" },
	{ "\"a\\", "" },
	{ "a@b.example>", "" },
	{ "<a@b.example> \"x\" y: z", "a@b.example " },
	{ "<route:a@b.example>", "" },
};

static const struct {
	const char *list, *want;
} ids[] = {
	{ "<a@b>", "a@b " },
	{ "<a@b> (c <d@e>) <f@g>\r\n\t<h@[i]>", "a@b f@g h@[i] " },
	{ "a@b", "" },
	{ "<a b@c> <d@e>", "d@e " },
	{ "<a@b", "" },
	{ "<<a@b>> <c>", "a@b " },
	{ "Your message of Monday <a@b>", "a@b " },
};

static const struct {
	const char *body, *want; /* "z" behind it: zoned */
} dates[] = {
	{ "Wed, 16 Jul 2025 09:12:34 +0200", "2025-07-16T07:12z" },
	{ "16 Jul 2025 09:12 +0200", "2025-07-16T07:12z" },
	{ "Wed, 16 Jul 2025 23:30:00 -0830", "2025-07-17T08:00z" },
	{ "Thu, 1 Jan 1970 00:00:00 +0100", "1969-12-31T23:00z" },
	{ "16 July 2025 9:05 GMT", "2025-07-16T09:05z" },
	{ "Wed Jul 16 2025 09:05:00 GMT+0200 (CEST)", "2025-07-16T07:05z" },
	{ "16 Jul 2025 09:05:00 UTC-0500", "2025-07-16T14:05z" },
	{ "16 Jul 2025 09:05:00 GMT+0260", "2025-07-16T09:05" },
	{ "16 Jul 2025 09:05 PDT", "2025-07-16T16:05z" },
	{ "16 Jul 2025 09:05 QQQ", "2025-07-16T09:05z" },
	{ "16 Jul 2025 09:05 -0000", "2025-07-16T09:05z" },
	{ "16 Jul 2025 09:05", "2025-07-16T09:05" },
	{ "16 Jul 2025 09:05 +2500", "2025-07-16T09:05" },
	{ "16 Jul 2025 09:05 +02:00", "2025-07-16T09:05" },
	{ "Wed Jul 16 09:05:00 2025", "2025-07-16T09:05" },
	{ "x Wed Jul 16 09:05:00 2025 +0100", "2025-07-16T08:05z" },
	{ "16 Jul 49 09:05", "2049-07-16T09:05" },
	{ "16 Jul 50 09:05", "1950-07-16T09:05" },
	{ "16 Jul 125 09:05", "2025-07-16T09:05" },
	{ "29 Feb 2024 09:05", "2024-02-29T09:05" },
	{ "29 Feb 2025 09:05", "none" },
	{ "0 Jul 2025 09:05", "none" },
	{ "16 Foo 2025 09:05", "none" },
	{ "16 Jul 2025 24:05", "none" },
	{ "16 Jul 2025 09:60", "none" },
	{ "16 Jul 2025 09:05:61", "none" },
	{ "16 Jul 1899 09:05", "none" },
	{ "16 Jul 2025", "none" },
	{ "2025-07-16T09:05", "none" },
	{ "", "none" },
	{ "(((", "none" },
	{ "16 Jul 2025 09:05(c)+0200(d)", "2025-07-16T07:05z" },
	{ "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "none" },
	{ "16 Ju 2025 09:05", "none" },
	{ "16 Jul 2025 09", "none" },
	{ "16 Jul 2025 123:05", "none" },
	{ "16 Jul 2025 09:5", "none" },
	{ "16 Jul 2025 09:05:", "none" },
	{ "16 Jul 2025 09:05:6/", "none" },
	{ "16 Jul 2 09:05", "none" },
	{ "16 Jul 2O25 09:05", "none" },
	{ "16 Jul 2025 09:05 *0200", "2025-07-16T09:05" },
	{ "16 Jul 2025 09:05 +02x0", "2025-07-16T09:05" },
	{ "16 Jul 2025 09:05 +0260", "2025-07-16T09:05" },
	{ "16 Jul 2025 09:05 ~", "2025-07-16T09:05" },
};

static void
check_date(const char *body, const char *want)
{
	struct buf b = buf_mem();
	struct mailfield_date d;

	if (mailfield_date(str_from(body), &d)) {
		int64_t day = d.minutes / 1440, min = d.minutes % 1440;

		date_put(&b, (struct moment){ (int32_t)(min < 0 ? day - 1 : day),
				 (int32_t)(min < 0 ? min + 1440 : min) });
		buf_str(&b, d.zoned ? STR("z") : STR(""));
	} else {
		buf_str(&b, STR("none"));
	}
	check_buf(body, want, &b);
	buf_release(&b);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
		check_addresses(addresses[i].list, addresses[i].want);
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		check_ids(ids[i].list, ids[i].want);
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		check_date(dates[i].body, dates[i].want);
	return unit_end("field");
}
