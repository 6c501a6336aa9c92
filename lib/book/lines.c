#include "book/lines.h"

#include "record/lex.h"
#include "record/scan.h"

#include <stdlib.h>

_Static_assert((int)LINES_PAD >= (int)SCAN_PAD, "lines can be lexed in place");
_Static_assert((int)LINES_LONGEST > 4 * (HEAD_MAX + TEXT_MAX), "the LF of a line is found");

/* Or as many in one piece as the line needs. */
void
lines_grow(struct lines *l, size_t need)
{
	size_t n = (need + LINES_BLOCK - 1) / LINES_BLOCK;
	char *p;

	if (n + l->nblocks > UINT32_MAX >> LINES_BITS)
		mem_none();
	p = arena_bytes(&l->arena, n * LINES_BLOCK);
	l->next = (uint32_t)l->nblocks << LINES_BITS;
	l->at = p;
	l->end = p + n * LINES_BLOCK;
	for (; n; n--, p += LINES_BLOCK) {
		l->block = mem_at_least(l->block, sizeof(*l->block), &l->cap, l->nblocks);
		l->block[l->nblocks++] = p;
	}
}

/* Has it a byte LF?  The lowest of the bits found is right in any byte order. */
static bool
has_end(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);

	v ^= ones * '\n';
	return ((v - ones) & ~v & ones << 7) != 0;
}

/* How many bytes both begin with, by eights and not up to their ends. */
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

void
lines_release(struct lines *l)
{
	arena_release(&l->arena);
	free(l->block);
	*l = (struct lines){ 0 };
}
