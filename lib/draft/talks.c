#include "draft/talks.h"

#include <stdlib.h>

void
talks_init(struct talks *t)
{
	*t = (struct talks){ .deal = NONE };
}

static void
read_deal(struct talks *t, const struct book *b, uint32_t deal)
{
	uint64_t place = 0;

	t->deal = deal;
	groups_clear(&t->with);
	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		struct refs people = entry_people(b, &b->entries[e]);

		for (uint32_t i = 0; i < people.n; i++)
			groups_put(&t->with, people.p[i], place, e);
		if (!people.n)
			groups_put(&t->with, b->people.n, place, e);
		place++;
	}
	groups_sort(&t->with);
}

/* Merges somebody's n with everybody's m, in order. */
static const struct keyed *
merge(struct talks *t, const struct keyed *own, size_t n, const struct keyed *all, size_t m)
{
	struct keyed *to;

	t->merged = mem_at_least(t->merged, sizeof(*t->merged), &t->merged_cap, n + m);
	to = t->merged;
	while (n && m)
		if ((own->key & PLACE_MASK) < (all->key & PLACE_MASK)) {
			*to++ = *own++;
			n--;
		} else {
			*to++ = *all++;
			m--;
		}
	for (; n; n--)
		*to++ = *own++;
	for (; m; m--)
		*to++ = *all++;
	return t->merged;
}

const struct keyed *
talks_with(struct talks *t, const struct book *b, uint32_t deal, uint32_t person, size_t *n)
{
	const struct keyed *own, *all;
	size_t m;

	if (t->deal != deal)
		read_deal(t, b, deal);
	own = groups_of(&t->with, person, n);
	all = groups_of(&t->with, b->people.n, &m);
	if (!m)
		return own;
	own = merge(t, own, *n, all, m);
	*n += m;
	return own;
}

static struct str
value_of(struct talks *t, struct book *b, uint32_t entry, enum key key)
{
	struct cell *c = cells_put(&t->read, key, entry, 0, 0);

	if (!c->value) {
		t->value = mem_at_least(t->value, sizeof(*t->value), &t->cap, t->nvalues);
		t->value[t->nvalues++] = arena_str(
		    &t->arena, record_value(book_record(b, entry), key));
		c->value = (uint32_t)t->nvalues;
	}
	return t->value[c->value - 1];
}

struct str
talks_via(struct talks *t, struct book *b, uint32_t entry)
{
	return value_of(t, b, entry, KEY_VIA);
}

struct str
talks_msgid(struct talks *t, struct book *b, uint32_t entry)
{
	return value_of(t, b, entry, KEY_MSGID);
}

void
talks_release(struct talks *t)
{
	groups_release(&t->with);
	free(t->merged);
	cells_release(&t->read);
	free(t->value);
	arena_release(&t->arena);
}
