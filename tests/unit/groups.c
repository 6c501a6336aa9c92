#include "base/groups.h"

#include "base/arena.h"
#include "unit.h"

#include <stdlib.h>

enum { GROUPS = 7, PLACES = 5 };

/* What is in each group, by a look at all that was put in. */
static void
test(struct groups *g, uint32_t n, uint64_t seed)
{
	struct put {
		uint32_t group;
		uint64_t place;
	} *put = mem_grow(NULL, sizeof(*put), (size_t)n + 1);

	groups_clear(g);
	for (uint32_t i = 0; i < n; i++) {
		put[i].group = (uint32_t)unit_random(&seed) % GROUPS * 2;
		put[i].place = unit_random(&seed) % 4 ? unit_random(&seed) % PLACES : PLACE_MASK;
		groups_put(g, put[i].group, put[i].place, i);
	}
	groups_sort(g);
	for (uint32_t group = 0; group <= 2 * GROUPS; group++) {
		size_t found, all = 0;
		const struct keyed *k = groups_of(g, group, &found);

		for (uint32_t i = 0; i < n; i++)
			all += put[i].group == group;
		check_int("how many", (int64_t)all, (int64_t)found);
		for (size_t i = 0; i < found; i++) {
			const struct put *p = &put[k[i].value];

			check_int("of the group", group, p->group);
			check_int("its place", (int64_t)p->place, (int64_t)(k[i].key & PLACE_MASK));
			check_int("by place, then as put in", 1,
			    i == 0 || p[0].place > put[k[i - 1].value].place ||
				(p[0].place == put[k[i - 1].value].place &&
				    k[i].value > k[i - 1].value));
		}
	}
	free(put);
}

int
main(void)
{
	struct groups g = { 0 };
	size_t n;

	groups_sort(&g);
	groups_of(&g, 0, &n);
	check_int("nothing in none", 0, (int64_t)n);
	for (uint32_t many = 0; many < 300; many += 1 + many / 3)
		test(&g, many, UINT64_C(0x9a0) + many);
	test(&g, 20000, 11);
	groups_release(&g);
	return unit_end("groups");
}
