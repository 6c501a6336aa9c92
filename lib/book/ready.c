/* book_ready(): what the entries say, once they are in order. */
#include "book/book.h"
#include "book/item.h"
#include "book/order.h"
#include "book/people.h"
#include "record/kind.h"

static void
ready_calendar(struct book *b)
{
	struct str days = people_last_value(b, &b->weeks, STR(""), KEY_DAYS, NULL);
	unsigned week = 0;

	while (days.p) {
		struct str day = str_cut(&days, ',');

		week |= 1u << date_weekday_parse(day);
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

/* Notes what one who line says of a person for its deal alone. */
static void
add_own(struct book *b, uint32_t person, const struct record *r)
{
	uint32_t before = b->owns.n;
	uint32_t deal = book_deal(b, r->deal), n = names_add(&b->owns, person, b->deal[deal].name);
	struct str side = record_value(r, KEY_SIDE), prefers = record_value(r, KEY_PREFERS);

	if (n == before) {
		b->own = mem_at_least(b->own, sizeof(*b->own), &b->own_cap, n);
		b->own[n] = (struct own){ { NULL, 0 }, { NULL, 0 }, NULL };
	}
	if (side.n)
		b->own[n].side = arena_str(&b->arena, side);
	if (prefers.n)
		b->own[n].prefers = arena_str(&b->arena, prefers);
}

static void
ready_person(struct book *b, uint32_t person)
{
	struct person *p = &b->person[person];

	list_sort(b, &p->declared);
	list_sort(b, &p->away);
	p->side = STR("them");
	for (uint32_t e = p->declared.first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct str side = record_value(r, KEY_SIDE), prefers = record_value(r, KEY_PREFERS);

		if (r->deal.n) {
			add_own(b, person, r);
			continue;
		}
		if (side.n)
			p->side = arena_str(&b->arena, side);
		if (prefers.n)
			p->prefers = arena_str(&b->arena, prefers);
	}
	p->ours = person == b->me || str_eq(p->side, STR("us"));
}

static void
ready_deal(struct book *b, uint32_t deal)
{
	struct deal *d = &b->deal[deal];

	d->kind = people_last_value(b, &d->declared, d->name, KEY_KIND, NULL);
	d->via = people_last_value(b, &d->declared, d->name, KEY_VIA, &d->title);
	for (uint32_t e = d->closes.first; e != NONE; e = b->entries[e].next)
		d->closed = b->entries[e].when;
}

/* The person of a to:, who may stand nowhere else. */
static uint32_t
receiver(struct book *b, struct str to)
{
	uint32_t before = b->people.n;
	uint32_t p = book_add_person(b, (struct str){ to.p + 1, to.n - 1 });

	if (p == before) {
		ready_person(b, p);
		b->me = book_person(b, STR("me"));
	}
	return p;
}

/* What could not be known when the record that defines an item was added: what the
 * calendar says, and which item it is part of. */
static void
define_item(struct book *b, struct item *it)
{
	const struct record *r;
	struct str parent, to;
	uint32_t number;

	if (it->definition == NONE)
		return;
	if (it->whole) {
		item_roll(b, it);
		return;
	}
	r = book_record(b, it->definition);
	to = record_value(r, KEY_TO);
	if (to.n)
		it->to = receiver(b, to);
	item_define(b, it, r);
	parent = record_value(r, KEY_FOR);
	if (!parent.n)
		return;
	number = book_item(b, it->deal, (struct str){ parent.p + 1, parent.n - 1 });
	if (number == NAMES_NONE || &b->item[number] == it)
		return;
	it->parent = number;
	if (!it->sums)
		it->sums = arena_new(&b->arena, sizeof(*it->sums), 1);
	it->sibling = b->item[number].child;
	b->item[number].child = (uint32_t)(it - b->item);
}

void
book_ready(struct book *b)
{
	b->me = book_person(b, STR("me"));
	book_order(b);
	list_sort(b, &b->weeks);
	list_sort(b, &b->days_off);
	list_sort(b, &b->rules);
	ready_calendar(b);
	for (uint32_t i = 0; i < b->people.n; i++)
		ready_person(b, i);
	for (uint32_t i = 0; i < b->deals.n; i++)
		ready_deal(b, i);
	for (uint32_t i = 0; i < b->items.n; i++)
		define_item(b, &b->item[i]);
	for (uint32_t i = 0; i < b->items.n; i++)
		item_replay(b, &b->item[i], b->watch);
}
