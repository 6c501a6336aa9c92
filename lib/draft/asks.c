#include "draft/asks.h"

#include "book/holds.h"
#include "book/item.h"
#include "book/people.h"

#include <stdlib.h>

struct asks_line {
	struct book *b; /* for the comparison */
	uint32_t deal;  /* in asks.deals; then, once that is ready, in the book */
	uint32_t person;
	uint32_t rule; /* in asks.rules */
	struct str id; /* empty: no item */
	struct str via;
	uint8_t kind;
	bool again, rest; /* as in struct ask */
};

/* Cells.  CHASED: (the whole of a part that a line chases, the line's person) -> the first
 * such line + 1.  SKIPPED: (rule, person, item) -> the last skip + 1. */
enum { CHASED = 1, SKIPPED };

void
asks_init(struct asks *a, struct book *b)
{
	*a = (struct asks){ .b = b };
}

void
asks_release(struct asks *a)
{
	names_release(&a->deals);
	names_release(&a->rules);
	arena_release(&a->arena);
	free(a->line);
}

/* nth:2/4 means it is asked again. */
static bool
is_again(struct str nth)
{
	return nth.n && !str_starts(nth, STR("1/"));
}

static void
add_line(struct asks *a, const struct record *r, uint32_t person, enum draft_kind kind)
{
	struct str id = r->nids ? r->ids[0] : STR("");

	a->line = mem_at_least(a->line, sizeof(*a->line), &a->cap, a->nlines);
	a->line[a->nlines++] = (struct asks_line){ .b = a->b,
		.deal = names_keep(&a->deals, 0, r->deal, &a->arena),
		.person = person,
		.rule = names_keep(&a->rules, 0, record_value(r, KEY_RULE), &a->arena),
		.id = arena_str(&a->arena, id),
		.via = arena_str(&a->arena, record_value(r, KEY_VIA)),
		.kind = (uint8_t)kind,
		.again = is_again(record_value(r, KEY_NTH)) };
}

void
asks_add(struct asks *a, const struct record *r)
{
	struct str list;
	uint32_t bits;

	if (r->type != TYPE_DUE || !str_eq(record_value(r, KEY_ACT), STR("write")))
		return;
	list = record_value(r, KEY_RE);
	bits = list.n ? book_re_bits(a->b, list) : UINT32_C(1) << DRAFT_OTHER;
	for (size_t i = 0; i < r->npeople; i++)
		for (int k = 0; k <= DRAFT_OTHER; k++)
			if (bits >> k & 1)
				add_line(
				    a, r, book_add_person(a->b, r->people[i]), (enum draft_kind)k);
}

/* By letter, then in the order they are told. */
static int
cmp_lines(const void *x, const void *y)
{
	const struct asks_line *a = x, *b = y;
	const struct book *book = a->b;
	int c;

	if (a->deal != b->deal)
		return str_cmp(book->deal[a->deal].name, book->deal[b->deal].name);
	if (a->person != b->person)
		return str_cmp(book->person[a->person].name, book->person[b->person].name);
	if ((c = a->kind - b->kind) || (c = str_cmp(a->id, b->id)) || (c = b->rest - a->rest))
		return c;
	return str_cmp(a->via, b->via);
}

static const struct item *
item_of(struct asks *a, const struct asks_line *l)
{
	uint32_t i = l->id.n ? book_item(a->b, l->deal, l->id) : NAMES_NONE;

	return i == NAMES_NONE || a->b->item[i].definition == NONE ? NULL : &a->b->item[i];
}

/* Adds a line to the last letter, unless that asks it already. */
static void
add_ask(struct asks *a, const struct asks_line *l, size_t *n)
{
	struct asks_letter *letter = &a->letter[a->nletters - 1];
	struct ask ask = { (enum draft_kind)l->kind, l->again, l->rest, item_of(a, l) };
	const struct ask *last = &a->ask[*n - (*n > 0)];

	/* Nothing can be written about an item that isn't there, or that nobody may know. */
	if (l->id.n && !ask.item)
		return;
	if (letter->n && last->kind == ask.kind && last->item == ask.item)
		return;
	a->ask[(*n)++] = ask;
	letter->n++;
	if (!letter->via.n)
		letter->via = l->via;
}

/* Drops lines of deals that the book doesn't know, now that everything has been read. */
static void
find_deals(struct asks *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nlines; i++) {
		struct asks_line *l = &a->line[i];

		l->deal = book_deal(a->b, names_name(&a->deals, l->deal));
		if (l->deal != NONE)
			a->line[n++] = *l;
	}
	a->nlines = n;
}

/* -- the other late parts -------------------------------------------------------- */

struct parts {
	struct asks *a;
	struct holds holds;
	struct cells cells;
};

/* Notes the lines that chase a part; false if none does. */
static bool
note_chased(struct parts *p)
{
	for (size_t i = 0; i < p->a->nlines; i++) {
		const struct asks_line *l = &p->a->line[i];
		const struct item *it = l->kind == DRAFT_CHASE ? item_of(p->a, l) : NULL;
		struct cell *c;

		if (!it || it->parent == NONE)
			continue;
		c = cells_put(&p->cells, CHASED, 0, it->parent, l->person);
		if (!c->value)
			c->value = (uint32_t)i + 1;
	}
	return p->cells.n;
}

static void
note_skips(struct parts *p)
{
	struct book *b = p->a->b;

	for (uint32_t d = 0; d < b->deals.n; d++)
		for (uint32_t e = b->deal[d].others.first; e != NONE; e = b->entries[e].next) {
			struct refs items = entry_items(b, &b->entries[e]);
			struct refs people = entry_people(b, &b->entries[e]);
			uint32_t rule;

			if (b->entries[e].type != TYPE_SKIP || !items.n)
				continue;
			rule = names_find(
			    &p->a->rules, 0, record_value(book_record(b, e), KEY_RULE));
			if (rule != NAMES_NONE)
				cells_put(&p->cells, SKIPPED, rule, refs_first(people), *items.p)
				    ->value = e + 1;
		}
}

/* Is the item not to be asked about in that letter, although it is late? */
static bool
is_silenced(struct parts *p, const struct asks_line *l, uint32_t item)
{
	struct book *b = p->a->b;
	const uint32_t whom[] = { NONE, l->person };

	for (int i = 0; i < 2; i++) {
		const struct cell *c = cells_get(&p->cells, SKIPPED, l->rule, whom[i], item);

		if (c && !moment_before(b->entries[c->value - 1].when, b->item[item].by))
			return true;
	}
	return holds_item(&p->holds, l->deal, l->person, item) != NONE;
}

/* Adds a line about the item for each of its people who gets a line about a part of the
 * same whole. */
static void
add_part(struct parts *p, uint32_t item, uint32_t whole)
{
	struct asks *a = p->a;
	const struct item *it = &a->b->item[item];
	struct refs people = entry_people(a->b, &a->b->entries[it->definition]);

	for (uint32_t i = 0; i < people.n; i++) {
		const struct cell *c = cells_get(&p->cells, CHASED, 0, whole, people.p[i]);
		struct asks_line l;

		if (!c || is_silenced(p, &a->line[c->value - 1], item))
			continue;
		l = a->line[c->value - 1];
		l.id = item_id(it);
		l.rest = item == whole;
		a->line = mem_at_least(a->line, sizeof(*a->line), &a->cap, a->nlines);
		a->line[a->nlines++] = l;
	}
}

static void
add_parts(struct asks *a)
{
	struct parts p = { .a = a };
	struct book *b = a->b;

	if (note_chased(&p)) {
		holds_init(&p.holds, b);
		holds_read_all(&p.holds);
		note_skips(&p);
		for (uint32_t i = 0; i < b->nitems; i++) {
			const struct item *it = &b->item[i];

			if (it->definition == NONE || it->state != STATE_LATE || item_is_idle(it) ||
			    item_is_promised(b, it))
				continue;
			if (it->parent != NONE)
				add_part(&p, i, it->parent);
			if (it->child != NONE)
				add_part(&p, i, i);
		}
		holds_release(&p.holds);
	}
	cells_release(&p.cells);
}

void
asks_ready(struct asks *a)
{
	size_t n = 0;

	find_deals(a);
	add_parts(a);
	a->ask = arena_new(&a->arena, sizeof(*a->ask), a->nlines);
	a->letter = arena_new(&a->arena, sizeof(*a->letter), a->nlines);
	if (a->nlines)
		qsort(a->line, a->nlines, sizeof(*a->line), cmp_lines);
	for (size_t i = 0; i < a->nlines; i++) {
		const struct asks_line *l = &a->line[i];
		const struct asks_letter *last = &a->letter[a->nletters - (a->nletters > 0)];

		if (people_ours(a->b, l->person, l->deal))
			continue;
		if (!a->nletters || last->deal != l->deal || last->person != l->person)
			a->letter[a->nletters++] = (struct asks_letter){
				.deal = l->deal, .person = l->person, .via = STR(""), .first = n
			};
		add_ask(a, l, &n);
	}
}
