#include "book/book.h"

#include "book/item.h"
#include "book/people.h"
#include "record/kind.h"
#include "record/scan.h"
#include "value/period.h"

#include <stdlib.h>

void
book_init(struct book *b, const struct schema *schema, struct moment now, struct str me)
{
	*b = (struct book){ .schema = schema,
		.now = now,
		.line = buf_mem(),
		.calendar = CALENDAR_INIT,
		.weeks = { NONE, 0 },
		.days_off = { NONE, 0 },
		.me_name = me };
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
	calendar_release(&b->calendar);
	lex_release(&b->lexer);
	emit_release(&b->canon);
	buf_release(&b->line);
	arena_release(&b->arena);
}

/* Number n of a growing array of which cap are there. */
static void *
at_least(void *array, size_t size, uint32_t *cap, uint32_t n)
{
	if (n < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 64;
	return mem_grow(array, size, *cap);
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
	uint32_t before = b->deals.n, d = add_name(b, &b->deals, 0, name);

	if (d < before)
		return d;
	b->deal = at_least(b->deal, sizeof(*b->deal), &b->deal_cap, d);
	b->deal[d] = (struct deal){ .name = names_name(&b->deals, d),
		.declared = { NONE, 0 },
		.contacts = { NONE, 0 },
		.closes = { NONE, 0 },
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
	b->person = at_least(b->person, sizeof(*b->person), &b->person_cap, p);
	b->person[p] = (struct person){ .name = names_name(&b->people, p),
		.declared = { NONE, 0 } };
	return p;
}

static uint32_t
add_item(struct book *b, uint32_t deal, struct str id)
{
	uint32_t before = b->items.n, i = add_name(b, &b->items, deal, id);

	if (i < before)
		return i;
	b->item = at_least(b->item, sizeof(*b->item), &b->item_cap, i);
	b->item[i] = (struct item){ .id = names_name(&b->items, i),
		.next = b->deal[deal].items,
		.deal = deal,
		.events = { NONE, 0 },
		.definition = NONE,
		.person = NONE,
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
	if (b->now.day == DAY_NONE || r->type == TYPE_HOLIDAY || r->type == TYPE_AWAY)
		return false;
	if (r->when.min < 0)
		return r->when.day > b->now.day;
	return moment_key(r->when) > moment_key(b->now);
}

/* Types that no list of the book holds. */
static bool
is_kept(enum type t)
{
	switch (t) {
	case TYPE_RULE:
	case TYPE_SKIP:
	case TYPE_HOLD:
	case TYPE_RESUME:
	case TYPE_AWAY:
	case TYPE_NEED:
	case TYPE_CONDITION:
	case TYPE_TACTIC:
	case TYPE_IMPASSE:
	case TYPE_ESCALATE:
	case TYPE_FEEDBACK:
	case TYPE_LESSON:
	case TYPE_NOTE:
	case TYPE_DUE:
	case TYPE_SCORE:
	case TYPE_X:
		return false;
	default:
		return true;
	}
}

static void
push(struct book *b, struct list *list, uint32_t entry)
{
	b->entries[entry].next = list->first;
	list->first = entry;
	list->n++;
}

/* The canonical line, without at:, kept so that it can be lexed again. */
static struct str
keep_line(struct book *b, const struct record *r)
{
	struct record plain = record_unmarked(r);
	char *p;

	b->line.n = 0;
	emit_record(&b->canon, &plain);
	p = arena_bytes(&b->arena, b->line.n + SCAN_PAD);
	memcpy(p, b->line.p, b->line.n);
	memset(p + b->line.n, 0, SCAN_PAD);
	return (struct str){ p, b->line.n - 1 };
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

static uint32_t
add_entry(struct book *b, const struct record *r)
{
	struct str line = keep_line(b, r);
	struct place at = source_of(r);

	b->entries = at_least(b->entries, sizeof(*b->entries), &b->entry_cap, b->nentries);
	b->entries[b->nentries] = (struct entry){ .line = line.p,
		.n = (uint32_t)line.n,
		.next = NONE,
		.when = r->when,
		.file = add_name(b, &b->files, 0, at.file),
		.line_number = (uint32_t)at.line,
		.type = (uint8_t)r->type };
	return b->nentries++;
}

static struct list *
list_of(struct book *b, const struct record *r, uint32_t deal)
{
	uint32_t p, i;

	switch (r->type) {
	case TYPE_DEAL:
		return &b->deal[deal].declared;
	case TYPE_WHO:
		p = book_add_person(b, r->people[0]);
		b->person[p].own_by_deal |= r->deal.n > 0;
		return &b->person[p].declared;
	case TYPE_WEEK:
		return &b->weeks;
	case TYPE_HOLIDAY:
		return &b->days_off;
	case TYPE_CLOSE:
		return &b->deal[deal].closes;
	case TYPE_MET:
	case TYPE_SENT:
	case TYPE_GOT:
	case TYPE_AGREED:
		return &b->deal[deal].contacts;
	default:
		if (r->nids == 0)
			return NULL;
		i = add_item(b, deal, r->ids[0]); /* which may move the items */
		return &b->item[i].events;
	}
}

uint32_t
book_add(struct book *b, const struct record *r)
{
	uint32_t deal, entry;
	struct list *list;

	if (is_future(b, r))
		return NONE;
	for (size_t i = 0; i < r->npeople; i++)
		book_add_person(b, r->people[i]);
	deal = add_deal(b, r->deal);
	if (!is_kept(r->type) || !(list = list_of(b, r, deal)))
		return NONE;
	entry = add_entry(b, r);
	push(b, list, entry);
	/* A contact about items is an event of each of them too. */
	if (schema_types[r->type].ids_max == MANY)
		for (size_t i = 0; i < r->nids; i++) {
			uint32_t item = add_item(b, deal, r->ids[i]);

			b->entries = at_least(
			    b->entries, sizeof(*b->entries), &b->entry_cap, b->nentries);
			b->entries[b->nentries] = b->entries[entry];
			push(b, &b->item[item].events, b->nentries++);
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

int
entry_cmp(const struct book *b, uint32_t x, uint32_t y)
{
	const struct entry *ex = &b->entries[x], *ey = &b->entries[y];
	int64_t kx = moment_key(ex->when), ky = moment_key(ey->when);

	if (kx != ky)
		return kx < ky ? -1 : 1;
	return str_cmp((struct str){ ex->line, ex->n }, (struct str){ ey->line, ey->n });
}

/* Merges two ordered lists. */
static uint32_t
merge(struct book *b, uint32_t x, uint32_t y)
{
	uint32_t first = NONE, *tail = &first;

	while (x != NONE && y != NONE) {
		uint32_t *less = entry_cmp(b, y, x) < 0 ? &y : &x;

		*tail = *less;
		tail = &b->entries[*less].next;
		*less = *tail;
	}
	*tail = x != NONE ? x : y;
	return first;
}

/* Merge sort from the bottom up: pile i holds 2^i entries in order or none. */
static void
sort_list(struct book *b, struct list *list)
{
	uint32_t piles[32], rest = list->first, all = NONE;
	size_t top = 0;

	if (list->n < 2)
		return;
	while (rest != NONE) {
		uint32_t run = rest;
		size_t i = 0;

		rest = b->entries[run].next;
		b->entries[run].next = NONE;
		for (; i < top && piles[i] != NONE; i++) {
			run = merge(b, piles[i], run);
			piles[i] = NONE;
		}
		top += i == top;
		piles[i] = run;
	}
	for (size_t i = 0; i < top; i++)
		all = merge(b, piles[i], all);
	list->first = all;
}

static void
ready_calendar(struct book *b)
{
	struct str days = people_last_value(b, &b->weeks, STR(""), KEY_DAYS, NULL);
	unsigned week = 0;

	while (days.p) {
		struct str day = str_cut(&days, ',');

		week |= 1u << date_weekday_parse(day);
	}
	if (week)
		calendar_week(&b->calendar, week);
	for (uint32_t e = b->days_off.first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct str until = record_value(r, KEY_UNTIL);
		static const struct calendar plain = CALENDAR_INIT;
		struct moment last = until.n ? kind_when(until, r->when, &plain) : r->when;

		calendar_holiday(&b->calendar, r->when.day, last.day);
	}
	calendar_ready(&b->calendar);
}

/* Notes what one who line says of a person for its deal alone. */
static void
add_own(struct book *b, uint32_t person, const struct record *r)
{
	uint32_t before = b->owns.n;
	uint32_t deal = book_deal(b, r->deal), n = names_add(&b->owns, person, b->deal[deal].name);
	struct str side = record_value(r, KEY_SIDE), prefers = record_value(r, KEY_PREFERS);

	if (n == before) {
		b->own = at_least(b->own, sizeof(*b->own), &b->own_cap, n);
		b->own[n] = (struct own){ { NULL, 0 }, { NULL, 0 } };
	}
	if (side.n)
		b->own[n].side = arena_str(&b->arena, side);
	if (prefers.n)
		b->own[n].prefers = arena_str(&b->arena, prefers);
}

static void
ready_person(struct book *b, uint32_t person)
{
	struct person *p = &b->person[person];

	sort_list(b, &p->declared);
	p->side = STR("them");
	for (uint32_t e = p->declared.first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct str side = record_value(r, KEY_SIDE), prefers = record_value(r, KEY_PREFERS);

		if (r->deal.n) {
			add_own(b, person, r);
			continue;
		}
		if (side.n)
			p->side = arena_str(&b->arena, side);
		if (prefers.n)
			p->prefers = arena_str(&b->arena, prefers);
	}
}

static void
ready_deal(struct book *b, uint32_t deal)
{
	struct deal *d = &b->deal[deal];

	sort_list(b, &d->declared);
	sort_list(b, &d->contacts);
	sort_list(b, &d->closes);
	d->via = people_last_value(b, &d->declared, d->name, KEY_VIA, &d->title);
	for (uint32_t e = d->closes.first; e != NONE; e = b->entries[e].next)
		d->closed = b->entries[e].when;
}

/* Finds the record that defines an item, and the item it is part of. */
static void
define_item(struct book *b, struct item *it)
{
	const struct record *r;
	struct str parent;
	uint32_t number;

	sort_list(b, &it->events);
	for (uint32_t e = it->events.first; e != NONE && it->definition == NONE;
	     e = b->entries[e].next)
		if (schema_types[b->entries[e].type].names_id)
			it->definition = e;
	if (it->definition == NONE)
		return;
	r = book_record(b, it->definition);
	it->type = r->type;
	it->text = r->text;
	it->person = r->npeople ? book_person(b, r->people[0]) : NONE;
	parent = record_value(r, KEY_FOR);
	if (!parent.n)
		return;
	number = names_find(&b->items, it->deal, (struct str){ parent.p + 1, parent.n - 1 });
	if (number == NAMES_NONE || &b->item[number] == it)
		return;
	it->parent = number;
	it->sibling = b->item[number].child;
	b->item[number].child = (uint32_t)(it - b->item);
}

void
book_ready(struct book *b)
{
	b->me = book_person(b, STR("me"));
	sort_list(b, &b->weeks);
	sort_list(b, &b->days_off);
	ready_calendar(b);
	for (uint32_t i = 0; i < b->people.n; i++)
		ready_person(b, i);
	for (uint32_t i = 0; i < b->deals.n; i++)
		ready_deal(b, i);
	for (uint32_t i = 0; i < b->items.n; i++)
		define_item(b, &b->item[i]);
	for (uint32_t i = 0; i < b->items.n; i++)
		item_replay(b, &b->item[i], NULL);
}
