#include "base/keyed.h"

#include "base/arena.h"

#include <stdlib.h>

/* Digits are longer where it pays to count more of them. */
enum { FEW = 32, BITS = 8, MANY = 4096, MANY_BITS = 11, MANY_BUCKETS = 1 << MANY_BITS };

static void
insert(struct keyed *k, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct keyed moved = k[i];
		size_t at = i;

		for (; at && k[at - 1].key > moved.key; at--)
			k[at] = k[at - 1];
		k[at] = moved;
	}
}

/* Where the keys with each digit begin. */
static void
count(const struct keyed *k, size_t n, unsigned shift, size_t buckets, size_t *start)
{
	memset(start, 0, (buckets + 1) * sizeof(*start));
	for (size_t i = 0; i < n; i++)
		start[(k[i].key >> shift & (buckets - 1)) + 1]++;
	for (size_t i = 0; i < buckets; i++)
		start[i + 1] += start[i];
}

void
keyed_sort(struct keyed *k, size_t n)
{
	struct keyed *from = k, *to, *other;
	size_t start[MANY_BUCKETS + 1];
	unsigned bits = n < MANY ? BITS : MANY_BITS;
	uint64_t differs = 0;

	if (n <= FEW) {
		insert(k, n);
		return;
	}
	for (size_t i = 1; i < n; i++)
		differs |= k[i].key ^ k[0].key;
	to = other = mem_grow(NULL, sizeof(*to), n);
	for (unsigned shift = 0; shift < 64; shift += bits) {
		struct keyed *swap = from;
		uint64_t mask = (UINT64_C(1) << bits) - 1;

		if (!(differs >> shift & mask))
			continue;
		count(from, n, shift, (size_t)mask + 1, start);
		for (size_t i = 0; i < n; i++)
			to[start[from[i].key >> shift & mask]++] = from[i];
		from = to;
		to = swap;
	}
	if (from != k)
		memcpy(k, from, n * sizeof(*k));
	free(other);
}
