#include "book/decide.h"

#include <stdlib.h>

/* Marks the pieces of a side without a match whose meaning such pieces of the other side
 * have too: both made the same record. */
static bool *
find_made_by_both(const struct weave *w, enum merge_side s, uint32_t nsymbols)
{
	bool *other = mem_zero(sizeof(bool), nsymbols);
	bool *taken = mem_grow(NULL, sizeof(bool), w->text[s].n);
	const struct text *t = &w->text[!s];

	for (uint32_t j = 0; j < t->n; j++)
		if (w->match[!s].from[j] == NO_PIECE && t->piece[j].canon != NO_PIECE)
			other[t->piece[j].canon] = true;
	t = &w->text[s];
	for (uint32_t j = 0; j < t->n; j++)
		taken[j] = t->piece[j].canon != NO_PIECE && other[t->piece[j].canon];
	free(other);
	return taken;
}

static void
match_rest(struct weave *w, uint32_t nsymbols)
{
	bool *taken[2];

	for (int s = OURS; s <= THEIRS; s++)
		taken[s] = find_made_by_both(w, (enum merge_side)s, nsymbols);
	for (int s = OURS; s <= THEIRS; s++) {
		match_edited(&w->match[s], &w->base, &w->text[s], taken[s]);
		free(taken[s]);
	}
}

/* Adds an entity for a side's piece. */
static void
add_entity(struct weave *w, enum merge_side s, uint32_t j)
{
	struct entity e = { .base = NO_PIECE, .piece = { NO_PIECE, NO_PIECE } };

	e.piece[s] = j;
	w->of[s][j] = w->n;
	w->entity[w->n++] = e;
}

static uint32_t
canon_of(const struct piece *p)
{
	return p->canon;
}

/* What a record declares; NO_PIECE: nothing. */
static uint32_t
declared_by(const struct piece *p)
{
	return piece_defines(p) ? NO_PIECE : p->identity;
}

/* Joins what is new on both sides and has the same number, in order, into one entity. */
static void
join_new(struct weave *w, uint32_t nsymbols, uint32_t (*number)(const struct piece *))
{
	uint32_t *head = mem_grow(NULL, sizeof(*head), (size_t)nsymbols + w->text[OURS].n);
	uint32_t *next = head + nsymbols; /* of ours with the same number */

	for (uint32_t i = 0; i < nsymbols; i++)
		head[i] = NO_PIECE;
	for (uint32_t j = w->text[OURS].n; j-- > 0;) {
		uint32_t s = number(&w->text[OURS].piece[j]);

		if (s == NO_PIECE || w->match[OURS].from[j] != NO_PIECE ||
		    w->entity[w->of[OURS][j]].piece[THEIRS] != NO_PIECE)
			continue;
		next[j] = head[s];
		head[s] = j;
	}
	for (uint32_t j = 0; j < w->text[THEIRS].n; j++) {
		uint32_t s = number(&w->text[THEIRS].piece[j]);

		if (s == NO_PIECE || w->of[THEIRS][j] != NO_PIECE || head[s] == NO_PIECE)
			continue;
		w->of[THEIRS][j] = w->of[OURS][head[s]];
		w->entity[w->of[THEIRS][j]].piece[THEIRS] = j;
		head[s] = next[head[s]];
	}
	free(head);
}

/* Adds the new entities: ours, and those of theirs that ours doesn't have as the same
 * record or as a declaration of the same thing. */
static void
add_new(struct weave *w, uint32_t nsymbols)
{
	for (uint32_t j = w->text[OURS].n; j-- > 0;)
		if (w->of[OURS][j] == NO_PIECE)
			add_entity(w, OURS, j);
	join_new(w, nsymbols, canon_of);
	join_new(w, nsymbols, declared_by);
	for (uint32_t j = 0; j < w->text[THEIRS].n; j++)
		if (w->of[THEIRS][j] == NO_PIECE)
			add_entity(w, THEIRS, j);
}

static void
make_entities(struct weave *w, uint32_t nsymbols)
{
	w->entity = mem_grow(
	    NULL, sizeof(*w->entity), (size_t)w->base.n + w->text[OURS].n + w->text[THEIRS].n);
	for (w->n = 0; w->n < w->base.n; w->n++)
		w->entity[w->n] = (struct entity){ .base = w->n,
			.piece = { w->match[OURS].to[w->n], w->match[THEIRS].to[w->n] } };
	for (int s = OURS; s <= THEIRS; s++) {
		w->of[s] = mem_grow(NULL, sizeof(uint32_t), w->text[s].n);
		for (uint32_t j = 0; j < w->text[s].n; j++)
			w->of[s][j] = w->match[s].from[j];
	}
	add_new(w, nsymbols);
	for (uint32_t i = 0; i < w->n; i++)
		w->entity[i].gap[OURS] = w->entity[i].gap[THEIRS] = w->entity[i].scope = NO_PIECE;
}

/* Lists what a side has added or moved, by the piece of the base it follows. */
static void
fill_gaps(struct weave *w, enum merge_side s)
{
	const struct match *m = &w->match[s];
	uint32_t gap = 0, n = 0;

	w->list[s] = mem_grow(NULL, sizeof(uint32_t), w->text[s].n);
	w->start[s] = mem_grow(NULL, sizeof(uint32_t), w->base.n + 2);
	w->start[s][0] = 0;
	for (uint32_t j = 0; j < w->text[s].n; j++) {
		uint32_t entity = w->of[s][j];

		if (m->from[j] == NO_PIECE || m->moved[j]) {
			w->entity[entity].gap[s] = gap;
			w->list[s][n++] = entity;
			continue;
		}
		while (gap < m->from[j] + 1)
			w->start[s][++gap] = n;
	}
	while (gap < w->base.n + 1)
		w->start[s][++gap] = n;
}

/* Which of two versions with the same bytes or meaning to take: theirs only if they alone
 * changed it. */
static enum choice
choose_equal(const struct piece *o, const struct piece *a, const struct piece *b)
{
	if (o && str_eq(piece_bytes(a), piece_bytes(o)))
		return CHOICE_THEIRS;
	if (o && str_eq(piece_bytes(b), piece_bytes(o)))
		return CHOICE_OURS;
	return str_cmp(piece_bytes(a), piece_bytes(b)) <= 0 ? CHOICE_OURS : CHOICE_THEIRS;
}

static bool
equal_meaning(const struct piece *x, const struct piece *y)
{
	return x->symbol == y->symbol || (x->canon != NO_PIECE && x->canon == y->canon);
}

static enum choice
choose(const struct weave *w, const struct entity *e)
{
	const struct piece *o = e->base == NO_PIECE ? NULL : &w->base.piece[e->base], *side[2];

	for (int s = OURS; s <= THEIRS; s++)
		side[s] = e->piece[s] == NO_PIECE ? NULL : &w->text[s].piece[e->piece[s]];
	if (side[OURS] && side[THEIRS]) {
		if (side[OURS]->symbol == side[THEIRS]->symbol)
			return choose_equal(o, side[OURS], side[THEIRS]);
		if (o && side[OURS]->symbol == o->symbol)
			return CHOICE_THEIRS;
		if (o && side[THEIRS]->symbol == o->symbol)
			return CHOICE_OURS;
		return equal_meaning(side[OURS], side[THEIRS])
			   ? choose_equal(NULL, side[OURS], side[THEIRS])
			   : CHOICE_CONFLICT;
	}
	for (int s = OURS; s <= THEIRS; s++)
		if (side[s] && o)
			return equal_meaning(side[s], o) ? CHOICE_GONE : CHOICE_CONFLICT;
	return side[OURS] ? CHOICE_OURS : side[THEIRS] ? CHOICE_THEIRS : CHOICE_GONE;
}

/* The deal line that an entity belongs below, according to the side that moved it. */
static uint32_t
scope_of(const struct weave *w, const struct entity *e)
{
	uint32_t scope[2];

	if (e->piece[OURS] == NO_PIECE || e->piece[THEIRS] == NO_PIECE) {
		enum merge_side s = e->piece[OURS] == NO_PIECE ? THEIRS : OURS;

		return e->piece[s] == NO_PIECE ? NO_PIECE : weave_scope(w, s, e->piece[s]);
	}
	for (int s = OURS; s <= THEIRS; s++)
		scope[s] = weave_scope(w, (enum merge_side)s, e->piece[s]);
	if (e->base != NO_PIECE && scope[OURS] == w->base.piece[e->base].scope)
		return scope[THEIRS];
	return scope[OURS];
}

/* Did both sides move it below deal lines, but different ones? */
static bool
is_torn(const struct weave *w, const struct entity *e)
{
	uint32_t scope[2];

	if (e->base == NO_PIECE || e->piece[OURS] == NO_PIECE || e->piece[THEIRS] == NO_PIECE)
		return false;
	for (int s = OURS; s <= THEIRS; s++) {
		scope[s] = weave_scope(w, (enum merge_side)s, e->piece[s]);
		if (!w->text[s].piece[e->piece[s]].bare || scope[s] == w->base.piece[e->base].scope)
			return false;
	}
	return scope[OURS] != scope[THEIRS];
}

static void
choose_all(struct weave *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		w->entity[i].choice = is_torn(w, &w->entity[i]) ? CHOICE_CONFLICT
								: choose(w, &w->entity[i]);
		w->entity[i].scope = scope_of(w, &w->entity[i]);
	}
	/* A deal line that one side deleted can't go while a record needs it. */
	for (uint32_t i = 0; i < w->n; i++) {
		const struct entity *e = &w->entity[i];
		struct entity *deal = e->scope == NO_PIECE ? NULL : &w->entity[e->scope];

		if (deal && deal->choice == CHOICE_GONE && e->choice != CHOICE_GONE &&
		    weave_piece(w, e)->bare && deal->piece[OURS] != deal->piece[THEIRS])
			deal->choice = CHOICE_CONFLICT;
	}
}

/* Order of the dated records of each deal in a text: 1 rising, -1 falling, 0 neither; 2 if
 * there are too few to tell. */
static int
order_of(const struct text *t)
{
	bool rises = true, falls = true;
	int32_t last = DAY_NONE;

	for (uint32_t i = 0; i < t->n; i++) {
		const struct piece *p = &t->piece[i];

		if (p->kind == PIECE_RECORD && p->type == TYPE_DEAL)
			last = DAY_NONE;
		if (p->day == DAY_NONE)
			continue;
		rises &= last == DAY_NONE || p->day >= last;
		falls &= last == DAY_NONE || p->day <= last;
		last = p->day;
	}
	return rises && falls ? 2 : rises ? 1 : falls ? -1 : 0;
}

/* The order that both sides have in common. */
static int
common_order(const struct weave *w)
{
	int a = order_of(&w->text[OURS]), b = order_of(&w->text[THEIRS]);

	if (a == 2)
		a = b;
	if (b == 2)
		b = a;
	return a == 2 ? 1 : a == b ? a : 0;
}

void
decide(struct weave *w, uint32_t nsymbols)
{
	match_rest(w, nsymbols);
	make_entities(w, nsymbols);
	fill_gaps(w, OURS);
	fill_gaps(w, THEIRS);
	choose_all(w);
	w->order = common_order(w);
	w->woven = mem_grow(NULL, sizeof(*w->woven), w->n);
}
