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
add_fit(const struct follow *f, struct event_kind *k, const struct watcher *w)
{
	k->fit = mem_at_least(k->fit, sizeof(*k->fit), &k->cap, k->n);
	k->fit[k->n] = (struct fit){ .watcher = w,
		.kinds = w->kinds,
		.slot = f->set->rule[w->rule].slot,
		.asks = asks(&w->trigger) };
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
	k->silent = false;
	walk_begin(&walk, &f->set->after[e->type], e->re);
	while (follow_reaches(f, e) && (w = walk_next(&walk)))
		if (says(f, &w->trigger, e))
			add_fit(f, k, w);
	k->nafter = k->n;
	walk_begin(&walk, &f->set->until[e->type], e->re);
	while (follow_reaches(f, e) && (w = walk_next(&walk)))
		if (says(f, &w->trigger, e)) {
			see_also(f, add_fit(f, k, w), e);
			k->silent |= !w->speaks;
		}
}

const struct event_kind *
follow_kind_of(struct follow *f, const struct entry *e)
{
	uint64_t key = (uint64_t)e->re << 32 | (uint64_t)e->type << 24 | (uint64_t)e->word << 16 |
		       (uint64_t)e->amt << 1 | 1;
	struct event_kind *k = &f->kinds[key * CELLS_MULTIPLIER >> 56];

	if (k->key != key) {
		k->key = key;
		learn_kind(f, k, e);
	}
	return k;
}

uint32_t
follow_add_row(struct follow *f)
{
	struct rows *r = &f->rows;
	size_t from = (size_t)r->n * r->width;

	if (from + r->width > r->room)
		r->known = mem_at_least(r->known, sizeof(*r->known), &r->room, from + r->width);
	memset(r->known + from, 0, sizeof(*r->known) * r->width);
	if (r->n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 16;
		r->reminder = mem_grow(r->reminder, sizeof(*r->reminder) * RE_LISTS, r->cap);
	}
	memset(r->reminder + (size_t)r->n * RE_LISTS, 0, sizeof(*r->reminder) * RE_LISTS);
	return r->n++;
}

void
follow_clear_rows(struct follow *f)
{
	f->rows.width = f->set->nslots;
	f->rows.n = 0;
	follow_add_row(f); /* of nobody */
	follow_add_row(f); /* of anybody */
}

static bool
is_also_after(struct follow *f, const struct fit *fit, const struct entry *e)
{
	struct triggers after = f->set->rule[fit->watcher->rule].after;

	if (fit->also || !fit->also_asks)
		return fit->also;
	for (uint32_t i = 0; i < after.n; i++)
		if (after.p[i].name == e->type && says(f, &after.p[i], e) &&
		    follow_asks(f, &after.p[i], e))
			return true;
	return false;
}

static void
put_cell(struct follow *f, uint32_t rule, uint32_t person, uint32_t item, uint32_t entry, bool also)
{
	struct cell *c = cells_put(&f->cells, FACT_ANSWER, rule, person, item);

	*(also ? &c->other : &c->value) = entry + 1;
}

/* What an until event tells of a person, of nobody or of anybody. */
static void
see_person(struct follow *f, const struct event_kind *k, uint32_t entry, uint32_t person)
{
	const struct entry *e = &f->book->entries[entry];
	struct refs items = follow_items(f, e);
	struct known *row = follow_known(f, follow_make_row(f, person), 0);

	for (uint32_t i = k->nafter; i < k->n; i++) {
		const struct fit *fit = &k->fit[i];
		bool also;

		if (!follow_fits(f, fit, e) || (person == ANY && fit->watcher->speaks))
			continue;
		also = is_also_after(f, fit, e);
		for (uint32_t n = 0; n < items.n; n++)
			if (follow_may_ask(f, items.p[n])) {
				put_cell(f, fit->watcher->rule, person, items.p[n], entry, also);
				f->answered_items = true;
			}
		if (fit->slot < SLOTS) {
			struct answer *a = items.n ? &row[fit->slot].any : &row[fit->slot].none;

			*(also ? &a->other : &a->value) = entry + 1;
		} else {
			put_cell(f, fit->watcher->rule, person, items.n ? ANY : NONE, entry, also);
		}
	}
}

void
follow_see_answers(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	const struct event_kind *k = follow_kind_of(f, e);
	struct refs people;

	if (k->n == k->nafter)
		return;
	people = entry_people(f->book, e);
	for (uint32_t i = 0; i < people.n; i++)
		see_person(f, k, entry, people.p[i]);
	if (!people.n) {
		see_person(f, k, entry, NONE);
		f->answered_nobody = true;
	} else if (k->silent) { /* else nobody asks for it so */
		see_person(f, k, entry, ANY);
	}
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

/* Is one of the answers not before the duty began?  Those about no item may be too
 * early for one. */
static bool
is_answer(
    struct follow *f, const struct answer *a, const struct duty *d, uint32_t event, bool early)
{
	const struct entry *entries = f->book->entries;

	if (a->value && !moment_before(entries[a->value - 1].when, d->began) &&
	    !(early && is_early(f, d->rule, d->item, entries[a->value - 1].when)))
		return true;
	return a->other && !moment_before(entries[a->other - 1].when, d->began) &&
	       (event == NONE || entry_cmp(f->book, a->other - 1, event) > 0);
}

/* The same of those in a cell, of a person, ANY or NONE, and an item, ANY or NONE. */
static bool
is_answered_in_cell(
    struct follow *f, const struct duty *d, uint32_t event, uint32_t person, uint32_t item)
{
	const struct cell *c = cells_get(&f->cells, FACT_ANSWER, d->number, person, item);

	return c && is_answer(f, &(struct answer){ c->value, c->other }, d, event, item == NONE);
}

/* Has it been answered by what names the person, ANY for anybody, or NONE for nobody?
 * That counts where it is about the same item, or about none. */
static bool
is_answered_by(struct follow *f, const struct duty *d, uint32_t event, uint32_t person)
{
	uint32_t row = follow_row(f, person);
	const struct known *at = NULL;

	if (d->item != NONE && f->answered_items &&
	    is_answered_in_cell(f, d, event, person, d->item))
		return true;
	if (d->rule->slot == SLOTS)
		return is_answered_in_cell(f, d, event, person, NONE) ||
		       (d->item == NONE && is_answered_in_cell(f, d, event, person, ANY));
	if (!row && person != NONE)
		return false;
	at = follow_known(f, row, d->rule->slot);
	return is_answer(f, &at->none, d, event, true) ||
	       (d->item == NONE && is_answer(f, &at->any, d, event, false));
}

bool
follow_answered(struct follow *f, const struct duty *d, uint32_t person, uint32_t event)
{
	const struct rule *rule = d->rule;

	return is_answered_by(f, d, event, person == NONE ? ANY : person) ||
	       (f->answered_nobody && is_answered_by(f, d, event, NONE)) ||
	       (rule->until_holds && holds_until(f, rule, person, d->item, d->began));
}
