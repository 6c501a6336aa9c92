#include "book/claims.h"

#include <stdlib.h>

/* "who @jane", "deal +acme", "week". */
static void
put_declared(struct buf *line, const struct record *r)
{
	const struct str *name = r->npeople ? r->people : r->nids ? r->ids : &r->deal;

	buf_str(line, r->word);
	if (name == &r->deal && r->type != TYPE_DEAL)
		return;
	buf_char(line, ' ');
	buf_char(line, r->npeople ? '@' : r->nids ? '%' : '+');
	buf_str(line, *name);
}

const struct claim *
claims_add(struct claims *c, const struct record *r, struct str key, struct str value,
    struct spot at, struct str *about)
{
	uint32_t n, before = c->names.n;

	c->line.n = 0;
	put_declared(&c->line, r);
	about->n = c->line.n;
	buf_char(&c->line, '\n');
	buf_str(&c->line, r->deal);
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
