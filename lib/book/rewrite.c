#include "book/rewrite.h"

#include <stdlib.h>

struct str
piece_id(const struct text *t, const struct piece *p, size_t k)
{
	const struct ref *r = &t->refs[p->ref + k];

	return (struct str){ piece_bytes(p).p + r->at, r->n };
}

static int
cmp_refs(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

void
text_rewrite(struct text *t, struct symbols *s, struct buf *bytes,
    struct str (*new_id)(void *self, uint32_t piece, struct str id), void *self)
{
	if (t->bom)
		buf_str(bytes, STR("\xef\xbb\xbf"));
	for (uint32_t j = 0; j < t->n; j++) {
		const struct piece *p = &t->piece[j];
		struct str rest = piece_bytes(p);

		buf_str(bytes, piece_space(p));
		if (p->nrefs > 1)
			qsort(&t->refs[p->ref], p->nrefs, sizeof(*t->refs), cmp_refs);
		for (size_t k = 0; k < p->nrefs; k++) {
			struct str id = piece_id(t, p, k), new = new_id(self, j, id);

			if (!new.n)
				continue;
			buf_str(bytes, str_span(rest.p, id.p));
			buf_str(bytes, new);
			rest = str_span(str_end(id), str_end(rest));
		}
		buf_str(bytes, rest);
	}
	buf_str(bytes, t->tail);
	bytes->n -= t->lent.n;
	text_release(t);
	text_read(t, s, buf_view(bytes));
}
