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

/* The numbers of n strings, as values, in the byte order of the strings, a prefix first;
 * equal ones as they come.  What comes back is the caller's to free(3). */
struct keyed *keyed_order(const struct str *s, size_t n);

/* Puts n strings in that order. */
void keyed_sort_strs(struct str *s, size_t n);

/* Puts n things of so many bytes in the order of their strings: s[i] is that of the i-th
 * of p, which may be the strings themselves. */
void keyed_put_in_order(void *p, size_t size, const struct str *s, size_t n);

#endif
