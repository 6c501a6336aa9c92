#include "draft/holds.h"

#include "book/item.h"

enum { HOLD = 1 }; /* what is in the cells */

static void
note(struct holds *h, uint32_t deal, uint32_t entry)
{
	const struct entry *e = &h->b->entries[entry];
	struct refs people = entry_people(h->b, e), items = entry_items(h->b, e);

	if (e->type == TYPE_HOLD || e->type == TYPE_RESUME)
		cells_put(&h->cells, HOLD, deal, people.n ? people.p[0] : NONE,
		    items.n ? items.p[0] : NONE)
		    ->value = entry + 1;
}

void
holds_read(struct holds *h, struct book *b)
{
	*h = (struct holds){ .b = b };
	for (uint32_t d = 0; d < b->deals.n; d++)
		for (uint32_t e = b->deal[d].others.first; e != NONE; e = b->entries[e].next)
			note(h, d, e);
}

bool
holds_item(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item)
{
	uint32_t deals[] = { deal, book_deal(h->b, STR("")) };

	for (int i = 0; i < 4; i++) {
		const struct cell *c = cells_get(
		    &h->cells, HOLD, deals[i >> 1], i & 1 ? person : NONE, item);

		if (c && entry_holds(h->b, c->value - 1))
			return true;
	}
	return false;
}

void
holds_release(struct holds *h)
{
	cells_release(&h->cells);
}
