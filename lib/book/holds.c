#include "book/holds.h"

#include "record/kind.h"

enum { HOLD = 1 }; /* what the cells hold */

void
holds_init(struct holds *h, struct book *b)
{
	*h = (struct holds){ .b = b, .none = book_deal(b, STR("")) };
}

void
holds_release(struct holds *h)
{
	cells_release(&h->cells);
}

void
holds_note(struct holds *h, uint32_t deal, uint32_t entry)
{
	const struct entry *e = &h->b->entries[entry];

	if (e->type != TYPE_HOLD && e->type != TYPE_RESUME)
		return;
	cells_put(&h->cells, HOLD, deal, refs_first(entry_people(h->b, e)),
	    refs_first(entry_items(h->b, e)))
	    ->value = entry + 1;
	h->everywhere |= deal == h->none;
}

void
holds_read(struct holds *h, uint32_t deal)
{
	const struct book *b = h->b;

	for (uint32_t e = b->deal[deal].others.first; e != NONE; e = b->entries[e].next)
		holds_note(h, deal, e);
}

void
holds_read_all(struct holds *h)
{
	for (uint32_t d = 0; d < h->b->deals.n; d++)
		holds_read(h, d);
}

uint32_t
holds_last(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item)
{
	const struct cell *c = cells_get(&h->cells, HOLD, deal, person, item);

	return c ? c->value - 1 : NONE;
}

bool
holds_at(const struct holds *h, uint32_t entry, struct moment when)
{
	const struct record *r;
	struct moment last;

	if (h->b->entries[entry].type != TYPE_HOLD)
		return false;
	r = book_record(h->b, entry);
	last = kind_when(record_value(r, KEY_UNTIL), r->when, &h->b->calendar);
	return last.day == DAY_NONE || !moment_before(last, when);
}

static bool
lasts(const struct holds *h, uint32_t entry, struct str why)
{
	return entry != NONE && holds_at(h, entry, h->b->now) &&
	       (!why.n || str_eq(record_value(book_record(h->b, entry), KEY_WHY), why));
}

/* Searches holds on some items, the deal's own first. */
static uint32_t
find(const struct holds *h, uint32_t deal, uint32_t person, const uint32_t *items, int nitems,
    struct str why)
{
	const uint32_t deals[] = { deal, h->none }, people[] = { NONE, person };
	int ndeals = h->everywhere ? 2 : 1, npeople = person == NONE ? 1 : 2;

	for (int d = 0; d < ndeals; d++)
		for (int i = 0; i < nitems; i++)
			for (int p = 0; p < npeople; p++) {
				uint32_t e = holds_last(h, deals[d], people[p], items[i]);

				if (lasts(h, e, why))
					return e;
			}
	return NONE;
}

uint32_t
holds_item(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item)
{
	return find(h, deal, person, &item, 1, STR(""));
}

uint32_t
holds_any(const struct holds *h, uint32_t deal, uint32_t person, uint32_t item, struct str why)
{
	const uint32_t items[] = { NONE, item };

	return find(h, deal, person, items, item == NONE ? 1 : 2, why);
}
