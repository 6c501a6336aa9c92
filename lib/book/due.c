#include "book/due.h"
#include "book/people.h"

#include "book/item.h"
#include "record/build.h"
#include "record/scan.h"

#include <stdlib.h>

void
due_init(struct due *d, struct book *b)
{
	*d = (struct due){ .book = b, .window = { 7, PERIOD_DAY }, .line = buf_mem() };
	emit_init(&d->canon, &d->line, b->schema);
}

void
due_release(struct due *d)
{
	free(d->lines);
	arena_release(&d->arena);
	emit_release(&d->canon);
	buf_release(&d->line);
}

/* What stands in late: or in: for a distance in minutes (both moments have a
 * time) or days; empty below one hour or one day. */
static struct str
distance(struct arena *a, int64_t minutes, int64_t days, bool timed)
{
	struct buf b = buf_mem();

	if (timed && minutes < 24 * 60) {
		if (minutes >= 60) {
			buf_int(&b, minutes / 60);
			buf_char(&b, 'h');
		}
	} else if (days > 0) {
		buf_int(&b, days);
		buf_char(&b, 'd');
	}
	return buf_keep(&b, a);
}

static void
put_distance(struct due *d, struct builder *r, struct moment by)
{
	struct moment now = d->book->now;
	bool timed = by.min >= 0 && now.min >= 0;
	int64_t days = (int64_t)by.day - now.day, minutes = days * 1440 + by.min - now.min;

	if (timed ? minutes < 0 : days < 0)
		build_attr(r, KEY_LATE, distance(&d->arena, -minutes, -days, timed));
	else
		build_attr(r, KEY_IN, distance(&d->arena, minutes, days, timed));
}

/* The plan's own channel, else the person's preferred one, else the deal's. */
static struct str
channel(struct book *b, const struct item *it, struct str own)
{
	struct str via = own;

	if (!via.n && (it->person == NONE || it->person == b->me))
		return via;
	if (!via.n)
		via = people_prefers(b, it->person, it->deal);
	return via.n ? via : b->deal[it->deal].via;
}

static void
add_line(struct due *d, const struct record *r)
{
	char *p;

	d->line.n = 0;
	emit_record(&d->canon, r);
	p = arena_bytes(&d->arena, d->line.n + SCAN_PAD); /* so that it can be lexed */
	memcpy(p, d->line.p, d->line.n);
	memset(p + d->line.n, 0, SCAN_PAD);
	if (d->n == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 64;
		d->lines = mem_grow(d->lines, sizeof(*d->lines), d->cap);
	}
	d->lines[d->n++] = (struct str){ p, d->line.n };
}

/* Is it ours to do: a plan, or what one of us has promised? */
static bool
is_ours_to_do(struct book *b, const struct item *it, const struct record *def)
{
	if (it->type == TYPE_PLAN || def->npeople == 0)
		return true;
	for (size_t i = 0; i < def->npeople; i++)
		if (people_ours(b, book_person(b, def->people[i]), it->deal))
			return true;
	return false;
}

static void
add_item(struct due *d, const struct item *it, const struct record *def)
{
	struct book *b = d->book;
	struct builder r;
	struct buf amt = buf_mem();

	build_begin(&r, b->schema, TYPE_DUE, it->by, &d->arena);
	build_deal(&r, b->deal[it->deal].name);
	build_id(&r, it->id);
	build_people(&r, def->people, def->npeople);
	build_attr(&r, KEY_RULE, schema_types[it->type].name);
	build_attr(&r, KEY_RE, record_value(def, KEY_RE));
	build_attr(&r, KEY_VIA, channel(b, it, record_value(def, KEY_VIA)));
	build_attr(&r, KEY_ACT, is_ours_to_do(b, it, def) ? STR("do") : STR("wait"));
	put_distance(d, &r, it->by);
	if (it->left.unit.n) {
		money_put(&amt, it->left);
		build_attr(&r, KEY_AMT, arena_str(&d->arena, buf_view(&amt)));
	}
	build_attr(&r, KEY_ONLY, record_value(def, KEY_ONLY));
	build_text(&r, it->text);
	add_line(d, build_end(&r));
	buf_release(&amt);
}

/* Puts a name in its place among the n in order, unless it is there; returns how
 * many there are then. */
static size_t
add_name(struct str *names, size_t n, struct str name)
{
	size_t i = n;

	while (i && str_cmp(names[i - 1], name) > 0)
		i--;
	if (i && str_eq(names[i - 1], name))
		return n;
	memmove(names + i + 1, names + i, (n - i) * sizeof(*names));
	names[i] = name;
	return n + 1;
}

/* A copy of the record that defines the item, which asking the book for others
 * does not change; its names as the book knows them. */
static struct record
definition_of(struct due *d, const struct item *it)
{
	struct book *b = d->book;
	struct record r = *book_record(b, it->definition);
	struct str *people = arena_new(&d->arena, sizeof(*people), r.npeople);
	struct attr *attrs = arena_new(&d->arena, sizeof(*attrs), r.nattrs);
	size_t n = 0;

	for (size_t i = 0; i < r.npeople; i++)
		n = add_name(people, n, b->person[book_person(b, r.people[i])].name);
	for (size_t i = 0; i < r.nattrs; i++) {
		attrs[i] = r.attrs[i];
		attrs[i].value = arena_str(&d->arena, r.attrs[i].value);
	}
	r.people = people;
	r.npeople = n;
	r.attrs = attrs;
	return r;
}

static bool
is_wanted(const struct due *d, const struct item *it, const struct record *def)
{
	struct str deal = d->book->deal[it->deal].name;

	if (!d->wanted)
		return true;
	for (size_t i = 0; i < def->npeople; i++)
		if (d->wanted(d->self, deal, def->people[i]))
			return true;
	return def->npeople == 0 && d->wanted(d->self, deal, STR(""));
}

/* Terms and plans end with their deal; promises, debts, milestones and
 * documents outlive it. */
static bool
ended_with_deal(const struct book *b, const struct item *it)
{
	return (it->type == TYPE_TERM || it->type == TYPE_PLAN) &&
	       b->deal[it->deal].closed.day != DAY_NONE;
}

static int
cmp_lines(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	/* Without the LF: sort(1) compares lines, and a LF is above a tab. */
	return str_cmp((struct str){ x->p, x->n - 1 }, (struct str){ y->p, y->n - 1 });
}

void
due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self)
{
	struct book *b = d->book;
	struct moment last = period_add(b->now, d->window, 1, &b->calendar);

	if (d->window.unit != PERIOD_HOUR)
		last.min = -1; /* the last day is included */
	d->wanted = wanted;
	d->self = self;
	for (uint32_t i = 0; i < b->items.n; i++) {
		const struct item *it = &b->item[i];
		struct record def;

		if (it->by.day == DAY_NONE || it->state >= STATE_DONE || ended_with_deal(b, it))
			continue;
		if (!d->all && last.day != DAY_NONE && moment_before(last, it->by))
			continue;
		def = definition_of(d, it);
		if (is_wanted(d, it, &def))
			add_item(d, it, &def);
	}
	if (d->n)
		qsort(d->lines, d->n, sizeof(*d->lines), cmp_lines);
}
