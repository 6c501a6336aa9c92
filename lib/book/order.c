#include "book/order.h"

#include <stdlib.h>

int
entry_cmp(const struct book *b, uint32_t x, uint32_t y)
{
	const struct entry *ex = &b->entries[x], *ey = &b->entries[y];
	int64_t kx = moment_key(ex->when), ky = moment_key(ey->when);

	if (kx != ky)
		return kx < ky ? -1 : 1;
	return str_cmp((struct str){ ex->line, ex->n }, (struct str){ ey->line, ey->n });
}

void
list_push(struct book *b, struct list *list, uint32_t entry)
{
	b->entries[entry].next = list->first;
	list->first = entry;
	list->n++;
}

/* Merges the ordered runs p[0..mid) and p[mid..n) by way of room for mid. */
static void
merge(const struct book *b, uint32_t *p, size_t mid, size_t n, uint32_t *room)
{
	size_t i = 0, j = mid, to = 0;

	memcpy(room, p, mid * sizeof(*p));
	while (i < mid && j < n)
		p[to++] = entry_cmp(b, p[j], room[i]) < 0 ? p[j++] : room[i++];
	memcpy(p + to, room + i, (mid - i) * sizeof(*p));
}

/* Merge sort; a half that follows on the other already is left as it is. */
void
entries_sort(const struct book *b, uint32_t *p, size_t n, uint32_t *room)
{
	size_t mid = n / 2;

	if (n < 2)
		return;
	entries_sort(b, p, mid, room);
	entries_sort(b, p + mid, n - mid, room);
	if (entry_cmp(b, p[mid], p[mid - 1]) < 0)
		merge(b, p, mid, n, room);
}

/* Entries that were pushed, in the order of pushing, to p. */
static void
unlist(const struct book *b, uint32_t first, uint32_t n, uint32_t *p)
{
	for (uint32_t e = first; e != NONE; e = b->entries[e].next)
		p[--n] = e;
}

void
list_sort(struct book *b, struct list *list)
{
	uint32_t *p = mem_grow(NULL, sizeof(*p), (size_t)list->n * 2 + 1);
	uint32_t n = list->n;

	unlist(b, list->first, n, p);
	entries_sort(b, p, n, p + n);
	*list = (struct list){ NONE, 0 };
	while (n)
		list_push(b, list, p[--n]);
	free(p);
}

/* On the list of the item with that number; as a copy where the entry is on
 * another list too. */
static void
push_event(struct book *b, uint32_t item, uint32_t entry, bool copy)
{
	if (copy) {
		struct entry e = b->entries[entry];

		entry = book_add_entry(b, &e);
	}
	list_push(b, &b->item[item].events, entry);
}

/* Is it a record of what became of an item, or the item's own? */
static bool
is_item_event(enum type t)
{
	return schema_types[t].names_id || (t >= TYPE_DONE && t <= TYPE_GAIN);
}

static void
distribute(struct book *b, struct deal *d, uint32_t entry)
{
	const struct entry *e = &b->entries[entry];
	struct refs items = entry_items(b, e);

	switch (e->type) {
	case TYPE_DEAL:
		list_push(b, &d->declared, entry);
		break;
	case TYPE_CLOSE:
		list_push(b, &d->closes, entry);
		break;
	case TYPE_MET:
	case TYPE_SENT:
	case TYPE_GOT:
	case TYPE_AGREED:
		list_push(b, &d->contacts, entry);
		for (uint32_t i = 0; i < items.n; i++)
			push_event(b, items.p[i], entry, true);
		break;
	default:
		if (is_item_event((enum type)e->type))
			push_event(b, items.p[0], entry, false);
		else
			list_push(b, &d->others, entry);
	}
}

void
book_order(struct book *b)
{
	uint32_t *p, *room, most = 0, all = 0;

	for (uint32_t i = 0; i < b->deals.n; i++) {
		uint32_t n = b->deal[i].nevents;

		most = n > most ? n : most;
		all += n;
	}
	p = b->in_order = mem_grow(NULL, sizeof(*p), (size_t)all + 1);
	room = mem_grow(NULL, sizeof(*room), (size_t)most / 2 + 1);
	for (uint32_t i = 0; i < b->deals.n; i++) {
		struct deal *d = &b->deal[i];

		unlist(b, d->others.first, d->nevents, p);
		entries_sort(b, p, d->nevents, room);
		d->others = (struct list){ NONE, 0 };
		d->events = p;
		p += d->nevents;
		for (uint32_t n = d->nevents; n-- > 0;)
			distribute(b, d, d->events[n]);
	}
	free(room);
}
