#include "book/item.h"
#include "book/order.h"
#include "book/people.h"

#include "record/kind.h"
#include "value/period.h"

#include <stdlib.h>

/* What is known half-way through an item's events. */
struct replay {
	struct book *b;
	struct item *it;
	const struct item_watch *watch;
	uint32_t entry;               /* the event at hand */
	struct money part;            /* what was last paid of the item */
	struct money *last;           /* the same of the item that the event is of */
	bool closed, dropped, judged; /* judged: is there anything to judge? */
	uint32_t closed_by;           /* entry */
	struct moment by;   /* the date it had then: a later one does not change how it was kept */
	struct moment done; /* the day it counts as done */
	uint32_t *signers;  /* of a doc, by number, each once */
	bool *has_signed;   /* of each */
	size_t nsigners, unsigned_yet;
};

static void
fault(struct replay *p, enum diag_id id, struct str about)
{
	if (p->watch && p->watch->fault)
		p->watch->fault(p->watch->self, p->it, id, p->entry,
		    id == DIAG_CLOSED_TWICE ? p->closed_by : p->it->definition, about);
}

static void
judge(struct replay *p, enum verdict v, uint32_t entry, struct moment done)
{
	struct judgement j = { v, p->closed ? p->by : p->it->by, done, entry };

	if (p->watch && p->watch->judged)
		p->watch->judged(p->watch->self, p->it, &j);
}

static void
set_closed(struct replay *p, struct moment when, bool dropped)
{
	p->closed = true;
	p->dropped = dropped;
	p->closed_by = p->entry;
	p->it->closed = when;
	p->by = p->it->by;
	p->done = p->it->said.day != DAY_NONE ? p->it->said : when;
}

/* A record read back with state:done or state:dropped is closed; when it was
 * done is not known, so there is nothing to judge. */
static void
set_given_state(struct replay *p)
{
	p->judged = p->it->given == STATE_OPEN;
	if (!p->judged)
		set_closed(p, p->it->made, p->it->given == STATE_DROPPED);
}

static int
cmp_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
set_signers(struct replay *p)
{
	struct refs people = entry_people(p->b, &p->b->entries[p->it->definition]);
	size_t n = 0;

	p->signers = arena_new(&p->b->arena, sizeof(*p->signers), people.n + 1);
	p->has_signed = arena_new(&p->b->arena, sizeof(*p->has_signed), people.n);
	memcpy(p->signers, people.p, people.n * sizeof(*p->signers));
	qsort(p->signers, people.n, sizeof(*p->signers), cmp_numbers);
	for (size_t i = 0; i < people.n; i++)
		if (i == 0 || p->signers[i] != p->signers[n - 1])
			p->signers[n++] = p->signers[i];
	p->nsigners = p->unsigned_yet = n;
}

/* What its events change of an item that is not amended. */
static void
undo(struct item *it)
{
	it->state = STATE_OPEN;
	it->closed = it->said = MOMENT_NONE;
	if (it->sums)
		*it->sums = (struct item_sums){ .amt = it->sums->amt, .left = it->sums->amt };
}

static void
define(struct replay *p)
{
	struct item *it = p->it;

	if (!it->fresh && !it->amended)
		undo(it);
	else if (!it->fresh)
		item_define(p->b, it, book_record(p->b, it->definition));
	it->fresh = false;
	if (it->type == TYPE_DOC)
		set_signers(p);
	set_given_state(p);
}

static void
set_open(struct replay *p)
{
	p->closed = p->dropped = false;
	p->it->closed = p->it->said = MOMENT_NONE;
}

/* The amt: of the event, if it can be counted on the item. */
static bool
part_of(struct replay *p, struct money *m)
{
	struct str amt = entry_amt(p->b, p->entry);

	if (!amt.n || money_parse(amt, m) != MONEY_OK)
		return false;
	if (!item_amt(p->it).unit.n) {
		if (p->last == &p->part) /* not of what is for: the item */
			fault(p, DIAG_UNCOUNTED, STR(""));
		return false;
	}
	if (!str_eq(m->unit, p->it->sums->amt.unit)) {
		fault(p, DIAG_OTHER_UNIT, m->unit);
		return false;
	}
	return true;
}

/* Takes a part off what is left of an amount; the item closes when nothing is. */
static void
take_part(struct replay *p, struct money m, struct moment when, bool dropped)
{
	struct item *it = p->it;
	struct money *left = &it->sums->left;

	if (!money_sub(left, m)) {
		fault(p, DIAG_SUM_OVERFLOW, STR(""));
		return;
	}
	*p->last = m;
	if (left->n < 0 && it->parent == NONE) {
		struct money over = *left;
		struct buf text = buf_mem();

		over.n = -over.n;
		money_put(&text, money_trim(over));
		fault(p, DIAG_OVERPAID, buf_view(&text));
		buf_release(&text);
	}
	if (left->n <= 0 && !p->closed)
		set_closed(p, when, dropped);
}

/* The whole item is done, dropped or found out. */
static void
close_whole(struct replay *p, struct moment when, bool dropped)
{
	if (p->closed) {
		fault(p, DIAG_CLOSED_TWICE, STR(""));
		return;
	}
	if (item_left(p->it).unit.n && p->it->sums->left.n > 0) {
		*p->last = p->it->sums->left;
		p->it->sums->left.n = 0;
	}
	set_closed(p, when, dropped);
}

bool
item_is_own_word(const struct book *b, const struct item *it, const struct entry *e)
{
	struct refs people = entry_people(b, e);

	return e->type == TYPE_DONE && !e->amt && people.n && it->person != NONE &&
	       (it->type == TYPE_PROMISE || it->type == TYPE_OWED) && people.p[0] == it->person;
}

/* A `done` or `drop`, of a part or of the whole. */
static void
finish(struct replay *p, const struct entry *e)
{
	struct item *it = p->it;
	struct money m;
	bool dropped = e->type == TYPE_DROP;

	if (e->amt) {
		if (part_of(p, &m))
			take_part(p, m, e->when, dropped);
	} else if (item_is_own_word(p->b, it, e) && !p->closed) {
		if (it->said.day == DAY_NONE)
			it->said = e->when;
	} else {
		close_whole(p, e->when, dropped);
	}
}

static void
reopen(struct replay *p, const struct entry *e)
{
	struct money m = *p->last, left = item_left(p->it);

	/* Of what is for: this item only payments can be taken back. */
	if (p->last != &p->part && (e->amt ? !m.unit.n : m.n == 0))
		return;
	if (e->amt && !part_of(p, &m))
		return;
	if (m.n != 0 && str_eq(m.unit, left.unit) && !money_add(&p->it->sums->left, m)) {
		fault(p, DIAG_SUM_OVERFLOW, STR(""));
		return;
	}
	p->last->n = 0;
	if (!left.unit.n || p->it->sums->left.n > 0)
		set_open(p);
}

static void
amend_amount(struct replay *p, const struct record *r, struct str text)
{
	struct item *it = p->it;
	struct money amt, left, taken = item_amt(it);

	if (money_parse(text, &amt) != MONEY_OK)
		return;
	left = amt;
	if (taken.unit.n) {
		if (!str_eq(amt.unit, taken.unit)) {
			fault(p, DIAG_OTHER_UNIT, amt.unit);
			return;
		}
		if (!money_sub(&taken, it->sums->left) || !money_sub(&left, taken)) {
			fault(p, DIAG_SUM_OVERFLOW, STR(""));
			return;
		}
	}
	if (!it->sums)
		it->sums = arena_new(&p->b->arena, sizeof(*it->sums), 1);
	it->sums->amt = amt;
	it->sums->left = left;
	if (left.n <= 0 && !p->closed)
		set_closed(p, r->when, false);
	else if (left.n > 0 && p->closed && !p->dropped)
		set_open(p);
}

static void
amend(struct replay *p, const struct record *r)
{
	struct item *it = p->it;
	struct moment by = item_date(p->b, it, r);
	struct str amt = record_value(r, KEY_AMT);

	it->amended++;
	if (by.day != DAY_NONE) {
		if (p->judged && it->by.day != DAY_NONE && !p->closed &&
		    !moment_before(r->when, it->by))
			judge(p, VERDICT_BROKEN, p->entry, MOMENT_NONE);
		it->by = by;
		it->said = MOMENT_NONE; /* what was said of the old date */
		it->dated_by = p->entry;
	}
	if (r->text.n)
		it->text = r->text;
	if (amt.n)
		amend_amount(p, r, amt);
}

static void
sign(struct replay *p, const struct entry *e)
{
	uint32_t who = entry_people(p->b, e).p[0];
	const uint32_t *at = bsearch(&who, p->signers, p->nsigners, sizeof(who), cmp_numbers);

	if (at && !p->has_signed[at - p->signers]) {
		p->has_signed[at - p->signers] = true;
		p->unsigned_yet--;
	}
	if (!p->unsigned_yet && !p->closed && (at || !p->nsigners))
		close_whole(p, e->when, false);
}

/* Is it the contact that was planned, or only about its agenda, ahead of it? */
static bool
is_planned(const struct replay *p, const struct entry *e)
{
	uint32_t agenda = book_re_bits(p->b, STR("agenda"));

	return entry_reached(e) &&
	       (!(e->re & agenda) || p->b->entries[p->it->definition].re & agenda);
}

/* One event of the item itself.  Its line is read again only where the entry
 * does not say enough. */
static void
apply(struct replay *p, const struct entry *e)
{
	struct money m;

	switch (e->type) {
	case TYPE_DONE:
	case TYPE_DROP:
		finish(p, e);
		break;
	case TYPE_PAID:
		if (part_of(p, &m))
			take_part(p, m, e->when, false);
		break;
	case TYPE_REOPEN:
		reopen(p, e);
		break;
	case TYPE_AMENDED:
		amend(p, book_record(p->b, p->entry));
		break;
	case TYPE_VERDICT:
		if (p->it->type == TYPE_ASSERTION)
			close_whole(p, e->when, false);
		break;
	case TYPE_SIGNED:
		if (p->it->type == TYPE_DOC)
			sign(p, e);
		break;
	case TYPE_MET:
	case TYPE_SENT:
	case TYPE_GOT:
		if (p->it->type == TYPE_PLAN && !p->closed && is_planned(p, e))
			close_whole(p, e->when, false);
		break;
	default:
		break;
	}
}

static bool
ends_items(enum type t)
{
	return t == TYPE_DONE || t == TYPE_DROP || t == TYPE_PAID || t == TYPE_VERDICT ||
	       t == TYPE_SIGNED;
}

/* The item that the event at hand bears the id of: this one or a child. */
static struct item *
item_of(struct replay *p, const struct entry *e)
{
	struct refs items = entry_items(p->b, e);

	return p->it->child == NONE || items.n != 1 ? p->it : &p->b->item[items.p[0]];
}

/* The end of a child: what a reopen of it takes back is no payment then, unless
 * it ended by its promiser's word alone, which took nothing. */
static void
end_child(struct replay *p, const struct item *child, const struct entry *e)
{
	if (!item_is_own_word(p->b, child, e))
		p->last->n = 0;
}

static void
step(struct replay *p, uint32_t entry)
{
	struct book *b = p->b;
	const struct entry *e = &b->entries[entry], *def = &b->entries[p->it->definition];
	struct item *of;

	p->entry = entry;
	if (entry == p->it->definition ||
	    (p->watch && p->watch->sees && !p->watch->sees(p->watch->self, entry)))
		return;
	if (schema_types[e->type].names_id) {
		/* The same line twice is one item. */
		if (entry_cmp(b, entry, p->it->definition) != 0)
			fault(p, DIAG_DUPLICATE_ID, STR(""));
		return;
	}
	if (ends_items((enum type)e->type) && moment_before(e->when, def->when))
		fault(p, DIAG_CLOSED_EARLY, STR(""));
	of = item_of(p, e);
	p->last = of == p->it ? &p->part : &of->sums->part;
	if (of != p->it && (e->type == TYPE_DONE || e->type == TYPE_DROP))
		end_child(p, of, e);
	else
		apply(p, e);
}

/* Payments on what is for: this item count for it too; whether a reopen takes
 * one back depends on what else came before it. */
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

/* All events of the item and what its children pass on, in order. */
static uint32_t
gather(struct book *b, const struct item *it)
{
	uint32_t n = 0;

	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next)
		put_in_order(b, n++, e);
	if (it->child == NONE)
		return n; /* the list is in order already */
	for (uint32_t c = it->child; c != NONE; c = b->item[c].sibling)
		for (uint32_t e = b->item[c].events.first; e != NONE; e = b->entries[e].next)
			if (counts_for_parent(b, e))
				put_in_order(b, n++, e);
	entries_sort(b, b->order, n);
	return n;
}

static void
judge_last(struct replay *p)
{
	struct item *it = p->it;
	int32_t day = p->closed ? p->done.day : p->b->now.day;
	struct moment by = p->closed ? p->by : it->by;

	if (by.day == DAY_NONE || p->dropped || !p->judged)
		return;
	if (p->closed && !moment_before(by, p->done))
		judge(p, VERDICT_KEPT, p->closed_by, p->done);
	else if (day == DAY_NONE || (!p->closed && day <= by.day + LATE_DAYS))
		judge(p, VERDICT_OPEN, it->definition, MOMENT_NONE);
	else if (p->closed)
		judge(p, day <= by.day + LATE_DAYS ? VERDICT_LATE : VERDICT_BROKEN, p->closed_by,
		    p->done);
	else
		judge(p, VERDICT_BROKEN, it->definition, MOMENT_NONE);
}

static enum state
state_of(const struct replay *p)
{
	const struct item *it = p->it;

	if (p->closed)
		return p->dropped ? STATE_DROPPED : STATE_DONE;
	if (it->said.day != DAY_NONE)
		return STATE_SAID;
	if (it->by.day != DAY_NONE && p->b->now.day != DAY_NONE && moment_before(it->by, p->b->now))
		return STATE_LATE;
	return STATE_OPEN;
}

void
item_replay(struct book *b, struct item *it, const struct item_watch *watch)
{
	struct replay p = { .b = b, .it = it, .watch = watch };
	uint32_t n;

	if (it->definition == NONE)
		return;
	n = gather(b, it);
	define(&p);
	for (uint32_t c = it->child; c != NONE; c = b->item[c].sibling)
		b->item[c].sums->part = (struct money){ 0 };
	for (uint32_t i = 0; i < n; i++)
		step(&p, b->order[i]);
	it->state = (uint8_t)state_of(&p);
	judge_last(&p);
}
