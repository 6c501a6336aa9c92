/*
 * keyed: numbers put in order by a key, in linear time.
 *
 * A radix sort from the lowest digit up, where there are some hundreds: equal keys
 * keep their order.  Digits that all keys share cost nothing.  Strings are sorted by 8
 * bytes at a time.
 *
 *	struct keyed k[] = { { 20, 0 }, { 10, 1 } };
 *	keyed_sort(k, 2);
 *	assert(k[0].value == 1);
 */
#ifndef FU_KEYED_H
#define FU_KEYED_H

#include "base/str.h"

#include <stdint.h>

struct keyed {
	uint64_t key;
	uint32_t value; /* what the key is of */
};

/* Sorts n of them by key, the least first. */
void keyed_sort(struct keyed *k, size_t n);

/* Sorts n of them by the string that each value is the number of, in byte order, a
 * prefix first; equal ones by their numbers.  Keys don't matter, and are lost. */
void keyed_sort_strs(struct keyed *k, size_t n, const struct str *s);

#endif
