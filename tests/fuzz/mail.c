/*
 * mail.c: a mail written from hostile names, subjects, addresses and bodies has the
 * header fields that it should and no others, and only lines that mail allows.  The
 * lines of the input are the names, the addresses, the subject and the id answered;
 * the rest is the body.  Read back, alone and as one of two in a mailbox, it has the
 * same addresses, names, subject, date, ids and body.
 */
#include "fuzz.h"

#include "draft/mail.h"
#include "draft/mailfield.h"
#include "draft/mailread.h"
#include "draft/mailword.h"

static const char *const fields[] = { "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To",
	"References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding" };

enum { NFIELDS = sizeof(fields) / sizeof(*fields) };

static void
check_header(struct str *rest)
{
	bool seen[NFIELDS] = { false };
	struct str line;

	while ((line = str_cut(rest, '\n')).n) {
		size_t i = 0;
		struct str name = line;

		fuzz_want(line.n <= 998, "header lines that mail takes");
		for (size_t j = 0; j < line.n; j++)
			fuzz_want((unsigned char)line.p[j] < 0x7f &&
				      ((unsigned char)line.p[j] >= 0x20 || line.p[j] == '\t'),
			    "a header of printable ASCII");
		if (*line.p == ' ' || *line.p == '\t')
			continue;
		name = str_cut(&line, ':');
		while (i < NFIELDS && !str_eq(name, str_from(fields[i])))
			i++;
		fuzz_want(i < NFIELDS && !seen[i], "known header fields, each once");
		seen[i] = true;
	}
}

/* --- reading back --------------------------------------------------------- */

struct back {
	const struct mail *mail;
	size_t n; /* messages read */
};

/* The display name in an address field, as people see it. */
static void
put_shown(struct buf *b, struct str field)
{
	size_t end = field.n;

	while (end && field.p[end - 1] != '<')
		end--;
	field = str_trim((struct str){ field.p, end ? end - 1 : 0 });
	if (field.n < 2 || *field.p != '"') {
		mailword_put(b, field);
		return;
	}
	for (size_t i = 1; i + 1 < field.n; i++) {
		i += field.p[i] == '\\';
		buf_char(b, field.p[i]);
	}
}

static void
check_address(struct str field, struct str name, struct str address)
{
	struct buf b = buf_mem();
	struct str list = field;

	if (address.n) {
		fuzz_want(str_eq(mailfield_next_address(&list, &b), address), "the same address");
		fuzz_want(mailfield_next_address(&list, &b).n == 0, "one address");
		b.n = 0;
		put_shown(&b, field);
		fuzz_want(str_eq(buf_view(&b), name), "the same name");
	} else {
		fuzz_want(field.n == 0, "no field without an address");
	}
	buf_release(&b);
}

static void
take(void *self, const struct mailread *r)
{
	struct back *back = self;
	const struct mail *m = back->mail;
	struct buf b = buf_mem();
	struct mailfield_date date;
	struct str reply = mailread_field(r, MAIL_REPLY), id = m->in_reply_to;

	back->n++;
	check_address(mailread_field(r, MAIL_FROM), m->from_name, m->from);
	check_address(mailread_field(r, MAIL_TO), m->to_name, m->to);
	mailword_put(&b, str_trim(mailread_field(r, MAIL_SUBJECT)));
	fuzz_want(str_eq(buf_view(&b), m->subject), "the same subject");
	fuzz_want(mailfield_date(mailread_field(r, MAIL_DATE), &date) && date.zoned &&
		      date.minutes == (int64_t)m->date.day * 1440 + m->date.min - m->zone,
	    "the same date");
	if (id.n && *id.p == '<')
		id = (struct str){ id.p + 1, id.n - 2 };
	fuzz_want(str_eq(mailfield_next_id(&reply), id), "the same id answered");
	fuzz_want(r->attachment.n == 0 && !r->automatic, "a letter, and nothing but it");
	buf_release(&b);
}

static size_t
read_back(const struct mail *m, struct str text)
{
	struct back back = { m, 0 };

	fuzz_want(fuzz_read_mails(text, take, &back) == 0, "no error");
	return back.n;
}

/* Decodes quoted-printable (RFC 2045, 6.7). */
static void
put_unquoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '=')
			buf_char(b, s.p[i]);
		else if (i + 1 < s.n && s.p[i + 1] == '\n')
			i++;
		else {
			fuzz_want(i + 2 < s.n, "two digits behind =");
			buf_char(b, (char)(str_hex(s.p[i + 1]) * 16 + str_hex(s.p[i + 2])));
			i += 2;
		}
	}
}

/* The body is the same, except for a newline at its end if it had none. */
static void
check_body(struct str out, struct str body)
{
	struct buf b = buf_mem();
	bool quoted = false;

	for (struct str line; (line = str_cut(&out, '\n')).n;)
		quoted |= str_eq(line, STR("Content-Transfer-Encoding: quoted-printable"));
	if (quoted && out.p)
		put_unquoted(&b, out);
	else if (out.p)
		buf_str(&b, out);
	if (b.n == body.n + 1 && b.p[b.n - 1] == '\n')
		b.n--;
	fuzz_want(str_eq(buf_view(&b), body), "the same body");
	buf_release(&b);
}

static void
check_back(const struct mail *m, struct str out)
{
	struct buf box = buf_mem();

	fuzz_want(read_back(m, out) == 1, "one mail");
	check_body(out, m->body);
	mail_put(&box, m, true);
	mail_put(&box, m, true);
	fuzz_want(read_back(m, buf_view(&box)) == 2, "two mails");
	buf_release(&box);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str rest = { (const char *)p, n }, parts[6], out;
	struct buf b = buf_mem();
	struct mail m;

	for (int i = 0; i < 6; i++)
		parts[i] = rest.p ? str_cut(&rest, '\n') : STR("");
	m = (struct mail){ .from_name = parts[0],
		.from = mail_is_address(parts[1]) ? parts[1] : STR(""),
		.to_name = parts[2],
		.to = mail_is_address(parts[3]) ? parts[3] : STR(""),
		.subject = parts[4],
		.date = { 20285, 600 },
		.zone = 60,
		.seed = parts[0],
		.in_reply_to = mail_is_id(parts[5]) ? parts[5] : STR(""),
		.body = rest.p ? rest : STR("") };
	if (!fuzz_is_safe((struct str){ (const char *)p, n }) || memchr(p, '\t', n)) {
		buf_release(&b);
		return 0; /* no record can hold it */
	}
	mail_put(&b, &m, false);
	check_back(&m, buf_view(&b));
	out = buf_view(&b);
	check_header(&out);
	while (out.p && out.n) {
		struct str line = str_cut(&out, '\n');

		fuzz_want(line.n <= 998, "body lines that mail takes");
		fuzz_want(!str_starts(line, STR("From ")), "no line that begins a mailbox");
	}
	buf_release(&b);
	fuzz_want(fuzz_free_all(), "no memory left behind");
	return 0;
}
