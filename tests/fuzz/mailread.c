/*
 * mailread.c: arbitrary mails and mailboxes.  Fields keep to their limits; addresses
 * and ids are such as may be in a header; names and subjects made plain are safe;
 * CRLF gives the same; and the records that fu-mail makes are accepted.
 */
#include "fuzz.h"

#include "base/plain.h"
#include "draft/mail.h"
#include "draft/mailfield.h"
#include "draft/mailread.h"
#include "draft/mailword.h"
#include "record/scan.h"

#include <stdlib.h>

static const char book[] = "deal +acme Widgets\n"
			   "who @jane side:them mail:jane@acme.example Jane Doe\n"
			   "who @me side:us mail:me@us.example\n"
			   "2025-07-01 met @jane\n"
			   "2025-07-02 promise %p1 @jane by:2025-07-20 Deliver a sample\n"
			   "2025-07-02 sent @jane re:recap msgid:a@us.example Recap\n";

struct met {
	size_t n;
	uint64_t print; /* of all fields */
};

static void
check_plain(struct str s, size_t max)
{
	struct buf b = buf_mem();

	plain_put(&b, s, max);
	fuzz_want(b.n <= max && fuzz_is_safe(buf_view(&b)), "a text that is safe and short");
	buf_release(&b);
}

static void
check_fields(const struct mailread *r)
{
	struct buf b = buf_mem();
	struct str list = mailread_field(r, MAIL_TO), s;
	struct mailfield_date date;

	while ((s = mailfield_next_address(&list, &b)).n)
		fuzz_want(mail_is_address(s), "addresses that may stand in a header");
	list = mailread_field(r, MAIL_FROM);
	while ((s = mailfield_next_address(&list, &b)).n)
		fuzz_want(mail_is_address(s), "addresses that may stand in a header");
	list = mailread_field(r, MAIL_REFERENCES);
	while ((s = mailfield_next_id(&list)).n)
		fuzz_want(s.p >= r->field[MAIL_REFERENCES].p, "ids of the field");
	b.n = 0;
	mailword_put(&b, mailread_field(r, MAIL_SUBJECT));
	check_plain(buf_view(&b), 80);
	check_plain(buf_view(&r->attachment), 200);
	mailfield_date(mailread_field(r, MAIL_DATE), &date);
	buf_release(&b);
}

static void
take(void *self, const struct mailread *r)
{
	struct met *seen = self;

	seen->n++;
	for (int f = 0; f < MAIL_FIELDS; f++) {
		struct str s = mailread_field(r, (enum mail_field)f);

		fuzz_want(s.n <= FIELD_MAX, "a field in its limits");
		fuzz_want(!memchr(s.n ? s.p : "", '\n', s.n), "a field unfolded");
		for (size_t i = 0; i < s.n; i++)
			seen->print = seen->print * 31 + (unsigned char)s.p[i];
	}
	check_fields(r);
}

static struct met
read_mails(struct str text)
{
	struct met seen = { 0, 0 };

	fuzz_read_mails(text, take, &seen);
	return seen;
}

static void
check_crlf(struct str s, struct met once)
{
	struct buf b = buf_mem();
	struct met seen;

	while (s.p && s.n) {
		buf_str(&b, str_cut(&s, '\n'));
		if (s.p)
			buf_str(&b, STR("\r\n"));
	}
	seen = read_mails(buf_view(&b));
	fuzz_want(seen.n == once.n && seen.print == once.print, "the same mails with CRLF");
	buf_release(&b);
}

static void
check_program(const uint8_t *p, size_t n)
{
	const char *const mail[] = { "fu-mail", "-m", fuzz_file(0, p, n),
		fuzz_file(1, (const uint8_t *)book, sizeof(book) - 1), NULL };
	const char *parse[] = { "fu-parse", NULL, NULL };
	struct str s;
	int status = fuzz_run(fu_mail_main, mail);

	fuzz_want(status == 0 || status == 1, "no trouble but with the data");
	s = fuzz_printed(1);
	fuzz_want(fuzz_is_safe(s), "records that are safe to print");
	if (!s.n)
		return;
	parse[1] = fuzz_file(2, (const uint8_t *)s.p, s.n);
	fuzz_want(fuzz_run(fu_parse_main, parse) == 0, "records that are accepted");
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str in = { (const char *)p, n };
	struct met once = read_mails(in);

	if (n && !memchr(p, '\r', n))
		check_crlf(in, once);
	fuzz_want(fuzz_free_all(), "no memory left behind");
	setenv("FU_NOW", "2025-07-16", 1);
	if (once.n)
		check_program(p, n);
	return 0;
}
