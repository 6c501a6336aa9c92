#include "base/names.h"

#include <stdlib.h>

struct name_entry {
	struct str name;
	uint32_t scope;
};

/* With the hash in it, a name is looked at only where it is the one sought. */
struct name_slot {
	uint32_t hash, number; /* + 1; 0: free */
};

/* The slot that holds the name, or the free one where it would go. */
static inline struct name_slot *
slot_of(const struct names *t, uint32_t hash, uint32_t scope, struct str name)
{
	uint32_t i = hash & (t->nslots - 1);

	for (; t->slots[i].number; i = (i + 1) & (t->nslots - 1)) {
		const struct name_entry *e = &t->entries[t->slots[i].number - 1];

		if (t->slots[i].hash == hash && e->scope == scope && names_same(e->name, name))
			break;
	}
	return &t->slots[i];
}

/* The old slots are read in a row and go to two rows: no other way through memory is
 * as fast. */
static void
grow(struct names *t)
{
	uint32_t nslots = t->nslots ? t->nslots * 2 : 64;
	struct name_slot *slots = mem_grow(NULL, sizeof(*slots), nslots);

	memset(slots, 0, sizeof(*slots) * nslots);
	for (uint32_t i = 0; i < t->nslots; i++) {
		uint32_t at = t->slots[i].hash & (nslots - 1);

		if (!t->slots[i].number)
			continue;
		while (slots[at].number)
			at = (at + 1) & (nslots - 1);
		slots[at] = t->slots[i];
	}
	free(t->slots);
	t->slots = slots;
	t->nslots = nslots;
	t->cap = nslots / 2;
	t->entries = mem_grow(t->entries, sizeof(*t->entries), t->cap);
}

uint32_t
names_keep(struct names *t, uint32_t scope, struct str name, struct arena *a)
{
	uint32_t hash = (uint32_t)names_hash(scope, name);
	struct name_slot *slot;

	if (t->n == t->cap)
		grow(t);
	slot = slot_of(t, hash, scope, name);
	if (!slot->number) {
		if (a)
			name = arena_str(a, name);
		t->entries[t->n] = (struct name_entry){ name, scope };
		*slot = (struct name_slot){ hash, ++t->n };
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
	if (t->n == 0)
		return NAMES_NONE;
	return slot_of(t, (uint32_t)names_hash(scope, name), scope, name)->number - 1;
}

struct str
names_name(const struct names *t, uint32_t number)
{
	return t->entries[number].name;
}

void
names_release(struct names *t)
{
	free(t->entries);
	free(t->slots);
	*t = (struct names){ 0 };
}
