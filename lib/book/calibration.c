#include "book/cases.h"
#include "book/facts.h"
#include "book/stats.h"
#include "book/views.h"

static void
because_one(struct score *s, uint32_t chance, uint32_t step, bool came, const struct item *it,
    uint32_t entry)
{
	if (!score_because(s, came ? STR("yes ") : STR("no ")))
		return;
	stats_put(&s->why, (double)chance / step, 3);
	if (it) {
		score_name_item(&s->why, s->book, it);
	} else {
		buf_str(&s->why, STR(" +"));
		buf_str(&s->why, s->book->deal[s->deal].name);
	}
	score_at(s, entry);
}

/* Adds a row: the forecasts given, what came of them, and how that compares.  base is the
 * score of always forecasting the rate known at the time; below 0: not kept. */
static void
end_row(struct score *s, const struct brier *given, double base, struct str what)
{
	struct brier_parts p = brier_parts(given);

	if (p.n)
		score_rate(s, KEY_VAL, p.score);
	else
		score_word(s, KEY_VAL, STR("unknown"));
	score_count(s, KEY_N, p.n);
	if (p.n && base >= 0)
		score_rate(s, KEY_BASE, base);
	score_word(s, KEY_TAG, what);
	if (p.n) {
		const double v[3] = { p.rel, p.res, p.unc };
		const enum key keys[3] = { KEY_REL, KEY_RES, KEY_UNC };

		for (int i = 0; i < 3; i++)
			stats_put(score_key(s, keys[i]), v[i], 4);
		if (p.unc > 0)
			score_rate(s, KEY_SKILL, 1 - p.score / p.unc);
	}
	score_say(s, p.n ? STR("off by ") : STR("nothing to check yet"));
	if (p.n) {
		stats_put(&s->text, p.score, 3);
		score_say(s, STR(" in the mean square; the base rate alone by "));
		stats_put(&s->text, p.unc, 3);
	}
	score_sort_evidence(s);
	score_end(s);
}

/* For decided promises and debts: what was forecast on the day each was made. */
static void
add_kept(struct score *s)
{
	const struct cases_asks asks = { CASES_IN_NO_ORDER, .forecasts = true, .lanes = s->lanes };
	struct cases c;
	struct brier given = { .step = FORECAST_STEP };
	const int everybody = FORECAST_SETTINGS - 1;
	double base = 0;
	uint32_t n = 0;

	cases_collect(&c, s->book, &asks);
	score_begin(s, VIEW_CALIBRATION, NONE, NULL, NONE);
	for (size_t i = 0; i < c.n; i++) {
		const struct outcome *o = &c.all[i];
		const struct item *it = &s->book->item[o->item];
		const struct forecast_term *t = &c.forecast.terms[o->term];
		bool came = o->is.verdict == VERDICT_KEPT;
		int off = t->by_set[everybody] - FORECAST_STEP * came;

		if (o->is.verdict == VERDICT_OPEN ||
		    (it->type != TYPE_PROMISE && it->type != TYPE_OWED) ||
		    !score_wants_deal(s, it->deal) || !score_wants_person(s, o->person))
			continue;
		given.n[t->chance]++;
		given.came[t->chance] += came;
		base += off * off;
		n++;
		because_one(s, t->chance, FORECAST_STEP, came, it, o->is.entry);
	}
	base /= (double)FORECAST_STEP * FORECAST_STEP * (n ? n : 1);
	end_row(s, &given, base, STR("kept"));
	cases_release(&c);
}

/* Adds the win: of those records on a list that came before the deal ended. */
static void
add_wins(
    struct score *s, struct brier *given, const struct list *list, struct moment closed, bool came)
{
	struct book *b = s->book;

	for (uint32_t e = list->first; e != NONE; e = b->entries[e].next) {
		struct str win;
		uint32_t chance;

		if (moment_before(closed, b->entries[e].when) ||
		    schema_key_use(b->schema, (enum type)b->entries[e].type, KEY_WIN) == NULL)
			continue;
		win = record_value(book_record(b, e), KEY_WIN);
		if (!win.n)
			continue;
		chance = (uint32_t)str_number((struct str){ win.p, win.n - 1 }); /* without the % */
		given->n[chance]++;
		given->came[chance] += came;
		because_one(s, chance, given->step, came, NULL, e);
	}
}

static void
add_win(struct score *s)
{
	struct book *b = s->book;
	struct brier given = { .step = STATS_STEPS };

	score_begin(s, VIEW_CALIBRATION, NONE, NULL, NONE);
	for (uint32_t i = 0; i < b->deals.n; i++) {
		const struct deal *d = &b->deal[i];
		bool came = false;

		if (d->closed.day == DAY_NONE || !score_wants_deal(s, i) ||
		    !score_wants_people(s, d))
			continue;
		for (uint32_t e = d->closes.first; e != NONE; e = b->entries[e].next)
			came = fact_good_end(b, &b->entries[e]);
		s->deal = i;
		add_wins(s, &given, &d->contacts, d->closed, came);
		add_wins(s, &given, &d->others, d->closed, came);
	}
	s->deal = NONE;
	end_row(s, &given, -1, STR("win"));
}

void
view_calibration(struct score *s)
{
	add_kept(s);
	add_win(s);
}
