#include "book/due.h"

#include "base/crew.h"
#include "book/eye.h"
#include "book/order.h"

#include <stdlib.h>

void
due_init(struct due *d, struct book *b, struct diag *diag)
{
	*d = (struct due){ .book = b,
		.diag = diag,
		.window = { 7, PERIOD_DAY },
		.lanes = 1,
		.nlanes = 1,
		.lane = mem_zero(sizeof(*d->lane), EYES) };
	d->lane->due = d;
	d->lane->book = b;
	due_lines_init(&d->lane->made, b->schema, b->now);
	follow_init(&d->lane->follow, b);
}

void
due_release(struct due *d)
{
	for (size_t i = d->nlanes; i-- > 0;) {
		struct due_lane *l = &d->lane[i];

		follow_release(&l->follow);
		rules_release(&l->rules);
		due_lines_release(&l->made);
		arena_release(&l->scratch);
		free(l->cycles);
		if (i)
			eye_close(&l->eye, d->book);
	}
	free(d->lane);
	free(d->lines);
	free(d->stood_for);
}

/* Notes a rule that follows itself; reported once all lanes have finished. */
static void
on_cycle(void *self, const struct rule *rule)
{
	struct due_lane *l = self;

	l->cycles = mem_at_least(l->cycles, sizeof(*l->cycles), &l->cycle_cap, l->ncycles);
	l->cycles[l->ncycles++] = (struct due_cycle){ rule->name, rule->entry };
}

static void
tell_cycles(const struct due *d, const struct due_lane *l)
{
	for (size_t i = 0; d->diag && i < l->ncycles; i++) {
		const struct entry *e = &d->book->entries[l->cycles[i].entry];

		diag_report(d->diag, DIAG_RULE_CYCLE, entry_place(d->book, e), l->cycles[i].rule,
		    STR(""), STR(""));
	}
}

static void *
run_lane(void *self)
{
	struct due_lane *l = self;
	const struct beside asked = { l->follow.asked, sizeof(*l->follow.asked) };

	for (size_t i = 0; i < l->n; i++) {
		deals_fetch(l->book, l->deals, l->n, i, asked);
		due_deal(l, l->deals[i].value);
	}
	return NULL;
}

/* Opens a lane other than the first, which has its own eye on the book and shares what the
 * first one knows. */
static void
open_lane(struct due *d, struct due_lane *l)
{
	struct due_lane *first = &d->lane[0];

	*l = (struct due_lane){ .due = d, .book = &l->eye };
	eye_open(&l->eye, d->book);
	due_lines_init(&l->made, d->book->schema, d->book->now);
	rules_share(&l->rules, &first->rules, &l->eye, l);
	follow_share(&l->follow, &first->follow, &l->eye, &l->rules);
}

void
due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self)
{
	struct book *b = d->book;
	struct due_lane *first = &d->lane[0];
	struct keyed *deals;
	struct due_lines *made[EYES];
	void *lanes[EYES];
	size_t from[EYES + 1];

	book_ready_world(b);
	deals = deals_by_name(b);
	d->last = d->all ? MOMENT_NONE : period_add(b->now, d->window, 1, &b->calendar);
	if (d->window.unit != PERIOD_HOUR)
		d->last.min = -1; /* so the last day is included */
	d->wanted = wanted;
	d->self = self;
	d->stood_for = mem_zero(sizeof(*d->stood_for), b->nitems);
	rules_init(&first->rules, b, on_cycle, first);
	follow_ready(&first->follow, &first->rules, d->silenced);
	d->nlanes = eye_lanes(b, d->lanes);
	eye_divide(b, deals, d->nlanes, from);
	for (size_t i = 0; i < d->nlanes; i++) {
		struct due_lane *l = lanes[i] = &d->lane[i];

		if (i)
			open_lane(d, l);
		l->deals = deals + from[i];
		l->n = from[i + 1] - from[i];
		made[i] = &l->made;
	}
	crew_run(run_lane, lanes, d->nlanes);
	for (size_t i = 0; i < d->nlanes; i++)
		tell_cycles(d, &d->lane[i]);
	free(deals);
	d->lines = due_lines_sort(made, d->nlanes, &d->n);
}
