/*
 * forecast: the chance that a promise is kept in time, given what was known.
 *
 * A term is one date of one promise of one person.  Its forecast is made as of the
 * day it was set, from terms whose dates were before that day (lest those kept early
 * outweigh those not decided yet), and from records dated before that day.  It is
 * the mean of a beta distribution,
 *
 *	(s x m + r) / (s + n)
 *
 * where r of n of that person's terms were kept, each weighted with 2^(-age/half-life), m
 * is everybody's rate, and s is the strength given to m.  m is (K + 1) / (N + 2), counted
 * over all terms or, lest a few people with many terms speak for many with few, over
 * people: then N is how many people have a term whose outcome is known, and K is the sum
 * of the share that each has kept.  There are a few settings of strength, half-life and m;
 * the one that has forecast best so far is used.  The result is rounded to a twentieth.
 * The order in which terms are added doesn't matter.
 *
 *	struct forecast f = { 0 };
 *	uint32_t t = forecast_term(&f, person, made);
 *	forecast_known(&f, t, by + 1, FORECAST_KEPT);
 *	forecast_run(&f, today, npeople);
 *	... f.terms[t].chance ...
 *	forecast_release(&f);
 */
#ifndef FU_FORECAST_H
#define FU_FORECAST_H

#include "base/arena.h"

#include <stdint.h>

enum { FORECAST_STEP = 20, FORECAST_HALVES = 3, FORECAST_SETTINGS = 12 };

enum forecast_state { FORECAST_OPEN, FORECAST_KEPT, FORECAST_MISSED };

struct forecast_setting {
	double strength; /* 0: use everybody's rate alone */
	int half;        /* index into forecast_halves */
	bool of_people;  /* m is counted over people, not terms */
};

/* Half-lives in days; 0: nothing fades. */
extern const int forecast_halves[FORECAST_HALVES];

struct forecast_term {
	uint32_t person;                   /* after forecast_run(): index among those with a term */
	int32_t known;                     /* the day its state became known */
	uint8_t state;                     /* as of the day being run */
	uint8_t chance;                    /* the forecast, in twentieths */
	uint8_t by_set[FORECAST_SETTINGS]; /* what each setting forecast */
};

/* What a forecast was made from. */
struct forecast_basis {
	struct forecast_setting setting;
	uint32_t all_kept, all; /* K and N over terms */
	uint32_t people;        /* N over people */
	double shares;          /* K over people */
	double kept, n;         /* r and n, weighted */
	uint8_t chance;
};

/* Something becomes known about a term, or its forecast is made. */
struct forecast_event {
	/* (day - DAY_MIN) x 2, + 1 for a forecast, so that it sees what became known that day */
	uint32_t when;
	uint32_t what; /* term x 4 + state */
};

struct forecast_person;

struct forecast { /* all zero: empty */
	struct forecast_term *terms;
	struct forecast_event *events;  /* until they are run */
	struct forecast_person *people; /* those with a term */
	uint32_t *number;               /* by person: index in people + 1; 0: has no term */
	size_t nterms, terms_cap, nevents, events_cap;
	uint32_t kept, missed;             /* over all terms */
	uint32_t sharers;                  /* people with a term whose outcome is known */
	int64_t shares;                    /* sum of the shares they have kept, in 1e-9 */
	int64_t errors[FORECAST_SETTINGS]; /* sums of squared errors, in 1/400 */
	double *fading[FORECAST_HALVES];   /* weight by age in days */
	bool stale;                        /* the two below are out of date */
	double prior[FORECAST_SETTINGS];   /* s x m; for the setting with strength 0, m */
	/* what is forecast for somebody of whom nothing is known */
	uint8_t stranger[FORECAST_SETTINGS];
	int best; /* index of the setting used */
};

/* Adds a term of a person, set on a day; returns its number. */
uint32_t forecast_term(struct forecast *f, uint32_t person, int32_t made);

/* Says that from a day on the term is known to be in that state, until the next such call's
 * day. */
void forecast_known(struct forecast *f, uint32_t term, int32_t day, enum forecast_state state);

/* Adds all terms of another forecast, renumbered to follow those already there; `from` is
 * then empty.  Neither may have been run. */
void forecast_join(struct forecast *f, struct forecast *from);

/* Makes the forecasts of all terms set up to a day.  npeople: people's numbers are below it. */
void forecast_run(struct forecast *f, int32_t day, uint32_t npeople);

/* What to expect, on the day that was run, of a person who has a term. */
struct forecast_basis forecast_now(struct forecast *f, uint32_t person, int32_t day);

void forecast_release(struct forecast *f);

#endif
