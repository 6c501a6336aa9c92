/*
 * keyed: numbers put in order by a key, in linear time.
 *
 * A radix sort from the lowest digit up, where there are some hundreds: equal keys
 * keep their order.  Digits that all keys share cost nothing.
 *
 *	struct keyed k[] = { { 20, 0 }, { 10, 1 } };
 *	keyed_sort(k, 2);
 *	assert(k[0].value == 1);
 */
#ifndef FU_KEYED_H
#define FU_KEYED_H

#include <stddef.h>
#include <stdint.h>

struct keyed {
	uint64_t key;
	uint32_t value; /* what the key is of */
};

/* Sorts n of them by key, the least first. */
void keyed_sort(struct keyed *k, size_t n);

#endif
