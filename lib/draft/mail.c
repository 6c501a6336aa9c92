#include "draft/mail.h"
#include "draft/mailfield.h"

#include "base/utf8.h"

#include <stdint.h>

/* WORD_BYTES make 52 of base64: a line of at most 76 */
enum { LINE = 76, NAME_BYTES = 60, WORD_BYTES = 39 };

static const char weekdays[] = "MonTueWedThuFriSatSun";

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Is it atoms (RFC 5322, 3.2.3) separated by single dots? */
static bool
is_dot_atom(struct str s)
{
	if (s.n == 0 || s.p[0] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && s.p[i + 1] == '.')
			return false;
		if (s.p[i] != '.' && !is_alnum(s.p[i]) &&
		    !(s.p[i] && strchr("!#$%&'*+-/=?^_`{|}~", s.p[i])))
			return false;
	}
	return true;
}

bool
mail_is_address(struct str s)
{
	struct str domain = s, local = str_cut(&domain, '@');

	/* RFC 5321, 4.5.3.1: 64 bytes before the @, 254 in all. */
	return s.n <= 254 && local.n <= 64 && domain.p && is_dot_atom(local) && is_dot_atom(domain);
}

struct str
mail_first(struct str s)
{
	struct str rest = s, first = str_trim(str_cut(&rest, ','));

	if (!mail_is_address(first))
		return s;
	while (rest.p)
		if (!mail_is_address(str_trim(str_cut(&rest, ','))))
			return s;
	return first;
}

struct str
mail_bare_id(struct str s)
{
	if (s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>')
		return (struct str){ s.p + 1, s.n - 2 };
	return s;
}

/* Programs make ids of all forms, and an answer repeats the one it got (RFC 5322, 3.6.4),
 * so only what could end one is excluded. */
bool
mail_is_id(struct str s)
{
	struct str id = mail_bare_id(s);
	const char *at = id.n ? memchr(id.p + 1, '@', id.n - 1) : NULL;

	for (size_t i = 0; i < id.n; i++)
		if (id.p[i] <= ' ' || id.p[i] > '~' || id.p[i] == '<' || id.p[i] == '>')
			return false;
	return id.n <= 900 && at && at + 1 < str_end(id);
}

/* Is it printable ASCII and the byte c?  Looks at all bytes, so that the compiler can take
 * many at once. */
static bool
is_plain_but(struct str s, char c)
{
	unsigned char other = 0;

	for (size_t i = 0; i < s.n; i++)
		other |= (unsigned char)(((unsigned char)(s.p[i] - 0x20) > 0x7e - 0x20) &
					 (s.p[i] != c));
	return !other;
}

/* Can s be in a header as it is, folded at its blanks? */
static bool
folds(struct str s)
{
	if (!is_plain_but(s, ' '))
		return false;
	while (s.n) {
		struct str word = str_cut(&s, ' '), rest = word;

		/* no runs of blanks, which folding would lose, and nothing that looks like
		 * an encoded word */
		if (word.n == 0 || word.n > 60 || (s.p && s.n == 0))
			return false;
		for (str_cut(&rest, '='); rest.n; str_cut(&rest, '='))
			if (*rest.p == '?')
				return false;
	}
	return true;
}

/* n is at most WORD_BYTES. */
static void
put_base64(struct buf *b, const unsigned char *p, size_t n)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char out[WORD_BYTES / 3 * 4], *q = out;

	for (size_t i = 0; i < n; i += 3, q += 4) {
		uint32_t w = (uint32_t)p[i] << 16;

		w |= i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0;
		w |= i + 2 < n ? p[i + 2] : 0;
		q[0] = digits[w >> 18 & 63];
		q[1] = digits[w >> 12 & 63];
		q[2] = i + 1 < n ? digits[w >> 6 & 63] : '=';
		q[3] = i + 2 < n ? digits[w & 63] : '=';
	}
	buf_str(b, str_span(out, q));
}

/* Writes encoded words, one a line, without splitting a character. */
static void
put_encoded(struct buf *b, struct str s)
{
	const char *p = s.p, *end = str_end(s);

	while (p < end) {
		const char *q = end - p > WORD_BYTES ? p + WORD_BYTES : end;

		for (int i = 0; i < 3 && q < end && ((unsigned char)*q & 0xc0) == 0x80; i++)
			q--;
		if (p > s.p)
			buf_str(b, STR("\n "));
		buf_str(b, STR("=?UTF-8?B?"));
		put_base64(b, (const unsigned char *)p, (size_t)(q - p));
		buf_str(b, STR("?="));
		p = q;
	}
}

/* Writes plain text folded at its blanks; the line has col bytes already. */
static void
put_folded(struct buf *b, struct str s, size_t col)
{
	while (s.p) {
		struct str word = str_cut(&s, ' ');

		if (col + word.n > LINE && col > 1) {
			b->n -= b->p[b->n - 1] == ' ';
			buf_str(b, STR("\n "));
			col = 1;
		}
		buf_str(b, word);
		if (s.p)
			buf_char(b, ' ');
		col += word.n + 1;
	}
}

static void
put_text_field(struct buf *b, struct str name, struct str value)
{
	buf_str(b, name);
	buf_str(b, STR(": "));
	if (folds(value))
		put_folded(b, value, name.n + 2);
	else
		put_encoded(b, value);
	buf_char(b, '\n');
}

/* Writes a display name: quoted if it is plain and short, else encoded (RFC 5322, 3.4). */
static void
put_name(struct buf *b, struct str name)
{
	size_t escapes = 0;

	for (size_t i = 0; i < name.n; i++)
		escapes += name.p[i] == '"' || name.p[i] == '\\';
	if (!folds(name) || name.n + escapes > NAME_BYTES) {
		put_encoded(b, name);
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '"' || name.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, name.p[i]);
	}
	buf_char(b, '"');
}

/* The length of the last line of a field that began at start. */
static size_t
column(const struct buf *b, size_t start)
{
	size_t at = b->n;

	while (at > start && b->p[at - 1] != '\n')
		at--;
	return b->n - at;
}

static void
put_address_field(struct buf *b, struct str field, struct str name, struct str address)
{
	size_t start = b->n;

	if (!address.n)
		return;
	buf_str(b, field);
	buf_str(b, STR(": "));
	if (name.n) {
		put_name(b, name);
		if (column(b, start) + STR(" <>").n + address.n > LINE)
			buf_char(b, '\n');
		buf_char(b, ' ');
	}
	buf_char(b, '<');
	buf_str(b, address);
	buf_str(b, STR(">\n"));
}

static void
put_date(struct buf *b, struct moment m, int zone)
{
	struct ymd d = date_ymd(m.day);
	int off = zone < 0 ? -zone : zone, min = m.min < 0 ? 0 : m.min;

	buf_put(b, weekdays + (size_t)3 * (size_t)date_weekday(m.day), 3);
	buf_str(b, STR(", "));
	buf_int(b, d.d);
	buf_char(b, ' ');
	buf_put(b, mailfield_months + (size_t)3 * (size_t)(d.m - 1), 3);
	buf_char(b, ' ');
	buf_digits(b, (uint64_t)d.y, 4);
	buf_char(b, ' ');
	buf_digits(b, (uint64_t)min / 60, 2);
	buf_char(b, ':');
	buf_digits(b, (uint64_t)min % 60, 2);
	buf_str(b, STR(":00 "));
	buf_char(b, zone < 0 ? '-' : '+');
	buf_digits(b, (uint64_t)off / 60, 2);
	buf_digits(b, (uint64_t)off % 60, 2);
}

/* The same draft gets the same id each time.  The id also tells what the draft is about, if
 * no subject can. */
static void
put_message_id(struct buf *b, const struct mail *m)
{
	struct str domain = m->from;

	buf_str(b, STR("Message-ID: <fu."));
	buf_fnv(b, m->seed, BUF_FNV);
	if (m->kinds) {
		buf_char(b, '.');
		buf_int(b, m->kinds);
	}
	buf_char(b, '@');
	if (domain.n) {
		str_cut(&domain, '@');
		buf_str(b, domain);
	} else {
		buf_str(b, STR("localhost.invalid"));
	}
	buf_str(b, STR(">\n"));
}

static bool
is_short_ascii(struct str body)
{
	while (body.n) {
		struct str line = str_cut(&body, '\n');

		if (line.n > 78 || !is_plain_but(line, '\t'))
			return false;
	}
	return true;
}

static bool
has_from_line(struct str body)
{
	struct str line;

	while (body.p) {
		line = str_cut(&body, '\n');
		if (str_starts(line, STR("From ")))
			return true;
	}
	return false;
}

/* Does the byte stand for itself in quoted-printable? */
static bool
is_quoted_plain(char c)
{
	return (c >= 0x20 && c <= 0x7e && c != '=') || c == '\t';
}

static void
put_quoted(struct buf *b, const char *p, const char *end)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; p < end; p++) {
		unsigned char c = (unsigned char)*p;

		buf_put(b, (const char[]){ '=', digits[c >> 4], digits[c & 15] }, 3);
	}
}

/* The end of the bytes from p on that stand for themselves, at most n of them. */
static const char *
pass_plain(const char *p, const char *end, size_t n)
{
	if ((size_t)(end - p) > n)
		end = p + n;
	if (is_plain_but(str_span(p, end), '\t') && !memchr(p, '=', (size_t)(end - p)))
		return end;
	while (p < end && is_quoted_plain(*p))
		p++;
	return p;
}

/* Writes one line in quoted-printable, with soft breaks between characters; a blank at its
 * end is encoded, and no resulting line begins with "From ". */
static void
put_quoted_line(struct buf *b, struct str line)
{
	const char *p = line.p, *end = p + line.n;
	const char *blank = line.n && (end[-1] == ' ' || end[-1] == '\t') ? end - 1 : end;
	size_t room = LINE - 1; /* left in the resulting line */

	while (p < end) {
		bool from = room == LINE - 1 && str_starts(str_span(p, end), STR("From "));
		const char *q = from ? p : pass_plain(p, blank, room);

		buf_put(b, p, (size_t)(q - p));
		room -= (size_t)(q - p);
		p = q;
		if (p == end)
			break;
		utf8_step(&q, end);
		if (room < 3 * (size_t)(q - p)) {
			buf_str(b, STR("=\n"));
			room = LINE - 1;
			continue;
		}
		put_quoted(b, p, q);
		room -= 3 * (size_t)(q - p);
		p = q;
	}
}

static void
put_body(struct buf *b, struct str body)
{
	bool is_short = is_short_ascii(body), quoted = !is_short || has_from_line(body);

	buf_str(b, STR("MIME-Version: 1.0\nContent-Type: text/plain; charset="));
	buf_str(b, is_short ? STR("us-ascii") : STR("utf-8"));
	buf_str(b, STR("\nContent-Transfer-Encoding: "));
	buf_str(b, quoted ? STR("quoted-printable\n\n") : STR("7bit\n\n"));
	if (!quoted) {
		buf_str(b, body);
		if (body.n && body.p[body.n - 1] != '\n')
			buf_char(b, '\n');
		return;
	}
	while (body.n) {
		put_quoted_line(b, str_cut(&body, '\n'));
		buf_char(b, '\n');
	}
}

/* Writes the "From " line of a mailbox: sender, then the date in asctime(3)'s form. */
static void
put_separator(struct buf *b, const struct mail *m)
{
	struct ymd d = date_ymd(m->date.day);
	int min = m->date.min < 0 ? 0 : m->date.min;

	buf_str(b, STR("From "));
	buf_str(b, m->from.n ? m->from : STR("MAILER-DAEMON"));
	buf_char(b, ' ');
	buf_put(b, weekdays + (size_t)3 * (size_t)date_weekday(m->date.day), 3);
	buf_char(b, ' ');
	buf_put(b, mailfield_months + (size_t)3 * (size_t)(d.m - 1), 3);
	buf_str(b, d.d < 10 ? STR("  ") : STR(" "));
	buf_int(b, d.d);
	buf_char(b, ' ');
	buf_digits(b, (uint64_t)min / 60, 2);
	buf_char(b, ':');
	buf_digits(b, (uint64_t)min % 60, 2);
	buf_str(b, STR(":00 "));
	buf_digits(b, (uint64_t)d.y, 4);
	buf_char(b, '\n');
}

void
mail_put(struct buf *b, const struct mail *given, bool mbox)
{
	struct mail good = *given;
	const struct mail *m = &good;
	struct str reply = mail_bare_id(m->in_reply_to);

	if (!mail_is_address(good.from))
		good.from = STR("");
	if (!mail_is_address(good.to))
		good.to = STR("");
	if (mbox)
		put_separator(b, m);
	buf_str(b, STR("Date: "));
	put_date(b, m->date, m->zone);
	buf_char(b, '\n');
	put_address_field(b, STR("From"), m->from_name, m->from);
	put_address_field(b, STR("To"), m->to_name, m->to);
	put_text_field(b, STR("Subject"), m->subject);
	put_message_id(b, m);
	if (mail_is_id(reply)) {
		static const struct str fields[] = { { "In-Reply-To: <", 14 },
			{ "References: <", 13 } };

		for (int i = 0; i < 2; i++) {
			buf_str(b, fields[i]);
			buf_str(b, reply);
			buf_str(b, STR(">\n"));
		}
	}
	put_body(b, m->body);
	if (mbox)
		buf_char(b, '\n');
}
