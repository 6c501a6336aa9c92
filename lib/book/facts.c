#include "book/facts.h"

#include "book/people.h"

#include <stdlib.h>

static const enum key who_keys[FACTS_WHO] = { KEY_AUTHORITY, KEY_BOSS, KEY_BRIEFED, KEY_STANCE };

bool
entry_may_say(const struct book *b, const struct entry *e, const enum key *keys, size_t n)
{
	struct str line = lines_str(entry_rest(b, e));
	const char *p = line.p, *end = line.p + line.n;

	for (; (p = memchr(p, ':', (size_t)(end - p))); p++)
		for (size_t i = 0; i < n; i++) {
			struct str key = schema_key_names[keys[i]];

			if ((size_t)(p - line.p) >= key.n && p[-1] == key.p[key.n - 1] &&
			    memcmp(p - key.n, key.p, key.n) == 0)
				return true;
		}
	return false;
}

/* Marks the people of whom a who line may say something that is asked for; few do. */
static bool *
mark_told(const struct book *b)
{
	bool *told = mem_zero(sizeof(*told), b->people.n);

	for (uint32_t i = 0; i < b->nentries; i++) {
		const struct entry *e = &b->entries[i];

		if (e->type == TYPE_WHO && entry_may_say(b, e, who_keys, FACTS_WHO))
			told[e->person] = true;
	}
	return told;
}

static struct facts_who *
nothing_known(size_t n)
{
	struct facts_who *w = mem_grow(NULL, sizeof(*w), n);

	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < FACTS_WHO; k++)
			w[i].fact[k] = (struct fact){ { NULL, 0 }, NONE };
	return w;
}

/* Reads each who line once, however many deals ask for it. */
static void
look_at_person(struct facts *f, uint32_t person)
{
	struct book *b = f->book;

	for (uint32_t e = people_declared(b, person); e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct facts_who *w = &f->known[person];

		if (r->deal.n)
			w = &f->own[people_own(b, person, book_deal(b, r->deal))];
		for (int k = 0; k < FACTS_WHO; k++) {
			struct str v = record_value(r, who_keys[k]);

			if (v.n && !(who_keys[k] == KEY_BOSS && fact_person(b, v) == person))
				w->fact[k] = (struct fact){ arena_str(&b->arena, v), e };
		}
	}
}

void
facts_init(struct facts *f, struct book *b)
{
	bool *told = mark_told(b);

	*f = (struct facts){ .book = b };
	f->known = nothing_known(b->people.n);
	f->own = nothing_known(b->nowns);
	for (uint32_t p = 0; p < b->people.n; p++)
		if (told[p])
			look_at_person(f, p);
	free(told);
	f->stamp = mem_zero(sizeof(*f->stamp), b->people.n);
	f->people = mem_grow(NULL, sizeof(*f->people), b->people.n);
}

void
facts_release(struct facts *f)
{
	free(f->known);
	free(f->own);
	free(f->stamp);
	free(f->people);
}

static void
add_person(struct facts *f, uint32_t deal, uint32_t person)
{
	if (person == NONE || f->stamp[person] == deal + 1)
		return;
	f->stamp[person] = deal + 1;
	if (people_is_party(f->book, person, deal))
		f->people[f->npeople++] = person;
}

static void
add_people(struct facts *f, uint32_t deal, uint32_t entry)
{
	struct refs people = entry_people(f->book, &f->book->entries[entry]);

	for (uint32_t i = 0; i < people.n; i++)
		add_person(f, deal, people.p[i]);
}

static void
add_list(struct facts *f, uint32_t deal, const struct list *list)
{
	for (uint32_t e = list->first; e != NONE; e = f->book->entries[e].next)
		add_people(f, deal, e);
}

/* Sorts them by name. */
static void
sort_people(struct facts *f)
{
	struct str *names = mem_grow(NULL, sizeof(*names), f->npeople);

	for (size_t i = 0; i < f->npeople; i++)
		names[i] = f->book->person[f->people[i]].name;
	keyed_put_in_order(f->people, sizeof(*f->people), names, f->npeople);
	free(names);
}

void
facts_people(struct facts *f, uint32_t deal)
{
	const struct deal *d = &f->book->deal[deal];

	f->npeople = 0;
	add_list(f, deal, &d->contacts);
	add_list(f, deal, &d->others);
	for (uint32_t i = d->items; i != NONE; i = f->book->item[i].next)
		if (f->book->item[i].definition != NONE)
			add_people(f, deal, f->book->item[i].definition);
	sort_people(f);
}

struct fact
facts_who(const struct facts *f, uint32_t person, uint32_t deal, enum key key)
{
	const struct book *b = f->book;
	uint32_t n = people_own(b, person, deal);
	int k = 0;

	while (who_keys[k] != key)
		k++;
	if (n != NONE && f->own[n].fact[k].entry != NONE)
		return f->own[n].fact[k];
	return f->known[person].fact[k];
}

struct fact
fact_deal(struct book *b, uint32_t deal, enum key key)
{
	struct fact found = { { NULL, 0 }, NONE };

	for (uint32_t e = b->deal[deal].declared.first; e != NONE; e = b->entries[e].next) {
		struct str v = record_value(book_record(b, e), key);

		if (v.n)
			found = (struct fact){ arena_str(&b->arena, v), e };
	}
	return found;
}

uint32_t
fact_person(const struct book *b, struct str value)
{
	if (value.n < 2)
		return NONE;
	return book_person(b, (struct str){ value.p + 1, value.n - 1 });
}

bool
fact_mediation(const struct book *b, uint32_t deal)
{
	return str_eq(b->deal[deal].kind, STR("mediation"));
}

bool
fact_good_end(const struct book *b, const struct entry *close)
{
	static const char *const ends[] = { "won", "settled", "paid" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (close->word == book_word(b, str_from(ends[i])))
			return true;
	return false;
}
