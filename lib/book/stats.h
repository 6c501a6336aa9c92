/*
 * stats: the few figures that scores are made of.
 *
 * All take counts or weights and are computed in double; each is rounded once,
 * when it is printed.  No money and no date comes here.
 *
 * - Wilson's lower bound: E. B. Wilson, "Probable Inference, the Law of
 *   Succession, and Statistical Inference", J. Am. Stat. Assoc. 22, 1927.
 * - The expected value of a beta distribution: A. Jøsang and R. Ismail, "The
 *   Beta Reputation System", 2002.
 * - The Brier score: G. W. Brier, "Verification of Forecasts Expressed in Terms
 *   of Probability", Monthly Weather Review 78, 1950; its three parts: A. H.
 *   Murphy, "A New Vector Partition of the Probability Score", J. Appl.
 *   Meteorology 12, 1973.
 */
#ifndef FU_STATS_H
#define FU_STATS_H

#include "base/buf.h"

#include <stdint.h>

/* z below which 90 % of the standard normal distribution lies. */
#define STATS_Z90 1.2816

/* The weight of a case for every later one. */
#define STATS_FADING 0.9

/* Wilson's lower bound for k of n at z; 0 <= k <= n, n > 0. */
double stats_wilson(uint32_t k, uint32_t n, double z);

/* (good + 1) / (good + bad + 2), of weights of 0 or more. */
double stats_beta(double good, double bad);

/* Forecasts in steps of 1/step and what came of them. */
enum { STATS_STEPS = 100 };

struct brier {
	uint32_t step;                  /* forecast i stands for i/step; at most STATS_STEPS */
	uint32_t n[STATS_STEPS + 1];    /* how often each was given */
	uint32_t came[STATS_STEPS + 1]; /* how often it came true */
};

/* The score and its parts: score = rel - res + unc.  unc is the score of who
 * forecasts the base rate, known beforehand, each time. */
struct brier_parts {
	uint32_t n;
	double score, rel, res, unc;
};

/* n of the result is 0 if there are no forecasts; all else then too. */
struct brier_parts brier_parts(const struct brier *b);

/* The number rounded half up at that many decimals (0 to 6), as an integer. */
int64_t stats_round(double v, int decimals);

/* Appends it, with no zero before the point: .602, 1.000, -.125. */
void stats_put(struct buf *b, double v, int decimals);

#endif
