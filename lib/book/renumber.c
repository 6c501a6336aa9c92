#include "book/renumber.h"

#include <stdlib.h>

static struct str
id_at(const struct text *t, const struct piece *p, size_t k)
{
	const struct ref *r = &t->refs[p->ref + k];

	return (struct str){ piece_bytes(p).p + r->at, r->n };
}

static void
take_ids(struct renumber *m, const struct text *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->piece[i].nrefs; k++)
			ids_add(&m->ids, t->piece[i].deal, id_at(t, &t->piece[i], k));
}

/* Is a piece one that a side has made, and does it give an item its id? */
static bool
is_new_item(const struct weave *w, enum merge_side s, uint32_t j)
{
	return w->match[s].from[j] == NO_PIECE && piece_defines(&w->text[s].piece[j]);
}

/* By symbol: the ids that ours gave anew and the meanings of these records; but
 * of the ids none that theirs gave to the same, whatever else it gave it to, nor
 * any that the base has: what refers to those is not new. */
static bool *
find_given(const struct weave *w, uint32_t nsymbols)
{
	bool *given = mem_grow(NULL, sizeof(bool), nsymbols + 1);

	memset(given, 0, nsymbols + 1);
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

/* Lists the stems of ids that both sides gave to different records; false if
 * there are none. */
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
		id = id_at(&w->text[THEIRS], p, 0);
		names_add(&m->fresh, p->deal, id);
		if (given[p->identity])
			names_add(&m->stems, p->deal, ids_stem(id));
	}
	free(given);
	return m->stems.n > 0;
}

/* The new stem of an id of theirs, empty if it keeps its own. */
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

static int
cmp_refs(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static void
note_renumbered(struct renumber *m, uint32_t piece, struct str old, struct str stem)
{
	struct buf new = buf_mem();
	struct str rest = { old.p + ids_stem(old).n, old.n - ids_stem(old).n };

	buf_str(&new, stem);
	buf_str(&new, rest);
	if ((m->n & (m->n - 1)) == 0) /* full at every power of two */
		m->renumbered = mem_grow(
		    m->renumbered, sizeof(*m->renumbered), m->n ? m->n * 2 : 1);
	m->renumbered[m->n++] = (struct renumbered){ piece, arena_str(&m->arena, old),
		buf_keep(&new, &m->arena) };
}

/* A piece of theirs with its new ids. */
static void
rewrite_piece(struct renumber *m, struct text *t, uint32_t j)
{
	struct piece *p = &t->piece[j];
	struct ref *refs = p->nrefs ? &t->refs[p->ref] : NULL;
	struct str bytes = piece_bytes(p);
	size_t from = 0;

	if (is_new_item(m->weave, THEIRS, j) && new_stem(m, p->deal, id_at(t, p, 0)).n)
		note_renumbered(m, j, id_at(t, p, 0), new_stem(m, p->deal, id_at(t, p, 0)));
	if (p->nrefs > 1)
		qsort(refs, p->nrefs, sizeof(*refs), cmp_refs);
	for (size_t k = 0; k < p->nrefs; k++) {
		struct str id = id_at(t, p, k), stem = new_stem(m, p->deal, id);

		if (!stem.n)
			continue;
		buf_put(&m->rewritten, bytes.p + from, refs[k].at - from);
		buf_str(&m->rewritten, stem);
		from = refs[k].at + ids_stem(id).n;
	}
	buf_put(&m->rewritten, bytes.p + from, bytes.n - from);
}

/* Gives theirs new ids where they clash, and reads it again. */
void
renumber(struct renumber *m, struct weave *w, struct symbols *s)
{
	struct text *t = &w->text[THEIRS];

	*m = (struct renumber){ .weave = w, .symbols = s, .rewritten = buf_mem() };
	if (!find_clashes(m))
		return;
	take_ids(m, &m->weave->base);
	take_ids(m, &m->weave->text[OURS]);
	take_ids(m, t);
	m->stem = mem_grow(NULL, sizeof(*m->stem), m->stems.n);
	for (uint32_t i = 0; i < m->stems.n; i++)
		m->stem[i] = STR("");
	if (t->bom)
		buf_str(&m->rewritten, STR("\xef\xbb\xbf"));
	for (uint32_t j = 0; j < t->n; j++) {
		buf_str(&m->rewritten, piece_space(&t->piece[j]));
		rewrite_piece(m, t, j);
	}
	buf_str(&m->rewritten, t->tail);
	m->rewritten.n -= t->lent.n;
	match_release(&m->weave->match[THEIRS]);
	text_release(t);
	text_read(t, m->symbols, buf_view(&m->rewritten));
	match_equal(&m->weave->match[THEIRS], &m->weave->base, t, m->symbols->names.n);
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
}
