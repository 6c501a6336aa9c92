/* book.h: names and their numbers. */
#include "book/book.h"

#include <stdlib.h>

enum {
	FEW_ITEMS = 2, /* up to that many items of a deal are searched one by one */
	ID_SHORT = 8,
	LATELY_BITS = 7
};

_Static_assert(BOOK_LATELY == 1 << LATELY_BITS, "a hash of so many bits is a number of lately");

/* An item of a deal, by id: by the bytes of an id of up to ID_SHORT bytes, or by a hash, so
 * that items can mostly be found without looking at them. */
struct id_slot {
	uint32_t low, high; /* halves of id_word() */
	uint32_t number;    /* + 1; 0: the slot is free */
};

/* Numbers the re: words as bits, in the schema's order, from 1. */
void
book_ready_words(struct book *b)
{
	const char *list = schema_kinds[KIND_RE].words;
	struct str w;

	for (uint8_t bit = 1; (w = schema_next_word(&list)).n; bit++)
		b->re_bits[book_word(b, w) - 1] = bit;
}

uint8_t
book_word(const struct book *b, struct str word)
{
	char copy[SCHEMA_WORD_MAX] = { 0 };

	if (!schema_fits(word))
		return 0;
	memcpy(copy, word.p, word.n);
	return (
	    uint8_t)(schema_look_up(&b->schema->words, schema_print((struct str){ copy, word.n })) +
		     1);
}

uint32_t
book_re_bits(const struct book *b, struct str words)
{
	uint32_t bits = 0;

	while (words.p) {
		uint8_t number = book_word(b, str_cut(&words, ','));

		if (number && b->re_bits[number - 1])
			bits |= UINT32_C(1) << (b->re_bits[number - 1] - 1);
	}
	return bits;
}

/* Where a name of up to 16 bytes is or would be, and whether it is there; *key is what to
 * put there if it isn't. */
static struct book_lately *
lately(struct book_lately *table, struct str s, struct book_lately *key, bool *known)
{
	struct book_lately *at;
	size_t half = s.n < 8 ? s.n : 8;

	*key = (struct book_lately){ names_word(s.p, half), names_word(s.p + s.n - half, half),
		(uint32_t)s.n, 0 };
	at = &table[(key->first + key->last * 3) * NAMES_MULTIPLIER >> (64 - LATELY_BITS)];
	*known = at->first == key->first && at->last == key->last && at->n == key->n;
	return at;
}

uint32_t
book_re_bits_again(struct book *b, struct str words)
{
	struct book_lately key, *at;
	bool known;

	if (words.n - 1 >= 16)
		return book_re_bits(b, words);
	at = lately(b->words, words, &key, &known);
	if (!known) {
		key.number = book_re_bits(b, words);
		*at = key;
	}
	return at->number;
}

uint32_t
book_add_deal(struct book *b, struct str name)
{
	uint32_t before = b->deals.n, d;

	if (b->last_deal != NONE && names_same((struct str){ b->last_name, b->last_length }, name))
		return b->last_deal;
	d = b->last_deal = names_keep(&b->deals, 0, name, &b->called);
	if (name.n)
		memcpy(b->last_name, name.p, name.n);
	b->last_length = name.n;
	if (d < before)
		return d;
	b->deal = mem_at_least(b->deal, sizeof(*b->deal), &b->deal_cap, d);
	b->deal[d] = (struct deal){ .name = names_name(&b->deals, d),
		.declared = { NONE, 0 },
		.contacts = { NONE, 0 },
		.closes = { NONE, 0 },
		.others = { NONE, 0 },
		.items = NONE,
		.title_by = NONE,
		.via_by = NONE,
		.kind_by = NONE,
		.closed = MOMENT_NONE };
	return d;
}

static uint32_t
add_person(struct book *b, struct str name)
{
	uint32_t before = b->people.n, p;

	if (str_eq(name, STR("me")))
		name = b->me_name;
	p = names_keep(&b->people, 0, name, &b->called);
	if (p < before)
		return p;
	b->person = mem_at_least(b->person, sizeof(*b->person), &b->person_cap, p);
	b->person[p] = (struct person){ .name = names_name(&b->people, p),
		.declared = { NONE, 0 },
		.away = { NONE, 0 },
		.told = { SIDES_THEM, NONE, NONE, 0 } };
	return p;
}

uint32_t
book_add_person(struct book *b, struct str name)
{
	struct book_lately key, *at;
	bool known;

	if (name.n - 1 >= 16)
		return add_person(b, name);
	at = lately(b->lately, name, &key, &known);
	if (!known) {
		key.number = add_person(b, name);
		*at = key;
	}
	return at->number;
}

/* The bytes of a short id, which are ASCII and never NUL; a hash of a longer one.  No two
 * short ids have the same word, nor have a short and a long one. */
static inline uint64_t
id_word(struct str id)
{
	uint64_t word = 0;

	if (id.n > ID_SHORT)
		return names_hash(0, id) | UINT64_C(1) << 63;
	for (size_t i = 0; i < id.n; i++)
		word = word << 8 | (unsigned char)id.p[i];
	return word;
}

/* Where probing starts. */
static inline uint32_t
first_slot(const struct deal *d, uint64_t word)
{
	return names_scaled(names_spread(word, 0, names_secret()), d->nslots);
}

/* The item of the deal with that id, or NONE; *slot is where its number goes, null if the
 * items are few and there are no slots. */
static uint32_t
find_item(const struct book *b, const struct deal *d, struct str id, struct id_slot **slot)
{
	uint64_t word;
	uint32_t at, i;

	*slot = NULL;
	if (!d->nslots) {
		for (i = d->items; i != NONE && !names_same(item_id(&b->item[i]), id);)
			i = b->item[i].next;
		return i;
	}
	word = id_word(id);
	for (at = first_slot(d, word);; at++) {
		struct id_slot *s = *slot = &d->by_id[at & (d->nslots - 1)];

		if (!s->number)
			return NONE;
		if (s->low == (uint32_t)word && s->high == word >> 32 &&
		    (id.n <= ID_SHORT || names_same(item_id(&b->item[s->number - 1]), id)))
			return s->number - 1;
	}
}

static struct id_slot
id_slot(struct str id, uint32_t item)
{
	uint64_t word = id_word(id);

	return (struct id_slot){ (uint32_t)word, (uint32_t)(word >> 32), item + 1 };
}

/* Puts it into the first free slot. */
static void
put_slot(struct deal *d, const struct id_slot *s)
{
	uint32_t at = first_slot(d, (uint64_t)s->high << 32 | s->low);

	while (d->by_id[at & (d->nslots - 1)].number)
		at++;
	d->by_id[at & (d->nslots - 1)] = *s;
}

/* Makes the first slots of a deal, or twice as many. */
static void
grow_slots(struct book *b, struct deal *d)
{
	struct id_slot *old = d->by_id;
	uint32_t n = d->nslots;

	d->nslots = n ? n * 2 : 4 * FEW_ITEMS;
	d->by_id = mem_zero(sizeof(*d->by_id), d->nslots);
	for (uint32_t i = 0; i < n; i++)
		if (old[i].number)
			put_slot(d, &old[i]);
	for (uint32_t i = n ? NONE : d->items; i != NONE; i = b->item[i].next) {
		struct id_slot s = id_slot(item_id(&b->item[i]), i);

		put_slot(d, &s);
	}
	free(old);
}

void
book_fetch_item(const struct book *b, uint32_t deal, struct str id)
{
	const struct deal *d = &b->deal[deal];

	if (d->nslots)
		MEM_FETCH(&d->by_id[first_slot(d, id_word(id)) & (d->nslots - 1)]);
}

uint32_t
book_add_item(struct book *b, uint32_t deal, struct str id, struct str kept)
{
	struct deal *d = &b->deal[deal];
	struct id_slot *slot;
	uint32_t i = find_item(b, d, id, &slot);

	if (i != NONE)
		return i;
	i = b->nitems++;
	if (slot)
		*slot = id_slot(id, i);
	b->item = mem_at_least(b->item, sizeof(*b->item), &b->item_cap, i);
	b->item[i] = (struct item){ .id_p = kept.p ? kept.p : arena_str(&b->arena, id).p,
		.id_n = (uint8_t)id.n,
		.next = d->items,
		.deal = deal,
		.events = NONE,
		.definition = NONE,
		.person = NONE,
		.to = NONE,
		.parent = NONE,
		.child = NONE,
		.sibling = NONE,
		.state = STATE_UNDEFINED };
	d->items = i;
	if (++d->nitems > FEW_ITEMS && d->nitems > d->nslots / 4 * 3)
		grow_slots(b, d);
	return i;
}

void
deal_renumber(struct deal *d, const uint32_t *number)
{
	for (uint32_t i = 0; i < d->nslots; i++)
		if (d->by_id[i].number)
			d->by_id[i].number = number[d->by_id[i].number - 1] + 1;
}

uint32_t
book_item(const struct book *b, uint32_t deal, struct str id)
{
	struct id_slot *slot;

	return deal == NONE ? NONE : find_item(b, &b->deal[deal], id, &slot);
}

uint32_t
book_deal(const struct book *b, struct str name)
{
	return names_find(&b->deals, 0, name);
}

uint32_t
book_person(const struct book *b, struct str name)
{
	return names_find(&b->people, 0, str_eq(name, STR("me")) ? b->me_name : name);
}
