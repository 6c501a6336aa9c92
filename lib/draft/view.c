#include "draft/view.h"

#include "book/item.h"
#include "book/people.h"
#include "draft/field.h"
#include "value/period.h"

static bool
is_open(const struct item *it)
{
	return it->state == STATE_OPEN || it->state == STATE_LATE || it->state == STATE_SAID;
}

static bool
is_duty(const struct item *it)
{
	return it->type == TYPE_PROMISE || it->type == TYPE_OWED;
}

/* Takes what a promise covers off what is left of the item; one that says no amount, or
 * one in another unit, covers all of it. */
static void
cover(struct money *rest, const struct item *promise)
{
	struct money part = item_left(promise);

	if (!rest->unit.n)
		return;
	if (!part.unit.n || !str_eq(part.unit, rest->unit) || !money_sub(rest, part))
		rest->n = 0;
}

/* What the open promises for: the item that the reader sees leave of it; all of it where
 * there is none.  We see the parts and the whole. */
static bool
is_covered(struct view *v, const struct item *it, struct money *rest)
{
	bool covered = false;

	*rest = item_left(it);
	if (v->s->reader == NONE || !is_duty(it) || !is_open(it))
		return false;
	for (uint32_t c = it->child; c != NONE; c = v->b->item[c].sibling) {
		const struct item *child = &v->b->item[c];

		if (!is_open(child) || !sight_shows(v->s, child))
			continue;
		cover(rest, child);
		covered = true;
	}
	return covered;
}

struct shown
view_shown(struct view *v, const struct item *it)
{
	struct shown s = { .item = it };
	struct money rest;

	if (is_covered(v, it, &rest))
		s.rest = rest;
	return s;
}

/* Is all of it promised?  Then the promises are told, not the whole once more. */
static bool
is_promised(struct view *v, const struct item *it)
{
	struct money rest;

	return is_covered(v, it, &rest) && rest.n <= 0;
}

static void
put(struct view *v, enum view_list list, const struct item *it)
{
	v->list[list].p[v->list[list].n++] = view_shown(v, it);
}

/* An open duty by who has to do it; in our own view all others are one. */
static enum view_list
list_of_duty(struct view *v, const struct item *it)
{
	bool late = it->state == STATE_LATE;

	if (is_promised(v, it))
		return LIST_COVERED;
	if (people_ours(v->b, it->person, v->s->deal))
		return late ? LIST_LATE_OURS : LIST_OURS;
	if (it->person == v->s->reader || v->s->reader == NONE)
		return late ? LIST_LATE : LIST_YOURS;
	return LIST_OTHERS;
}

/* Is what was done something to congratulate the reader on? */
static bool
is_theirs(struct view *v, const struct item *it)
{
	struct refs people = entry_people(v->b, &v->b->entries[it->definition]);
	bool theirs = people.n == 0;

	if (it->type != TYPE_MILESTONE)
		return is_duty(it) && sight_beside(v->s, it->person);
	for (uint32_t i = 0; i < people.n; i++) {
		if (people_ours(v->b, people.p[i], v->s->deal))
			return false;
		theirs |= sight_beside(v->s, people.p[i]);
	}
	return theirs;
}

static void
sort_item(struct view *v, const struct item *it)
{
	struct moment told = v->s->told.on;

	if (it->state == STATE_DROPPED)
		return;
	if (it->type == TYPE_TERM)
		put(v, LIST_TERMS, it);
	if (it->type == TYPE_DOC)
		put(v, LIST_DOCUMENTS, it);
	if (it->type == TYPE_CONCERN && it->state != STATE_DONE)
		put(v, LIST_CONCERNS, it);
	if (is_duty(it) && is_open(it))
		put(v, list_of_duty(v, it), it);
	if (it->state != STATE_DONE || (told.day != DAY_NONE && moment_before(it->closed, told)))
		return;
	put(v, LIST_DONE, it);
	if (is_duty(it) && sight_beside(v->s, it->person))
		put(v, LIST_DELIVERED, it);
	if (is_theirs(v, it))
		put(v, LIST_ACHIEVED, it);
}

static void
make_lists(struct view *v)
{
	static const enum type duties[] = { TYPE_PROMISE, TYPE_OWED, TYPE_MILESTONE };
	struct sight *s = v->s;

	for (int l = 0; l < LISTS; l++) {
		v->list[l].p = arena_new(v->arena, sizeof(struct shown), s->nitems);
		v->list[l].n = 0;
	}
	for (size_t i = 0; i < s->nitems; i++)
		sort_item(v, s->item[i].item);
	for (size_t t = 0; t < sizeof(duties) / sizeof(*duties); t++)
		for (size_t i = 0; i < s->nitems; i++)
			if (s->item[i].item->type == duties[t] &&
			    s->item[i].item->state != STATE_DROPPED)
				v->list[LIST_DUTIES].p[v->list[LIST_DUTIES].n++] = s->item[i];
}

static bool
has_signed(struct view *v, const struct item *doc)
{
	size_t n;
	const struct voice *signer = sight_signers(v->s, doc, &n);

	for (size_t i = 0; i < n; i++)
		if (signer[i].person == v->s->reader)
			return signer[i].on.day != DAY_NONE;
	return true; /* not asked to sign */
}

/* Is the item one that the kind asks about? */
static bool
is_asked(struct view *v, const struct item *it)
{
	switch (kinds[v->kind].asks) {
	case ASKS_OPEN:
		return it->state != STATE_SAID;
	case ASKS_SIGN:
		return it->state != STATE_DONE && !has_signed(v, it);
	case ASKS_DOCUMENT:
		return it->state != STATE_DONE;
	default:
		return true;
	}
}

/* What the kind asks about, where no due record says. */
static void
find_asks(struct view *v)
{
	static const enum view_list lists[][2] = {
		[ASKS_NONE] = { LISTS, LISTS },
		[ASKS_OPEN] = { LIST_LATE, LIST_YOURS },
		[ASKS_LATE] = { LIST_LATE, LISTS },
		[ASKS_SIGN] = { LIST_DOCUMENTS, LISTS },
		[ASKS_DOCUMENT] = { LIST_DOCUMENTS, LISTS },
		[ASKS_CONCERN] = { LIST_CONCERNS, LISTS },
	};
	const enum view_list *list = lists[kinds[v->kind].asks];

	v->asks = arena_new(v->arena, sizeof(*v->asks), v->s->nitems);
	for (int l = 0; l < 2 && list[l] != LISTS; l++)
		for (size_t i = 0; i < v->list[list[l]].n; i++) {
			const struct item *it = v->list[list[l]].p[i].item;

			if (is_asked(v, it))
				v->asks[v->nasks++] = (struct ask){ .kind = v->kind, .item = it };
		}
}

/* Is the item over in the reader's eyes, and the kind one that asks for what is open? */
static bool
is_over(const struct ask *a)
{
	return kinds[a->kind].asks != ASKS_NONE && !is_open(a->item);
}

/* The asks of due records, as far as the reader may know what they are about. */
static void
take_asks(struct view *v)
{
	v->asks = arena_new(v->arena, sizeof(*v->asks), v->setup.nasks);
	v->kinds = 0;
	for (size_t i = 0; i < v->setup.nasks; i++) {
		const struct ask *a = &v->setup.asks[i];

		if (a->item && (!sight_shows(v->s, a->item) || is_over(a)))
			continue;
		v->kinds |= UINT32_C(1) << a->kind;
		if (!kinds[a->kind].tells)
			v->asks[v->nasks++] = *a;
	}
	if (v->kinds)
		v->kind = kinds_together(v->kinds);
}

bool
view_asks(const struct view *v, const struct item *it)
{
	for (size_t i = 0; i < v->nasks; i++)
		if (v->asks[i].item == it)
			return true;
	return false;
}

/* Until when an answer is asked for: a draft as long as its review takes, all else
 * some business days. */
static int32_t
ask_day(struct view *v)
{
	const struct calendar *c = &v->b->calendar;
	struct moment today = { v->b->now.day, -1 };
	struct period p = { kinds[v->kind].days, PERIOD_BUSINESS };
	struct str review = { NULL, 0 };

	if (p.n == 0)
		return today.day;
	if (v->kind == DRAFT_DRAFT && v->nasks && v->asks[0].item)
		review = record_value(book_record(v->b, v->asks[0].item->definition), KEY_REVIEW);
	if (review.n)
		period_parse(review, &p);
	today = period_add(today, p, 1, c);
	return today.day == DAY_NONE ? v->b->now.day : today.day;
}

void
view_open(struct view *v, struct sight *s, const struct view_setup *setup, struct arena *arena)
{
	*v = (struct view){ .s = s,
		.b = s->b,
		.arena = arena,
		.scratch = v->scratch,
		.setup = *setup,
		.kind = setup->kind,
		.kinds = UINT32_C(1) << setup->kind };
	if (s->reader != NONE)
		v->face = face_of(s->faces, s->reader, s->deal);
	v->lang = words_lang(v->face.lang);
	make_lists(v);
	if (setup->nasks)
		take_asks(v);
	else
		find_asks(v);
	v->ask_day = ask_day(v);
}

static bool
has_terms(struct view *v)
{
	for (size_t i = 0; i < v->s->nitems; i++) {
		const struct item *it = v->s->item[i].item;

		if ((it->type == TYPE_TERM || it->type == TYPE_PROMISE) &&
		    it->state != STATE_DROPPED)
			return true;
	}
	return false;
}

bool
view_suffices(struct view *v)
{
	size_t n;

	if (v->setup.nasks)
		return v->kinds != 0;
	switch (kinds[v->kind].needs) {
	case NEEDS_TERMS:
		return has_terms(v);
	case NEEDS_ANSWER:
		return v->nasks || v->s->waiting.on.day != DAY_NONE;
	case NEEDS_ASKS:
		return v->nasks;
	case NEEDS_DONE:
		return v->list[LIST_ACHIEVED].n;
	case NEEDS_PAID:
		sight_payments(v->s, v->s->told.on, &n);
		return n;
	default:
		return true;
	}
}
