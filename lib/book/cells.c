#include "book/cells.h"

#include "base/arena.h"

#include <stdlib.h>

#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio */

/* Numbers are handed out by us, one after the other, so nobody can choose those
 * that collide. */
static uint32_t
hash_of(uint32_t what, uint32_t a, uint32_t b, uint32_t c)
{
	uint64_t h = ((uint64_t)what << 32 | a) * MULTIPLIER;

	h = (h ^ h >> 29 ^ ((uint64_t)b << 32 | c)) * MULTIPLIER;
	return (uint32_t)((h ^ h >> 32) >> 3);
}

static struct cell *
slot_of(const struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c)
{
	uint32_t i = hash_of(what, a, b, c);

	for (;; i++) {
		struct cell *cell = &t->cell[i & (t->nslots - 1)];

		if (!cell->what ||
		    (cell->what == what && cell->a == a && cell->b == b && cell->c == c))
			return cell;
	}
}

static void
grow(struct cells *t)
{
	struct cells old = *t;

	t->nslots = old.nslots ? old.nslots * 2 : 64;
	t->cell = mem_grow(NULL, sizeof(*t->cell), t->nslots);
	t->used = mem_grow(NULL, sizeof(*t->used), t->nslots / 2);
	memset(t->cell, 0, sizeof(*t->cell) * t->nslots);
	for (uint32_t i = 0; i < old.n; i++) {
		const struct cell *from = &old.cell[old.used[i]];
		struct cell *to = slot_of(t, from->what, from->a, from->b, from->c);

		*to = *from;
		t->used[i] = (uint32_t)(to - t->cell);
	}
	free(old.cell);
	free(old.used);
}

struct cell *
cells_put(struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c)
{
	struct cell *cell;

	if (t->n == t->nslots / 2)
		grow(t);
	cell = slot_of(t, what, a, b, c);
	if (!cell->what) {
		*cell = (struct cell){ what, a, b, c, 0, 0 };
		t->used[t->n++] = (uint32_t)(cell - t->cell);
	}
	return cell;
}

struct cell *
cells_get(const struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c)
{
	struct cell *cell;

	if (!t->n)
		return NULL;
	cell = slot_of(t, what, a, b, c);
	return cell->what ? cell : NULL;
}

void
cells_clear(struct cells *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		t->cell[t->used[i]].what = 0;
	t->n = 0;
}

void
cells_release(struct cells *t)
{
	free(t->cell);
	free(t->used);
	*t = (struct cells){ 0 };
}
