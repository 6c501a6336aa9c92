#include "book/book.h"
#include "book/order.h"
#include "record/scan.h"

#include <stdlib.h>

/* The re: words as bits, in the schema's order from 1. */
static void
ready_words(struct book *b)
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

void
book_init(struct book *b, const struct schema *schema, struct moment now, struct str me)
{
	*b = (struct book){ .schema = schema,
		.now = now,
		.line = buf_mem(),
		.calendar = CALENDAR_INIT,
		.weeks = { NONE, 0 },
		.days_off = { NONE, 0 },
		.rules = { NONE, 0 },
		.me_name = me,
		.last_file = NONE,
		.last_deal = NONE };
	ready_words(b);
	lex_init(&b->lexer, schema, NULL);
	emit_init(&b->canon, &b->line, schema);
}

void
book_release(struct book *b)
{
	struct names *const tables[] = { &b->deals, &b->people, &b->items, &b->files };

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		names_release(tables[i]);
	names_release(&b->owns);
	free(b->own);
	free(b->deal);
	free(b->person);
	free(b->item);
	free(b->entries);
	free(b->order);
	free(b->refs);
	free(b->in_order);
	calendar_release(&b->calendar);
	lex_release(&b->lexer);
	emit_release(&b->canon);
	buf_release(&b->line);
	arena_release(&b->arena);
}

/* Adds a name that lives only as long as the record at hand. */
static uint32_t
add_name(struct book *b, struct names *t, uint32_t scope, struct str name)
{
	uint32_t found = names_find(t, scope, name);

	return found == NAMES_NONE ? names_add(t, scope, arena_str(&b->arena, name)) : found;
}

static uint32_t
add_deal(struct book *b, struct str name)
{
	uint32_t before = b->deals.n, d;

	if (b->last_deal != NONE && str_eq(b->deal[b->last_deal].name, name))
		return b->last_deal;
	d = b->last_deal = add_name(b, &b->deals, 0, name);
	if (d < before)
		return d;
	b->deal = mem_at_least(b->deal, sizeof(*b->deal), &b->deal_cap, d);
	b->deal[d] = (struct deal){ .name = names_name(&b->deals, d),
		.declared = { NONE, 0 },
		.contacts = { NONE, 0 },
		.closes = { NONE, 0 },
		.others = { NONE, 0 },
		.items = NONE,
		.closed = MOMENT_NONE };
	return d;
}

uint32_t
book_add_person(struct book *b, struct str name)
{
	uint32_t before, p;

	if (str_eq(name, STR("me")))
		name = b->me_name;
	before = b->people.n;
	p = add_name(b, &b->people, 0, name);
	if (p < before)
		return p;
	b->person = mem_at_least(b->person, sizeof(*b->person), &b->person_cap, p);
	b->person[p] = (struct person){
		.name = names_name(&b->people, p), .declared = { NONE, 0 }, .away = { NONE, 0 }
	};
	return p;
}

static uint32_t
add_item(struct book *b, uint32_t deal, struct str id)
{
	uint32_t before = b->items.n, i = add_name(b, &b->items, deal, id);

	if (i < before)
		return i;
	b->item = mem_at_least(b->item, sizeof(*b->item), &b->item_cap, i);
	b->item[i] = (struct item){ .id = names_name(&b->items, i),
		.next = b->deal[deal].items,
		.deal = deal,
		.events = { NONE, 0 },
		.definition = NONE,
		.person = NONE,
		.to = NONE,
		.parent = NONE,
		.child = NONE,
		.sibling = NONE,
		.state = STATE_UNDEFINED };
	b->deal[deal].items = i;
	return i;
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

/* Is it dated after the book's moment?  A day only when the day is. */
static bool
is_future(const struct book *b, const struct record *r)
{
	return r->type != TYPE_HOLIDAY && r->type != TYPE_AWAY && moment_is_after(r->when, b->now);
}

/* Room for a line of n bytes, LF and what the scanner may read behind it. */
static char *
line_room(struct book *b, size_t n)
{
	enum { CHUNK = 1 << 20 };
	size_t need = n + 1 + SCAN_PAD;
	char *p;

	if (!b->room || (size_t)(b->room_end - b->room) < need) {
		size_t size = need < CHUNK ? CHUNK : need;

		b->room = arena_bytes(&b->arena, size);
		b->room_end = b->room + size;
	}
	p = b->room;
	b->room += n + 1;
	memset(b->room, 0, SCAN_PAD);
	return p;
}

/* Is its text never asked for where the book is lean? */
static bool
is_text_idle(enum type t)
{
	return t == TYPE_MET || t == TYPE_SENT || t == TYPE_GOT || t == TYPE_AGREED ||
	       t == TYPE_NOTE;
}

/* The canonical line, without at:, kept so that it can be lexed again. */
static struct str
keep_line(struct book *b, const struct record *r)
{
	bool marked = r->nattrs && r->attrs[r->nattrs - 1].key == KEY_AT;
	struct str line = marked ? STR("") : r->verbatim;
	bool cut = b->lean && is_text_idle(r->type) && r->text.n;
	char *p;

	if (line.n && cut) {
		line.n = (size_t)(r->text.p - line.p);
		while (line.p[line.n - 1] == ' ')
			line.n--;
	} else if (!line.n) {
		struct record plain = record_unmarked(r);

		plain.verbatim = (struct str){ NULL, 0 };
		if (cut)
			plain.text.n = 0;
		b->line.n = 0;
		emit_record(&b->canon, &plain);
		line = (struct str){ b->line.p, b->line.n - 1 };
	}
	if (line.n && line.p[line.n - 1] == '\n')
		line.n--;
	p = line_room(b, line.n);
	memcpy(p, line.p, line.n);
	p[line.n] = '\n';
	return (struct str){ p, line.n };
}

struct str
book_keep(struct book *b, const struct record *r)
{
	struct str line = keep_line(b, r);

	return (struct str){ line.p, line.n + 1 };
}

/* Where the record says it stood (at:FILE:LINE), else where it stands. */
static struct place
source_of(const struct record *r)
{
	struct str at = record_value(r, KEY_AT);
	size_t line = 0, scale = 1, n = at.n;

	while (n && at.p[n - 1] >= '0' && at.p[n - 1] <= '9' && scale < 1000000000) {
		line += (size_t)(at.p[--n] - '0') * scale;
		scale *= 10;
	}
	if (n < 2 || at.p[n - 1] != ':' || line == 0)
		return r->at;
	return (struct place){ { at.p, n - 1 }, line, 0 };
}

static void
add_ref(struct book *b, uint32_t n)
{
	b->refs = mem_at_least(b->refs, sizeof(*b->refs), &b->ref_cap, b->nrefs);
	b->refs[b->nrefs++] = n;
}

/* Whom and what the record names, as numbers. */
static uint32_t
add_refs(struct book *b, const struct record *r, uint32_t deal)
{
	uint32_t at = b->nrefs;
	bool items = r->type != TYPE_RULE;

	add_ref(b, (uint32_t)r->npeople);
	for (size_t i = 0; i < r->npeople; i++)
		add_ref(b, book_add_person(b, r->people[i]));
	add_ref(b, items ? (uint32_t)r->nids : 0);
	for (size_t i = 0; items && i < r->nids; i++)
		add_ref(b, add_item(b, deal, r->ids[i]));
	return at;
}

static uint32_t
file_of(struct book *b, struct str name)
{
	if (b->last_file == NONE || !str_eq(names_name(&b->files, b->last_file), name))
		b->last_file = add_name(b, &b->files, 0, name);
	return b->last_file;
}

uint32_t
book_add_entry(struct book *b, const struct entry *e)
{
	b->entries = mem_at_least(b->entries, sizeof(*b->entries), &b->entry_cap, b->nentries);
	b->entries[b->nentries] = *e;
	return b->nentries++;
}

static uint32_t
add_entry(struct book *b, const struct record *r, uint32_t deal)
{
	struct str line = keep_line(b, r);
	struct place at = source_of(r);
	struct entry e = { .line = line.p,
		.n = (uint32_t)line.n,
		.next = NONE,
		.when = r->when,
		.file = file_of(b, at.file),
		.line_number = (uint32_t)at.line,
		.refs = add_refs(b, r, deal),
		.type = (uint8_t)r->type };

	for (size_t i = 0; i < r->nattrs; i++) {
		if (r->attrs[i].key == KEY_RE)
			e.re = book_re_bits(b, r->attrs[i].value);
		else if (r->attrs[i].key == KEY_ANSWER || r->attrs[i].key == KEY_AS)
			e.word = book_word(b, r->attrs[i].value);
		else if (r->attrs[i].key == KEY_AMT)
			e.amt = true;
	}
	return book_add_entry(b, &e);
}

/* The list of what holds for all deals, or null. */
static struct list *
world_list(struct book *b, const struct record *r)
{
	uint32_t p;

	switch (r->type) {
	case TYPE_WHO:
		p = book_add_person(b, r->people[0]);
		b->person[p].own_by_deal |= r->deal.n > 0;
		return &b->person[p].declared;
	case TYPE_AWAY:
		return &b->person[book_add_person(b, r->people[0])].away;
	case TYPE_RULE:
		return &b->rules;
	case TYPE_WEEK:
		return &b->weeks;
	case TYPE_HOLIDAY:
		return &b->days_off;
	default:
		return NULL;
	}
}

uint32_t
book_add(struct book *b, const struct record *r)
{
	uint32_t deal, entry;
	struct list *list;

	if (is_future(b, r) || r->type == TYPE_DUE || r->type == TYPE_SCORE || r->type == TYPE_X)
		return NONE;
	deal = add_deal(b, r->deal);
	entry = add_entry(b, r, deal);
	list = world_list(b, r);
	if (list) {
		list_push(b, list, entry);
	} else { /* which of the deal's lists is told when they are in order */
		b->entries[entry].next = b->deal[deal].others.first;
		b->deal[deal].others.first = entry;
		b->deal[deal].nevents++;
	}
	return entry;
}

const struct record *
book_lex(struct book *b, const char *line)
{
	/* A canonical line is in order and was checked before it was printed. */
	lex_record(&b->lexer, line);
	return &b->lexer.rec;
}

const struct record *
book_record(struct book *b, uint32_t entry)
{
	const struct entry *e = &b->entries[entry];

	book_lex(b, e->line);
	b->lexer.rec.at = (struct place){ names_name(&b->files, e->file), e->line_number, 0 };
	return &b->lexer.rec;
}
