#include "draft/asks.h"

#include "book/people.h"

#include <stdlib.h>

struct asks_line {
	struct book *b; /* for the order */
	uint32_t deal;  /* of asks.deals; of the book, once that is ready */
	uint32_t person;
	struct str id; /* empty: of no item */
	struct str via;
	uint8_t kind;
	bool again;
};

void
asks_init(struct asks *a, struct book *b)
{
	*a = (struct asks){ .b = b };
}

void
asks_release(struct asks *a)
{
	names_release(&a->deals);
	arena_release(&a->arena);
	free(a->line);
}

/* nth:2/4 is asked again. */
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
	a->line[a->nlines++] = (struct asks_line){ a->b,
		names_keep(&a->deals, 0, r->deal, &a->arena), person, arena_str(&a->arena, id),
		arena_str(&a->arena, record_value(r, KEY_VIA)), (uint8_t)kind,
		is_again(record_value(r, KEY_NTH)) };
}

void
asks_add(struct asks *a, const struct record *r)
{
	struct str list;
	uint32_t bits;

	if (r->type != TYPE_DUE || !str_eq(record_value(r, KEY_ACT), STR("write")))
		return;
	list = record_value(r, KEY_RE);
	bits = list.n ? kinds_listed(list) : UINT32_C(1) << DRAFT_OTHER;
	for (size_t i = 0; i < r->npeople; i++)
		for (int k = 0; k <= DRAFT_OTHER; k++)
			if (bits >> k & 1)
				add_line(
				    a, r, book_add_person(a->b, r->people[i]), (enum draft_kind)k);
}

/* By letter, then as they are told. */
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
	if ((c = a->kind - b->kind) || (c = str_cmp(a->id, b->id)))
		return c;
	return str_cmp(a->via, b->via);
}

static const struct item *
item_of(struct asks *a, const struct asks_line *l)
{
	uint32_t i = l->id.n ? book_item(a->b, l->deal, l->id) : NAMES_NONE;

	return i == NAMES_NONE || a->b->item[i].definition == NONE ? NULL : &a->b->item[i];
}

/* Adds a line to the last letter, unless it is there already. */
static void
add_ask(struct asks *a, const struct asks_line *l, size_t *n)
{
	struct asks_letter *letter = &a->letter[a->nletters - 1];
	struct ask ask = { (enum draft_kind)l->kind, l->again, item_of(a, l) };
	const struct ask *last = &a->ask[*n - (*n > 0)];

	/* An item that is not there, or is nobody's to know, is nothing to write of. */
	if (l->id.n && !ask.item)
		return;
	if (letter->n && last->kind == ask.kind && last->item == ask.item)
		return;
	a->ask[(*n)++] = ask;
	letter->n++;
	if (!letter->via.n)
		letter->via = l->via;
}

/* Leaves out what is of no deal that the book knows: only now are all read. */
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

void
asks_ready(struct asks *a)
{
	size_t n = 0;

	find_deals(a);
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
