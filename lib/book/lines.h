/*
 * lines: lines of text kept for the run, each under a number of 32 bits.
 *
 * Numbers grow in the order of adding.  A line may have words of 4 bytes before
 * it, and has SCAN_PAD readable bytes behind it, so it can be lexed in place.
 * Lines stand on multiples of 4 bytes, so 16 GiB of them have numbers; more ends
 * the program as no memory does.
 *
 *	struct lines l = { 0 };
 *	char *p = lines_add(&l, 0, 6, &number);
 *	memcpy(p, "- who\n", 6);
 *	... lines_at(&l, number) ...
 *	lines_release(&l);
 */
#ifndef FU_LINES_H
#define FU_LINES_H

#include "base/arena.h"

#include <stdint.h>

/* The low bits of a number count words of 4 bytes within a block, the others
 * blocks; a line longer than a block has several in one piece. */
enum { LINES_BITS = 16, LINES_BLOCK = 4 << LINES_BITS };

/* SCAN_PAD, and more than any line has: its head and TEXT are limited. */
enum { LINES_PAD = 16, LINES_LONGEST = 1 << 24 };

struct lines { /* all zero: none */
	struct arena arena;
	char **block; /* owned */
	size_t nblocks, cap;
	char *at, *end; /* what is left of the newest */
	uint32_t next;  /* the number that at has */
};

/* A new block, with room for so many bytes. */
void lines_grow(struct lines *l, size_t need);

/* Room for a line of n bytes with so many words before it, not zeroed. */
static inline char *
lines_add(struct lines *l, uint32_t words, size_t n, uint32_t *number)
{
	size_t room = (size_t)words * 4 + (n + 3) / 4 * 4;
	char *p;

	if ((size_t)(l->end - l->at) < room + LINES_PAD)
		lines_grow(l, room + LINES_PAD);
	p = l->at + (size_t)words * 4;
	*number = l->next + words;
	l->at += room;
	l->next += (uint32_t)(room / 4);
	memset(p + n, 0, LINES_PAD);
	return p;
}

/* The line of a number. */
static inline const char *
lines_at(const struct lines *l, uint32_t number)
{
	return l->block[number >> LINES_BITS] +
	       (size_t)(number & ((UINT32_C(1) << LINES_BITS) - 1)) * 4;
}

/* A word before a line: the first is the one next to it. */
static inline uint32_t
lines_word(const char *line, size_t which)
{
	uint32_t w;

	memcpy(&w, line - 4 * which, sizeof(w));
	return w;
}

static inline void
lines_set_word(char *line, size_t which, uint32_t w)
{
	memcpy(line - 4 * which, &w, sizeof(w));
}

/* The bytes of a line that ends in LF, without it. */
static inline struct str
lines_str(const char *line)
{
	/* As C has it, memchr() reads no further than what it finds. */
	const char *end = memchr(line, '\n', LINES_LONGEST);

	return str_span(line, end);
}

/* The order of two lines that end in LF: bytes, a prefix first. */
int lines_cmp(const char *x, const char *y);

/* What became of lines that were moved. */
struct lines_moved {
	uint32_t number;            /* to be added to theirs */
	const char *was, *end, *is; /* where they stood and stand; null: where they stood */
};

/* Moves all lines of `from` behind those of `to`.  `from` has none then. */
struct lines_moved lines_join(struct lines *to, struct lines *from);

/* Where a byte of a line that was moved, or of something else, is now. */
static inline const char *
lines_moved(const struct lines_moved *m, const char *p)
{
	uintptr_t at = (uintptr_t)p - (uintptr_t)m->was;

	return m->is && at < (uintptr_t)m->end - (uintptr_t)m->was ? m->is + at : p;
}

static inline struct str
lines_moved_str(const struct lines_moved *m, struct str s)
{
	return (struct str){ lines_moved(m, s.p), s.n };
}

/* Forgets all lines. */
void lines_clear(struct lines *l);

void lines_release(struct lines *l);

#endif
