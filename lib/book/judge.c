/* item.h: judgements, reviews, events and parts, without a replay. */
#include "book/item.h"

#include "book/order.h"

#include <stdlib.h>

struct moment
item_decided(const struct book *b, const struct judgement *j)
{
	struct moment when = b->entries[j->entry].when;
	struct moment over = { j->by.day + LATE_DAYS + 1, -1 };
	bool ended = j->done.day != DAY_NONE || b->entries[j->entry].type == TYPE_AMENDED;

	return ended && moment_before(when, over) ? when : over;
}

struct period
item_review(struct book *b, const struct item *it)
{
	struct period p = { 0, PERIOD_DAY };

	period_parse(record_value(book_record(b, it->definition), KEY_REVIEW), &p);
	return p;
}

bool
item_is_written(struct book *b, const struct item *plan)
{
	static const struct str ways[] = { { "email", 5 }, { "sms", 3 }, { "letter", 6 },
		{ "chat", 4 }, { "portal", 6 } };
	struct str via = record_value(book_record(b, plan->definition), KEY_VIA);

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (str_eq(via, ways[i]))
			return true;
	return false;
}

bool
item_is_own_word(const struct book *b, const struct item *it, const struct entry *e)
{
	struct refs people = entry_people(b, e);

	return e->type == TYPE_DONE && !e->amt && people.n && it->person != NONE &&
	       (it->type == TYPE_PROMISE || it->type == TYPE_OWED) && people.p[0] == it->person;
}

/* Payments on items for: this one count for it too; whether a reopen takes one back depends
 * on what precedes it. */
static bool
counts_for_parent(struct book *b, uint32_t entry)
{
	enum type t = (enum type)b->entries[entry].type;

	return t == TYPE_PAID || t == TYPE_REOPEN || t == TYPE_DONE || t == TYPE_DROP;
}

static void
put_in_order(struct book *b, uint32_t n, uint32_t entry)
{
	b->order = mem_at_least(b->order, sizeof(*b->order), &b->order_cap, n);
	b->order[n] = entry;
}

/* Adds the events of the items for: this one, and of those for: them. */
static uint32_t
gather_parts(struct book *b, const struct item *it, uint32_t n, int levels)
{
	for (uint32_t c = it->child; c != NONE; c = b->item[c].sibling) {
		const struct item *part = &b->item[c];

		part->sums->passed->paid = part->sums->passed->last = (struct money){ 0 };
		for (uint32_t e = part->events; e != NONE; e = b->entries[e].next)
			if (counts_for_parent(b, e))
				put_in_order(b, n++, e);
		if (levels > 1 && part->child != NONE)
			n = gather_parts(b, part, n, levels - 1);
	}
	return n;
}

static bool
is_part(const struct entry *e)
{
	return e->type == TYPE_PAID || ((e->type == TYPE_DONE || e->type == TYPE_DROP) && e->amt);
}

static bool
ends_whole(const struct entry *e)
{
	return (e->type == TYPE_DONE || e->type == TYPE_DROP) && !e->amt;
}

/* From number i on, puts events that end the whole behind the last part of the same moment;
 * returns the number behind that moment. */
static uint32_t
put_parts_first(struct book *b, uint32_t i, uint32_t n)
{
	int64_t moment = moment_key(b->entries[b->order[i]].when);
	uint32_t to = i, parts_to = i, put = i, ends = 0;

	for (; to < n && moment_key(b->entries[b->order[to]].when) == moment; to++)
		if (is_part(&b->entries[b->order[to]]))
			parts_to = to + 1;
	for (; i < parts_to; i++)
		if (ends_whole(&b->entries[b->order[i]]))
			put_in_order(b, n + ends++, b->order[i]);
		else
			b->order[put++] = b->order[i];
	memcpy(b->order + put, b->order + n, ends * sizeof(*b->order));
	return to;
}

/* The end of the whole takes what the parts of its moment leave: being paid, and calling it
 * done on the same day, counts as paid once. */
static void
order_ends(struct book *b, uint32_t n)
{
	for (uint32_t i = 0; i < n;)
		i = ends_whole(&b->entries[b->order[i]]) ? put_parts_first(b, i, n) : i + 1;
}

uint32_t
item_gather(struct book *b, const struct item *it)
{
	uint32_t n = 0, own;

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		put_in_order(b, n++, e);
	own = n; /* sorted already */
	n = gather_parts(b, it, n, FOR_LEVELS);
	if (n > own)
		entries_sort(b, b->order, n);
	order_ends(b, n);
	return n;
}

bool
unit_fits_above(const struct book *b, const struct item *it, struct str unit,
    bool (*sees)(void *self, uint32_t entry), void *self)
{
	for (int i = 0; i < FOR_LEVELS && it->parent != NONE; i++) {
		it = &b->item[it->parent];
		if (it->definition == NONE || (sees && !sees(self, it->definition)))
			return false;
		if (str_eq(item_amt(it).unit, unit))
			return true;
	}
	return false;
}

void
passed_take(struct passed *passed, struct money m)
{
	(void)money_sub(&passed->paid, m);
	if (passed->paid.n < 0)
		passed->paid.n = 0;
}

/* One of the parts that share what is left of an item. */
struct sharer {
	struct item *it;
	int64_t by;
};

/* The latest date first, then by id. */
static int
cmp_sharers(const void *a, const void *b)
{
	const struct sharer *x = a, *y = b;

	if (x->by != y->by)
		return x->by > y->by ? -1 : 1;
	return str_cmp(item_id(x->it), item_id(y->it));
}

static bool
is_seen(const struct item *it, const struct item_watch *watch)
{
	return !it->guarded || !watch || !watch->sees || watch->sees(watch->self, it->definition);
}

static bool
is_sharer(const struct item *whole, const struct item *it, const struct item_watch *watch)
{
	return it->state < STATE_DONE && item_left(it).n > 0 &&
	       str_eq(item_left(it).unit, item_left(whole).unit) && is_seen(it, watch);
}

/* Finds the parts of an item that share what is asked for of it, sorted; returns how many. */
static size_t
find_sharers(struct book *b, const struct item *it, const struct item_watch *watch,
    struct sharer **list, size_t *cap)
{
	size_t n = 0;

	for (uint32_t c = it->child; c != NONE; c = b->item[c].sibling) {
		if (!is_sharer(it, &b->item[c], watch))
			continue;
		*list = mem_at_least(*list, sizeof(**list), cap, n);
		(*list)[n++] = (struct sharer){ &b->item[c], moment_key(b->item[c].by) };
	}
	if (n)
		qsort(*list, n, sizeof(**list), cmp_sharers);
	return n;
}

/* When anything that bears on what is asked for was last recorded of an item; or `last`, if
 * that is later. */
static struct moment
last_word(struct book *b, const struct item *it, struct moment last)
{
	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];
		bool bears = schema_types[at->type].names_id || at->type == TYPE_AMENDED ||
			     counts_for_parent(b, e);

		if (bears && moment_before(last, at->when))
			last = at->when;
	}
	return last;
}

/* Since when some of the parts have had no share: since the item was over or lost its own
 * share; else since the last word on it or any part. */
static struct moment
idle_since(struct book *b, const struct item *it)
{
	struct moment last;

	if (it->state >= STATE_DONE)
		return it->closed;
	if (item_is_idle(it))
		return it->sums->passed->idle;
	last = last_word(b, it, MOMENT_NONE);
	for (uint32_t c = it->child; c != NONE; c = b->item[c].sibling)
		last = last_word(b, &b->item[c], last);
	return last;
}

/* Whoever promises anew takes back their own promise, nobody else's. */
static bool
are_by_one(const struct sharer *list, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (list[i].it->person != list[0].it->person)
			return false;
	return true;
}

static void
share_out(struct book *b, const struct item *it, const struct sharer *list, size_t n)
{
	struct money rest = item_asked(it);
	struct moment idle = MOMENT_NONE;
	bool ended = it->state == STATE_DONE || it->state == STATE_DROPPED;
	uint32_t over = ended ? (uint32_t)(it - b->item) : item_over(it);
	bool idles = over != NONE || item_is_idle(it) || rest.n <= 0 || are_by_one(list, n);

	if (rest.n < 0)
		rest.n = 0;
	for (size_t i = 0; i < n; i++) {
		struct passed *p = list[i].it->sums->passed;

		p->asked = item_left(list[i].it);
		if (money_cmp(rest, p->asked) < 0)
			p->asked = rest;
		(void)money_sub(&rest, p->asked); /* beyond 18 digits each is asked for in full */
		if (p->asked.n > 0)
			continue;
		if (idles && idle.day == DAY_NONE) /* applies to all that follow, too */
			idle = idle_since(b, it);
		p->over = over;
		p->idle = idle;
	}
}

void
items_share_out(struct book *b, const struct deal *d, const struct item_watch *watch)
{
	struct sharer *list = NULL;
	size_t cap = 0;
	uint32_t n = 0;

	for (uint32_t i = d->parts ? d->items : NONE; i != NONE; i = b->item[i].next) {
		struct item *it = &b->item[i];

		if (it->child != NONE)
			put_in_order(b, n++, i);
		if (it->parent != NONE) {
			it->sums->passed->asked.unit.n = 0;
			it->sums->passed->over = NONE;
			it->sums->passed->idle = MOMENT_NONE;
		}
	}
	while (n) { /* parts precede what they are for */
		const struct item *it = &b->item[b->order[--n]];
		size_t shares = is_seen(it, watch) ? find_sharers(b, it, watch, &list, &cap) : 0;

		share_out(b, it, list, shares);
	}
	free(list);
}

uint32_t
item_over(const struct item *it)
{
	return it->parent == NONE || it->state >= STATE_DONE ? NONE : it->sums->passed->over;
}

uint32_t
item_reopened(const struct book *b, uint32_t event)
{
	enum { SOON = 64 }; /* in events: many may ask, so each must be cheap */
	int32_t day = b->entries[event].when.day;
	uint32_t e = event;

	for (int i = 0; i < SOON && e != NONE && b->entries[e].when.day == day; i++) {
		if (b->entries[e].type == TYPE_REOPEN)
			return e;
		e = b->entries[e].next;
	}
	return NONE;
}

bool
entry_answers(const struct book *b, const struct entry *e)
{
	return e->type == TYPE_GOT && e->word && e->word != book_word(b, STR("counter"));
}

struct moment
item_settled(const struct book *b, const struct item *it)
{
	struct moment since = item_made(b, it);

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_AMENDED)
			since = b->entries[e].when;
	return since;
}

bool
item_is_promised(const struct book *b, const struct item *it)
{
	for (uint32_t c = it->child; c != NONE; c = b->item[c].sibling)
		if (b->item[c].state == STATE_OPEN)
			return true;
	return false;
}

bool
item_is_idle(const struct item *it)
{
	return it->parent != NONE && it->state < STATE_DONE &&
	       it->sums->passed->idle.day != DAY_NONE;
}

void
items_end_idle(struct book *b, const struct deal *d)
{
	for (uint32_t i = d->parts ? d->items : NONE; i != NONE; i = b->item[i].next) {
		struct item *it = &b->item[i];

		if (item_is_idle(it)) {
			it->closed = it->sums->passed->idle;
			it->state = STATE_DROPPED;
		}
	}
}
