/*
 * names: a set of names, each with a small number.
 *
 * Numbers count from 0 in the order of adding.  A name belongs to a scope, any number, so
 * that one table can hold the items of all deals; scope 0 is the fastest.  Except by
 * names_keep(), names are not copied: their bytes must outlive the table.
 *
 *	struct names deals = { 0 };
 *	uint32_t d = names_add(&deals, 0, STR("acme"));
 *	assert(names_find(&deals, 0, STR("acme")) == d);
 *	names_release(&deals);
 */
#ifndef FU_NAMES_H
#define FU_NAMES_H

#include "base/arena.h"

#include <stdint.h>

#define NAMES_NONE UINT32_MAX

struct name_slot;

struct names {                   /* all zero: empty, ready for use */
	struct str *entries;     /* owned, by number */
	struct name_slot *slots; /* owned, by hash */
	uint32_t n, cap, nslots;
};

/* The number of a name in a scope; a new name gets the next number. */
uint32_t names_add(struct names *t, uint32_t scope, struct str name);

/* The same, but a new name is copied into the arena. */
uint32_t names_keep(struct names *t, uint32_t scope, struct str name, struct arena *a);

/* Its number, or NAMES_NONE if the scope has no such name. */
uint32_t names_find(const struct names *t, uint32_t scope, struct str name);

/* Prefetches the memory where the name will be looked up. */
void names_fetch(const struct names *t, uint32_t scope, struct str name);

/* The name with a number, which must be below t->n. */
struct str names_name(const struct names *t, uint32_t number);

/* The first 8 bytes at most as a number; fewer are read in overlapping parts. */
static inline uint64_t
names_word(const char *p, size_t n)
{
	uint64_t w = 0;
	uint32_t low, high;

	if (n >= 8) {
		memcpy(&w, p, 8);
	} else if (n >= 4) {
		memcpy(&low, p, 4);
		memcpy(&high, p + n - 4, 4);
		w = (uint64_t)high << 32 | low;
	} else if (n) {
		w = (uint64_t)(unsigned char)p[0] << 16 | (uint64_t)(unsigned char)p[n / 2] << 8 |
		    (unsigned char)p[n - 1];
	}
	return w;
}

#define NAMES_MULTIPLIER UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */

/* The high half of the 128-bit product folded into the low half: every bit of the input
 * reaches every bit of the result. */
static inline uint64_t
names_mix(uint64_t a, uint64_t b)
{
	uint64_t ah = a >> 32, al = a & UINT32_MAX, bh = b >> 32, bl = b & UINT32_MAX;
	uint64_t cross = ah * bl + (al * bl >> 32);
	uint64_t more = al * bh + (cross & UINT32_MAX);

	return a * b ^ (ah * bh + (cross >> 32) + (more >> 32));
}

/* A number that differs from run to run: the address the program was loaded at is as random
 * as it gets without asking the system. */
static inline uint64_t
names_secret(void)
{
	return (uint64_t)(uintptr_t)&names_keep * NAMES_MULTIPLIER;
}

/* A hash of two words under a secret.  The products alone (M. Dietzfelbinger et al., "A
 * reliable randomized algorithm for the closest-pair problem", J. Algorithms 25, 1997)
 * seldom collide, but for one secret in twenty they put the words of names that count up
 * (p1, p2, p3) next to each other in long runs, which linear probing then walks again and
 * again (M. Patrascu, M. Thorup, "On the k-independence required by linear probing and
 * minwise independence", ICALP 2010); hence the last step. */
static inline uint64_t
names_spread(uint64_t first, uint64_t last, uint64_t secret)
{
	uint64_t h = first * (secret | 1) + last * (secret * secret | 1);

	return (h ^ h >> 32) * NAMES_MULTIPLIER;
}

/* The high bits of a hash, scaled to 0 .. n - 1. */
static inline uint32_t
names_scaled(uint64_t hash, uint32_t n)
{
	return (uint32_t)((hash >> 32) * n >> 32);
}

/* A hash of bytes, seeded with a start value.  Equal bytes hash alike within a run, but not
 * from run to run, so no input can be made to collide. */
static inline uint64_t
names_hash(uint64_t start, struct str s)
{
	uint64_t secret = names_secret();
	uint64_t h = start * NAMES_MULTIPLIER ^ secret ^ s.n;

	for (; s.n > 16; s.p += 16, s.n -= 16)
		h = names_mix(h ^ names_word(s.p, 8), secret ^ names_word(s.p + 8, 8));
	if (s.n > 8)
		h = names_mix(
		    h ^ names_word(s.p, 8), NAMES_MULTIPLIER ^ names_word(s.p + s.n - 8, 8));
	else
		h = names_mix(h ^ names_word(s.p, s.n), NAMES_MULTIPLIER);
	return h ^ h >> 32;
}

/* As str_eq(), but without a call for short names, as most are. */
static inline bool
names_same(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	if (a.n <= 8)
		return names_word(a.p, a.n) == names_word(b.p, b.n);
	if (a.n <= 16)
		return names_word(a.p, 8) == names_word(b.p, 8) &&
		       names_word(a.p + a.n - 8, 8) == names_word(b.p + b.n - 8, 8);
	return memcmp(a.p, b.p, a.n) == 0;
}

/* Forgets all names, but keeps the memory. */
void names_clear(struct names *t);

void names_release(struct names *t);

#endif
