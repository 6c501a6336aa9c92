#include "book/cases.h"
#include "book/holds.h"
#include "book/people.h"
#include "book/stats.h"
#include "book/views.h"

#include <stdlib.h>

enum { AGES = 4 };

static const int32_t age_ends[AGES] = { 30, 60, 90, DAY_MAX - DAY_MIN };
static const enum key age_keys[AGES] = { KEY_D30, KEY_D60, KEY_D90, KEY_OLDER };

/* The sums of one deal, person and unit. */
struct sums {
	struct money owed, paid, waived, left, promised, disputed, late[AGES];
};

struct debt {
	struct str deal, person, unit, id; /* in the order of comparison */
	uint32_t item;
};

/* An amount that is expected by the end of a week. */
struct expected {
	int32_t week; /* its Sunday */
	struct money amt;
};

/* What the events of a debt did to what is left of it. */
struct parts {
	struct book *b;
	const struct item *it;
	struct money paid, waived;
	struct money left; /* before the last event */
	uint32_t last;
	bool begun, waived_last; /* waived_last: its own last part was waived, not paid */
};

struct owed {
	struct score *s;
	struct book *b;
	struct cases cases; /* by deal and person, as decided */
	struct debt *debts;
	struct expected *weeks; /* of the current row */
	size_t n, cap, nweeks, weeks_cap;
	uint32_t deal; /* the deal whose holds are known */
	struct holds holds;
	const struct item *mean_of; /* a debt of the person and deal that `mean` is of */
	bool has_mean;
	int64_t mean; /* in thousandths */
};

/* Is the event the debt's own, not that of a promise for it? */
static bool
is_own(const struct parts *p, uint32_t entry)
{
	return p->it->child == NONE || str_eq(book_record(p->b, entry)->ids[0], item_id(p->it));
}

/* Adds a negative amount to a sum, down to 0; returns what remains of it. */
static struct money
take_back(struct money *from, struct money back)
{
	(void)money_add(from, back);
	back = *from;
	if (from->n < 0)
		from->n = 0;
	else
		back.n = 0;
	return back;
}

/* Books what the last event changed; amending an amount neither pays nor waives.  Taking
 * back more than the last part of one kind takes the remainder from the other. */
static void
settle(struct parts *p)
{
	enum type t = (enum type)p->b->entries[p->last].type;
	struct money part = p->left;

	if (p->begun && t != TYPE_AMENDED && item_left(p->it).unit.n &&
	    money_sub(&part, item_left(p->it)) && part.n) {
		bool own = is_own(p, p->last), waived;

		if (own && t != TYPE_REOPEN)
			p->waived_last = t == TYPE_DROP;
		waived = own && p->waived_last;
		if (part.n > 0)
			(void)money_add(waived ? &p->waived : &p->paid, part);
		else
			take_back(waived ? &p->paid : &p->waived,
			    take_back(waived ? &p->waived : &p->paid, part));
	}
	p->begun = true;
	p->left = item_left(p->it);
}

static bool
sees(void *self, uint32_t entry)
{
	struct parts *p = self;

	settle(p);
	p->last = entry;
	return true;
}

/* What was paid of a debt and what was waived. */
static struct parts
parts_of(struct book *b, struct item *it)
{
	struct parts p = { .b = b, .it = it, .last = it->definition };
	const struct item_watch watch = { .self = &p, .sees = sees };

	item_replay(b, it, &watch);
	settle(&p);
	return p;
}

static bool
is_disputed(const struct owed *o, const struct item *it)
{
	uint32_t item = (uint32_t)(it - o->b->item);

	return holds_any(&o->holds, it->deal, it->person, item, STR("dispute")) != NONE;
}

/* Adds if possible; otherwise leaves it out and, if `report`, reports that. */
static void
add(struct owed *o, struct money *sum, struct money m, const struct item *it, bool report)
{
	struct place at = entry_place(o->b, &o->b->entries[it->definition]);

	if (!money_add(sum, m) && o->s->diag && report)
		diag_report(o->s->diag, DIAG_SUM_OVERFLOW, at, item_id(it), STR(""), STR(""));
}

static bool
is_open(const struct item *it)
{
	return it->definition != NONE && it->state < STATE_DONE && item_left(it).unit.n &&
	       item_left(it).n > 0;
}

/* Expects an amount in the week of its date, unless that has passed. */
static void
expect(struct owed *o, struct moment by, struct money m)
{
	int32_t sunday;

	if (m.n <= 0 || by.day == DAY_NONE || moment_before(by, o->b->now))
		return;
	o->weeks = mem_at_least(o->weeks, sizeof(*o->weeks), &o->weeks_cap, o->nweeks);
	sunday = by.day + 6 - date_weekday(by.day);
	o->weeks[o->nweeks++] = (struct expected){ sunday > DAY_MAX ? DAY_MAX : sunday, m };
}

/* Adds the promises for: the debt. */
static void
add_promises(struct owed *o, struct sums *sums, const struct item *it, bool disputed)
{
	struct money rest = item_left(it);

	for (uint32_t c = it->child; c != NONE; c = o->b->item[c].sibling) {
		const struct item *p = &o->b->item[c];

		if (p->type != TYPE_PROMISE || !is_open(p) || !str_eq(item_left(p).unit, rest.unit))
			continue;
		add(o, &sums->promised, item_asked(p), p, true);
		if (!disputed)
			expect(o, p->by, item_asked(p));
		money_sub(&rest, item_asked(p));
	}
	if (!disputed)
		expect(o, it->by, rest);
}

static void
because_debt(
    struct score *s, const struct item *it, const struct parts *p, int64_t days, bool disputed)
{
	if (!score_because(
		s, is_open(it) ? (days > 0 ? STR("overdue") : STR("open")) : STR("closed")))
		return;
	score_name_item(&s->why, s->book, it);
	buf_str(&s->why, STR(" owed "));
	money_put(&s->why, item_amt(it));
	if (p->paid.n) {
		buf_str(&s->why, STR(" paid "));
		money_put(&s->why, p->paid);
	}
	if (p->waived.n) {
		buf_str(&s->why, STR(" waived "));
		money_put(&s->why, p->waived);
	}
	if (is_open(it) && days > 0) {
		buf_str(&s->why, STR(" by "));
		buf_int(&s->why, days);
		buf_str(&s->why, days == 1 ? STR(" day") : STR(" days"));
	}
	if (disputed)
		buf_str(&s->why, STR(" disputed"));
	score_at(s, it->definition);
}

static void
add_debt(struct owed *o, struct sums *sums, struct item *it)
{
	struct parts p = parts_of(o->b, it);
	bool late = it->by.day != DAY_NONE && moment_before(it->by, o->b->now);
	int64_t days = late ? (int64_t)o->b->now.day - it->by.day : 0;
	bool disputed = is_open(it) && is_disputed(o, it);
	size_t age = 0;

	add(o, &sums->owed, item_amt(it), it, true);
	if (p.paid.n)
		add(o, &sums->paid, p.paid, it, false);
	if (p.waived.n)
		add(o, &sums->waived, p.waived, it, false);
	because_debt(o->s, it, &p, days, disputed);
	if (!is_open(it))
		return;
	add(o, &sums->left, item_left(it), it, false);
	if (disputed)
		add(o, &sums->disputed, item_left(it), it, false);
	while (days > age_ends[age])
		age++;
	if (days > 0)
		add(o, &sums->late[age], item_left(it), it, false);
	add_promises(o, sums, it, disputed);
}

/* m x thousandths / 1000, rounded half up to its currency's decimals. */
static struct money
share(struct money m, int64_t thousandths)
{
	while (m.scale < money_decimals(m.unit) && m.n < INT64_C(10000000000000000)) {
		m.n *= 10;
		m.scale++;
	}
	m.n = m.n / 1000 * thousandths + (m.n % 1000 * thousandths + 500) / 1000;
	return m;
}

/* Adds an amount if it is above 0; taking back what never came would make it negative. */
static void
add_sum(struct score *s, enum key k, struct money m)
{
	if (m.n > 0)
		score_amount(s, k, m);
}

static void
say_sums(struct score *s, const struct sums *sums, struct money risk, bool ours)
{
	static const struct str ages[AGES] = { { "1 to 30", 7 }, { "31 to 60", 8 },
		{ "61 to 90", 8 }, { "more than 90", 12 } };

	if (!sums->left.n) {
		score_say(s, STR("nothing is left of "));
		score_say_money(s, sums->owed);
		return;
	}
	score_say(s, ours ? STR("we owe ") : STR("owes "));
	score_say_money(s, sums->left);
	score_say(s, STR(" of "));
	score_say_money(s, sums->owed);
	for (int i = 0; i < AGES; i++) {
		if (!sums->late[i].n)
			continue;
		score_say(s, STR(", "));
		score_say_money(s, sums->late[i]);
		score_say(s, STR(" overdue by "));
		score_say(s, ages[i]);
		score_say(s, STR(" days"));
	}
	if (risk.n) {
		score_say(s, STR("; at risk are "));
		score_say_money(s, risk);
	}
}

static void
end_sums(struct owed *o, const struct sums *sums, size_t n, bool ours)
{
	struct score *s = o->s;
	struct money risk = { 0 };

	if (o->has_mean && sums->left.n)
		risk = share(sums->left, 1000 - o->mean);
	score_number(s, KEY_VAL, sums->left.unit.n ? sums->left : (struct money){ 0 });
	score_count(s, KEY_N, (int64_t)n);
	if (o->has_mean)
		score_rate(s, KEY_MEAN, (double)o->mean / 1000);
	score_amount(s, KEY_AMT, sums->owed);
	add_sum(s, KEY_PAID, sums->paid);
	add_sum(s, KEY_WAIVED, sums->waived);
	add_sum(s, KEY_PROMISED, sums->promised);
	add_sum(s, KEY_DISPUTED, sums->disputed);
	for (int i = 0; i < AGES; i++)
		add_sum(s, age_keys[i], sums->late[i]);
	add_sum(s, KEY_RISK, risk);
	say_sums(s, sums, risk, ours);
	score_end(s);
}

static int
cmp_weeks(const void *a, const void *b)
{
	const struct expected *x = a, *y = b;

	return (x->week > y->week) - (x->week < y->week);
}

/* Adds a row for each week: what falls due in it, and how much of that to expect. */
static void
add_weeks(struct owed *o, uint32_t deal, const struct item *it)
{
	struct score *s = o->s;

	if (o->nweeks)
		qsort(o->weeks, o->nweeks, sizeof(*o->weeks), cmp_weeks);
	for (size_t i = 0, end; i < o->nweeks; i = end) {
		struct money m = { 0 };

		for (end = i; end < o->nweeks && o->weeks[end].week == o->weeks[i].week; end++)
			add(o, &m, o->weeks[end].amt, it, false);
		score_begin(s, VIEW_OWED, deal, NULL, it->person);
		s->detail = true;
		if (o->has_mean)
			score_number(s, KEY_VAL, share(m, o->mean));
		else
			score_word(s, KEY_VAL, STR("unknown"));
		if (o->has_mean)
			score_rate(s, KEY_MEAN, (double)o->mean / 1000);
		score_date(s, KEY_BY, (struct moment){ o->weeks[i].week, -1 });
		score_amount(s, KEY_AMT, m);
		score_say_money(s, m);
		score_say(s, STR(" falls due in the week to that day"));
		score_end(s);
	}
}

static int
cmp_debts(const void *a, const void *b)
{
	const struct debt *x = a, *y = b;
	int order = str_cmp(x->deal, y->deal);

	if (!order)
		order = str_cmp(x->person, y->person);
	if (!order)
		order = str_cmp(x->unit, y->unit);
	return order ? order : str_cmp(x->id, y->id);
}

/* Finds the weighted mean of a person in a deal, if anything is decided there. */
static void
find_mean(struct owed *o, const struct item *it)
{
	const struct cases *c = &o->cases;
	size_t from = 0, end = c->n;
	struct tally t = { 0 };

	if (o->mean_of && o->mean_of->deal == it->deal && o->mean_of->person == it->person)
		return;
	o->mean_of = it;
	while (from < end) {
		size_t mid = from + (end - from) / 2;
		const struct outcome *at = cases_at(c, mid);

		if (at->deal < it->deal || (at->deal == it->deal && at->person < it->person))
			from = mid + 1;
		else
			end = mid;
	}
	for (; from < c->n && cases_at(c, from)->person == it->person &&
	       cases_at(c, from)->deal == it->deal;
	     from++)
		tally_add(&t, cases_at(c, from));
	o->has_mean = tally_n(&t) > 0;
	o->mean = stats_round(tally_mean(&t), 3);
}

/* Adds the rows of one deal, person and unit. */
static void
add_group(struct owed *o, const struct debt *debts, size_t n)
{
	struct item *it = &o->b->item[debts[0].item];
	struct sums sums = { 0 };

	if (o->deal != it->deal)
		holds_read(&o->holds, it->deal);
	o->deal = it->deal;
	o->nweeks = 0;
	find_mean(o, it);
	score_begin(o->s, VIEW_OWED, it->deal, NULL, it->person);
	for (size_t i = 0; i < n; i++)
		add_debt(o, &sums, &o->b->item[debts[i].item]);
	end_sums(o, &sums, n, people_ours(o->b, it->person, it->deal));
	add_weeks(o, it->deal, it);
}

static void
find_debts(struct owed *o)
{
	const struct book *b = o->b;

	for (uint32_t i = 0; i < b->nitems; i++) {
		const struct item *it = &b->item[i];

		if (it->definition == NONE || it->type != TYPE_OWED ||
		    !score_wants_deal(o->s, it->deal) || !score_wants_person(o->s, it->person))
			continue;
		o->debts = mem_at_least(o->debts, sizeof(*o->debts), &o->cap, o->n);
		o->debts[o->n++] = (struct debt){ b->deal[it->deal].name,
			b->person[it->person].name, item_amt(it).unit, item_id(it), i };
	}
	if (o->n)
		qsort(o->debts, o->n, sizeof(*o->debts), cmp_debts);
}

static bool
same_row(const struct debt *x, const struct debt *y)
{
	return str_eq(x->deal, y->deal) && str_eq(x->person, y->person) && str_eq(x->unit, y->unit);
}

void
view_owed(struct score *s)
{
	struct book *b = s->book;
	struct owed o = { .s = s, .b = b, .deal = NONE };

	holds_init(&o.holds, b);
	if (o.holds.none != NONE)
		holds_read(&o.holds, o.holds.none);
	cases_collect(&o.cases, b, &(struct cases_asks){ CASES_BY_DEAL, .lanes = s->lanes });
	find_debts(&o);
	for (size_t i = 0, end; i < o.n; i = end) {
		for (end = i + 1; end < o.n && same_row(&o.debts[i], &o.debts[end]);)
			end++;
		add_group(&o, o.debts + i, end - i);
	}
	cases_release(&o.cases);
	free(o.debts);
	free(o.weeks);
	holds_release(&o.holds);
}
