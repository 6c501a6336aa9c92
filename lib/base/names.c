#include "base/names.h"

#include <stdlib.h>

/* What tells one name from another.  For a name of up to SHORT bytes in scope 0: its bytes,
 * 8 from each end, so that a look-up touches one place in memory.  For any other: a hash,
 * scope and length, and then the name itself is compared. */
struct name_slot {
	uint64_t first, last;
	uint32_t n;      /* length of a short name, or LONG */
	uint32_t number; /* of the name + 1; 0: the slot is free */
};

enum { SHORT = 16, LONG };

static inline struct name_slot
key_of(uint32_t scope, struct str name)
{
	if (scope || name.n > SHORT)
		return (struct name_slot){ names_hash(scope, name),
			(uint64_t)scope << 32 | (uint32_t)name.n, LONG, 0 };
	return (struct name_slot){ names_word(name.p, name.n),
		name.n > 8 ? names_word(name.p + name.n - 8, 8) : 0, (uint32_t)name.n, 0 };
}

/* Where probing starts. */
static inline uint32_t
first_slot(const struct name_slot *k, uint32_t nslots)
{
	return names_scaled(names_spread(k->first, k->last, names_secret()), nslots);
}

/* The slot that holds the name, or the free one where it would go. */
static inline struct name_slot *
slot_of(const struct names *t, const struct name_slot *k, struct str name)
{
	uint32_t i = first_slot(k, t->nslots);

	for (; t->slots[i].number; i = (i + 1) & (t->nslots - 1)) {
		const struct name_slot *s = &t->slots[i];

		if (s->first == k->first && s->last == k->last && s->n == k->n &&
		    (k->n != LONG || names_same(t->entries[s->number - 1], name)))
			break;
	}
	return &t->slots[i];
}

/* Reading the old slots in order fills the new ones in two ascending runs, which is the
 * fastest way through memory. */
static void
grow(struct names *t)
{
	uint32_t nslots = t->nslots ? t->nslots * 2 : 64;
	struct name_slot *slots = mem_zero(sizeof(*slots), nslots);

	for (uint32_t i = 0; i < t->nslots; i++) {
		uint32_t at;

		if (!t->slots[i].number)
			continue;
		at = first_slot(&t->slots[i], nslots);
		while (slots[at].number)
			at = (at + 1) & (nslots - 1);
		slots[at] = t->slots[i];
	}
	free(t->slots);
	t->slots = slots;
	t->nslots = nslots;
	t->cap = nslots / 4 * 3;
	t->entries = mem_grow(t->entries, sizeof(*t->entries), t->cap);
}

uint32_t
names_keep(struct names *t, uint32_t scope, struct str name, struct arena *a)
{
	struct name_slot key = key_of(scope, name);
	struct name_slot *slot;

	if (t->n == t->cap)
		grow(t);
	slot = slot_of(t, &key, name);
	if (!slot->number) {
		if (a)
			name = arena_str(a, name);
		t->entries[t->n] = name;
		*slot = key;
		slot->number = ++t->n;
	}
	return slot->number - 1;
}

uint32_t
names_add(struct names *t, uint32_t scope, struct str name)
{
	return names_keep(t, scope, name, NULL);
}

uint32_t
names_find(const struct names *t, uint32_t scope, struct str name)
{
	struct name_slot key = key_of(scope, name);

	return t->n ? slot_of(t, &key, name)->number - 1 : NAMES_NONE;
}

void
names_fetch(const struct names *t, uint32_t scope, struct str name)
{
	struct name_slot key = key_of(scope, name);

	if (t->n)
		MEM_FETCH(&t->slots[first_slot(&key, t->nslots)]);
}

struct str
names_name(const struct names *t, uint32_t number)
{
	return t->entries[number];
}

void
names_clear(struct names *t)
{
	if (t->n)
		memset(t->slots, 0, sizeof(*t->slots) * t->nslots);
	t->n = 0;
}

void
names_release(struct names *t)
{
	free(t->entries);
	free(t->slots);
	*t = (struct names){ 0 };
}
