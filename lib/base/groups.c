#include "base/groups.h"

#include "base/arena.h"

#include <stdlib.h>

void
groups_put(struct groups *g, uint32_t group, uint64_t place, uint32_t value)
{
	g->keyed = mem_at_least(g->keyed, sizeof(*g->keyed), &g->cap, g->n);
	g->keyed[g->n++] = (struct keyed){ (uint64_t)group << PLACE_BITS | place, value };
}

void
groups_sort(struct groups *g)
{
	keyed_sort(g->keyed, g->n);
}

/* How many entries come before the group. */
static size_t
before(const struct groups *g, uint64_t group)
{
	size_t from = 0, end = g->n;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (g->keyed[middle].key >> PLACE_BITS < group)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

const struct keyed *
groups_of(const struct groups *g, uint32_t group, size_t *n)
{
	size_t first = before(g, group);

	*n = before(g, (uint64_t)group + 1) - first;
	return *n ? g->keyed + first : NULL;
}

void
groups_clear(struct groups *g)
{
	g->n = 0;
}

void
groups_release(struct groups *g)
{
	free(g->keyed);
	*g = (struct groups){ 0 };
}
