/* What a rule can wait for besides events: conditions, and since when they hold. */
#include "book/follow.h"

#include <assert.h>

static bool
is_unreviewed(struct follow *f, const struct item *it, struct moment *since)
{
	struct review v;

	if (it->type != TYPE_DOC)
		return false;
	v = follow_review(f, it);
	*since = v.over;
	return v.over.day != DAY_NONE && !v.reviewed && !v.theirs &&
	       !moment_before(f->book->now, v.over);
}

static bool
is_refused(struct follow *f, const struct item *it, struct moment *since)
{
	if (it->type != TYPE_DOC)
		return false;
	*since = follow_review(f, it).refused;
	return since->day != DAY_NONE;
}

static bool
is_unsigned(struct follow *f, const struct item *it, struct moment *since)
{
	if (it->type != TYPE_DOC)
		return false;
	*since = follow_review(f, it).settled;
	return since->day != DAY_NONE && !moment_before(f->book->now, *since);
}

/* Is a term unconfirmed by a person of another side since its record or last change? */
static bool
is_unconfirmed(struct follow *f, uint32_t person, uint32_t item, struct moment *since)
{
	const struct book *b = f->book;
	const struct item *it = &b->item[item];
	const uint32_t about[] = { item, NONE };

	if (it->type != TYPE_TERM)
		return false;
	*since = item_settled(b, it);
	for (size_t i = 0; i < 2; i++) {
		const struct cell *c = cells_get(&f->cells, FACT_CONFIRMED, 0, person, about[i]);

		if (c && !moment_before(b->entries[c->value - 1].when, *since))
			return false;
	}
	return true;
}

/* What silence counts from, or NONE. */
static uint32_t
heard_last(const struct follow *f)
{
	return f->last_contact != NONE ? f->last_contact : f->first;
}

static bool
is_silent(const struct follow *f, struct moment *since)
{
	uint32_t e = heard_last(f);

	*since = e == NONE ? MOMENT_NONE : f->book->entries[e].when;
	return e != NONE && f->book->deal[f->deal].name.n;
}

bool
follow_holds(
    struct follow *f, const struct trigger *t, uint32_t person, uint32_t item, struct moment *since)
{
	struct book *b = f->book;
	const struct item *it = item == NONE ? NULL : &b->item[item];

	if (t->name == COND_SILENT)
		return is_silent(f, since);
	if (!it || it->definition == NONE ||
	    (it->state >= STATE_DONE) != (t->name == COND_CLOSED) ||
	    (t->item != TYPE_NONE && t->item != it->type) || (t->amt && !item_amt(it).unit.n))
		return false;
	switch (t->name) {
	case COND_OPEN:
		*since = b->entries[it->dated_by].when;
		return it->state == STATE_OPEN;
	case COND_LATE:
		*since = it->by;
		return it->state == STATE_LATE && !item_is_promised(b, it);
	case COND_SAID:
		*since = it->said;
		return it->state == STATE_SAID;
	case COND_CLOSED:
		*since = it->closed;
		return it->type != TYPE_PLAN;
	case COND_UNREVIEWED:
		return is_unreviewed(f, it, since);
	case COND_REFUSED:
		return is_refused(f, it, since);
	case COND_UNSIGNED:
		return is_unsigned(f, it, since);
	case COND_UNCONFIRMED:
		return is_unconfirmed(f, person, item, since);
	default:
		return false;
	}
}

/* Raises it for whoever hasn't signed; ours and theirs refer to the signer. */
static void
raise_signers(struct follow *f, const struct cause *c)
{
	struct book *b = f->book;
	const struct watcher *w = c->watcher;
	const struct rule *rule = &f->set->rule[w->rule];
	struct refs people = entry_people(b, &b->entries[b->item[c->item].definition]);

	if (w->trigger.side >= SIDE_TO) /* a document has no to:, and every signer is somebody */
		return;
	for (uint32_t i = 0; i < people.n; i++) {
		bool theirs = follow_is_theirs(f, people.p[i]);

		if ((w->trigger.side && theirs != (w->trigger.side == SIDE_THEIRS)) ||
		    (!theirs && rule->act == ACT_WRITE) ||
		    cells_get(&f->cells, FACT_SIGNED, 0, people.p[i], c->item))
			continue;
		follow_raise(f, c, people.p[i]);
	}
}

/* Raises it for whoever refuses the draft. */
static void
raise_refused(struct follow *f, struct cause *c)
{
	const struct book *b = f->book;
	const struct item *it = &b->item[c->item];
	struct review v = follow_review(f, it);

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next) {
		if (!follow_refuses(f, it, &v, &b->entries[e]))
			continue;
		c->began = b->entries[e].when;
		follow_raise(f, c, b->entries[e].person);
	}
}

static void
raise_unconfirmed(struct follow *f, struct cause *c)
{
	for (uint32_t i = 0; i < f->nothers; i++)
		if (follow_holds(f, &c->watcher->trigger, f->others[i], c->item, &c->began))
			follow_raise(f, c, f->others[i]);
}

/* As follow_holds(), for an item whose state is the one of the watcher's list. */
static bool
holds_of(struct follow *f, const struct trigger *t, const struct item *it, struct moment *since)
{
	switch (t->name) {
	case COND_OPEN:
		*since = f->book->entries[it->dated_by].when;
		return true;
	case COND_LATE:
		*since = it->by;
		return !item_is_promised(f->book, it);
	default:
		return follow_holds(f, t, NONE, (uint32_t)(it - f->book->item), since);
	}
}

static void
watch_item(struct follow *f, const struct condition_watch *cw, const struct item *it, bool theirs)
{
	const struct watcher *w = cw->watcher;
	struct cause c = { .watcher = w,
		.item = (uint32_t)(it - f->book->item),
		.event = NONE,
		.only = cw->only };

	if (w->trigger.amt && !item_amt(it).unit.n)
		return;
	c.alone = !(cw->rivals & f->kind) && it->parent == NONE && it->child == NONE;
	if (w->trigger.name == COND_UNCONFIRMED)
		raise_unconfirmed(f, &c);
	else if (!holds_of(f, &w->trigger, it, &c.began))
		return;
	else if (w->trigger.name == COND_UNSIGNED)
		raise_signers(f, &c);
	else if (!follow_side_is(f, (enum side)w->trigger.side, it, theirs))
		return;
	else if (w->trigger.name == COND_REFUSED)
		raise_refused(f, &c);
	else
		follow_raise_item(f, &c);
}

static void
watch_silence(struct follow *f)
{
	struct watchers w = f->set->after[COND_SILENT];
	struct cause c = { .item = NONE, .event = NONE, .source = heard_last(f) + 1 };

	for (uint32_t i = 0; i < w.n; i++) {
		c.watcher = &w.p[i];
		if (follow_is_of_kind(f, c.watcher) && is_silent(f, &c.began))
			follow_raise(f, &c, f->last_person);
	}
}

/* For a hold that names nobody, a rule that writes speaks to everybody; for one that names
 * one of us, to nobody. */
static void
raise_held(struct follow *f, const struct cause *c, uint32_t person)
{
	bool speaks = rule_speaks(&f->set->rule[c->watcher->rule]);

	if (person != NONE || !speaks) {
		if (!speaks || follow_is_theirs(f, person))
			follow_raise(f, c, person);
		return;
	}
	for (uint32_t i = 0; i < f->nothers; i++)
		follow_raise(f, c, f->others[i]);
}

/* Raises it for holds that last, have no end, and concern something that isn't over. */
static void
watch_holds(struct follow *f)
{
	struct book *b = f->book;
	struct watchers w = f->set->after[COND_HELD];

	for (uint32_t e = b->deal[f->deal].others.first; e != NONE && w.n; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];
		uint32_t person = refs_first(entry_people(b, at));
		uint32_t item = refs_first(entry_items(b, at));

		if (at->type != TYPE_HOLD)
			continue;
		if (item != NONE && b->item[item].definition != NONE &&
		    b->item[item].state >= STATE_DONE)
			continue;
		if (holds_last(&f->holds, f->deal, person, item) != e ||
		    record_value(book_record(b, e), KEY_UNTIL).n)
			continue;
		for (uint32_t i = 0; i < w.n; i++)
			if (follow_is_of_kind(f, &w.p[i]))
				raise_held(f,
				    &(struct cause){ .watcher = &w.p[i],
					.item = item,
					.event = NONE,
					.source = e + 1,
					.began = at->when },
				    person);
	}
}

/* Was x decided after y: by day, then by the item's id? */
static bool
is_later(const struct book *b, const struct decision *x, const struct decision *y)
{
	if (x->when.day != y->when.day)
		return x->when.day > y->when.day;
	return str_cmp(item_id(&b->item[x->item]), item_id(&b->item[y->item])) > 0;
}

/* Finds where the unbroken run of broken promises begins for each person, in their cell:
 * value is the last decision that wasn't broken, other the first broken one after it. */
static void
rank_decisions(struct follow *f)
{
	const struct decision *d = f->decisions;

	for (uint32_t i = 0; i < f->ndecisions; i++) {
		struct cell *c = cells_put(&f->cells, FACT_BROKEN, 0, d[i].person, 0);

		if (!d[i].broken && (!c->value || is_later(f->book, &d[i], &d[c->value - 1])))
			c->value = i + 1;
	}
	for (uint32_t i = 0; i < f->ndecisions; i++) {
		struct cell *c = cells_put(&f->cells, FACT_BROKEN, 0, d[i].person, 0);

		if (d[i].broken && (!c->value || is_later(f->book, &d[i], &d[c->value - 1])) &&
		    (!c->other || is_later(f->book, &d[c->other - 1], &d[i])))
			c->other = i + 1;
	}
}

/* Every broken promise that follows another raises the rule, so that what was answered
 * after one is asked again after the next, and what wasn't answered continues. */
static void
watch_broken(struct follow *f)
{
	struct watchers w = f->set->after[COND_BROKEN2];

	if (!w.n)
		return;
	rank_decisions(f);
	for (uint32_t i = 0; i < f->ndecisions; i++) {
		const struct decision *d = &f->decisions[i];
		const struct cell *c = cells_get(&f->cells, FACT_BROKEN, 0, d->person, 0);

		assert(c); /* all are ranked */
		if (!c->other || !is_later(f->book, d, &f->decisions[c->other - 1]) ||
		    !follow_is_theirs(f, d->person))
			continue;
		for (uint32_t k = 0; k < w.n; k++)
			if (follow_is_of_kind(f, &w.p[k]))
				follow_raise(f,
				    &(struct cause){ .watcher = &w.p[k],
					.item = NONE,
					.event = NONE,
					.source = f->book->item[d->item].definition + 1,
					.began = d->when },
				    d->person);
	}
}

void
follow_conditions(struct follow *f)
{
	struct book *b = f->book;

	for (uint32_t i = 0; i < f->nitems; i++) {
		const struct item *it = &b->item[f->items[i]];
		struct watched w = f->set->of_item[it->type][it->state];
		bool theirs;

		if (!w.n)
			continue;
		theirs = follow_names_theirs(f, it);
		for (uint32_t k = 0; k < w.n; k++)
			if (follow_is_of_kind(f, w.p[k].watcher))
				watch_item(f, &w.p[k], it, theirs);
	}
	watch_silence(f);
	watch_holds(f);
	watch_broken(f);
}
