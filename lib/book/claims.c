#include "book/claims.h"

#include <stdlib.h>

bool
claims_are(const struct record *r, enum key key)
{
	if (schema_types[r->type].declares)
		return key != KEY_AT;
	switch (r->type) {
	case TYPE_AMENDED:
		return key == KEY_BY || key == KEY_AMT || key == KEY_NONE;
	case TYPE_OFFER:
		return key == KEY_AMT;
	case TYPE_GOT: /* of what names nothing many things may be answered */
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
	if (r->npeople && r->type != TYPE_AMENDED) /* those who agreed */
		put_name(line, '@', r->people[0]);
}

const struct claim *
claims_add(struct claims *c, const struct record *r, struct str key, struct str value,
    struct spot at, struct str *about)
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
	buf_str(&c->line, key);
	about->p = c->line.p;
	n = names_keep(&c->names, 0, buf_view(&c->line), c->arena);
	if (n < before)
		return str_eq(c->claim[n].value, value) ? NULL : &c->claim[n];
	c->claim = mem_at_least(c->claim, sizeof(*c->claim), &c->cap, before);
	c->claim[n] = (struct claim){ arena_str(c->arena, value), at };
	return NULL;
}

void
claims_release(struct claims *c)
{
	names_release(&c->names);
	buf_release(&c->line);
	free(c->claim);
}
