#include "book/weave.h"

#include <stdlib.h>

/* A run of entities. */
struct run {
	const uint32_t *p;
	uint32_t n;
};

struct loom {
	struct weave *w;
	struct buf *out;
	size_t line;       /* number of the next line */
	uint32_t in_force; /* the entity of the deal line above, or NO_PIECE */
	uint32_t *run[2];  /* scratch: what remains of a gap */
};

const struct piece *
weave_piece(const struct weave *w, const struct entity *e)
{
	enum merge_side side = e->choice == CHOICE_THEIRS || e->piece[OURS] == NO_PIECE ? THEIRS
											: OURS;

	if (e->piece[side] == NO_PIECE)
		return &w->base.piece[e->base];
	return &w->text[side].piece[e->piece[side]];
}

uint32_t
weave_scope(const struct weave *w, enum merge_side s, uint32_t piece)
{
	uint32_t deal = w->text[s].piece[piece].scope;

	return deal == NO_PIECE ? NO_PIECE : w->of[s][deal];
}

static const struct piece *
piece_of(const struct weave *w, uint32_t entity)
{
	return weave_piece(w, &w->entity[entity]);
}

static struct str
longer(struct str a, struct str b)
{
	if (a.n != b.n)
		return a.n > b.n ? a : b;
	return str_cmp(a, b) < 0 ? a : b;
}

/* What only one side changed; otherwise the longer. */
static struct str
merge_space(struct str base, struct str a, struct str b)
{
	if (str_eq(a, base))
		return b;
	return str_eq(b, base) ? a : longer(a, b);
}

/* The blank lines before an entity, from the side that put it there. */
static struct str
space_of(const struct weave *w, const struct entity *e)
{
	bool here[2];
	struct str space[2];

	for (int s = OURS; s <= THEIRS; s++) {
		here[s] = e->piece[s] != NO_PIECE;
		if (here[s])
			space[s] = piece_space(&w->text[s].piece[e->piece[s]]);
	}
	if (e->gap[OURS] != e->gap[THEIRS] && here[OURS] && here[THEIRS])
		return space[e->gap[OURS] < e->gap[THEIRS] ? OURS : THEIRS];
	if (here[OURS] && here[THEIRS])
		return e->base == NO_PIECE ? longer(space[OURS], space[THEIRS])
					   : merge_space(piece_space(&w->base.piece[e->base]),
						 space[OURS], space[THEIRS]);
	return space[here[OURS] ? OURS : THEIRS];
}

static void
put(struct loom *l, struct str s)
{
	buf_str(l->out, s);
	for (size_t i = 0; i < s.n; i++)
		l->line += s.p[i] == '\n';
}

/* Do two deal lines, or none (NO_PIECE), put what follows them in the same deal? */
static bool
is_one_deal(const struct weave *w, uint32_t a, uint32_t b)
{
	if (a == b || a == NO_PIECE || b == NO_PIECE)
		return a == b;
	return w->entity[a].choice != CHOICE_CONFLICT && w->entity[b].choice != CHOICE_CONFLICT &&
	       piece_of(w, a)->deal == piece_of(w, b)->deal;
}

/* Writes a piece, with its deal spelled out if the deal in force would be another. */
static void
put_piece(struct loom *l, const struct piece *p, uint32_t scope)
{
	const struct weave *w = l->w;

	if (!p->bare || is_one_deal(w, scope, l->in_force)) {
		put(l, piece_bytes(p));
		return;
	}
	put(l, (struct str){ piece_bytes(p).p, p->word_end });
	put(l, STR(" +"));
	put(l, scope == NO_PIECE ? STR("-")
				 : names_name(&w->symbols->names, piece_of(w, scope)->deal));
	put(l, piece_rest(p));
}

/* Do the lines in conflict end in CRLF?  One of the sides has some. */
static bool
ends_in_crlf(const struct loom *l, const struct entity *e)
{
	enum merge_side s = e->piece[OURS] != NO_PIECE ? OURS : THEIRS;
	struct str lines = piece_bytes(&l->w->text[s].piece[e->piece[s]]);

	return lines.n > 1 && lines.p[lines.n - 2] == '\r';
}

static void
put_conflict(struct loom *l, const struct entity *e)
{
	static const struct str marks[] = { { "<<<<<<< ours", 12 }, { "=======", 7 },
		{ ">>>>>>> theirs", 14 } };
	struct str end = ends_in_crlf(l, e) ? STR("\r\n") : STR("\n");

	for (int s = OURS; s <= THEIRS; s++) {
		put(l, marks[s]);
		put(l, end);
		if (e->piece[s] != NO_PIECE)
			put_piece(l, &l->w->text[s].piece[e->piece[s]],
			    weave_scope(l->w, (enum merge_side)s, e->piece[s]));
	}
	put(l, marks[THEIRS + 1]);
	put(l, end);
}

/* Would an indented line be taken as a continuation of the line above it? */
static bool
would_join(const struct loom *l, struct str space, const struct piece *p)
{
	return p->kind == PIECE_OTHER && space.n == 0 && l->out->n &&
	       (*piece_bytes(p).p == ' ' || *piece_bytes(p).p == '\t');
}

/* Is no deal in force below it? */
static bool
resets(const struct weave *w, const struct entity *e)
{
	for (int s = OURS; s <= THEIRS; s++)
		if (e->piece[s] != NO_PIECE && w->text[s].piece[e->piece[s]].resets)
			return true;
	return false;
}

static void
put_entity(struct loom *l, uint32_t number)
{
	struct entity *e = &l->w->entity[number];
	const struct piece *p = piece_of(l->w, number);
	struct str space;

	if (e->done || e->choice == CHOICE_GONE)
		return;
	space = space_of(l->w, e);
	e->done = true;
	put(l, would_join(l, space, p) ? STR("\n") : space);
	e->line = l->line;
	l->w->woven[l->w->nwoven++] = number;
	if (e->choice == CHOICE_CONFLICT || e->forced)
		put_conflict(l, e);
	else
		put_piece(l, p, e->scope);
	if (p->kind == PIECE_RECORD && p->type == TYPE_DEAL)
		l->in_force = number;
	else if (resets(l->w, e))
		l->in_force = NO_PIECE;
}

static void
put_run(struct loom *l, struct run r)
{
	for (uint32_t i = 0; i < r.n; i++)
		put_entity(l, r.p[i]);
}

static bool
is_deal(const struct weave *w, uint32_t entity)
{
	const struct piece *p = piece_of(w, entity);

	return p->kind == PIECE_RECORD && p->type == TYPE_DEAL;
}

/* The first dated record of a run, with all that precedes it. */
static struct run
unit_of(const struct weave *w, struct run r, const struct piece **dated)
{
	*dated = NULL;
	for (uint32_t i = 0; i < r.n && !*dated; i++)
		if (piece_of(w, r.p[i])->day != DAY_NONE) {
			*dated = piece_of(w, r.p[i]);
			r.n = i + 1;
		}
	return r;
}

/* Which of two records comes first by date; those without a date come last. */
static int
cmp_dated(const struct weave *w, const struct piece *a, const struct piece *b)
{
	if (!a || !b)
		return !a - !b;
	if (a->day != b->day)
		return a->day < b->day ? -w->order : w->order;
	return str_cmp(piece_bytes(a), piece_bytes(b));
}

static struct run
behind(struct run r, uint32_t n)
{
	return (struct run){ r.p + n, r.n - n };
}

/* Compares runs by their bytes, whichever side they are on. */
static int
cmp_runs(const struct weave *w, struct run a, struct run b)
{
	int c = 0;

	for (uint32_t i = 0; i < a.n && i < b.n && !c; i++)
		c = str_cmp(piece_bytes(piece_of(w, a.p[i])), piece_bytes(piece_of(w, b.p[i])));
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* Writes two runs one after the other. */
static void
put_blocks(struct loom *l, struct run a, struct run b)
{
	bool swap = cmp_runs(l->w, b, a) < 0;

	put_run(l, swap ? b : a);
	put_run(l, swap ? a : b);
}

/* Each first unit is determined again only after it was written, as it may be long. */
static void
put_by_date(struct loom *l, struct run a, struct run b)
{
	const struct piece *da, *db;
	struct run ua = unit_of(l->w, a, &da), ub = unit_of(l->w, b, &db);

	while (a.n && b.n && (da || db)) {
		int order = cmp_dated(l->w, da, db);

		if (order < 0 || (order == 0 && cmp_runs(l->w, ua, ub) <= 0)) {
			put_run(l, ua);
			a = behind(a, ua.n);
			ua = unit_of(l->w, a, &da);
		} else {
			put_run(l, ub);
			b = behind(b, ub.n);
			ub = unit_of(l->w, b, &db);
		}
	}
	put_blocks(l, a, b);
}

/* Are both the same thing, or comments with the same bytes? */
static bool
same(const struct weave *w, uint32_t a, uint32_t b)
{
	const struct entity *x = &w->entity[a], *y = &w->entity[b];

	return a == b || (x->base == NO_PIECE && y->base == NO_PIECE &&
			     piece_of(w, a)->kind != PIECE_RECORD &&
			     piece_of(w, a)->symbol == piece_of(w, b)->symbol);
}

/* Joins the same thing from ours and theirs into one. */
static void
join(struct weave *w, uint32_t a, uint32_t b)
{
	struct entity *x = &w->entity[a], *y = &w->entity[b];
	uint32_t theirs = y->piece[THEIRS];

	if (a == b)
		return;
	x->piece[THEIRS] = theirs;
	x->gap[THEIRS] = y->gap[THEIRS];
	if (str_cmp(piece_bytes(&w->text[THEIRS].piece[theirs]),
		piece_bytes(&w->text[OURS].piece[x->piece[OURS]])) < 0)
		x->choice = CHOICE_THEIRS;
	y->done = true;
}

/* How much of a run precedes its first deal line. */
static uint32_t
before_deal(const struct weave *w, struct run r)
{
	uint32_t i = 0;

	while (i < r.n && !is_deal(w, r.p[i]))
		i++;
	return i;
}

static void
put_gap(struct loom *l, struct run a, struct run b)
{
	const struct weave *w = l->w;
	uint32_t first = 0, last = 0, da, db;

	while (first < a.n && first < b.n && same(w, a.p[first], b.p[first])) {
		join(l->w, a.p[first], b.p[first]);
		first++;
	}
	put_run(l, (struct run){ a.p, first });
	a = behind(a, first);
	b = behind(b, first);
	while (last < a.n && last < b.n && same(w, a.p[a.n - 1 - last], b.p[b.n - 1 - last])) {
		join(l->w, a.p[a.n - 1 - last], b.p[b.n - 1 - last]);
		last++;
	}
	a.n -= last;
	b.n -= last;
	da = before_deal(w, a);
	db = before_deal(w, b);
	if (w->order)
		put_by_date(l, (struct run){ a.p, da }, (struct run){ b.p, db });
	else
		put_blocks(l, (struct run){ a.p, da }, (struct run){ b.p, db });
	put_blocks(l, behind(a, da), behind(b, db));
	put_run(l, (struct run){ a.p + a.n, last });
}

/* The gap that an entity is put in; NO_PIECE if it stays in its place. */
static uint32_t
home(const struct entity *e)
{
	return e->gap[OURS] < e->gap[THEIRS] ? e->gap[OURS] : e->gap[THEIRS];
}

/* Takes what is to be put there from a side's gaps first to last. */
static struct run
rest_of_gaps(struct loom *l, enum merge_side side, uint32_t first, uint32_t last)
{
	const struct weave *w = l->w;
	struct run r = { l->run[side], 0 };

	for (uint32_t i = w->start[side][first]; i < w->start[side][last + 1]; i++) {
		uint32_t entity = w->list[side][i];
		const struct entity *e = &w->entity[entity];

		if (e->choice != CHOICE_GONE && !e->done && home(e) >= first && home(e) <= last)
			l->run[side][r.n++] = entity;
	}
	return r;
}

/* Does it stay where the base has it? */
static bool
stays(const struct entity *e)
{
	return e->choice != CHOICE_GONE && home(e) == NO_PIECE;
}

/* Ends the last line as the text does, if that has no final newline. */
static void
take_back_end(struct buf *out, const struct text *like)
{
	if (!like->lent.n || !out->n || out->p[out->n - 1] != '\n')
		return;
	out->n--;
	if (out->n && out->p[out->n - 1] == '\r' && like->bytes.p[like->bytes.n - 1] != '\r')
		out->n--;
}

void
weave_text(struct weave *w, struct buf *out)
{
	struct loom l = { w, out, 1, NO_PIECE, { NULL, NULL } };
	const struct text *o = &w->base, *a = &w->text[OURS], *b = &w->text[THEIRS];

	for (int s = OURS; s <= THEIRS; s++)
		l.run[s] = mem_grow(NULL, sizeof(uint32_t), w->text[s].n);
	w->nwoven = 0;
	for (uint32_t i = 0; i < w->n; i++)
		w->entity[i].done = false;
	if (a->bom == o->bom ? b->bom : a->bom)
		buf_str(out, STR("\xef\xbb\xbf"));
	for (uint32_t gap = 0, last; gap <= o->n; gap = last + 1) {
		if (gap > 0)
			put_entity(&l, gap - 1);
		for (last = gap; last < o->n && !stays(&w->entity[last]);) /* one gap now */
			last++;
		put_gap(&l, rest_of_gaps(&l, OURS, gap, last), rest_of_gaps(&l, THEIRS, gap, last));
	}
	put(&l, merge_space(o->tail, a->tail, b->tail));
	take_back_end(out, !a->lent.n == !o->lent.n ? b : a);
	free(l.run[OURS]);
	free(l.run[THEIRS]);
}
