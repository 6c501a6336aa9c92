#include "base/names.h"

#include <stdlib.h>

struct name_entry {
	struct str name;
	uint32_t scope, hash;
};

/* The slot that holds the name, or the free one where it would go. */
static inline uint32_t *
slot_of(const struct names *t, uint32_t hash, uint32_t scope, struct str name)
{
	uint32_t i = hash & (t->nslots - 1);

	while (t->slots[i]) {
		const struct name_entry *e = &t->entries[t->slots[i] - 1];

		if (e->hash == hash && e->scope == scope && names_same(e->name, name))
			break;
		i = (i + 1) & (t->nslots - 1);
	}
	return &t->slots[i];
}

static void
grow(struct names *t)
{
	uint32_t nslots = t->nslots ? t->nslots * 2 : 64;

	t->cap = nslots / 2;
	t->entries = mem_grow(t->entries, sizeof(*t->entries), t->cap);
	free(t->slots);
	t->slots = mem_grow(NULL, sizeof(*t->slots), nslots);
	memset(t->slots, 0, sizeof(*t->slots) * nslots);
	t->nslots = nslots;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t at = t->entries[i].hash & (nslots - 1);

		while (t->slots[at])
			at = (at + 1) & (nslots - 1);
		t->slots[at] = i + 1;
	}
}

uint32_t
names_keep(struct names *t, uint32_t scope, struct str name, struct arena *a)
{
	uint32_t hash = (uint32_t)names_hash(scope, name);
	uint32_t *slot;

	if (t->n == t->cap)
		grow(t);
	slot = slot_of(t, hash, scope, name);
	if (!*slot) {
		if (a)
			name = arena_str(a, name);
		t->entries[t->n] = (struct name_entry){ name, scope, hash };
		*slot = ++t->n;
	}
	return *slot - 1;
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
	return *slot_of(t, (uint32_t)names_hash(scope, name), scope, name) - 1;
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
