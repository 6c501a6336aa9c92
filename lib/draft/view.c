#include "draft/view.h"

#include "value/period.h"

#include <stdlib.h>

struct moment
view_since(const struct view *v)
{
	const struct sight *s = v->s;
	bool later = v->kinds >> DRAFT_THANKS & 1 && moment_before(s->told.on, s->thanked);

	return later ? s->thanked : s->told.on;
}

struct items
view_list(struct view *v, enum list_name name)
{
	struct kept *k = v->s->kept;

	if (!v->list[name].p)
		v->list[name] = name < LIST_DONE
				    ? lists_of(&k->lists, name, v->arena)
				    : since_done(&k->since, name, view_since(v), v->arena);
	return v->list[name];
}

struct items
view_payments(struct view *v, struct moment since)
{
	return since_paid(&v->s->kept->since, since, v->arena);
}

/* Does a kind that asks about `asks` ask about the item? */
static bool
is_asked(enum asks_of asks, const struct item *it)
{
	return asks != ASKS_DOCUMENT || it->state != STATE_DONE;
}

/* Finds what the kind asks about, if no due record says so. */
static void
find_asks(struct view *v)
{
	static const enum list_name lists[][2] = {
		[ASKS_NONE] = { LISTS, LISTS },
		[ASKS_OPEN] = { LIST_LATE, LIST_YOURS },
		[ASKS_LATE] = { LIST_LATE, LISTS },
		[ASKS_SIGN] = { LIST_UNSIGNED, LISTS },
		[ASKS_DOCUMENT] = { LIST_DOCUMENTS, LISTS },
		[ASKS_REVIEW] = { LIST_UNREAD, LISTS },
		[ASKS_CONCERN] = { LIST_CONCERNS, LISTS },
	};
	enum asks_of asks = kinds[v->kind].asks;
	struct items from[2] = { { NULL, 0 }, { NULL, 0 } };

	for (int l = 0; l < 2 && lists[asks][l] != LISTS; l++)
		from[l] = view_list(v, lists[asks][l]);
	v->asks = arena_new(v->arena, sizeof(*v->asks), from[0].n + from[1].n);
	for (int l = 0; l < 2; l++)
		for (size_t i = 0; i < from[l].n; i++) {
			const struct item *it = from[l].p[i].item;

			if (is_asked(asks, it))
				v->asks[v->nasks++] = (struct ask){ .kind = v->kind, .item = it };
		}
}

/* Has the reader no signature left to give, and has somebody given theirs? */
static bool
is_signed(struct view *v, const struct item *it)
{
	struct kept *k = v->s->kept;

	return it->type == TYPE_DOC && it->state != STATE_DROPPED && !lists_signs(&k->lists, it) &&
	       voices_of(&k->voices, it, VOICES_SIGNED).n;
}

/* Is nothing left of it besides what is promised, as far as the reader sees? */
static bool
is_all_promised(struct view *v, const struct item *it)
{
	struct money rest = lists_shown(&v->s->kept->lists, it).rest;

	return rest.unit.n && rest.n <= 0;
}

/* Is there a letter of ours, sent when the item was already over, that awaits an answer? */
static bool
waits_after(const struct view *v, const struct item *it)
{
	struct moment on = v->s->waiting.on;

	return on.day != DAY_NONE && !moment_before(on, it->closed);
}

/* Takes the ask of a due record, unless it is about something that the reader may not know,
 * or that is over in their eyes while the kind asks for what is open. */
static bool
take_ask(struct view *v, const struct ask *from, struct ask *a)
{
	struct scene *scene = &v->s->kept->scene;

	*a = *from;
	if (!a->item)
		return true;
	if (!scene_shows(scene, a->item)) {
		const struct item *it = a->item;

		a->item = NULL; /* a planned talk, say, about which such a letter tells no more */
		return it->definition != NONE && scene_sees(scene, it->definition);
	}
	if (a->rest && is_all_promised(v, a->item))
		return false;
	if (a->kind == DRAFT_SIGN && is_signed(v, a->item))
		a->kind = DRAFT_VERSION;
	if (a->kind == DRAFT_CHASE && a->item->state == STATE_OPEN &&
	    a->item->by.day != DAY_NONE) /* the date is not theirs to know */
		a->kind = DRAFT_NUDGE;
	if (kinds[a->kind].asks == ASKS_NONE || item_stands(a->item))
		return true;
	if (a->kind != DRAFT_NUDGE || !waits_after(v, a->item))
		return false;
	a->item = NULL; /* we don't wait for the item, but for an answer about it since */
	return true;
}

/* By item, then in their order. */
static int
cmp_asks(const void *a, const void *b)
{
	const struct ask *x = *(const struct ask *const *)a, *y = *(const struct ask *const *)b;

	return x->item != y->item ? (x->item > y->item) - (x->item < y->item) : (x > y) - (x < y);
}

/* Of what is asked about one item, keeps what takes precedence, each once; returns how many
 * of the n asks are left.  Whoever is asked about an item is also reminded of it. */
static size_t
leave_first(struct view *v, size_t n)
{
	struct ask **by = arena_new(v->arena, sizeof(struct ask *), n);
	size_t left = 0;

	for (size_t i = 0; i < n; i++)
		by[i] = &v->asks[i];
	if (n)
		qsort(by, n, sizeof(struct ask *), cmp_asks);
	for (size_t i = 0, end; i < n; i = end) {
		uint32_t bits = 0, told = 0;

		for (end = i; end < n && by[end]->item == by[i]->item; end++)
			bits |= UINT32_C(1) << by[end]->kind;
		for (size_t k = i; k < end && by[i]->item; k++) {
			uint32_t bit = UINT32_C(1) << by[k]->kind;

			if ((kinds[by[k]->kind].yields & bits) || (told & bit))
				by[k]->kind = DRAFT_KINDS;
			told |= bit;
		}
		v->stands |= bits & UINT32_C(1) << DRAFT_NUDGE;
	}
	for (size_t i = 0; i < n; i++)
		if (v->asks[i].kind != DRAFT_KINDS)
			v->asks[left++] = v->asks[i];
	return left;
}

/* Takes the asks of due records.  A recap asks for its own confirmation. */
static void
take_asks(struct view *v)
{
	uint32_t bare = 0; /* kinds asked for without an item, which happens once */
	size_t n = 0;

	v->asks = arena_new(v->arena, sizeof(*v->asks), v->setup.nasks);
	v->kinds = v->stands = 0;
	for (size_t i = 0; i < v->setup.nasks; i++) {
		const struct ask *a = &v->asks[n];
		uint32_t bit = UINT32_C(1) << v->setup.asks[i].kind;

		if (!take_ask(v, &v->setup.asks[i], &v->asks[n]) || (!a->item && bare & bit))
			continue;
		if (!a->item)
			bare |= bit;
		n++;
	}
	n = leave_first(v, n);
	for (size_t i = 0; i < n; i++)
		v->kinds |= UINT32_C(1) << v->asks[i].kind;
	v->stands |= v->kinds;
	for (size_t i = 0; i < n; i++) {
		enum draft_kind k = v->asks[i].kind;

		if (!kinds[k].tells && !(v->kinds >> DRAFT_RECAP & 1 && k == DRAFT_CONFIRM))
			v->asks[v->nasks++] = v->asks[i];
	}
	if (v->kinds)
		v->kind = kinds_together(v->kinds);
}

static int
cmp_items(const void *a, const void *b)
{
	const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;

	return (x > y) - (x < y);
}

bool
view_asks(struct view *v, const struct item *it)
{
	if (!v->asked) {
		v->asked = arena_new(v->arena, sizeof(struct item *), v->nasks);
		for (size_t i = 0; i < v->nasks; i++)
			v->asked[i] = v->asks[i].item;
		if (v->nasks)
			qsort(v->asked, v->nasks, sizeof(struct item *), cmp_items);
	}
	return v->nasks && bsearch(&it, v->asked, v->nasks, sizeof(struct item *), cmp_items);
}

/* The last business day before they next talk, or today if that has passed. */
static int32_t
day_before_talk(struct view *v)
{
	struct moment next = lists_next(&v->s->kept->lists);
	struct period day = { 1, PERIOD_BUSINESS };

	if (next.day == DAY_NONE)
		return DAY_NONE;
	next.day = period_add((struct moment){ next.day, -1 }, day, -1, &v->b->calendar).day;
	return next.day < v->b->now.day ? v->b->now.day : next.day;
}

/* The day by which an answer is asked for: for a draft, the time for its review; for all
 * else, some business days, but if it is to be talked about, before that talk. */
static int32_t
ask_day(struct view *v)
{
	const struct calendar *c = &v->b->calendar;
	struct moment today = { v->b->now.day, -1 };
	struct period p = { kinds[v->kind].days, PERIOD_BUSINESS };
	struct str review = { NULL, 0 };
	int32_t talk;

	if (p.n == 0)
		return today.day;
	if (v->kind == DRAFT_DRAFT && v->nasks && v->asks[0].item)
		review = record_value(book_record(v->b, v->asks[0].item->definition), KEY_REVIEW);
	if (review.n)
		period_parse(review, &p);
	today = period_add(today, p, 1, c);
	if (v->kinds >> DRAFT_AGENDA & 1 && (talk = day_before_talk(v)) != DAY_NONE &&
	    talk < today.day)
		today.day = talk;
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
		.kinds = UINT32_C(1) << setup->kind,
		.stands = UINT32_C(1) << setup->kind };
	v->lang = words_lang(sight_reader(s, KEY_LANG));
	if (setup->nasks)
		take_asks(v);
	else
		find_asks(v);
	v->ask_day = ask_day(v);
}

/* Promises are the first of the duties. */
bool
view_agreed(struct view *v)
{
	struct items duties;

	if (view_list(v, LIST_TERMS).n)
		return true;
	duties = view_list(v, LIST_DUTIES);
	return duties.n && duties.p[0].item->type == TYPE_PROMISE;
}

bool
view_suffices(struct view *v)
{
	if (v->setup.nasks)
		return v->kinds != 0;
	switch (kinds[v->kind].needs) {
	case NEEDS_TERMS:
		return view_agreed(v);
	case NEEDS_ANSWER:
		return v->nasks || v->s->waiting.on.day != DAY_NONE;
	case NEEDS_ASKS:
		return v->nasks;
	case NEEDS_DONE:
		return view_list(v, LIST_ACHIEVED).n;
	case NEEDS_PAID:
		return view_payments(v, view_since(v)).n;
	default:
		return true;
	}
}
