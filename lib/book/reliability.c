#include "book/cases.h"
#include "book/stats.h"
#include "book/views.h"

#include <stdlib.h>

static const char *const verdicts[] = { "kept", "late", "broken", "open" };

/* Gives a case as evidence: what it counts as, the item, its date, what decided it. */
static void
because_case(struct score *s, const struct outcome *o)
{
	const struct book *b = s->book;
	const struct entry *e = &b->entries[o->is.entry];

	score_because(s, str_from(verdicts[o->is.verdict]));
	score_name_item(&s->why, b, &b->item[o->item]);
	buf_str(&s->why, STR(" by "));
	date_put(&s->why, o->is.by);
	if (o->is.done.day != DAY_NONE) {
		buf_str(&s->why, STR(" done "));
		date_put(&s->why, o->is.done);
	} else if (e->type == TYPE_AMENDED) {
		buf_str(&s->why, STR(" amended "));
		date_put(&s->why, e->when);
	}
	score_at(s, o->is.entry);
}

/* A person's row is put together here in one go, as there may be as many as records:
 * numbers and words, all short. */
enum { FIGURES_BYTES = 512 };

static inline char *
put_str(char *p, struct str words)
{
	memcpy(p, words.p, words.n);
	return p + words.n;
}

static char *
put_int(char *p, uint64_t n)
{
	char d[24];
	size_t i = sizeof(d);

	if (n < 10) {
		*p = (char)('0' + n);
		return p + 1;
	}
	for (; n; n /= 10)
		d[--i] = (char)('0' + n % 10);
	return put_str(p, (struct str){ d + i, sizeof(d) - i });
}

/* As stats_put() with three decimals, for a share from 0 to 1. */
static char *
put_share(char *p, double share)
{
	uint32_t n = (uint32_t)stats_round(share, 3);

	if (n >= 1000)
		*p++ = (char)('0' + n / 1000);
	*p++ = '.';
	*p++ = (char)('0' + n / 100 % 10);
	*p++ = (char)('0' + n / 10 % 10);
	*p++ = (char)('0' + n % 10);
	return p;
}

/* Days late on average, to a tenth, rounded half up, with exact arithmetic. */
static char *
put_days(char *p, const struct tally *t)
{
	int64_t tenths = (t->days_late * 20 + t->done_late) / (2 * (int64_t)t->done_late);

	p = put_int(put_str(p, STR(" days:")), (uint64_t)tenths / 10);
	*p++ = '.';
	return put_int(p, (uint64_t)tenths % 10);
}

static void
add_figures(struct score *s, const struct tally *t)
{
	uint32_t n = tally_n(t);
	double low = n ? tally_low(t, s->z) : 0;
	char *p = score_room(s, FIGURES_BYTES);

	p = put_str(p, STR(" val:"));
	p = n ? put_share(p, low) : put_str(p, STR("unknown"));
	p = put_int(put_str(p, STR(" n:")), n);
	p = put_int(put_str(p, STR(" kept:")), t->n[VERDICT_KEPT]);
	p = put_int(put_str(p, STR(" late:")), t->n[VERDICT_LATE]);
	p = put_int(put_str(p, STR(" broken:")), t->n[VERDICT_BROKEN]);
	p = put_int(put_str(p, STR(" open:")), t->n[VERDICT_OPEN]);
	if (t->done_late)
		p = put_days(p, t);
	if (n) {
		p = put_share(put_str(p, STR(" mean:")), tally_mean(t));
		p = put_int(put_str(p, STR(" kept ")), t->n[VERDICT_KEPT]);
		p = put_int(put_str(p, STR(" of ")), n);
		p = put_int(put_str(p, STR(", at least ")), (uint64_t)stats_round(low, 2));
		p = put_str(p, STR(" % likely"));
	} else {
		p = put_str(p, STR(" nothing decided yet"));
	}
	score_wrote(s, p);
}

static void
because_forecast(struct score *s, const struct forecast_basis *f, const struct item *it)
{
	if (!score_because(s, STR("own")))
		return;
	buf_char(&s->why, ' ');
	stats_put(&s->why, f->kept, 3);
	buf_str(&s->why, STR(" of "));
	stats_put(&s->why, f->n, 3);
	buf_str(&s->why, STR(", everybody "));
	if (f->setting.of_people)
		stats_put(&s->why, f->shares, 3);
	else
		buf_int(&s->why, f->all_kept);
	buf_str(&s->why, STR(" of "));
	buf_int(&s->why, f->setting.of_people ? f->people : f->all);
	buf_str(&s->why, f->setting.of_people ? STR(" people, strength ") : STR(", strength "));
	if (f->setting.strength <= 0)
		buf_str(&s->why, STR("all"));
	else if (f->setting.strength < 1)
		stats_put(&s->why, f->setting.strength, 2);
	else
		buf_int(&s->why, (int64_t)f->setting.strength);
	buf_str(&s->why, STR(", half-life "));
	if (forecast_halves[f->setting.half])
		buf_int(&s->why, forecast_halves[f->setting.half]);
	else
		buf_str(&s->why, STR("none"));
	score_at(s, it->definition);
}

/* Adds the chance that an open promise or debt is kept in time. */
static void
add_forecast(struct score *s, struct cases *c, const struct outcome *o)
{
	const struct item *it = &s->book->item[o->item];
	struct moment now = s->book->now;
	struct forecast_basis f;

	if (moment_before(o->is.by, now) || (it->type != TYPE_PROMISE && it->type != TYPE_OWED))
		return;
	f = forecast_now(&c->forecast, o->person, now.day);
	score_begin(s, VIEW_RELIABILITY, it->deal, it, o->person);
	score_rate(s, KEY_VAL, (double)f.chance / FORECAST_STEP);
	score_rate(s, KEY_BASE, (f.all_kept + 1.0) / (f.all + 2.0));
	score_date(s, KEY_BY, o->is.by);
	score_say_count(s, f.chance * (100 / FORECAST_STEP));
	score_say(s, STR(" % likely to be kept in time"));
	because_forecast(s, &f, it);
	score_end(s);
}

static bool
is_wanted(const struct score *s, const struct outcome *o)
{
	return !s->wants_deal || score_wants_deal(s, o->deal);
}

/* Adds the rows of one person, with their cases, for one deal or for all. */
static void
add_person(
    struct score *s, struct cases *c, uint32_t deal, uint32_t person, size_t from, size_t end)
{
	struct tally t = { 0 };
	bool any = false;

	if (!score_wants_person(s, person))
		return;
	for (size_t i = from; i < end; i++) {
		cases_fetch(c, i);
		if (is_wanted(s, cases_at(c, i))) {
			any = true;
			tally_add(&t, cases_at(c, i));
		}
	}
	if (!any && (!s->book->person[person].declared.n ||
			(s->wants_deal && !s->wants_deal(s->self, STR("")))))
		return;
	score_begin(s, VIEW_RELIABILITY, deal, NULL, person);
	add_figures(s, &t);
	for (size_t i = from; s->evidence && i < end; i++)
		if (is_wanted(s, cases_at(c, i)))
			because_case(s, cases_at(c, i));
	score_end(s);
}

static void
add_forecasts(struct score *s, struct cases *c, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		const struct outcome *o = cases_at(c, i);

		cases_fetch(c, i);
		if (o->is.verdict == VERDICT_OPEN && is_wanted(s, o) &&
		    score_wants_person(s, o->person))
			add_forecast(s, c, o);
	}
}

/* Adds a row for each person, by name, even those without a case. */
static void
add_people(struct score *s, struct cases_asks *asks)
{
	uint32_t n = s->book->people.n, *rank = mem_grow(NULL, sizeof(*rank), n);
	struct keyed *people = keyed_order(s->book->people.entries, n);
	struct cases c;
	size_t from = 0;

	for (uint32_t i = 0; i < n; i++)
		rank[people[i].value] = i;
	asks->order = CASES_BY_PERSON;
	asks->rank = rank;
	cases_collect(&c, s->book, asks);
	for (uint32_t i = 0; i < n; from = c.ends[i++])
		add_person(s, &c, NONE, people[i].value, from, c.ends[i]);
	add_forecasts(s, &c, 0, c.n);
	cases_release(&c);
	free(people);
	free(rank);
}

/* Adds a row for each person with a case in a deal. */
static void
add_people_by_deal(struct score *s, struct cases_asks *asks)
{
	struct cases c;

	asks->order = CASES_BY_DEAL;
	cases_collect(&c, s->book, asks);
	for (size_t i = 0, end; i < c.n; i = end) {
		const struct outcome *o = cases_at(&c, i);
		uint32_t deal = o->deal;

		for (end = i + 1; end < c.n && cases_at(&c, end)->person == o->person &&
				  cases_at(&c, end)->deal == deal;)
			end++;
		if ((s->named || s->book->deal[deal].closed.day == DAY_NONE) &&
		    score_wants_deal(s, deal)) {
			add_person(s, &c, deal, o->person, i, end);
			add_forecasts(s, &c, i, end);
		}
	}
	cases_release(&c);
}

void
view_reliability(struct score *s)
{
	struct cases_asks asks = { .forecasts = true, .lanes = s->lanes };

	if (s->by_deal)
		add_people_by_deal(s, &asks);
	else
		add_people(s, &asks);
}
