/* The second look at the entries of a deal: which rules they answer; and whether a duty is
 * answered. */
#include "book/follow.h"

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

/* If the event answers the rule, may it also fit one of its after:? */
static bool
may_be_after(const struct follow *f, const struct watcher *w, const struct entry *e)
{
	struct triggers after = f->set->rule[w->rule].after;

	for (uint32_t i = 0; w->both && i < after.n; i++)
		if (after.p[i].name == e->type && says(f, &after.p[i], e))
			return true;
	return false;
}

/* Which answers and reminders about its item a rule that the event triggers needs. */
static struct asked
asked_by(const struct follow *f, const struct rule *rule)
{
	if (rule->slot == SLOTS || f->set->exhausted)
		return (struct asked){ UINT32_MAX, UINT32_MAX };
	return (
	    struct asked){ UINT32_C(1) << rule->slot, rule->re | (rule->nevery ? f->nudge : 0) };
}

static void
learn_after(struct follow *f, struct event_kind *k, const struct watcher *w)
{
	struct asked a = asked_by(f, &f->set->rule[w->rule]);

	add_fit(f, k, w);
	k->asked.slots |= a.slots;
	k->asked.re |= a.re;
}

static void
learn_until(struct follow *f, struct event_kind *k, const struct watcher *w, const struct entry *e)
{
	struct fit *fit = add_fit(f, k, w);

	fit->also = may_be_after(f, w, e);
	k->silent |= !w->speaks;
	k->plain &= fit->slot < SLOTS && !fit->asks && !fit->also;
}

void
follow_learn_kind(struct follow *f, struct event_kind *k, uint64_t key, const struct entry *e)
{
	const struct watcher *w;
	struct walk walk;

	*k = (struct event_kind){ .key = key, .fit = k->fit, .cap = k->cap, .plain = true };
	if (!entry_reached(e))
		return;
	walk_begin(&walk, &f->set->after[e->type], e->re);
	while ((w = walk_next(&walk)))
		if (says(f, &w->trigger, e))
			learn_after(f, k, w);
	k->nafter = k->n;
	walk_begin(&walk, &f->set->until[e->type], e->re);
	while ((w = walk_next(&walk)))
		if (says(f, &w->trigger, e))
			learn_until(f, k, w, e);
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
	follow_add_row(f); /* about nobody */
	follow_add_row(f); /* about anybody */
}

static bool
is_after(struct follow *f, const struct fit *fit, const struct entry *e)
{
	struct triggers after = f->set->rule[fit->watcher->rule].after;

	for (uint32_t i = 0; fit->also && i < after.n; i++)
		if (after.p[i].name == e->type && says(f, &after.p[i], e) &&
		    (!asks(&after.p[i]) || follow_asks(f, &after.p[i], e)))
			return true;
	return false;
}

/* May the rule ask about the item?  If not, its answers needn't be kept. */
static bool
may_ask(const struct follow *f, const struct fit *fit, uint32_t item)
{
	uint32_t slots = f->asked[item].slots;

	if (follow_is_open(f, item))
		slots |= f->set->holding;
	return fit->slot == SLOTS || slots >> fit->slot & 1;
}

/* Notes that the rule is answered by an event that names a person, nobody (NONE) or
 * somebody (ANY). */
static void
put_answer(struct follow *f, const struct fit *fit, uint32_t entry, uint32_t person)
{
	const struct entry *e = &f->book->entries[entry];
	struct refs items = follow_items(f, e);
	bool also = is_after(f, fit, e);
	enum follow_fact fact = also ? FACT_ALSO : FACT_ANSWER;
	uint32_t rule = fit->watcher->rule;

	f->answered_also |= also;
	for (uint32_t i = 0; i < items.n; i++)
		if (may_ask(f, fit, items.p[i])) {
			cells_put(&f->cells, fact, rule, person, items.p[i])->value = entry + 1;
			f->answered_items = true;
		}
	if (also || fit->slot == SLOTS) {
		cells_put(&f->cells, fact, rule, person, items.n ? ANY : NONE)->value = entry + 1;
	} else {
		struct known *at = follow_known(f, follow_make_row(f, person), fit->slot);

		if (items.n)
			at->any = entry + 1;
		else
			at->none = entry + 1;
	}
}

static void
see_person(struct follow *f, const struct event_kind *k, uint32_t entry, uint32_t person)
{
	const struct entry *e = &f->book->entries[entry];

	/* the usual case, made quicker */
	if (k->plain && person != ANY && !entry_items(f->book, e).n) {
		struct known *row = follow_known(f, follow_make_row(f, person), 0);

		for (uint32_t i = k->nafter; i < k->n; i++)
			if (k->fit[i].kinds & f->kind)
				row[k->fit[i].slot].none = entry + 1;
		return;
	}
	for (uint32_t i = k->nafter; i < k->n; i++)
		if (follow_fits(f, &k->fit[i], e) && !(person == ANY && k->fit[i].watcher->speaks))
			put_answer(f, &k->fit[i], entry, person);
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
	} else if (k->silent) { /* otherwise nobody asks that way */
		see_person(f, k, entry, ANY);
	}
}

/* Is a contact about no item too early to answer a rule with before:?  It is if it is older
 * than twice that period ahead of the item's date. */
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

/* Does the word ours, theirs or to fit the item?  Where it refers to signatures or answers,
 * it says nothing about the item. */
static bool
is_on_side(struct follow *f, const struct trigger *t, uint32_t item)
{
	const struct item *it = item == NONE ? NULL : &f->book->item[item];

	return !it || it->definition == NONE || t->name == COND_SILENT ||
	       t->name == COND_UNSIGNED || t->name == COND_UNCONFIRMED ||
	       follow_side_is(f, (enum side)t->side, it, follow_names_theirs(f, it));
}

static bool
holds_until(
    struct follow *f, const struct rule *rule, uint32_t person, uint32_t item, struct moment began)
{
	struct moment since;

	for (uint32_t i = 0; i < rule->until.n; i++) {
		const struct trigger *t = &rule->until.p[i];

		if (t->name >= TYPE_COUNT && is_on_side(f, t, item) &&
		    follow_holds(f, t, person, item, &since) && !moment_before(since, began))
			return true;
	}
	return false;
}

/* Is the event, given as its number + 1, an answer: not before the duty began?  One about
 * no item may be too early. */
static bool
is_answer(struct follow *f, uint32_t value, const struct duty *d, bool early)
{
	struct moment when;

	if (!value)
		return false;
	when = f->book->entries[value - 1].when;
	return !moment_before(when, d->began) && !(early && is_early(f, d->rule, d->item, when));
}

/* The same for an event that is an after: as well: it must be later than the one that asks. */
static bool
is_later_answer(struct follow *f, uint32_t value, const struct duty *d, uint32_t event)
{
	return !moment_before(f->book->entries[value - 1].when, d->began) &&
	       (event == NONE || entry_cmp(f->book, value - 1, event) > 0);
}

/* Is there an answer in the cells by a person, ANY or NONE, about an item, ANY or NONE? */
static bool
is_in_cells(struct follow *f, const struct duty *d, uint32_t event, uint32_t person, uint32_t item)
{
	const struct cell *c = cells_get(&f->cells, FACT_ANSWER, d->number, person, item);
	const struct cell *also = NULL;

	if (f->answered_also)
		also = cells_get(&f->cells, FACT_ALSO, d->number, person, item);
	return (c && is_answer(f, c->value, d, item == NONE)) ||
	       (also && is_later_answer(f, also->value, d, event));
}

/* Has it been answered by an event that names the person, anybody (ANY) or nobody (NONE)?
 * It must be about the same item, or about none. */
static bool
is_answered_by(struct follow *f, const struct duty *d, uint32_t event, uint32_t person)
{
	uint32_t row = follow_row(f, person);
	bool in_row = d->rule->slot < SLOTS && (row || person == NONE);
	const struct known *at = in_row ? follow_known(f, row, d->rule->slot) : NULL;

	if (at && is_answer(f, at->none, d, true))
		return true;
	if (at && d->item == NONE && is_answer(f, at->any, d, false))
		return true;
	if (d->item != NONE && f->answered_items && is_in_cells(f, d, event, person, d->item))
		return true;
	return (d->rule->slot == SLOTS || f->answered_also) &&
	       (is_in_cells(f, d, event, person, NONE) ||
		   (d->item == NONE && is_in_cells(f, d, event, person, ANY)));
}

bool
follow_answered(struct follow *f, const struct duty *d, uint32_t person, uint32_t event)
{
	const struct rule *rule = d->rule;

	return is_answered_by(f, d, event, person == NONE ? ANY : person) ||
	       (f->answered_nobody && is_answered_by(f, d, event, NONE)) ||
	       (rule->until_holds && holds_until(f, rule, person, d->item, d->began));
}
