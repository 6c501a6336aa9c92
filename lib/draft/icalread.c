#include "draft/icalread.h"

#include "base/plain.h"
#include "base/utf8.h"

#include <stdlib.h>

enum component { OTHER, CALENDAR, EVENT };

/* The parts of a content line, slices of r->text. */
struct property {
	struct str name, value;
};

void
icalread_init(struct icalread *r, struct diag *diag, int32_t from, int32_t to)
{
	*r = (struct icalread){ .diag = diag,
		.from = from,
		.to = to,
		.file = buf_mem(),
		.text = buf_mem(),
		.summary = buf_mem() };
}

/* The place of a byte of the current line. */
static struct place
place_at(const struct icalread *r, const char *p)
{
	size_t offset = (size_t)(p - r->text.p), i = r->nsegments;

	while (i > 1 && r->segments[i - 1].offset > offset)
		i--;
	return (struct place){ buf_view(&r->file), r->segments[i - 1].line,
		r->segments[i - 1].col + offset - r->segments[i - 1].offset };
}

COLD static void
fault(struct icalread *r, const char *p, const char *message, struct str what)
{
	struct buf b = buf_mem();

	buf_str(&b, str_from(message));
	if (what.n) {
		buf_str(&b, STR(" '"));
		buf_str(&b, what);
		buf_char(&b, '\'');
	}
	diag_report(r->diag, DIAG_BAD_CALENDAR, place_at(r, p), buf_view(&b), STR(""), STR(""));
	buf_release(&b);
	r->event.broken = true;
}

static enum component
inside(const struct icalread *r)
{
	return r->depth && r->depth <= ICAL_DEPTH ? (enum component)r->stack[r->depth - 1] : OTHER;
}

/* --- values -------------------------------------------------------------- */

/* Reads YYYYMMDD, or that with Thhmmss and perhaps Z after it. */
static bool
moment_parse(struct str s, struct ical_moment *out)
{
	struct moment m;
	bool timed = s.n > 8;

	if (s.n && s.p[s.n - 1] == 'Z' && timed)
		s.n--;
	if (s.n != (timed ? 15u : 8u) ||
	    (timed && (s.p[8] != 'T' || !str_digits((struct str){ s.p + 9, 6 }))) ||
	    !date_parse_basic(s, &m))
		return false;
	*out = (struct ical_moment){ m.day, !timed || memcmp(s.p + 9, "000000", 6) == 0 };
	return true;
}

/* The days of P3D, P2W or PT24H, -1 if they aren't whole; false if it is no duration. */
static bool
duration_parse(struct str s, int32_t *days)
{
	static const char units[] = "WDTHMS"; /* in this order, each after a number, except T */
	static const int32_t seconds[] = { 604800, 86400, 0, 3600, 60, 1 };
	enum { WEEK, TIME = 2, UNITS = 6 };
	int64_t total = 0;
	size_t u = 0, i;

	if (s.n && s.p[0] == '+')
		s = (struct str){ s.p + 1, s.n - 1 };
	if (s.n < 3 || s.p[0] != 'P' || s.p[s.n - 1] == 'T')
		return false;
	for (i = 1; i < s.n; i++, u++) {
		size_t from = i;
		bool timed = u > TIME;
		int64_t v = 0;

		while (i < s.n && i - from < 6 && s.p[i] >= '0' && s.p[i] <= '9')
			v = v * 10 + (s.p[i++] - '0');
		while (u < UNITS && (i == s.n || units[u] != s.p[i]))
			u++;
		if (u == UNITS || (i == from) != (u == TIME) || timed != (u > TIME) ||
		    (u == WEEK && i + 1 < s.n))
			return false;
		total += v * seconds[u];
	}
	*days = total > 0 && total % seconds[1] == 0 ? (int32_t)(total / seconds[1]) : -1;
	return true;
}

/* Adds the days of an RDATE or EXDATE; for a period, its start. */
static bool
days_parse(struct ical_days *d, struct str list)
{
	do {
		struct str s = str_cut(&list, ','), start = str_cut(&s, '/');
		struct ical_moment m;

		if (!moment_parse(start, &m))
			return false;
		d->day = mem_at_least(d->day, sizeof(*d->day), &d->cap, d->n);
		d->day[d->n++] = m.day;
	} while (list.p);
	return true;
}

/* Puts the text of a SUMMARY into r->summary, unescaped and fit for a record. */
static void
take_summary(struct icalread *r, struct str s)
{
	struct buf b = buf_mem();

	for (const char *p = s.p, *end = str_end(s); p < end;) {
		const char *at = p;

		if (utf8_step(&p, end)) {
			fault(r, at, "a character that no record may hold", STR(""));
			break;
		}
	}
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\\' || i + 1 == s.n)
			buf_char(&b, s.p[i]);
		else if (s.p[++i] == 'n' || s.p[i] == 'N')
			buf_char(&b, ' ');
		else
			buf_char(&b, s.p[i]);
	}
	r->summary.n = 0;
	plain_put(&r->summary, buf_view(&b), ICAL_TEXT_MAX);
	buf_release(&b);
}

/* --- events -------------------------------------------------------------- */

static int
cmp_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* Gives out one occurrence of the current event, unless it is excluded. */
static void
give(void *self, int32_t first)
{
	struct icalread *r = self;
	int32_t last = first + r->length - 1;

	if (last > DAY_MAX)
		last = DAY_MAX;
	if (first > r->to || last < r->from ||
	    (r->left_out.n &&
		bsearch(&first, r->left_out.day, r->left_out.n, sizeof(first), cmp_days)))
		return;
	r->day(r->self, first, last, r->summary.n ? buf_view(&r->summary) : STR("Holiday"));
}

COLD static void
pass_over(struct icalread *r, const char *why)
{
	diag_report(r->diag, DIAG_LEFT_OUT, r->event.at,
	    r->summary.n ? buf_view(&r->summary) : STR("event"), str_from(why), STR(""));
}

/* How many days each occurrence of the event lasts; 0 if they aren't whole days. */
static int32_t
length_of(const struct ical_event *e)
{
	int64_t n = e->length ? e->length : 1;

	if (e->end.day != DAY_NONE)
		n = e->end.day > e->start.day ? (int64_t)e->end.day - e->start.day : 1;
	if (!e->start.midnight || (e->end.day != DAY_NONE && !e->end.midnight) || n < 0)
		return 0;
	return (int32_t)n;
}

static void
give_event(struct icalread *r)
{
	struct ical_event *e = &r->event;
	int32_t from;

	r->length = length_of(e);
	if (e->cancelled) {
		pass_over(r, "it was cancelled");
		return;
	}
	if (e->replaces) {
		pass_over(r, "it changes one day of a series");
		return;
	}
	if (r->length == 0) {
		pass_over(r, "it is no whole day");
		return;
	}
	if (r->left_out.n)
		qsort(r->left_out.day, r->left_out.n, sizeof(int32_t), cmp_days);
	from = r->from - r->length + 1 > DAY_MIN ? r->from - r->length + 1 : DAY_MIN;
	if (e->recurs)
		recur_each(&e->rule, e->start.day, from, r->to, give, r);
	else
		give(r, e->start.day);
	for (size_t i = 0; i < r->added.n; i++)
		give(r, r->added.day[i]);
}

static void
end_event(struct icalread *r)
{
	struct ical_event *e = &r->event;

	if (e->broken)
		return;
	if (e->start.day == DAY_NONE)
		fault(r, r->text.p, "a VEVENT without DTSTART", STR(""));
	else if (e->end.day != DAY_NONE && e->end.day < e->start.day)
		fault(r, r->text.p, "a VEVENT that ends before it starts", STR(""));
	else
		give_event(r);
}

static void
begin(struct icalread *r, struct str name)
{
	enum component c = OTHER;

	if (r->depth == 0 && str_alike(name, STR("VCALENDAR"))) {
		c = CALENDAR;
		r->any = true;
	} else if (inside(r) == CALENDAR && str_alike(name, STR("VEVENT"))) {
		c = EVENT;
		r->event = (struct ical_event){ .at = place_at(r, r->text.p) };
		r->event.start.day = r->event.end.day = DAY_NONE;
		r->summary.n = r->added.n = r->left_out.n = 0;
	} else if (r->depth == 0) {
		fault(r, name.p, "a component outside VCALENDAR:", name);
	}
	if (r->depth == ICAL_DEPTH)
		fault(r, name.p, "components too deep in each other:", name);
	if (r->depth < ICAL_DEPTH)
		r->stack[r->depth] = (unsigned char)c;
	r->depth++;
}

static void
end(struct icalread *r, struct str name)
{
	enum component c = inside(r);

	if (r->depth == 0 || (c == CALENDAR) != str_alike(name, STR("VCALENDAR")) ||
	    (c == EVENT) != str_alike(name, STR("VEVENT"))) {
		fault(r, name.p, "END without its BEGIN:", name);
		/* What closes a component around this one closes this one too. */
		while (r->depth && str_alike(name, STR("VCALENDAR")))
			r->depth--;
		return;
	}
	r->depth--;
	if (c == EVENT)
		end_event(r);
}

/* --- lines --------------------------------------------------------------- */

enum what {
	START,
	END,
	LENGTH,
	RULE,
	ADDED,
	LEFT_OUT,
	RULED_OUT,
	SUMMARY,
	STATUS,
	INSTANCE,
	WHATS
};

static const struct str names[WHATS] = {
	[START] = { "DTSTART", 7 },
	[END] = { "DTEND", 5 },
	[LENGTH] = { "DURATION", 8 },
	[RULE] = { "RRULE", 5 },
	[ADDED] = { "RDATE", 5 },
	[LEFT_OUT] = { "EXDATE", 6 },
	[RULED_OUT] = { "EXRULE", 6 },
	[SUMMARY] = { "SUMMARY", 7 },
	[STATUS] = { "STATUS", 6 },
	[INSTANCE] = { "RECURRENCE-ID", 13 },
};

static void
take_rule(struct icalread *r, struct str value)
{
	struct str bad;

	if (r->event.recurs || !recur_parse(value, &r->event.rule, &bad))
		fault(r, r->event.recurs ? value.p : bad.p,
		    "a rule that is not read here:", r->event.recurs ? value : bad);
	r->event.recurs = true;
}

/* Takes a property of an event. */
static void
take(struct icalread *r, struct property p)
{
	struct ical_event *e = &r->event;
	bool ok = true;
	int i = 0;

	while (i < WHATS && !str_alike(p.name, names[i]))
		i++;
	switch ((enum what)i) {
	case START:
		ok = moment_parse(p.value, &e->start);
		break;
	case END:
		ok = moment_parse(p.value, &e->end);
		break;
	case LENGTH:
		ok = duration_parse(p.value, &e->length);
		break;
	case RULE:
		take_rule(r, p.value);
		break;
	case ADDED:
		ok = days_parse(&r->added, p.value);
		break;
	case LEFT_OUT:
		ok = days_parse(&r->left_out, p.value);
		break;
	case RULED_OUT: /* from RFC 2445: ignoring it would add days */
		fault(r, p.name.p, "a rule that is not read here:", p.name);
		break;
	case SUMMARY:
		take_summary(r, p.value);
		break;
	case STATUS:
		e->cancelled = str_alike(p.value, STR("CANCELLED"));
		break;
	case INSTANCE:
		e->replaces = true;
		break;
	case WHATS:
		break;
	}
	if (!ok)
		fault(r, p.value.p, "no date or duration:", p.value.n ? p.value : p.name);
}

static bool
is_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-';
}

/* Splits NAME *(;PARAM=VALUE) : VALUE; a ':' in quotes doesn't count.  Parameters aren't
 * needed. */
static bool
split(struct str line, struct property *p)
{
	const char *end = str_end(line), *q = line.p;
	bool quoted = false;

	while (q < end && is_name(*q))
		q++;
	p->name = str_span(line.p, q);
	if (q == line.p || q == end || (*q != ':' && *q != ';'))
		return false;
	for (; q < end && (quoted || *q != ':'); q++)
		quoted ^= *q == '"';
	if (q == end)
		return false;
	p->value = str_span(q + 1, end);
	return true;
}

/* Acts on the current line, which is complete. */
static void
finish_line(struct icalread *r)
{
	struct property p;

	if (r->nsegments == 0)
		return;
	buf_room(&r->text, 1); /* so that text.p is never null */
	if (r->lost) {
		/* for a file that is no calendar, one finding is enough */
	} else if (!split(buf_view(&r->text), &p)) {
		fault(r, r->text.p, "no line NAME:VALUE", STR(""));
		r->lost = !r->any;
	} else if (str_alike(p.name, STR("BEGIN"))) {
		begin(r, p.value);
	} else if (str_alike(p.name, STR("END"))) {
		end(r, p.value);
	} else if (inside(r) == EVENT) {
		take(r, p);
	}
	r->text.n = r->nsegments = 0;
}

/* Takes a line of the file, without its line end. */
static void
take_line(struct icalread *r, struct str line)
{
	bool more = line.n && (line.p[0] == ' ' || line.p[0] == '\t') && r->nsegments;

	if (!more)
		finish_line(r);
	if (line.n == 0)
		return;
	r->segments = mem_at_least(
	    r->segments, sizeof(*r->segments), &r->segments_cap, r->nsegments);
	r->segments[r->nsegments++] = (struct ical_segment){ r->text.n, r->line, 1 + (size_t)more };
	buf_put(&r->text, line.p + more, line.n - more);
}

static void
finish_file(struct icalread *r)
{
	struct place at = { buf_view(&r->file), r->line, 0 };

	finish_line(r);
	if (r->file.n && !r->lost && (!r->any || r->depth))
		diag_report(r->diag, DIAG_BAD_CALENDAR, at,
		    r->any ? STR("the file ends inside a component") : STR("no VCALENDAR"), STR(""),
		    STR(""));
	r->depth = 0;
	r->any = r->lost = false;
}

void
icalread_block(struct icalread *r, const struct block *b)
{
	struct block left = *b;

	if (b->first) {
		finish_file(r);
		r->file.n = 0;
		buf_str(&r->file, b->file);
		r->line = 0;
	}
	r->line += b->skipped_lines;
	while (left.p < left.end) {
		r->line++;
		take_line(r, block_line(&left));
	}
	if (b->cut) {
		r->line--;
		fault(r, r->text.p, "a line longer than a megabyte", STR(""));
		r->text.n = r->nsegments = 0;
	}
}

void
icalread_end(struct icalread *r)
{
	finish_file(r);
	buf_release(&r->file);
	buf_release(&r->text);
	buf_release(&r->summary);
	free(r->segments);
	free(r->added.day);
	free(r->left_out.day);
}
