/*
 * arena: memory that is given back all at once.
 *
 * Everything that lives as long as the run, or as long as one input text, comes from
 * an arena; nothing is freed on its own.  Blocks double in size from 4 KiB to 1 MiB,
 * so an arena that holds n bytes has called malloc(3) O(log n) + n/1 MiB times.
 * Running out of memory ends the program here, with a message and exit status 2, so
 * callers need not check.
 *
 *	struct arena a = { 0 };
 *	struct item *it = arena_new(&a, sizeof(*it), 1);
 *	...
 *	arena_release(&a);
 */
#ifndef FU_ARENA_H
#define FU_ARENA_H

#include "base/str.h"

struct arena_block;

struct arena { /* all zero: an empty arena, ready for use */
	struct arena_block *block;
	char *at, *end; /* what is left of the newest block */
	size_t size;    /* of the newest block, in bytes */
};

/* Zeroed room for n objects of size bytes each, aligned for any type.  n may be 0. */
void *arena_new(struct arena *a, size_t size, size_t n);

/* Room for n bytes, neither aligned nor zeroed. */
char *arena_bytes(struct arena *a, size_t n);

/* A copy of s that lives as long as the arena. */
struct str arena_str(struct arena *a, struct str s);

/* The same with a NUL behind it, not counted in its length, for calls that want a C string. */
struct str arena_z(struct arena *a, struct str s);

/* Forgets everything handed out, but keeps the newest block for reuse. */
void arena_reset(struct arena *a);

/* Moves everything handed out by `from` to `to`, to live as long as `to` does.  `from` is
 * then empty, and still has the unused end of its newest block to hand out. */
void arena_join(struct arena *to, struct arena *from);

/* Frees all memory; the arena is then empty and can be used again. */
void arena_release(struct arena *a);

/* Prefetches memory that is about to be read, where the compiler can. */
#ifdef __GNUC__
#define MEM_FETCH(p) __builtin_prefetch(p)
#else
#define MEM_FETCH(p) ((void)(p))
#endif

/* The same for an object of 65 to 128 bytes, which may straddle three cache lines of 64. */
#define MEM_FETCH_TWO(p) \
	(MEM_FETCH(p), MEM_FETCH((const char *)(p) + 64), \
	    MEM_FETCH((const char *)(p) + sizeof(*(p)) - 1))

/* Ends the program for want of memory: message on standard error, exit status 2. */
_Noreturn void mem_none(void);

/* Resizes p, as realloc(3), to n objects of size bytes each; n may be 0.  Overflow or lack
 * of memory ends the program, so it never returns null.  For growing arrays, which an arena
 * can't hold; the caller frees the result with free(3). */
void *mem_grow(void *p, size_t size, size_t n);

/* The same for new, zeroed objects, as calloc(3).  Pages of a large array cost nothing
 * until touched. */
void *mem_zero(size_t size, size_t n);

/* The slow path of mem_at_least(): doubles *cap, or raises it to n + 1 if that is more. */
void *mem_double(void *p, size_t size, size_t *cap, size_t n);

/* As mem_grow(), for an array with room for *cap objects that is about to get one with
 * index n: grows it, and *cap, if n >= *cap. */
static inline void *
mem_at_least(void *p, size_t size, size_t *cap, size_t n)
{
	return n < *cap ? p : mem_double(p, size, cap, n);
}

#endif
