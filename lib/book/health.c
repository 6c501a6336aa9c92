#include "book/cases.h"
#include "book/signals.h"
#include "book/views.h"

#include <stdlib.h>

static void
because_signal(struct score *s, const struct health *h, const char *name, struct signal g)
{
	static const char *const points[] = { "-1", "0", "+1", "unknown" };

	if (!score_because(s, str_from(points[g.points + 1])))
		return;
	buf_char(&s->why, ' ');
	buf_str(&s->why, str_from(name));
	if (h->reason.n) {
		buf_str(&s->why, STR(": "));
		buf_str(&s->why, buf_view(&h->reason));
	}
	score_at(s, g.entry);
}

static void
add_row(struct score *s, struct health *h)
{
	int sum = 0, known = 0, against = 0;
	struct buf bad = buf_mem();

	score_begin(s, VIEW_HEALTH, h->deal, NULL, NONE);
	for (int i = 0; i < SIGNALS; i++) {
		struct signal g;

		h->reason.n = 0;
		g = signals[i].look(h);
		because_signal(s, h, signals[i].name, g);
		if (g.points == SIGNAL_UNKNOWN)
			continue;
		known++;
		sum += g.points;
		if (g.points < 0) {
			buf_str(&bad, against++ ? STR(", ") : STR("; against it: "));
			buf_str(&bad, str_from(signals[i].name));
		}
	}
	if (2 * known >= SIGNALS) /* 50 + 50 x sum / known, rounded half up */
		score_count(s, KEY_VAL, (100 * (known + sum) + known) / (2 * known));
	else
		score_word(s, KEY_VAL, STR("unknown"));
	score_count(s, KEY_N, known);
	score_count(s, KEY_UNKNOWN, SIGNALS - known);
	score_say_count(s, known);
	score_say(s, STR(" of "));
	score_say_count(s, SIGNALS);
	score_say(s, STR(" signals known"));
	score_say(s, buf_view(&bad));
	score_end(s);
	buf_release(&bad);
}

/* Counts a case and notes the worst one: kept < late < broken; of equally bad ones the last. */
static void
count_case(struct book *b, struct signal_cases *k, const struct outcome *o)
{
	uint32_t *const counts[] = { &k->kept, &k->late, &k->broken };

	if (o->is.verdict == VERDICT_OPEN)
		return;
	++*counts[o->is.verdict];
	if (k->entry == NONE || o->is.verdict > k->worst ||
	    (o->is.verdict == k->worst && entry_cmp(b, o->is.entry, k->entry) > 0)) {
		k->entry = o->is.entry;
		k->worst = o->is.verdict;
	}
}

/* Collects items that had a date which passed and was then moved. */
struct slipping {
	struct book *b;
	bool *slipped; /* by item */
};

static void
on_judged(void *self, const struct item *it, const struct judgement *j)
{
	struct slipping *s = self;

	s->slipped[it - s->b->item] |= j->verdict == VERDICT_BROKEN &&
				       s->b->entries[j->entry].type == TYPE_AMENDED;
}

/* Also those that are nobody's case: plans, and items that name nobody. */
static void
find_slipped(struct book *b, bool *slipped)
{
	struct slipping s = { b, slipped };
	const struct item_watch watch = { .self = &s, .judged = on_judged };

	for (uint32_t i = 0; i < b->nitems; i++)
		if (b->item[i].amended)
			item_replay(b, &b->item[i], &watch);
}

void
view_health(struct score *s)
{
	struct book *b = s->book;
	struct cases c;
	struct signal_cases *kept = mem_grow(NULL, sizeof(*kept), b->deals.n);
	bool *slipped = mem_zero(sizeof(*slipped), b->nitems);
	struct health h = { .b = b, .slipped = slipped, .reason = buf_mem() };

	for (uint32_t i = 0; i < b->deals.n; i++)
		kept[i] = (struct signal_cases){ .entry = NONE };
	cases_collect(&c, b, &(struct cases_asks){ .lanes = s->lanes });
	for (size_t i = 0; i < c.n; i++)
		count_case(b, &kept[b->item[c.all[i].item].deal], &c.all[i]);
	cases_release(&c);
	find_slipped(b, slipped);
	contacts_init(&h.talks, b);
	for (h.deal = 0; h.deal < b->deals.n; h.deal++) {
		if (!score_wants(s, h.deal))
			continue;
		h.closed = b->deal[h.deal].closed.day != DAY_NONE;
		h.kept = &kept[h.deal];
		contacts_deal(&h.talks, h.deal);
		add_row(s, &h);
	}
	contacts_release(&h.talks);
	buf_release(&h.reason);
	free(kept);
	free(slipped);
}
