#include "book/renumber.h"

#include <stdlib.h>

static void
take_ids(struct renumber *m, const struct text *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->piece[i].nrefs; k++)
			ids_add(&m->ids, t->piece[i].deal, piece_id(t, &t->piece[i], k));
}

/* Does a piece define an item that the side made up: either the item, or just its id? */
static bool
is_new_item(const struct weave *w, enum merge_side s, uint32_t j)
{
	const struct piece *p = &w->text[s].piece[j];
	uint32_t i = w->match[s].from[j];

	return piece_defines(p) &&
	       (i == NO_PIECE ||
		   !str_eq(piece_id(&w->base, &w->base.piece[i], 0), piece_id(&w->text[s], p, 0)));
}

/* By symbol: the ids that ours newly gave, and the meanings of those records; without ids
 * that theirs gave to the same record, whatever else it gave them to, and without ids that
 * the base has: references to those aren't new. */
static bool *
find_given(const struct weave *w, uint32_t nsymbols)
{
	bool *given = mem_zero(sizeof(bool), nsymbols);

	for (uint32_t j = 0; j < w->text[OURS].n; j++)
		if (is_new_item(w, OURS, j)) {
			given[w->text[OURS].piece[j].identity] = true;
			given[w->text[OURS].piece[j].canon] = true;
		}
	for (uint32_t j = 0; j < w->text[THEIRS].n; j++)
		if (is_new_item(w, THEIRS, j) && given[w->text[THEIRS].piece[j].canon])
			given[w->text[THEIRS].piece[j].identity] = false;
	for (uint32_t i = 0; i < w->base.n; i++)
		if (piece_defines(&w->base.piece[i]))
			given[w->base.piece[i].identity] = false;
	return given;
}

/* Lists the stems of ids that both sides gave to different records; false if there are none. */
static bool
find_clashes(struct renumber *m)
{
	const struct weave *w = m->weave;
	bool *given = find_given(w, m->symbols->names.n);

	for (uint32_t j = 0; j < w->text[THEIRS].n; j++) {
		const struct piece *p = &w->text[THEIRS].piece[j];
		struct str id;

		if (!is_new_item(w, THEIRS, j))
			continue;
		id = piece_id(&w->text[THEIRS], p, 0);
		names_add(&m->fresh, p->deal, id);
		if (given[p->identity])
			names_add(&m->stems, p->deal, ids_stem(id));
	}
	free(given);
	return m->stems.n > 0;
}

/* The new stem of an id of theirs; empty if it keeps its own. */
static struct str
new_stem(struct renumber *m, uint32_t deal, struct str id)
{
	uint32_t n = names_find(&m->stems, deal, ids_stem(id));

	if (n == NAMES_NONE || names_find(&m->fresh, deal, id) == NAMES_NONE)
		return STR("");
	if (!m->stem[n].n) {
		m->stem[n] = ids_next(&m->ids, deal, id, &m->arena);
		ids_add(&m->ids, deal, m->stem[n]);
	}
	return m->stem[n];
}

/* The new id itself, or empty; valid until the next call. */
static struct str
new_id(void *self, uint32_t piece, struct str old)
{
	struct renumber *m = self;
	struct str stem = new_stem(m, m->weave->text[THEIRS].piece[piece].deal, old);

	m->id.n = 0;
	if (stem.n) {
		buf_str(&m->id, stem);
		buf_str(&m->id, str_span(old.p + ids_stem(old).n, str_end(old)));
	}
	return buf_view(&m->id);
}

static void
note_renumbered(struct renumber *m, uint32_t piece)
{
	const struct text *t = &m->weave->text[THEIRS];
	struct str old = piece_id(t, &t->piece[piece], 0), new = new_id(m, piece, old);

	if (!new.n)
		return;
	m->renumbered = mem_at_least(m->renumbered, sizeof(*m->renumbered), &m->cap, m->n);
	m->renumbered[m->n++] = (struct renumbered){ piece, arena_str(&m->arena, old),
		arena_str(&m->arena, new) };
}

/* Gives theirs new ids where they clash, and reads it again. */
void
renumber(struct renumber *m, struct weave *w, struct symbols *s)
{
	struct text *t = &w->text[THEIRS];

	*m = (struct renumber){ .weave = w, .symbols = s, .rewritten = buf_mem(), .id = buf_mem() };
	if (!find_clashes(m))
		return;
	take_ids(m, &w->base);
	take_ids(m, &w->text[OURS]);
	take_ids(m, t);
	m->stem = mem_grow(NULL, sizeof(*m->stem), m->stems.n);
	for (uint32_t i = 0; i < m->stems.n; i++)
		m->stem[i] = STR("");
	for (uint32_t j = 0; j < t->n; j++)
		if (is_new_item(w, THEIRS, j))
			note_renumbered(m, j);
	text_rewrite(t, s, &m->rewritten, new_id, m);
	match_release(&w->match[THEIRS]);
	match_equal(&w->match[THEIRS], s, &w->base, t);
}

void
renumber_release(struct renumber *m)
{
	arena_release(&m->arena);
	ids_release(&m->ids);
	names_release(&m->fresh);
	names_release(&m->stems);
	free(m->stem);
	free(m->renumbered);
	buf_release(&m->rewritten);
	buf_release(&m->id);
}
