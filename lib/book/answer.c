/* What the rules make of an event, and what has been answered. */
#include "book/follow.h"

#include <stdlib.h>

static bool
says(const struct follow *f, const struct trigger *t, const struct entry *e)
{
	if (t->re && !(t->re & e->re))
		return false;
	if (t->word && t->word != e->word)
		return false;
	if (t->amt && !e->amt)
		return false;
	return !t->unsettled || (e->word != f->yes && e->word != f->no);
}

static bool
asks(const struct trigger *t)
{
	return t->item != TYPE_NONE || t->side;
}

static struct fit *
add_fit(struct event_kind *k, const struct watcher *w)
{
	k->fit = mem_at_least(k->fit, sizeof(*k->fit), &k->cap, k->n);
	k->fit[k->n] = (struct fit){ .watcher = w, .asks = asks(&w->trigger) };
	return &k->fit[k->n++];
}

/* Does the event fit an after: of a rule that it answers? */
static void
see_also(const struct follow *f, struct fit *fit, const struct entry *e)
{
	struct triggers after = f->set->rule[fit->watcher->rule].after;

	for (uint32_t i = 0; fit->watcher->both && i < after.n; i++) {
		if (after.p[i].name != e->type || !says(f, &after.p[i], e))
			continue;
		if (asks(&after.p[i]))
			fit->also_asks = true;
		else
			fit->also = true;
	}
}

static void
learn_kind(struct follow *f, struct event_kind *k, const struct entry *e)
{
	const struct watcher *w;
	struct walk walk;

	k->n = 0;
	walk_begin(&walk, &f->set->after[e->type], e->re);
	while (follow_reaches(f, e) && (w = walk_next(&walk)))
		if (follow_is_of_kind(f, w) && says(f, &w->trigger, e))
			add_fit(k, w);
	k->nafter = k->n;
	walk_begin(&walk, &f->set->until[e->type], e->re);
	while (follow_reaches(f, e) && (w = walk_next(&walk)))
		if (follow_is_of_kind(f, w) && says(f, &w->trigger, e))
			see_also(f, add_fit(k, w), e);
}

const struct event_kind *
follow_kind_of(struct follow *f, const struct entry *e)
{
	uint64_t key = (uint64_t)e->re << 32 | (uint64_t)e->type << 24 | (uint64_t)e->word << 16 |
		       (uint64_t)f->kind << 8 | (uint64_t)e->amt << 1 | 1;
	struct event_kind *k = &f->kinds[key * CELLS_MULTIPLIER >> 56];

	if (k->key != key) {
		k->key = key;
		learn_kind(f, k, e);
	}
	return k;
}

void
follow_clear_rows(struct follow *f)
{
	struct rows *r = &f->rows;

	r->width = 2 * f->set->nslots;
	r->n = 0;
	follow_make_row(f, NONE);
	follow_make_row(f, ANY);
}

/* One more row, empty. */
static uint32_t
add_row(struct rows *r)
{
	size_t from = (size_t)r->n * r->width;

	r->answer = mem_at_least(r->answer, sizeof(*r->answer), &r->room, from + r->width);
	memset(r->answer + from, 0, sizeof(*r->answer) * r->width);
	if (r->n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 16;
		r->reminder = mem_grow(r->reminder, sizeof(*r->reminder) * RE_LISTS, r->cap);
	}
	memset(r->reminder + (size_t)r->n * RE_LISTS, 0, sizeof(*r->reminder) * RE_LISTS);
	return r->n++;
}

uint32_t
follow_make_row(struct follow *f, uint32_t person)
{
	uint32_t row = follow_row(f, person);

	if (row >= f->rows.n || (!row && person != NONE)) {
		row = add_row(&f->rows);
		if (person < ANY)
			follow_seat(f, person)->row = row;
	}
	return row;
}

/* Where the answers to a rule of a slot stand in a row: about no item, or any. */
static struct answer *
in_row(const struct follow *f, uint32_t row, const struct rule *rule, bool any)
{
	return &f->rows.answer[(size_t)row * f->rows.width + 2 * rule->slot + any];
}

static void
put_answer(struct follow *f, uint32_t number, uint32_t person, uint32_t item, uint32_t entry,
    bool also_after)
{
	const struct rule *rule = &f->set->rule[number];
	struct answer *a;

	if (rule->slot < SLOTS && item >= ANY) {
		a = in_row(f, follow_make_row(f, person), rule, item == ANY);
		*(also_after ? &a->other : &a->value) = entry + 1;
	} else {
		struct cell *c = cells_put(&f->cells, FACT_ANSWER, number, person, item);

		*(also_after ? &c->other : &c->value) = entry + 1;
	}
}

/* An until event: who and what it names is answered. */
static void
see_answer(struct follow *f, const struct fit *fit, uint32_t entry)
{
	uint32_t rule = fit->watcher->rule;
	const struct entry *e = &f->book->entries[entry];
	struct refs people = entry_people(f->book, e), items = follow_items(f, e);
	bool also = fit->also;

	for (uint32_t i = 0; fit->also_asks && i < f->set->rule[rule].after.n; i++) {
		const struct trigger *t = &f->set->rule[rule].after.p[i];

		also |= t->name == e->type && says(f, t, e) && follow_asks(f, t, e);
	}
	for (uint32_t i = 0; i <= people.n; i++) {
		uint32_t p = i < people.n ? people.p[i] : people.n ? ANY : NONE;

		if (p == ANY && fit->watcher->speaks) /* nobody asks for it so */
			break;
		for (uint32_t k = 0; k < items.n; k++)
			if (follow_may_ask(f, items.p[k])) {
				put_answer(f, rule, p, items.p[k], entry, also);
				f->answered_items = true;
			}
		put_answer(f, rule, p, items.n ? ANY : NONE, entry, also);
	}
}

void
follow_see_answers(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	const struct event_kind *k = follow_kind_of(f, e);

	for (uint32_t i = k->nafter; i < k->n; i++)
		if (!k->fit[i].asks || follow_asks(f, &k->fit[i].watcher->trigger, e))
			see_answer(f, &k->fit[i], entry);
}

/* Is a contact about no item too early to answer what is asked ahead of a date? */
static bool
is_early(struct follow *f, const struct rule *rule, uint32_t item, struct moment when)
{
	const struct book *b = f->book;
	struct period twice = rule->before;
	struct moment from;

	if (!twice.n || item == NONE || b->item[item].by.day == DAY_NONE)
		return false;
	twice.n *= 2;
	from = period_add(b->item[item].by, twice, -1, &b->calendar);
	from.min = -1;
	return moment_before(when, from);
}

static bool
holds_until(
    struct follow *f, const struct rule *rule, uint32_t person, uint32_t item, struct moment began)
{
	struct moment since;

	for (uint32_t i = 0; i < rule->until.n; i++)
		if (rule->until.p[i].name >= TYPE_COUNT &&
		    follow_holds(f, &rule->until.p[i], person, item, &since) &&
		    !moment_before(since, began))
			return true;
	return false;
}

/* What answers a rule, of a person, ANY or NONE, and an item, ANY or NONE. */
static struct answer
answer_of(struct follow *f, uint32_t number, uint32_t person, uint32_t item)
{
	const struct rule *rule = &f->set->rule[number];
	const struct cell *c;

	if (rule->slot < SLOTS && item >= ANY) {
		uint32_t row = follow_row(f, person);

		return row || person == NONE ? *in_row(f, row, rule, item == ANY)
					     : (struct answer){ 0, 0 };
	}
	if (item < ANY && !f->answered_items)
		return (struct answer){ 0, 0 };
	c = cells_get(&f->cells, FACT_ANSWER, number, person, item);
	return c ? (struct answer){ c->value, c->other } : (struct answer){ 0, 0 };
}

bool
follow_answered(struct follow *f, uint32_t number, uint32_t person, uint32_t item,
    struct moment began, uint32_t event)
{
	const struct rule *rule = &f->set->rule[number];
	const struct entry *entries = f->book->entries;
	/* A fact about a person and an item counts where both name one the same: those
	 * under their numbers, and those that name none. */
	const uint32_t who[] = { person == NONE ? ANY : person, NONE };
	const uint32_t what[] = { item == NONE ? ANY : item, NONE };

	if (!rule->until.n)
		return false;
	for (int i = 0; i < 4; i++) {
		uint32_t about = what[i & 1];
		struct answer a = answer_of(f, number, who[i >> 1], about);

		if (a.value && !moment_before(entries[a.value - 1].when, began) &&
		    !(about == NONE && is_early(f, rule, item, entries[a.value - 1].when)))
			return true;
		if (a.other && !moment_before(entries[a.other - 1].when, began) &&
		    (event == NONE || entry_cmp(f->book, a.other - 1, event) > 0))
			return true;
	}
	return holds_until(f, rule, person, item, began);
}
