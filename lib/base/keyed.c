#include "base/keyed.h"

#include "base/arena.h"

#include <stdlib.h>

enum { BITS = 11, BUCKETS = 1 << BITS, FEW = 32 };

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

/* Where the keys with each digit begin; false if all have the same one. */
static bool
count(const struct keyed *k, size_t n, unsigned shift, size_t *start)
{
	memset(start, 0, (BUCKETS + 1) * sizeof(*start));
	for (size_t i = 0; i < n; i++)
		start[(k[i].key >> shift) % BUCKETS + 1]++;
	if (start[(k[0].key >> shift) % BUCKETS + 1] == n)
		return false;
	for (size_t i = 0; i < BUCKETS; i++)
		start[i + 1] += start[i];
	return true;
}

void
keyed_sort(struct keyed *k, size_t n)
{
	struct keyed *from = k, *to, *other;
	size_t start[BUCKETS + 1];

	if (n <= FEW) {
		insert(k, n);
		return;
	}
	to = other = mem_grow(NULL, sizeof(*to), n);
	for (unsigned shift = 0; shift < 64; shift += BITS) {
		struct keyed *swap = from;

		if (!count(from, n, shift, start))
			continue;
		for (size_t i = 0; i < n; i++)
			to[start[(from[i].key >> shift) % BUCKETS]++] = from[i];
		from = to;
		to = swap;
	}
	if (from != k)
		memcpy(k, from, n * sizeof(*k));
	free(other);
}
