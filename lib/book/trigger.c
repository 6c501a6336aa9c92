/* follow.h: the second pass over a deal's entries: what they trigger, and what reminds. */
#include "book/follow.h"

void
follow_raise_item(struct follow *f, const struct cause *c)
{
	const struct item *it = &f->book->item[c->item];
	struct refs people;
	bool named = false;

	if (f->set->rule[c->watcher->rule].act != ACT_WRITE) {
		follow_raise(f, c, NONE);
		return;
	}
	if (it->definition == NONE)
		return; /* nobody is known whose business it is */
	if (c->watcher->trigger.side == SIDE_TO) {
		follow_raise(f, c, it->to);
		return;
	}
	people = entry_people(f->book, &f->book->entries[it->definition]);
	for (uint32_t i = 0; i < people.n; i++)
		if (follow_is_theirs(f, people.p[i])) {
			follow_raise(f, c, people.p[i]);
			named = true;
		}
	if (named)
		return;
	if (it->to != NONE && follow_is_theirs(f, it->to)) {
		follow_raise(f, c, it->to);
		return;
	}
	for (uint32_t i = 0; i < f->nothers; i++)
		follow_raise(f, c, f->others[i]);
}

/* Is the done vouched for by the promiser alone? */
static bool
is_own_word(const struct follow *f, const struct entry *e)
{
	struct refs items = entry_items(f->book, e);

	return items.n && item_is_own_word(f->book, &f->book->item[items.p[0]], e);
}

/* Can a reopen take it back?  It skips what had no effect, such as a second done. */
static bool
may_be_taken_back(const struct entry *e)
{
	return (e->type == TYPE_PAID && !(e->many & MISFIT)) ||
	       ((e->type == TYPE_DONE || e->type == TYPE_DROP) && !(e->many & IDLE));
}

/* Is it a done or paid that a later reopen takes back? */
static bool
is_taken_back(const struct follow *f, uint32_t entry)
{
	const struct entry *all = f->book->entries;
	uint32_t e = entry;

	if (all[e].type == TYPE_DROP || !may_be_taken_back(&all[e]))
		return false;
	do
		e = all[e].next;
	while (e != NONE && all[e].type != TYPE_REOPEN && !may_be_taken_back(&all[e]));
	return e != NONE && all[e].type == TYPE_REOPEN && !all[e].amt;
}

/* What the event is about: the one item that a message bears, or whose event it is.  A
 * meeting is about no item in particular. */
static uint32_t
subject(const struct follow *f, const struct entry *e)
{
	struct refs items = entry_items(f->book, e);

	return items.n == 1 && e->type != TYPE_MET ? items.p[0] : NONE;
}

/* Are the people of such a record only its witnesses? */
static bool
is_witnessed(enum type t)
{
	return t == TYPE_DONE || t == TYPE_PAID || t == TYPE_DROP || t == TYPE_REOPEN ||
	       t == TYPE_VERDICT || schema_types[t].item;
}

static void
trigger(struct follow *f, const struct watcher *w, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	const struct rule *rule = &f->set->rule[w->rule];
	struct refs people = entry_people(f->book, e);
	uint32_t item = subject(f, e);
	struct cause c = { .watcher = w, .item = item, .event = entry, .began = e->when };
	bool named = false;

	if (rule->per_deal || (rule->act != ACT_WRITE && item == NONE)) {
		c.item = NONE;
		follow_raise(f, &c, NONE);
		return;
	}
	if (item != NONE && (rule->act != ACT_WRITE || is_witnessed((enum type)e->type))) {
		follow_raise_item(f, &c);
		return;
	}
	for (uint32_t i = 0; i < people.n; i++)
		if (follow_is_theirs(f, people.p[i])) {
			follow_raise(f, &c, people.p[i]);
			named = true;
		}
	if (!named && item != NONE)
		follow_raise_item(f, &c);
	else if (!people.n)
		for (uint32_t i = 0; i < f->nothers; i++)
			follow_raise(f, &c, f->others[i]);
}

static uint32_t *
reminder_in_row(const struct follow *f, uint32_t row, uint32_t bit)
{
	return &f->rows.reminder[(size_t)row * RE_LISTS + bit % RE_LISTS];
}

/* The last reminder before those of the entry's day without a time, which come last in it. */
static uint32_t
before_untimed(const struct follow *f, uint32_t entry, uint32_t older)
{
	const struct reminder *r = older ? &f->sent[older - 1] : NULL;
	struct moment m = f->book->entries[entry].when,
		      o = r ? f->book->entries[r->entry].when : MOMENT_NONE;

	return r && o.day == m.day && o.min < 0 ? r->timed : older;
}

static void
put_reminder(struct follow *f, uint32_t bit, uint32_t person, uint32_t item, uint32_t entry)
{
	struct seat *seat = person == ANY ? NULL : follow_seat(f, person);
	uint32_t *last = item == NONE
			     ? reminder_in_row(f, follow_make_row(f, person), bit)
			     : &cells_put(&f->cells, FACT_REMINDER, bit, person, item)->value;

	if (!seat)
		f->re |= bit;
	else if (item == NONE)
		seat->re |= bit;
	else
		seat->re_of |= bit;
	f->sent = mem_at_least(f->sent, sizeof(*f->sent), &f->sent_cap, f->nsent);
	f->sent[f->nsent] = (struct reminder){ entry, *last, before_untimed(f, entry, *last) };
	*last = ++f->nsent;
}

/* Equal lines are one reminder; sorted, they are next to each other. */
static bool
is_told_twice(const struct follow *f, const struct entry *e)
{
	const struct entry *last = f->nsent ? &f->book->entries[f->sent[f->nsent - 1].entry] : NULL;

	return last && moment_key(last->when) == moment_key(e->when) &&
	       !lines_cmp(entry_rest(f->book, last), entry_rest(f->book, e));
}

static void
remind(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	struct refs people = entry_people(f->book, e), items = follow_items(f, e);

	if (is_told_twice(f, e))
		return;
	for (uint32_t left = e->re & f->reminds, bit; left; left &= left - 1) {
		bit = left & -left;
		for (uint32_t i = 0; i <= people.n; i++) {
			uint32_t p = i < people.n ? people.p[i] : ANY;

			if (p == ANY && !(f->set->silent_re & bit))
				break;
			if (!items.n || p == ANY)
				put_reminder(f, bit, p, NONE, entry);
			for (uint32_t k = 0; k < items.n && p != ANY; k++)
				if (follow_is_open(f, items.p[k]) || f->asked[items.p[k]].re & bit)
					put_reminder(f, bit, p, items.p[k], entry);
		}
	}
}

/* Puts the newest reminders of each sort that count for the duty into head; returns how many. */
static uint32_t
reminder_heads(struct follow *f, const struct duty *d, uint32_t head[2 * RE_BITS])
{
	bool anybody = !rule_speaks(d->rule);
	const struct seat *seat = anybody || d->person == NONE ? NULL : follow_seat(f, d->person);
	uint32_t re = d->rule->re, re_of = 0, n = 0;

	if (d->rule->nevery && !anybody) /* it is asked again and again */
		re |= f->nudge;
	re_of = seat && d->item != NONE ? re & seat->re_of : 0;
	re &= anybody ? f->re : seat ? seat->re : 0;
	for (uint32_t left = re | re_of, bit; left; left &= left - 1) {
		const struct cell *c;

		bit = left & -left;
		if (re & bit)
			head[n++] = *reminder_in_row(
			    f, follow_row(f, anybody ? ANY : d->person), bit);
		if (re_of & bit &&
		    (c = cells_get(&f->cells, FACT_REMINDER, bit, d->person, d->item)))
			head[n++] = c->value;
	}
	return n;
}

uint32_t
follow_reminders(
    struct follow *f, const struct duty *d, struct moment after, uint32_t most, struct moment *last)
{
	const struct book *b = f->book;
	uint32_t head[2 * RE_BITS], n = reminder_heads(f, d, head), count = 0;

	while (n && count < most) {
		uint32_t latest = 0, entry;
		struct moment when;
		bool counts;

		for (uint32_t i = 0; i < n; i++) /* their numbers are in order */
			latest = head[i] > latest ? head[i] : latest;
		if (!latest)
			break;
		entry = f->sent[latest - 1].entry;
		when = b->entries[entry].when;
		counts = moment_before(after, when);
		/* Without a time it isn't known to come after a moment of its day; one with
		 * a time may be. */
		if (!counts && (when.day != after.day || when.min >= 0 || after.min < 0))
			break;
		if (counts && !count++)
			*last = when;
		for (uint32_t i = 0; i < n; i++) {
			const struct reminder *r = head[i] ? &f->sent[head[i] - 1] : NULL;

			if (r && r->entry == entry)
				head[i] = counts ? r->older : r->timed;
		}
	}
	return count;
}

/* Is the event the draft of a document under review?  What is asked then, and when, is
 * decided by the review. */
static bool
is_review(struct follow *f, const struct trigger *t, const struct entry *e)
{
	struct refs items = entry_items(f->book, e);

	if ((t->re & e->re) != f->draft)
		return false;
	for (uint32_t i = 0; i < items.n; i++)
		if (f->book->item[items.p[i]].type == TYPE_DOC &&
		    item_review(f->book, &f->book->item[items.p[i]]).n)
			return true;
	return false;
}

/* The second pass: what the event triggers. */
void
follow_trigger(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	const struct event_kind *k = follow_kind_of(f, e);
	uint32_t n = k->nafter;

	if (n && (is_own_word(f, e) || is_taken_back(f, entry)))
		n = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct watcher *w = k->fit[i].watcher;

		if (follow_fits(f, &k->fit[i], e) &&
		    !(w->trigger.re & e->re & f->draft && is_review(f, &w->trigger, e)))
			trigger(f, w, entry);
	}
	if (e->type == TYPE_SENT && entry_reached(e))
		remind(f, entry);
}
