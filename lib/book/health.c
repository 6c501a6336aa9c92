#include "book/cases.h"
#include "book/contacts.h"
#include "book/people.h"
#include "book/views.h"
#include "value/period.h"

#include <stdlib.h>

/* Constants, in days; fu-score(1) says why. */
enum {
	CONCERN_OLD = 30,  /* an open concern weighs from then on, ... */
	CONCERN_HIGH = 14, /* ... one of level:high from then on */
	CONFIRM = 5,       /* a recap is confirmed by then */
	REVIEW = 10,       /* business days to sign, where review: says nothing */
	RECENT = 90,       /* how far back moved dates and moods count */
};

enum { UNKNOWN = 2 };

struct signal {
	int points;     /* -1, 0, +1 or UNKNOWN */
	uint32_t entry; /* what caused it */
};

static const struct signal unknown = { UNKNOWN, NONE };

/* What cases say of a deal, gathered once for all deals. */
struct kept {
	uint32_t kept, late, broken;
	uint32_t entry; /* a case of the worst sort */
	enum verdict worst;
};

struct health {
	struct score *s;
	struct book *b;
	uint32_t deal;
	bool closed;
	struct contacts talks;
	const struct kept *kept;
	const bool *slipped; /* by item: a date of it was moved on or after it */
	struct buf reason;
};

static void
say(struct health *h, const char *words)
{
	buf_str(&h->reason, str_from(words));
}

static void
say_days(struct health *h, int64_t days)
{
	buf_int(&h->reason, days);
	say(h, days == 1 ? " day" : " days");
}

static void
say_item(struct health *h, const struct item *it)
{
	say(h, "%");
	buf_str(&h->reason, it->id);
}

/* Is it longer ago than so many paces? */
static bool
is_past(const struct health *h, struct moment m, int paces)
{
	struct moment end = contacts_after(&h->talks, m, paces);

	return end.day != DAY_NONE && end.day < h->b->now.day;
}

static struct signal
contact(struct health *h)
{
	int64_t days = (int64_t)h->b->now.day - h->talks.last_when.day;

	if (h->closed || h->talks.last == NONE)
		return unknown;
	if (days) {
		say(h, "the last was ");
		say_days(h, days);
		say(h, " ago");
	} else {
		say(h, "today");
	}
	return (struct signal){ 1 - is_past(h, h->talks.last_when, 1) -
				    is_past(h, h->talks.last_when, 2),
		h->talks.last };
}

/* Open, with a date that nobody has let pass. */
static bool
is_step(const struct health *h, const struct item *it)
{
	return it->definition != NONE && it->state == STATE_OPEN && it->by.day != DAY_NONE &&
	       !h->slipped[it - h->b->item];
}

static struct signal
next_step(struct health *h)
{
	const struct item *next = NULL;
	int64_t days;

	if (h->closed)
		return unknown;
	for (uint32_t i = h->b->deal[h->deal].items; i != NONE; i = h->b->item[i].next) {
		const struct item *it = &h->b->item[i];

		if (!is_step(h, it) || (next && (moment_key(it->by) > moment_key(next->by) ||
						    (moment_key(it->by) == moment_key(next->by) &&
							str_cmp(it->id, next->id) > 0))))
			continue;
		next = it;
	}
	if (!next) {
		say(h, "none is dated");
		return (struct signal){ -1, NONE };
	}
	days = (int64_t)next->by.day - h->b->now.day;
	say_item(h, next);
	say(h, days ? " in " : " today");
	if (days)
		say_days(h, days);
	return (struct signal){ next->by.day <= contacts_after(&h->talks, h->b->now, 1).day,
		next->dated_by };
}

/* What one side owes: +1 all in time, 0 something is late by little, -1 by more. */
static struct signal
late(struct health *h, bool ours)
{
	struct book *b = h->b;
	const struct item *worst = NULL;
	bool any = false, slipped = false;
	int64_t days;

	for (uint32_t i = b->deal[h->deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];
		bool is_late = it->definition != NONE && it->state == STATE_LATE;

		if ((it->type != TYPE_PROMISE && it->type != TYPE_OWED) ||
		    (!is_late && !is_step(h, it)) || people_ours(b, it->person, h->deal) != ours)
			continue;
		any = true;
		slipped |= is_late && h->slipped[i];
		if (is_late && (!worst || it->by.day < worst->by.day ||
				   (it->by.day == worst->by.day && str_cmp(it->id, worst->id) < 0)))
			worst = it;
	}
	if (!any)
		return unknown;
	if (!worst) {
		say(h, "nothing");
		return (struct signal){ 1, NONE };
	}
	days = (int64_t)b->now.day - worst->by.day;
	say_item(h, worst);
	say(h, " by ");
	say_days(h, days);
	return (struct signal){ days <= LATE_DAYS && !slipped ? 0 : -1, worst->dated_by };
}

static struct signal
theirs_late(struct health *h)
{
	return late(h, false);
}

static struct signal
ours_late(struct health *h)
{
	return late(h, true);
}

static struct signal
broken(struct health *h)
{
	const struct kept *k = h->kept;

	if (k->kept + k->late + k->broken == 0)
		return unknown;
	buf_int(&h->reason, k->broken);
	say(h, " broken, ");
	buf_int(&h->reason, k->late);
	say(h, " late, ");
	buf_int(&h->reason, k->kept);
	say(h, " kept");
	if (k->broken && k->broken >= k->kept)
		return (struct signal){ -1, k->entry };
	return (struct signal){ k->broken + k->late == 0, k->entry };
}

static struct signal
reply(struct health *h)
{
	struct contacts_reply r = contacts_reply(&h->talks, h->b->now.day);

	if (h->closed || r.n < CONTACTS_REPLIES)
		return unknown;
	say_days(h, r.latest);
	say(h, r.waiting ? " so far" : "");
	say(h, ", else ");
	say_days(h, r.median);
	return (struct signal){ r.latest <= r.median       ? 1
				: r.latest <= 2 * r.median ? 0
							   : -1,
		r.entry };
}

static struct signal
concerns(struct health *h)
{
	struct book *b = h->b;
	const struct item *worst = NULL;
	bool any = false, old = false;

	for (uint32_t i = b->deal[h->deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];
		int64_t age, limit = CONCERN_OLD;

		if (it->definition == NONE || it->type != TYPE_CONCERN)
			continue;
		any = true;
		if (it->state >= STATE_DONE)
			continue;
		if (str_eq(record_value(book_record(b, it->definition), KEY_LEVEL), STR("high")))
			limit = CONCERN_HIGH;
		age = (int64_t)b->now.day - it->made.day;
		old |= age > limit;
		if (!worst || it->made.day < worst->made.day ||
		    (it->made.day == worst->made.day && str_cmp(it->id, worst->id) < 0))
			worst = it;
	}
	if (!any)
		return unknown;
	if (!worst) {
		say(h, "none is open");
		return (struct signal){ 1, NONE };
	}
	say_item(h, worst);
	say(h, " open for ");
	say_days(h, (int64_t)b->now.day - worst->made.day);
	return (struct signal){ old ? -1 : 0, worst->definition };
}

static struct signal
recap(struct health *h)
{
	const struct contacts *c = &h->talks;
	int64_t days = (int64_t)h->b->now.day - c->recap_day;

	if (c->recap == NONE)
		return unknown;
	if (c->against != NONE) {
		say(h, "not as they see it");
		return (struct signal){ -1, c->against };
	}
	if (c->partly != NONE) {
		say(h, "in part");
		return (struct signal){ 0, c->partly };
	}
	if (c->confirmed != NONE) {
		say(h, "yes");
		return (struct signal){ 1, c->confirmed };
	}
	say(h, "no answer for ");
	say_days(h, days);
	return (struct signal){ days <= CONFIRM ? 0 : -1, c->recap };
}

/* When a doc should have been signed: its review after the first draft of it that
 * was sent; MOMENT_NONE if none was. */
static struct moment
sign_by(struct book *b, const struct item *doc)
{
	struct period review = { REVIEW, PERIOD_BUSINESS };
	struct period given = item_review(b, doc);
	uint32_t draft = book_re_bits(b, STR("draft"));

	if (given.n)
		review = given;
	for (uint32_t e = doc->events.first; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_SENT && b->entries[e].re & draft)
			return period_add(b->entries[e].when, review, 1, &b->calendar);
	return MOMENT_NONE;
}

static struct signal
signatures(struct health *h)
{
	struct book *b = h->b;
	struct signal worst = unknown;
	const struct item *of = NULL;

	for (uint32_t i = b->deal[h->deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];
		struct moment by;
		bool is_signed = it->state == STATE_DONE;
		int points;

		if (it->definition == NONE || it->type != TYPE_DOC || it->state == STATE_DROPPED)
			continue;
		by = sign_by(b, it);
		if (!is_signed && (by.day == DAY_NONE || !moment_before(by, b->now)))
			continue; /* there is time */
		points = !is_signed                                            ? -1
			 : by.day != DAY_NONE && moment_before(by, it->closed) ? 0
									       : 1;
		if (points < worst.points ||
		    (points == worst.points && str_cmp(it->id, of->id) < 0)) {
			worst = (struct signal){ points, it->definition };
			of = it;
		}
	}
	if (of) {
		say_item(h, of);
		say(h, worst.points > 0   ? " in time"
		       : worst.points < 0 ? " not signed in time"
					  : " signed late");
	}
	return worst;
}

/* Dates moved lately: +1 dates were met and none moved, 0 one was, -1 several
 * were, or one on the day or after it. */
static struct signal
moved(struct health *h)
{
	struct book *b = h->b;
	uint32_t n = 0, last = NONE;
	bool slipped = false;

	for (uint32_t i = b->deal[h->deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];

		if (it->definition == NONE || !it->amended)
			continue;
		for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next) {
			if (b->entries[e].type != TYPE_AMENDED ||
			    b->now.day - b->entries[e].when.day > RECENT ||
			    !record_value(book_record(b, e), KEY_BY).n)
				continue;
			n++;
			slipped |= h->slipped[i];
			if (last == NONE || entry_cmp(b, e, last) > 0)
				last = e;
		}
	}
	if (n == 0 && h->kept->kept == 0)
		return unknown;
	buf_int(&h->reason, n);
	say(h, slipped ? " moved, one too late" : " moved");
	return (struct signal){ n == 0 ? 1 : n == 1 && !slipped ? 0 : -1, last };
}

static struct signal
mood(struct health *h)
{
	static const char *const words[] = { "bad", "ok", "good" };
	const struct contacts *c = &h->talks;

	if (c->mood == NONE || h->b->now.day - c->mood_day > RECENT)
		return unknown;
	say(h, words[c->mood_points + 1]);
	return (struct signal){ c->mood_points, c->mood };
}

static const struct {
	const char *name;
	struct signal (*look)(struct health *h);
} signals[] = {
	{ "contact", contact },
	{ "next step", next_step },
	{ "theirs late", theirs_late },
	{ "ours late", ours_late },
	{ "promises", broken },
	{ "replies", reply },
	{ "concerns", concerns },
	{ "recap confirmed", recap },
	{ "signatures", signatures },
	{ "dates", moved },
	{ "mood", mood },
};

enum { SIGNALS = sizeof(signals) / sizeof(*signals) };

static void
because_signal(struct health *h, const char *name, struct signal g)
{
	static const char *const points[] = { "-1", "0", "+1", "unknown" };

	if (!score_because(h->s, str_from(points[g.points + 1])))
		return;
	buf_char(&h->s->why, ' ');
	buf_str(&h->s->why, str_from(name));
	if (h->reason.n) {
		buf_str(&h->s->why, STR(": "));
		buf_str(&h->s->why, buf_view(&h->reason));
	}
	score_at(h->s, g.entry);
}

static void
add_row(struct health *h)
{
	struct score *s = h->s;
	int sum = 0, known = 0, against = 0;
	struct buf bad = buf_mem();

	score_begin(s, VIEW_HEALTH, h->deal, NULL, NONE);
	for (int i = 0; i < SIGNALS; i++) {
		struct signal g;

		h->reason.n = 0;
		g = signals[i].look(h);
		because_signal(h, signals[i].name, g);
		if (g.points == UNKNOWN)
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

/* The worse a case, the higher: kept, late, broken; of equal ones the last. */
static void
count_case(struct book *b, struct kept *k, const struct outcome *o)
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

void
view_health(struct score *s)
{
	struct book *b = s->book;
	struct cases c;
	struct kept *kept = mem_grow(NULL, sizeof(*kept), b->deals.n + (size_t)1);
	bool *slipped = mem_grow(NULL, sizeof(*slipped), b->items.n + (size_t)1);
	struct health h = { .s = s, .b = b, .slipped = slipped, .reason = buf_mem() };

	for (uint32_t i = 0; i < b->deals.n; i++)
		kept[i] = (struct kept){ .entry = NONE };
	memset(slipped, 0, b->items.n * sizeof(*slipped));
	cases_collect(&c, b);
	for (size_t i = 0; i < c.n; i++) {
		const struct outcome *o = &c.all[i];

		count_case(b, &kept[b->item[o->item].deal], o);
		slipped[o->item] |= o->is.verdict == VERDICT_BROKEN &&
				    b->entries[o->is.entry].type == TYPE_AMENDED;
	}
	cases_release(&c);
	contacts_init(&h.talks, b);
	for (h.deal = 0; h.deal < b->deals.n; h.deal++) {
		if (!score_wants(s, h.deal))
			continue;
		h.closed = b->deal[h.deal].closed.day != DAY_NONE;
		h.kept = &kept[h.deal];
		contacts_deal(&h.talks, h.deal);
		add_row(&h);
	}
	contacts_release(&h.talks);
	buf_release(&h.reason);
	free(kept);
	free(slipped);
}
