/*
 * cells: a table of small facts, each under a key of four numbers.
 *
 * Emptying it takes only as long as filling it did, so one table serves deal after deal.
 *
 *	struct cells t = { 0 };
 *	struct cell *c = cells_put(&t, WHAT, rule, person, item);
 *	c->value = 1;
 *	if ((c = cells_get(&t, WHAT, rule, person, item))) ... c->value ...
 *	cells_clear(&t);
 *	cells_release(&t);
 */
#ifndef FU_CELLS_H
#define FU_CELLS_H

#include <stddef.h>
#include <stdint.h>

struct cell {
	uint64_t wa, bc;       /* the key: what and a; b and c.  what is never 0 */
	uint32_t value, other; /* the caller's; 0 at first */
};

struct cells {             /* all zero: empty, ready for use */
	struct cell *cell; /* owned, by hash; 2^(64 - shift) slots */
	uint32_t *used;    /* owned: the slots in use */
	uint32_t n, room;  /* room: half of the slots */
	unsigned shift;
};

#define CELLS_MULTIPLIER UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */

/* For the functions below: makes room; the slot of a key, or the one where it would go. */
void cells_grow(struct cells *t);

static inline size_t
cells_slot(const struct cells *t, uint64_t wa, uint64_t bc)
{
	/* The numbers are our own, handed out one after the other, so nobody can choose
	 * ones that collide. */
	uint64_t h = bc * CELLS_MULTIPLIER;
	size_t i = (size_t)((h ^ h >> 32 ^ wa) * CELLS_MULTIPLIER >> t->shift);

	while (t->cell[i].wa && (t->cell[i].wa != wa || t->cell[i].bc != bc))
		if (++i == 2 * (size_t)t->room)
			i = 0;
	return i;
}

/* The cell of a key, added if it isn't there; what must not be 0.  Valid until the next
 * cells_put(). */
static inline struct cell *
cells_put(struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c)
{
	uint64_t wa = (uint64_t)what << 32 | a, bc = (uint64_t)b << 32 | c;
	size_t i;

	if (t->n == t->room)
		cells_grow(t);
	i = cells_slot(t, wa, bc);
	if (!t->cell[i].wa) {
		t->cell[i] = (struct cell){ wa, bc, 0, 0 };
		t->used[t->n++] = (uint32_t)i;
	}
	return &t->cell[i];
}

/* The cell of a key, or null. */
static inline struct cell *
cells_get(const struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c)
{
	size_t i;

	if (!t->n)
		return NULL;
	i = cells_slot(t, (uint64_t)what << 32 | a, (uint64_t)b << 32 | c);
	return t->cell[i].wa ? &t->cell[i] : NULL;
}

/* Removes all cells, but keeps the memory. */
void cells_clear(struct cells *t);

void cells_release(struct cells *t);

#endif
