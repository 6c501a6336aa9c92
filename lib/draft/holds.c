#include "draft/holds.h"

#include "record/kind.h"

/* A hold and a resume that are of the same have the same key. */
static uint64_t
key_of(uint32_t item, bool personal, bool world)
{
	return (uint64_t)item << 2 | (uint64_t)personal << 1 | (uint64_t)world;
}

static bool
is_wanted(const struct book *b, uint32_t entry, uint32_t person)
{
	const struct entry *e = &b->entries[entry];
	struct refs people = entry_people(b, e);

	return (e->type == TYPE_HOLD || e->type == TYPE_RESUME) &&
	       (!people.n || people.p[0] == person);
}

static void
read_list(struct holds *h, uint32_t deal, uint32_t person, bool world)
{
	const struct book *b = h->b;

	if (deal == NONE)
		return;
	for (uint32_t e = b->deal[deal].others.first; e != NONE; e = b->entries[e].next) {
		struct refs items = entry_items(b, &b->entries[e]);
		bool personal = entry_people(b, &b->entries[e]).n;

		if (is_wanted(b, e, person))
			h->k[h->n++] = (struct keyed){
				key_of(items.n ? items.p[0] : NONE, personal, world), e
			};
	}
}

void
holds_read(struct holds *h, struct book *b, struct arena *arena, uint32_t deal, uint32_t person)
{
	uint32_t world = book_deal(b, STR("")), lists[] = { deal, world };
	size_t max = 0;

	for (int i = 0; i < 2; i++)
		for (uint32_t e = lists[i] == NONE ? NONE : b->deal[lists[i]].others.first;
		     e != NONE; e = b->entries[e].next)
			max += is_wanted(b, e, person);
	*h = (struct holds){ .b = b, .k = arena_new(arena, sizeof(*h->k), max) };
	read_list(h, deal, person, false);
	read_list(h, world == deal ? NONE : world, person, true);
	keyed_sort(h->k, h->n);
}

/* Does the hold of an entry last? */
static bool
lasts(const struct holds *h, uint32_t entry)
{
	struct book *b = h->b;
	const struct record *r;
	struct moment last;

	if (b->entries[entry].type != TYPE_HOLD)
		return false;
	r = book_record(b, entry);
	last = kind_when(record_value(r, KEY_UNTIL), r->when, &b->calendar);
	return last.day == DAY_NONE || b->now.day <= last.day;
}

bool
holds_item(const struct holds *h, uint32_t item)
{
	for (uint64_t sort = 0; sort < 4; sort++) {
		uint64_t key = key_of(item, sort >> 1, sort & 1);
		size_t from = 0, end = h->n;

		/* The last of them counts: the one before the first greater key. */
		while (from < end) {
			size_t middle = from + (end - from) / 2;

			if (h->k[middle].key <= key)
				from = middle + 1;
			else
				end = middle;
		}
		if (from && h->k[from - 1].key == key && lasts(h, h->k[from - 1].value))
			return true;
	}
	return false;
}
