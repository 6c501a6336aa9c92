#include "book/match.h"

#include "book/alike.h"

#include <stdlib.h>

enum { FAR = 64 }; /* how far to search a gap for an edited record */

struct pairing {
	const struct text *old, *new;
	struct match *m;
	const bool *taken;
	uint32_t nsymbols;
	/* by symbol: its first free old piece; the next one of the same symbol */
	uint32_t *head, *next;
};

static uint32_t *
new_array(uint32_t n, uint32_t value)
{
	uint32_t *p = mem_grow(NULL, sizeof(*p), n + 1);

	for (uint32_t i = 0; i <= n; i++)
		p[i] = value;
	return p;
}

static void
pair(struct pairing *p, uint32_t i, uint32_t j)
{
	p->m->to[i] = j;
	p->m->from[j] = i;
}

/* Are both free, and equal? */
static bool
fits(const struct pairing *p, uint32_t i, uint32_t j)
{
	return i < p->old->n && j < p->new->n && p->m->to[i] == NO_PIECE &&
	       p->m->from[j] == NO_PIECE && p->old->piece[i].symbol == p->new->piece[j].symbol;
}

/* Pairs pieces whose bytes occur exactly once in each text. */
static void
pair_unique(struct pairing *p)
{
	uint32_t *in_old = new_array(p->nsymbols, 0), *in_new = new_array(p->nsymbols, 0);
	uint32_t *at = new_array(p->nsymbols, 0);

	for (uint32_t i = 0; i < p->old->n; i++) {
		in_old[p->old->piece[i].symbol]++;
		at[p->old->piece[i].symbol] = i;
	}
	for (uint32_t j = 0; j < p->new->n; j++)
		in_new[p->new->piece[j].symbol]++;
	for (uint32_t j = 0; j < p->new->n; j++) {
		uint32_t s = p->new->piece[j].symbol;

		if (in_old[s] == 1 && in_new[s] == 1)
			pair(p, at[s], j);
	}
	free(in_old);
	free(in_new);
	free(at);
}

/* Pairs what follows a match, or the top, and is equal; then what precedes one, or the end. */
static void
pair_neighbours(struct pairing *p)
{
	uint32_t n = p->old->n, k = p->new->n;

	for (uint32_t j = 0; j < k; j++) {
		uint32_t i = j == 0 ? 0 : p->m->from[j - 1] == NO_PIECE ? n : p->m->from[j - 1] + 1;

		if (fits(p, i, j))
			pair(p, i, j);
	}
	for (uint32_t j = k; j-- > 0;) {
		uint32_t below = j + 1 == k ? n : p->m->from[j + 1];

		if (below != NO_PIECE && below > 0 && fits(p, below - 1, j))
			pair(p, below - 1, j);
	}
}

/* Lists the free old pieces by a number that each has, in order. */
static void
list_free(struct pairing *p, uint32_t (*number)(const struct piece *))
{
	for (uint32_t i = 0; i < p->nsymbols; i++)
		p->head[i] = NO_PIECE;
	for (uint32_t i = p->old->n; i-- > 0;) {
		uint32_t s = number(&p->old->piece[i]);

		if (p->m->to[i] != NO_PIECE || s == NO_PIECE)
			continue;
		p->next[i] = p->head[s];
		p->head[s] = i;
	}
}

/* Pairs free pieces with the same number, in order. */
static void
pair_by(struct pairing *p, uint32_t (*number)(const struct piece *))
{
	list_free(p, number);
	for (uint32_t j = 0; j < p->new->n; j++) {
		uint32_t s = number(&p->new->piece[j]), i;

		if (p->m->from[j] != NO_PIECE || s == NO_PIECE || p->head[s] == NO_PIECE)
			continue;
		i = p->head[s];
		p->head[s] = p->next[i];
		pair(p, i, j);
	}
}

static uint32_t
symbol_of(const struct piece *p)
{
	return p->symbol;
}

static uint32_t
canon_of(const struct piece *p)
{
	return p->canon;
}

static uint32_t
identity_of(const struct piece *p)
{
	return p->identity;
}

/* May two records be versions of one: nameless, alike in their date or in all else? */
static bool
may_be_edited(const struct piece *a, const struct piece *b)
{
	return a->kind == PIECE_RECORD && b->kind == PIECE_RECORD && a->type == b->type &&
	       a->deal == b->deal && a->identity == NO_PIECE && b->identity == NO_PIECE &&
	       (a->day == b->day || str_eq(piece_rest(a), piece_rest(b)));
}

/* Pairs records that are in the same place: in the gaps after two pieces that match. */
static void
pair_places(struct pairing *p)
{
	const struct match *m = p->m;
	uint32_t i = 0; /* where to continue in the gap of the old text */

	for (uint32_t j = 0; j < p->new->n; j++) {
		if (m->from[j] != NO_PIECE) {
			i = m->from[j] + 1;
			continue;
		}
		if (p->taken[j])
			continue;
		for (uint32_t k = i; k < p->old->n && k < i + FAR && m->to[k] == NO_PIECE; k++)
			if (may_be_edited(&p->old->piece[k], &p->new->piece[j])) {
				pair(p, k, j);
				i = k + 1;
				break;
			}
	}
}

/* The heaviest rising run so far that ends at or before an old piece, in a tree of prefix maxima
 * (P. Fenwick, "A new data structure for cumulative frequency tables", SP&E 24(3), 1994). */
struct runs {
	uint32_t *last;   /* by node: the new piece that ends the heaviest run */
	uint64_t *weight; /* by new piece: of the run that it ends */
	uint32_t n;       /* nodes */
};

static uint32_t
heaviest(const struct runs *r, uint32_t end)
{
	uint32_t best = NO_PIECE;

	for (uint32_t i = end; i > 0; i -= i & -i)
		if (r->last[i] != NO_PIECE &&
		    (best == NO_PIECE || r->weight[r->last[i]] > r->weight[best]))
			best = r->last[i];
	return best;
}

static void
add_run(struct runs *r, uint32_t end, uint32_t j)
{
	for (uint32_t i = end; i <= r->n; i += i & -i)
		if (r->last[i] == NO_PIECE || r->weight[j] > r->weight[r->last[i]])
			r->last[i] = j;
}

/* Marks all matches as moved except those in the run, rising in both texts, with the most
 * records; among such, the one with the most comments. */
static void
mark_moved(struct pairing *p)
{
	struct match *m = p->m;
	uint32_t n = p->new->n, *before = new_array(n, NO_PIECE);
	struct runs r = { .last = new_array(p->old->n, NO_PIECE), .n = p->old->n };

	r.weight = mem_grow(NULL, sizeof(*r.weight), n);
	for (uint32_t j = 0; j < n; j++) {
		m->moved[j] = m->from[j] != NO_PIECE;
		if (!m->moved[j])
			continue;
		before[j] = heaviest(&r, m->from[j]);
		r.weight[j] = before[j] == NO_PIECE ? 0 : r.weight[before[j]];
		r.weight[j] += p->new->piece[j].kind == PIECE_RECORD ? (uint64_t)n + 1 : 1;
		add_run(&r, m->from[j] + 1, j);
	}
	for (uint32_t j = heaviest(&r, r.n); j != NO_PIECE; j = before[j])
		m->moved[j] = false;
	free(before);
	free(r.last);
	free(r.weight);
}

void
match_equal(
    struct match *m, const struct symbols *s, const struct text *old, const struct text *new)
{
	uint32_t nsymbols = s->names.n;
	struct pairing p = { .old = old, .new = new, .m = m, .nsymbols = nsymbols };

	m->to = new_array(old->n, NO_PIECE);
	m->from = new_array(new->n, NO_PIECE);
	m->moved = mem_grow(NULL, sizeof(*m->moved), new->n);
	p.head = new_array(nsymbols, NO_PIECE);
	p.next = new_array(old->n, NO_PIECE);
	pair_unique(&p);
	pair_neighbours(&p);
	pair_by(&p, symbol_of);
	pair_by(&p, canon_of);
	alike_match(m, s, old, new);
	pair_by(&p, identity_of);
	free(p.head);
	free(p.next);
}

void
match_edited(struct match *m, const struct text *old, const struct text *new, const bool *taken)
{
	struct pairing p = { .old = old, .new = new, .m = m, .taken = taken };

	pair_places(&p);
	mark_moved(&p);
}

void
match_release(struct match *m)
{
	free(m->to);
	free(m->from);
	free(m->moved);
	*m = (struct match){ 0 };
}
