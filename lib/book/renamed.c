#include "book/renamed.h"

#include <stdlib.h>

/* The new id for an old one of a deal; empty if it stays. */
static struct str
new_id(const struct new_ids *ids, uint32_t deal, struct str old)
{
	uint32_t n = names_find(&ids->old, deal, old);

	return n == NAMES_NONE ? STR("") : ids->to[n];
}

/* Notes which items of the base have another id on a side. */
static void
find_new_ids(struct renamed *r, enum merge_side s)
{
	const struct weave *w = r->weave;
	struct new_ids *ids = &r->by[s];

	for (uint32_t i = 0; i < w->base.n; i++) {
		const struct piece *p = &w->base.piece[i];
		uint32_t j = w->match[s].to[i], n = ids->old.n;
		struct str old, new;

		if (j == NO_PIECE || !piece_defines(p))
			continue;
		old = piece_id(&w->base, p, 0);
		new = piece_id(&w->text[s], &w->text[s].piece[j], 0);
		if (str_eq(old, new) || names_keep(&ids->old, p->deal, old, &r->arena) < n)
			continue;
		ids->to = mem_at_least(ids->to, sizeof(*ids->to), &ids->cap, n);
		ids->to[n] = arena_str(&r->arena, new);
		names_keep(&ids->given, p->deal, new, &r->arena);
	}
}

static void
forget(struct new_ids *ids)
{
	names_release(&ids->old);
	names_release(&ids->given);
	free(ids->to);
	*ids = (struct new_ids){ 0 };
}

/* Drops items to which both sides gave new ids; and all of a side's if one of them is the
 * id of an item of the base which keeps it there.  True if anything is left to do. */
static bool
is_any(struct renamed *r)
{
	const struct text *base = &r->weave->base;
	bool clash[2] = { false, false }, any = false;

	for (uint32_t i = 0; i < base->n; i++) {
		const struct piece *p = &base->piece[i];
		uint32_t n[2];

		if (!piece_defines(p))
			continue;
		for (int s = OURS; s <= THEIRS; s++) {
			struct str id = piece_id(base, p, 0);

			n[s] = names_find(&r->by[s].old, p->deal, id);
			clash[s] |= n[s] == NAMES_NONE &&
				    names_find(&r->by[s].given, p->deal, id) != NAMES_NONE;
		}
		if (n[OURS] != NAMES_NONE && n[THEIRS] != NAMES_NONE)
			r->by[OURS].to[n[OURS]] = r->by[THEIRS].to[n[THEIRS]] = STR("");
	}
	for (int s = OURS; s <= THEIRS; s++) {
		if (clash[s])
			forget(&r->by[s]);
		for (uint32_t n = 0; n < r->by[s].old.n; n++)
			any |= r->by[s].to[n].n > 0;
	}
	return any;
}

static struct str
new_id_in_base(void *self, uint32_t piece, struct str id)
{
	const struct renamed *r = self;
	uint32_t deal = r->weave->base.piece[piece].deal;
	struct str new = new_id(&r->by[OURS], deal, id);

	return new.n ? new : new_id(&r->by[THEIRS], deal, id);
}

/* Is it different from the base? */
static bool
is_changed(const struct weave *w, enum merge_side s, uint32_t piece)
{
	uint32_t i = w->match[s].from[piece];

	return i == NO_PIECE || w->base.piece[i].symbol != w->text[s].piece[piece].symbol;
}

/* The text of a side that is being rewritten. */
struct pass {
	struct renamed *renamed;
	enum merge_side side;
};

static struct str
new_id_in_side(void *self, uint32_t piece, struct str id)
{
	const struct pass *pass = self;
	struct renamed *r = pass->renamed;
	const struct weave *w = r->weave;
	enum merge_side s = pass->side;
	struct str new = new_id(&r->by[!s], w->text[s].piece[piece].deal, id);

	if (new.n && is_changed(w, s, piece)) {
		r->followed = mem_at_least(r->followed, sizeof(*r->followed), &r->cap, r->n);
		r->followed[r->n++] = (struct followed){ s, piece, arena_str(&r->arena, id), new };
	}
	return new;
}

void
renamed(struct renamed *r, struct weave *w, struct symbols *s)
{
	*r = (struct renamed){ .weave = w, .symbols = s, .base = buf_mem() };
	for (int i = OURS; i <= THEIRS; i++) {
		r->text[i] = buf_mem();
		find_new_ids(r, (enum merge_side)i);
	}
	if (!is_any(r))
		return;
	/* The sides first: what they have changed is determined against the base as it was. */
	for (int i = OURS; i <= THEIRS; i++)
		text_rewrite(&w->text[i], s, &r->text[i], new_id_in_side,
		    &(struct pass){ r, (enum merge_side)i });
	text_rewrite(&w->base, s, &r->base, new_id_in_base, r);
	for (int i = OURS; i <= THEIRS; i++) {
		match_release(&w->match[i]);
		match_equal(&w->match[i], s, &w->base, &w->text[i]);
	}
}

void
renamed_release(struct renamed *r)
{
	arena_release(&r->arena);
	for (int s = OURS; s <= THEIRS; s++) {
		forget(&r->by[s]);
		buf_release(&r->text[s]);
	}
	buf_release(&r->base);
	free(r->followed);
}
