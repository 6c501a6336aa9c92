#include "book/cases.h"
#include "book/stats.h"
#include "book/views.h"

static const char *const verdicts[] = { "kept", "late", "broken", "open" };

/* A case as evidence: what it counts as, the item, its date, what decided it. */
static void
because_case(struct score *s, const struct outcome *o)
{
	const struct book *b = s->book;
	const struct entry *e = &b->entries[o->is.entry];

	if (!s->evidence)
		return;
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

/* Days late on average, to a tenth, rounded half up; exact until then. */
static void
add_days(struct score *s, const struct tally *t)
{
	struct buf *b;
	int64_t tenths;

	if (!t->done_late)
		return;
	tenths = (t->days_late * 20 + t->done_late) / (2 * (int64_t)t->done_late);
	b = score_key(s, KEY_DAYS);
	buf_int(b, tenths / 10);
	buf_char(b, '.');
	buf_int(b, tenths % 10);
}

static void
add_figures(struct score *s, const struct tally *t)
{
	uint32_t n = tally_n(t);

	if (n)
		score_rate(s, KEY_VAL, tally_low(t, s->z));
	else
		score_word(s, KEY_VAL, STR("unknown"));
	score_count(s, KEY_N, n);
	score_count(s, KEY_KEPT, t->n[VERDICT_KEPT]);
	score_count(s, KEY_LATE, t->n[VERDICT_LATE]);
	score_count(s, KEY_BROKEN, t->n[VERDICT_BROKEN]);
	score_count(s, KEY_OPEN, t->n[VERDICT_OPEN]);
	add_days(s, t);
	if (n)
		score_rate(s, KEY_MEAN, tally_mean(t));
	if (n == 0) {
		score_say(s, STR("nothing decided yet"));
		return;
	}
	score_say(s, STR("kept "));
	score_say_count(s, t->n[VERDICT_KEPT]);
	score_say(s, STR(" of "));
	score_say_count(s, n);
	score_say(s, STR(", at least "));
	score_say_count(s, stats_round(tally_low(t, s->z), 2));
	score_say(s, STR(" % likely"));
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

/* The chance that an open promise or debt is kept in time. */
static void
add_forecast(struct score *s, struct cases *c, const struct outcome *o)
{
	const struct item *it = &s->book->item[o->item];
	struct moment now = s->book->now;
	struct forecast_basis f;

	if (o->is.verdict != VERDICT_OPEN || moment_before(o->is.by, now) ||
	    (it->type != TYPE_PROMISE && it->type != TYPE_OWED))
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

/* The rows of one person, whose cases those are; of one deal or of all. */
static void
add_person(
    struct score *s, struct cases *c, uint32_t deal, uint32_t person, size_t from, size_t end)
{
	struct tally t = { 0 };
	bool any = false;

	if (!score_wants_person(s, person))
		return;
	score_begin(s, VIEW_RELIABILITY, deal, NULL, person);
	for (size_t i = from; i < end; i++) {
		if (!score_wants_deal(s, s->book->item[c->all[i].item].deal))
			continue;
		any = true;
		tally_add(&t, &c->all[i]);
		because_case(s, &c->all[i]);
	}
	if (!any && (!s->book->person[person].declared.n ||
			(s->wants_deal && !s->wants_deal(s->self, STR("")))))
		return;
	add_figures(s, &t);
	score_end(s);
	if (!t.n[VERDICT_OPEN])
		return;
	for (size_t i = from; i < end; i++)
		if (score_wants_deal(s, s->book->item[c->all[i].item].deal))
			add_forecast(s, c, &c->all[i]);
}

/* A row for each person, those without a case too. */
static void
add_people(struct score *s, struct cases *c)
{
	size_t from = 0;

	for (uint32_t p = 0; p < s->book->people.n; p++) {
		size_t end = from;

		while (end < c->n && c->all[end].person == p)
			end++;
		add_person(s, c, NONE, p, from, end);
		from = end;
	}
}

/* A row for each person with a case in a deal. */
static void
add_people_by_deal(struct score *s, struct cases *c)
{
	const struct item *items = s->book->item;

	for (size_t i = 0, end; i < c->n; i = end) {
		const struct outcome *o = &c->all[i];
		uint32_t deal = items[o->item].deal;

		for (end = i + 1; end < c->n && c->all[end].person == o->person &&
				  items[c->all[end].item].deal == deal;)
			end++;
		if (s->named || s->book->deal[deal].closed.day == DAY_NONE)
			if (score_wants_deal(s, deal))
				add_person(s, c, deal, o->person, i, end);
	}
}

void
view_reliability(struct score *s)
{
	struct cases c;

	cases_collect(&c, s->book, true);
	cases_sort(&c, s->by_deal);
	if (s->by_deal)
		add_people_by_deal(s, &c);
	else
		add_people(s, &c);
	cases_release(&c);
}
