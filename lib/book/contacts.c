#include "book/contacts.h"

#include "book/facts.h"

#include <stdlib.h>

void
contacts_init(struct contacts *c, struct book *b)
{
	*c = (struct contacts){ .book = b };
	c->waits = mem_zero(sizeof(*c->waits), b->people.n);
	c->asked = mem_grow(NULL, sizeof(*c->asked), b->people.n);
	c->recaps = book_re_bits(b, STR("recap"));
	c->answers = book_re_bits(b, STR("recap,confirm"));
	c->silent = book_re_bits(b, STR("thanks,update,news,congrats,intro,idea,other"));
	c->yes = book_word(b, STR("yes"));
	c->part = book_word(b, STR("part"));
	rules_init(&c->rules, b, NULL, NULL);
}

void
contacts_release(struct contacts *c)
{
	free(c->waits);
	free(c->asked);
	free(c->delays);
	rules_release(&c->rules);
}

static struct contacts_wait *
wait_of(struct contacts *c, uint32_t deal, uint32_t person)
{
	struct contacts_wait *w = &c->waits[person];

	if (w->deal != deal + 1) {
		*w = (struct contacts_wait){
			.deal = deal + 1,
			.entry = NONE,
			.since = DAY_NONE,
			.that_day = NONE,
			.that_minute = NONE,
		};
		c->asked[c->nasked++] = person;
	}
	return w;
}

static void
add_delay(struct contacts *c, int64_t days, uint32_t got)
{
	c->delays = mem_at_least(c->delays, sizeof(*c->delays), &c->delays_cap, c->ndelays);
	c->delays[c->ndelays++] = (struct keyed){ (uint64_t)days, got };
}

/* That a got answers something sent later that day may turn out after other replies were seen. */
static void
add_same_day(struct contacts *c, uint32_t got)
{
	struct keyed *last;

	add_delay(c, 0, got);
	last = &c->delays[c->ndelays - 1];
	if (c->ndelays > 1 && entry_cmp(c->book, last[-1].value, got) > 0) {
		struct keyed late = *last;

		*last = last[-1];
		last[-1] = late;
	}
}

/* Is the answer, if there is one, older than the message?  Without a time of day it isn't
 * older than any of its day, as with rules. */
static bool
is_before(const struct contacts *c, uint32_t answer, const struct entry *message)
{
	return answer == NONE || moment_before(c->book->entries[answer].when, message->when);
}

/* The first thing they said that day (or that minute) answers what is asked then: does it
 * become a reply only now? */
static void
answered(struct contacts *c, struct contacts_wait *w, bool timed)
{
	bool *replies = timed ? &w->minute_replies : &w->day_replies;
	uint32_t first = timed ? w->that_minute : w->that_day;

	if (c->book->entries[first].type != TYPE_GOT || *replies)
		return;
	add_same_day(c, first);
	*replies = true;
	if (w->that_day == w->that_minute)
		w->day_replies = w->minute_replies = true;
}

/* Is everything the message is about done or dropped by now?  A plan that the message
 * itself closes doesn't count as asked for. */
static bool
is_over(const struct book *b, const struct entry *message)
{
	struct refs items = entry_items(b, message);
	bool over = false;

	for (uint32_t i = 0; i < items.n; i++) {
		const struct item *it = &b->item[items.p[i]];

		if (it->definition == NONE || it->state < STATE_DONE)
			return false;
		over |= it->type != TYPE_PLAN;
	}
	return over;
}

/* A message wants an answer if one of its re: words does. */
static void
sent(struct contacts *c, uint32_t deal, uint32_t entry)
{
	const struct entry *e = &c->book->entries[entry];
	struct refs people = entry_people(c->book, e);
	bool timed = e->when.min >= 0, over = is_over(c->book, e);

	for (uint32_t i = 0; i < people.n && e->re & ~c->silent; i++) {
		struct contacts_wait *w = wait_of(c, deal, people.p[i]);

		if (!is_before(c, timed ? w->that_minute : w->that_day, e)) {
			answered(c, w, timed);
		} else {
			if (w->since == DAY_NONE)
				w->since = e->when.day;
			if (w->entry == NONE && !over)
				w->entry = entry;
		}
	}
	if (e->re & c->recaps) {
		uint32_t *const answers[] = { &c->confirmed, &c->partly, &c->against };

		c->recap = entry;
		c->recap_day = e->when.day;
		for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++)
			if (is_before(c, *answers[i], e))
				*answers[i] = NONE;
	}
}

static void
hear(const struct contacts *c, struct contacts_wait *w, uint32_t entry)
{
	const struct entry *all = c->book->entries;
	struct moment when = all[entry].when;
	bool replies = w->since != DAY_NONE;

	if (w->that_day == NONE || all[w->that_day].when.day != when.day) {
		w->that_day = w->that_minute = entry;
		w->day_replies = w->minute_replies = replies;
	} else if (all[w->that_minute].when.min != when.min) {
		w->that_minute = entry;
		w->minute_replies = replies;
	}
	w->since = DAY_NONE;
	w->entry = NONE;
}

static void
got(struct contacts *c, uint32_t deal, uint32_t entry)
{
	const struct entry *e = &c->book->entries[entry];
	struct contacts_wait *w = wait_of(c, deal, entry_people(c->book, e).p[0]);

	if (w->since != DAY_NONE)
		add_delay(c, (int64_t)e->when.day - w->since, entry);
	hear(c, w, entry);
	if (!(e->re & c->answers) || !e->word)
		return;
	if (e->word == c->yes)
		c->confirmed = entry;
	else if (e->word == c->part)
		c->partly = entry;
	else
		c->against = entry;
}

/* They met, or agreed: whatever was asked has been answered.  A record that names nobody,
 * as an agreed may, is about everybody who was asked by then. */
static void
met(struct contacts *c, uint32_t deal, uint32_t entry)
{
	struct refs people = entry_people(c->book, &c->book->entries[entry]);

	for (uint32_t i = 0; i < people.n; i++)
		hear(c, wait_of(c, deal, people.p[i]), entry);
	for (size_t i = 0; i < c->nasked && !people.n; i++)
		hear(c, &c->waits[c->asked[i]], entry);
}

static void
note_mood(struct contacts *c, uint32_t entry)
{
	static const enum key asked = KEY_MOOD;
	const struct record *r;
	struct str mood;

	if (!entry_may_say(c->book, &c->book->entries[entry], &asked, 1))
		return;
	r = book_record(c->book, entry);
	mood = record_value(r, KEY_MOOD);
	if (!mood.n)
		return;
	c->mood = entry;
	c->mood_day = r->when.day;
	c->mood_points = str_eq(mood, STR("good")) ? 1 : str_eq(mood, STR("bad")) ? -1 : 0;
}

static bool
is_silence(const struct rule *r, unsigned kind)
{
	bool silent = false;

	for (uint32_t i = 0; i < r->after.n; i++)
		silent |= r->after.p[i].name == COND_SILENT;
	return silent && !r->off && r->within.n && (!r->kinds || r->kinds & kind);
}

static void
look_at_rules(struct contacts *c, const struct rule_set *set, unsigned kind)
{
	bool found = false;

	c->pace = (struct period){ CONTACTS_PACE, PERIOD_DAY };
	for (uint32_t i = 0; i < set->n; i++) {
		const struct rule *r = &set->rule[i];
		struct moment was = contacts_after(c, c->book->now, 1), is;

		if (!is_silence(r, kind))
			continue;
		is = period_add(c->book->now, r->within, 1, &c->book->calendar);
		if (!found || moment_key(is) < moment_key(was))
			c->pace = r->within;
		found = true;
	}
}

/* For the rules that most deals share, this is worked out once for each kind of deal. */
static void
find_pace(struct contacts *c, uint32_t deal)
{
	const struct rule_set *set = rules_of(&c->rules, deal);
	unsigned kind = rules_kind_bit(c->book->deal[deal].kind), bit = 0;

	while (kind >> bit > 1)
		bit++;
	if (set != &c->rules.all) {
		look_at_rules(c, set, kind);
		return;
	}
	if (!c->paces[bit].n) {
		look_at_rules(c, set, kind);
		c->paces[bit] = c->pace;
	}
	c->pace = c->paces[bit];
}

struct moment
contacts_after(const struct contacts *c, struct moment m, int paces)
{
	while (paces-- && m.day != DAY_NONE)
		m = period_add(m, c->pace, 1, &c->book->calendar);
	return m;
}

/* A sent that reached nobody has an answer: none. */
void
contacts_deal(struct contacts *c, uint32_t deal)
{
	struct book *b = c->book;

	c->last = c->mood = c->recap = c->confirmed = c->partly = c->against = NONE;
	c->nasked = c->ndelays = 0;
	find_pace(c, deal);
	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		enum type t = (enum type)b->entries[e].type;

		if (t == TYPE_AGREED) {
			met(c, deal, e);
			continue;
		}
		if (t == TYPE_SENT && b->entries[e].word)
			continue;
		if (t == TYPE_SENT)
			sent(c, deal, e);
		else if (t == TYPE_GOT)
			got(c, deal, e);
		else
			met(c, deal, e);
		if (t != TYPE_SENT)
			note_mood(c, e);
		c->last = e;
		c->last_when = b->entries[e].when;
	}
}

struct contacts_reply
contacts_reply(struct contacts *c, int32_t today)
{
	struct contacts_reply r = { .entry = NONE };
	struct keyed *sorted;

	if (!c->ndelays)
		return r;
	r.n = c->ndelays - 1;
	r.latest = (int64_t)c->delays[r.n].key;
	r.entry = c->delays[r.n].value;
	if (!r.n)
		return r;
	sorted = mem_grow(NULL, sizeof(*sorted), r.n);
	memcpy(sorted, c->delays, r.n * sizeof(*sorted));
	keyed_sort(sorted, r.n);
	r.median = (int64_t)sorted[(r.n - 1) / 2].key;
	free(sorted);
	for (size_t i = 0; i < c->nasked; i++) {
		const struct contacts_wait *w = &c->waits[c->asked[i]];
		int64_t days;

		if (w->entry == NONE)
			continue;
		days = (int64_t)today - c->book->entries[w->entry].when.day;
		if (days <= r.median ||
		    (r.waiting &&
			(days < r.latest ||
			    (days == r.latest && entry_cmp(c->book, w->entry, r.entry) > 0))))
			continue;
		r.waiting = true;
		r.latest = days;
		r.entry = w->entry;
	}
	return r;
}
