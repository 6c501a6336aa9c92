/*
 * score: how well people keep what they promise.
 *
 * Every item with a date and a person is judged (see item.h); a person's n is
 * kept + late + broken.  Two figures follow:
 *
 * - the lower bound of the Wilson score interval for kept out of n (E. B.
 *   Wilson, J. Am. Stat. Assoc. 22, 1927), z = 1.2816: the true rate lies above
 *   it with 90 % confidence;
 * - the expected value of a beta distribution (A. Jøsang and R. Ismail, "The
 *   Beta Reputation System", 2002), (r + 1) / (r + s + 2), where r and s count
 *   the kept and the others, each weighted with .9 for every later one.
 *
 * Counts are whole; the two figures are rounded once, when printed.
 */
#ifndef FU_SCORE_H
#define FU_SCORE_H

#include "book/item.h"

/* One judged term of one item. */
struct outcome {
	uint32_t person, item;
	struct judgement is;
	struct moment decided; /* when it was known */
};

struct reliability {
	uint32_t person;
	struct outcome *cases; /* in the order they were decided */
	size_t n;
	uint32_t kept, late, broken, open;
	int64_t days_late;  /* summed over what was done, but after its date */
	uint32_t done_late; /* how many those are */
	double low;         /* Wilson's lower bound; meaningless if n == 0 */
	double mean;        /* the weighted expectation; likewise */
};

struct score {
	struct book *book;
	bool (*wanted)(void *self, struct str deal, struct str person);
	void *self;
	struct outcome *cases; /* by person, then as decided */
	size_t n, cap;
	struct reliability *people; /* those with cases or a who line */
	size_t npeople;
};

/* Judges all items of a ready book that `wanted` admits (null: all). */
void score_reliability(struct score *s, struct book *b,
    bool (*wanted)(void *self, struct str deal, struct str person), void *self);

void score_release(struct score *s);

/* Wilson's lower bound for k of n at z; 0 <= k <= n, n > 0. */
double score_wilson(uint32_t k, uint32_t n, double z);

/* Appends a rate from 0 to 1 with three decimals: .602, 1.000. */
void score_put_rate(struct buf *b, double rate);

#endif
