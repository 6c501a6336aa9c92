#include "book/due.h"
#include "book/clear.h"
#include "book/people.h"

#include "book/item.h"
#include "record/build.h"
#include "record/scan.h"

#include <stdlib.h>

#define WORD(lit) \
	{ \
		(lit), sizeof(lit) - 1 \
	}

void
due_init(struct due *d, struct book *b, struct diag *diag)
{
	*d = (struct due){
		.book = b, .diag = diag, .window = { 7, PERIOD_DAY }, .line = buf_mem()
	};
	emit_init(&d->canon, &d->line, b->schema);
	follow_init(&d->follow, b);
}

void
due_release(struct due *d)
{
	free(d->lines);
	rules_release(&d->rules);
	follow_release(&d->follow);
	cells_release(&d->stood_for);
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

/* The person's preferred channel, else the deal's; none for what is ours. */
static struct str
channel(struct book *b, uint32_t person, uint32_t deal)
{
	struct str via;

	if (person == NONE || people_ours(b, person, deal))
		return STR("");
	via = people_prefers(b, person, deal);
	return via.n ? via : b->deal[deal].via;
}

static void
add_line(struct due *d, const struct record *r, const struct rule *rule)
{
	/* A date without a time is a prefix of one with it: it goes first. */
	struct due_line l = { .key = (int64_t)r->when.day * 1441 + r->when.min };
	char *p;

	d->line.n = 0;
	emit_record(&d->canon, r);
	p = arena_bytes(&d->arena, d->line.n + SCAN_PAD); /* so that it can be lexed */
	memcpy(p, d->line.p, d->line.n);
	memset(p + d->line.n, 0, SCAN_PAD);
	l.line = (struct str){ p, d->line.n };
	if (d->commands) {
		struct buf command = buf_mem();

		clear_put(&command, d->book, r, rule);
		l.command = buf_keep(&command, &d->arena);
	}
	d->lines = mem_at_least(d->lines, sizeof(*d->lines), &d->cap, d->n);
	d->lines[d->n++] = l;
}

/* Terms and plans end with their deal; promises, debts, milestones and
 * documents outlive it. */
static bool
ended_with_deal(const struct book *b, const struct item *it)
{
	return (it->type == TYPE_TERM || it->type == TYPE_PLAN) &&
	       b->deal[it->deal].closed.day != DAY_NONE;
}

static bool
is_beyond(const struct due *d, struct moment m)
{
	return d->last.day != DAY_NONE && moment_before(d->last, m);
}

/* What is left of an item's amount; empty for none. */
static struct str
left_of(struct due *d, const struct item *it)
{
	struct buf b = buf_mem();

	if (item_left(it).unit.n && item_left(it).n > 0)
		money_put(&b, item_left(it));
	return buf_keep(&b, &d->arena);
}

/* Why a line is silenced: the word, and behind it what tells more. */
static struct str
why(struct due *d, enum quiet quiet, uint32_t entry)
{
	static const struct str words[] = { WORD(""), WORD("hold"), WORD("away"), WORD("skip"),
		WORD("lapsed"), WORD("closed") };
	const struct record *r = entry == NONE ? NULL : book_record(d->book, entry);
	struct str more = r ? record_value(r, KEY_WHY) : STR("");
	struct buf b = buf_mem();

	if (r && !more.n)
		more = record_value(r, KEY_UNTIL);
	buf_str(&b, words[quiet]);
	if (more.n) {
		buf_char(&b, '/');
		buf_str(&b, more);
	}
	return buf_keep(&b, &d->arena);
}

/* Is it ours to do: a plan, or what one of us has promised? */
static bool
is_ours_to_do(struct book *b, const struct item *it, const struct record *def)
{
	if (it->type == TYPE_PLAN || def->npeople == 0)
		return true;
	if (it->type == TYPE_DOC) /* theirs to review */
		return false;
	for (size_t i = 0; i < def->npeople; i++)
		if (people_ours(b, book_person(b, def->people[i]), it->deal))
			return true;
	return false;
}

static void
add_item(struct due *d, const struct item *it, struct moment date, const struct record *def)
{
	struct book *b = d->book;
	struct builder r;
	struct str via;

	build_begin(&r, b->schema, TYPE_DUE, date, &d->arena);
	build_deal(&r, b->deal[it->deal].name);
	build_id(&r, it->id);
	build_people(&r, def->people, def->npeople);
	build_attr(&r, KEY_RULE, schema_types[it->type].name);
	build_attr(&r, KEY_RE, record_value(def, KEY_RE));
	via = record_value(def, KEY_VIA);
	build_attr(&r, KEY_VIA, via.n ? via : channel(b, it->person, it->deal));
	build_attr(&r, KEY_ACT, is_ours_to_do(b, it, def) ? STR("do") : STR("wait"));
	put_distance(d, &r, date);
	build_attr(&r, KEY_AMT, left_of(d, it));
	if (ended_with_deal(b, it))
		build_attr(&r, KEY_WHY, why(d, QUIET_CLOSED, NONE));
	build_attr(&r, KEY_ONLY, record_value(def, KEY_ONLY));
	build_text(&r, it->text);
	add_line(d, build_end(&r), NULL);
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
is_wanted(const struct due *d, uint32_t number, const struct str *people, size_t n)
{
	struct str deal = d->book->deal[number].name;

	if (!d->wanted)
		return true;
	for (size_t i = 0; i < n; i++)
		if (d->wanted(d->self, deal, people[i]))
			return true;
	return n == 0 && d->wanted(d->self, deal, STR(""));
}

/* An item's date: a document that was given none has the end of its review, as long
 * as that runs and nobody has said anything. */
static struct moment
own_date(struct due *d, const struct item *it)
{
	struct review v;

	if (it->by.day != DAY_NONE || it->type != TYPE_DOC || it->state >= STATE_DONE ||
	    it->definition == NONE)
		return it->by;
	v = follow_review(&d->follow, it);
	if (v.over.day == DAY_NONE || v.reviewed || moment_before(v.over, d->book->now) ||
	    !moment_before(v.drafted, v.over))
		return MOMENT_NONE;
	return v.over;
}

/* The item's own line: unless another stands for it, or it is silenced. */
static void
add_own_line(struct due *d, const struct item *it)
{
	struct book *b = d->book;
	struct moment date = own_date(d, it);
	struct record def;

	if (date.day == DAY_NONE || it->state >= STATE_DONE || is_beyond(d, date) ||
	    (ended_with_deal(b, it) && !d->silenced) ||
	    cells_get(&d->stood_for, 1, (uint32_t)(it - b->item), 0, 0))
		return;
	def = definition_of(d, it);
	if (is_wanted(d, it->deal, def.people, def.npeople))
		add_item(d, it, date, &def);
}

/* The people of a duty's line: the one it speaks to, else the item's. */
static void
put_people(struct due *d, struct builder *r, const struct duty *y, struct str *one)
{
	struct book *b = d->book;
	struct record def;

	if (y->person != NONE) {
		*one = b->person[y->person].name;
		build_people(r, one, 1);
	} else if (y->item != NONE && b->item[y->item].definition != NONE) {
		def = definition_of(d, &b->item[y->item]);
		build_people(r, def.people, def.npeople);
	}
}

static struct str
nth_of(struct due *d, const struct duty *y)
{
	struct buf b = buf_mem();
	uint32_t max = y->rule->max;

	if (max) {
		buf_int(&b, y->nth < max ? y->nth : max);
		buf_char(&b, '/');
		buf_int(&b, max);
	}
	return buf_keep(&b, &d->arena);
}

static void
add_duty(struct due *d, const struct duty *y)
{
	static const struct str acts[] = { WORD("do"), WORD("write"), WORD("wait") };
	struct book *b = d->book;
	const struct item *it = y->item == NONE ? NULL : &b->item[y->item];
	uint32_t deal = d->follow.deal;
	struct builder r;
	struct str one;

	build_begin(&r, b->schema, TYPE_DUE, y->due, &d->arena);
	build_deal(&r, b->deal[deal].name);
	put_people(d, &r, y, &one);
	if (!is_wanted(d, deal, r.rec.people, r.rec.npeople))
		return;
	build_attr(&r, KEY_RULE, y->rule->name);
	build_attr(&r, KEY_RE, y->rule->re_words);
	build_attr(&r, KEY_VIA, channel(b, y->person, deal));
	build_attr(&r, KEY_ACT, acts[y->last_resort ? ACT_DO : y->rule->act]);
	build_attr(&r, KEY_NTH, nth_of(d, y));
	put_distance(d, &r, y->due);
	if (it) {
		build_id(&r, it->id);
		build_attr(&r, KEY_AMT, left_of(d, it));
	}
	build_attr(&r, KEY_WHY, why(d, y->quiet, y->quiet_by));
	if (it && it->guarded)
		build_attr(&r, KEY_ONLY, record_value(book_record(b, it->definition), KEY_ONLY));
	build_text(&r, y->last_resort     ? STR("decide: call, escalate, hold or drop")
		       : it && it->text.n ? it->text
					  : y->rule->text);
	add_line(d, build_end(&r), y->rule);
}

static void
add_deal(struct due *d, uint32_t deal)
{
	struct book *b = d->book;
	struct follow *f = &d->follow;

	follow_deal(f, deal);
	cells_clear(&d->stood_for);
	for (uint32_t i = 0; i < f->n; i++)
		if (f->duty[i].stands_in && !f->duty[i].merged && f->duty[i].item != NONE)
			cells_put(&d->stood_for, 1, f->duty[i].item, 0, 0);
	for (uint32_t i = 0; i < f->n; i++) {
		const struct duty *y = &f->duty[i];

		if (y->due.day != DAY_NONE && !y->merged && (!y->quiet || d->silenced) &&
		    !is_beyond(d, y->due))
			add_duty(d, y);
	}
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next)
		add_own_line(d, &b->item[i]);
}

static int
cmp_lines(const void *a, const void *b)
{
	const struct due_line *la = a, *lb = b;
	struct str x = la->line, y = lb->line;

	if (la->key != lb->key)
		return la->key < lb->key ? -1 : 1;
	/* Without the LF: sort(1) compares lines, and a LF is above a tab. */
	return str_cmp((struct str){ x.p, x.n - 1 }, (struct str){ y.p, y.n - 1 });
}

static void
on_cycle(void *self, const struct rule *rule)
{
	struct due *d = self;
	const struct entry *e = &d->book->entries[rule->entry];

	if (d->diag)
		diag_report(d->diag, DIAG_RULE_CYCLE, entry_place(d->book, e), rule->name, STR(""),
		    STR(""));
}

void
due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self)
{
	struct book *b = d->book;

	d->last = d->all ? MOMENT_NONE : period_add(b->now, d->window, 1, &b->calendar);
	if (d->window.unit != PERIOD_HOUR)
		d->last.min = -1; /* the last day is included */
	d->wanted = wanted;
	d->self = self;
	rules_init(&d->rules, b, on_cycle, d);
	follow_ready(&d->follow, &d->rules);
	for (uint32_t i = 0; i < b->deals.n; i++)
		add_deal(d, i);
	if (d->n)
		qsort(d->lines, d->n, sizeof(*d->lines), cmp_lines);
}
