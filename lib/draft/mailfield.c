#include "draft/mailfield.h"

#include "draft/mail.h"

/* The end of the comment that begins at p; comments nest. */
static const char *
after_comment(const char *p, const char *end)
{
	size_t depth = 0;

	do {
		if (*p == '\\' && p + 1 < end)
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')')
			depth--;
		p++;
	} while (p < end && depth);
	return p;
}

static const char *
after_quote(const char *p, const char *end)
{
	for (p++; p < end && *p != '"'; p++)
		if (*p == '\\' && p + 1 < end)
			p++;
	return p < end ? p + 1 : end;
}

/* Can it precede the ':' within < > (RFC 5322, 4.4): @a,@b? */
static bool
is_route(struct str s)
{
	return s.n && (*s.p == '@' || *s.p == ',');
}

/* Blanks separate words, but not around '.' or '@' (RFC 5322, 4.4), nor within < >. */
static void
put_bare(struct buf *b, char c, bool angle)
{
	bool joins = c == '.' || c == '@';

	if (!str_blank(c)) {
		while (joins && b->n && b->p[b->n - 1] == ' ')
			b->n--;
		buf_char(b, c);
	} else if (b->n && !angle && !strchr(". @", b->p[b->n - 1])) {
		buf_char(b, ' ');
	}
}

/* Reads one mailbox of a list into b: what is in its last < >, else its bare words.  A
 * quoted string leaves a mark, so that what contains one isn't a plain address. */
static const char *
read_mailbox(const char *p, const char *end, struct buf *b)
{
	bool angle = false, closed = false;

	b->n = 0;
	while (p < end && (angle || (*p != ',' && *p != ';'))) {
		if (*p == '(') {
			p = after_comment(p, end);
			continue;
		}
		if (*p == '"') {
			p = after_quote(p, end);
			if (!closed)
				buf_char(b, '"');
			continue;
		}
		if (*p == '<') {
			angle = true;
			closed = false;
			b->n = 0;
		} else if (*p == '>' && angle) {
			angle = false;
			closed = true;
		} else if (*p == ':' && !closed && (!angle || is_route(buf_view(b)))) {
			b->n = 0; /* what came before was a group's name, or a route */
		} else if (!closed) {
			put_bare(b, *p, angle);
		}
		p++;
	}
	if (angle)
		b->n = 0; /* never closed: nobody knows what was meant */
	while (b->n && b->p[b->n - 1] == ' ')
		b->n--;
	return p < end ? p + 1 : end;
}

struct str
mailfield_next_address(struct str *body, struct buf *b)
{
	const char *p = body->p, *end = str_end(*body);

	while (p < end) {
		p = read_mailbox(p, end, b);
		if (b->n && mail_is_address(buf_view(b))) {
			*body = str_span(p, end);
			return buf_view(b);
		}
	}
	*body = (struct str){ end, 0 };
	return (struct str){ NULL, 0 };
}

struct str
mailfield_next_id(struct str *body)
{
	const char *p = body->p, *end = str_end(*body);

	while (p < end) {
		const char *close;

		if (*p == '(') {
			p = after_comment(p, end);
			continue;
		}
		if (*p == '"') {
			p = after_quote(p, end);
			continue;
		}
		if (*p++ != '<')
			continue;
		/* no id contains one */
		for (close = p; close < end && *close != '>' && *close != '<';)
			close++;
		if (close < end && *close == '>' && mail_is_id(str_span(p, close))) {
			*body = str_span(close + 1, end);
			return str_span(p, close);
		}
	}
	*body = (struct str){ end, 0 };
	return (struct str){ NULL, 0 };
}

/* --- dates --------------------------------------------------------------- */

enum { TOKENS = 24 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Does c end the token that begins with first?  A zone may follow the time directly. */
static bool
ends_token(char first, char c)
{
	return str_blank(c) || strchr(",:(", c) ||
	       (is_digit(first) && (c == '+' || c == '-' || is_letter(c)));
}

/* Splits a date into words, numbers, zones and each ':', without comments and commas. */
static size_t
tokenize(struct str s, struct str tokens[TOKENS])
{
	const char *p = s.p, *end = str_end(s);
	size_t n = 0;

	while (p < end && n < TOKENS) {
		const char *from;

		if (*p == '(') {
			p = after_comment(p, end);
			continue;
		}
		if (str_blank(*p) || *p == ',') {
			p++;
			continue;
		}
		from = p++;
		while (*from != ':' && p < end && !ends_token(*from, *p))
			p++;
		tokens[n++] = str_span(from, p);
	}
	return n;
}

static bool
digits(struct str s, size_t least, size_t most, int *out)
{
	int n = s.n < least || s.n > most ? -1 : str_number(s);

	if (n >= 0)
		*out = n;
	return n >= 0;
}

const char mailfield_months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* 1 to 12, 0 if it isn't a month; only the first three letters count. */
static int
month(struct str s)
{
	for (int m = 0; m < 12 && s.n >= 3; m++)
		if (str_alike((struct str){ s.p, 3 },
			(struct str){ mailfield_months + (size_t)3 * (size_t)m, 3 }))
			return m + 1;
	return 0;
}

/* Reads hh:mm or hh:mm:ss from *t on, and moves *t past it. */
static bool
clock_time(const struct str **t, const struct str *end, int *minutes)
{
	int n[3] = { 0 }, i = 0;

	for (; i < 3; i++) {
		if (i && (*t == end || !str_eq(**t, STR(":"))))
			break;
		*t += i > 0;
		if (*t == end || !digits(**t, i ? 2 : 1, 2, &n[i]))
			return false;
		++*t;
	}
	*minutes = n[0] * 60 + n[1];
	return i > 1 && n[0] <= 23 && n[1] <= 59 && n[2] <= 60;
}

/* Minutes east of UTC.  Knows the names in RFC 5322, 4.3; others tell nothing, and count as
 * UTC, as required there. */
static bool
zone(struct str s, int *east)
{
	static const struct {
		struct str name;
		int hours;
	} zones[] = { { { "EST", 3 }, -5 }, { { "EDT", 3 }, -4 }, { { "CST", 3 }, -6 },
		{ { "CDT", 3 }, -5 }, { { "MST", 3 }, -7 }, { { "MDT", 3 }, -6 },
		{ { "PST", 3 }, -8 }, { { "PDT", 3 }, -7 } };
	int n;

	if (s.n == 8 && (str_starts(s, STR("GMT")) || str_starts(s, STR("UTC"))))
		s = (struct str){ s.p + 3, 5 }; /* as JavaScript writes it: GMT+0200 */
	if (s.n == 5 && (s.p[0] == '+' || s.p[0] == '-') &&
	    digits((struct str){ s.p + 1, 4 }, 4, 4, &n)) {
		*east = (n / 100 * 60 + n % 100) * (s.p[0] == '-' ? -1 : 1);
		return n / 100 < 24 && n % 100 < 60;
	}
	if (s.n == 0 || !is_letter(s.p[0]))
		return false;
	*east = 0;
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		if (str_alike(s, zones[i].name))
			*east = zones[i].hours * 60;
	return true;
}

static bool
year(struct str s, int *y)
{
	if (!digits(s, 2, 4, y))
		return false;
	if (s.n < 4)
		*y += s.n == 2 && *y < 50 ? 2000 : 1900;
	return true;
}

/* Reads day and month, in either order, from t[0] and t[1]. */
static bool
day_and_month(const struct str *t, int *d, int *m)
{
	if (digits(t[0], 1, 2, d))
		*m = month(t[1]);
	else if (digits(t[1], 1, 2, d))
		*m = month(t[0]);
	else
		return false;
	return *m > 0;
}

/* Reads a date that begins at t. */
static bool
date_at(const struct str *t, const struct str *end, struct mailfield_date *out)
{
	struct ymd date;
	int minutes, east = 0;
	bool late, zoned;

	if (end - t < 4 || !day_and_month(t, &date.d, &date.m))
		return false;
	t += 2;
	/* asctime(3) has the year last, date(1) the zone before it */
	late = str_eq(t[1], STR(":"));
	if ((!late && !year(*t++, &date.y)) || !clock_time(&t, end, &minutes))
		return false;
	zoned = t < end && zone(*t, &east);
	t += zoned;
	if (late && (t == end || !year(*t++, &date.y)))
		return false;
	zoned = zoned || (t < end && zone(*t, &east));
	if (date.y < 1900 || date.d < 1 || date.d > date_month_length(date.y, date.m))
		return false;
	*out = (struct mailfield_date){ (int64_t)date_day(date) * 1440 + minutes, zoned };
	if (zoned)
		out->minutes -= east;
	return true;
}

bool
mailfield_date(struct str body, struct mailfield_date *out)
{
	struct str tokens[TOKENS];
	const struct str *t = tokens, *end = t + tokenize(body, tokens);

	while (t < end && !date_at(t, end, out))
		t++; /* the weekday, or whatever takes its place */
	return t < end;
}
