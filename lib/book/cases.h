/*
 * cases: how everybody's dates were kept, and what was forecast of them.
 *
 * Each date that an item had is a case of everybody whom the item names, judged
 * as item.h says; a person's n is kept + late + broken.  Each case is also a
 * term of a forecast (see forecast.h), with what was known of it at each moment:
 * a promise is known to be missed once its date has passed, whatever became of
 * it later.
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
	uint32_t term; /* of the forecast; NONE where none was asked for */
	struct judgement is;
	struct moment decided; /* when it was known */
};

/* By person, or by deal and then person; then as decided (moment, deal, id, date). */
enum cases_order { CASES_IN_NO_ORDER, CASES_BY_PERSON, CASES_BY_DEAL };

struct cases_asks {
	enum cases_order order;
	const uint32_t *rank; /* of CASES_BY_PERSON: by person, where they stand among all */
	bool forecasts;
	size_t lanes; /* threads, where that pays; 0 as 1 */
};

struct phase;

struct cases {
	struct book *book;
	struct cases_asks asks;
	struct outcome *all; /* deal by deal */
	uint32_t n;
	size_t cap;
	uint32_t *order;          /* their numbers in the order that was asked for, if any was */
	uint32_t *ends;           /* by person, by rank: where in it each person's end */
	struct forecast forecast; /* run up to the book's moment */
	struct phase *phases;     /* scratch: of one item */
	uint32_t *people;         /* scratch: whom it names */
	size_t phases_cap, people_cap;
};

/* The i-th in that order. */
static inline const struct outcome *
cases_at(const struct cases *c, size_t i)
{
	return &c->all[c->order[i]];
}

enum { CASES_AHEAD = 16 };

/* Asks for the memory of one that comes soon. */
static inline void
cases_fetch(const struct cases *c, size_t i)
{
	if (i + CASES_AHEAD < c->n)
		MEM_FETCH(cases_at(c, i + CASES_AHEAD));
}

/* What a run of cases adds up to, those decided in order. */
struct tally {
	uint32_t n[VERDICT_OPEN + 1]; /* by verdict */
	int64_t days_late;            /* summed over what was done, but after its date */
	uint32_t done_late;           /* how many those are */
	double good, bad;             /* weights: each case fades by every later one */
};

/* Judges all items of a book whose world is ready, as are its deals then, puts the cases in
 * order, and runs the forecasts if they are asked for. */
void cases_collect(struct cases *c, struct book *b, const struct cases_asks *asks);
void cases_release(struct cases *c);

/* For cases.c: puts all in the order that is asked for. */
void cases_sort(struct cases *c);

/* Adds a case; they must come in the order they were decided. */
void tally_add(struct tally *t, const struct outcome *o);

static inline uint32_t
tally_n(const struct tally *t)
{
	return t->n[VERDICT_KEPT] + t->n[VERDICT_LATE] + t->n[VERDICT_BROKEN];
}

/* Wilson's lower bound at z; meaningless if n is 0. */
double tally_low(const struct tally *t, double z);

/* The weighted expectation. */
double tally_mean(const struct tally *t);

#endif
