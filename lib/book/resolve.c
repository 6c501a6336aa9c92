#include "book/resolve.h"

#include "book/item.h"
#include "book/people.h"

#include <stdlib.h>

enum { PERSON = 1, ANSWER };

/* Notes who has answered in a deal, and the last answer of each to a recap as a whole. */
static void
see_deal(struct resolver *r, uint32_t deal)
{
	struct book *b = r->book;
	uint32_t n = 0;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];
		struct cell *c;

		if (at->type != TYPE_GOT)
			continue;
		c = cells_put(&r->people, PERSON, deal, entry_people(b, at).p[0], 0);
		if (!c->value)
			c->value = ++n;
		if (at->word == r->yes && at->re & (r->recap | r->confirm) && !entry_items(b, at).n)
			c->other = e + 1;
	}
	n = 0;
	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (at->type == TYPE_GOT &&
		    cells_get(&r->people, PERSON, deal, entry_people(b, at).p[0], 0)->other ==
			e + 1)
			groups_put(&r->recaps, deal, UINT32_MAX - n++, e);
	}
}

void
resolve_init(struct resolver *r, struct book *b)
{
	*r = (struct resolver){ .book = b,
		.recap = book_re_bits(b, STR("recap")),
		.confirm = book_re_bits(b, STR("confirm")),
		.yes = book_word(b, STR("yes")) };
	for (uint32_t i = 0; i < b->deals.n; i++)
		see_deal(r, i);
	groups_sort(&r->recaps);
}

void
resolve_release(struct resolver *r)
{
	cells_release(&r->people);
	cells_release(&r->answers);
	groups_release(&r->recaps);
	free(r->who);
	arena_release(&r->arena);
}

/* Takes an answer to the term, unless the person gave a later one or is on our side. */
static void
take_answer(struct resolver *r, const struct item *it, uint32_t entry)
{
	struct book *b = r->book;
	uint32_t person = entry_people(b, &b->entries[entry]).p[0];
	struct cell *c = cells_put(&r->answers, ANSWER, 0, person, 0);
	const struct cell *of = cells_get(&r->people, PERSON, it->deal, person, 0);

	if (c->value && entry_cmp(b, entry, c->value - 1) < 0)
		return;
	if (!c->value && !people_ours(b, person, it->deal)) {
		r->who = mem_at_least(r->who, sizeof(*r->who), &r->who_cap, r->nwho);
		r->who[r->nwho++] = (struct keyed){ of->value, person };
	}
	c->value = entry + 1;
}

/* Takes the last answer of each person since then, to the term or to a recap. */
static void
take_answers(struct resolver *r, const struct item *it, struct moment since)
{
	struct book *b = r->book;
	size_t n;
	const struct keyed *recap = groups_of(&r->recaps, it->deal, &n);

	cells_clear(&r->answers);
	r->nwho = 0;
	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (entry_answers(b, at) && !moment_before(at->when, since))
			take_answer(r, it, e);
	}
	for (; n && !moment_before(b->entries[recap->value].when, since); n--, recap++)
		take_answer(r, it, recap->value);
	keyed_sort(r->who, r->nwho);
}

static void
put_name(struct buf *list, struct str name)
{
	if (list->n)
		buf_char(list, ',');
	buf_char(list, '@');
	buf_str(list, name);
}

/* Lists who confirms the term, and who disputes it. */
static void
put_answers(struct resolver *r, const struct item *it, struct str *confirmed, struct str *disputed)
{
	struct book *b = r->book;
	struct buf yes = buf_mem(), no = buf_mem();

	take_answers(r, it, item_settled(b, it));
	for (size_t i = 0; i < r->nwho; i++) {
		uint32_t person = r->who[i].value;
		const struct cell *c = cells_get(&r->answers, ANSWER, 0, person, 0);

		put_name(
		    b->entries[c->value - 1].word == r->yes ? &yes : &no, b->person[person].name);
	}
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
