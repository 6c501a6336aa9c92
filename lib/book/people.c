#include "book/people.h"

#include "book/order.h"

#include <stdlib.h>

/* Is the entry not before the one that last stated a value?  Then it does so now. */
static bool
is_later(const struct book *b, uint32_t entry, uint32_t *by)
{
	if (*by != NONE && entry_cmp(b, entry, *by) < 0)
		return false;
	*by = entry;
	return true;
}

/* Adds what another book knows of somebody. */
static void
add_told(const struct book *b, struct told *to, const struct told *said)
{
	if (said->side_by != NONE && is_later(b, said->side_by, &to->side_by))
		to->side = said->side;
	if (said->prefers_by != NONE && is_later(b, said->prefers_by, &to->prefers_by))
		to->prefers = said->prefers;
}

/* Nearly all sides are the first two. */
static uint32_t
side_number(struct book *b, struct str side)
{
	if (names_same(side, STR("them")))
		return SIDES_THEM;
	if (names_same(side, STR("us")))
		return SIDES_US;
	return names_keep(&b->sides, 0, side, &b->called);
}

void
people_told(struct book *b, uint32_t person, const struct told *said)
{
	add_told(b, &b->person[person].told, said);
}

void
people_learn(struct book *b, uint32_t deal, uint32_t entry, const struct record *r)
{
	struct told said = { SIDES_THEM, NONE, NONE, 0 };
	uint32_t person = b->entries[entry].person;

	for (size_t i = 0; i < r->nattrs; i++) {
		if (r->attrs[i].key == KEY_SIDE) {
			said.side = side_number(b, r->attrs[i].value);
			said.side_by = entry;
		} else if (r->attrs[i].key == KEY_PREFERS) {
			said.prefers = book_word(b, r->attrs[i].value);
			said.prefers_by = entry;
		}
	}
	if (!r->deal.n) {
		add_told(b, &b->person[person].told, &said);
		return;
	}
	b->person[person].own_by_deal = true;
	b->own = mem_at_least(b->own, sizeof(*b->own), &b->own_cap, b->nowns);
	b->own[b->nowns++] = (struct own){ deal, person, said };
}

void
people_learn_deal(
    struct book *b, uint32_t deal, uint32_t entry, const struct record *r, struct str text)
{
	struct deal *d = &b->deal[deal];
	struct str kind = record_value(r, KEY_KIND), via = record_value(r, KEY_VIA);

	if (kind.n && is_later(b, entry, &d->kind_by))
		d->kind = arena_str(&b->arena, kind);
	if (via.n && is_later(b, entry, &d->via_by))
		d->via = arena_str(&b->arena, via);
	if (text.n && is_later(b, entry, &d->title_by))
		d->title = text;
}

void
people_told_deal(struct book *b, uint32_t deal, const struct deal *said)
{
	struct deal *d = &b->deal[deal];

	if (said->kind_by != NONE && is_later(b, said->kind_by, &d->kind_by))
		d->kind = said->kind;
	if (said->via_by != NONE && is_later(b, said->via_by, &d->via_by))
		d->via = said->via;
	if (said->title_by != NONE && is_later(b, said->title_by, &d->title_by))
		d->title = said->title;
}

static uint64_t
own_key(const struct own *o)
{
	return (uint64_t)o->deal << 32 | o->person;
}

/* Sorts them by deal and person, which is mostly how they come. */
static void
sort_owns(struct book *b)
{
	struct keyed *k;
	struct own *sorted;
	uint32_t i = 1;

	while (i < b->nowns && own_key(&b->own[i - 1]) <= own_key(&b->own[i]))
		i++;
	if (i >= b->nowns)
		return;
	k = mem_grow(NULL, sizeof(*k), b->nowns);
	sorted = mem_grow(NULL, sizeof(*sorted), b->nowns);
	for (i = 0; i < b->nowns; i++)
		k[i] = (struct keyed){ own_key(&b->own[i]), i };
	keyed_sort(k, b->nowns);
	for (i = 0; i < b->nowns; i++)
		sorted[i] = b->own[k[i].value];
	free(k);
	free(b->own);
	b->own = sorted;
}

/* Makes one of each deal and person, and notes where each deal's are. */
static void
ready_owns(struct book *b)
{
	uint32_t n = 0;

	sort_owns(b);
	for (uint32_t i = 0; i < b->nowns; i++) {
		struct own *o = &b->own[i];
		struct deal *d = &b->deal[o->deal];

		if (n && own_key(o) == own_key(&b->own[n - 1])) {
			add_told(b, &b->own[n - 1].told, &o->told);
			continue;
		}
		if (!d->nown++)
			d->own = n;
		b->own[n++] = *o;
	}
	b->nowns = n;
}

void
people_ready(struct book *b)
{
	ready_owns(b);
	for (uint32_t i = 0; i < b->people.n; i++) {
		struct person *p = &b->person[i];

		if (p->away.n > 1)
			list_sort(b, &p->away);
		p->ours = i == b->me || p->told.side == SIDES_US;
	}
}

uint32_t
people_declared(struct book *b, uint32_t person)
{
	struct person *p = &b->person[person];

	if (!p->in_order)
		list_sort(b, &p->declared);
	p->in_order = true;
	return p->declared.first;
}

uint32_t
people_own(const struct book *b, uint32_t person, uint32_t deal)
{
	uint32_t from, end;

	if (deal == NONE || !b->person[person].own_by_deal)
		return NONE;
	from = b->deal[deal].own;
	end = from + b->deal[deal].nown;
	while (from < end) {
		uint32_t middle = from + (end - from) / 2;

		if (b->own[middle].person == person)
			return middle;
		if (b->own[middle].person < person)
			from = middle + 1;
		else
			end = middle;
	}
	return NONE;
}

enum { SAID = 24 }; /* keys of a who line, and 0 */

/* The position of a key in what is said of somebody, or 0. */
static unsigned
place_of(const struct book *b, enum key key)
{
	unsigned at = b->schema->limits[TYPE_WHO].use_at[key];

	return at < SAID ? at : 0;
}

/* Reads all who lines of a person, once: somebody may be declared, and written to, in every
 * deal. */
static void
gather(struct book *b, uint32_t person)
{
	b->said[person] = arena_new(&b->arena, sizeof(**b->said), SAID);
	for (uint32_t e = people_declared(b, person); e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		uint32_t own = r->deal.n ? people_own(b, person, book_deal(b, r->deal)) : NONE;
		struct str **said = &b->said[own == NONE ? person : b->people.n + own];

		if (!*said)
			*said = arena_new(&b->arena, sizeof(**said), SAID);
		for (const struct attr *a = r->attrs; a < r->attrs + r->nattrs; a++)
			if (place_of(b, a->key)) /* the value may be the lexer's: keep a copy */
				(*said)[place_of(b, a->key)] = arena_str(&b->arena, a->value);
	}
}

struct str
people_who(struct book *b, uint32_t person, uint32_t deal, enum key key)
{
	unsigned at = place_of(b, key);
	uint32_t own;

	if (!b->said)
		b->said = mem_zero(sizeof(*b->said), (size_t)b->people.n + b->nowns);
	if (!b->said[person])
		gather(b, person);
	own = people_own(b, person, deal);
	if (own != NONE && b->said[b->people.n + own] && b->said[b->people.n + own][at].n)
		return b->said[b->people.n + own][at];
	return b->said[person][at];
}

/* Whoever isn't known is one of us. */
static uint32_t
side_of(const struct book *b, uint32_t person, uint32_t deal)
{
	uint32_t own;

	if (person == NONE || person == b->me)
		return SIDES_US;
	own = people_own(b, person, deal);
	return own != NONE && b->own[own].told.side_by != NONE ? b->own[own].told.side
							       : b->person[person].told.side;
}

struct str
people_side(const struct book *b, uint32_t person, uint32_t deal)
{
	return names_name(&b->sides, side_of(b, person, deal));
}

bool
people_is_party(const struct book *b, uint32_t person, uint32_t deal)
{
	struct str side = people_side(b, person, deal);

	return !str_eq(side, STR("us")) && !str_eq(side, STR("neutral"));
}

struct str
people_prefers(const struct book *b, uint32_t person, uint32_t deal)
{
	uint32_t own = people_own(b, person, deal);
	uint8_t all = b->person[person].told.prefers;
	uint8_t word = own == NONE || !b->own[own].told.prefers ? all : b->own[own].told.prefers;

	return word ? schema_word(b->schema, word - 1u) : STR("");
}

bool
people_ours(const struct book *b, uint32_t person, uint32_t deal)
{
	if (person != NONE && !b->person[person].own_by_deal)
		return b->person[person].ours;
	return side_of(b, person, deal) == SIDES_US;
}

bool
people_names_others(const struct book *b, struct refs people, uint32_t deal)
{
	for (uint32_t i = 0; i < people.n; i++)
		if (!people_ours(b, people.p[i], deal))
			return true;
	return false;
}

bool
people_lists(const struct book *b, struct str list, uint32_t person, struct str side)
{
	if (!list.n)
		return true;
	do {
		struct str who = str_cut(&list, ',');

		if (*who.p == '@' ? book_person(b, (struct str){ who.p + 1, who.n - 1 }) == person
				  : str_eq(who, side))
			return true;
	} while (list.p);
	return false;
}

bool
people_may_see(const struct book *b, const struct record *r, uint32_t person, uint32_t deal)
{
	return people_lists(b, record_value(r, KEY_ONLY), person, people_side(b, person, deal));
}
