#include "book/cells.h"

#include "base/arena.h"

#include <stdlib.h>

enum { FIRST_SHIFT = 64 - 6 };

void
cells_grow(struct cells *t)
{
	struct cells old = *t;
	size_t slots;

	t->shift = old.room ? old.shift - 1 : FIRST_SHIFT;
	slots = (size_t)1 << (64 - t->shift);
	t->room = (uint32_t)(slots / 2);
	t->cell = mem_zero(sizeof(*t->cell), slots);
	t->used = mem_grow(NULL, sizeof(*t->used), t->room);
	for (uint32_t i = 0; i < old.n; i++) {
		const struct cell *from = &old.cell[old.used[i]];
		size_t to = cells_slot(t, from->wa, from->bc);

		t->cell[to] = *from;
		t->used[i] = (uint32_t)to;
	}
	free(old.cell);
	free(old.used);
}

void
cells_clear(struct cells *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		t->cell[t->used[i]].wa = 0;
	t->n = 0;
}

void
cells_release(struct cells *t)
{
	free(t->cell);
	free(t->used);
	*t = (struct cells){ 0 };
}
