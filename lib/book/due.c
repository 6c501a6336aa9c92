#include "book/due.h"
#include "book/clear.h"

#include "base/keyed.h"
#include "book/item.h"

#include <stdlib.h>

#define WORD(lit) \
	{ \
		(lit), sizeof(lit) - 1 \
	}

void
due_init(struct due *d, struct book *b, struct diag *diag)
{
	*d = (struct due){ .book = b, .diag = diag, .window = { 7, PERIOD_DAY } };
	lines_init(&d->made, b->schema, b->now);
	follow_init(&d->follow, b);
}

void
due_release(struct due *d)
{
	free(d->lines);
	free(d->stood_for);
	rules_release(&d->rules);
	follow_release(&d->follow);
	lines_release(&d->made);
	arena_release(&d->scratch);
}

/* The channel to a person; none for what is ours. */
static struct str
channel(struct due *d, uint32_t person)
{
	return follow_is_theirs(&d->follow, person) ? follow_seat(&d->follow, person)->via
						    : STR("");
}

static void
add_line(struct due *d, struct due_text *t, uint32_t deal, const struct rule *rule)
{
	struct due_line *line = lines_add(&d->made, t, deal);
	struct buf command = buf_mem();

	if (d->commands) {
		clear_put(&command, d->book, book_lex(d->book, line->line.p), rule);
		line->command = buf_keep(&command, &d->made.arena);
	}
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

	if (!it->left.unit.n || it->left.n <= 0)
		return STR("");
	money_put(&b, it->left);
	return buf_keep(&b, &d->scratch);
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
	if (!more.n)
		return words[quiet];
	buf_str(&b, words[quiet]);
	buf_char(&b, '/');
	buf_str(&b, more);
	return buf_keep(&b, &d->scratch);
}

/* Is it ours to do: a plan, or what one of us has promised? */
static bool
is_ours_to_do(struct due *d, const struct item *it)
{
	const struct book *b = d->book;
	struct refs people = entry_people(b, &b->entries[it->definition]);

	if (it->type == TYPE_PLAN || people.n == 0)
		return true;
	if (it->type == TYPE_DOC) /* theirs to review */
		return false;
	for (uint32_t i = 0; i < people.n; i++)
		if (!follow_is_theirs(&d->follow, people.p[i]))
			return true;
	return false;
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

/* The people whom the item's record names, as the book knows them. */
static void
set_people(struct due *d, struct due_text *t, const struct item *it)
{
	struct book *b = d->book;
	struct refs people = entry_people(b, &b->entries[it->definition]);
	struct str *names = arena_new(&d->scratch, sizeof(*names), people.n);

	for (uint32_t i = 0; i < people.n; i++)
		t->npeople = add_name(names, t->npeople, b->person[people.p[i]].name);
	t->people = names;
}

static bool
is_wanted(const struct due *d, const struct due_text *t)
{
	if (!d->wanted)
		return true;
	for (size_t i = 0; i < t->npeople; i++)
		if (d->wanted(d->self, t->deal, t->people[i]))
			return true;
	return t->npeople == 0 && d->wanted(d->self, t->deal, STR(""));
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

/* Fills in what the record that defines the item says itself. */
static void
set_from_definition(struct due *d, struct due_text *t, const struct item *it)
{
	struct arena *a = &d->scratch; /* the record is good until the book is asked again */
	const struct record *def = book_record(d->book, it->definition);
	struct str via = record_value(def, KEY_VIA);

	t->value[LINE_RE] = arena_str(a, record_value(def, KEY_RE));
	t->value[LINE_ONLY] = arena_str(a, record_value(def, KEY_ONLY));
	t->value[LINE_VIA] = via.n ? arena_str(a, via) : channel(d, it->person);
}

/* The item's own line: unless another stands for it, or it is silenced. */
static void
add_own_line(struct due *d, const struct item *it)
{
	struct book *b = d->book;
	struct moment date = own_date(d, it);
	bool over = ended_with_deal(b, it);
	struct due_text t = { .when = date, .deal = b->deal[it->deal].name, .id = it->id };

	if (date.day == DAY_NONE || it->state >= STATE_DONE || is_beyond(d, date) ||
	    (over && !d->silenced) || d->stood_for[it - b->item])
		return;
	arena_reset(&d->scratch);
	set_people(d, &t, it);
	if (!is_wanted(d, &t))
		return;
	t.value[LINE_RULE] = schema_types[it->type].name;
	set_from_definition(d, &t, it);
	t.value[LINE_ACT] = is_ours_to_do(d, it) ? STR("do") : STR("wait");
	t.value[LINE_AMT] = left_of(d, it);
	if (over)
		t.value[LINE_WHY] = why(d, QUIET_CLOSED, NONE);
	t.text = it->text;
	add_line(d, &t, it->deal, NULL);
}

enum { NTH_BYTES = 21 };

/* Puts the number before `to`; returns where it begins. */
static char *
put_before(char *to, uint32_t number)
{
	do
		*--to = (char)('0' + number % 10);
	while (number /= 10);
	return to;
}

/* "2/4", at the end of the room for it. */
static struct str
nth_of(const struct duty *y, char room[NTH_BYTES])
{
	uint32_t max = y->rule->max;
	char *end = room + NTH_BYTES, *p;

	if (!max)
		return STR("");
	p = put_before(end, max);
	*--p = '/';
	return str_span(put_before(p, y->nth < max ? y->nth : max), end);
}

static void
add_duty(struct due *d, const struct duty *y)
{
	static const struct str acts[] = { WORD("do"), WORD("write"), WORD("wait") };
	struct book *b = d->book;
	const struct item *it = y->item == NONE ? NULL : &b->item[y->item];
	uint32_t deal = d->follow.deal;
	struct due_text t = { .when = y->due, .deal = b->deal[deal].name };
	char nth[NTH_BYTES];

	arena_reset(&d->scratch);
	if (y->person != NONE) {
		t.people = &b->person[y->person].name;
		t.npeople = 1;
	} else if (it && it->definition != NONE) {
		set_people(d, &t, it);
	}
	if (!is_wanted(d, &t))
		return;
	t.value[LINE_RULE] = y->rule->name;
	t.value[LINE_RE] = y->rule->re_words;
	t.value[LINE_VIA] = channel(d, y->person);
	t.value[LINE_ACT] = acts[y->last_resort ? ACT_DO : y->rule->act];
	t.value[LINE_NTH] = nth_of(y, nth);
	if (it) {
		t.id = it->id;
		t.value[LINE_AMT] = left_of(d, it);
	}
	if (y->quiet)
		t.value[LINE_WHY] = why(d, y->quiet, y->quiet_by);
	if (it && it->guarded)
		t.value[LINE_ONLY] = arena_str(
		    &d->scratch, record_value(book_record(b, it->definition), KEY_ONLY));
	t.text = y->last_resort     ? STR("decide: call, escalate, hold or drop")
		 : it && it->text.n ? it->text
				    : y->rule->text;
	add_line(d, &t, deal, y->rule);
}

static void
add_deal(struct due *d, uint32_t deal)
{
	struct book *b = d->book;
	struct follow *f = &d->follow;

	follow_deal(f, deal);
	for (uint32_t i = 0; i < f->n; i++) {
		const struct duty *y = &f->duty[i];

		if (y->stands_in && !y->merged && y->item != NONE)
			d->stood_for[y->item] = true;
		if (y->due.day != DAY_NONE && !y->merged && (!y->quiet || d->silenced) &&
		    !is_beyond(d, y->due))
			add_duty(d, y);
	}
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next)
		add_own_line(d, &b->item[i]);
}

/* Eight bytes of a name, from place `at` on, so that they compare as numbers. */
static uint64_t
bytes_of(struct str name, size_t at)
{
	uint64_t v = 0;

	for (size_t i = 0; i < 8; i++)
		v = v << 8 | (at + i < name.n ? (unsigned char)name.p[at + i] : 0);
	return v;
}

/* Deals that are alike up to place `at` by name: eight bytes, and where those are
 * alike the next eight. */
static void
sort_by_name(const struct book *b, struct keyed *k, size_t n, size_t at)
{
	size_t run;

	for (size_t i = 0; i < n; i++)
		k[i].key = bytes_of(b->deal[k[i].value].name, at);
	keyed_sort(k, n);
	for (size_t i = 0; i < n; i += run) {
		for (run = 1; i + run < n && k[i + run].key == k[i].key; run++)
			;
		if (run > 1)
			sort_by_name(b, k + i, run, at + 8);
	}
}

static void
on_cycle(void *self, const struct rule *rule)
{
	struct due *d = self;
	const struct entry *e = &d->book->entries[rule->entry];

	if (d->diag)
		diag_report(d->diag, DIAG_RULE_CYCLE,
		    (struct place){ names_name(&d->book->files, e->file), e->line_number, 0 },
		    rule->name, STR(""), STR(""));
}

void
due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self)
{
	struct book *b = d->book;
	struct keyed *deals;

	d->last = d->all ? MOMENT_NONE : period_add(b->now, d->window, 1, &b->calendar);
	if (d->window.unit != PERIOD_HOUR)
		d->last.min = -1; /* the last day is included */
	d->wanted = wanted;
	d->self = self;
	d->stood_for = mem_grow(NULL, sizeof(*d->stood_for), (size_t)b->items.n + 1);
	memset(d->stood_for, 0, sizeof(*d->stood_for) * b->items.n);
	rules_init(&d->rules, b, on_cycle, d);
	follow_ready(&d->follow, &d->rules);
	deals = mem_grow(NULL, sizeof(*deals), (size_t)b->deals.n + 1);
	for (uint32_t i = 0; i < b->deals.n; i++)
		deals[i].value = i;
	sort_by_name(b, deals, b->deals.n, 0);
	for (uint32_t i = 0; i < b->deals.n; i++)
		add_deal(d, deals[i].value);
	free(deals);
	d->lines = lines_sort(&d->made, 1, &d->n);
}
