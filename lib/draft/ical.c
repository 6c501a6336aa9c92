#include "draft/ical.h"

#include "base/utf8.h"

enum { OCTETS = 75 };

/* Appends a TEXT value, escaped (3.3.11); s must be text that may be in a record. */
static void
put_text(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' || s.p[i] == ';' || s.p[i] == ',')
			buf_char(b, '\\');
		buf_char(b, s.p[i]);
	}
}

/* Appends a content line: name, ':', value, folded, CRLF (3.1). */
static void
put_line(struct buf *b, struct str name, struct str value)
{
	const char *p = value.p, *end = str_end(value);
	size_t col = name.n + 1;

	buf_str(b, name);
	buf_char(b, ':');
	while (p < end) {
		const char *q = p;

		utf8_step(&q, end);
		if (col + (size_t)(q - p) > OCTETS) {
			buf_str(b, STR("\r\n "));
			col = 1;
		}
		buf_put(b, p, (size_t)(q - p));
		col += (size_t)(q - p);
		p = q;
	}
	buf_str(b, STR("\r\n"));
}

static void
put_line_of(struct ical *c, struct str name)
{
	put_line(c->out, name, buf_view(&c->line));
	c->line.n = 0;
}

void
ical_begin(struct ical *c, struct buf *out, const struct schema *schema, struct moment now,
    struct str stamp)
{
	*c = (struct ical){ .out = out,
		.schema = schema,
		.now = now,
		.stamp = stamp,
		.line = buf_mem(),
		.text = buf_mem() };
	buf_str(out, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//fu//fu-cal//EN\r\n"
			 "CALSCALE:GREGORIAN\r\n"));
}

void
ical_end(struct ical *c)
{
	buf_str(c->out, STR("END:VCALENDAR\r\n"));
	names_release(&c->seen);
	arena_release(&c->arena);
	buf_release(&c->line);
	buf_release(&c->text);
}

/* 128 bits of a hash, from two start values. */
static void
put_hash(struct buf *b, struct str s)
{
	buf_fnv(b, s, BUF_FNV);
	buf_fnv(b, s, UINT64_C(0x6c62272e07bb0142));
}

static void
put_names(struct buf *b, const struct str *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_char(b, ' ');
		buf_str(b, names[i]);
	}
	buf_char(b, '\n');
}

/* Writes a line for each part that distinguishes one duty from another.  No name contains a
 * blank or newline, so different duties give different lines. */
static void
put_identity(struct ical *c, const struct record *r, bool date)
{
	struct buf *b = &c->text;
	struct str rule = record_value(r, KEY_RULE);
	enum type of = schema_type(c->schema, rule);
	bool item = of != TYPE_NONE && schema_types[of].names_id && r->nids;

	b->n = 0;
	buf_str(b, r->deal);
	buf_char(b, '\n');
	put_names(b, r->ids, r->nids);
	buf_str(b, rule);
	buf_char(b, '\n');
	if (!item)
		put_names(b, r->people, r->npeople);
	if (date)
		buf_str(b, r->date);
}

/* Puts the UID into c->line; false if the run has had the same record already. */
static bool
find_uid(struct ical *c, const struct record *r)
{
	for (int date = 0; date < 2; date++) {
		struct str uid;

		put_identity(c, r, date);
		c->line.n = 0;
		buf_str(&c->line, STR("fu-"));
		put_hash(&c->line, buf_view(&c->text));
		uid = buf_view(&c->line);
		if (names_find(&c->seen, 0, uid) == NAMES_NONE) {
			names_add(&c->seen, 0, arena_str(&c->arena, uid));
			/* The first one also reserves the UID with its date, so that a
			 * repetition is recognised. */
			if (!date) {
				struct buf dated = buf_mem();

				put_identity(c, r, true);
				buf_str(&dated, STR("fu-"));
				put_hash(&dated, buf_view(&c->text));
				names_add(&c->seen, 0, buf_keep(&dated, &c->arena));
			}
			return true;
		}
	}
	c->line.n = 0;
	return false;
}

/* What to do, by the channel of a line that says write. */
static struct str
verb_of(const struct record *r)
{
	static const struct {
		struct str via, verb;
	} verbs[] = {
		{ { "phone", 5 }, { "Call ", 5 } },
		{ { "video", 5 }, { "Call ", 5 } },
		{ { "sms", 3 }, { "Text ", 5 } },
		{ { "meet", 4 }, { "See ", 4 } },
	};
	struct str act = record_value(r, KEY_ACT), via = record_value(r, KEY_VIA);

	if (str_eq(act, STR("wait")))
		return STR("Waiting for ");
	if (!str_eq(act, STR("write")))
		return STR("");
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (str_eq(via, verbs[i].via))
			return verbs[i].verb;
	return STR("Write to ");
}

static void
put_summary(struct ical *c, const struct record *r)
{
	struct buf *b = &c->line;
	struct str verb = verb_of(r), amt = record_value(r, KEY_AMT);

	if (r->npeople) {
		buf_str(b, verb);
		for (size_t i = 0; verb.n && i < r->npeople; i++) {
			buf_str(b, i ? STR("\\, @") : STR("@"));
			buf_str(b, r->people[i]);
		}
		if (verb.n)
			buf_str(b, STR(": "));
	}
	put_text(b, r->text.n ? r->text : record_value(r, KEY_RULE));
	if (amt.n) {
		buf_str(b, STR("\\, "));
		put_text(b, amt);
	}
	buf_str(b, STR(" (+"));
	buf_str(b, r->deal.n ? r->deal : STR("-"));
	buf_char(b, ')');
	put_line_of(c, STR("SUMMARY"));
}

/* Writes the record without what changes from day to day. */
static void
put_description(struct ical *c, const struct record *r)
{
	struct record kept = *r;
	struct attr attrs[KEYS_MAX];
	struct emitter e;

	kept.attrs = attrs;
	kept.nattrs = 0;
	kept.verbatim = (struct str){ NULL, 0 };
	for (size_t i = 0; i < r->nattrs; i++)
		if (r->attrs[i].key != KEY_LATE && r->attrs[i].key != KEY_IN &&
		    r->attrs[i].key != KEY_AT)
			attrs[kept.nattrs++] = r->attrs[i];
	c->text.n = 0;
	emit_init(&e, &c->text, c->schema);
	emit_record(&e, &kept);
	emit_release(&e);
	put_text(&c->line, (struct str){ c->text.p, c->text.n - 1 });
	put_line_of(c, STR("DESCRIPTION"));
}

static void
put_moment(struct buf *b, struct moment m)
{
	struct ymd d = date_ymd(m.day);

	buf_digits(b, (uint64_t)d.y, 4);
	buf_digits(b, (uint64_t)d.m, 2);
	buf_digits(b, (uint64_t)d.d, 2);
	if (m.min < 0)
		return;
	buf_char(b, 'T');
	buf_digits(b, (uint64_t)m.min / 60, 2);
	buf_digits(b, (uint64_t)m.min % 60, 2);
	buf_str(b, STR("00"));
}

/* Rings at nine on a day, or half an hour before a time; never in the past. */
static void
put_alarm(struct ical *c, const struct record *r)
{
	int64_t at = (int64_t)r->when.day * 1440, now = (int64_t)c->now.day * 1440;
	struct buf *b = c->out;

	at += r->when.min < 0 ? ICAL_ALARM_MINUTE : r->when.min - ICAL_ALARM_AHEAD;
	now += c->now.min < 0 ? 0 : c->now.min;
	if (at < now)
		return;
	buf_str(b, STR("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER"));
	if (!c->events)
		buf_str(b, STR(";RELATED=END"));
	buf_str(b, r->when.min < 0 ? STR(":PT") : STR(":-PT"));
	buf_int(b, r->when.min < 0 ? ICAL_ALARM_MINUTE / 60 : ICAL_ALARM_AHEAD);
	buf_str(b, r->when.min < 0 ? STR("H\r\n") : STR("M\r\n"));
	put_text(&c->line, r->text.n ? r->text : record_value(r, KEY_RULE));
	put_line_of(c, STR("DESCRIPTION"));
	buf_str(b, STR("END:VALARM\r\n"));
}

static void
put_categories(struct ical *c, const struct record *r)
{
	struct str act = record_value(r, KEY_ACT);

	buf_str(&c->line, r->deal);
	if (r->deal.n && act.n)
		buf_char(&c->line, ',');
	buf_str(&c->line, act);
	if (c->line.n)
		put_line_of(c, STR("CATEGORIES"));
}

void
ical_put(struct ical *c, const struct record *r)
{
	struct str kind = c->events ? STR("VEVENT\r\n") : STR("VTODO\r\n");
	struct buf *b = c->out;

	if (!find_uid(c, r))
		return;
	buf_str(b, STR("BEGIN:"));
	buf_str(b, kind);
	put_line_of(c, STR("UID"));
	put_line(b, STR("DTSTAMP"), c->stamp);
	buf_str(b, c->events ? STR("DTSTART") : STR("DUE"));
	buf_str(b, r->when.min < 0 ? STR(";VALUE=DATE:") : STR(":"));
	put_moment(b, r->when);
	buf_str(b, STR("\r\n"));
	put_summary(c, r);
	put_description(c, r);
	put_categories(c, r);
	if (record_value(r, KEY_ONLY).n)
		put_line(b, STR("CLASS"), STR("PRIVATE"));
	if (c->events)
		put_line(b, STR("TRANSP"), STR("TRANSPARENT"));
	put_alarm(c, r);
	buf_str(b, STR("END:"));
	buf_str(b, kind);
}
