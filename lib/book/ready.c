/* book_ready(): what the entries mean, once they are in order. */
#include "book/book.h"
#include "book/eye.h"
#include "book/item.h"
#include "book/order.h"
#include "book/people.h"
#include "record/kind.h"

#include <stdlib.h>

static void
ready_calendar(struct book *b)
{
	unsigned week = 0;

	for (uint32_t e = b->weeks.first; e != NONE; e = b->entries[e].next) {
		struct str days = record_value(book_record(b, e), KEY_DAYS);

		for (week = 0; days.p;) /* the last week line counts */
			week |= 1u << date_weekday_parse(str_cut(&days, ','));
	}
	if (week)
		calendar_week(&b->calendar, week);
	for (uint32_t e = b->days_off.first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct str until = record_value(r, KEY_UNTIL);
		static const struct calendar plain = CALENDAR_INIT;
		struct moment last = until.n ? kind_when(until, r->when, &plain) : r->when;

		calendar_holiday(&b->calendar, r->when.day, last.day);
	}
	calendar_ready(&b->calendar);
}

/* Works out what couldn't be known when the item's record was added: what the calendar
 * says, and which item it is part of.  True if there is one. */
static bool
define_item(struct book *b, struct item *it)
{
	const struct record *r;
	struct str parent;
	uint32_t number;

	if (it->definition == NONE)
		return false;
	if (it->whole)
		item_roll(b, it);
	if (it->whole && !it->named_for)
		return false;
	r = book_record(b, it->definition);
	if (!it->whole)
		item_define(b, it, r);
	parent = record_value(r, KEY_FOR);
	if (!parent.n)
		return false;
	number = book_item(b, it->deal, (struct str){ parent.p + 1, parent.n - 1 });
	if (number != NONE && b->item[number].definition != NONE)
		it->parent = number;
	return it->parent != NONE;
}

/* Makes it a child of its parent. */
static void
join(struct book *b, struct item *it)
{
	struct item *parent = &b->item[it->parent];

	if (!it->sums)
		it->sums = arena_new(&b->arena, sizeof(*it->sums), 1);
	it->sums->passed = arena_new(&b->arena, sizeof(*it->sums->passed), 1);
	it->sibling = parent->child;
	parent->child = (uint32_t)(it - b->item);
}

/* Items of a deal whose parts are never all in order are in a circle: one that leads back
 * to itself is for: nothing. */
static uint32_t
cut_circles(struct book *b, const struct deal *d, uint32_t *order, uint32_t n)
{
	for (uint32_t i = d->items; i != NONE && n < d->nitems; i = b->item[i].next) {
		struct item *it = &b->item[i];

		if (!it->amended)
			continue;
		it->amended = 0;
		it->circular = true;
		it->parent = NONE;
		order[n++] = i;
	}
	return n;
}

/* Puts items that are for: another before that one in the list of the deal's items (A.
 * Kahn, "Topological sorting of large networks", CACM 5(11), 1962).  Meanwhile `amended`,
 * which is 0 until the replay, counts an item's parts that aren't in order yet. */
static void
put_parts_first(struct book *b, struct deal *d)
{
	uint32_t *order = mem_grow(NULL, sizeof(*order), d->nitems), n = 0;
	uint32_t *to = &d->items;

	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		if (b->item[i].parent != NONE)
			b->item[b->item[i].parent].amended++;
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		if (!b->item[i].amended)
			order[n++] = i;
	for (uint32_t k = 0; k < n; k++) {
		struct item *it = &b->item[order[k]];

		if (it->parent == NONE)
			continue;
		join(b, it);
		if (!--b->item[it->parent].amended)
			order[n++] = it->parent;
	}
	n = cut_circles(b, d, order, n);
	for (uint32_t k = 0; k < n; k++, to = &b->item[*to].next)
		*to = order[k];
	*to = NONE;
	free(order);
}

void
book_ready_deal(struct book *b, struct deal *d)
{
	if (d->ready)
		return;
	d->ready = true;
	order_deal(b, d);
	for (uint32_t e = d->closes.first; e != NONE; e = b->entries[e].next)
		d->closed = b->entries[e].when;
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		d->parts |= define_item(b, &b->item[i]);
	if (d->parts)
		put_parts_first(b, d);
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		item_replay(b, &b->item[i], b->watch);
	items_share_out(b, d, b->watch);
}

void
book_ready_world(struct book *b)
{
	uint32_t world = book_deal(b, STR(""));

	b->me = book_person(b, STR("me"));
	order_gather(b);
	list_sort(b, &b->weeks);
	list_sort(b, &b->days_off);
	list_sort(b, &b->rules);
	ready_calendar(b);
	people_ready(b);
	if (world != NONE)
		order_deal(b, &b->deal[world]);
}

static void
ready_deal(void *self, struct book *b, struct deal *d)
{
	(void)self;
	book_ready_deal(b, d);
}

void
book_ready_deals(struct book *b, size_t lanes)
{
	void *selves[EYES] = { NULL };

	eyes_run(b, b->watch ? 1 : eye_lanes(b, lanes), ready_deal, selves);
}

void
book_ready(struct book *b, size_t lanes)
{
	book_ready_world(b);
	book_ready_deals(b, lanes);
}
