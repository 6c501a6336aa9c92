#include "book/order.h"

#include <stdlib.h>

void
book_ready_types(struct book *b)
{
	for (int i = 0; i < TYPE_COUNT; i++)
		for (int j = 0; j < TYPE_COUNT; j++)
			if (str_cmp(schema_types[j].name, schema_types[i].name) < 0)
				b->type_order[i]++;
}

/* Compares two lines apart from their dates.  What precedes the rest of each is its type
 * and its deal, whose names end at a blank. */
static int
line_cmp(const struct book *b, const struct entry *x, const struct entry *y)
{
	uint32_t dx, dy;

	if (x->type != y->type)
		return b->type_order[x->type] < b->type_order[y->type] ? -1 : 1;
	dx = entry_deal(b, x);
	dy = entry_deal(b, y);
	if (dx != dy) /* no deal is "+-": no name begins with '-', which sorts below all that do */
		return str_cmp(b->deal[dx].name, b->deal[dy].name);
	return x->line == y->line ? 0 : lines_cmp(entry_rest(b, x), entry_rest(b, y));
}

int
entry_cmp(const struct book *b, uint32_t x, uint32_t y)
{
	const struct entry *ex = &b->entries[x], *ey = &b->entries[y];
	int64_t kx = moment_key(ex->when), ky = moment_key(ey->when);

	if (kx != ky)
		return kx < ky ? -1 : 1;
	return line_cmp(b, ex, ey);
}

/* Puts it at the front of a chain. */
static void
chain(struct book *b, uint32_t *first, uint32_t entry)
{
	b->entries[entry].next = *first;
	*first = entry;
}

/* Puts it at the front of a list. */
static void
push(struct book *b, struct list *list, uint32_t entry)
{
	chain(b, &list->first, entry);
	list->n++;
}

/* Up to that many are sorted by comparing, more by a key. */
enum { FEW = 12 };

static void
insert(const struct book *b, uint32_t *p, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const struct entry *moved = &b->entries[p[i]];
		uint32_t number = p[i];
		size_t at = i;

		for (; at && line_cmp(b, moved, &b->entries[p[at - 1]]) < 0; at--)
			p[at] = p[at - 1];
		p[at] = number;
	}
}

/* Sorts many entries of one moment, type and deal. */
static void
sort_many(const struct book *b, uint32_t *p, size_t n)
{
	struct str *rest = mem_grow(NULL, sizeof(*rest), n);

	for (size_t i = 0; i < n; i++)
		rest[i] = lines_str(entry_rest(b, &b->entries[p[i]]));
	keyed_put_in_order(p, sizeof(*p), rest, n);
	free(rest);
}

struct keyed *
deals_by_name(const struct book *b)
{
	return keyed_order(b->deals.entries, b->deals.n);
}

uint32_t *
deals_rank(const struct book *b)
{
	struct keyed *deals = deals_by_name(b);
	uint32_t *rank = mem_grow(NULL, sizeof(*rank), b->deals.n);

	for (uint32_t i = 0; i < b->deals.n; i++)
		rank[deals[i].value] = i;
	free(deals);
	return rank;
}

/* Type and deal as a number that sorts like them. */
static uint64_t
head_key(const struct book *b, uint32_t entry)
{
	const struct entry *e = &b->entries[entry];

	return (uint64_t)b->type_order[e->type] << 32 | b->deal_order[entry_deal(b, e)];
}

/* Sorts entries of one moment. */
static void
sort_tied(struct book *b, uint32_t *p, size_t n)
{
	struct keyed *k;
	size_t i = 1, end;

	if (n <= FEW) {
		insert(b, p, n);
		return;
	}
	while (i < n && line_cmp(b, &b->entries[p[i - 1]], &b->entries[p[i]]) <= 0)
		i++;
	if (i == n)
		return;
	if (!b->deal_order)
		b->deal_order = deals_rank(b);
	k = b->tied = mem_at_least(b->tied, sizeof(*b->tied), &b->tied_cap, n);
	for (i = 0; i < n; i++)
		k[i] = (struct keyed){ head_key(b, p[i]), p[i] };
	keyed_sort(k, n);
	for (i = 0; i < n; i++)
		p[i] = k[i].value;
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && k[end].key == k[i].key;)
			end++;
		if (end - i <= FEW)
			insert(b, p + i, end - i);
		else
			sort_many(b, p + i, end - i);
	}
}

static uint64_t
when_key(const struct book *b, uint32_t entry)
{
	return (uint64_t)moment_key(b->entries[entry].when) ^ UINT64_C(1) << 63;
}

static void
sort_moments(struct book *b, uint32_t *p, size_t n)
{
	b->tied = mem_at_least(b->tied, sizeof(*b->tied), &b->tied_cap, n);
	for (size_t i = 0; i < n; i++)
		b->tied[i] = (struct keyed){ when_key(b, p[i]), p[i] };
	keyed_sort(b->tied, n);
	for (size_t i = 0; i < n; i++)
		p[i] = b->tied[i].value;
}

/* Records mostly come in the order of their dates. */
void
entries_sort(struct book *b, uint32_t *p, size_t n)
{
	size_t from = 0;
	bool sorted = true;

	for (size_t i = 1; i < n && sorted; i++)
		sorted = when_key(b, p[i - 1]) <= when_key(b, p[i]);
	if (!sorted)
		sort_moments(b, p, n);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && when_key(b, p[i]) == when_key(b, p[from]))
			continue;
		if (i - from > 1)
			sort_tied(b, p + from, i - from);
		from = i;
	}
}

/* Takes entries that were pushed, in the order of pushing, to p. */
static void
unlist(const struct book *b, uint32_t first, uint32_t n, uint32_t *p)
{
	for (uint32_t e = first; e != NONE; e = b->entries[e].next)
		p[--n] = e;
}

void
list_sort(struct book *b, struct list *list)
{
	uint32_t *p, n = list->n;

	if (n < 2)
		return;
	p = mem_grow(NULL, sizeof(*p), n);
	unlist(b, list->first, n, p);
	entries_sort(b, p, n);
	*list = (struct list){ NONE, 0 };
	while (n)
		push(b, list, p[--n]);
	free(p);
}

static bool
is_contact(enum type t)
{
	return t == TYPE_MET || t == TYPE_SENT || t == TYPE_GOT || t == TYPE_AGREED;
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
	struct entry *e = &b->entries[entry];
	enum type type = (enum type)e->type;
	struct refs items = entry_items(b, e);

	d->veiled |= e->many & BEARS_ONLY;
	if (type == TYPE_DEAL) {
		push(b, &d->declared, entry);
	} else if (type == TYPE_CLOSE) {
		push(b, &d->closes, entry);
	} else if (is_contact(type)) {
		push(b, &d->contacts, entry);
		for (uint32_t i = 0; i < items.n; i++, d->copies++) {
			b->entries[d->copies] = *e;
			chain(b, &b->item[items.p[i]].events, d->copies);
		}
	} else if (is_item_event(type)) {
		chain(b, &b->item[*items.p].events, entry);
	} else {
		push(b, &d->others, entry);
	}
}

void
order_deal(struct book *b, struct deal *d)
{
	if (d->ordered)
		return;
	d->ordered = true;
	entries_sort(b, d->events, d->nevents);
	for (uint32_t n = d->nevents; n-- > 0;)
		distribute(b, d, d->events[n]);
}

/* The list for entries that are kept apart from deals. */
static struct list *
list_apart(struct book *b, const struct entry *e)
{
	switch (e->type) {
	case TYPE_WHO:
		return &b->person[e->person].declared;
	case TYPE_AWAY:
		return &b->person[e->person].away;
	case TYPE_RULE:
		return &b->rules;
	case TYPE_WEEK:
		return &b->weeks;
	default:
		return &b->days_off;
	}
}

void
order_gather(struct book *b)
{
	uint32_t *to = mem_zero(sizeof(*to), b->deals.n), n = 0;
	uint32_t all = b->nadded = b->nentries;

	for (uint32_t i = 0; i < b->nentries; i++) {
		const struct entry *e = &b->entries[i];

		if (type_is_apart((enum type)e->type)) {
			push(b, list_apart(b, e), i);
			continue;
		}
		to[e->next]++;
		if (is_contact((enum type)e->type) && !(e->many & NO_ITEMS))
			b->deal[e->next].copies += entry_items(b, e).n;
	}
	b->in_order = mem_grow(NULL, sizeof(*b->in_order), b->nentries);
	for (uint32_t i = 0; i < b->deals.n; i++) {
		struct deal *d = &b->deal[i];

		d->events = b->in_order + n;
		d->nevents = to[i];
		n += to[i];
		to[i] = n - to[i];
		all += d->copies;
		d->copies = all - d->copies;
	}
	for (uint32_t e = 0; e < b->nentries; e++)
		if (!type_is_apart((enum type)b->entries[e].type))
			b->in_order[to[b->entries[e].next]++] = e;
	b->entries = mem_at_least(b->entries, sizeof(*b->entries), &b->entry_cap, all);
	b->nentries = all;
	free(to);
}

/* Were all that would be fetched added in a row?  The processor notices that by itself. */
static bool
is_in_row(const struct deal *d)
{
	return d->nevents < 2 || d->events[d->nevents - 1] - d->events[0] == d->nevents - 1;
}

/* How many deals ahead something is fetched, and of how many events each. */
enum { FETCH_STEPS = 4, FETCHED = 256 };

/* Each step needs what the one before fetched.  It is all in one function: of a separate
 * one that only fetches, a compiler finds that it does nothing, and drops the calls. */
void
deals_fetch(
    const struct book *b, const struct keyed *order, size_t n, size_t i, struct beside beside)
{
	for (size_t step = FETCH_STEPS, at = i + 1; step-- > 0 && at < n; at++) {
		const struct deal *d = &b->deal[order ? order[at].value : at];
		uint32_t nevents = 0;

		if (step == 0) {
			MEM_FETCH(d);
			MEM_FETCH((const char *)d + sizeof(*d) / 2);
		} else if (step == 1) {
			MEM_FETCH(d->events);
		} else if (!is_in_row(d)) {
			nevents = d->nevents < FETCHED ? d->nevents : FETCHED;
		}
		for (uint32_t k = 0; k < nevents; k++) {
			const struct entry *e = &b->entries[d->events[k]];

			if (step == 2) {
				MEM_FETCH(e);
			} else if (!(e->many & (NO_ITEMS | MANY_ITEMS))) {
				MEM_FETCH_TWO(&b->item[e->item]);
				if (beside.p)
					MEM_FETCH((const char *)beside.p + e->item * beside.size);
			}
		}
	}
}
