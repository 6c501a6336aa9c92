#include "book/item.h"

#include <stdlib.h>

/* What is known half-way through an item's events. */
struct replay {
	struct book *b;
	struct item *it;
	const struct item_watch *watch;
	uint32_t entry;     /* the current event */
	struct money part;  /* what the last end or part took off, as far as it isn't taken back */
	struct item *of;    /* the item that the event belongs to: it, or one for: it */
	struct money *last; /* like part, for that item; for one that is for: it, only payments */
	bool closed, dropped, judged; /* judged: is there anything to judge? */
	bool waived;                  /* the last part was dropped, not paid */
	uint32_t closed_by;           /* entry */
	struct moment by;   /* the date at that time: a later one doesn't change how it was kept */
	struct moment done; /* the day on which it counts as done */
	uint32_t *signers;  /* of a doc: numbers of people, each once */
	bool *has_signed;   /* by signer */
	size_t nsigners, unsigned_yet;
};

static void
fault(struct replay *p, enum diag_id id, struct str about)
{
	if (p->watch && p->watch->fault)
		p->watch->fault(p->watch->self, p->it, id, p->entry,
		    id == DIAG_CLOSED_TWICE || id == DIAG_IDLE_DATE ? p->closed_by
								    : p->it->definition,
		    about);
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

/* A record read back with state:done or state:dropped is closed; when it was done isn't
 * known, so there is nothing to judge. */
static void
set_given_state(struct replay *p)
{
	p->judged = p->it->given == STATE_OPEN;
	if (!p->judged)
		set_closed(p, item_made(p->b, p->it), p->it->given == STATE_DROPPED);
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

	p->signers = arena_new(&p->b->arena, sizeof(*p->signers), people.n);
	p->has_signed = arena_new(&p->b->arena, sizeof(*p->has_signed), people.n);
	memcpy(p->signers, people.p, people.n * sizeof(*p->signers));
	qsort(p->signers, people.n, sizeof(*p->signers), cmp_numbers);
	for (size_t i = 0; i < people.n; i++)
		if (i == 0 || p->signers[i] != p->signers[n - 1])
			p->signers[n++] = p->signers[i];
	p->nsigners = p->unsigned_yet = n;
}

static void
define(struct replay *p)
{
	struct item *it = p->it;

	item_undo(p->b, it);
	it->fresh = false;
	if (it->type == TYPE_DOC)
		set_signers(p);
	set_given_state(p);
}

/* Reopens it; a date that wasn't kept, and was moved while the item was closed, stays broken. */
static void
set_open(struct replay *p)
{
	struct item *it = p->it;

	if (p->closed && p->judged && p->by.day != DAY_NONE && moment_before(p->by, p->done) &&
	    moment_key(p->by) != moment_key(it->by))
		judge(p, VERDICT_BROKEN, it->dated_by, MOMENT_NONE);
	p->closed = p->dropped = false;
	it->closed = it->said = MOMENT_NONE;
}

/* The event's amt:, if it can be counted on the item. */
static bool
part_of(struct replay *p, struct money *m)
{
	struct str amt = entry_amt(p->b, p->entry);

	if (p->of == p->it)
		p->b->entries[p->entry].many &= (uint8_t)~MISFIT;
	if (!amt.n || money_parse(amt, m) != MONEY_OK)
		return false;
	if (!item_amt(p->it).unit.n) {
		if (p->of == p->it)
			fault(p, DIAG_UNCOUNTED, STR(""));
		return false;
	}
	if (!str_eq(m->unit, p->it->sums->amt.unit)) {
		if (p->of == p->it && !unit_fits_above(p->b, p->it, m->unit, NULL, NULL))
			p->b->entries[p->entry].many |= MISFIT;
		if (p->of == p->it || &p->b->item[p->of->parent] == p->it)
			fault(p, DIAG_OTHER_UNIT, m->unit);
		return false;
	}
	return true;
}

static void
fault_money(struct replay *p, enum diag_id id, struct money m)
{
	struct buf text = buf_mem();

	money_put(&text, money_trim(m));
	fault(p, id, buf_view(&text));
	buf_release(&text);
}

/* Takes a part off what is left of an amount; closes the item if nothing is. */
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
	p->waived = dropped;
	for (struct item *of = p->of; of != it; of = &p->b->item[of->parent])
		money_add(&of->sums->passed->paid, m);
	if (left->n < 0 && it->parent == NONE)
		fault_money(p, DIAG_OVERPAID,
		    (struct money){ .n = -left->n, .scale = left->scale, .unit = left->unit });
	if (left->n <= 0 && !p->closed)
		set_closed(p, when, dropped);
}

/* Was an end of something closed probably recorded by mistake: does the same witness say
 * the same twice, or drop what was done? */
static bool
is_slip(const struct replay *p, const struct entry *e)
{
	const struct entry *before = &p->b->entries[p->closed_by];
	struct refs x = entry_people(p->b, e), y = entry_people(p->b, before);

	if (e->type == TYPE_VERDICT)
		return before->type == TYPE_VERDICT && e->word != before->word;
	return (e->type == TYPE_DROP) != p->dropped ||
	       (e->type == before->type && x.n == y.n && (!x.n || x.p[0] == y.p[0]));
}

/* Closes the whole item: done, dropped or found out. */
static void
close_whole(struct replay *p, struct entry *e, bool dropped)
{
	if (p->closed) {
		e->many |= IDLE;
		if (is_slip(p, e))
			fault(p, DIAG_CLOSED_TWICE, STR(""));
		return;
	}
	if (item_left(p->it).unit.n && p->it->sums->left.n > 0) {
		*p->last = p->it->sums->left;
		p->it->sums->left.n = 0;
	}
	set_closed(p, e->when, dropped);
}

/* Applies a `done` or `drop`, of a part or the whole. */
static void
finish(struct replay *p, struct entry *e)
{
	struct item *it = p->it;
	struct money m;
	bool dropped = e->type == TYPE_DROP;

	e->many &= (uint8_t)~IDLE;
	if (e->amt) {
		if (part_of(p, &m))
			take_part(p, m, e->when, dropped);
		else
			e->many |= IDLE;
	} else if (item_is_own_word(p->b, it, e) && !p->closed) {
		if (it->said.day == DAY_NONE)
			it->said = e->when;
		p->last->n = 0; /* then a reopen takes back the word */
	} else {
		close_whole(p, e, dropped);
	}
}

/* What a reopen takes back: no more than was counted nor, if it is of an item for: this
 * one, than was paid on that.  False if it can't be counted. */
static bool
taken_back(struct replay *p, const struct entry *e, struct money *m)
{
	struct money most = item_amt(p->it), over;
	const struct passed *passed = p->of == p->it ? NULL : p->of->sums->passed;

	*m = *p->last;
	if ((passed && passed->paid.n == 0) || (!e->amt && m->n == 0))
		return !passed;
	if (e->amt && !part_of(p, m))
		return false;
	if (!p->judged || !money_sub(&most, item_left(p->it)))
		return true; /* read back as done: what was counted isn't known */
	if (passed && money_cmp(passed->paid, most) < 0)
		most = passed->paid;
	over = *m;
	if (money_cmp(*m, most) <= 0 || !money_sub(&over, most))
		return true;
	*m = most;
	if (!passed && e->amt)
		fault_money(p, DIAG_OVER_REOPENED, over);
	return true;
}

static void
reopen(struct replay *p, const struct entry *e)
{
	bool own = p->of == p->it, was_open = !p->closed && p->it->said.day == DAY_NONE;
	bool opens;
	struct money m;

	if (!taken_back(p, e, &m) || (!own && m.n == 0))
		return;
	if (m.n != 0 && !money_add(&p->it->sums->left, m)) {
		fault(p, DIAG_SUM_OVERFLOW, STR(""));
		return;
	}
	for (struct item *of = p->of; of != p->it; of = &p->b->item[of->parent])
		passed_take(of->sums->passed, m);
	p->last->n = 0;
	opens = !item_left(p->it).unit.n || p->it->sums->left.n > 0;
	if (own && !e->amt && m.n == 0 && (was_open || !opens) &&
	    (p->it->parent == NONE || item_amt(p->it).unit.n))
		fault(p, DIAG_IDLE_REOPEN, STR(""));
	if (opens)
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
		set_closed(p, r->when, p->waived);
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
		it->said = MOMENT_NONE; /* it was said of the old date */
		it->dated_by = p->entry;
	}
	if (r->text.n)
		it->text = r->text.p;
	if (amt.n)
		amend_amount(p, r, amt);
}

static void
sign(struct replay *p, struct entry *e)
{
	uint32_t who = entry_people(p->b, e).p[0];
	const uint32_t *at = bsearch(&who, p->signers, p->nsigners, sizeof(who), cmp_numbers);

	if (at && !p->has_signed[at - p->signers]) {
		p->has_signed[at - p->signers] = true;
		p->unsigned_yet--;
	}
	if (!at && p->nsigners)
		fault(p, DIAG_NO_SIGNER, p->b->person[who].name);
	if (!p->unsigned_yet && !p->closed && (at || !p->nsigners))
		close_whole(p, e, false);
}

/* Is it the contact that was planned, and not just an agenda sent ahead of it? */
static bool
is_planned(const struct replay *p, const struct entry *e)
{
	uint32_t agenda = book_re_bits(p->b, STR("agenda"));

	return entry_reached(e) &&
	       (!(e->re & agenda) || p->b->entries[p->it->definition].re & agenda);
}

/* Applies one event of the item itself.  Its line is read again only if the entry doesn't
 * tell enough. */
static void
apply(struct replay *p, struct entry *e)
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
			close_whole(p, e, false);
		break;
	case TYPE_SIGNED:
		if (p->it->type == TYPE_DOC)
			sign(p, e);
		break;
	case TYPE_MET:
	case TYPE_SENT:
	case TYPE_GOT:
		if (p->it->type == TYPE_PLAN && !p->closed && is_planned(p, e))
			close_whole(p, e, false);
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

/* The item whose id the current event bears: this one, or a part of it. */
static struct item *
item_of(struct replay *p, const struct entry *e)
{
	struct refs items = entry_items(p->b, e);

	return p->it->child == NONE || items.n != 1 ? p->it : &p->b->item[items.p[0]];
}

/* The end of a child, or of a part of it: a reopen of that then takes back no payment;
 * unless the end had no effect. */
static void
end_child(struct replay *p, const struct entry *e)
{
	if (!(e->many & IDLE))
		p->last->n = 0;
}

static void
step(struct replay *p, uint32_t entry)
{
	struct book *b = p->b;
	struct entry *e = &b->entries[entry];
	const struct entry *def = &b->entries[p->it->definition];

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
	p->of = item_of(p, e);
	if (p->of == p->it && ends_items((enum type)e->type) && moment_before(e->when, def->when))
		fault(p, DIAG_CLOSED_EARLY, STR(""));
	p->last = p->of == p->it ? &p->part : &p->of->sums->passed->last;
	if (p->of != p->it && (e->type == TYPE_DONE || e->type == TYPE_DROP))
		end_child(p, e);
	else
		apply(p, e);
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
	struct replay p = { .b = b, .it = it, .watch = watch, .of = it, .entry = it->definition };
	uint32_t n;

	if (it->definition == NONE)
		return;
	n = item_gather(b, it);
	define(&p);
	for (uint32_t i = 0; i < n; i++)
		step(&p, b->order[i]);
	it->state = state_of(&p);
	judge_last(&p);
	if (p.closed && p.judged && moment_key(p.by) != moment_key(it->by)) {
		p.entry = it->dated_by;
		fault(&p, DIAG_IDLE_DATE, STR(""));
	}
}
