/*
 * life: what happens in one deal, as steps, for gen's ordinary book.
 *
 * A deal is talked about (meetings with their thanks, recaps and answers, proposals,
 * questions, concerns), agreed, carried out (promises of both sides, debts paid at once or
 * in parts) and closed with a lesson and feedback; a few are lost, or fall silent.  Most
 * promises are kept, some are late, a few are moved, withdrawn or never kept.  What
 * belongs together is planned at once, then everything is sorted by days.
 *
 * Days are working days counted from the deal's first, so nobody works on a weekend,
 * and a plan can begin on any date.  What closes an item is on a later day than the
 * item, so the order within a day doesn't matter.  A plan cut short at any step is a
 * deal that is still running.
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

/* A record to be written; what is zero isn't there. */
struct step {
	int day;
	const char *type;
	bool timed, via, text;
	char letter; /* of the id, with its number */
	unsigned id;
	unsigned people;     /* bit i: person i of the deal */
	const char *words;   /* keys before `via:`, such as " re:recap" */
	const char *answers; /* keys after it, such as " answer:yes" */
	int64_t amount;      /* in hundredths */
	int by;              /* a day, never the record's own */
	int to;              /* a person, or NOBODY */
};

struct life {
	struct line *l;   /* draws its random numbers */
	const char *kind; /* of the deal */
	struct sides sides;
	unsigned n, most, kept_back;
	int day;
	unsigned terms, promises, debts, concerns;
	struct step steps[LIFE_MAX];
};

/* Plans a life of exactly `most` steps, at most LIFE_MAX, sorted by day from 0. */
void life_plan(struct life *f, unsigned most);

#endif
