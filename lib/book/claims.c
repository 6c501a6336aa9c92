#include "book/claims.h"

#include <stdlib.h>

/* Of records like this, does the last one decide what the key is?  KEY_NONE: TEXT. */
static bool
is_claim(const struct record *r, enum key key)
{
	if (schema_types[r->type].declares)
		return key != KEY_AT;
	switch (r->type) {
	case TYPE_AMENDED:
		return key == KEY_BY || key == KEY_AMT || key == KEY_NONE;
	case TYPE_OFFER:
		return key == KEY_AMT;
	case TYPE_GOT: /* about no item, several things may be answered */
		return key == KEY_ANSWER && r->nids;
	case TYPE_CLOSE:
		return key == KEY_AS || key == KEY_AMT;
	default:
		return false;
	}
}

static void
put_name(struct buf *line, char sigil, struct str name)
{
	buf_char(line, ' ');
	buf_char(line, sigil);
	buf_str(line, name);
}

/* "who @jane", "deal +acme", "week", "amended %p1". */
static void
put_about(struct buf *line, const struct record *r)
{
	buf_str(line, r->word);
	if (r->type == TYPE_DEAL)
		put_name(line, '+', r->deal);
	for (size_t i = 0; i < r->nids; i++)
		put_name(line, '%', r->ids[i]);
	if (r->npeople && r->type != TYPE_AMENDED) /* in amended: those who agreed */
		put_name(line, '@', r->people[0]);
}

static void
note(struct claims *c, struct findings *f, struct reader *rd, uint32_t entry, enum key key,
    struct str part)
{
	c->note = mem_at_least(c->note, sizeof(*c->note), &c->note_cap, c->nnotes);
	c->note[c->nnotes++] = (struct claim_note){ findings_spot(f, reader_place(rd, part)), entry,
		key };
}

void
claims_note(
    struct claims *c, struct findings *f, struct reader *rd, const struct record *r, uint32_t entry)
{
	for (const struct attr *at = r->attrs; at < r->attrs + r->nattrs; at++)
		if (is_claim(r, at->key))
			note(c, f, rd, entry, at->key, at->name);
	if (r->text.n && is_claim(r, KEY_NONE))
		note(c, f, rd, entry, KEY_NONE, r->text);
}

/* The first note of an entry, or of the next that has any. */
static size_t
first_note(const struct claims *c, uint32_t entry)
{
	size_t low = 0, high = c->nnotes;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->note[mid].entry < entry)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The first claim about that key at that time, perhaps this one itself; *about is what it
 * is about, valid until the next call. */
static const struct claim *
claim_of(struct claims *c, const struct record *r, const struct claim_note *said, struct str value,
    struct str *about)
{
	uint32_t n, before = c->names.n;

	c->line.n = 0;
	put_about(&c->line, r);
	about->n = c->line.n;
	buf_char(&c->line, '\n');
	buf_str(&c->line, r->deal);
	buf_char(&c->line, '\n');
	buf_str(&c->line, r->date);
	buf_char(&c->line, '\n');
	buf_int(&c->line, said->key);
	about->p = c->line.p;
	n = names_keep(&c->names, 0, buf_view(&c->line), c->arena);
	if (n == before) {
		c->claim = mem_at_least(c->claim, sizeof(*c->claim), &c->cap, before);
		c->claim[n] = (struct claim){ arena_str(c->arena, value), said->at };
	}
	return &c->claim[n];
}

void
claims_check(struct claims *c, struct findings *f, struct book *b, uint32_t entry)
{
	size_t i = first_note(c, entry);

	for (; i < c->nnotes && c->note[i].entry == entry; i++) {
		const struct claim_note *said = &c->note[i];
		const struct record *r = book_record(b, entry);
		bool text = said->key == KEY_NONE, dated = r->when.day != DAY_NONE;
		struct str value = text ? r->text : record_value(r, said->key), about;
		const struct claim *first = claim_of(c, r, said, value, &about);

		if (!str_eq(first->value, value))
			findings_add_two(f, dated ? DIAG_SAME_TIME : DIAG_DIFFERING_DECLARATION,
			    said->at, about, text ? STR("text") : schema_key_names[said->key],
			    first->at,
			    "the other stands here; the greater line by its bytes counts");
	}
}

void
claims_release(struct claims *c)
{
	names_release(&c->names);
	buf_release(&c->line);
	free(c->claim);
	free(c->note);
}
