#include "book/merge.h"

#include "book/audit.h"
#include "book/decide.h"
#include "book/renamed.h"
#include "book/renumber.h"

#include <stdlib.h>

struct merge {
	struct diag *diag;
	struct str name;
	struct symbols symbols;
	struct weave weave;
	struct renumber renumber;
	struct renamed renamed;
	struct names known; /* what is wrong with one side alone */
};

/* What the checks across records find in a text. */
struct fault {
	enum diag_id id;
	size_t line, other;
};

struct faults {
	struct fault *p;
	size_t n, cap;
};

static bool
take_fault(void *self, enum diag_id id, struct place at, struct place other)
{
	struct faults *f = self;

	if (diag_rows[id].level >= DIAG_ERROR) {
		f->p = mem_at_least(f->p, sizeof(*f->p), &f->cap, f->n);
		f->p[f->n++] = (struct fault){ id, at.line, other.line };
	}
	return false;
}

static struct faults
find_faults(const struct schema *schema, struct str bytes)
{
	struct diag silent = diag_silent();
	struct faults f = { NULL, 0, 0 };
	const struct audit_filter filter = { &f, take_fault };
	struct audit *a = audit_new(schema, &silent, MOMENT_NONE, STR("me"));
	const struct record *r;
	struct reader rd;

	audit_errors_alone(a);
	reader_init(&rd, schema, &silent);
	input_add_text(&rd.input, STR("merge"), bytes);
	while ((r = reader_next(&rd)))
		audit_add(a, r, &rd);
	audit_finish(a, &filter);
	reader_release(&rd);
	buf_release(&silent.err);
	return f;
}

/* A number for what is wrong: the finding and the thing it is about. */
static uint32_t
name_fault(struct merge *m, enum diag_id id, uint32_t entity)
{
	const struct piece *p = weave_piece(&m->weave, &m->weave.entity[entity]);
	uint32_t key[2] = { (uint32_t)id, entity };

	if (id == DIAG_UNDECLARED_DEAL) /* reported once a deal, wherever it is met first */
		key[1] = p->deal;
	return symbol(&m->symbols, OF_ID, (struct str){ (const char *)key, sizeof(key) });
}

/* The piece of a side at a line. */
static uint32_t
piece_at(const struct text *t, size_t line)
{
	uint32_t low = 0, high = t->n;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (t->piece[middle].line <= line)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The same for a line of the woven text. */
static uint32_t
entity_at(const struct weave *w, size_t line)
{
	uint32_t low = 0, high = w->nwoven;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (w->entity[w->woven[middle]].line <= line)
			low = middle;
		else
			high = middle;
	}
	return w->woven[low];
}

/* Is it in all three texts, and the same? */
static bool
is_settled(const struct weave *w, const struct entity *e)
{
	return e->base != NO_PIECE && e->piece[OURS] != NO_PIECE && e->piece[THEIRS] != NO_PIECE &&
	       w->text[OURS].piece[e->piece[OURS]].symbol == w->base.piece[e->base].symbol &&
	       w->text[THEIRS].piece[e->piece[THEIRS]].symbol == w->base.piece[e->base].symbol;
}

/* Notes what is wrong with a side alone. */
static void
find_known_faults(struct merge *m, enum merge_side s)
{
	const struct weave *w = &m->weave;
	struct faults f = find_faults(m->symbols.schema, w->text[s].bytes);

	for (size_t i = 0; i < f.n; i++)
		names_add(&m->known, 0,
		    names_name(&m->symbols.names,
			name_fault(m, f.p[i].id, w->of[s][piece_at(&w->text[s], f.p[i].line)])));
	free(f.p);
}

/* Marks what is wrong only with both sides together; false if there is nothing. */
static bool
find_new_faults(struct merge *m, struct str woven)
{
	struct weave *w = &m->weave;
	struct faults f = find_faults(m->symbols.schema, woven);
	bool any = false;

	for (int s = OURS; s <= THEIRS && f.n; s++)
		find_known_faults(m, (enum merge_side)s);
	for (size_t i = 0; i < f.n; i++) {
		uint32_t e = entity_at(w, f.p[i].line);
		uint32_t name = name_fault(m, f.p[i].id, e);

		if (names_find(&m->known, 0, names_name(&m->symbols.names, name)) != NAMES_NONE)
			continue;
		if (f.p[i].other && is_settled(w, &w->entity[e]))
			e = entity_at(w, f.p[i].other);
		w->entity[e].forced = any = true;
	}
	free(f.p);
	return any;
}

static const char *
reason(const struct weave *w, const struct entity *e)
{
	if (e->forced)
		return "this does not go with what the other side wrote";
	if (e->base == NO_PIECE)
		return "both sides declare this, but not alike";
	if (e->piece[OURS] != NO_PIECE && e->piece[THEIRS] != NO_PIECE)
		return "both sides changed this record";
	if (weave_piece(w, e)->type == TYPE_DEAL)
		return "one side deleted this deal line, the other changed it or needs it";
	return "one side changed this record, the other deleted it";
}

static void
report(struct merge *m)
{
	const struct weave *w = &m->weave;
	struct place at = { m->name, 0, 0 };

	for (size_t i = 0; i < m->renumber.n; i++) {
		const struct renumbered *r = &m->renumber.renumbered[i];

		at.line = w->entity[w->of[THEIRS][r->piece]].line;
		diag_report(m->diag, DIAG_RENUMBERED, at, r->old, r->new, STR(""));
	}
	for (size_t i = 0; i < m->renamed.n; i++) {
		const struct followed *f = &m->renamed.followed[i];

		at.line = w->entity[w->of[f->side][f->piece]].line;
		diag_report(m->diag, DIAG_RENAMED, at, f->old, f->new, STR(""));
	}
	for (uint32_t i = 0; i < w->nwoven; i++) {
		const struct entity *e = &w->entity[w->woven[i]];

		at.line = e->line;
		if (e->forced || e->choice == CHOICE_CONFLICT)
			diag_report(m->diag, DIAG_MERGE_CONFLICT, at, str_from(reason(w, e)),
			    STR(""), STR(""));
	}
}

static void
release(struct merge *m)
{
	struct weave *w = &m->weave;

	for (int s = OURS; s <= THEIRS; s++) {
		text_release(&w->text[s]);
		match_release(&w->match[s]);
		free(w->of[s]);
		free(w->list[s]);
		free(w->start[s]);
	}
	text_release(&w->base);
	free(w->entity);
	free(w->woven);
	symbols_release(&m->symbols);
	renumber_release(&m->renumber);
	renamed_release(&m->renamed);
	names_release(&m->known);
}

/* Weaves; and again, with conflict markers, if fu-parse -c would refuse the result. */
static void
weave_and_check(struct merge *m, struct buf *out)
{
	struct weave *w = &m->weave;
	size_t before = out->n;

	weave_text(w, out);
	for (uint32_t i = 0; i < w->n; i++)
		if (w->entity[i].choice == CHOICE_CONFLICT)
			return;
	if (out->n == before ||
	    !find_new_faults(m, (struct str){ out->p + before, out->n - before }))
		return;
	out->n = before;
	weave_text(w, out);
}

void
merge_texts(const struct schema *s, struct diag *diag, struct str name, struct str base,
    struct str ours, struct str theirs, struct buf *out)
{
	struct merge m = { .diag = diag, .name = name };
	struct weave *w = &m.weave;

	/* Even if the texts have errors: an id twice, a misspelt deal line. */
	if (str_eq(ours, theirs) || str_eq(base, theirs) || str_eq(base, ours)) {
		buf_str(out, str_eq(base, ours) ? theirs : ours);
		return;
	}
	m.symbols.schema = s;
	w->symbols = &m.symbols;
	text_read(&w->base, &m.symbols, base);
	text_read(&w->text[OURS], &m.symbols, ours);
	text_read(&w->text[THEIRS], &m.symbols, theirs);
	for (int i = OURS; i <= THEIRS; i++)
		match_equal(&w->match[i], &m.symbols, &w->base, &w->text[i]);
	renumber(&m.renumber, w, &m.symbols);
	renamed(&m.renamed, w, &m.symbols);
	decide(w, m.symbols.names.n);
	weave_and_check(&m, out);
	report(&m);
	release(&m);
}
