/*
 * life: what happens in one deal, as steps, for gen's ordinary book.
 *
 * A deal is talked about (sessions with their thanks, recaps and answers,
 * proposals, questions, concerns), agreed, carried out (promises of both sides,
 * debts paid at once or in parts) and closed with a lesson and feedback; a few
 * are lost, or fall silent.  Most promises are kept, some are late, a few are
 * moved, withdrawn or never kept.  What belongs together is planned at once,
 * then all of it is put in the order of days.
 *
 * Days are working days from the deal's first, so nobody works on a weekend and
 * a plan can be laid at any date.  What closes an item stands on a later day than
 * the item, so the order within a day doesn't matter.  A plan cut short at any
 * step is a deal that still runs.
 *
 *	life.l = line; life.sides = (struct sides){ 2, 5 }; life.kind = "sale";
 *	life_plan(&life, 40);
 *	for (unsigned i = 0; i < life.n; i++)
 *		... life.steps[i] ...
 */
#ifndef BENCH_LIFE_H
#define BENCH_LIFE_H

#include "line.h"

enum { LIFE_MAX = 512, NOBODY = -1 };

/* A record to be; what is zero isn't there. */
struct step {
	int day;
	const char *type;
	bool timed, via, text;
	char letter; /* and number of the id */
	unsigned id;
	unsigned people;     /* a bit for each person of the deal */
	const char *words;   /* keys before `via:`, " re:recap" */
	const char *answers; /* keys behind it, " answer:yes" */
	int64_t amount;      /* hundredths */
	int by;              /* a day; no record has its own */
	int to;              /* a person, or NOBODY */
};

struct life {
	struct line *l;   /* the numbers it is drawn by */
	const char *kind; /* of deal */
	struct sides sides;
	unsigned n, most, kept_back;
	int day;
	unsigned terms, promises, debts, concerns;
	struct step steps[LIFE_MAX];
};

/* Plans a life of exactly `most` steps, LIFE_MAX at most, sorted by day from 0. */
void life_plan(struct life *f, unsigned most);

#endif
