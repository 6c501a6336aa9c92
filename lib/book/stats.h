/*
 * stats: the few figures that scores are made of.
 *
 * All take counts or weights and are computed in double; each is rounded once, when
 * it is printed.  Money and dates never get here.
 *
 *  - Wilson's lower bound: E. B. Wilson, "Probable Inference, the Law of
 *    Succession, and Statistical Inference", J. Am. Stat. Assoc. 22, 1927.
 *  - The expected value of a beta distribution: A. Jøsang and R. Ismail, "The
 *    Beta Reputation System", 2002.
 *  - The Brier score: G. W. Brier, "Verification of Forecasts Expressed in Terms
 *    of Probability", Monthly Weather Review 78, 1950; its three parts: A. H.
 *    Murphy, "A New Vector Partition of the Probability Score", J. Appl.
 *    Meteorology 12, 1973.
 */
#ifndef FU_STATS_H
#define FU_STATS_H

#include "base/buf.h"

#include <stdint.h>

/* 90 % of the standard normal distribution lies below this z. */
#define STATS_Z90 1.2816

/* By this factor each case counts less for every later one. */
#define STATS_FADING 0.9

/* Wilson's lower bound for k of n at z, from 0 to 1; 0 <= k <= n, n > 0. */
double stats_wilson(uint32_t k, uint32_t n, double z);

/* (good + 1) / (good + bad + 2), for weights that aren't negative. */
double stats_beta(double good, double bad);

/* Forecasts in steps of 1/step, and what came of them. */
enum { STATS_STEPS = 100 };

struct brier {
	uint32_t step;                  /* forecast i stands for i/step; 1 to STATS_STEPS */
	uint32_t n[STATS_STEPS + 1];    /* how often each was given */
	uint32_t came[STATS_STEPS + 1]; /* how often it came true */
};

/* The score and its parts: score = rel - res + unc.  unc is the score of always forecasting
 * the base rate, if one had known it. */
struct brier_parts {
	uint32_t n;
	double score, rel, res, unc;
};

/* If there are no forecasts, n and all else are 0. */
struct brier_parts brier_parts(const struct brier *b);

/* v x 10^decimals (0 to 6), rounded half up. */
int64_t stats_round(double v, int decimals);

/* Appends v with that many decimals, and no zero before the point: .602, 1.000, -.125. */
void stats_put(struct buf *b, double v, int decimals);

#endif
