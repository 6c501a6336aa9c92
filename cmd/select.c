#include "select.h"

#include "record/scan.h"

#include <stdlib.h>

bool
selectors_add(struct selectors *s, const char *operand)
{
	struct str name = str_from(operand + 1);

	if (str_eq(str_from(operand), STR("+-")))
		name.n = 0;
	else if (!scan_is_name(name))
		return false;
	s->list = mem_at_least(s->list, sizeof(*s->list), &s->cap, s->n);
	s->list[s->n++] = (struct selector){
		.name = name, .sigil = *operand, .near = near_to(name)
	};
	return true;
}

bool
selectors_any(const struct selectors *s, char sigil)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->list[i].sigil == sigil)
			return true;
	return false;
}

static bool
same_person(const struct selectors *s, struct str a, struct str b)
{
	if (str_eq(a, STR("me")))
		a = s->me;
	if (str_eq(b, STR("me")))
		b = s->me;
	return str_eq(a, b);
}

/* Considers a name from the input; the nearest is copied, as records don't last. */
static void
consider(struct selector *one, struct str name)
{
	size_t distance = one->near.distance;

	near_try(&one->near, name);
	if (one->near.distance == distance)
		return;
	memcpy(one->best, name.p, name.n);
	one->near.best.n = name.n; /* only the length is used */
}

static bool
meets(const struct selectors *s, struct selector *one, const struct record *r)
{
	bool met = false;

	if (one->sigil == '+') {
		consider(one, r->deal);
		return str_eq(r->deal, one->name);
	}
	for (size_t i = 0; i < r->npeople; i++) {
		met |= same_person(s, r->people[i], one->name);
		consider(one, r->people[i]);
	}
	for (size_t i = 0; i < r->nattrs; i++) {
		struct str v = r->attrs[i].value;

		if (r->attrs[i].use && r->attrs[i].use->kind == KIND_PERSON)
			met |= same_person(s, (struct str){ v.p + 1, v.n - 1 }, one->name);
	}
	return met;
}

bool
selectors_take(const struct selectors *s, struct selector *list, const struct record *r)
{
	bool any[2] = { false, false }, met[2] = { false, false };

	for (size_t i = 0; i < s->n; i++) {
		struct selector *one = &list[i];
		bool fits = meets(s, one, r);

		any[one->sigil == '@'] = true;
		met[one->sigil == '@'] |= fits;
		one->met |= fits;
	}
	return (!any[0] || met[0]) && (!any[1] || met[1]);
}

bool
selectors_want(const struct selectors *s, char sigil, struct str name)
{
	for (size_t i = 0; i < s->n; i++) {
		struct str own = s->list[i].name;

		if (s->list[i].sigil == sigil &&
		    (sigil == '@' ? same_person(s, own, name) : str_eq(own, name)))
			return true;
	}
	return !selectors_any(s, sigil);
}

struct selector *
selectors_copy(const struct selectors *s, struct arena *a)
{
	struct selector *list = arena_new(a, sizeof(*list), s->n);

	if (s->n)
		memcpy(list, s->list, s->n * sizeof(*list));
	return list;
}

void
selectors_clear(const struct selectors *s, struct selector *list)
{
	for (size_t i = 0; i < s->n; i++) {
		list[i].met = false;
		list[i].near = near_to(list[i].name);
	}
}

void
selectors_join(struct selectors *s, const struct selector *list)
{
	for (size_t i = 0; i < s->n; i++) {
		s->list[i].met |= list[i].met;
		consider(&s->list[i], (struct str){ list[i].best, list[i].near.best.n });
	}
}

static void
report(const struct selector *one, struct diag *d, struct place at)
{
	char sigil[] = { one->sigil, '\0' };
	struct buf full = buf_mem();

	buf_char(&full, one->sigil);
	buf_str(&full, one->name.n ? one->name : STR("-"));
	diag_report(d, DIAG_NO_SUCH_NAME, at, buf_view(&full), STR(""), STR(""));
	if (one->near.best.n)
		diag_note(d, at, "did you mean '$1$2'?", str_from(sigil),
		    (struct str){ one->best, one->near.best.n });
	buf_release(&full);
}

void
selectors_report(const struct selectors *s, struct diag *d, struct str program)
{
	for (size_t i = 0; i < s->n; i++)
		if (!s->list[i].met)
			report(&s->list[i], d, (struct place){ program, 0, 0 });
}

void
selectors_release(struct selectors *s)
{
	free(s->list);
	s->list = NULL;
	s->n = s->cap = 0;
}
