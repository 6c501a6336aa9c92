#include "book/elsewhere.h"

static bool
is_here(const struct elsewhere *e, struct place at, struct place other)
{
	return str_eq(at.file, e->here) || (other.line && str_eq(other.file, e->here));
}

/* Is the error in the set? */
static bool
has(const struct elsewhere *e, enum elsewhere_set set, struct str error)
{
	return names_find(&e->errors, set, error) != NAMES_NONE;
}

static struct str
name_error(struct buf *b, enum diag_id id, struct place at)
{
	const size_t key[] = { (size_t)id, at.line, at.col };

	buf_put(b, (const char *)key, sizeof(key));
	buf_str(b, at.file);
	return buf_view(b);
}

static void
learn(struct elsewhere *e, enum elsewhere_set set, enum diag_id id, struct place at)
{
	struct buf b = buf_mem();

	names_keep(&e->errors, set, name_error(&b, id, at), &e->arena);
	buf_release(&b);
}

bool
elsewhere_count(void *self, enum diag_id id, struct place at, struct place other)
{
	struct elsewhere *e = self;

	/* An unknown item, or one of the wrong type, would be reported for each of several
	 * new records; the first is enough. */
	if (is_here(e, at, other))
		return at.line == 1 || (id != DIAG_UNKNOWN_ID && id != DIAG_WRONG_ITEM) ||
		       !str_eq(at.file, e->here);
	if (diag_rows[id].level >= DIAG_ERROR)
		learn(e, ELSEWHERE_WITH, id, at);
	return false;
}

bool
elsewhere_differs(void *self, enum diag_id id, struct place at, struct place other)
{
	struct elsewhere *e = self;
	struct buf b = buf_mem();
	bool differs;

	if (diag_rows[id].level < DIAG_ERROR || is_here(e, at, other))
		return false;
	if (e->learn) {
		learn(e, ELSEWHERE_BEFORE, id, at);
		return false;
	}
	name_error(&b, id, at);
	differs = has(e, ELSEWHERE_WITH, buf_view(&b)) && !has(e, ELSEWHERE_BEFORE, buf_view(&b));
	buf_release(&b);
	return differs;
}

void
elsewhere_release(struct elsewhere *e)
{
	names_release(&e->errors);
	arena_release(&e->arena);
}
