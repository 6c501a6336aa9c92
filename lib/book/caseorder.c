/* cases_sort(): cases in the order in which they were decided. */
#include "book/cases.h"
#include "book/order.h"

#include <stdlib.h>

enum { MANY_TIED = 512 };

/* What ties are put in order with: deals by their ranks, as their names are far apart. */
struct ties {
	const struct book *b;
	uint32_t *rank;        /* of deals */
	struct outcome *spare; /* room for as many as are tied */
	size_t cap;
};

/* Of two cases of one person decided at one moment. */
static int
cmp_tied(const struct ties *t, const struct outcome *x, const struct outcome *y)
{
	int64_t kx = t->rank[x->deal], ky = t->rank[y->deal];
	int order = (kx > ky) - (kx < ky);

	if (!order)
		order = str_cmp(t->b->item[x->item].id, t->b->item[y->item].id);
	if (order)
		return order;
	kx = moment_key(x->is.by);
	ky = moment_key(y->is.by);
	return (kx > ky) - (kx < ky);
}

/* Merges two runs of ties; with qsort(3) a comparison would not know the ranks. */
static void
merge_tied(const struct ties *t, struct outcome *o, size_t n)
{
	size_t half = n / 2, i = 0, j = half;

	if (n < 2)
		return;
	merge_tied(t, o, half);
	merge_tied(t, o + half, n - half);
	for (size_t to = 0; to < n; to++)
		t->spare[to] = j == n || (i < half && cmp_tied(t, &o[i], &o[j]) <= 0) ? o[i++]
										      : o[j++];
	memcpy(o, t->spare, n * sizeof(*o));
}

/* Cases ahead that are asked for. */
enum { FETCHED = 16 };

/* The cases in that order, in an array of their own: going round from place to place in
 * the one they have, each would have to be waited for. */
static struct outcome *
in_order(const struct outcome *all, const struct keyed *k, uint32_t n)
{
	struct outcome *sorted = mem_grow(NULL, sizeof(*sorted), n);

	for (uint32_t i = 0; i < n; i++) {
		if (i + FETCHED < n)
			MEM_FETCH(&all[k[i + FETCHED].value]);
		sorted[i] = all[k[i].value];
	}
	return sorted;
}

/* The same order of many, in linear time: what weighs least goes first. */
static void
order_tied(const struct ties *t, struct outcome *o, uint32_t n)
{
	struct keyed *k = mem_grow(NULL, sizeof(*k), n);
	struct str *id = mem_grow(NULL, sizeof(*id), n);
	uint32_t *p = mem_grow(NULL, sizeof(*p), n);
	struct outcome *sorted;

	for (uint32_t i = 0; i < n; i++)
		k[i] = (struct keyed){ (uint64_t)moment_key(o[i].is.by) + (UINT64_C(1) << 63), i };
	keyed_sort(k, n);
	for (uint32_t i = 0; i < n; i++) {
		p[i] = k[i].value;
		id[i] = t->b->item[o[p[i]].item].id;
	}
	keyed_put_in_order(p, sizeof(*p), id, n);
	for (uint32_t i = 0; i < n; i++)
		k[i] = (struct keyed){ t->rank[o[p[i]].deal], p[i] };
	keyed_sort(k, n);
	sorted = in_order(o, k, n);
	memcpy(o, sorted, n * sizeof(*o));
	free(sorted);
	free(k);
	free(id);
	free(p);
}

/* Puts each run of ties in order; by_deal: of one deal. */
static void
sort_tied(const struct cases *c, bool by_deal)
{
	struct ties t = { .b = c->book, .rank = deals_rank(c->book) };

	for (size_t i = 0, end; i < c->n; i = end) {
		const struct outcome *o = &c->all[i];

		for (end = i + 1; end < c->n && c->all[end].person == o->person &&
				  moment_key(c->all[end].decided) == moment_key(o->decided) &&
				  (!by_deal || c->all[end].deal == o->deal);)
			end++;
		if (end - i == 1)
			continue;
		if (end - i > MANY_TIED) {
			order_tied(&t, c->all + i, (uint32_t)(end - i));
			continue;
		}
		t.spare = mem_at_least(t.spare, sizeof(*t.spare), &t.cap, end - i);
		merge_tied(&t, c->all + i, end - i);
	}
	free(t.rank);
	free(t.spare);
}

/* Bits of a minute of the day, one more for none, and of a day. */
enum { MINUTE_BITS = 11, DAY_BITS = 22 };

/* There are never as many people as bits are left for: their names alone would fill
 * what lines.h has numbers for. */
static uint64_t
key_of(const struct outcome *o, const uint32_t *rank)
{
	uint64_t person = rank ? rank[o->person] : o->person;
	uint64_t day = (uint64_t)((int64_t)o->decided.day - DAY_MIN);
	uint64_t min = o->decided.min < 0 ? 1440 : (uint64_t)o->decided.min;

	return (person << DAY_BITS | day) << MINUTE_BITS | min;
}

void
cases_sort(struct cases *c)
{
	bool by_deal = c->asks.order == CASES_BY_DEAL;
	struct keyed *k;
	struct outcome *sorted;

	if (c->asks.order == CASES_IN_NO_ORDER)
		return;
	k = mem_grow(NULL, sizeof(*k), c->n + (size_t)1);
	for (uint32_t i = 0; i < c->n; i++)
		k[i] = (struct keyed){ key_of(&c->all[i], c->asks.rank), i };
	keyed_sort(k, c->n);
	if (by_deal) {
		for (size_t i = 0; i < c->n; i++)
			k[i].key = c->all[k[i].value].deal;
		keyed_sort(k, c->n);
	}
	sorted = in_order(c->all, k, c->n);
	free(c->all);
	c->all = sorted;
	c->cap = c->n;
	sort_tied(c, by_deal);
	free(k);
}
