#include "base/keyed.h"

#include "base/arena.h"

#include <stdlib.h>

/* Few are inserted, some are merged; digits of more are counted, longer ones where
 * it pays. */
enum { FEW = 32, SOME = 512, BITS = 8, MANY = 4096, MANY_BITS = 11, MANY_BUCKETS = 1 << MANY_BITS };

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

/* By way of room for half of them. */
static void
merge(struct keyed *k, size_t n, struct keyed *room)
{
	size_t half = n / 2, i = 0, j = half, to = 0;

	if (n <= FEW) {
		insert(k, n);
		return;
	}
	merge(k, half, room);
	merge(k + half, n - half, room);
	memcpy(room, k, half * sizeof(*k));
	while (i < half && j < n)
		k[to++] = k[j].key < room[i].key ? k[j++] : room[i++];
	memcpy(k + to, room + i, (half - i) * sizeof(*k));
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

/* Digit by digit, from the lowest; those that all have are passed over. */
static void
radix(struct keyed *k, size_t n, struct keyed *room)
{
	struct keyed *from = k, *to = room;
	size_t start[MANY_BUCKETS + 1];
	unsigned bits = n < MANY ? BITS : MANY_BITS;
	uint64_t differs = 0;

	for (size_t i = 1; i < n; i++)
		differs |= k[i].key ^ k[0].key;
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
}

void
keyed_sort(struct keyed *k, size_t n)
{
	struct keyed *room;

	if (n <= FEW) {
		insert(k, n);
		return;
	}
	room = mem_grow(NULL, sizeof(*room), n);
	if (n <= SOME)
		merge(k, n, room);
	else
		radix(k, n, room);
	free(room);
}
