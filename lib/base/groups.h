/*
 * groups: numbers filed under groups, to look at one group at a time.
 *
 * Add them in any order, then sort once; a group is then found by binary search, its
 * numbers ordered by place, and those with equal places in the order added.
 *
 *	struct groups g = { 0 };
 *	groups_put(&g, jane, 0, 7);
 *	groups_put(&g, kim, 0, 8);
 *	groups_sort(&g);
 *	const struct keyed *of_jane = groups_of(&g, jane, &n);
 *	for (size_t i = 0; i < n; i++) ... of_jane[i].value ...
 *	groups_release(&g);
 */
#ifndef FU_GROUPS_H
#define FU_GROUPS_H

#include "base/keyed.h"

enum { PLACE_BITS = 33 };
/* the bits of a key that hold the place; the group is above */
#define PLACE_MASK ((UINT64_C(1) << PLACE_BITS) - 1)

struct groups {              /* all zero: empty, ready for use */
	struct keyed *keyed; /* owned, sorted by group, then by place */
	size_t n, cap;
};

/* Adds a value to a group (below 2^31), at a place (below 2^33) that says where it sorts. */
void groups_put(struct groups *g, uint32_t group, uint64_t place, uint32_t value);

/* Sorts everything; needed between the last groups_put() and the first groups_of(). */
void groups_sort(struct groups *g);

/* The members of a group, *n of them (perhaps 0); valid until the next groups_put(). */
const struct keyed *groups_of(const struct groups *g, uint32_t group, size_t *n);

/* Empties it, but keeps the memory for reuse. */
void groups_clear(struct groups *g);

void groups_release(struct groups *g);

#endif
