#include "book/finding.h"

#include <stdlib.h>

/* Usually the file is the one asked for last. */
struct spot
findings_spot(struct findings *f, struct place at)
{
	if (f->file == NAMES_NONE || !str_eq(names_name(f->files, f->file), at.file))
		f->file = names_keep(f->files, 0, at.file, &f->arena);
	return (struct spot){ f->file, (uint32_t)at.line, (uint32_t)at.col };
}

static struct place
place_of(const struct findings *f, struct spot s)
{
	return (struct place){ names_name(f->files, s.file), s.line, s.col };
}

struct finding *
findings_add(struct findings *f, enum diag_id id, struct spot at, struct str x, struct str y)
{
	f->list = mem_at_least(f->list, sizeof(*f->list), &f->cap, f->n);
	f->list[f->n] = (struct finding){
		.at = at, .id = id, .a = arena_str(&f->arena, x), .b = arena_str(&f->arena, y)
	};
	return &f->list[f->n++];
}

struct finding *
findings_add_two(struct findings *f, enum diag_id id, struct spot at, struct str x, struct str y,
    struct spot other, const char *note)
{
	struct finding *made = findings_add(f, id, at, x, y);

	made->other = other;
	made->note = note;
	return made;
}

static int
cmp_numbers(uint32_t x, uint32_t y)
{
	return (x > y) - (x < y);
}

static int
cmp_findings(const void *vx, const void *vy)
{
	const struct finding *x = vx, *y = vy;
	int order = cmp_numbers(x->at.file, y->at.file);

	if (!order)
		order = cmp_numbers(x->at.line, y->at.line);
	if (!order)
		order = cmp_numbers(x->at.col, y->at.col);
	return order ? order : cmp_numbers(x->id, y->id);
}

void
findings_report(struct findings *all, struct diag *d, const struct audit_filter *filter)
{
	if (all->n)
		qsort(all->list, all->n, sizeof(*all->list), cmp_findings);
	for (size_t i = 0; i < all->n; i++) {
		const struct finding *f = &all->list[i];
		struct place at = place_of(all, f->at), other = { 0 };

		if (f->other.line)
			other = place_of(all, f->other);
		if (filter && !filter->wants(filter->self, f->id, at, other))
			continue;
		diag_report(d, f->id, at, f->a, f->b, f->c);
		if (other.line)
			diag_note(d, other, f->note, STR(""), STR(""));
		if (f->meant.n)
			diag_note(d, at, "did you mean '$1'?", f->meant, STR(""));
	}
}

void
findings_release(struct findings *f)
{
	arena_release(&f->arena);
	free(f->list);
	*f = (struct findings){ 0 };
}

struct spot *
firsts_spot(struct firsts *f, uint32_t number)
{
	size_t n = f->n;

	if (number >= n) {
		f->n = (size_t)number * 2 + 64;
		f->p = mem_grow(f->p, sizeof(*f->p), f->n);
		memset(f->p + n, 0, sizeof(*f->p) * (f->n - n));
	}
	return &f->p[number];
}

void
firsts_release(struct firsts *f)
{
	free(f->p);
}
