/*
 * lines: lines of text kept for the run, each under a 32-bit number.
 *
 * Numbers grow in the order of adding.  A line may have words of 4 bytes before it,
 * and has LINES_PAD readable bytes behind it, so it can be lexed in place.  Lines
 * start at multiples of 4 bytes, so there are numbers for 16 GiB of them; more than
 * that ends the program, as running out of memory does.
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

/* The low LINES_BITS bits of a number count words of 4 bytes within a block, the others
 * blocks; a line longer than a block takes several contiguous ones. */
enum { LINES_BITS = 16, LINES_BLOCK = 4 << LINES_BITS };

/* SCAN_PAD; and more bytes than any line has, as its head and TEXT are limited. */
enum { LINES_PAD = 16, LINES_LONGEST = 1 << 24 };

struct lines { /* all zero: none */
	struct arena arena;
	char **block; /* owned */
	size_t nblocks, cap;
	char *at, *end; /* what is left of the newest block */
	uint32_t next;  /* the number of the word at `at` */
};

/* Starts a new block with room for that many bytes. */
void lines_grow(struct lines *l, size_t need);

/* Room for a line of n bytes, ending in LF, and that many words before it; not zeroed.  Its
 * number goes to *number. */
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

/* The line with a number. */
static inline const char *
lines_at(const struct lines *l, uint32_t number)
{
	return l->block[number >> LINES_BITS] +
	       (size_t)(number & ((UINT32_C(1) << LINES_BITS) - 1)) * 4;
}

/* A word before a line, counted back from the line, from 1. */
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

/* A line that ends in LF, without the LF. */
static inline struct str
lines_str(const char *line)
{
	/* memchr() is defined to read no further than its match. */
	const char *end = memchr(line, '\n', LINES_LONGEST);

	return str_span(line, end);
}

/* Compares two lines that end in LF by bytes, a prefix first, as memcmp(3). */
int lines_cmp(const char *x, const char *y);

/* What has become of lines that were moved. */
struct lines_moved {
	uint32_t number; /* to be added to their numbers */
	/* where they were, and where they are now; `is` null: not moved in memory */
	const char *was, *end, *is;
};

/* Moves all lines of `from` behind those of `to`; `from` is then empty. */
struct lines_moved lines_join(struct lines *to, struct lines *from);

/* Where a byte is now that may be in a line that was moved. */
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

/* Forgets all lines, but keeps memory for reuse. */
void lines_clear(struct lines *l);

void lines_release(struct lines *l);

#endif
