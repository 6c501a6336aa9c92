#include "book/people.h"

/* The last value of a key in a list of declarations; those of another deal are
 * passed over, those of the deal itself outweigh the others. */
struct str
people_last_value(
    struct book *b, const struct list *list, struct str deal, enum key key, struct str *text)
{
	struct str value[2] = { { NULL, 0 }, { NULL, 0 } }, texts[2] = { { NULL, 0 }, { NULL, 0 } };

	for (uint32_t e = list->first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		bool own = r->deal.n > 0;
		struct str v = record_value(r, key);

		if (own && !str_eq(r->deal, deal))
			continue;
		if (v.n) /* escapes live in the lexer: keep a copy */
			value[own] = arena_str(&b->arena, v);
		if (r->text.n)
			texts[own] = r->text;
	}
	if (text)
		*text = texts[texts[1].n > 0];
	return value[value[1].n > 0];
}

/* What was said of the person for that deal alone, or null. */
static const struct own *
own_of(const struct book *b, uint32_t person, uint32_t deal)
{
	uint32_t n = NAMES_NONE;

	if (b->person[person].own_by_deal && deal != NONE)
		n = names_find(&b->owns, person, b->deal[deal].name);
	return n == NAMES_NONE ? NULL : &b->own[n];
}

enum { SAID = 24 }; /* keys of a who line, and 0 */

/* The place of a key in what was said of somebody, or 0. */
static unsigned
place_of(const struct book *b, enum key key)
{
	unsigned at = b->schema->limits[TYPE_WHO].use_at[key];

	return at < SAID ? at : 0;
}

/* Reads all who lines of a person, once: somebody may be declared in every deal,
 * and drafted to in every deal. */
static void
gather(struct book *b, uint32_t person)
{
	struct person *p = &b->person[person];

	p->said = arena_new(&b->arena, sizeof(*p->said), SAID);
	for (uint32_t e = p->declared.first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		uint32_t own = r->deal.n ? names_find(&b->owns, person, r->deal) : NAMES_NONE;
		struct str **said = own == NAMES_NONE ? &p->said : &b->own[own].said;

		if (r->deal.n && own == NAMES_NONE)
			continue;
		if (!*said)
			*said = arena_new(&b->arena, sizeof(**said), SAID);
		for (enum key k = 0; k < KEY_COUNT; k++) {
			struct str v = place_of(b, k) ? record_value(r, k) : STR("");

			if (v.n) /* escapes live in the lexer: keep a copy */
				(*said)[place_of(b, k)] = arena_str(&b->arena, v);
		}
	}
}

struct str
people_who(struct book *b, uint32_t person, uint32_t deal, enum key key)
{
	unsigned at = place_of(b, key);
	const struct own *own;

	if (!b->person[person].said)
		gather(b, person);
	own = own_of(b, person, deal);
	return own && own->said && own->said[at].n ? own->said[at] : b->person[person].said[at];
}

struct str
people_side(struct book *b, uint32_t person, uint32_t deal)
{
	const struct own *own;

	if (person == NONE || person == b->me)
		return STR("us");
	own = own_of(b, person, deal);
	return own && own->side.n ? own->side : b->person[person].side;
}

struct str
people_prefers(const struct book *b, uint32_t person, uint32_t deal)
{
	const struct own *own = own_of(b, person, deal);

	return own && own->prefers.n ? own->prefers : b->person[person].prefers;
}

bool
people_ours(struct book *b, uint32_t person, uint32_t deal)
{
	if (person != NONE && !b->person[person].own_by_deal)
		return b->person[person].ours;
	return str_eq(people_side(b, person, deal), STR("us"));
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
people_may_see(struct book *b, const struct record *r, uint32_t person, uint32_t deal)
{
	return people_lists(b, record_value(r, KEY_ONLY), person, people_side(b, person, deal));
}
