#include "book/lines.h"

#include "record/lex.h"
#include "record/scan.h"

#include <stdlib.h>

_Static_assert((int)LINES_PAD >= (int)SCAN_PAD, "lines can be lexed in place");
/* A block with no more than this, in words of 4 bytes, is copied when joined to another, as
 * it would otherwise stay nearly empty. */
enum { LINES_COPIED = 1 << (LINES_BITS - 2) };

_Static_assert((int)LINES_LONGEST > 4 * (HEAD_MAX + TEXT_MAX), "the LF of a line is found");

/* Adds a block, which gets the next numbers. */
static void
add_block(struct lines *l, char *p)
{
	if (l->nblocks == UINT32_MAX >> LINES_BITS)
		mem_none();
	l->block = mem_at_least(l->block, sizeof(*l->block), &l->cap, l->nblocks);
	l->block[l->nblocks++] = p;
}

/* Adds one block, or as many contiguous ones as the line needs. */
void
lines_grow(struct lines *l, size_t need)
{
	size_t n = (need + LINES_BLOCK - 1) / LINES_BLOCK;
	char *p = arena_bytes(&l->arena, n * LINES_BLOCK);

	l->next = (uint32_t)l->nblocks << LINES_BITS;
	l->at = p;
	l->end = p + n * LINES_BLOCK;
	for (; n; n--, p += LINES_BLOCK)
		add_block(l, p);
}

/* Does any of the 8 bytes equal LF?  The lowest bit found is right in any byte order. */
static bool
has_end(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);

	v ^= ones * '\n';
	return ((v - ones) & ~v & ones << 7) != 0;
}

/* How many bytes both begin with, counted by eights, not necessarily to the last. */
static size_t
alike(const char *x, const char *y)
{
	uint64_t a, b;

	for (size_t n = 0;; n += sizeof(a)) {
		memcpy(&a, x + n, sizeof(a));
		memcpy(&b, y + n, sizeof(b));
		if (a != b || has_end(a))
			return n;
	}
}

int
lines_cmp(const char *x, const char *y)
{
	size_t n = alike(x, y);

	x += n;
	y += n;
	for (; *x == *y; x++, y++)
		if (*x == '\n')
			return 0;
	if (*x == '\n')
		return -1;
	return *y == '\n' || (unsigned char)*x > (unsigned char)*y ? 1 : -1;
}

/* Copies lines that are in a single block. */
static struct lines_moved
copy_lines(struct lines *to, const struct lines *from)
{
	const char *p = from->block[0];
	size_t n = (size_t)(from->at - p);
	struct lines_moved m;

	if ((size_t)(to->end - to->at) < n + LINES_PAD)
		lines_grow(to, n + LINES_PAD);
	m = (struct lines_moved){ to->next, p, from->at, to->at };
	memcpy(to->at, p, n + LINES_PAD);
	to->at += n;
	to->next += (uint32_t)(n / 4);
	return m;
}

struct lines_moved
lines_join(struct lines *to, struct lines *from)
{
	struct lines_moved m = { .number = (uint32_t)to->nblocks << LINES_BITS };

	if (from->nblocks == 1 && from->next <= LINES_COPIED) {
		m = copy_lines(to, from);
	} else if (from->nblocks) {
		for (size_t i = 0; i < from->nblocks; i++)
			add_block(to, from->block[i]);
		arena_join(&to->arena, &from->arena);
		to->at = from->at;
		to->end = from->end;
		to->next = m.number + from->next;
		from->nblocks = 0;
	}
	lines_clear(from);
	return m;
}

void
lines_clear(struct lines *l)
{
	if (l->nblocks > 1)
		lines_release(l);
	l->next = 0;
	l->at = l->nblocks ? l->block[0] : NULL;
	l->end = l->nblocks ? l->at + LINES_BLOCK : NULL;
}

void
lines_release(struct lines *l)
{
	arena_release(&l->arena);
	free(l->block);
	*l = (struct lines){ 0 };
}
