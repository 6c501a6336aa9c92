#include "late.h"

#include "line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PEOPLE = 20,  /* in a deal of full size */
	PENDING = 64, /* items at a time that will be closed */
	FIRST = 730,  /* 2023-01-01 */
	DAYS = 1461,  /* to 2026-12-31 */
};

struct person {
	char name[40];
	size_t n;
	bool ours;
};

/* An item that will be closed, or paid in parts, from some day on. */
struct pending {
	char sigil; /* first letter of the id */
	unsigned id, who, parts;
	int day;
	int64_t left; /* hundredths, of an owed item */
};

struct late {
	struct line *l;
	bool times; /* a time of day with every date */
	uint64_t no;
	char name[40];
	size_t n;
	const char *currency;
	struct person people[PEOPLE];
	unsigned all, ours;
	int day, minute;
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
	put_name(d->l, '@', d->people[who].name, d->people[who].n);
}

/* --- heads ------------------------------------------------------------- */

static void
put_deal(struct late *d)
{
	put_name(d->l, '+', d->name, d->n);
}

static void
put_head(struct late *d, const char *type, bool time)
{
	put_when(d->l, d->day, time || d->times ? d->minute : -1);
	put_type(d->l, type);
	put_deal(d);
}

static unsigned
one_of_ours(struct late *d)
{
	return line_below(d->l, d->ours);
}

static unsigned
one_of_theirs(struct late *d)
{
	return d->ours + line_below(d->l, d->all - d->ours);
}

/* One to three of theirs, in byte order as the canonical form has them. */
static void
put_theirs(struct late *d)
{
	unsigned who = one_of_theirs(d), most = 1 + line_below(d->l, 3);

	for (unsigned k = 0; k < most && who < d->all; k++) {
		put_who(d, who);
		who += 1 + line_below(d->l, 4);
	}
}

/* --- declarations ------------------------------------------------------ */

static void
record_deal(struct late *d)
{
	put(d->l, "deal");
	put_deal(d);
	put_amount(d->l, 100 * (1000 + (int64_t)line_below(d->l, 500000)), d->currency);
	put_one(d->l, " kind:", &deal_kinds);
	put(d->l, " relationship:keep");
	put_one(d->l, " via:", &channels);
	put_text(d->l, 36, 109);
	line_end(d->l);
}

static void
record_who(struct late *d, unsigned who)
{
	const struct person *p = &d->people[who];

	put(d->l, "who");
	put_deal(d);
	put_who(d, who);
	put(d->l, p->ours ? " side:us" : " side:them org:");
	if (!p->ours && d->l->worst)
		put(d->l, hostile_org);
	else if (!p->ours)
		put_n(d->l, d->name, d->n);
	put_one(d->l, " role:", &roles);
	put(d->l, " mail:");
	put_n(d->l, p->name, p->n);
	put(d->l, p->ours ? "@us.example" : "@them.example");
	put_one(d->l, " prefers:", &channels);
	put_text(d->l, 36, 109);
	line_end(d->l);
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
	put_text(d->l, 36, 109);
	line_end(d->l);
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
	put_text(d->l, 36, 109);
	line_end(d->l);
}

static void
record_got(struct late *d)
{
	put_head(d, "got", false);
	if (d->terms && line_percent(d->l, 20))
		put_id(d->l, 't', 1 + line_below(d->l, d->terms));
	put_who(d, one_of_theirs(d));
	put_one(d->l, " re:", &got_kinds);
	put_one(d->l, " via:", &channels);
	if (line_percent(d->l, 30))
		put_one(d->l, " answer:", &answers);
	put_text(d->l, 36, 109);
	line_end(d->l);
}

static void
record_note(struct late *d)
{
	put_head(d, "note", false);
	if (line_percent(d->l, 60))
		put_theirs(d);
	put_text(d->l, 36, 109);
	line_end(d->l);
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
	int day = d->day + 2 + (int)line_below(d->l, n);
	int weekday = (DAY_FIRST + day + 3) % 7; /* 0 is Monday */

	return weekday < 5 ? day : day + 7 - weekday;
}

/* The day on which what falls due on a day is done: most are in time, some a
 * few days late, some very late; always after the day of the record itself. */
static int
day_done(struct late *d, int due)
{
	unsigned luck = line_below(d->l, 100);

	if (luck < 65)
		return d->day + 1 + (int)line_below(d->l, (unsigned)(due - d->day));
	return due + 1 + (int)line_below(d->l, luck < 85 ? 5 : 40);
}

static void
record_promise(struct late *d)
{
	struct pending p = { .sigil = 'p', .id = ++d->promises };
	int due = working_day(d, 30);

	p.who = line_percent(d->l, 60) ? one_of_theirs(d) : one_of_ours(d);
	put_head(d, "promise", false);
	put_id(d->l, 'p', p.id);
	put_who(d, p.who);
	put(d->l, " by:");
	put_date(d->l, due);
	put_text(d->l, 36, 109);
	line_end(d->l);
	p.day = day_done(d, due);
	if (line_percent(d->l, 53))
		later(d, p);
}

static void
record_owed(struct late *d)
{
	struct pending p = { .sigil = 'o', .id = ++d->debts, .who = one_of_theirs(d) };
	int due = working_day(d, 60);

	p.left = 100 * (100 + (int64_t)line_below(d->l, 20000));
	p.parts = line_percent(d->l, 60) ? 1 : 2 + line_below(d->l, 3);
	put_head(d, "owed", false);
	put_id(d->l, 'o', p.id);
	put_who(d, p.who);
	put_amount(d->l, p.left, d->currency);
	put(d->l, " by:");
	put_date(d->l, due);
	put_text(d->l, 36, 109);
	line_end(d->l);
	p.day = day_done(d, due);
	if (line_percent(d->l, 70))
		later(d, p);
}

static void
record_concern(struct late *d)
{
	struct pending p = { .sigil = 'c', .id = ++d->concerns, .who = one_of_theirs(d) };

	put_head(d, "concern", false);
	put_id(d->l, 'c', p.id);
	put_who(d, p.who);
	if (line_percent(d->l, 30))
		put(d->l, " level:high");
	put_text(d->l, 36, 109);
	line_end(d->l);
	p.day = d->day + 1 + (int)line_below(d->l, 40);
	if (line_percent(d->l, 60))
		later(d, p);
}

static void
record_term(struct late *d)
{
	put_head(d, "term", false);
	put_id(d->l, 't', ++d->terms);
	put_text(d->l, 36, 109);
	line_end(d->l);
}

/* --- what becomes of them ---------------------------------------------- */

static void
record_done(struct late *d, const struct pending *p)
{
	put_head(d, "done", false);
	put_id(d->l, p->sigil, p->id);
	if (line_percent(d->l, 20)) /* the other side confirms, never who promised it */
		put_who(d, d->people[p->who].ours ? one_of_theirs(d) : one_of_ours(d));
	if (line_percent(d->l, 50))
		put_text(d->l, 36, 109);
	line_end(d->l);
}

/* Pays a part, all of it with the last one, and says whether more is to come. */
static bool
record_paid(struct late *d, struct pending *p)
{
	int64_t amount = p->left;

	if (--p->parts && p->left > 1)
		amount = 1 + (int64_t)line_below(d->l, (unsigned)(p->left - 1));
	p->left -= amount;
	p->day = d->day + 7 + (int)line_below(d->l, 21);
	put_head(d, "paid", false);
	put_id(d->l, p->sigil, p->id);
	put_who(d, p->who);
	put_amount(d->l, amount, d->currency);
	if (line_percent(d->l, 50))
		put_text(d->l, 36, 109);
	line_end(d->l);
	return p->left > 0 && line_percent(d->l, 80);
}

/* Closes the first pending item whose day has come. */
static bool
record_outcome(struct late *d)
{
	unsigned i = 0;

	if (d->day < d->next)
		return false;
	while (i < d->n_pending && d->pending[i].day > d->day)
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

static int
person_cmp(const void *a, const void *b)
{
	return strcmp(((const struct person *)a)->name, ((const struct person *)b)->name);
}

/* A quarter is ours, from a small house; the others belong to this deal. */
static void
late_people(struct late *d, uint64_t records)
{
	uint64_t want = records / 5 < 2 ? 2 : records / 5;

	d->all = want < PEOPLE ? (unsigned)want : PEOPLE;
	d->ours = d->all < 4 ? 1 : d->all / 4;
	for (unsigned i = 0; i < d->all; i++) {
		struct person *p = &d->people[i];
		const char *first = first_names.words[(d->no * d->all + i) % first_names.n];
		int n;

		p->ours = i < d->ours;
		if (p->ours)
			n = snprintf(p->name, sizeof p->name, "%s", i ? first : "me");
		else
			n = snprintf(
			    p->name, sizeof p->name, "%s.%llu", first, (unsigned long long)d->no);
		p->n = (size_t)n;
	}
	qsort(d->people + d->ours, d->all - d->ours, sizeof *d->people, person_cmp);
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
	*d = (struct late){ .l = d->l, .times = d->times, .no = no, .next = DAYS_KNOWN };
	line_seed(d->l, seed, no);
	d->n = (size_t)snprintf(d->name, sizeof d->name, "%s-%llu",
	    deal_names.words[no % deal_names.n], (unsigned long long)no);
	d->currency = one_word(d->l, &currencies);
	late_people(d, records);
	record_deal(d);
}

/* Moves on to that day, and on every record a little within it. */
static void
late_day(struct late *d, int day)
{
	if (day == d->day)
		d->minute += 1 + (int)line_below(d->l, 9);
	else
		d->minute = 480 + (int)line_below(d->l, 400);
	if (d->minute > 1439)
		d->minute = 1439;
	d->day = day;
}

/* Two records in three days, but no more days than there are. */
void
late_write(struct late *d, uint64_t seed, uint64_t no, uint64_t records)
{
	uint64_t span = records < DAYS / 2 ? records * 3 / 2 + 1 : DAYS, done = 1;
	int start;

	if (records == 0)
		return;
	late_begin(d, seed, no, records);
	start = FIRST + (int)line_below(d->l, DAYS - (unsigned)span + 1);
	for (; done < records && done <= d->all; done++)
		record_who(d, (unsigned)done - 1);
	for (; done < records; done++) {
		late_day(d, start + (int)(done * span / records));
		record(d);
	}
}
