/* follow.h: when duties are due, how they are raised, and what silences them. */
#include "book/follow.h"

enum { CLOSING_DAYS = 30 };

/* Where a period leads, forward or back, rolled to a working day but never to before the
 * floor. */
static int32_t
step(struct follow *f, int32_t from, struct period p, int sign, enum roll roll, int32_t floor)
{
	const struct calendar *c = &f->book->calendar;
	struct moment m = period_add((struct moment){ from, -1 }, p, sign, c);

	return m.day == DAY_NONE || roll == ROLL_NONE
		   ? m.day
		   : calendar_roll(c, m.day, roll == ROLL_BEFORE, floor);
}

/* Works that out and remembers it; from a day on, or back from any later one. */
static int32_t
learn_step(
    struct follow *f, struct step *s, int32_t from, struct period p, int sign, enum roll roll)
{
	*s = (struct step){ from, sign * p.n, (uint8_t)p.unit, (uint8_t)roll,
		step(f, from, p, sign, roll, sign < 0 ? DAY_NONE : from) };
	return s->to;
}

static inline int32_t
step_met(struct follow *f, int32_t from, struct period p, int sign, enum roll roll)
{
	uint32_t hash = (uint32_t)from + ((uint32_t)(sign * p.n) * 8 + (uint32_t)p.unit) * 1031;
	struct step *s = &f->steps[hash % STEPS];

	if (s->from == from && s->n == sign * p.n && s->unit == p.unit && s->roll == roll)
		return s->to;
	return learn_step(f, s, from, p, sign, roll);
}

/* A period after a moment, rolled to a working day as the rule says; hours are never rolled. */
static struct moment
rolled(struct follow *f, const struct rule *rule, struct moment from, struct period p)
{
	bool hours = p.unit == PERIOD_HOUR;

	if (hours && from.min >= 0)
		return period_add(from, p, 1, &f->book->calendar);
	return (struct moment){ step_met(f, from.day, p, 1, hours ? ROLL_NONE : rule->roll), -1 };
}

/* A period ahead of a date, rolled the same way but never to before the floor, nor forward
 * to the date itself: then back. */
static struct moment
rolled_back(struct follow *f, const struct rule *rule, struct moment from, struct moment floor)
{
	struct period p = rule->before;
	enum roll roll = rule->roll;
	int32_t day;

	if (p.unit == PERIOD_HOUR)
		return period_add(from, p, -1, &f->book->calendar);
	day = step_met(f, from.day, p, -1, roll);
	if (day >= from.day)
		day = step_met(f, from.day, p, -1, roll = ROLL_BEFORE);
	if (day < floor.day)
		day = step(f, from.day, p, -1, roll, floor.day);
	return (struct moment){ day, -1 };
}

static struct moment
later(struct moment a, struct moment b)
{
	return moment_before(a, b) ? b : a;
}

/* Of an item's late parts, the date of the one that was due last; worked out once for all
 * the people whom the item names. */
static struct moment
late_part(struct follow *f, uint32_t item)
{
	const struct book *b = f->book;
	struct cell *c = cells_put(&f->cells, FACT_LATE_PART, 0, NONE, item);

	for (uint32_t i = b->item[item].child; i != NONE && !c->other; i = b->item[i].sibling)
		if (b->item[i].state == STATE_LATE &&
		    (!c->value || moment_before(b->item[c->value - 1].by, b->item[i].by)))
			c->value = i + 1;
	c->other = 1;
	return c->value ? b->item[c->value - 1].by : MOMENT_NONE;
}

/* News of the item restarts the count of reminders; what an event asks for is as old as the
 * event. */
static void
count_from(struct follow *f, struct duty *d)
{
	const struct book *b = f->book;

	d->counts = d->began;
	if (d->item == NONE || d->event)
		return;
	if (f->news[d->item])
		d->counts = later(d->counts, b->entries[f->news[d->item] - 1].when);
	if (d->of_late && b->item[d->item].child != NONE)
		d->counts = later(d->counts, late_part(f, d->item));
}

/* Reminds ahead of the item's date, unless the item, or news of it, is younger than that,
 * or the day has come. */
static void
work_before(struct follow *f, struct duty *d)
{
	const struct item *it = &f->book->item[d->item];
	struct moment due;

	if (it->by.day == DAY_NONE || f->book->now.day >= it->by.day)
		return;
	due = rolled_back(f, d->rule, it->by, d->counts);
	/* Ours to do: until the day of the notice its own line is in sight. */
	if (!moment_before(due, d->counts) &&
	    (d->rule->act == ACT_WRITE || !moment_before(f->book->now, due)))
		d->due = due;
}

/* Can any reminder count for the duty?  A quick look before follow_reminders(). */
static inline bool
is_reminded(struct follow *f, const struct duty *d)
{
	const struct rule *rule = d->rule;
	const struct seat *seat;

	if (!rule_speaks(rule))
		return rule->re & f->re;
	if (d->person == NONE)
		return false;
	seat = follow_seat(f, d->person);
	return (rule->re | (rule->nevery ? f->nudge : 0)) &
	       (seat->re | (d->item == NONE ? 0 : seat->re_of));
}

/* Works out when a duty is due, from what is known so far. */
static void
work(struct follow *f, struct duty *d)
{
	const struct rule *rule = d->rule;
	uint32_t n, most = rule->max > rule->nevery ? rule->max : rule->nevery + 1;
	struct moment last = MOMENT_NONE;
	struct period gap;

	d->due = MOMENT_NONE;
	d->nth = 1;
	d->last_resort = false;
	count_from(f, d);
	if (rule->before.n && d->item != NONE) {
		work_before(f, d);
		return;
	}
	n = is_reminded(f, d) ? follow_reminders(f, d, d->counts, most, &last) : 0;
	d->last = last;
	if (n == 0) {
		d->due = rule->within.n ? rolled(f, rule, d->counts, rule->within) : d->counts;
		return;
	}
	if (!rule->nevery)
		return;
	gap = rule->every[n <= rule->nevery ? n - 1 : rule->nevery - 1];
	d->last_resort = rule->max && n >= rule->max;
	d->nth = n + 1;
	d->due = rolled(f, rule, last, gap);
}

/* The last skip of the duty's rule for its person and item, or NONE. */
static uint32_t
skip_of(struct follow *f, const struct duty *d)
{
	uint32_t number = names_find(&f->skips, 0, d->rule->name), found = NONE;
	uint32_t person = d->person == NONE && d->item != NONE ? f->book->item[d->item].person
							       : d->person;
	const struct cells *tables[] = { &f->cells, &f->world };

	for (int i = 0; i < 8 && number != NONE; i++) {
		const struct cell *c = cells_get(tables[i >> 2], FACT_SKIP, number,
		    i & 1 ? person : NONE, i & 2 ? d->item : NONE);

		if (c && (found == NONE || entry_cmp(f->book, c->value - 1, found) > 0))
			found = c->value - 1;
	}
	return found;
}

/* by: left alone where it is not. */
static bool
is_skipped(struct follow *f, const struct duty *d, uint32_t *by)
{
	uint32_t skip = f->skipped ? skip_of(f, d) : NONE;

	if (skip == NONE || moment_before(f->book->entries[skip].when, d->began))
		return false;
	*by = skip;
	return true;
}

static bool
has_lapsed(struct follow *f, const struct duty *d, struct moment when)
{
	struct period lapse = d->rule->lapse;
	struct moment end = d->due;

	if (!lapse.n || d->due.day == DAY_NONE)
		return false;
	if (lapse.unit == PERIOD_HOUR && end.min >= 0)
		end = period_add(end, lapse, 1, &f->book->calendar);
	else
		end.day = step_met(f, end.day, lapse, 1, ROLL_NONE);
	return moment_before(end, when);
}

/* Had it ended before a moment, by a skip, a lapse or its last reminder? */
static bool
has_ended(struct follow *f, const struct duty *d, struct moment when)
{
	struct duty now = *d;
	uint32_t skip;

	if (is_skipped(f, d, &skip) && moment_before(f->book->entries[skip].when, when))
		return true;
	work(f, &now);
	return now.due.day == DAY_NONE || now.last_resort || has_lapsed(f, &now, when);
}

/* Does the condition take precedence over the existing duty: is it older, or as old and
 * about a person who sorts before? */
static bool
is_older(const struct follow *f, struct moment began, uint32_t person, const struct duty *d)
{
	const struct names *people = &f->book->people;

	if (moment_key(began) != moment_key(d->began))
		return moment_key(began) < moment_key(d->began);
	return person != NONE && d->person != NONE &&
	       str_cmp(names_name(people, person), names_name(people, d->person)) < 0;
}

/* Where the number + 1 is kept of a rule's duty to somebody, or NONE, about an item. */
static uint32_t *
duty_at(struct follow *f, const struct duty *d, uint32_t whom)
{
	if (d->item == NONE && d->rule->slot < SLOTS)
		return &follow_known(f, follow_make_row(f, whom), d->rule->slot)->duty;
	return &cells_put(&f->cells, FACT_DUTY, d->number, whom, d->item)->value;
}

/* Keeps the duty behind the last one, unless an existing one goes on. */
static void
keep_duty(struct follow *f, const struct cause *c, uint32_t whom)
{
	struct duty *d = &f->duty[f->n];
	uint32_t *at = c->only ? NULL : duty_at(f, d, whom);

	if (!at || !*at) {
		f->n++;
		if (at)
			*at = f->n;
	} else if (c->event != NONE ? has_ended(f, &f->duty[*at - 1], d->began)
				    : is_older(f, d->began, d->person, &f->duty[*at - 1])) {
		f->duty[*at - 1] = *d;
	}
}

/* The entry that a cause comes from, or NONE. */
static uint32_t
source_of(const struct follow *f, const struct cause *c)
{
	if (c->source)
		return c->source - 1;
	return c->event != NONE || c->item == NONE ? c->event : f->book->item[c->item].definition;
}

void
follow_raise(struct follow *f, const struct cause *c, uint32_t person)
{
	const struct trigger *t = &c->watcher->trigger;
	const struct rule *rule = &f->set->rule[c->watcher->rule];
	uint32_t whom = rule->per_deal ? NONE : person;
	struct duty *d;

	f->duty = mem_at_least(f->duty, sizeof(*f->duty), &f->cap, f->n);
	d = &f->duty[f->n];
	*d = (struct duty){ .rule = rule,
		.number = c->watcher->rule,
		.person = person,
		.item = rule->per_deal ? NONE : c->item,
		.began = c->began,
		.event = c->event != NONE,
		.narrow = t->item != TYPE_NONE,
		.of_close = t->name == TYPE_CLOSE,
		.of_late = t->name == COND_LATE,
		.alone = c->alone,
		.quiet_by = NONE,
		.source = source_of(f, c) };
	if (follow_hidden(f, d, c->event) ||
	    (d->item != NONE && follow_hidden(f, d, f->book->item[d->item].definition)))
		return;
	if (d->of_close) /* asked and learned while it was being closed */
		d->began.day -= CLOSING_DAYS;
	if (rule->until.n && follow_answered(f, d, rule->act == ACT_WRITE ? whom : NONE, c->event))
		return;
	d->began = c->began;
	keep_duty(f, c, whom);
}

/* The hold that silences a duty, or NONE.  A hold on an item covers its parts. */
static uint32_t
hold_of(const struct follow *f, const struct duty *d)
{
	uint32_t whole = d->item == NONE ? NONE : f->book->item[d->item].parent;
	uint32_t by = holds_any(&f->holds, f->deal, d->person, d->item, STR(""));

	return by != NONE || whole == NONE
		   ? by
		   : holds_any(&f->holds, f->deal, d->person, whole, STR(""));
}

/* Does it outlive its deal: was it still open when the deal was closed? */
static bool
outlives(const struct book *b, uint32_t item)
{
	const struct item *it = item == NONE ? NULL : &b->item[item];

	return it && schema_types[it->type].binds &&
	       (it->state < STATE_DONE || !moment_before(it->closed, b->deal[it->deal].closed));
}

bool
duty_outlives(const struct book *b, const struct deal *d)
{
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		if (outlives(b, i))
			return true;
	return false;
}

static void
silence(struct follow *f, struct duty *d)
{
	const struct book *b = f->book;
	uint32_t by = NONE;

	if (is_skipped(f, d, &by))
		d->quiet = QUIET_SKIP;
	else if (d->rule->lapse.n && has_lapsed(f, d, b->now))
		d->quiet = QUIET_LAPSED;
	else if (b->deal[f->deal].closed.day != DAY_NONE && !d->of_close && !outlives(b, d->item))
		d->quiet = QUIET_CLOSED;
	else if (d->rule->act != ACT_WRITE)
		return;
	else if (f->held && (by = hold_of(f, d)) != NONE)
		d->quiet = QUIET_HOLD;
	else if (d->person != NONE && f->away[d->person] != NONE) {
		d->quiet = QUIET_AWAY;
		by = f->away[d->person];
	}
	d->quiet_by = by;
}

/* The reminders of a rule have run out: raises the rules that wait for that. */
static void
raise_exhausted(struct follow *f, uint32_t number)
{
	const struct watcher *w;
	struct walk k;

	walk_begin(&k, &f->set->after[COND_EXHAUSTED], f->duty[number].rule->re);
	while ((w = walk_next(&k))) {
		const struct duty *d = &f->duty[number];
		struct cause c = { .watcher = w,
			.item = d->item,
			.event = NONE,
			.source = d->source + 1,
			.began = d->last };

		if (follow_is_of_kind(f, w))
			follow_raise(f, &c, d->person);
	}
}

/* Of two duties that ask for the same, does x take precedence? */
static bool
goes_first(const struct duty *x, const struct duty *y)
{
	if (x->narrow != y->narrow && x->of_late && y->of_late)
		return x->narrow;
	if (moment_key(x->began) != moment_key(y->began))
		return moment_key(x->began) < moment_key(y->began);
	return x->number <= y->number;
}

/* May the line be merged with others? */
static bool
may_merge(const struct duty *d)
{
	return d->due.day != DAY_NONE && d->rule->act == ACT_WRITE && d->rule->re && !d->alone;
}

/* Lets one line represent another. */
static void
join(struct duty *line, struct duty *other)
{
	other->merged = true;
	line->several |= other->several || other->item != line->item;
}

/* The person whom the line names. */
static uint32_t
named_by(const struct follow *f, const struct duty *d)
{
	return d->rule->per_deal && d->rule->act == ACT_WRITE ? f->last_person : d->person;
}

/* Among rules after:late about one item, one whose trigger names the item's type takes the
 * place of those whose trigger doesn't, even if it is silenced.  This notes such, */
static void
note_narrow(struct follow *f)
{
	for (uint32_t i = 0; i < f->n; i++) {
		struct duty *d = &f->duty[i];

		if (!d->of_late || !d->narrow || d->alone)
			continue;
		work(f, d);
		if (may_merge(d))
			cells_put(&f->cells, FACT_NARROW, d->rule->re, named_by(f, d), d->item)
			    ->value = i + 1;
	}
}

/* and this finds the one that takes the place of d, or null. */
static struct duty *
narrow_for(struct follow *f, const struct duty *d)
{
	const struct cell *c;

	if (!d->of_late || d->narrow || !may_merge(d))
		return NULL;
	c = cells_get(&f->cells, FACT_NARROW, d->rule->re, named_by(f, d), d->item);
	return c ? &f->duty[c->value - 1] : NULL;
}

/* Merges lines that aren't silenced and ask for the same. */
static void
merge(struct follow *f, uint32_t number)
{
	struct duty *d = &f->duty[number], *first;
	uint32_t about = d->event ? ANY : d->item;
	struct cell *c;

	if (about < ANY && f->book->item[about].parent != NONE)
		about = f->book->item[about].parent;
	c = cells_put(&f->cells, FACT_LINE, d->rule->re, d->person, about);
	first = c->value ? &f->duty[c->value - 1] : NULL;
	if (first && goes_first(first, d)) {
		join(first, d);
		return;
	}
	if (first)
		join(d, first);
	c->value = number + 1;
}

void
duty_settle(struct follow *f)
{
	note_narrow(f);
	for (uint32_t i = 0; i < f->n; i++) { /* which may add some */
		work(f, &f->duty[i]);
		if (f->duty[i].last_resort && !narrow_for(f, &f->duty[i]))
			raise_exhausted(f, i);
	}
	for (uint32_t i = 0; i < f->n; i++) {
		struct duty *d = &f->duty[i];

		if (d->due.day == DAY_NONE)
			continue;
		d->person = named_by(f, d);
		silence(f, d);
		d->stands_in = !d->quiet && !moment_before(f->book->now, d->due) &&
			       (d->rule->before.n ? d->rule->act != ACT_WRITE : d->of_late);
	}
	for (uint32_t i = 0; i < f->n; i++) {
		struct duty *d = &f->duty[i], *narrow = narrow_for(f, d);

		if (narrow)
			join(narrow, d);
		else if (may_merge(d) && !d->quiet)
			merge(f, i);
	}
}
