#include "book/item.h"
#include "draft/chart.h"
#include "draft/inner.h"

#include <stdlib.h>

/* The events of a timeline, in the view's arena. */
struct story {
	struct view *v;
	struct chart_event *e;
	size_t n;
};

/* Continues v->scratch, with a comma between two parts. */
static struct buf *
and_then(struct view *v)
{
	if (v->scratch.n)
		buf_str(&v->scratch, STR(", "));
	return &v->scratch;
}

static void
and_names(struct view *v, const struct record *r)
{
	for (size_t i = 0; i < r->npeople; i++) {
		uint32_t p = book_person(v->b, r->people[i]);

		buf_str(and_then(v), p == NONE ? v->b->me_name : sight_name(v->s, p));
	}
}

static void
add_event(struct story *s, int32_t day, enum chart_mark mark, struct str text)
{
	s->e[s->n++] = (struct chart_event){ day, mark, text, field_keep(s->v) };
}

/* Adds a contact, an agreement, an impasse or an end. */
static void
add_record(struct story *s, const struct inner_record *from)
{
	struct view *v = s->v;
	const struct record *r;
	struct str text, type = schema_types[from->type].name, re, via;
	bool trouble = from->type == TYPE_IMPASSE || from->type == TYPE_ESCALATE;

	if (!(INNER_HISTORY >> from->type & 1) || from->when.day == DAY_NONE)
		return;
	r = book_lex(v->b, from->line);
	text = r->text;
	re = record_value(r, from->type == TYPE_CLOSE ? KEY_AS : KEY_RE);
	via = record_value(r, KEY_VIA);
	v->scratch.n = 0;
	buf_str(&v->scratch, type);
	for (const char *between = " "; re.n; between = ", ") {
		buf_str(&v->scratch, str_from(between));
		buf_str(&v->scratch, str_cut(&re, ','));
	}
	if (!text.n) {
		text = field_keep(v);
		v->scratch.n = 0;
	}
	if (via.n)
		buf_str(and_then(v), via);
	and_names(v, r);
	add_event(s, from->when.day, trouble ? CHART_BROKEN : CHART_HAPPENED, text);
}

static void
and_days_late(struct view *v, const struct item *it)
{
	if (it->state != STATE_LATE)
		return;
	buf_str(and_then(v), STR("days late: "));
	buf_int(&v->scratch, (int64_t)v->b->now.day - it->by.day);
}

static void
and_person(struct view *v, const struct item *it)
{
	if (it->person != NONE)
		buf_str(and_then(v), sight_name(v->s, it->person));
}

/* Adds the day of an item that is open or done.  If a payment completed it, the payment
 * tells so. */
static void
add_item(struct story *s, const struct item *it, bool paid)
{
	struct view *v = s->v;
	bool done = it->state == STATE_DONE;
	struct moment on = done ? it->closed : it->by;

	if (on.day == DAY_NONE || it->state == STATE_DROPPED ||
	    (done && (paid || it->type == TYPE_TERM || it->type == TYPE_OWED)))
		return;
	v->scratch.n = 0;
	and_days_late(v, it);
	if (it->state == STATE_SAID)
		buf_str(and_then(v), STR("they say it is done"));
	if (!done && item_left(it).unit.n && item_left(it).n > 0)
		words_put_money(and_then(v), v->lang, item_left(it));
	and_person(v, it);
	add_event(s, on.day,
	    done                      ? CHART_DONE
	    : it->state == STATE_LATE ? CHART_LATE
				      : CHART_DUE,
	    item_says(it));
}

static void
add_payment(struct story *s, const struct shown *paid)
{
	struct view *v = s->v;

	v->scratch.n = 0;
	words_put_money(&v->scratch, v->lang, paid->amt);
	and_person(v, paid->item);
	add_event(s, paid->on.day, CHART_PAID, item_says(paid->item));
}

static int
cmp_events(const void *x, const void *y)
{
	const struct chart_event *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->mark != b->mark)
		return a->mark < b->mark ? -1 : 1;
	return str_cmp(a->text, b->text);
}

/* Makes the drawing the value, and releases the buffer. */
static void
put_picture(struct view *v, struct mustache_value *out, struct buf *picture)
{
	out->kind = MUSTACHE_TEXT;
	out->text = buf_keep(picture, v->arena);
}

GET(picture_timeline)
{
	struct story s = { .v = v };
	struct buf picture = buf_mem();
	size_t records, nitems, at = 0;
	const struct inner_record *record = inner_of_deal(v, &records);
	const struct shown *item = scene_items(&v->s->kept->scene, &nitems);
	struct items paid = view_payments(v, MOMENT_NONE);

	UNUSED(o), UNUSED(f);
	s.e = arena_new(v->arena, sizeof(*s.e), records + paid.n + nitems);
	for (size_t i = 0; i < records; i++)
		add_record(&s, &record[i]);
	for (size_t i = 0; i < paid.n; i++)
		add_payment(&s, &paid.p[i]);
	/* Payments come in the order of the items. */
	for (size_t i = 0; i < nitems; i++) {
		const struct item *it = item[i].item;
		bool closing = false;

		for (; at < paid.n && paid.p[at].item == it; at++)
			closing |= paid.p[at].on.day == it->closed.day;
		add_item(&s, it, closing);
	}
	if (s.n)
		qsort(s.e, s.n, sizeof(*s.e), cmp_events);
	chart_timeline(&picture, &chart_english, v->b->now.day, s.e, s.n);
	put_picture(v, out, &picture);
}

GET(picture_bars)
{
	struct buf picture = buf_mem();
	struct mustache_value people = { 0 };
	const struct inner_person *p;
	struct chart_person *list;
	size_t n = 0;

	inner_getter(OBJECT_INNER, FIELD_PEOPLE).get(v, o, FIELD_PEOPLE, &people);
	UNUSED(f);
	p = people.node;
	list = arena_new(v->arena, sizeof(*list), people.n);
	for (size_t i = 0; i < people.n; i++)
		if (p[i].kept || p[i].late || p[i].broken || p[i].open)
			list[n++] = (struct chart_person){ sight_name(v->s, p[i].person), p[i].kept,
				p[i].late, p[i].broken, p[i].open };
	chart_promises(&picture, &chart_english, list, n);
	put_picture(v, out, &picture);
}

/* Writes a day as in the pictures: 15 May 2025. */
static void
put_short_day(struct buf *b, int32_t day)
{
	struct ymd date = date_ymd(day);

	buf_int(b, date.d);
	buf_char(b, ' ');
	buf_str(b, chart_english.month[date.m - 1]);
	buf_char(b, ' ');
	buf_int(b, date.y);
}

/* A debt in words: how late, who, by when. */
static struct str
note_of(struct view *v, const struct item *it)
{
	bool done = it->state == STATE_DONE;
	struct moment on = done ? it->closed : it->by;

	v->scratch.n = 0;
	and_days_late(v, it);
	and_person(v, it);
	if (on.day != DAY_NONE) {
		buf_str(and_then(v), done ? STR("paid on ") : STR("due on "));
		put_short_day(&v->scratch, on.day);
	}
	return field_keep(v);
}

static struct chart_debt
debt_of(struct view *v, const struct item *it, struct money paid)
{
	struct chart_debt d = { .text = item_says(it),
		.note = note_of(v, it),
		.owed = item_amt(it),
		.paid = item_amt(it),
		.left = item_left(it),
		.late = it->state == STATE_LATE };

	if (it->state == STATE_DONE || d.left.n < 0)
		d.left.n = 0;
	/* What is neither left nor paid was waived; what bounced is left. */
	(void)money_sub(&d.paid, d.left);
	if (it->state != STATE_DONE && money_cmp(paid, d.paid) < 0)
		d.paid = paid;
	v->scratch.n = 0;
	words_put_number(&v->scratch, v->lang, d.paid);
	buf_str(&v->scratch, STR(" of "));
	words_put_money(&v->scratch, v->lang, d.owed);
	d.sums = field_keep(v);
	return d;
}

static bool
is_debt(const struct item *it)
{
	return it->type == TYPE_OWED && item_amt(it).unit.n && item_amt(it).n > 0 &&
	       it->state != STATE_DROPPED;
}

static size_t
turn_of(const struct item *it)
{
	return it->state == STATE_LATE ? 0 : it->state == STATE_DONE ? 2 : 1;
}

/* The debts; what is paid on a promise to pay a debt is paid on the debt. */
GET(picture_payments)
{
	struct buf picture = buf_mem();
	size_t nitems, n = 0;
	const struct shown *item = scene_items(&v->s->kept->scene, &nitems);
	struct items paid = view_payments(v, MOMENT_NONE);
	struct chart_debt *list = arena_new(v->arena, sizeof(*list), nitems);
	struct money *sums = arena_new(v->arena, sizeof(*sums), nitems);

	UNUSED(o), UNUSED(f);
	for (size_t i = 0; i < nitems; i++)
		sums[i].unit = item_amt(item[i].item).unit;
	for (size_t i = 0; i < paid.n; i++) {
		const struct item *it = paid.p[i].item;
		const struct shown *of;

		for (int up = 0; up < FOR_LEVELS && it->parent != NONE && it->type != TYPE_OWED;
		     up++)
			it = &v->b->item[it->parent];
		if ((of = scene_find(&v->s->kept->scene, it)) &&
		    str_eq(paid.p[i].amt.unit, sums[of - item].unit))
			(void)money_add(&sums[of - item], paid.p[i].amt);
	}
	/* What is late comes first, then what is open, then what is done. */
	for (size_t turn = 0; turn < 3; turn++)
		for (size_t i = 0; i < nitems; i++)
			if (is_debt(item[i].item) && turn_of(item[i].item) == turn)
				list[n++] = debt_of(v, item[i].item, sums[i]);
	chart_payments(&picture, &chart_english, list, n);
	put_picture(v, out, &picture);
}

struct getter
picture_getter(enum field f)
{
	return (struct getter){ f == FIELD_TIMELINE ? picture_timeline
				: f == FIELD_BARS   ? picture_bars
						    : picture_payments };
}
