#include "book/cases.h"

#include "book/order.h"
#include "book/stats.h"

#include <stdlib.h>

/* What is known of an item's date from the day after one event up to the day of
 * the next: the date, and whether the item is closed. */
struct phase {
	int32_t from;
	struct moment by, done;
	bool closed, dropped;
};

/* How many there are at most where nothing was changed: open, then closed. */
enum { PLAIN_PHASES = 2 };

/* What is known half-way through an item. */
struct tracker {
	struct cases *c;
	const struct item *it;
	uint32_t last; /* the event that was applied last */
	uint32_t nphases;
	uint32_t npeople;
	int32_t begun; /* when the term at hand was set */
	bool judged;
	struct judgement verdict;
};

static void
observe(struct tracker *t)
{
	struct cases *c = t->c;
	const struct book *b = c->book;
	const struct item *it = t->it;
	struct phase now = { b->entries[t->last].when.day, it->by,
		it->said.day != DAY_NONE ? it->said : it->closed, it->closed.day != DAY_NONE,
		b->entries[t->last].type == TYPE_DROP };
	struct phase *was = t->nphases ? &c->phases[t->nphases - 1] : NULL;

	if (was && was->closed == now.closed &&
	    (now.closed || moment_key(was->by) == moment_key(now.by)))
		return;
	now.dropped = now.dropped && now.closed;
	c->phases = mem_at_least(c->phases, sizeof(*c->phases), &c->phases_cap, t->nphases);
	c->phases[t->nphases++] = now;
}

static int32_t
later(int32_t x, int32_t y)
{
	return x > y ? x : y;
}

/* Tells the forecast from when on the term was known to be what; end: when its
 * date was changed too late, else DAY_MAX. */
static void
tell_term(struct tracker *t, uint32_t term, int32_t end)
{
	struct cases *c = t->c;
	enum forecast_state state = FORECAST_OPEN;
	int32_t today = c->book->now.day, by = DAY_NONE;

	for (size_t i = 0; i < t->nphases; i++) {
		const struct phase *p = &c->phases[i];
		int32_t until = i + 1 < t->nphases ? p[1].from : end, from;
		int32_t since = later(p->from, t->it->made.day); /* parts may be older */
		enum forecast_state next = FORECAST_MISSED;

		if ((by = p->by.day) == DAY_NONE)
			continue;
		from = later(since, by) + 1;
		/* Opened again for a date that lies ahead: the one before is no case. */
		if (!p->closed && state != FORECAST_OPEN && since < by && since < today)
			forecast_known(&c->forecast, term, since + 1, state = FORECAST_OPEN);
		if (p->dropped) {
			next = FORECAST_OPEN;
			from = since + 1;
		} else if (p->closed && !moment_before(p->by, p->done)) {
			next = FORECAST_KEPT;
		}
		if (next != state && from <= until && from <= today)
			forecast_known(&c->forecast, term, from, state = next);
	}
	by = later(by, t->it->made.day);
	if (end != DAY_MAX && state != FORECAST_MISSED && later(end, by) < today)
		forecast_known(&c->forecast, term, later(end, by) + 1, FORECAST_MISSED);
}

static struct outcome *
add_case(struct cases *c)
{
	if (c->n == c->cap)
		c->all = mem_at_least(c->all, sizeof(*c->all), &c->cap, c->n);
	return &c->all[c->n++];
}

/* The term at hand is over, or the item is. */
static void
finish_term(struct tracker *t, int32_t end)
{
	struct cases *c = t->c;

	for (size_t i = 0; i < t->npeople; i++) {
		uint32_t term = NONE;

		if (c->forecasts) {
			term = forecast_term(&c->forecast, c->people[i], t->begun);
			tell_term(t, term, end);
		}
		if (!t->judged)
			continue;
		*add_case(c) = (struct outcome){ c->people[i], (uint32_t)(t->it - c->book->item),
			t->it->deal, term, t->verdict, item_decided(c->book, &t->verdict) };
	}
	t->judged = false;
}

static bool
sees(void *self, uint32_t entry)
{
	struct tracker *t = self;

	observe(t);
	t->last = entry;
	return true;
}

static void
on_judged(void *self, const struct item *it, const struct judgement *j)
{
	struct tracker *t = self;
	const struct entry *e = &t->c->book->entries[j->entry];

	(void)it;
	t->judged = true;
	t->verdict = *j;
	if (e->type != TYPE_AMENDED || j->done.day != DAY_NONE)
		return; /* the item's last term: more is known when it has been gone through */
	finish_term(t, e->when.day);
	t->begun = e->when.day;
	t->nphases = 0;
}

/* Whom the item names; @me and the name behind it are one. */
static uint32_t
name_people(struct cases *c, const struct item *it)
{
	const struct book *b = c->book;
	struct refs people = entry_people(b, &b->entries[it->definition]);
	bool me = false;
	uint32_t n = 0;

	if (people.n == 1) {
		c->people[0] = people.p[0];
		return 1;
	}
	for (uint32_t i = 0; i < people.n; i++) {
		if (people.p[i] == b->me && me)
			continue;
		me |= people.p[i] == b->me;
		c->people = mem_at_least(c->people, sizeof(*c->people), &c->people_cap, n);
		c->people[n++] = people.p[i];
	}
	return n;
}

/* The event that closed an item of a plain life: one date, ended once at most, so
 * that what it is now tells all.  False if its life was not plain. */
static bool
is_plain(const struct book *b, const struct item *it, uint32_t *closed_by)
{
	*closed_by = NONE;
	if ((it->type != TYPE_PROMISE && it->type != TYPE_OWED && it->type != TYPE_MILESTONE) ||
	    it->amended || it->child != NONE || it->given != STATE_OPEN)
		return false; /* what was read back as done was done nobody knows when */
	for (uint32_t i = it->events.first; i != NONE; i = b->entries[i].next) {
		const struct entry *e = &b->entries[i];

		if (e->type == TYPE_REOPEN)
			return false;
		if ((e->type != TYPE_DONE && e->type != TYPE_PAID && e->type != TYPE_DROP) ||
		    it->closed.day == DAY_NONE || moment_key(e->when) != moment_key(it->closed))
			continue;
		if (*closed_by != NONE)
			return false; /* which of the two? */
		*closed_by = i;
	}
	return it->closed.day == DAY_NONE || *closed_by != NONE;
}

/* As item_replay() judges the last date of an item. */
static struct judgement
judge_plain(const struct book *b, const struct item *it, uint32_t closed_by)
{
	struct judgement j = { VERDICT_BROKEN, it->by, MOMENT_NONE, it->definition };

	if (closed_by == NONE) {
		if (b->now.day <= it->by.day + LATE_DAYS)
			j.verdict = VERDICT_OPEN;
		return j;
	}
	j.done = it->said.day != DAY_NONE ? it->said : it->closed;
	j.entry = closed_by;
	if (!moment_before(j.by, j.done))
		j.verdict = VERDICT_KEPT;
	else if (j.done.day <= it->by.day + LATE_DAYS)
		j.verdict = VERDICT_LATE;
	return j;
}

/* Tracks it without going through its events again. */
static void
track_plain(struct tracker *t, uint32_t closed_by)
{
	struct cases *c = t->c;
	const struct item *it = t->it;
	bool dropped = it->state == STATE_DROPPED;

	c->phases[0] = (struct phase){ it->made.day, it->by, MOMENT_NONE, false, false };
	t->nphases = 1;
	t->judged = !dropped;
	t->verdict = judge_plain(c->book, it, closed_by);
	if (closed_by != NONE)
		c->phases[t->nphases++] = (struct phase){ it->closed.day, it->by, t->verdict.done,
			true, dropped };
	finish_term(t, DAY_MAX);
}

/* Tracks an item by going through its events once more. */
static void
track_again(struct tracker *t, struct item *it)
{
	const struct item_watch watch = { .self = t, .sees = sees, .judged = on_judged };
	const struct cases *c = t->c;

	item_replay(c->book, it, &watch);
	observe(t);
	/* What was read back as done was done nobody knows when. */
	if (t->judged || !c->phases[0].closed || c->phases[0].dropped)
		finish_term(t, DAY_MAX);
}

static void
collect_item(struct cases *c, struct item *it)
{
	uint32_t closed_by;
	struct tracker t = { .c = c, .it = it, .last = it->definition, .begun = it->made.day };

	t.npeople = name_people(c, it);
	if (!t.npeople)
		return;
	if (is_plain(c->book, it, &closed_by))
		track_plain(&t, closed_by);
	else
		track_again(&t, it);
}

/* Does the item bind whom it names to a date?  A plan does not, nor does a concern or
 * an assertion that was given one: it names whose point it is, not who sees to it. */
static bool
binds(const struct item *it)
{
	return it->definition != NONE && it->by.day != DAY_NONE &&
	       (it->type == TYPE_PROMISE || it->type == TYPE_OWED || it->type == TYPE_MILESTONE ||
		   it->type == TYPE_DOC);
}

void
cases_collect(struct cases *c, struct book *b, bool forecasts)
{
	*c = (struct cases){ .book = b, .forecasts = forecasts };
	c->phases = mem_at_least(NULL, sizeof(*c->phases), &c->phases_cap, PLAIN_PHASES);
	c->people = mem_at_least(NULL, sizeof(*c->people), &c->people_cap, 1);
	for (uint32_t i = 0; i < b->items.n; i++)
		if (binds(&b->item[i]))
			collect_item(c, &b->item[i]);
	if (forecasts)
		forecast_run(&c->forecast, b->now.day, b->people.n);
}

void
cases_release(struct cases *c)
{
	free(c->all);
	free(c->phases);
	free(c->people);
	forecast_release(&c->forecast);
}

enum { MANY_TIED = 512 };

/* What ties are put in order with: deals by their ranks, as their names are far apart. */
struct ties {
	const struct book *b;
	uint32_t *rank;        /* of deals */
	struct outcome *spare; /* room for as many as are tied */
	size_t cap;
};

/* Of two cases of one person decided at one moment. */
static int
cmp_tied(const struct ties *t, const struct outcome *x, const struct outcome *y)
{
	int64_t kx = t->rank[x->deal], ky = t->rank[y->deal];
	int order = (kx > ky) - (kx < ky);

	if (!order)
		order = str_cmp(t->b->item[x->item].id, t->b->item[y->item].id);
	if (order)
		return order;
	kx = moment_key(x->is.by);
	ky = moment_key(y->is.by);
	return (kx > ky) - (kx < ky);
}

/* Merges two runs of ties; with qsort(3) a comparison would not know the ranks. */
static void
merge_tied(const struct ties *t, struct outcome *o, size_t n)
{
	size_t half = n / 2, i = 0, j = half;

	if (n < 2)
		return;
	merge_tied(t, o, half);
	merge_tied(t, o + half, n - half);
	for (size_t to = 0; to < n; to++)
		t->spare[to] = j == n || (i < half && cmp_tied(t, &o[i], &o[j]) <= 0) ? o[i++]
										      : o[j++];
	memcpy(o, t->spare, n * sizeof(*o));
}

/* Cases ahead that are asked for. */
enum { FETCHED = 16 };

/* The cases in that order, in an array of their own: going round from place to place in
 * the one they have, each would have to be waited for. */
static struct outcome *
in_order(const struct outcome *all, const struct keyed *k, uint32_t n)
{
	struct outcome *sorted = mem_grow(NULL, sizeof(*sorted), n);

	for (uint32_t i = 0; i < n; i++) {
		if (i + FETCHED < n)
			MEM_FETCH(&all[k[i + FETCHED].value]);
		sorted[i] = all[k[i].value];
	}
	return sorted;
}

/* The same order of many, in linear time: what weighs least goes first. */
static void
order_tied(const struct ties *t, struct outcome *o, uint32_t n)
{
	struct keyed *k = mem_grow(NULL, sizeof(*k), n);
	struct str *id = mem_grow(NULL, sizeof(*id), n);
	uint32_t *p = mem_grow(NULL, sizeof(*p), n);
	struct outcome *sorted;

	for (uint32_t i = 0; i < n; i++)
		k[i] = (struct keyed){ (uint64_t)moment_key(o[i].is.by) + (UINT64_C(1) << 63), i };
	keyed_sort(k, n);
	for (uint32_t i = 0; i < n; i++) {
		p[i] = k[i].value;
		id[i] = t->b->item[o[p[i]].item].id;
	}
	keyed_put_in_order(p, sizeof(*p), id, n);
	for (uint32_t i = 0; i < n; i++)
		k[i] = (struct keyed){ t->rank[o[p[i]].deal], p[i] };
	keyed_sort(k, n);
	sorted = in_order(o, k, n);
	memcpy(o, sorted, n * sizeof(*o));
	free(sorted);
	free(k);
	free(id);
	free(p);
}

/* Puts each run of ties in order; by_deal: of one deal. */
static void
sort_tied(const struct cases *c, bool by_deal)
{
	struct ties t = { .b = c->book, .rank = deals_rank(c->book) };

	for (size_t i = 0, end; i < c->n; i = end) {
		const struct outcome *o = &c->all[i];

		for (end = i + 1; end < c->n && c->all[end].person == o->person &&
				  moment_key(c->all[end].decided) == moment_key(o->decided) &&
				  (!by_deal || c->all[end].deal == o->deal);)
			end++;
		if (end - i == 1)
			continue;
		if (end - i > MANY_TIED) {
			order_tied(&t, c->all + i, (uint32_t)(end - i));
			continue;
		}
		t.spare = mem_at_least(t.spare, sizeof(*t.spare), &t.cap, end - i);
		merge_tied(&t, c->all + i, end - i);
	}
	free(t.rank);
	free(t.spare);
}

/* Bits of a minute of the day, one more for none, and of a day. */
enum { MINUTE_BITS = 11, DAY_BITS = 22 };

/* There are never as many people as bits are left for: their names alone would fill
 * what lines.h has numbers for. */
static uint64_t
key_of(const struct outcome *o, const uint32_t *rank)
{
	uint64_t person = rank ? rank[o->person] : o->person;
	uint64_t day = (uint64_t)((int64_t)o->decided.day - DAY_MIN);
	uint64_t min = o->decided.min < 0 ? 1440 : (uint64_t)o->decided.min;

	return (person << DAY_BITS | day) << MINUTE_BITS | min;
}

void
cases_sort(struct cases *c, bool by_deal, const uint32_t *rank)
{
	struct keyed *k = mem_grow(NULL, sizeof(*k), c->n + (size_t)1);
	struct outcome *sorted;

	for (uint32_t i = 0; i < c->n; i++)
		k[i] = (struct keyed){ key_of(&c->all[i], rank), i };
	keyed_sort(k, c->n);
	if (by_deal) {
		for (size_t i = 0; i < c->n; i++)
			k[i].key = c->all[k[i].value].deal;
		keyed_sort(k, c->n);
	}
	sorted = in_order(c->all, k, c->n);
	free(c->all);
	c->all = sorted;
	c->cap = c->n;
	sort_tied(c, by_deal);
	free(k);
}

void
tally_add(struct tally *t, const struct outcome *o)
{
	const struct judgement *j = &o->is;
	bool kept = j->verdict == VERDICT_KEPT;

	t->n[j->verdict]++;
	if (j->verdict == VERDICT_OPEN)
		return;
	t->good = t->good * STATS_FADING + kept;
	t->bad = t->bad * STATS_FADING + !kept;
	if (!kept && j->done.day != DAY_NONE) {
		t->days_late += j->done.day - j->by.day;
		t->done_late++;
	}
}

double
tally_low(const struct tally *t, double z)
{
	return stats_wilson(t->n[VERDICT_KEPT], tally_n(t), z);
}

double
tally_mean(const struct tally *t)
{
	return stats_beta(t->good, t->bad);
}
