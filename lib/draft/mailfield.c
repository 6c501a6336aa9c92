#include "draft/mailfield.h"

#include "draft/mail.h"

/* Behind the comment that begins at p; comments nest. */
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

/* One mailbox of a list: what stands in its last < >, else its bare words, in b;
 * a quoted string leaves a mark, so that what holds one is no plain address. */
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
		} else if (*p == ':' && !angle && !closed) {
			b->n = 0; /* what stood before was the name of a group */
		} else if (!str_blank(*p) && !closed) {
			buf_char(b, *p);
		} else if (str_blank(*p) && !closed && b->n && !angle) {
			buf_char(b, ' ');
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
		if (*p++ != '<')
			continue;
		if (!(close = memchr(p, '>', (size_t)(end - p))))
			break;
		if (mail_is_id(str_span(p, close))) {
			*body = str_span(close + 1, end);
			return str_span(p, close);
		}
	}
	*body = (struct str){ end, 0 };
	return (struct str){ NULL, 0 };
}

/* --- dates --------------------------------------------------------------- */

enum { TOKENS = 12 };

/* Words, numbers and zones of a date, comments and commas left out. */
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
		from = p;
		while (p < end && !str_blank(*p) && *p != ',' && *p != '(')
			p++;
		tokens[n++] = str_span(from, p);
	}
	return n;
}

static bool
digits(struct str s, size_t least, size_t most, int *out)
{
	int n = 0;

	if (s.n < least || s.n > most)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
	}
	*out = n;
	return true;
}

const char mailfield_months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* 1 to 12, 0 for no month; longer names begin alike. */
static int
month(struct str s)
{
	for (int m = 0; m < 12 && s.n >= 3; m++)
		if (str_alike((struct str){ s.p, 3 },
			(struct str){ mailfield_months + (size_t)3 * (size_t)m, 3 }))
			return m + 1;
	return 0;
}

/* hh:mm or hh:mm:ss. */
static bool
clock_time(struct str s, int *minutes)
{
	int h, m, sec = 0;
	struct str hour = str_cut(&s, ':'), min;

	if (!s.p)
		return false;
	min = str_cut(&s, ':');
	if (!digits(hour, 1, 2, &h) || !digits(min, 2, 2, &m) || (s.p && !digits(s, 2, 2, &sec)) ||
	    h > 23 || m > 59 || sec > 60)
		return false;
	*minutes = h * 60 + m;
	return true;
}

/* Minutes east of UTC.  Names as RFC 5322, 4.3 has them; others say nothing,
 * and are read as UTC as it asks. */
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

	if (s.n == 5 && (s.p[0] == '+' || s.p[0] == '-') &&
	    digits((struct str){ s.p + 1, 4 }, 4, 4, &n)) {
		*east = (n / 100 * 60 + n % 100) * (s.p[0] == '-' ? -1 : 1);
		return n / 100 < 24 && n % 100 < 60;
	}
	if (s.n == 0 || !((s.p[0] | 0x20) >= 'a' && (s.p[0] | 0x20) <= 'z'))
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

/* Day and month in either order at t[0] and t[1]. */
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

bool
mailfield_date(struct str body, struct mailfield_date *out)
{
	struct str t[TOKENS];
	size_t n = tokenize(body, t), i = 0, at;
	struct ymd date;
	int minutes, east = 0;

	while (i + 3 < n && !day_and_month(t + i, &date.d, &date.m))
		i++; /* the weekday, or whatever stands there instead */
	if (i + 3 >= n || !day_and_month(t + i, &date.d, &date.m))
		return false;
	at = clock_time(t[i + 2], &minutes) ? i + 2 : i + 3; /* asctime has the year last */
	if (!clock_time(t[at], &minutes) || !year(at == i + 2 ? t[i + 3] : t[i + 2], &date.y))
		return false;
	if (date.y < 1900 || date.d < 1 || date.d > date_month_length(date.y, date.m))
		return false;
	*out = (struct mailfield_date){ (int64_t)date_day(date) * 1440 + minutes, false };
	if (i + 4 < n && zone(t[i + 4], &east)) {
		out->minutes -= east;
		out->zoned = true;
	}
	return true;
}
