#include "draft/voices.h"

#include "base/groups.h"
#include "book/item.h"

#include <stdlib.h>

void
voices_init(struct voices *v, struct scene *scene)
{
	*v = (struct voices){ .scene = scene };
}

void
voices_release(struct voices *v)
{
	cells_release(&v->at);
	free(v->list);
}

static struct voice_list
gains_of(struct scene *s, const struct item *it)
{
	struct book *b = s->b;
	struct voice_list l = { arena_new(&s->arena, sizeof(*l.p), item_nevents(b, it)), 0 };

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_GAIN && scene_sees(s, e))
			l.p[l.n++] = (struct voice){ *entry_people(b, &b->entries[e]).p,
				book_record(b, e)->text, MOMENT_NONE };
	return l;
}

static struct voice_list
signers_of(struct scene *s, const struct item *it)
{
	struct book *b = s->b;
	struct refs people = entry_people(b, &b->entries[it->definition]);
	struct voice_list l = { arena_new(&s->arena, sizeof(*l.p), people.n), people.n };
	struct groups by_person = { 0 };

	for (uint32_t i = 0; i < people.n; i++) {
		l.p[i] = (struct voice){ people.p[i], STR(""), MOMENT_NONE };
		groups_put(&by_person, people.p[i], 0, i);
	}
	groups_sort(&by_person);
	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next) {
		const struct keyed *signer;
		size_t n;

		if (b->entries[e].type != TYPE_SIGNED || !scene_sees(s, e))
			continue;
		signer = groups_of(&by_person, *entry_people(b, &b->entries[e]).p, &n);
		for (size_t i = 0; i < n; i++)
			l.p[signer[i].value].on = b->entries[e].when;
	}
	groups_release(&by_person);
	return l;
}

static struct voice_list
signed_of(struct voices *v, const struct item *it)
{
	struct voice_list all = voices_of(v, it, VOICES_SIGNERS);
	struct voice_list l = { arena_new(&v->scene->arena, sizeof(*l.p), all.n), 0 };

	for (size_t i = 0; i < all.n; i++)
		if (all.p[i].on.day != DAY_NONE)
			l.p[l.n++] = all.p[i];
	return l;
}

/* Forgets what belongs to another scene. */
static void
begin(struct voices *v)
{
	if (v->number == v->scene->number)
		return;
	cells_clear(&v->at);
	v->n = 0;
	v->number = v->scene->number;
}

static void
find_answers(struct voices *v, const struct item *term)
{
	struct scene *s = v->scene;
	const struct book *b = s->b;
	uint32_t item = (uint32_t)(term - b->item);
	struct moment since = item_made(b, term);

	for (uint32_t e = term->events; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_AMENDED && scene_sees(s, e))
			since = b->entries[e].when;
	for (uint32_t e = term->events; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (entry_answers(b, at) && !moment_before(at->when, since) && scene_sees(s, e))
			cells_put(&v->at, VOICES_ANSWER, item, *entry_people(b, at).p, 0)
			    ->value = e + 1;
	}
	cells_put(&v->at, VOICES_ANSWERS, item, 0, 0)->value = 1;
}

uint32_t
voices_answer(struct voices *v, const struct item *term, uint32_t person)
{
	uint32_t item = (uint32_t)(term - v->scene->b->item);
	const struct cell *c;

	begin(v);
	if (!cells_get(&v->at, VOICES_ANSWERS, item, 0, 0))
		find_answers(v, term);
	c = cells_get(&v->at, VOICES_ANSWER, item, person, 0);
	return c ? c->value - 1 : NONE;
}

struct voice_list
voices_of(struct voices *v, const struct item *it, enum voices_of of)
{
	struct scene *s = v->scene;
	uint32_t item = (uint32_t)(it - s->b->item);
	const struct cell *known;
	struct voice_list l;

	begin(v);
	if ((known = cells_get(&v->at, of, item, 0, 0)))
		return v->list[known->value - 1];
	l = of == VOICES_GAINS     ? gains_of(s, it)
	    : of == VOICES_SIGNERS ? signers_of(s, it)
				   : signed_of(v, it);
	v->list = mem_at_least(v->list, sizeof(*v->list), &v->cap, v->n);
	v->list[v->n++] = l;
	cells_put(&v->at, of, item, 0, 0)->value = (uint32_t)v->n;
	return l;
}
