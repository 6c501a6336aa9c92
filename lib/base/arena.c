#include "base/arena.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum { FIRST = 4096, LARGEST = 1 << 20, ALIGN = 16 };

struct arena_block {
	struct arena_block *older;
};

#define HEADER ((sizeof(struct arena_block) + ALIGN - 1) / ALIGN * ALIGN)

/* Nothing here may allocate, hence no struct buf but one write(2), by the first thread to
 * get here; the others end with it. */
_Noreturn void
mem_none(void)
{
	static const char message[] = "fu: error: out of memory [no-memory]\n";
	static pthread_mutex_t telling = PTHREAD_MUTEX_INITIALIZER;
	ssize_t n;

	pthread_mutex_lock(&telling);
	n = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)n;
	_exit(2);
}

static void
add_block(struct arena *a, size_t need)
{
	size_t size = a->size ? a->size * 2 : FIRST;
	struct arena_block *b;

	if (size > LARGEST)
		size = LARGEST;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - HEADER || !(b = malloc(HEADER + size)))
		mem_none();
	b->older = a->block;
	a->size = size;
	a->block = b;
	a->at = (char *)b + HEADER;
	a->end = a->at + size;
}

char *
arena_bytes(struct arena *a, size_t n)
{
	char *p;

	if (!a->at || (size_t)(a->end - a->at) < n)
		add_block(a, n);
	p = a->at;
	a->at += n;
	return p;
}

void *
arena_new(struct arena *a, size_t size, size_t n)
{
	size_t pad, need;
	char *p;

	if (n && size > (SIZE_MAX - ALIGN) / n)
		mem_none();
	pad = a->at ? (size_t)(-(uintptr_t)a->at & (ALIGN - 1)) : 0;
	need = size * n;
	if (!a->at || (size_t)(a->end - a->at) < pad + need) {
		add_block(a, need);
		pad = 0;
	}
	p = arena_bytes(a, pad + need) + pad;
	return need ? memset(p, 0, need) : p;
}

/* A copy of s in a piece of `room` bytes, which is at least s.n. */
static char *
copy(struct arena *a, struct str s, size_t room)
{
	char *p = arena_bytes(a, room);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

struct str
arena_str(struct arena *a, struct str s)
{
	return (struct str){ copy(a, s, s.n), s.n };
}

struct str
arena_z(struct arena *a, struct str s)
{
	char *p = copy(a, s, s.n + 1);

	p[s.n] = '\0';
	return (struct str){ p, s.n };
}

void
arena_reset(struct arena *a)
{
	struct arena_block *b = a->block;

	if (b && !a->at) /* its block was moved away by arena_join() */
		arena_release(a);
	if (!a->block)
		return;
	while (b->older) {
		struct arena_block *older = b->older->older;
		free(b->older);
		b->older = older;
	}
	a->at = (char *)b + HEADER;
}

void
arena_join(struct arena *to, struct arena *from)
{
	struct arena_block **end = to->block ? &to->block->older : &to->block;
	struct arena_block *oldest = from->block, *rest = *end;

	if (!oldest)
		return;
	while (oldest->older)
		oldest = oldest->older;
	*end = from->block;
	oldest->older = rest;
	from->block = NULL;
}

void
arena_release(struct arena *a)
{
	while (a->block) {
		struct arena_block *older = a->block->older;
		free(a->block);
		a->block = older;
	}
	*a = (struct arena){ 0 };
}

void *
mem_grow(void *p, size_t size, size_t n)
{
	if (n && size > SIZE_MAX / n)
		mem_none();
	n *= size;
	p = realloc(p, n ? n : 1);
	if (!p)
		mem_none();
	return p;
}

void *
mem_zero(size_t size, size_t n)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		mem_none();
	return p;
}

void *
mem_double(void *p, size_t size, size_t *cap, size_t n)
{
	*cap = *cap ? *cap * 2 : 64;
	if (*cap <= n)
		*cap = n + 1;
	return mem_grow(p, size, *cap);
}
