/*
 * arena: memory that is given back all at once.
 *
 * Everything that lives as long as the run, or as long as one input text,
 * comes from an arena; nothing is freed by itself.  Blocks double in size up
 * to a limit, so an arena that holds n bytes has made O(log n) + n/limit
 * calls of malloc(3).  Out of memory ends the program here, with a message and
 * exit 2, so no caller checks.
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
	size_t size;    /* bytes of it */
};

/* Zeroed room for n objects of size bytes, aligned for any type. */
void *arena_new(struct arena *a, size_t size, size_t n);

/* Room for n bytes, not aligned, not zeroed. */
char *arena_bytes(struct arena *a, size_t n);

/* A copy of s that lives as long as the arena. */
struct str arena_str(struct arena *a, struct str s);

/* The same with a NUL behind it, that the system may be given its bytes. */
struct str arena_z(struct arena *a, struct str s);

/* Forgets all that was handed out; keeps the newest block for the next use. */
void arena_reset(struct arena *a);

/* Moves all that was handed out of `from` to `to`, to live as long as that.  `from` is
 * empty then, and goes on in what was left of its memory. */
void arena_join(struct arena *to, struct arena *from);

/* Gives all memory back; the arena is empty and usable again. */
void arena_release(struct arena *a);

/* Asks for memory that will be looked at soon, where the compiler can. */
#ifdef __GNUC__
#define MEM_FETCH(p) __builtin_prefetch(p)
#else
#define MEM_FETCH(p) ((void)(p))
#endif

/* The same of an object of 65 to 128 bytes, which may begin anywhere in a row of 64. */
#define MEM_FETCH_TWO(p) \
	(MEM_FETCH(p), MEM_FETCH((const char *)(p) + 64), \
	    MEM_FETCH((const char *)(p) + sizeof(*(p)) - 1))

/* Ends the program as no memory does. */
_Noreturn void mem_none(void);

/* realloc(3) of n objects of size bytes, none of which is good too, that can't fail:
 * overflow or no memory ends the program with a message and exit 2.  For the growing
 * arrays that an arena can't serve; the caller gives what comes back to free(3). */
void *mem_grow(void *p, size_t size, size_t n);

/* The same of new objects, all zero: calloc(3).  Of many, those never touched cost nothing. */
void *mem_zero(size_t size, size_t n);

/* For the next: doubles the room, or makes as much as there must be. */
void *mem_double(void *p, size_t size, size_t *cap, size_t n);

/* As mem_grow(), for an array with room for *cap objects that shall hold number n:
 * doubles the room when it must. */
static inline void *
mem_at_least(void *p, size_t size, size_t *cap, size_t n)
{
	return n < *cap ? p : mem_double(p, size, cap, n);
}

#endif
