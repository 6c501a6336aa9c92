/*
 * cases: how everybody's dates were kept, and what was forecast for them.
 *
 * Each date that an item had is a case for everybody whom the item names, judged as
 * in item.h; a person's n is kept + late + broken.  Each case is also a term of a
 * forecast (forecast.h), with what was known about it at each moment: a promise is
 * known to be missed once its date has passed, whatever became of it later.
 *
 *	struct cases c;
 *	cases_collect(&c, &book, &(struct cases_asks){ CASES_BY_DEAL, .forecasts = true });
 *	... cases_at(&c, i) ...
 *	cases_release(&c);
 */
#ifndef FU_CASES_H
#define FU_CASES_H

#include "book/forecast.h"
#include "book/item.h"

struct outcome {
	uint32_t person, item, deal;
	uint32_t term; /* number in the forecast; NONE if none was asked for */
	struct judgement is;
	struct moment decided; /* when the outcome was known */
};

/* Sorted by person, or by deal and then person; within these by moment decided, deal, id
 * and date. */
enum cases_order { CASES_IN_NO_ORDER, CASES_BY_PERSON, CASES_BY_DEAL };

struct cases_asks {
	enum cases_order order;
	const uint32_t *rank; /* for CASES_BY_PERSON: each person's position among all */
	bool forecasts;
	size_t lanes; /* threads to use if that pays; 0: one */
};

struct phase;

struct cases {
	struct book *book;
	struct cases_asks asks;
	struct outcome *all; /* deal by deal */
	uint32_t n;
	size_t cap;
	/* indices into all, in the order asked for; null for CASES_IN_NO_ORDER */
	uint32_t *order;
	/* for CASES_BY_PERSON, by rank: where in order each person's cases end */
	uint32_t *ends;
	struct forecast forecast; /* run up to the book's moment */
	struct phase *phases;     /* scratch: those of one item */
	uint32_t *people;         /* scratch: the people one item names */
	size_t phases_cap, people_cap;
};

/* The i-th case in that order. */
static inline const struct outcome *
cases_at(const struct cases *c, size_t i)
{
	return &c->all[c->order[i]];
}

enum { CASES_AHEAD = 16 };

/* Prefetches a case that will be looked at soon. */
static inline void
cases_fetch(const struct cases *c, size_t i)
{
	if (i + CASES_AHEAD < c->n)
		MEM_FETCH(cases_at(c, i + CASES_AHEAD));
}

/* Totals of cases, added in the order they were decided. */
struct tally {
	uint32_t n[VERDICT_OPEN + 1]; /* by verdict */
	int64_t days_late;            /* summed over those done after their date */
	uint32_t done_late;           /* how many those are */
	/* weights: each case counts STATS_FADING times as much for every later one */
	double good, bad;
};

/* Judges all items of a book after book_ready_world(), makes its deals ready, sorts the
 * cases, and runs the forecasts if asked for. */
void cases_collect(struct cases *c, struct book *b, const struct cases_asks *asks);
void cases_release(struct cases *c);

/* For cases.c: sorts them in the order asked for. */
void cases_sort(struct cases *c);

/* Adds a case; to be called in the order they were decided. */
void tally_add(struct tally *t, const struct outcome *o);

static inline uint32_t
tally_n(const struct tally *t)
{
	return t->n[VERDICT_KEPT] + t->n[VERDICT_LATE] + t->n[VERDICT_BROKEN];
}

/* Wilson's lower bound of the share kept, at z; meaningless if tally_n() is 0. */
double tally_low(const struct tally *t, double z);

/* The expected share kept, recent cases weighing more. */
double tally_mean(const struct tally *t);

#endif
