/*
 * forecast: the chance that a promise is kept in time, from what was known.
 *
 * A term is one date of one promise of one person.  The forecast for it is made
 * on the day it was set, from terms whose dates lay before that day, so that
 * those kept early don't crowd out those not decided yet, and from records
 * dated before that day.  It is
 *
 *	(s x m + r) / (s + n)
 *
 * the mean of a beta distribution: r of n of that person's terms were kept,
 * each weighted with 2^(-age/half-life), m is everybody's rate and s the strength
 * that it has.  m is (K + 1) / (N + 2), of all terms or, so that the many of a few
 * don't speak for the few of many, of people: then N is how many have a term that
 * is known, and K the sum of what share of theirs each has kept.  There are a few
 * settings of strength, half-life and m; the one that has forecast best up to that
 * day is taken.  The result is rounded to a twentieth.  The order in which
 * terms are added does not matter.
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
	double strength; /* 0: everybody's rate alone */
	int half;        /* number of a half-life */
	bool of_people;  /* m is that of people, not of terms */
};

/* The half-lives in days, 0: nothing fades. */
extern const int forecast_halves[FORECAST_HALVES];

struct forecast_term {
	uint32_t person;                   /* once it is run: number among those with a term */
	int32_t known;                     /* the day since which its state is known */
	uint8_t state;                     /* as known at the day that is run */
	uint8_t chance;                    /* the forecast, in twentieths */
	uint8_t by_set[FORECAST_SETTINGS]; /* what each setting said */
};

/* What a forecast was made of. */
struct forecast_basis {
	struct forecast_setting setting;
	uint32_t all_kept, all; /* K, N of terms */
	uint32_t people;        /* N of people, */
	double shares;          /* and K */
	double kept, n;         /* r, n: weighted */
	uint8_t chance;
};

/* What becomes known of a term, or that its forecast is made. */
struct forecast_event {
	uint32_t when; /* days since DAY_MIN x 2, + 1 for a forecast, so that those come after
	                * what is known that day */
	uint32_t what; /* the term x 4 + its state */
};

struct forecast_person;

struct forecast { /* all zero: empty */
	struct forecast_term *terms;
	struct forecast_event *events;  /* until they are run */
	struct forecast_person *people; /* those with a term */
	uint32_t *number;               /* by person: + 1 among them; 0: not one of them */
	size_t nterms, terms_cap, nevents, events_cap;
	uint32_t kept, missed;               /* everybody's */
	uint32_t sharers;                    /* people of whom a term is known */
	int64_t shares;                      /* the sum of what each of them has kept, in 1e-9 */
	int64_t errors[FORECAST_SETTINGS];   /* sums of squares, in 1/400 */
	double *fading[FORECAST_HALVES];     /* weight by age in days */
	bool stale;                          /* do these not follow what was counted last? */
	double prior[FORECAST_SETTINGS];     /* s x m; of everybody's rate alone m */
	uint8_t stranger[FORECAST_SETTINGS]; /* what is said of whom nothing is known */
	int best;                            /* number of the setting that is taken */
};

/* A term of a person, set on a day; its number. */
uint32_t forecast_term(struct forecast *f, uint32_t person, int32_t made);

/* From that day on it is known to be in that state (until the next such). */
void forecast_known(struct forecast *f, uint32_t term, int32_t day, enum forecast_state state);

/* Adds all terms of another, whose numbers go on behind those that are there; that is empty
 * then.  Neither was run. */
void forecast_join(struct forecast *f, struct forecast *from);

/* Makes the forecasts of all terms set up to the day. */
void forecast_run(struct forecast *f, int32_t day, uint32_t npeople);

/* What is to be expected of a person who has a term, on the day that was run. */
struct forecast_basis forecast_now(struct forecast *f, uint32_t person, int32_t day);

void forecast_release(struct forecast *f);

#endif
