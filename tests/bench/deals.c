#include "deals.h"

#include "life.h"

enum {
	HOUSE = 6,
	CUSTOMER_MOST = 6,
	SIZE_LEAST = 15,
	MONDAY = 3,   /* 2021-01-04, the first day of the book */
	TODAY = 1170, /* 2025-06-30, in working days since then */
	TEXT_LEAST = 30,
	TEXT_MOST = 104,
};

struct customer {
	uint64_t no;
	struct name people[CUSTOMER_MOST];
	unsigned all, deals; /* deals: how many are still to come */
	const char *word, *currency;
};

struct book {
	struct line *l;
	uint64_t seed;
	bool times; /* give every date a time of day */
	uint64_t no;
	struct name house[HOUSE];
	struct customer customer;
	bool new_customer;
	/* the deal */
	struct name name;
	const struct name *people[HOUSE + CUSTOMER_MOST];
	const char *channel;
	int start;
	struct clock clock;
	struct life life;
};

/* --- people ---------------------------------------------------------------- */

static void
make_house(struct book *b)
{
	for (unsigned i = 0; i < HOUSE; i++)
		b->house[i] = name_of(i ? first_names.words[i * 5 % first_names.n] : "me", '.', 0);
}

static void
next_customer(struct book *b)
{
	struct customer *c = &b->customer;
	unsigned first = line_below(b->l, first_names.n);

	c->no++;
	c->all = 2 + line_below(b->l, CUSTOMER_MOST - 1);
	c->deals = 1 + line_below(b->l, 7);
	c->word = deal_names.words[c->no % deal_names.n];
	c->currency = one_word(b->l, &currencies);
	for (unsigned i = 0; i < c->all; i++)
		c->people[i] = name_of(first_names.words[(first + i) % first_names.n], '.', c->no);
	names_sort(c->people, c->all);
}

/* Chooses one to three of ours and two to five of theirs, in byte order. */
static void
choose_people(struct book *b)
{
	struct customer *c = &b->customer;
	unsigned theirs = 2 + line_below(b->l, (c->all < 5 ? c->all : 5) - 1);
	unsigned first = line_below(b->l, c->all - theirs + 1);
	unsigned ours = 1 + line_below(b->l, 3), our_first = line_below(b->l, HOUSE);

	for (unsigned i = 0; i < ours; i++)
		b->people[i] = &b->house[(our_first + i) % HOUSE];
	for (unsigned i = 0; i < theirs; i++)
		b->people[ours + i] = &c->people[first + i];
	b->life.sides = (struct sides){ ours, ours + theirs };
}

/* --- declarations ---------------------------------------------------------- */

static void
text(struct book *b)
{
	put_text(b->l, TEXT_LEAST, TEXT_MOST);
}

static void
declare_deal(struct book *b)
{
	put(b->l, "deal");
	put_name(b->l, '+', &b->name);
	put_amount(b->l, 100 * (1000 + (int64_t)line_below(b->l, 200000)), b->customer.currency);
	put(b->l, " kind:");
	put(b->l, b->life.kind);
	put(b->l, line_percent(b->l, 80) ? " relationship:keep" : " relationship:open");
	put(b->l, " via:");
	put(b->l, b->channel);
	text(b);
	line_end(b->l);
}

static void
declare_person(struct book *b, const struct name *who, bool ours)
{
	struct name org = name_of(b->customer.word, '-', b->customer.no);

	put(b->l, "who +-");
	put_name(b->l, '@', who);
	put_side(b->l, ours, &org);
	put_one(b->l, " role:", &roles);
	put(b->l, " mail:");
	put_n(b->l, who->p, who->n);
	put(b->l, "@");
	put(b->l, ours ? "us" : org.p);
	put(b->l, ".example");
	put_one(b->l, " prefers:", &channels);
	text(b);
	line_end(b->l);
}

/* Declares people who haven't been, as many as there is room for; returns how many. */
static unsigned
declare_people(struct book *b, unsigned most)
{
	unsigned n = 0;

	for (unsigned i = 0; b->no == 1 && i < HOUSE && n < most; i++, n++)
		declare_person(b, &b->house[i], true);
	for (unsigned i = 0; b->new_customer && i < b->customer.all && n < most; i++, n++)
		declare_person(b, &b->customer.people[i], false);
	return n;
}

/* --- what happened ----------------------------------------------------------- */

static int
calendar_day(int working_day)
{
	return MONDAY + working_day / 5 * 7 + working_day % 5;
}

static void
write_step(struct book *b, const struct step *s)
{
	clock_move(&b->clock, b->l, b->start + s->day);
	put_when(b->l, calendar_day(b->clock.day), s->timed || b->times ? b->clock.minute : -1);
	put_type(b->l, s->type);
	put_name(b->l, '+', &b->name);
	if (s->letter)
		put_id(b->l, s->letter, s->id);
	for (unsigned i = 0; i < b->life.sides.all; i++)
		if (s->people & 1u << i)
			put_name(b->l, '@', b->people[i]);
	if (s->words)
		put(b->l, s->words);
	if (s->amount)
		put_amount(b->l, s->amount, b->customer.currency);
	if (s->by) {
		put(b->l, " by:");
		put_date(b->l, calendar_day(b->start + s->by));
	}
	if (s->to != NOBODY) {
		put(b->l, " to:@");
		put_n(b->l, b->people[s->to]->p, b->people[s->to]->n);
	}
	if (s->via) {
		put(b->l, " via:");
		put(b->l, line_percent(b->l, 70) ? b->channel : one_word(b->l, &channels));
	}
	if (s->answers)
		put(b->l, s->answers);
	if (s->text)
		text(b);
	line_end(b->l);
}

/* Schedules the first n steps of the plan so that all of them are before today and, if the
 * plan is longer, the next one isn't. */
static void
lay_out(struct book *b, unsigned n)
{
	const struct step *last = &b->life.steps[n - 1];
	int span = last->day;

	if (n < b->life.n) {
		span += (int)line_below(
		    b->l, (unsigned)(last[1].day > span ? last[1].day - span : 1));
		b->start = TODAY - span;
	} else {
		b->start = (int)line_below(b->l, (unsigned)(TODAY - span));
	}
}

static const char *
choose_kind(struct book *b)
{
	unsigned luck = line_below(b->l, 100);

	return luck < 40   ? "negotiation"
	       : luck < 70 ? "sale"
	       : luck < 90 ? "purchase"
			   : "collection";
}

struct book *
book_new(struct line *l, uint64_t seed, bool times)
{
	struct book *b = room(sizeof *b);

	b->l = b->life.l = l;
	b->seed = seed;
	b->times = times;
	make_house(b);
	return b;
}

unsigned
book_size(struct book *b, uint64_t left)
{
	unsigned n;

	line_seed(b->l, b->seed, UINT64_MAX / 4 - b->no);
	n = SIZE_LEAST + line_below(b->l, 25) + line_below(b->l, 25);
	if (line_percent(b->l, 10))
		n += line_below(b->l, 30);
	if (left >= n + SIZE_LEAST)
		return n;
	return left <= SIZE_MOST ? (unsigned)left : (unsigned)left / 2;
}

unsigned
book_deal(struct book *b, unsigned records)
{
	struct customer *c = &b->customer;
	unsigned n = 1;
	bool runs;

	line_seed(b->l, b->seed, ++b->no);
	b->new_customer = c->deals == 0;
	if (b->new_customer)
		next_customer(b);
	c->deals--;
	b->name = name_of(c->word, '-', b->no);
	b->channel = one_word(b->l, &channels);
	b->life.kind = choose_kind(b);
	b->clock.day = -1;
	choose_people(b);
	declare_deal(b);
	n += declare_people(b, records - n);
	if (n == records)
		return records;
	n = records - n;
	runs = line_percent(b->l, 7);
	life_plan(&b->life, runs ? n * 100 / (25 + line_below(b->l, 70)) : n);
	lay_out(b, n);
	for (unsigned i = 0; i < n; i++)
		write_step(b, &b->life.steps[i]);
	return records;
}
