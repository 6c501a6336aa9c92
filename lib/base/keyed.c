#include "base/keyed.h"

#include "base/arena.h"

#include <stdlib.h>

/* Up to FEW entries are sorted by insertion, up to SOME by merging, more by radix; from
 * MANY on, longer digits pay. */
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

/* room is for n / 2 entries. */
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

/* Where the keys with each digit begin; start has buckets + 1 entries. */
static void
count(const struct keyed *k, size_t n, unsigned shift, size_t buckets, size_t *start)
{
	memset(start, 0, (buckets + 1) * sizeof(*start));
	for (size_t i = 0; i < n; i++)
		start[(k[i].key >> shift & (buckets - 1)) + 1]++;
	for (size_t i = 0; i < buckets; i++)
		start[i + 1] += start[i];
}

/* Digit by digit, from the lowest; digits that all keys share are skipped. */
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

/* After this many times 8 bytes in common, strings are compared whole. */
enum { TIMES = 64 };

/* The 8 bytes of s from skip on as a number that sorts as they do, padded with 0. */
static uint64_t
bytes_from(struct str s, size_t skip)
{
	const unsigned char *p = (const unsigned char *)s.p + skip;
	uint64_t v = 0;

	if (s.n >= skip + 8)
		return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
		       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
		       (uint64_t)p[6] << 8 | p[7];
	for (size_t i = skip; i < skip + 8; i++)
		v = v << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
	return v;
}

/* Reads the keys of all entries; returns the bits in which they differ. */
static uint64_t
read_keys(struct keyed *k, size_t n, const struct str *s, size_t skip)
{
	uint64_t differs = 0;

	for (size_t i = 0; i < n; i++) {
		k[i].key = bytes_from(s[k[i].value], skip);
		differs |= k[i].key ^ k[0].key;
	}
	return differs;
}

/* For qsort(3), which passes no context: here the key is the address of the string. */
static int
cmp_strs(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = str_cmp(
	    *(const struct str *)(uintptr_t)x->key, *(const struct str *)(uintptr_t)y->key);

	return order ? order : (x->value > y->value) - (x->value < y->value);
}

static void
compare(struct keyed *k, size_t n, const struct str *s)
{
	for (size_t i = 0; i < n; i++)
		k[i].key = (uintptr_t)&s[k[i].value];
	qsort(k, n, sizeof(*k), cmp_strs);
}

/* Sorts strings that agree in their first skip bytes.  If a string ends within its key, the
 * key ends in 0. */
static void
sort_strs(struct keyed *k, size_t n, const struct str *s, size_t skip, unsigned times)
{
	uint64_t differs = 0;

	while (times < TIMES && !(differs = read_keys(k, n, s, skip)) && k->key & UINT8_MAX) {
		skip += sizeof(k->key);
		times++;
	}
	if (!differs) {
		compare(k, n, s);
		return;
	}
	if (!(differs >> 48)) { /* the keys share leading bytes: skip them to see more at once */
		for (; !(differs >> 56); differs <<= 8)
			skip++;
		read_keys(k, n, s, skip);
	}
	keyed_sort(k, n);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && k[end].key == k[i].key;)
			end++;
		if (end > i + 1)
			sort_strs(k + i, end - i, s, skip + sizeof(k->key), times + 1);
	}
}

struct keyed *
keyed_order(const struct str *s, size_t n)
{
	struct keyed *k = mem_grow(NULL, sizeof(*k), n);

	for (size_t i = 0; i < n; i++)
		k[i].value = (uint32_t)i;
	if (n > 1)
		sort_strs(k, n, s, 0, 0);
	return k;
}

void
keyed_put_in_order(void *p, size_t size, const struct str *s, size_t n)
{
	struct keyed *k = keyed_order(s, n);
	char *old = mem_grow(NULL, size, n);

	if (n)
		memcpy(old, p, n * size);
	for (size_t i = 0; i < n; i++)
		memcpy((char *)p + i * size, old + k[i].value * size, size);
	free(old);
	free(k);
}

/* For a few, insertion is cheaper than allocating. */
void
keyed_sort_strs(struct str *s, size_t n)
{
	if (n > FEW) {
		keyed_put_in_order(s, sizeof(*s), s, n);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct str moved = s[i];
		size_t at = i;

		for (; at && str_cmp(moved, s[at - 1]) < 0; at--)
			s[at] = s[at - 1];
		s[at] = moved;
	}
}
