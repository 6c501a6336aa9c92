#include "late.h"

#include "line.h"

enum {
	PEOPLE = 20,  /* in a deal of full size */
	PENDING = 64, /* items at a time that will be closed */
	FIRST = 730,  /* 2023-01-01 */
	DAYS = 1461,  /* to 2026-12-31 */
	TEXT_LEAST = 36,
	TEXT_MOST = 109,
};

/* An item that will be closed, or paid in parts, from some day on. */
struct pending {
	char sigil; /* first letter of the id */
	unsigned id, who, parts;
	int day;
	int64_t left; /* in hundredths, for an owed item */
};

struct late {
	struct line *l;
	bool times; /* give every date a time of day */
	uint64_t no;
	struct name name;
	const char *currency;
	struct name people[PEOPLE];
	struct sides sides;
	struct clock clock;
	unsigned terms, promises, debts, concerns;
	struct pending pending[PENDING];
	unsigned n_pending;
	int next; /* no pending item is ready before this day */
};

/* clang-format off */
static const char *const sent_words[] = {
	"thanks", "recap", "confirm", "agenda", "checkin", "update", "nudge", "chase", "proposal", "question", "thanks,recap", "idea",
};
static const char *const got_words[] = { "recap", "question", "proposal", "update", "agenda", "payment", "other", "thanks" };
/* clang-format on */
static const struct list sent_kinds = LIST(sent_words), got_kinds = LIST(got_words);

static void
put_who(struct late *d, unsigned who)
{
	put_name(d->l, '@', &d->people[who]);
}

/* --- parts ------------------------------------------------------------- */

static void
put_head(struct late *d, const char *type, bool time)
{
	put_when(d->l, d->clock.day, time || d->times ? d->clock.minute : -1);
	put_type(d->l, type);
	put_name(d->l, '+', &d->name);
}

/* Writes one to three of theirs, in byte order as in the canonical form. */
static void
put_theirs(struct late *d)
{
	unsigned who = one_of_theirs(d->l, d->sides), most = 1 + line_below(d->l, 3);

	for (unsigned k = 0; k < most && who < d->sides.all; k++) {
		put_who(d, who);
		who += 1 + line_below(d->l, 4);
	}
}

static void
end_with_text(struct late *d)
{
	put_text(d->l, TEXT_LEAST, TEXT_MOST);
	line_end(d->l);
}

/* --- declarations ------------------------------------------------------ */

static void
record_deal(struct late *d)
{
	put(d->l, "deal");
	put_name(d->l, '+', &d->name);
	put_amount(d->l, 100 * (1000 + (int64_t)line_below(d->l, 500000)), d->currency);
	put_one(d->l, " kind:", &deal_kinds);
	put(d->l, " relationship:keep");
	put_one(d->l, " via:", &channels);
	end_with_text(d);
}

static void
record_who(struct late *d, unsigned who)
{
	const struct name *name = &d->people[who];
	bool ours = who < d->sides.ours;

	put(d->l, "who");
	put_name(d->l, '+', &d->name);
	put_name(d->l, '@', name);
	put_side(d->l, ours, &d->name);
	put_one(d->l, " role:", &roles);
	put(d->l, " mail:");
	put_n(d->l, name->p, name->n);
	put(d->l, ours ? "@us.example" : "@them.example");
	put_one(d->l, " prefers:", &channels);
	end_with_text(d);
}

/* --- what happens ------------------------------------------------------ */

static void
record_met(struct late *d)
{
	put_head(d, "met", line_percent(d->l, 50));
	put_theirs(d);
	put_one(d->l, " via:", &channels);
	if (line_percent(d->l, 30))
		put_one(d->l, " mood:", &moods);
	end_with_text(d);
}

static void
record_sent(struct late *d)
{
	put_head(d, "sent", false);
	if (d->promises && line_percent(d->l, 20))
		put_id(d->l, 'p', 1 + line_below(d->l, d->promises));
	put_theirs(d);
	put_one(d->l, " re:", &sent_kinds);
	put_one(d->l, " via:", &channels);
	end_with_text(d);
}

static void
record_got(struct late *d)
{
	put_head(d, "got", false);
	if (d->terms && line_percent(d->l, 20))
		put_id(d->l, 't', 1 + line_below(d->l, d->terms));
	put_who(d, one_of_theirs(d->l, d->sides));
	put_one(d->l, " re:", &got_kinds);
	put_one(d->l, " via:", &channels);
	if (line_percent(d->l, 30))
		put_one(d->l, " answer:", &answers);
	end_with_text(d);
}

static void
record_note(struct late *d)
{
	put_head(d, "note", false);
	if (line_percent(d->l, 60))
		put_theirs(d);
	end_with_text(d);
}

/* --- items ------------------------------------------------------------- */

static void
later(struct late *d, struct pending p)
{
	if (d->n_pending == PENDING)
		return; /* stays open for ever */
	d->pending[d->n_pending++] = p;
	if (p.day < d->next)
		d->next = p.day;
}

/* A day from 2 to n + 1 days ahead, and no Saturday or Sunday. */
static int
working_day(struct late *d, unsigned n)
{
	int day = d->clock.day + 2 + (int)line_below(d->l, n);
	int weekday = (DAY_FIRST + day + 3) % 7; /* 0 is Monday */

	return weekday < 5 ? day : day + 7 - weekday;
}

/* The day on which something due on a day is done: mostly in time, sometimes a few days
 * late, sometimes very late; always after the day of the record itself. */
static int
day_done(struct late *d, int due)
{
	unsigned luck = line_below(d->l, 100);

	if (luck < 65)
		return d->clock.day + 1 + (int)line_below(d->l, (unsigned)(due - d->clock.day));
	return due + 1 + (int)line_below(d->l, luck < 85 ? 5 : 40);
}

static void
record_promise(struct late *d)
{
	struct pending p = { .sigil = 'p', .id = ++d->promises };
	int due = working_day(d, 30);

	p.who = line_percent(d->l, 60) ? one_of_theirs(d->l, d->sides)
				       : one_of_ours(d->l, d->sides);
	put_head(d, "promise", false);
	put_id(d->l, 'p', p.id);
	put_who(d, p.who);
	put(d->l, " by:");
	put_date(d->l, due);
	end_with_text(d);
	p.day = day_done(d, due);
	if (line_percent(d->l, 53))
		later(d, p);
}

static void
record_owed(struct late *d)
{
	struct pending p = { .sigil = 'o', .id = ++d->debts, .who = one_of_theirs(d->l, d->sides) };
	int due = working_day(d, 60);

	p.left = 100 * (100 + (int64_t)line_below(d->l, 20000));
	p.parts = line_percent(d->l, 60) ? 1 : 2 + line_below(d->l, 3);
	put_head(d, "owed", false);
	put_id(d->l, 'o', p.id);
	put_who(d, p.who);
	put_amount(d->l, p.left, d->currency);
	put(d->l, " by:");
	put_date(d->l, due);
	end_with_text(d);
	p.day = day_done(d, due);
	if (line_percent(d->l, 70))
		later(d, p);
}

static void
record_concern(struct late *d)
{
	struct pending p = {
		.sigil = 'c', .id = ++d->concerns, .who = one_of_theirs(d->l, d->sides)
	};

	put_head(d, "concern", false);
	put_id(d->l, 'c', p.id);
	put_who(d, p.who);
	if (line_percent(d->l, 30))
		put(d->l, " level:high");
	end_with_text(d);
	p.day = d->clock.day + 1 + (int)line_below(d->l, 40);
	if (line_percent(d->l, 60))
		later(d, p);
}

static void
record_term(struct late *d)
{
	put_head(d, "term", false);
	put_id(d->l, 't', ++d->terms);
	end_with_text(d);
}

/* --- what becomes of them ---------------------------------------------- */

static void
record_done(struct late *d, const struct pending *p)
{
	put_head(d, "done", false);
	put_id(d->l, p->sigil, p->id);
	if (line_percent(d->l, 20)) /* confirmed by the other side, never by whoever promised it */
		put_who(d, p->who < d->sides.ours ? one_of_theirs(d->l, d->sides)
						  : one_of_ours(d->l, d->sides));
	if (line_percent(d->l, 50))
		put_text(d->l, TEXT_LEAST, TEXT_MOST);
	line_end(d->l);
}

/* Pays a part, or with the last one all that is left; true if more is to come. */
static bool
record_paid(struct late *d, struct pending *p)
{
	int64_t amount = p->left;

	if (--p->parts && p->left > 1)
		amount = 1 + (int64_t)line_below(d->l, (unsigned)(p->left - 1));
	p->left -= amount;
	p->day = d->clock.day + 7 + (int)line_below(d->l, 21);
	put_head(d, "paid", false);
	put_id(d->l, p->sigil, p->id);
	put_who(d, p->who);
	put_amount(d->l, amount, d->currency);
	if (line_percent(d->l, 50))
		put_text(d->l, TEXT_LEAST, TEXT_MOST);
	line_end(d->l);
	return p->left > 0 && line_percent(d->l, 80);
}

/* Closes the first pending item whose day has come. */
static bool
record_outcome(struct late *d)
{
	unsigned i = 0;

	if (d->clock.day < d->next)
		return false;
	while (i < d->n_pending && d->pending[i].day > d->clock.day)
		i++;
	if (i == d->n_pending) {
		d->next = DAYS_KNOWN;
		while (i--)
			d->next = d->pending[i].day < d->next ? d->pending[i].day : d->next;
		return false;
	}
	if (d->pending[i].sigil == 'o' && record_paid(d, &d->pending[i]))
		return true;
	if (d->pending[i].sigil != 'o')
		record_done(d, &d->pending[i]);
	d->pending[i] = d->pending[--d->n_pending];
	return true;
}

/* --- deals ------------------------------------------------------------- */

static void
record(struct late *d)
{
	static const struct {
		unsigned upto;
		void (*make)(struct late *);
	} kinds[] = { { 10, record_met }, { 34, record_sent }, { 54, record_got },
		{ 74, record_promise }, { 80, record_owed }, { 86, record_concern },
		{ 91, record_term }, { 100, record_note } };
	unsigned luck = line_below(d->l, 100), k = 0;

	if (record_outcome(d))
		return;
	while (luck >= kinds[k].upto)
		k++;
	kinds[k].make(d);
}

/* A quarter are ours, from a small house; the others belong to this deal. */
static void
late_people(struct late *d, uint64_t records)
{
	uint64_t want = records / 5 < 2 ? 2 : records / 5;
	unsigned all = want < PEOPLE ? (unsigned)want : PEOPLE, ours = all < 4 ? 1 : all / 4;

	for (unsigned i = 0; i < all; i++) {
		const char *first = first_names.words[(d->no * all + i) % first_names.n];

		d->people[i] = name_of(i ? first : "me", '.', i < ours ? 0 : d->no);
	}
	names_sort(d->people + ours, all - ours);
	d->sides = (struct sides){ ours, all };
}

struct late *
late_new(struct line *l, bool times)
{
	struct late *d = room(sizeof *d);

	d->l = l;
	d->times = times;
	return d;
}

static void
late_begin(struct late *d, uint64_t seed, uint64_t no, uint64_t records)
{
	*d = (struct late){
		.l = d->l, .times = d->times, .no = no, .clock = { -1, 0 }, .next = DAYS_KNOWN
	};
	line_seed(d->l, seed, no);
	d->name = name_of(deal_names.words[no % deal_names.n], '-', no);
	d->currency = one_word(d->l, &currencies);
	late_people(d, records);
	record_deal(d);
}

/* Two records in three days, but over no more days than there are. */
void
late_write(struct late *d, uint64_t seed, uint64_t no, uint64_t records)
{
	uint64_t span = records < DAYS / 2 ? records * 3 / 2 + 1 : DAYS, done = 1;
	int start;

	if (records == 0)
		return;
	late_begin(d, seed, no, records);
	start = FIRST + (int)line_below(d->l, DAYS - (unsigned)span + 1);
	for (; done < records && done <= d->sides.all; done++)
		record_who(d, (unsigned)done - 1);
	for (; done < records; done++) {
		clock_move(&d->clock, d->l, start + (int)(done * span / records));
		record(d);
	}
}
