#include "deals.h"

#include "line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PEOPLE = 20, /* in a deal of full size */
	PENDING = 64,
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

struct deal {
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
static const char *const deal_names[] = { "acme", "harbor", "north", "olive", "delta", "lumen", "quarry", "orchid" };
static const char *const first_names[] = {
	"jane", "omar", "li", "sofia", "ivan", "aiko", "tom", "ana", "raj", "eva", "max", "noor", "leo", "mia", "sam", "zoe",
	"ben", "ida", "yusuf", "kim", "paul", "rosa", "hugo", "lena", "amir", "nina", "otto", "vera", "carl", "dina", "finn", "greta",
};
static const char *const currencies[] = { "USD", "EUR", "GBP", "CHF" };
static const char *const deal_kinds[] = { "negotiation", "sale", "purchase", "collection" };
static const char *const channels[] = { "email", "phone", "video", "meet" };
static const char *const roles[] = { "buyer", "sales", "counsel", "finance", "logistics", "lead" };
static const char *const moods[] = { "good", "ok", "bad" };
static const char *const answers[] = { "yes", "no", "part", "counter" };
static const char *const sent_kinds[] = {
	"thanks", "recap", "confirm", "agenda", "checkin", "update", "nudge", "chase", "proposal", "question", "thanks,recap", "idea",
};
static const char *const got_kinds[] = { "recap", "question", "proposal", "update", "agenda", "payment", "other", "thanks" };
/* clang-format on */
#define COUNT(a) ((unsigned)(sizeof(a) / sizeof(a)[0]))

static void
put_amount(struct deal *d, int64_t hundredths)
{
	put(d->l, " amt:");
	put_uint(d->l, (uint64_t)hundredths / 100);
	if (hundredths % 100) {
		put(d->l, ".");
		put_two(d->l, (unsigned)(hundredths % 100));
	}
	put(d->l, d->currency);
}

static void
put_id(struct deal *d, char sigil, unsigned id)
{
	char s[3] = { ' ', '%', sigil };

	put_n(d->l, s, 3);
	put_uint(d->l, id);
}

static void
put_who(struct deal *d, unsigned who)
{
	put(d->l, " @");
	put_n(d->l, d->people[who].name, d->people[who].n);
}

/* KEY:WORD, one of the n words. */
static void
put_word(struct deal *d, const char *key, const char *const *words, unsigned n)
{
	put(d->l, key);
	put(d->l, words[line_below(d->l, n)]);
}
#define put_one(d, key, words) put_word((d), (key), (words), COUNT(words))

/* --- heads ------------------------------------------------------------- */

static void
put_deal(struct deal *d)
{
	put(d->l, " +");
	put_n(d->l, d->name, d->n);
}

static void
put_head(struct deal *d, const char *type, bool time)
{
	put_date(d->l, d->day);
	if (time || d->times) {
		put(d->l, "T");
		put_two(d->l, (unsigned)d->minute / 60);
		put(d->l, ":");
		put_two(d->l, (unsigned)d->minute % 60);
	}
	put(d->l, " ");
	put(d->l, type);
	if (d->l->aligned)
		put_n(d->l, "        ", 7 - strlen(type));
	put_deal(d);
}

static unsigned
one_of_ours(struct deal *d)
{
	return line_below(d->l, d->ours);
}

static unsigned
one_of_theirs(struct deal *d)
{
	return d->ours + line_below(d->l, d->all - d->ours);
}

/* One to three of theirs, in byte order as the canonical form has them. */
static void
put_theirs(struct deal *d)
{
	unsigned who = one_of_theirs(d), most = 1 + line_below(d->l, 3);

	for (unsigned k = 0; k < most && who < d->all; k++) {
		put_who(d, who);
		who += 1 + line_below(d->l, 4);
	}
}

/* --- declarations ------------------------------------------------------ */

static void
record_deal(struct deal *d)
{
	put(d->l, "deal");
	put_deal(d);
	put_amount(d, 100 * (1000 + (int64_t)line_below(d->l, 500000)));
	put_one(d, " kind:", deal_kinds);
	put(d->l, " relationship:keep");
	put_one(d, " via:", channels);
	put_text(d->l);
	line_end(d->l);
}

static void
record_who(struct deal *d, unsigned who)
{
	const struct person *p = &d->people[who];

	put(d->l, "who");
	put_deal(d);
	put_who(d, who);
	put(d->l, p->ours ? " side:us" : " side:them org:");
	if (!p->ours && d->l->worst)
		put(d->l, "\"Ac\\\"me \\\\ by:2025-01-01 @x +y %z -- Co\"");
	else if (!p->ours)
		put_n(d->l, d->name, d->n);
	put_one(d, " role:", roles);
	put(d->l, " mail:");
	put_n(d->l, p->name, p->n);
	put(d->l, p->ours ? "@us.example" : "@them.example");
	put_one(d, " prefers:", channels);
	put_text(d->l);
	line_end(d->l);
}

/* --- what happens ------------------------------------------------------ */

static void
record_met(struct deal *d)
{
	put_head(d, "met", line_percent(d->l, 50));
	put_theirs(d);
	put_one(d, " via:", channels);
	if (line_percent(d->l, 30))
		put_one(d, " mood:", moods);
	put_text(d->l);
	line_end(d->l);
}

static void
record_sent(struct deal *d)
{
	put_head(d, "sent", false);
	if (d->promises && line_percent(d->l, 20))
		put_id(d, 'p', 1 + line_below(d->l, d->promises));
	put_theirs(d);
	put_one(d, " re:", sent_kinds);
	put_one(d, " via:", channels);
	put_text(d->l);
	line_end(d->l);
}

static void
record_got(struct deal *d)
{
	put_head(d, "got", false);
	if (d->terms && line_percent(d->l, 20))
		put_id(d, 't', 1 + line_below(d->l, d->terms));
	put_who(d, one_of_theirs(d));
	put_one(d, " re:", got_kinds);
	put_one(d, " via:", channels);
	if (line_percent(d->l, 30))
		put_one(d, " answer:", answers);
	put_text(d->l);
	line_end(d->l);
}

static void
record_note(struct deal *d)
{
	put_head(d, "note", false);
	if (line_percent(d->l, 60))
		put_theirs(d);
	put_text(d->l);
	line_end(d->l);
}

/* --- items ------------------------------------------------------------- */

static void
later(struct deal *d, struct pending p)
{
	if (d->n_pending == PENDING)
		return; /* stays open for ever */
	d->pending[d->n_pending++] = p;
	if (p.day < d->next)
		d->next = p.day;
}

/* A day from 2 to n + 1 days ahead, and no Saturday or Sunday. */
static int
working_day(struct deal *d, unsigned n)
{
	int day = d->day + 2 + (int)line_below(d->l, n);
	int weekday = (DAY_FIRST + day + 3) % 7; /* 0 is Monday */

	return weekday < 5 ? day : day + 7 - weekday;
}

/* The day on which what falls due on a day is done: most are in time, some a
 * few days late, some very late; always after the day of the record itself. */
static int
day_done(struct deal *d, int due)
{
	unsigned luck = line_below(d->l, 100);

	if (luck < 65)
		return d->day + 1 + (int)line_below(d->l, (unsigned)(due - d->day));
	return due + 1 + (int)line_below(d->l, luck < 85 ? 5 : 40);
}

static void
record_promise(struct deal *d)
{
	struct pending p = { .sigil = 'p', .id = ++d->promises };
	int due = working_day(d, 30);

	p.who = line_percent(d->l, 60) ? one_of_theirs(d) : one_of_ours(d);
	put_head(d, "promise", false);
	put_id(d, 'p', p.id);
	put_who(d, p.who);
	put(d->l, " by:");
	put_date(d->l, due);
	put_text(d->l);
	line_end(d->l);
	p.day = day_done(d, due);
	if (line_percent(d->l, 53))
		later(d, p);
}

static void
record_owed(struct deal *d)
{
	struct pending p = { .sigil = 'o', .id = ++d->debts, .who = one_of_theirs(d) };
	int due = working_day(d, 60);

	p.left = 100 * (100 + (int64_t)line_below(d->l, 20000));
	p.parts = line_percent(d->l, 60) ? 1 : 2 + line_below(d->l, 3);
	put_head(d, "owed", false);
	put_id(d, 'o', p.id);
	put_who(d, p.who);
	put_amount(d, p.left);
	put(d->l, " by:");
	put_date(d->l, due);
	put_text(d->l);
	line_end(d->l);
	p.day = day_done(d, due);
	if (line_percent(d->l, 70))
		later(d, p);
}

static void
record_concern(struct deal *d)
{
	struct pending p = { .sigil = 'c', .id = ++d->concerns, .who = one_of_theirs(d) };

	put_head(d, "concern", false);
	put_id(d, 'c', p.id);
	put_who(d, p.who);
	if (line_percent(d->l, 30))
		put(d->l, " level:high");
	put_text(d->l);
	line_end(d->l);
	p.day = d->day + 1 + (int)line_below(d->l, 40);
	if (line_percent(d->l, 60))
		later(d, p);
}

static void
record_term(struct deal *d)
{
	put_head(d, "term", false);
	put_id(d, 't', ++d->terms);
	put_text(d->l);
	line_end(d->l);
}

/* --- what becomes of them ---------------------------------------------- */

static void
record_done(struct deal *d, const struct pending *p)
{
	put_head(d, "done", false);
	put_id(d, p->sigil, p->id);
	if (line_percent(d->l, 20)) /* the other side confirms, never who promised it */
		put_who(d, d->people[p->who].ours ? one_of_theirs(d) : one_of_ours(d));
	if (line_percent(d->l, 50))
		put_text(d->l);
	line_end(d->l);
}

/* Pays a part, all of it with the last one, and says whether more is to come. */
static bool
record_paid(struct deal *d, struct pending *p)
{
	int64_t amount = p->left;

	if (--p->parts && p->left > 1)
		amount = 1 + (int64_t)line_below(d->l, (unsigned)(p->left - 1));
	p->left -= amount;
	p->day = d->day + 7 + (int)line_below(d->l, 21);
	put_head(d, "paid", false);
	put_id(d, p->sigil, p->id);
	put_who(d, p->who);
	put_amount(d, amount);
	if (line_percent(d->l, 50))
		put_text(d->l);
	line_end(d->l);
	return p->left > 0 && line_percent(d->l, 80);
}

/* Closes the first pending item whose day has come. */
static bool
record_outcome(struct deal *d)
{
	unsigned i = 0;

	if (d->day < d->next)
		return false;
	while (i < d->n_pending && d->pending[i].day > d->day)
		i++;
	if (i == d->n_pending) {
		d->next = 2 * DAYS;
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
record(struct deal *d)
{
	static const struct {
		unsigned upto;
		void (*make)(struct deal *);
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
deal_people(struct deal *d, uint64_t records)
{
	uint64_t want = records / 5 < 2 ? 2 : records / 5;

	d->all = want < PEOPLE ? (unsigned)want : PEOPLE;
	d->ours = d->all < 4 ? 1 : d->all / 4;
	for (unsigned i = 0; i < d->all; i++) {
		struct person *p = &d->people[i];
		const char *first = first_names[(d->no * d->all + i) % COUNT(first_names)];
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

struct deal *
deal_new(struct line *l, bool times)
{
	struct deal *d = room(sizeof *d);

	d->l = l;
	d->times = times;
	return d;
}

static void
deal_begin(struct deal *d, uint64_t seed, uint64_t no, uint64_t records)
{
	*d = (struct deal){ .l = d->l, .times = d->times, .no = no, .next = 2 * DAYS };
	line_seed(d->l, seed, no);
	d->n = (size_t)snprintf(d->name, sizeof d->name, "%s-%llu",
	    deal_names[no % COUNT(deal_names)], (unsigned long long)no);
	d->currency = currencies[line_below(d->l, COUNT(currencies))];
	deal_people(d, records);
	record_deal(d);
}

/* Moves on to that day, and on every record a little within it. */
static void
deal_day(struct deal *d, int day)
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
deal_write(struct deal *d, uint64_t seed, uint64_t no, uint64_t records)
{
	uint64_t span = records < DAYS / 2 ? records * 3 / 2 + 1 : DAYS, done = 1;
	int start;

	if (records == 0)
		return;
	deal_begin(d, seed, no, records);
	start = (int)line_below(d->l, DAYS - (unsigned)span + 1);
	for (; done < records && done <= d->all; done++)
		record_who(d, (unsigned)done - 1);
	for (; done < records; done++) {
		deal_day(d, start + (int)(done * span / records));
		record(d);
	}
}
