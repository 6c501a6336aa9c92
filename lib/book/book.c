#include "book/book.h"
#include "book/item.h"
#include "book/keep.h"
#include "book/people.h"

#include <stdlib.h>

static void
add_first_sides(struct book *b)
{
	names_add(&b->sides, 0, STR("us"));
	names_add(&b->sides, 0, STR("them"));
}

void
book_init(struct book *b, const struct schema *schema, struct moment now, struct str me)
{
	*b = (struct book){ .schema = schema,
		.now = now,
		.line = buf_mem(),
		.date = buf_mem(),
		.calendar = CALENDAR_INIT,
		.weeks = { NONE, 0 },
		.days_off = { NONE, 0 },
		.rules = { NONE, 0 },
		.me_name = me,
		.last_deal = NONE };
	add_first_sides(b);
	book_ready_words(b);
	book_ready_types(b);
	lex_init(&b->lexer, schema, NULL);
	emit_init(&b->canon, &b->line, schema);
}

static void
free_slots(struct book *b)
{
	for (uint32_t i = 0; i < b->deals.n; i++)
		free(b->deal[i].by_id);
}

void
book_clear(struct book *b)
{
	struct names *const tables[] = { &b->deals, &b->people, &b->files, &b->units, &b->sides };

	free_slots(b);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		names_clear(tables[i]);
	add_first_sides(b);
	lines_clear(&b->lines);
	arena_reset(&b->arena);
	arena_reset(&b->called);
	b->weeks = b->days_off = b->rules = (struct list){ NONE, 0 };
	b->nitems = b->nentries = b->nrefs = b->nowns = 0;
	b->nspans = 0;
	b->last_file = STR("");
	b->last_deal = NONE;
	memset(b->lately, 0, sizeof(b->lately));
}

void
book_release(struct book *b)
{
	struct names *const tables[] = { &b->deals, &b->people, &b->files, &b->units, &b->sides };

	free_slots(b);
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		names_release(tables[i]);
	free(b->own);
	free(b->said);
	free(b->deal);
	free(b->person);
	free(b->item);
	free(b->entries);
	free(b->order);
	free(b->refs);
	free(b->spans);
	free(b->tied);
	lines_release(&b->lines);
	free(b->in_order);
	free(b->deal_order);
	calendar_release(&b->calendar);
	lex_release(&b->lexer);
	emit_release(&b->canon);
	buf_release(&b->line);
	buf_release(&b->date);
	arena_release(&b->arena);
	arena_release(&b->called);
}

/* Is it dated after the book's moment?  A date without a time is if its day is. */
static bool
is_future(const struct book *b, const struct record *r)
{
	if (r->when.day < b->now.day)
		return false;
	return r->type != TYPE_HOLIDAY && r->type != TYPE_AWAY && moment_is_after(r->when, b->now);
}

/* The place that the record's at:FILE:LINE gives, else where it was read. */
static struct place
source_of(const struct record *r)
{
	struct str at = record_mark(r);
	size_t line = 0, scale = 1, n = at.n;

	while (n && at.p[n - 1] >= '0' && at.p[n - 1] <= '9' && scale < 1000000000) {
		line += (size_t)(at.p[--n] - '0') * scale;
		scale *= 10;
	}
	if (n < 2 || at.p[n - 1] != ':' || line == 0)
		return r->at;
	return (struct place){ { at.p, n - 1 }, line, 0 };
}

/* Makes room for a list of n numbers; a single one is kept in the entry itself. */
static uint32_t *
add_refs(struct book *b, uint32_t n)
{
	b->refs = mem_at_least(b->refs, sizeof(*b->refs), &b->ref_cap, (size_t)b->nrefs + n);
	b->refs[b->nrefs] = n;
	b->nrefs += n + 1;
	return b->refs + b->nrefs - n;
}

static void
add_people(struct book *b, struct entry *e, const struct record *r)
{
	uint32_t *list;

	e->person = r->npeople ? book_add_person(b, r->people[0]) : NONE;
	if (r->npeople < 2)
		return;
	list = add_refs(b, (uint32_t)r->npeople);
	list[0] = e->person;
	for (size_t i = 1; i < r->npeople; i++)
		list[i] = book_add_person(b, r->people[i]);
	e->person = (uint32_t)(list - b->refs) - 1;
	e->many |= MANY_PEOPLE;
}

static void
add_items(struct book *b, struct entry *e, const struct record *r, uint32_t deal, struct str rest)
{
	size_t n = r->type == TYPE_RULE ? 0 : r->nids;
	uint32_t *list;

	if (!n) {
		e->item = deal;
		e->many |= NO_ITEMS;
		return;
	}
	e->item = book_add_item(b, deal, r->ids[0], keep_name(r, r->ids[0], rest));
	if (n == 1)
		return;
	list = add_refs(b, (uint32_t)n);
	list[0] = e->item;
	for (size_t i = 1; i < n; i++)
		list[i] = book_add_item(b, deal, r->ids[i], keep_name(r, r->ids[i], rest));
	e->item = (uint32_t)(list - b->refs) - 1;
	e->many |= MANY_ITEMS;
}

static void
put_place(struct book *b, struct place at, uint32_t line)
{
	uint32_t file;

	if (b->nspans && names_same(b->last_file, at.file))
		return;
	file = names_keep(&b->files, 0, at.file, &b->called);
	b->last_file = names_name(&b->files, file);
	b->spans = mem_at_least(b->spans, sizeof(*b->spans), &b->span_cap, b->nspans);
	b->spans[b->nspans++] = (struct book_span){ line, file };
}

struct place
entry_place(const struct book *b, const struct entry *e)
{
	size_t from = 0, end = b->nspans;

	while (end - from > 1) {
		size_t middle = from + (end - from) / 2;

		if (b->spans[middle].first <= e->line)
			from = middle;
		else
			end = middle;
	}
	return (struct place){ names_name(&b->files, b->spans[from].file),
		lines_word(entry_rest(b, e), 1), 0 };
}

/* A copy has the same line as the entry it was made from, and those were added in the order
 * of their lines. */
uint32_t
entry_added(const struct book *b, uint32_t entry)
{
	uint32_t from = 0, end = b->nadded;

	if (entry < end)
		return entry;
	while (end - from > 1) {
		uint32_t middle = from + (end - from) / 2;

		if (b->entries[middle].line <= b->entries[entry].line)
			from = middle;
		else
			end = middle;
	}
	return from;
}

static uint32_t
add_room(struct book *b)
{
	b->entries = mem_at_least(b->entries, sizeof(*b->entries), &b->entry_cap, b->nentries);
	return b->nentries++;
}

/* Takes what rules ask about; returns where the value of amt: is, or null. */
static const char *
add_attrs(struct book *b, struct entry *e, const struct record *r)
{
	const char *amt = NULL;

	for (size_t i = 0; i < r->nattrs; i++) {
		if (r->attrs[i].key == KEY_RE)
			e->re = book_re_bits_again(b, r->attrs[i].value);
		else if (r->attrs[i].key == KEY_ANSWER || r->attrs[i].key == KEY_AS)
			e->word = book_word(b, r->attrs[i].value);
		else if (r->attrs[i].key == KEY_ONLY || r->attrs[i].key == KEY_MSGID)
			e->many |= r->attrs[i].key == KEY_ONLY ? BEARS_ONLY : BEARS_MSGID;
		else if (r->attrs[i].key == KEY_AMT)
			amt = r->attrs[i].value.p;
	}
	e->amt = amt != NULL;
	return amt;
}

static uint32_t
add_entry(struct book *b, const struct record *r, uint32_t deal)
{
	struct place at = source_of(r);
	uint32_t n = add_room(b);
	struct entry *e = &b->entries[n];
	struct str rest;

	*e = (struct entry){ .next = NONE, .when = r->when, .type = (uint8_t)r->type };
	add_people(b, e, r);
	rest = keep_rest(b, r, add_attrs(b, e, r), at.line, &e->line);
	put_place(b, at, e->line);
	add_items(b, e, r, deal, rest);
	if (schema_types[r->type].names_id && r->type != TYPE_RULE)
		item_learn(b, &b->item[e->item], n, r, keep_text(b, r, rest));
	else if (r->type == TYPE_WHO)
		people_learn(b, deal, n, r);
	else if (r->type == TYPE_DEAL)
		people_learn_deal(b, deal, n, r, keep_text(b, r, rest));
	return n;
}

uint32_t
book_add(struct book *b, const struct record *r)
{
	uint32_t deal, entry;

	if (r->type >= TYPE_DUE || is_future(b, r))
		return NONE;
	deal = book_add_deal(b, r->deal);
	if (r->nids)
		MEM_FETCH(&b->deal[deal].by_id); /* while the people are looked up */
	entry = add_entry(b, r, deal);
	b->entries[entry].next = deal; /* book_ready() determines which list it is on */
	return entry;
}
