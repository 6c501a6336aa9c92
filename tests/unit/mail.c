#include "draft/mail.h"

#include "unit.h"

static const struct {
	const char *text;
	bool address, id;
} names[] = {
	{ "a@b.example", true, true },
	{ "a.b!#$%&'*+-/=?^_`{|}~9@b-c.example", true, true },
	{ "a@b", true, true },
	{ "", false, false },
	{ "a", false, false },
	{ "@", false, false },
	{ "a@", false, false },
	{ "@b", false, false },
	{ "a@b@c", false, true },
	{ ".a@b", false, true },
	{ "a.@b", false, true },
	{ "a..b@c", false, true },
	{ "a@b..c", false, true },
	{ "a b@c", false, false },
	{ "a@b\n", false, false },
	{ "a@\303\251.example", false, false },
	{ "\"a\"@b", false, true },
	{ "<a@b>", false, true },
	{ "<a@b", false, false },
	{ "a@b>", false, false },
	{ "<a@b>c@d>", false, false },
	{ "<>", false, false },
	{ "<@>", false, false },
	{ "@@b", false, true },
	{ "a@[192.0.2.1]", false, true },
	{ "a@[]", false, true },
	{ "a@[b", false, true },
	{ "a@b]", false, true },
	{ "a@[b c]", false, false },
};

static void
check_longest(void)
{
	char s[1000];

	memset(s, 'a', sizeof(s));
	s[64] = '@';
	check_int("64 before the @", true, mail_is_address((struct str){ s, 254 }));
	check_int("255 in all", false, mail_is_address((struct str){ s, 255 }));
	check_int("an id of 900", true, mail_is_id((struct str){ s, 900 }));
	check_int("an id of 901", false, mail_is_id((struct str){ s, 901 }));
	s[64] = 'a', s[65] = '@';
	check_int("65 before the @", false, mail_is_address((struct str){ s, 200 }));
}

/* What follows `field` in the mail, up to `end`. */
static void
check_part(const struct mail *m, const char *field, const char *end, const char *want)
{
	struct buf b = buf_mem(), part = buf_mem();
	const char *p, *q;

	mail_put(&b, m, false);
	buf_char(&b, '\0');
	p = strstr(b.p, field);
	q = p ? strstr(p + strlen(field), end) : NULL;
	if (q)
		buf_put(&part, p + strlen(field), (size_t)(q - p) - strlen(field));
	check_buf(field, want, &part);
	buf_release(&b);
	buf_release(&part);
}

static const struct mail plain = {
	.from_name = { "Dana", 4 },
	.from = { "dana@us.example", 15 },
	.to_name = { "Jane", 4 },
	.to = { "jane@acme.example", 17 },
	.seed = { "x", 1 },
};

static void
check_subject(const char *subject, const char *want)
{
	struct mail m = plain;

	m.subject = str_from(subject);
	m.body = STR("Hello\n");
	check_part(&m, "\nSubject: ", "\nMessage-ID", want);
}

static void
check_body(const char *body, const char *want)
{
	struct mail m = plain;

	m.subject = STR("Hello");
	m.body = str_from(body);
	check_part(&m, "\n\n", "<end>", want);
}

#define X10 "xxxxxxxxxx"
#define X60 X10 X10 X10 X10 X10 X10

int
main(void)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		check_int(
		    names[i].text, names[i].address, mail_is_address(str_from(names[i].text)));
		check_int(names[i].text, names[i].id, mail_is_id(str_from(names[i].text)));
	}
	check_longest();
	check_subject("Hello =? there", "=?UTF-8?B?SGVsbG8gPT8gdGhlcmU=?=");
	check_subject("Hello =", "Hello =");
	check_subject(" a", "=?UTF-8?B?IGE=?=");
	check_subject("a ", "=?UTF-8?B?YSA=?=");
	check_subject("a  b", "=?UTF-8?B?YSAgYg==?=");
	check_subject(X60 " b", X60 " b");
	check_subject("a\tb", "=?UTF-8?B?YQli?=");
	check_subject("d\303\251j\303\240", "=?UTF-8?B?ZMOpasOg?=");
	check_body("Short\n<end>", "Short\n");
	check_body(X60 X10 "12345678\n<end>", X60 X10 "12345678\n");
	check_body(X60 X10 "123456789\n<end>", X60 X10 "12345=\n6789\n");
	check_body("tab\there \001 = ~ \177\n<end>", "tab\there =01 =3D ~ =7F\n");
	check_body("a \nb\t\n\303\251\n<end>", "a=20\nb=09\n=C3=A9\n");
	check_body("From here\n<end>", "=46rom here\n");
	return unit_end("mail");
}
