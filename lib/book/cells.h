/*
 * cells: a table of small facts, each under four numbers.
 *
 * Emptying it costs as much as was put into it, so one table serves deal after
 * deal.
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

#include <stdint.h>

struct cell {
	uint32_t what, a, b, c; /* the key; what is not 0 */
	uint32_t value, other;  /* the caller's; 0 when new */
};

struct cells {             /* all zero: empty, ready for use */
	struct cell *cell; /* owned: by hash, nslots of them */
	uint32_t *used;    /* owned: the slots that are taken */
	uint32_t n, nslots;
};

/* The cell under a key, made if it is not there; good until the next put. */
struct cell *cells_put(struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c);

/* The same, or null. */
struct cell *cells_get(const struct cells *t, uint32_t what, uint32_t a, uint32_t b, uint32_t c);

/* Takes all cells out. */
void cells_clear(struct cells *t);

void cells_release(struct cells *t);

#endif
