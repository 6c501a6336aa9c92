#include "book/cases.h"

#include "base/crew.h"
#include "book/eye.h"
#include "book/stats.h"

#include <stdlib.h>

/* What is known about an item's date from the day after one event up to the day of the
 * next: the date, and whether the item is closed. */
struct phase {
	int32_t from;
	struct moment by, done;
	bool closed, dropped;
};

/* How many there can be if nothing was changed: open, then closed. */
enum { PLAIN_PHASES = 2 };

/* What is known half-way through an item. */
struct tracker {
	struct cases *c;
	const struct item *it;
	uint32_t last; /* the last event applied */
	uint32_t nphases;
	uint32_t npeople;
	int32_t begun; /* day on which the current term was set */
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

/* Tells the forecast from when on each state of the term was known.  end: the day its date
 * was changed, too late; else DAY_MAX. */
static void
tell_term(struct tracker *t, uint32_t term, int32_t end)
{
	struct cases *c = t->c;
	enum forecast_state state = FORECAST_OPEN;
	int32_t today = c->book->now.day, by = DAY_NONE;

	for (size_t i = 0; i < t->nphases; i++) {
		const struct phase *p = &c->phases[i];
		int32_t until = i + 1 < t->nphases ? p[1].from : end, from;
		int32_t since = later(
		    p->from, item_made(c->book, t->it).day); /* parts may be older */
		enum forecast_state next = FORECAST_MISSED;

		if ((by = p->by.day) == DAY_NONE)
			continue;
		from = later(since, by) + 1;
		/* Reopened for a date that lies ahead: the earlier date is no case. */
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
	by = later(by, item_made(c->book, t->it).day);
	if (end != DAY_MAX && state != FORECAST_MISSED && later(end, by) < today)
		forecast_known(&c->forecast, term, later(end, by) + 1, FORECAST_MISSED);
}

static struct outcome *
add_case(struct cases *c)
{
	c->all = mem_at_least(c->all, sizeof(*c->all), &c->cap, c->n);
	return &c->all[c->n++];
}

/* Ends the current term, because the date or the item ended. */
static void
finish_term(struct tracker *t, int32_t end)
{
	struct cases *c = t->c;

	for (size_t i = 0; i < t->npeople; i++) {
		uint32_t term = NONE;

		if (c->asks.forecasts) {
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
		return; /* the item's last term: more is known at its end */
	finish_term(t, e->when.day);
	t->begun = e->when.day;
	t->nphases = 0;
}

/* The people an item names; @me and the name behind it are one. */
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

/* Finds the event that closed an item with a plain life (one date, closed at most once),
 * whose present state tells everything.  False if its life wasn't plain. */
static bool
is_plain(const struct book *b, const struct item *it, uint32_t *closed_by)
{
	*closed_by = NONE;
	if ((it->type != TYPE_PROMISE && it->type != TYPE_OWED && it->type != TYPE_MILESTONE) ||
	    it->amended || it->child != NONE || it->given != STATE_OPEN)
		return false; /* one read back as done was done at an unknown time */
	for (uint32_t i = it->events; i != NONE; i = b->entries[i].next) {
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

/* Judges the last date of such an item, as item_replay() does. */
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

/* Tracks such an item without going through its events again. */
static void
track_plain(struct tracker *t, uint32_t closed_by)
{
	struct cases *c = t->c;
	const struct item *it = t->it;
	bool dropped = it->state == STATE_DROPPED;

	c->phases[0] = (struct phase){ item_made(c->book, it).day, it->by, MOMENT_NONE, false,
		false };
	t->nphases = 1;
	t->judged = !dropped;
	t->verdict = judge_plain(c->book, it, closed_by);
	if (closed_by != NONE)
		c->phases[t->nphases++] = (struct phase){ it->closed.day, it->by, t->verdict.done,
			true, dropped };
	finish_term(t, DAY_MAX);
}

/* Tracks an item by going through its events again. */
static void
track_again(struct tracker *t, struct item *it)
{
	const struct item_watch watch = { .self = t, .sees = sees, .judged = on_judged };
	const struct cases *c = t->c;

	item_replay(c->book, it, &watch);
	observe(t);
	/* One read back as done was done at an unknown time. */
	if (t->judged || !c->phases[0].closed || c->phases[0].dropped)
		finish_term(t, DAY_MAX);
}

static void
collect_item(struct cases *c, struct item *it)
{
	uint32_t closed_by;
	struct tracker t = {
		.c = c, .it = it, .last = it->definition, .begun = item_made(c->book, it).day
	};

	t.npeople = name_people(c, it);
	if (!t.npeople)
		return;
	if (is_plain(c->book, it, &closed_by))
		track_plain(&t, closed_by);
	else
		track_again(&t, it);
}

/* Does the item bind those it names to a date?  A plan doesn't, nor does a concern or
 * assertion with a date: it names whose point it is, not who has to deal with it. */
static bool
binds(const struct item *it)
{
	return it->definition != NONE && it->by.day != DAY_NONE && schema_types[it->type].binds;
}

static void
collect(void *self, struct book *b, struct deal *d)
{
	struct cases *c = self;

	c->book = b;
	book_ready_deal(b, d);
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		if (binds(&b->item[i]))
			collect_item(c, &b->item[i]);
}

static void
begin(struct cases *c, struct book *b, const struct cases_asks *asks)
{
	*c = (struct cases){ .book = b, .asks = *asks };
	c->phases = mem_at_least(NULL, sizeof(*c->phases), &c->phases_cap, PLAIN_PHASES);
	c->people = mem_at_least(NULL, sizeof(*c->people), &c->people_cap, 1);
}

/* Adds what another thread has collected. */
static void
join(struct cases *to, struct cases *from)
{
	uint32_t terms = (uint32_t)to->forecast.nterms;

	to->all = mem_at_least(to->all, sizeof(*to->all), &to->cap, (size_t)to->n + from->n);
	for (uint32_t i = 0; i < from->n; i++) {
		struct outcome *o = &to->all[to->n++];

		*o = from->all[i];
		o->term = o->term == NONE ? NONE : o->term + terms;
	}
	forecast_join(&to->forecast, &from->forecast);
	cases_release(from);
}

static size_t
collect_all(struct cases *c, struct book *b, const struct cases_asks *asks)
{
	struct cases other[EYES];
	void *selves[EYES];
	size_t n = eye_lanes(b, asks->lanes);

	for (size_t i = 0; i < n; i++) {
		selves[i] = i ? &other[i] : c;
		begin(selves[i], b, asks);
	}
	eyes_run(b, n, collect, selves);
	for (size_t i = 1; i < n; i++)
		join(c, &other[i]);
	return n;
}

/* What remains to be done then, in any order or in parallel. */
struct rest {
	struct cases *c;
	void (*work)(struct cases *c);
};

static void *
do_rest(void *self)
{
	const struct rest *r = self;

	r->work(r->c);
	return NULL;
}

static void
forecast(struct cases *c)
{
	if (c->asks.forecasts)
		forecast_run(&c->forecast, c->book->now.day, c->book->people.n);
}

void
cases_collect(struct cases *c, struct book *b, const struct cases_asks *asks)
{
	struct rest rest[2];
	void *const rests[] = { &rest[0], &rest[1] };
	bool alone = collect_all(c, b, asks) == 1;

	rest[0] = (struct rest){ c, cases_sort };
	rest[1] = (struct rest){ c, forecast };
	crew_run(do_rest, rests, alone ? 1 : 2);
	if (alone)
		do_rest(&rest[1]);
}

void
cases_release(struct cases *c)
{
	free(c->all);
	free(c->order);
	free(c->ends);
	free(c->phases);
	free(c->people);
	forecast_release(&c->forecast);
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
