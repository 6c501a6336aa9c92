#include "book/ids.h"

#include "base/buf.h"

#include <stdlib.h>

enum { DIGITS_MAX = 8, LETTERS_MAX = 54 }; /* so that letters and number make a valid name */

struct str
ids_stem(struct str id)
{
	return str_cut(&id, '.');
}

/* The letters of a stem; *number is what follows them, 0 if nothing does. */
static struct str
letters_of(struct str id, uint32_t *number)
{
	struct str stem = ids_stem(id);
	size_t n = stem.n;

	*number = 0;
	while (n && stem.p[n - 1] >= '0' && stem.p[n - 1] <= '9')
		n--;
	if (stem.n - n > DIGITS_MAX)
		n = stem.n; /* too long to count on from */
	for (size_t i = n; i < stem.n; i++)
		*number = *number * 10 + (uint32_t)(stem.p[i] - '0');
	return (struct str){ stem.p, n > LETTERS_MAX ? LETTERS_MAX : n };
}

bool
ids_counts(struct str id)
{
	uint32_t number;

	return letters_of(id, &number).n < ids_stem(id).n;
}

void
ids_add(struct ids *t, uint32_t deal, struct str id)
{
	uint32_t number, at, before = t->letters.n;
	struct str letters = letters_of(id, &number);

	at = names_keep(&t->letters, deal, letters, &t->arena);
	t->greatest = mem_at_least(t->greatest, sizeof(*t->greatest), &t->cap, at);
	if (t->letters.n > before || number > t->greatest[at])
		t->greatest[at] = number;
}

struct str
ids_next(struct ids *t, uint32_t deal, struct str like, struct arena *a)
{
	uint32_t number, at;
	struct str letters = letters_of(like, &number);
	struct buf b = buf_mem();

	at = names_find(&t->letters, deal, letters);
	buf_str(&b, letters);
	buf_int(&b, at == NAMES_NONE ? 1 : (int64_t)t->greatest[at] + 1);
	return buf_keep(&b, a);
}

void
ids_release(struct ids *t)
{
	arena_release(&t->arena);
	names_release(&t->letters);
	free(t->greatest);
	*t = (struct ids){ 0 };
}
