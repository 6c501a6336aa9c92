/* cases_sort(): cases in the order in which they were decided. */
#include "book/cases.h"
#include "book/order.h"

#include <stdlib.h>

/* More ties than this are sorted by keys. */
enum { MANY_TIED = 512 };

struct sorting {
	const struct cases *c;
	uint32_t *rank;  /* by deal, from their names; null until two cases tie */
	struct keyed *k; /* room for as many cases as are sorted at once */
	uint32_t *spare; /* room for as many as tie */
	size_t cap, spare_cap;
};

/* Compares two cases of one person decided at the same moment. */
static int
cmp_tied(const struct sorting *s, uint32_t x, uint32_t y)
{
	const struct outcome *ox = &s->c->all[x], *oy = &s->c->all[y];
	int64_t kx = s->rank[ox->deal], ky = s->rank[oy->deal];
	int order = (kx > ky) - (kx < ky);

	if (!order)
		order = str_cmp(
		    item_id(&s->c->book->item[ox->item]), item_id(&s->c->book->item[oy->item]));
	if (order)
		return order;
	kx = moment_key(ox->is.by);
	ky = moment_key(oy->is.by);
	return (kx > ky) - (kx < ky);
}

/* Merges two runs of ties; qsort(3) couldn't pass the ranks to a comparison. */
static void
merge_tied(const struct sorting *s, uint32_t *p, size_t n)
{
	size_t half = n / 2, i = 0, j = half;

	if (n < 2)
		return;
	merge_tied(s, p, half);
	merge_tied(s, p + half, n - half);
	for (size_t to = 0; to < n; to++)
		s->spare[to] = j == n || (i < half && cmp_tied(s, p[i], p[j]) <= 0) ? p[i++]
										    : p[j++];
	memcpy(p, s->spare, n * sizeof(*p));
}

/* The same order for many, in linear time: sorted by the least significant part first. */
static void
order_tied(const struct sorting *s, uint32_t *p, size_t n)
{
	const struct cases *c = s->c;
	struct keyed *k = mem_grow(NULL, sizeof(*k), n);
	struct str *id = mem_grow(NULL, sizeof(*id), n);

	for (size_t i = 0; i < n; i++)
		k[i] = (struct keyed){
			(uint64_t)moment_key(c->all[p[i]].is.by) + (UINT64_C(1) << 63), p[i]
		};
	keyed_sort(k, n);
	for (size_t i = 0; i < n; i++) {
		p[i] = k[i].value;
		id[i] = item_id(&c->book->item[c->all[p[i]].item]);
	}
	keyed_put_in_order(p, sizeof(*p), id, n);
	for (size_t i = 0; i < n; i++)
		k[i] = (struct keyed){ s->rank[c->all[p[i]].deal], p[i] };
	keyed_sort(k, n);
	for (size_t i = 0; i < n; i++)
		p[i] = k[i].value;
	free(k);
	free(id);
}

static void
sort_tied(struct sorting *s, uint32_t *p, size_t n)
{
	if (!s->rank)
		s->rank = deals_rank(s->c->book);
	if (n > MANY_TIED) {
		order_tied(s, p, n);
		return;
	}
	s->spare = mem_at_least(s->spare, sizeof(*s->spare), &s->spare_cap, n);
	merge_tied(s, p, n);
}

/* Bits for a minute of the day or none, and for a day. */
enum { MINUTE_BITS = 11, DAY_BITS = 22 };

/* There are never more people than bits are left for: their names alone would use up the
 * numbers of lines.h. */
static uint64_t
key_of(const struct outcome *o)
{
	uint64_t day = (uint64_t)((int64_t)o->decided.day - DAY_MIN);
	uint64_t min = o->decided.min < 0 ? 1440 : (uint64_t)o->decided.min;

	return ((uint64_t)o->person << DAY_BITS | day) << MINUTE_BITS | min;
}

/* Sorts cases from that position on: those of one person, or of one deal. */
static void
sort_run(struct sorting *s, size_t from, size_t n)
{
	const struct cases *c = s->c;
	uint32_t *p = c->order + from;
	struct keyed *k;

	if (n < 2)
		return;
	k = s->k = mem_at_least(s->k, sizeof(*k), &s->cap, n);
	for (size_t i = 0; i < n; i++) {
		cases_fetch(c, from + i);
		k[i] = (struct keyed){ key_of(&c->all[p[i]]), p[i] };
	}
	keyed_sort(k, n);
	for (size_t i = 0; i < n; i++)
		p[i] = k[i].value;
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && k[end].key == k[i].key;)
			end++;
		if (end - i > 1)
			sort_tied(s, p + i, end - i);
	}
}

/* Cases were collected deal by deal. */
static void
sort_deals(struct sorting *s)
{
	const struct cases *c = s->c;

	for (uint32_t i = 0; i < c->n; i++)
		c->order[i] = i;
	for (size_t i = 0, end; i < c->n; i = end) {
		for (end = i + 1; end < c->n && c->all[end].deal == c->all[i].deal;)
			end++;
		sort_run(s, i, end - i);
	}
}

/* Puts each person's cases together, in the order of the ranks. */
static void
sort_people(struct sorting *s, uint32_t *end)
{
	const struct cases *c = s->c;
	uint32_t people = c->book->people.n, at = 0;

	memset(end, 0, people * sizeof(*end));
	for (uint32_t i = 0; i < c->n; i++)
		end[c->asks.rank[c->all[i].person]]++;
	for (uint32_t i = 0; i < people; i++) {
		uint32_t n = end[i];

		end[i] = at;
		at += n;
	}
	for (uint32_t i = 0; i < c->n; i++)
		c->order[end[c->asks.rank[c->all[i].person]]++] = i;
	at = 0;
	for (uint32_t i = 0; i < people; at = end[i++])
		sort_run(s, at, end[i] - at);
}

void
cases_sort(struct cases *c)
{
	struct sorting s = { .c = c };

	if (c->asks.order == CASES_IN_NO_ORDER)
		return;
	c->order = mem_grow(NULL, sizeof(*c->order), c->n);
	if (c->asks.order == CASES_BY_DEAL) {
		sort_deals(&s);
	} else {
		c->ends = mem_grow(NULL, sizeof(*c->ends), c->book->people.n);
		sort_people(&s, c->ends);
	}
	free(s.rank);
	free(s.k);
	free(s.spare);
}
