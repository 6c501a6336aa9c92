#include "book/elsewhere.h"

static bool
is_here(const struct elsewhere *e, struct place at, struct place other)
{
	return str_eq(at.file, e->here) || (other.line && str_eq(other.file, e->here));
}

bool
elsewhere_count(void *self, enum diag_id id, struct place at, struct place other)
{
	struct elsewhere *e = self;

	/* An item that is none, or of the wrong type, is so for each of several records. */
	if (is_here(e, at, other))
		return at.line == 1 || (id != DIAG_UNKNOWN_ID && id != DIAG_WRONG_ITEM) ||
		       !str_eq(at.file, e->here);
	e->n += diag_rows[id].level >= DIAG_ERROR;
	return false;
}

bool
elsewhere_differs(void *self, enum diag_id id, struct place at, struct place other)
{
	struct elsewhere *e = self;
	const size_t key[] = { (size_t)id, at.line, at.col };
	struct buf b = buf_mem();
	bool known;

	if (diag_rows[id].level < DIAG_ERROR || is_here(e, at, other))
		return false;
	buf_put(&b, (const char *)key, sizeof(key));
	buf_str(&b, at.file);
	known = names_find(&e->known, 0, buf_view(&b)) != NAMES_NONE;
	if (e->learn && !known)
		names_keep(&e->known, 0, buf_view(&b), &e->arena);
	buf_release(&b);
	return !known && !e->learn;
}

void
elsewhere_release(struct elsewhere *e)
{
	names_release(&e->known);
	arena_release(&e->arena);
}
