/*
 * groups: numbers by what they belong to, to look at one group at a time.
 *
 * They are put in as they come and sorted once; what is in a group is then found in
 * a binary search, in the order of each number's place, then as put in.  Clearing
 * keeps the memory for the next use.
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
#define PLACE_MASK ((UINT64_C(1) << PLACE_BITS) - 1) /* the place in a key */

struct groups {              /* all zero: empty, ready for use */
	struct keyed *keyed; /* owned: by group, then place */
	size_t n, cap;
};

/* Adds a number to a group below 2^31; its place among them is below 2^33. */
void groups_put(struct groups *g, uint32_t group, uint64_t place, uint32_t value);

/* Puts all in order, before groups_of(). */
void groups_sort(struct groups *g);

/* What is in a group, *n of it; good until the next is put in. */
const struct keyed *groups_of(const struct groups *g, uint32_t group, size_t *n);

/* Takes all out. */
void groups_clear(struct groups *g);

void groups_release(struct groups *g);

#endif
