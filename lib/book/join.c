#include "book/join.h"

#include "book/people.h"

#include <stdlib.h>

/* The numbers that what is moved gets in the other book. */
struct move {
	struct book *to, *from;
	uint32_t *deals, *people, *items, *sides, *files; /* by old number */
	uint32_t entries, refs;                           /* to be added */
	struct lines_moved lines;
	uint32_t old_deals; /* deals below this number were known before */
};

/* Memory is fetched that many items ahead. */
enum { AHEAD_OF = 8 };

static uint32_t *
room(uint32_t n)
{
	return mem_grow(NULL, sizeof(uint32_t), n);
}

static uint32_t
moved(const uint32_t *numbers, uint32_t n)
{
	return n == NONE ? NONE : numbers[n];
}

static uint32_t
moved_entry(const struct move *m, uint32_t entry)
{
	return entry == NONE ? NONE : entry + m->entries;
}

/* Adds the names; returns their new numbers. */
static uint32_t *
move_names(struct names *to, const struct names *from, struct arena *a)
{
	uint32_t *numbers = room(from->n);

	for (uint32_t i = 0; i < from->n; i++)
		numbers[i] = names_keep(to, 0, names_name(from, i), a);
	return numbers;
}

static void
move_spans(struct move *m)
{
	struct book *to = m->to, *from = m->from;

	for (size_t i = 0; i < from->nspans; i++) {
		struct book_span s = { from->spans[i].first + m->lines.number,
			m->files[from->spans[i].file] };

		if (to->nspans && to->spans[to->nspans - 1].file == s.file)
			continue;
		to->spans = mem_at_least(to->spans, sizeof(*to->spans), &to->span_cap, to->nspans);
		to->spans[to->nspans++] = s;
	}
	if (to->nspans)
		to->last_file = names_name(&to->files, to->spans[to->nspans - 1].file);
}

static void
move_people(struct move *m)
{
	uint32_t n = m->from->people.n;

	m->people = room(n);
	for (uint32_t i = 0; i < n; i++) {
		if (i + AHEAD_OF < n)
			names_fetch(&m->to->people, 0, m->from->person[i + AHEAD_OF].name);
		m->people[i] = book_add_person(m->to, m->from->person[i].name);
	}
}

static void
move_deals(struct move *m)
{
	uint32_t n = m->from->deals.n;

	m->old_deals = m->to->deals.n;
	m->deals = room(n);
	for (uint32_t i = 0; i < n; i++) {
		if (i + AHEAD_OF < n)
			names_fetch(&m->to->deals, 0, m->from->deal[i + AHEAD_OF].name);
		m->deals[i] = book_add_deal(m->to, m->from->deal[i].name);
	}
}

/* Adds an item that the other book doesn't know. */
static uint32_t
move_item(struct move *m, const struct item *it)
{
	struct book *b = m->to;
	uint32_t n = b->nitems++;

	b->item = mem_at_least(b->item, sizeof(*b->item), &b->item_cap, n);
	b->item[n] = *it;
	b->item[n].deal = m->deals[it->deal];
	b->item[n].next = moved(m->items, it->next); /* which was added before it */
	b->item[n].definition = moved_entry(m, it->definition);
	b->item[n].dated_by = moved_entry(m, it->dated_by);
	b->item[n].person = moved(m->people, it->person);
	b->item[n].to = moved(m->people, it->to);
	b->item[n].id_p = lines_moved_str(&m->lines, item_id(it)).p;
	b->item[n].text = lines_moved(&m->lines, it->text);
	return n;
}

/* Fetches the deal of an item that comes soon and, for one that comes sooner, the place to
 * look it up. */
static void
fetch_items(const struct move *m, uint32_t i)
{
	const struct book *to = m->to, *from = m->from;

	if (i + 2 * AHEAD_OF < from->nitems)
		MEM_FETCH(&to->deal[m->deals[from->item[i + 2 * AHEAD_OF].deal]].by_id);
	if (i + AHEAD_OF < from->nitems) {
		const struct item *it = &from->item[i + AHEAD_OF];

		if (m->deals[it->deal] < m->old_deals)
			book_fetch_item(to, m->deals[it->deal], item_id(it));
	}
}

/* Moves the items; for a deal that was new, with the tables to find them by. */
static void
move_items(struct move *m)
{
	struct book *to = m->to, *from = m->from;

	m->items = room(from->nitems);
	for (uint32_t i = 0; i < from->nitems; i++) {
		const struct item *it = &from->item[i];
		struct str id = lines_moved_str(&m->lines, item_id(it));

		fetch_items(m, i);
		m->items[i] = m->deals[it->deal] >= m->old_deals
				  ? move_item(m, it)
				  : book_add_item(to, m->deals[it->deal], id, id);
	}
	for (uint32_t i = 0; i < from->deals.n; i++) {
		struct deal *d = &from->deal[i], *new = &to->deal[m->deals[i]];

		if (m->deals[i] < m->old_deals)
			continue;
		deal_renumber(d, m->items);
		new->items = moved(m->items, d->items);
		new->by_id = d->by_id;
		new->nitems = d->nitems;
		new->nslots = d->nslots;
		d->by_id = NULL;
	}
}

static void
move_refs(struct move *m)
{
	struct book *to = m->to, *from = m->from;

	m->refs = to->nrefs;
	if (!from->nrefs)
		return;
	to->refs = mem_at_least(
	    to->refs, sizeof(*to->refs), &to->ref_cap, (size_t)to->nrefs + from->nrefs);
	memcpy(to->refs + to->nrefs, from->refs, sizeof(*to->refs) * from->nrefs);
	to->nrefs += from->nrefs;
}

/* Moves what an entry refers to: one thing by its number, several by a list. */
static uint32_t
move_ref(const struct move *m, uint32_t ref, bool many, const uint32_t *numbers)
{
	uint32_t *list;

	if (!many)
		return moved(numbers, ref);
	ref += m->refs;
	list = m->to->refs + ref;
	for (uint32_t i = 1; i <= *list; i++)
		list[i] = numbers[list[i]];
	return ref;
}

static void
move_entries(struct move *m)
{
	struct book *to = m->to, *from = m->from;
	struct entry *e;

	if (!from->nentries)
		return;
	to->entries = mem_at_least(to->entries, sizeof(*to->entries), &to->entry_cap,
	    (size_t)to->nentries + from->nentries);
	e = to->entries + to->nentries;
	memcpy(e, from->entries, sizeof(*e) * from->nentries);
	to->nentries += from->nentries;
	for (const struct entry *end = e + from->nentries; e < end; e++) {
		e->line += m->lines.number;
		e->next = m->deals[e->next];
		e->person = move_ref(m, e->person, e->many & MANY_PEOPLE, m->people);
		if (e->many & NO_ITEMS)
			e->item = m->deals[e->item];
		else
			e->item = move_ref(m, e->item, e->many & MANY_ITEMS, m->items);
	}
}

/* Moves what was learned about items already known: the first in order defines each.  The
 * other book is slow to reach, so it is only read if there is something to learn. */
static void
learn_items(struct move *m)
{
	struct book *to = m->to;

	for (uint32_t i = 0; i < m->from->nitems; i++) {
		const struct item *learned = &m->from->item[i];
		uint32_t definition = moved_entry(m, learned->definition);
		struct item *it, was;

		if (definition == NONE || m->deals[learned->deal] >= m->old_deals)
			continue;
		it = &to->item[m->items[i]];
		if (it->definition != NONE && entry_cmp(to, definition, it->definition) >= 0)
			continue;
		was = *it;
		*it = *learned;
		it->text = lines_moved(&m->lines, it->text);
		it->id_p = was.id_p;
		it->deal = was.deal;
		it->next = was.next;
		it->definition = it->dated_by = definition;
		it->person = moved(m->people, it->person);
		it->to = moved(m->people, it->to);
	}
}

static struct told
move_told(const struct move *m, const struct told *t)
{
	return (struct told){ m->sides[t->side], moved_entry(m, t->side_by),
		moved_entry(m, t->prefers_by), t->prefers };
}

/* Moves what was learned about people and deals. */
static void
learn_declared(struct move *m)
{
	struct book *to = m->to, *from = m->from;

	for (uint32_t i = 0; i < from->people.n; i++) {
		const struct person *p = &from->person[i];
		struct told t;

		if (p->own_by_deal)
			to->person[m->people[i]].own_by_deal = true;
		if (p->told.side_by == NONE && p->told.prefers_by == NONE)
			continue;
		t = move_told(m, &p->told);
		people_told(to, m->people[i], &t);
	}
	for (uint32_t i = 0; i < from->nowns; i++) {
		const struct own *o = &from->own[i];

		to->own = mem_at_least(to->own, sizeof(*to->own), &to->own_cap, to->nowns);
		to->own[to->nowns++] = (struct own){ m->deals[o->deal], m->people[o->person],
			move_told(m, &o->told) };
	}
	for (uint32_t i = 0; i < from->deals.n; i++) {
		struct deal d = from->deal[i];

		if (d.title_by == NONE && d.via_by == NONE && d.kind_by == NONE)
			continue;
		d.title = lines_moved_str(&m->lines, d.title);
		d.title_by = moved_entry(m, d.title_by);
		d.via_by = moved_entry(m, d.via_by);
		d.kind_by = moved_entry(m, d.kind_by);
		people_told_deal(to, m->deals[i], &d);
	}
}

void
book_join(struct book *to, struct book *from)
{
	struct move m = { .to = to, .from = from, .entries = to->nentries };

	m.files = move_names(&to->files, &from->files, &to->called);
	m.sides = move_names(&to->sides, &from->sides, &to->called);
	m.lines = lines_join(&to->lines, &from->lines);
	move_spans(&m);
	move_people(&m);
	move_deals(&m);
	move_items(&m);
	move_refs(&m);
	move_entries(&m);
	learn_items(&m);
	learn_declared(&m);
	arena_join(&to->arena, &from->arena);
	book_clear(from);
	free(m.deals);
	free(m.people);
	free(m.items);
	free(m.sides);
	free(m.files);
}
