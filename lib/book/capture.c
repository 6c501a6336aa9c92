#include "book/capture.h"

#include "book/people.h"
#include "record/scan.h"
#include "value/when.h"

#include <stdlib.h>

/* The letter of an id if its type has none in the deal yet. */
static const char letters[TYPE_COUNT] = {
	[TYPE_PLAN] = 'k',
	[TYPE_TERM] = 't',
	[TYPE_PROMISE] = 'p',
	[TYPE_OWED] = 'o',
	[TYPE_MILESTONE] = 'm',
	[TYPE_CONCERN] = 'c',
	[TYPE_ASSERTION] = 'a',
	[TYPE_DOC] = 'd',
};

/* A copy in which every line end, with the blanks around it, is one space, as in folding;
 * SCAN_PAD bytes behind it are readable. */
static struct str
one_line(struct capture *c, const char *z)
{
	size_t length = strlen(z), n = 0;
	char *p = arena_bytes(&c->arena, length + SCAN_PAD);

	for (size_t i = 0; i < length;) {
		size_t end = i;
		bool fold = false;

		while (end < length && str_blank(z[end]))
			fold |= z[end++] == '\n';
		if (fold)
			p[n++] = ' ';
		for (; !fold && i < end; i++)
			p[n++] = z[i];
		for (i = end; i < length && !str_blank(z[i]); i++)
			p[n++] = z[i];
	}
	memset(p + n, 0, length - n + SCAN_PAD);
	return (struct str){ p, n };
}

void
capture_init(
    struct capture *c, const struct schema *s, struct moment now, struct str me, const char *date)
{
	*c = (struct capture){
		.schema = s,
		.now = now,
		.type = TYPE_NONE,
		.due = MOMENT_NONE,
		.text = buf_mem(),
	};
	book_init(&c->book, s, MOMENT_NONE, me);
	c->date = one_line(c, date);
}

void
capture_release(struct capture *c)
{
	book_release(&c->book);
	ids_release(&c->ids);
	arena_release(&c->arena);
	buf_release(&c->text);
	free(c->tokens);
}

bool
capture_concerns(const struct capture *c, const struct record *r)
{
	return schema_types[r->type].world || str_eq(r->deal, c->deal);
}

void
capture_context(struct capture *c, const struct record *r, bool own)
{
	const struct type_row *row = &schema_types[r->type];

	book_add(&c->book, r);
	if (row->world)
		return;
	for (size_t i = 0; i < r->nids; i++)
		ids_add(&c->ids, 0, r->ids[i]);
	if (r->type == c->type && row->names_id && ids_counts(r->ids[0]) && own >= c->own_habit) {
		c->habit = arena_str(&c->arena, r->ids[0]);
		c->own_habit = own;
	}
}

static void
add_token(struct capture *c, struct str token)
{
	c->tokens = mem_at_least(c->tokens, sizeof(*c->tokens), &c->tokens_cap, c->ntokens);
	c->tokens[c->ntokens++] = token;
}

static void
add_text(struct capture *c, struct str s)
{
	if (c->text.n)
		buf_char(&c->text, ' ');
	buf_str(&c->text, s);
	c->in_text = true;
}

/* Has the shell removed the quotes of a KEY:"VALUE" that needs them? */
static bool
lost_quotes(struct capture *c, struct str arg, struct str key)
{
	const struct key_use *u = schema_key_use(c->schema, c->type, schema_key(c->schema, key));

	return key.n && (c->type == TYPE_X || (u && schema_kinds[u->kind].form == FORM_TEXT)) &&
	       arg.p[key.n + 1] != '"' && (memchr(arg.p, ' ', arg.n) || memchr(arg.p, '\t', arg.n));
}

static struct str
spell(struct capture *c, struct str key, struct str value)
{
	struct buf b = buf_mem();

	emit_attr(&b, key, value);
	return buf_keep(&b, &c->arena);
}

static void
take_word(struct capture *c, struct str word)
{
	struct str name = { word.p + 1, word.n - 1 };

	if (*word.p == '%' && !c->id.n && c->type != TYPE_NONE && schema_types[c->type].names_id) {
		c->id = name;
		return;
	}
	if (*word.p == '+') {
		c->names_deal = true;
		c->deal = str_eq(name, STR("-")) ? STR("") : name;
	}
	if (*word.p == '@' && (!c->person.n || str_cmp(name, c->person) < 0))
		c->person = name;
	add_token(c, word);
}

static bool
begins_with_date(struct str arg)
{
	struct moment m;

	return date_parse(str_cut(&arg, ' '), &m);
}

/* Takes one argument: as tokens while the head lasts, then as text, verbatim. */
static void
take_argument(struct capture *c, struct str arg)
{
	struct str key = scan_key(arg.p, arg.p + arg.n);

	if (!c->in_text && lost_quotes(c, arg, key)) {
		add_token(c, spell(c, key, (struct str){ arg.p + key.n + 1, arg.n - key.n - 1 }));
		return;
	}
	while (arg.n && !c->in_text) {
		struct str word = { arg.p, 0 };

		while (word.n < arg.n && !str_blank(arg.p[word.n]))
			word.n++;
		if (word.n && lex_plain_text(c->schema, c->type, arg))
			break;
		if (str_eq(word, STR("--")))
			c->in_text = c->dashes = true;
		else if (word.n)
			take_word(c, word);
		word.n += word.n < arg.n;
		arg = (struct str){ arg.p + word.n, arg.n - word.n };
	}
	if (!arg.n)
		return;
	if (!c->text.n && !c->dashes && !c->date.n)
		c->strayed = begins_with_date(arg);
	add_text(c, arg);
}

void
capture_words(struct capture *c, const char *type, char *const *words, size_t n)
{
	struct str rest;

	c->word = rest = str_trim(one_line(c, type));
	c->type = schema_type(c->schema, str_cut(&rest, ' '));
	if (c->type == TYPE_NONE && str_starts(c->word, STR("x-")))
		c->type = TYPE_X;
	if (rest.p && c->type != TYPE_NONE) { /* "note Text" in one argument */
		c->word.n = (size_t)(rest.p - c->word.p) - 1;
		take_argument(c, rest);
	}
	for (size_t i = 0; i < n; i++)
		take_argument(c, one_line(c, words[i]));
}

/* The moment from which words such as by:fri count. */
static struct moment
own_moment(const struct capture *c)
{
	struct moment m = MOMENT_NONE;

	if (c->date.n)
		date_parse(c->date, &m);
	else
		m = c->now;
	return m;
}

/* Events get a time, everything else a day; declarations, which always hold, get no date. */
static void
put_date(const struct capture *c, struct buf *out)
{
	const struct type_row *row = &schema_types[c->type == TYPE_NONE ? TYPE_NOTE : c->type];
	bool holds_always = row->date == MAY && c->type <= TYPE_SKIP; /* a declaration */
	bool contact = c->type >= TYPE_MET && c->type <= TYPE_AGREED;

	if (c->date.n)
		buf_str(out, c->date);
	else if (holds_always)
		buf_char(out, '-');
	else
		date_put(out, contact ? c->now : (struct moment){ c->now.day, -1 });
	buf_char(out, ' ');
}

/* Is it our side's turn?  That decides which way the item's date rolls. */
static bool
is_ours(struct capture *c)
{
	struct book *b = &c->book;
	struct str who = c->person;
	uint32_t deal = book_deal(b, c->deal), person;

	if (c->type == TYPE_AMENDED && deal != NONE) {
		for (size_t i = 0; i < c->ntokens; i++) {
			struct str t = c->tokens[i];
			uint32_t n = *t.p != '%'
					 ? NONE
					 : book_item(b, deal, (struct str){ t.p + 1, t.n - 1 });

			if (n != NONE)
				return people_ours(b, b->item[n].person, deal);
		}
	}
	if (!who.n || c->type == TYPE_PLAN)
		return true;
	person = book_person(b, who);
	return person == NONE ? str_eq(who, STR("me")) || str_eq(who, b->me_name)
			      : people_ours(b, person, deal);
}

static bool
in_hours(struct str period)
{
	return period.n && period.p[period.n - 1] == 'h';
}

/* The moment of a by:, rolled to a working day if it should be. */
static struct moment
rolled(struct capture *c, struct moment m)
{
	if (c->rolls && m.day != DAY_NONE)
		m.day = calendar_roll(&c->book.calendar, m.day, is_ours(c), own_moment(c).day);
	return m;
}

/* Replaces the words of a by: or until: by a date; leaves what it can't read for the reader
 * to report. */
static void
resolve(struct capture *c, size_t i)
{
	struct str t = c->tokens[i], key = scan_key(t.p, t.p + t.n), value;
	const struct key_use *u = schema_key_use(c->schema, c->type, schema_key(c->schema, key));
	struct moment own = own_moment(c), m;
	struct buf b = buf_mem();

	if (!key.n || !u || u->kind != KIND_WHEN)
		return;
	value = (struct str){ t.p + key.n + 1, t.n - key.n - 1 };
	m = when_read(value, own, &c->book.calendar);
	if (u->key == KEY_BY) {
		c->by = i;
		c->due = m;
		c->ends_month = str_starts(value, STR("eo"));
		c->rolls = *value.p == '+' && m.day != DAY_NONE && !in_hours(value);
		m = rolled(c, m);
	}
	if (m.day == DAY_NONE) {
		value = when_near(value);
		c->meant = value.n ? spell(c, key, value) : value;
	} else if (*value.p < '0' || *value.p > '9') {
		date_put(&b, m);
		c->tokens[i] = spell(c, key, buf_view(&b));
	}
	buf_release(&b);
}

/* Chooses the id if the type names items and none was given. */
static void
choose_id(struct capture *c)
{
	const char *z = c->type == TYPE_NONE ? "" : &letters[c->type];

	if (c->id.n || !*z)
		return;
	c->id = ids_next(&c->ids, 0, c->habit.n ? c->habit : (struct str){ z, 1 }, &c->arena);
}

/* Writes the by: of the k-th record, from 0. */
static void
put_by(struct capture *c, int k, struct buf *out)
{
	struct period step = { c->step.n * k, c->step.unit };
	struct moment m;

	if (k == 0 || c->due.day == DAY_NONE) {
		buf_str(out, c->tokens[c->by]);
		return;
	}
	m = period_add(c->due, step, 1, &c->book.calendar);
	if (c->ends_month && (step.unit == PERIOD_MONTH || step.unit == PERIOD_YEAR))
		m = when_read(STR("eom"), m, &c->book.calendar);
	m = rolled(c, m);
	buf_str(out, STR("by:"));
	if (m.day != DAY_NONE)
		date_put(out, m);
	else /* makes the reader report that it is out of range, whatever the record's date */
		buf_str(out, STR("+9999y"));
}

/* Writes the k-th record of c->times, or the only one. */
static void
put_line(struct capture *c, int k, struct buf *out)
{
	bool has_deal = c->type != TYPE_NONE && schema_types[c->type].deal != NO;

	put_date(c, out);
	buf_str(out, c->word);
	if (c->deal.n && !c->names_deal && has_deal) {
		buf_str(out, STR(" +"));
		buf_str(out, c->deal);
	}
	if (c->id.n) {
		buf_str(out, STR(" %"));
		buf_str(out, c->id);
	}
	if (c->times) {
		buf_char(out, '.');
		buf_int(out, k + 1);
	}
	for (size_t i = 0; i < c->ntokens; i++) {
		buf_char(out, ' ');
		if (i == c->by)
			put_by(c, k, out);
		else
			buf_str(out, c->tokens[i]);
	}
	if (c->dashes)
		buf_str(out, STR(" --"));
	buf_char(out, ' ');
	buf_str(out, buf_view(&c->text));
	buf_char(out, '\n');
}

void
capture_lines(struct capture *c, struct buf *out)
{
	book_ready(&c->book, 1);
	c->by = c->ntokens;
	for (size_t i = 0; i < c->ntokens; i++)
		resolve(c, i);
	choose_id(c);
	for (int k = 0; k < (c->times ? c->times : 1); k++)
		put_line(c, k, out);
}

bool
capture_first(const struct capture *c, struct reader *rd, struct str name, struct str lines)
{
	const char *end = memchr(lines.p, '\n', lines.n);
	struct diag *d = rd->diag;

	if (!c->times)
		return true;
	input_add_text(&rd->input, name, str_span(lines.p, end + 1));
	while (reader_next(rd))
		;
	d->least = DIAG_ERROR;
	return d->worst < DIAG_ERROR;
}

void
capture_short(const struct record *r, struct str canonical, struct str in_force, struct buf *out)
{
	const struct type_row *row = &schema_types[r->type];
	struct str rest = canonical, date = str_cut(&rest, ' '), word = str_cut(&rest, ' ');
	bool inherits = !row->world && r->type != TYPE_DEAL;

	if (!str_eq(date, STR("-"))) {
		buf_str(out, date);
		buf_char(out, ' ');
	}
	buf_str(out, word);
	if (row->deal != NO && str_eq(r->deal, inherits ? in_force : STR(""))) {
		str_cut(&rest, ' ');
	}
	buf_char(out, rest.p ? ' ' : '\n'); /* perhaps only the deal was there */
	buf_str(out, rest);
}
