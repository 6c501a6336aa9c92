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

size_t
lines_alike(const char *x, const char *y, size_t most)
{
	uint64_t a, b;
	size_t n;

	for (n = 0; n < most; n += sizeof(a)) {
		memcpy(&a, x + n, sizeof(a));
		memcpy(&b, y + n, sizeof(b));
		if (a != b || has_end(a))
			break;
	}
	return n;
}

int
lines_cmp(const char *x, const char *y)
{
	size_t n = lines_alike(x, y, LINES_LONGEST);

	x += n;
	y += n;
	for (; *x == *y; x++, y++)
		if (*x == '\n')
			return 0;
	if (*x == '\n')
		return -1;
	return *y == '\n' || (unsigned char)*x > (unsigned char)*y ? 1 : -1;
}

uint64_t
lines_key(const char *line)
{
	const unsigned char *p = (const unsigned char *)line;
	uint64_t v;
	int i;

	memcpy(&v, line, sizeof(v));
	if (!has_end(v))
		return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
		       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
		       (uint64_t)p[6] << 8 | p[7];
	for (v = 0, i = 0; p[i] != '\n'; i++)
		v = v << 8 | p[i];
	return v << 8 * (7 - i) << 8;
}

void
lines_release(struct lines *l)
{
	arena_release(&l->arena);
	free(l->block);
	*l = (struct lines){ 0 };
}
