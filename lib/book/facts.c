#include "book/facts.h"

#include "book/people.h"

#include <stdlib.h>

void
facts_init(struct facts *f, struct book *b)
{
	size_t n = b->people.n + (size_t)1;

	*f = (struct facts){ .book = b };
	f->stamp = mem_grow(NULL, sizeof(*f->stamp), n);
	memset(f->stamp, 0, n * sizeof(*f->stamp));
	f->people = mem_grow(NULL, sizeof(*f->people), n);
}

void
facts_release(struct facts *f)
{
	free(f->stamp);
	free(f->people);
}

static void
add_person(struct facts *f, uint32_t deal, uint32_t person)
{
	struct str side;

	if (person == NONE || f->stamp[person] == deal + 1)
		return;
	f->stamp[person] = deal + 1;
	side = people_side(f->book, person, deal);
	if (!str_eq(side, STR("us")) && !str_eq(side, STR("neutral")))
		f->people[f->npeople++] = person;
}

static void
add_list(struct facts *f, uint32_t deal, const struct list *list)
{
	const struct book *b = f->book;

	for (uint32_t e = list->first; e != NONE; e = b->entries[e].next) {
		struct refs people = entry_people(b, &b->entries[e]);

		for (uint32_t i = 0; i < people.n; i++)
			add_person(f, deal, people.p[i]);
	}
}

/* A person as sorted by qsort(3), which passes no context. */
struct named {
	struct str name;
	uint32_t person;
};

static int
cmp_named(const void *a, const void *b)
{
	return str_cmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void
sort_people(struct facts *f)
{
	struct named *t = mem_grow(NULL, sizeof(*t), f->npeople + 1);

	for (size_t i = 0; i < f->npeople; i++)
		t[i] = (struct named){ f->book->person[f->people[i]].name, f->people[i] };
	qsort(t, f->npeople, sizeof(*t), cmp_named);
	for (size_t i = 0; i < f->npeople; i++)
		f->people[i] = t[i].person;
	free(t);
}

void
facts_people(struct facts *f, uint32_t deal)
{
	const struct deal *d = &f->book->deal[deal];

	f->npeople = 0;
	add_list(f, deal, &d->contacts);
	add_list(f, deal, &d->others);
	for (uint32_t i = d->items; i != NONE; i = f->book->item[i].next)
		add_person(f, deal, f->book->item[i].person);
	sort_people(f);
}

/* The last value of a key in a list; own: those that name the deal. */
static void
look(struct book *b, const struct list *list, struct str deal, enum key key, struct fact found[2])
{
	found[0] = found[1] = (struct fact){ { NULL, 0 }, NONE };
	for (uint32_t e = list->first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		bool own = r->deal.n > 0;
		struct str v = record_value(r, key);

		if (v.n && (!own || str_eq(r->deal, deal)))
			found[own] = (struct fact){ arena_str(&b->arena, v), e };
	}
}

struct fact
fact_who(struct book *b, uint32_t person, uint32_t deal, enum key key)
{
	struct fact found[2];

	look(b, &b->person[person].declared, b->deal[deal].name, key, found);
	return found[found[1].entry != NONE];
}

struct fact
fact_deal(struct book *b, uint32_t deal, enum key key)
{
	struct fact found[2];

	look(b, &b->deal[deal].declared, b->deal[deal].name, key, found);
	return found[1];
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
