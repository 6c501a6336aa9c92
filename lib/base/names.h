/*
 * names: a set of names, each with a small number of its own.
 *
 * Numbers count from 0 in the order of adding.  A name belongs to a scope, so
 * that one table holds the items of all deals.  Names are not copied, unless by
 * names_keep(): they must outlive the table.
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

/* The number of a name in a scope, given now if it is new. */
uint32_t names_add(struct names *t, uint32_t scope, struct str name);

/* The same; a name that is new is copied, to live as long as the arena. */
uint32_t names_keep(struct names *t, uint32_t scope, struct str name, struct arena *a);

/* Its number, or NAMES_NONE. */
uint32_t names_find(const struct names *t, uint32_t scope, struct str name);

/* Asks for the memory where it will be looked for. */
void names_fetch(const struct names *t, uint32_t scope, struct str name);

/* The name of a number. */
struct str names_name(const struct names *t, uint32_t number);

/* Up to 8 bytes as a number; short ones by reads that overlap. */
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

/* The high half of a 64 by 64 bit product folded into the low one: every bit of
 * the input reaches every bit of the result. */
static inline uint64_t
names_mix(uint64_t a, uint64_t b)
{
	uint64_t ah = a >> 32, al = a & UINT32_MAX, bh = b >> 32, bl = b & UINT32_MAX;
	uint64_t cross = ah * bl + (al * bl >> 32);
	uint64_t more = al * bh + (cross & UINT32_MAX);

	return a * b ^ (ah * bh + (cross >> 32) + (more >> 32));
}

/* Where the system loads the program is as random as it gets without asking. */
static inline uint64_t
names_secret(void)
{
	return (uint64_t)(uintptr_t)&names_keep * NAMES_MULTIPLIER;
}

/* A hash of two words by a secret.  The products alone (M. Dietzfelbinger et al., "A
 * reliable randomized algorithm for the closest-pair problem", J. Algorithms 25, 1997)
 * collide seldom, but for one secret in twenty they bring the words of names that count
 * up, p1, p2, p3, together in long runs, which whoever probes slot by slot goes through
 * again and again (M. Patrascu, M. Thorup, "On the k-independence required by linear
 * probing and minwise independence", ICALP 2010); so they are stirred once more. */
static inline uint64_t
names_spread(uint64_t first, uint64_t last, uint64_t secret)
{
	uint64_t h = first * (secret | 1) + last * (secret * secret | 1);

	return (h ^ h >> 32) * NAMES_MULTIPLIER;
}

/* The high bits of a hash as a number below n. */
static inline uint32_t
names_scaled(uint64_t hash, uint32_t n)
{
	return (uint32_t)((hash >> 32) * n >> 32);
}

/* A hash of bytes, mixed over a start value; equal bytes, equal hash, within a
 * run (it differs from run to run, so no input can be made to collide). */
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

/* As str_eq(), without a call for short ones, as most names are. */
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

/* Forgets all names. */
void names_clear(struct names *t);

void names_release(struct names *t);

#endif
