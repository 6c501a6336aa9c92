#include "book/facts.h"
#include "book/people.h"
#include "book/views.h"

#include <stdlib.h>

/* An offer; sorted by the thing bargained about, then in order. */
struct offer {
	struct str id, unit; /* the term it is about, or empty; the unit */
	struct money amt;
	uint32_t entry, person;
	struct str side;
	bool first; /* by the first of the two sides: ours, if it is one of them */
	const struct book *book;
};

/* Our limit or our best alternative, to be sorted. */
struct bound {
	struct str unit;
	bool batna;
	struct money amt;
	uint32_t entry;
	const struct book *book;
};

/* What one side has offered for one thing. */
struct bids {
	struct money first, last;
	uint32_t n;
};

/* Which way is better for us. */
enum way { UNCLEAR, HIGHER, LOWER };

struct position {
	struct score *s;
	struct book *b;
	uint32_t deal;
	struct offer *offers;
	struct bound *bounds;
	size_t n, cap, nbounds, bounds_cap;
	struct money limit, batna; /* ours, in the current unit; without a unit: none */
	uint32_t limit_at, batna_at;
};

static void
add_offer(struct position *p, uint32_t entry)
{
	struct book *b = p->b;
	const struct record *r = book_record(b, entry);
	struct offer o = { .entry = entry, .book = b };

	if (money_parse(record_value(r, KEY_AMT), &o.amt) != MONEY_OK)
		return;
	o.unit = o.amt.unit = arena_str(&p->s->arena, o.amt.unit);
	o.id = arena_str(&p->s->arena, r->nids ? r->ids[0] : STR(""));
	o.person = book_person(b, r->people[0]);
	o.side = people_side(b, o.person, p->deal);
	p->offers = mem_at_least(p->offers, sizeof(*p->offers), &p->cap, p->n);
	p->offers[p->n++] = o;
}

static int
cmp_offers(const void *va, const void *vb)
{
	const struct offer *x = va, *y = vb;
	int order = str_cmp(x->id, y->id);

	if (!order)
		order = str_cmp(x->unit, y->unit);
	return order ? order : entry_cmp(x->book, x->entry, y->entry);
}

static void
find_offers(struct position *p)
{
	struct book *b = p->b;
	const struct deal *d = &b->deal[p->deal];

	p->n = 0;
	for (uint32_t e = d->others.first; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_OFFER)
			add_offer(p, e);
	if (p->n)
		qsort(p->offers, p->n, sizeof(*p->offers), cmp_offers);
}

static int
cmp_bounds(const void *va, const void *vb)
{
	const struct bound *x = va, *y = vb;
	int order = str_cmp(x->unit, y->unit);

	if (!order)
		order = x->batna - y->batna;
	return order ? order : entry_cmp(x->book, x->entry, y->entry);
}

static void
add_bound(struct position *p, uint32_t entry)
{
	struct book *b = p->b;
	const struct record *r = book_record(b, entry);
	struct str kind = record_value(r, KEY_KIND);
	struct bound n = { .batna = str_eq(kind, STR("batna")), .entry = entry, .book = b };

	if ((!n.batna && !str_eq(kind, STR("limit"))) ||
	    money_parse(record_value(r, KEY_AMT), &n.amt) != MONEY_OK ||
	    !people_ours(b, book_person(b, r->people[0]), p->deal))
		return;
	n.unit = n.amt.unit = arena_str(&p->s->arena, n.amt.unit);
	p->bounds = mem_at_least(p->bounds, sizeof(*p->bounds), &p->bounds_cap, p->nbounds);
	p->bounds[p->nbounds++] = n;
}

/* Finds our limits and alternatives in the deal's needs. */
static void
find_bounds(struct position *p)
{
	struct book *b = p->b;

	p->nbounds = 0;
	if (fact_mediation(b, p->deal)) /* a mediator bargains for nothing of their own */
		return;
	for (uint32_t e = b->deal[p->deal].others.first; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_NEED)
			add_bound(p, e);
	if (p->nbounds)
		qsort(p->bounds, p->nbounds, sizeof(*p->bounds), cmp_bounds);
}

/* The last one recorded for a unit; entry NONE if there is none. */
static struct bound
bound_of(const struct position *p, struct str unit, bool batna)
{
	size_t from = 0, end = p->nbounds;

	while (from < end) { /* finds the first after those of the unit */
		size_t mid = from + (end - from) / 2;
		int order = str_cmp(p->bounds[mid].unit, unit);

		if (order < 0 || (order == 0 && p->bounds[mid].batna <= batna))
			from = mid + 1;
		else
			end = mid;
	}
	if (from && str_eq(p->bounds[from - 1].unit, unit) && p->bounds[from - 1].batna == batna)
		return p->bounds[from - 1];
	return (struct bound){ .entry = NONE };
}

static void
take_bounds(struct position *p, struct str unit)
{
	struct bound limit = bound_of(p, unit, false), batna = bound_of(p, unit, true);

	p->limit = limit.amt;
	p->limit_at = limit.entry;
	p->batna = batna.amt;
	p->batna_at = batna.entry;
}

static void
bid(struct bids *of, const struct offer *o)
{
	if (!of->n++)
		of->first = o->amt;
	of->last = o->amt;
}

/* Whoever's first bid is lower wants less.  If only one side has bid, the kind of deal
 * decides, else our limit. */
static enum way
which_way(const struct position *p, const struct bids *ours, const struct bids *theirs)
{
	struct str kind = p->b->deal[p->deal].kind;
	bool both = ours->n && theirs->n;
	int order = both ? money_cmp(ours->first, theirs->first) : 0;

	if (order)
		return order > 0 ? HIGHER : LOWER;
	if (str_eq(kind, STR("purchase")))
		return LOWER;
	if (str_eq(kind, STR("sale")) || str_eq(kind, STR("collection")))
		return HIGHER;
	if (!both && ours->n && p->limit.unit.n)
		order = money_cmp(ours->first, p->limit);
	return order == 0 ? UNCLEAR : order > 0 ? HIGHER : LOWER;
}

/* The difference; without a unit if it has too many digits. */
static struct money
gap(struct money x, struct money y)
{
	struct money m = x;

	if (!money_sub(&m, y))
		return (struct money){ 0 };
	m.n = m.n < 0 ? -m.n : m.n;
	return m;
}

/* Is the amount worse for us than the bound? */
static bool
is_past(enum way way, struct money m, struct money bound)
{
	int order;

	if (!m.unit.n || !bound.unit.n || way == UNCLEAR)
		return false;
	order = money_cmp(m, bound);
	return way == HIGHER ? order < 0 : order > 0;
}

static void
say_gap(struct score *s, struct money x, struct money y)
{
	struct money m = gap(x, y);

	if (m.unit.n)
		score_say_money(s, m);
	else
		score_say(s, STR("more than 18 digits can say"));
}

static void
say_side(struct score *s, const char *who, const struct bids *b)
{
	if (!b->n)
		return;
	score_say(s, str_from(who));
	score_say_money(s, b->last);
	if (b->n < 2)
		return;
	score_say(s, STR(" (moved "));
	say_gap(s, b->first, b->last);
	score_say(s, b->n == 2 ? STR(" in 1 step)") : STR(" in "));
	if (b->n == 2)
		return;
	score_say_count(s, b->n - 1);
	score_say(s, STR(" steps)"));
}

/* Says what to make of it. */
static void
say_advice(struct position *p, enum way way, const struct bids *ours, const struct bids *theirs)
{
	struct score *s = p->s;
	struct money bound = p->limit.unit.n ? p->limit : p->batna;
	bool walk = theirs->n && is_past(way, theirs->last, bound);

	if (ours->n && is_past(way, ours->last, bound))
		score_say(s,
		    p->limit.unit.n
			? STR("; our own offer is past our limit: walk, or take it back")
			: STR("; our own offer is worse than our alternative: walk, or take it back"));
	else if (walk)
		score_say(s, p->limit.unit.n
				 ? STR("; past our limit: walk unless they move")
				 : STR("; worse than our alternative: walk unless they move"));
	else if (!bound.unit.n)
		score_say(s, STR("; no limit and no alternative recorded"));
	else if (way == UNCLEAR)
		score_say(s, STR("; which way is better for us does not follow from the offers"));
	else if (theirs->n)
		score_say(s, p->limit.unit.n ? STR("; within our limit")
					     : STR("; no worse than our alternative"));
	if (walk && p->batna.unit.n) {
		score_say(s, STR(" (the alternative is "));
		score_say_money(s, p->batna);
		score_say(s, STR(")"));
	}
}

static void
because_offers(struct position *p, const struct offer *o, size_t n)
{
	struct score *s = p->s;

	for (size_t i = 0; i < n; i++) {
		size_t before = i;

		if (!score_because(s, STR("offer @")))
			return;
		buf_str(&s->why, p->b->person[o[i].person].name);
		buf_char(&s->why, ' ');
		money_put(&s->why, o[i].amt);
		while (before && o[before - 1].first != o[i].first)
			before--;
		if (before) {
			buf_str(&s->why, STR(" step "));
			money_put(&s->why, money_trim(gap(o[i].amt, o[before - 1].amt)));
		}
		score_at(s, o[i].entry);
	}
	if (p->limit.unit.n && score_because(s, STR("limit "))) {
		money_put(&s->why, p->limit);
		score_at(s, p->limit_at);
	}
	if (p->batna.unit.n && score_because(s, STR("alternative "))) {
		money_put(&s->why, p->batna);
		score_at(s, p->batna_at);
	}
}

/* Adds how far their offer is from our limit, below 0 if past it; unknown if either is. */
static void
add_room(struct position *p, enum way way, const struct bids *theirs)
{
	struct score *s = p->s;
	struct money room = way == HIGHER ? theirs->last : p->limit;

	if (!theirs->n || !p->limit.unit.n || way == UNCLEAR ||
	    !money_sub(&room, way == HIGHER ? p->limit : theirs->last)) {
		score_word(s, KEY_VAL, STR("unknown"));
		return;
	}
	score_number(s, KEY_VAL, room);
}

/* Keeps the offers of the first two sides that made any; returns how many offers that is. */
static size_t
two_sides(struct offer *o, size_t n)
{
	struct str other = STR("");
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (!str_eq(o[i].side, o[0].side)) {
			if (!other.n)
				other = o[i].side;
			if (!str_eq(o[i].side, other))
				continue;
		}
		o[kept++] = o[i];
	}
	return kept;
}

/* Adds one thing bargained about: a term or none, and a unit. */
static void
add_thing(struct position *p, struct offer *o, size_t n)
{
	struct score *s = p->s;
	struct bids ours = { .n = 0 }, theirs = { .n = 0 };
	struct item term = { .id_p = o->id.p, .id_n = (uint8_t)o->id.n };
	bool parties = fact_mediation(p->b, p->deal); /* none of them is us */
	size_t shown = parties ? two_sides(o, n) : n;
	enum way way;

	take_bounds(p, o->unit);
	for (size_t i = 0; i < shown; i++) {
		o[i].first = str_eq(o[i].side, parties ? o[0].side : STR("us"));
		bid(o[i].first ? &ours : &theirs, &o[i]);
	}
	way = which_way(p, &ours, &theirs);
	score_begin(s, VIEW_POSITION, p->deal, o->id.n ? &term : NULL, NONE);
	if (parties)
		score_word(s, KEY_VAL, STR("unknown"));
	else
		add_room(p, way, &theirs);
	score_count(s, KEY_N, (int64_t)n);
	if (ours.n && !parties)
		score_amount(s, KEY_OURS, ours.last);
	if (theirs.n && !parties)
		score_amount(s, KEY_THEIRS, theirs.last);
	if (ours.n && theirs.n)
		score_amount(s, KEY_GAP, gap(ours.last, theirs.last));
	score_amount(s, KEY_LIMIT, p->limit);
	score_amount(s, KEY_BATNA, p->batna);
	say_side(s, parties ? "one side " : "we ", &ours);
	if (ours.n && theirs.n)
		score_say(s, STR(", "));
	say_side(s, parties ? "the other " : "they ", &theirs);
	if (ours.n && theirs.n) {
		score_say(s, STR(", "));
		say_gap(s, ours.last, theirs.last);
		score_say(s, STR(" apart"));
	}
	if (!parties)
		say_advice(p, way, &ours, &theirs);
	because_offers(p, o, shown);
	score_end(s);
}

void
view_position(struct score *s)
{
	struct position p = { .s = s, .b = s->book };

	for (p.deal = 0; p.deal < p.b->deals.n; p.deal++) {
		if (!score_wants(s, p.deal))
			continue;
		find_offers(&p);
		find_bounds(&p);
		for (size_t i = 0, end; i < p.n; i = end) {
			for (end = i + 1; end < p.n && str_eq(p.offers[i].id, p.offers[end].id) &&
					  str_eq(p.offers[i].unit, p.offers[end].unit);)
				end++;
			add_thing(&p, p.offers + i, end - i);
		}
	}
	free(p.offers);
	free(p.bounds);
}
