#include "select.h"

#include "record/scan.h"

#include <stdlib.h>

/* The number of the selector that a name fits, or NAMES_NONE. */
static uint32_t
find(const struct selectors *s, char sigil, struct str name)
{
	if (sigil == '@' && str_eq(name, STR("me")))
		name = s->me;
	return names_find(&s->names, (uint32_t)sigil, name);
}

bool
selectors_add(struct selectors *s, const char *operand)
{
	struct str name = str_from(operand + 1), is = name;

	if (str_eq(str_from(operand), STR("+-")))
		name.n = is.n = 0;
	else if (!scan_is_name(name))
		return false;
	if (*operand == '@' && str_eq(name, STR("me")))
		is = s->me;
	if (names_add(&s->names, (uint32_t)*operand, is) < s->n)
		return true; /* it is asked for already */
	s->list = mem_at_least(s->list, sizeof(*s->list), &s->cap, s->n);
	s->list[s->n++] = (struct selector){
		.name = name, .sigil = *operand, .near = near_to(name)
	};
	s->any[*operand == '@'] = true;
	return true;
}

bool
selectors_any(const struct selectors *s, char sigil)
{
	return s->any[sigil == '@'];
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

/* Is the name selected?  Then that is noted. */
static bool
meets(const struct selectors *s, struct selector *list, char sigil, struct str name)
{
	uint32_t n = find(s, sigil, name);

	if (n != NAMES_NONE)
		list[n].met = true;
	return n != NAMES_NONE;
}

static bool
meets_person(const struct selectors *s, struct selector *list, const struct record *r)
{
	bool met = false;

	for (size_t i = 0; i < r->npeople; i++)
		met |= meets(s, list, '@', r->people[i]);
	for (size_t i = 0; i < r->nattrs; i++) {
		struct str v = r->attrs[i].value;

		if (r->attrs[i].use && r->attrs[i].use->kind == KIND_PERSON)
			met |= meets(s, list, '@', (struct str){ v.p + 1, v.n - 1 });
	}
	return met;
}

bool
selectors_take(const struct selectors *s, struct selector *list, const struct record *r)
{
	bool deal = !s->any[0] || meets(s, list, '+', r->deal);
	bool person = !s->any[1] || meets_person(s, list, r);

	for (struct selector *one = list; one < list + s->n; one++) {
		if (one->met)
			continue;
		if (one->sigil == '+')
			consider(one, r->deal);
		for (size_t i = 0; one->sigil == '@' && i < r->npeople; i++)
			consider(one, r->people[i]);
	}
	return deal && person;
}

bool
selectors_want(const struct selectors *s, char sigil, struct str name)
{
	return !selectors_any(s, sigil) || find(s, sigil, name) != NAMES_NONE;
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
	names_release(&s->names);
	free(s->list);
	*s = (struct selectors){ .me = s->me };
}
