#include "book/resolve.h"

#include "book/people.h"

/* The last answer of each person to a recap as a whole, by deal. */
static void
see_recaps(struct resolver *r, uint32_t deal)
{
	struct book *b = r->book;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (at->type == TYPE_GOT && at->word == r->yes &&
		    at->re & (r->recap | r->confirm) && !entry_items(b, at).n)
			cells_put(&r->recaps, 1, deal, entry_people(b, at).p[0], 0)->value = e + 1;
	}
}

void
resolve_init(struct resolver *r, struct book *b)
{
	*r = (struct resolver){ .book = b,
		.recap = book_re_bits(b, STR("recap")),
		.confirm = book_re_bits(b, STR("confirm")),
		.yes = book_word(b, STR("yes")),
		.no = book_word(b, STR("no")),
		.part = book_word(b, STR("part")) };
	for (uint32_t i = 0; i < b->deals.n; i++)
		see_recaps(r, i);
}

void
resolve_release(struct resolver *r)
{
	cells_release(&r->recaps);
	arena_release(&r->arena);
}

/* Since when a term is what it is. */
static struct moment
settled(const struct book *b, const struct item *it)
{
	struct moment since = item_made(b, it);

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_AMENDED)
			since = b->entries[e].when;
	return since;
}

/* The last entry of a person about the term that answers, or of a recap; NONE. */
static uint32_t
answer_of(struct resolver *r, const struct item *it, uint32_t person, struct moment since)
{
	struct book *b = r->book;
	const struct cell *c = cells_get(&r->recaps, 1, it->deal, person, 0);
	uint32_t found = c ? c->value - 1 : NONE;

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (at->type == TYPE_GOT && entry_people(b, at).p[0] == person &&
		    (at->word == r->yes || at->word == r->no || at->word == r->part) &&
		    (found == NONE || entry_cmp(b, e, found) > 0))
			found = e;
	}
	return found == NONE || moment_before(b->entries[found].when, since) ? NONE : found;
}

static void
put_name(struct buf *list, struct str name)
{
	if (list->n)
		buf_char(list, ',');
	buf_char(list, '@');
	buf_str(list, name);
}

/* Who of those that ever answered in the deal confirms the term, who disputes it. */
static void
put_answers(struct resolver *r, const struct item *it, struct str *confirmed, struct str *disputed)
{
	struct book *b = r->book;
	struct moment since = settled(b, it);
	struct buf yes = buf_mem(), no = buf_mem();
	struct names seen = { 0 };

	for (uint32_t e = b->deal[it->deal].contacts.first; e != NONE; e = b->entries[e].next) {
		uint32_t person, before = seen.n, answer;

		if (b->entries[e].type != TYPE_GOT)
			continue;
		person = entry_people(b, &b->entries[e]).p[0];
		names_add(&seen, 0, b->person[person].name);
		if (seen.n == before || people_ours(b, person, it->deal))
			continue;
		answer = answer_of(r, it, person, since);
		if (answer != NONE)
			put_name(
			    b->entries[answer].word == r->yes ? &yes : &no, b->person[person].name);
	}
	names_release(&seen);
	*confirmed = buf_keep(&yes, &r->arena);
	*disputed = buf_keep(&no, &r->arena);
}

static struct str
date_text(struct resolver *r, struct moment m)
{
	struct buf b = buf_mem();

	if (m.day != DAY_NONE)
		date_put(&b, m);
	return buf_keep(&b, &r->arena);
}

static struct str
money_text(struct resolver *r, struct money m)
{
	struct buf b = buf_mem();

	if (m.n < 0)
		m.n = 0; /* more was paid than owed */
	if (m.unit.n)
		money_put(&b, m);
	return buf_keep(&b, &r->arena);
}

static struct str
state_word(const struct item *it)
{
	const char *list = schema_kinds[KIND_STATE].words;
	struct str w = schema_next_word(&list);

	for (enum state s = STATE_OPEN; s < it->state; s++)
		w = schema_next_word(&list);
	return w;
}

const struct record *
resolve_item(struct resolver *r, uint32_t number)
{
	struct book *b = r->book;
	const struct item *it = &b->item[number];
	struct str now[KEY_COUNT] = { { NULL, 0 } };
	const struct record *def;
	size_t n = 0;

	if (it->definition == NONE || !schema_types[it->type].item)
		return NULL;
	arena_reset(&r->arena);
	now[KEY_BY] = date_text(r, it->by);
	now[KEY_AMT] = money_text(r, item_left(it));
	now[KEY_STATE] = state_word(it);
	if (it->type == TYPE_TERM)
		put_answers(r, it, &now[KEY_CONFIRMED], &now[KEY_DISPUTED]);
	def = book_record(b, it->definition);
	r->rec = *def;
	r->rec.verbatim = (struct str){ NULL, 0 };
	r->rec.text = item_says(it);
	r->rec.attrs = r->attrs;
	for (const struct key_use *use = schema_types[it->type].keys; use->need; use++) {
		struct str v = now[use->key].n ? now[use->key] : record_value(def, use->key);

		if (v.n)
			r->attrs[n++] = (struct attr){ schema_key_names[use->key], v, use->key,
				use };
	}
	r->rec.nattrs = n;
	return &r->rec;
}
