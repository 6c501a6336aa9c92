#include "draft/talks.h"

#include <stdlib.h>

void
talks_init(struct talks *t)
{
	*t = (struct talks){ .deal = NONE, .via.entry = NONE, .msgid.entry = NONE };
}

static void
put_in_order(struct talks *t, const struct book *b, uint32_t deal)
{
	uint32_t place = 0;

	t->deal = deal;
	t->veiled = false;
	t->n = 0;
	for (uint32_t i = 0; i < b->deal[deal].nevents; i++)
		t->veiled |= (b->entries[b->deal[deal].events[i]].many & BEARS_ONLY) != 0;
	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		struct refs people = entry_people(b, &b->entries[e]);

		place++;
		for (uint32_t i = 0; i < people.n; i++) {
			t->talk = mem_at_least(t->talk, sizeof(*t->talk), &t->cap, t->n);
			t->talk[t->n++] = (struct keyed){ (uint64_t)people.p[i] << 32 | place, e };
		}
	}
	keyed_sort(t->talk, t->n);
}

/* How many come before the person. */
static size_t
before(const struct talks *t, uint64_t person)
{
	size_t from = 0, end = t->n;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (t->talk[middle].key >> 32 < person)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

const struct keyed *
talks_with(struct talks *t, const struct book *b, uint32_t deal, uint32_t person, size_t *n)
{
	size_t first;

	if (t->deal != deal)
		put_in_order(t, b, deal);
	first = before(t, person);
	*n = before(t, (uint64_t)person + 1) - first;
	return *n ? t->talk + first : NULL;
}

bool
talks_veiled(struct talks *t, const struct book *b, uint32_t deal)
{
	if (t->deal != deal)
		put_in_order(t, b, deal);
	return t->veiled;
}

static struct str
value_of(struct talks *t, struct book *b, struct talk_value *lately, uint32_t entry, enum key key)
{
	if (lately->entry != entry) {
		lately->entry = entry;
		lately->value = arena_str(&t->arena, record_value(book_record(b, entry), key));
	}
	return lately->value;
}

struct str
talks_via(struct talks *t, struct book *b, uint32_t entry)
{
	return value_of(t, b, &t->via, entry, KEY_VIA);
}

struct str
talks_msgid(struct talks *t, struct book *b, uint32_t entry)
{
	return value_of(t, b, &t->msgid, entry, KEY_MSGID);
}

void
talks_release(struct talks *t)
{
	free(t->talk);
	arena_release(&t->arena);
}
