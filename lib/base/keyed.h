/*
 * keyed: numbers sorted by a key, in linear time.
 *
 * From some hundreds of entries on it is a radix sort, lowest digit first; equal
 * keys keep their order.  Digits that all keys share cost nothing.  Strings are
 * sorted by 8 bytes at a time.
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
	uint32_t value; /* what the key belongs to */
};

/* Sorts n entries by key, smallest first; equal keys keep their order. */
void keyed_sort(struct keyed *k, size_t n);

/* The order of n strings: values 0 to n - 1, sorted by the bytes of s[value], a prefix first,
 * equal strings in their original order.  The caller frees the result with free(3). */
struct keyed *keyed_order(const struct str *s, size_t n);

/* Sorts n strings in that order, in place. */
void keyed_sort_strs(struct str *s, size_t n);

/* Sorts n objects of size bytes each, in place, in the order of their strings: s[i] belongs
 * to the i-th object of p.  p may be s itself. */
void keyed_put_in_order(void *p, size_t size, const struct str *s, size_t n);

#endif
