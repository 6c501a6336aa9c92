#include "draft/mailword.h"

#include "draft/charset.h"

enum { PIECES = 64 }; /* of one parameter, RFC 2231 */

/* Decodes ESCAPE XX; with underscore, '_' is a space (RFC 2047, 4.2). */
static void
put_quoted(struct buf *b, struct str s, char escape, bool underscore)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == escape && i + 2 < s.n && str_hex(s.p[i + 1]) >= 0 &&
		    str_hex(s.p[i + 2]) >= 0) {
			buf_char(b, (char)(str_hex(s.p[i + 1]) << 4 | str_hex(s.p[i + 2])));
			i += 2;
		} else {
			buf_char(b, underscore && s.p[i] == '_' ? ' ' : s.p[i]);
		}
	}
}

static int
digit64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void
put_base64(struct buf *b, struct str s)
{
	uint32_t w = 0;
	int bits = 0;

	for (size_t i = 0; i < s.n; i++) {
		int d = digit64(s.p[i]);

		if (d < 0)
			continue;
		w = w << 6 | (uint32_t)d;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			buf_char(b, (char)(w >> bits & 0xff));
		}
	}
}

struct word {
	struct str charset, text;
	char encoding;   /* 'b' or 'q' */
	const char *end; /* behind its "?=" */
};

/* Reads the encoded word that begins at p: =?CHARSET?B?TEXT?= */
static bool
word_at(const char *p, const char *end, struct word *w)
{
	struct str rest = str_span(p, end);
	const char *q;

	if (!str_starts(rest, STR("=?")))
		return false;
	rest = (struct str){ p + 2, rest.n - 2 };
	if (rest.n > 1000)
		/* every "?=" is searched for from every "=?", so this keeps the cost linear */
		rest.n = 1000;
	w->charset = str_cut(&rest, '?');
	if (!rest.p || w->charset.n == 0 || rest.n < 4 || rest.p[1] != '?')
		return false;
	w->encoding = (char)(rest.p[0] | 0x20);
	if (w->encoding != 'b' && w->encoding != 'q')
		return false;
	rest = (struct str){ rest.p + 2, rest.n - 2 };
	for (q = rest.p; q + 1 < rest.p + rest.n; q++)
		if (q[0] == '?' && q[1] == '=') {
			w->text = str_span(rest.p, q);
			w->end = q + 2;
			/* followed by a language: RFC 2231, 5 */
			w->charset = str_cut(&w->charset, '*');
			return true;
		}
	return false;
}

/* Appends what was collected in one character set. */
static void
flush(struct buf *b, struct str charset, struct buf *bytes)
{
	charset_put(b, charset, buf_view(bytes));
	bytes->n = 0;
}

void
mailword_put(struct buf *b, struct str body)
{
	const char *p = body.p, *end = str_end(body), *plain = p;
	struct buf bytes = buf_mem(); /* of adjacent words */
	struct str charset = STR("");
	struct word w;

	while (p < end) {
		const char *q = plain;

		if (!word_at(p, end, &w)) {
			p++;
			continue;
		}
		while (q < p && str_blank(*q))
			q++;
		/* Blanks between two words aren't text (RFC 2047, 6.2). */
		if (q < p || charset.n == 0) {
			flush(b, charset, &bytes);
			charset_put_raw(b, str_span(plain, p));
		} else if (!str_alike(charset, w.charset)) {
			flush(b, charset, &bytes);
		}
		charset = w.charset;
		if (w.encoding == 'b')
			put_base64(&bytes, w.text);
		else
			put_quoted(&bytes, w.text, '=', true);
		plain = p = w.end;
	}
	flush(b, charset, &bytes);
	charset_put_raw(b, str_span(plain, end));
	buf_release(&bytes);
}

/* What follows the comments that s begins with, if any (RFC 2045, 5.1). */
static struct str
after_comments(struct str s)
{
	for (s = str_trim(s); s.n && *s.p == '('; s = str_trim(s))
		str_cut(&s, ')');
	return s;
}

struct str
mailword_first(struct str body)
{
	struct str first = after_comments(body);

	first = str_cut(&first, ';');
	return str_trim(str_cut(&first, '('));
}

/* A value without the comment that ends it.  Other parentheses belong to the value: senders
 * leave out the quotes of `list (2).pdf`. */
static struct str
without_comment(struct str v)
{
	for (size_t i = 1; v.n && v.p[v.n - 1] == ')' && *v.p != '"' && i < v.n; i++)
		if (v.p[i] == '(' && str_blank(v.p[i - 1]))
			v.n = i;
	return str_trim(v);
}

/* Takes the next NAME=VALUE after a ';'; quotes stay in the value. */
static bool
next_param(struct str *body, struct str *name, struct str *value)
{
	const char *p = body->p, *end = str_end(*body), *from;
	bool quoted = false;

	while (p < end && *p != ';')
		p++;
	if (p == end)
		return false;
	from = ++p;
	while (p < end && *p != '=' && *p != ';')
		p++;
	*name = without_comment(after_comments(str_span(from, p)));
	if (p < end && *p == '=')
		p++;
	from = p;
	for (; p < end && (quoted || *p != ';'); p++) {
		if (quoted && *p == '\\' && p + 1 < end)
			p++;
		else if (*p == '"')
			quoted = !quoted;
	}
	*value = without_comment(str_trim(str_span(from, p)));
	*body = str_span(p, end);
	return true;
}

/* Appends a value without its quotes, if it has any. */
static void
put_unquoted(struct buf *b, struct str v)
{
	if (v.n == 0 || v.p[0] != '"') {
		buf_str(b, v);
		return;
	}
	for (size_t i = 1; i < v.n && v.p[i] != '"'; i++) {
		if (v.p[i] == '\\' && i + 1 < v.n)
			i++;
		buf_char(b, v.p[i]);
	}
}

/* A piece of a parameter: NAME, NAME*, NAME*0, NAME*0*. */
struct param_piece {
	int number;   /* -1: the whole value */
	bool encoded; /* as %XX, the first piece with CHARSET'LANGUAGE' before it */
	struct str value;
};

static bool
is_piece(struct str name, struct str wanted, struct param_piece *p)
{
	struct str rest;

	if (name.n < wanted.n || !str_alike((struct str){ name.p, wanted.n }, wanted))
		return false;
	rest = (struct str){ name.p + wanted.n, name.n - wanted.n };
	*p = (struct param_piece){ .number = -1 };
	if (rest.n == 0)
		return true;
	if (rest.p[0] != '*')
		return false;
	p->encoded = rest.p[rest.n - 1] == '*';
	p->number = 0;
	for (size_t i = 1; i < rest.n - (rest.n > 1 && p->encoded); i++) {
		if (rest.p[i] < '0' || rest.p[i] > '9' || p->number >= PIECES)
			return false;
		p->number = p->number * 10 + (rest.p[i] - '0');
	}
	return p->number < PIECES;
}

static void
put_pieces(struct buf *b, const struct param_piece pieces[PIECES])
{
	struct buf bytes = buf_mem(), raw = buf_mem();
	struct str charset = STR("UTF-8");

	for (int i = 0; i < PIECES && pieces[i].value.p; i++) {
		struct str v;

		raw.n = 0;
		put_unquoted(&raw, pieces[i].value);
		v = buf_view(&raw);
		if (i == 0 && pieces[i].encoded) {
			struct str rest = v, set = str_cut(&rest, '\'');

			if (rest.p) {
				str_cut(&rest, '\'');
				/* The set's name must outlive raw, so it is taken from the
				 * value itself. */
				charset = (struct str){ pieces[i].value.p, set.n };
				if (charset.n && *charset.p == '"')
					charset.p++;
				v = rest.p ? rest : v;
			}
		}
		if (pieces[i].encoded)
			put_quoted(&bytes, v, '%', false);
		else
			buf_str(&bytes, v);
	}
	charset_put(b, charset, buf_view(&bytes));
	buf_release(&bytes);
	buf_release(&raw);
}

bool
mailword_put_param(struct buf *b, struct str body, struct str name)
{
	struct param_piece pieces[PIECES] = { 0 }, plain = { 0 }, p;
	struct str key, value;

	while (next_param(&body, &key, &value))
		if (is_piece(key, name, &p)) {
			p.value = value;
			if (p.number >= 0 && !pieces[p.number].value.p)
				pieces[p.number] = p;
			else if (p.number < 0 && !plain.value.p)
				plain = p;
		}
	if (pieces[0].value.p) {
		put_pieces(b, pieces);
	} else if (plain.value.p) {
		struct buf raw = buf_mem();

		put_unquoted(&raw, plain.value);
		mailword_put(b, buf_view(&raw)); /* against the standards, but common */
		buf_release(&raw);
	}
	return pieces[0].value.p || plain.value.p;
}
