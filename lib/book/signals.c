#include "book/signals.h"

#include "book/drafts.h"
#include "book/people.h"

/* Constants, in days; fu-score(1) gives the reasons. */
enum {
	CONCERN_OLD = 30,  /* an open concern counts from this age on, ... */
	CONCERN_HIGH = 14, /* ... one with level:high from this age on */
	CONFIRM = 5,       /* a recap should be confirmed by then */
	REVIEW = 10,       /* business days to sign if there is no review: */
	RECENT = 90,       /* how far back moved dates and moods count */
};

static const struct signal unknown = { SIGNAL_UNKNOWN, NONE };

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
	buf_str(&h->reason, item_id(it));
}

/* The next item of the deal that is defined, the first after null; null at the end. */
static const struct item *
next_item(const struct health *h, const struct item *it)
{
	const struct book *b = h->b;
	uint32_t i = it ? it->next : b->deal[h->deal].items;

	while (i != NONE && b->item[i].definition == NONE)
		i = b->item[i].next;
	return i == NONE ? NULL : &b->item[i];
}

/* Picks one of several items: the one with the smallest number, then the smallest id. */
struct pick {
	const struct item *item; /* null: none yet */
	int64_t least;
};

static void
pick(struct pick *p, const struct item *it, int64_t number)
{
	if (!p->item || number < p->least ||
	    (number == p->least && str_cmp(item_id(it), item_id(p->item)) < 0))
		*p = (struct pick){ it, number };
}

/* Is it longer ago than that many paces? */
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

/* Is it open, with a date that hasn't been let pass, and still asked for? */
static bool
is_step(const struct health *h, const struct item *it)
{
	return it->state == STATE_OPEN && it->by.day != DAY_NONE && !h->slipped[it - h->b->item] &&
	       !item_is_idle(it);
}

static struct signal
next_step(struct health *h)
{
	struct pick next = { NULL, 0 };
	int64_t days;

	if (h->closed)
		return unknown;
	for (const struct item *it = NULL; (it = next_item(h, it));)
		if (is_step(h, it))
			pick(&next, it, moment_key(it->by));
	if (!next.item) {
		say(h, "none is dated");
		return (struct signal){ -1, NONE };
	}
	days = (int64_t)next.item->by.day - h->b->now.day;
	say_item(h, next.item);
	say(h, days ? " in " : " today");
	if (days)
		say_days(h, days);
	return (struct signal){ next.item->by.day <= contacts_after(&h->talks, h->b->now, 1).day,
		next.item->dated_by };
}

/* What one side owes: +1 all in time, 0 something is a little late, -1 more than that. */
static struct signal
late(struct health *h, bool ours)
{
	struct book *b = h->b;
	struct pick worst = { NULL, 0 }; /* by the last day on which it is only a little late */
	bool any = false;
	int64_t days;

	for (const struct item *it = NULL; (it = next_item(h, it));) {
		bool is_late = it->state == STATE_LATE && !item_is_idle(it);

		if ((it->type != TYPE_PROMISE && it->type != TYPE_OWED) ||
		    (!is_late && !is_step(h, it)) || people_ours(b, it->person, h->deal) != ours)
			continue;
		any = true;
		if (is_late)
			pick(&worst, it,
			    (int64_t)it->by.day + (h->slipped[it - b->item] ? -1 : LATE_DAYS));
	}
	if (!any)
		return unknown;
	if (!worst.item) {
		say(h, "nothing");
		return (struct signal){ 1, NONE };
	}
	days = (int64_t)b->now.day - worst.item->by.day;
	say_item(h, worst.item);
	say(h, h->slipped[worst.item - b->item] ? " again by " : " by ");
	say_days(h, days);
	return (struct signal){ b->now.day > worst.least ? -1 : 0, worst.item->dated_by };
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
	const struct signal_cases *k = h->kept;

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
	struct pick worst = { NULL, 0 }; /* the one that is, or becomes, old first */
	bool any = false;

	for (const struct item *it = NULL; (it = next_item(h, it));) {
		int64_t limit = CONCERN_OLD;

		if (it->type != TYPE_CONCERN)
			continue;
		any = true;
		if (it->state >= STATE_DONE)
			continue;
		if (str_eq(record_value(book_record(b, it->definition), KEY_LEVEL), STR("high")))
			limit = CONCERN_HIGH;
		pick(&worst, it, item_made(b, it).day + limit);
	}
	if (!any)
		return unknown;
	if (!worst.item) {
		say(h, "none is open");
		return (struct signal){ 1, NONE };
	}
	say_item(h, worst.item);
	say(h, " open for ");
	say_days(h, (int64_t)b->now.day - item_made(b, worst.item).day);
	return (struct signal){ b->now.day > worst.least ? -1 : 0, worst.item->definition };
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

/* When a doc should have been signed: a review period after the draft that is to be signed;
 * MOMENT_NONE if there is no draft. */
static struct moment
sign_by(struct book *b, const struct item *doc)
{
	struct period review = { REVIEW, PERIOD_BUSINESS };
	struct period given = item_review(b, doc);
	struct drafts d = drafts_init(b);
	struct drafted v = drafts_last(&d, doc);

	if (given.n)
		review = given;
	return v.entry == NONE ? MOMENT_NONE
			       : period_end(b->entries[v.entry].when, review, &b->calendar);
}

static struct signal
signatures(struct health *h)
{
	struct book *b = h->b;
	struct pick worst = { NULL, 0 };

	for (const struct item *it = NULL; (it = next_item(h, it));) {
		struct moment by;
		bool is_signed = it->state == STATE_DONE;

		if (it->type != TYPE_DOC || it->state == STATE_DROPPED)
			continue;
		by = sign_by(b, it);
		if (!is_signed && (by.day == DAY_NONE || !moment_before(by, b->now)))
			continue; /* there is still time */
		pick(&worst, it,
		    !is_signed                                            ? -1
		    : by.day != DAY_NONE && moment_before(by, it->closed) ? 0
									  : 1);
	}
	if (!worst.item)
		return unknown;
	say_item(h, worst.item);
	say(h, worst.least > 0   ? " in time"
	       : worst.least < 0 ? " not signed in time"
				 : " signed late");
	return (struct signal){ (int)worst.least, worst.item->definition };
}

/* The dates that were moved recently. */
struct moves {
	struct book *b;
	const struct item *it;
	uint32_t n, last; /* last: the latest record that did so */
	bool slipped;     /* was one moved on its day or later? */
};

/* A first date isn't a move, nor is a date for something closed. */
static bool
sees_move(void *self, uint32_t entry)
{
	struct moves *m = self;
	const struct entry *e = &m->b->entries[entry];

	if (e->type != TYPE_AMENDED || m->it->by.day == DAY_NONE || m->it->closed.day != DAY_NONE ||
	    m->b->now.day - e->when.day > RECENT ||
	    !record_value(book_record(m->b, entry), KEY_BY).n)
		return true;
	m->n++;
	m->slipped |= !moment_before(e->when, m->it->by);
	if (m->last == NONE || entry_cmp(m->b, entry, m->last) > 0)
		m->last = entry;
	return true;
}

/* Dates moved recently: +1 if dates were kept and none moved, 0 if one was, -1 if several
 * were, or one on the day or later. */
static struct signal
moved(struct health *h)
{
	struct moves m = { .b = h->b, .last = NONE };
	const struct item_watch watch = { .self = &m, .sees = sees_move };

	while ((m.it = next_item(h, m.it)))
		if (m.it->amended)
			item_replay(m.b, &m.b->item[m.it - m.b->item], &watch);
	if (m.n == 0 && h->kept->kept == 0)
		return unknown;
	buf_int(&h->reason, m.n);
	say(h, m.slipped ? " moved, one too late" : " moved");
	return (struct signal){ m.n == 0 ? 1 : m.n == 1 && !m.slipped ? 0 : -1, m.last };
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

const struct signal_row signals[SIGNALS] = {
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
