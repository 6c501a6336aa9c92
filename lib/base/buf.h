/*
 * buf: bytes on their way out, to a file descriptor or to memory.
 *
 * With fd >= 0 the buffer is flushed by write(2) whenever it fills; with
 * fd == -1 it grows and holds all.  There is no other output layer: standard
 * output, standard error and every string that is built go through it.  A
 * failed write is remembered in err (an errno value) and later output is
 * dropped, so a loop need not check: buf_flush() at the end tells.
 *
 *	struct buf out = buf_to(STDOUT_FILENO);
 *	buf_str(&out, STR("hello\n"));
 *	if (!buf_flush(&out)) ... strerror(out.err) ...
 *	buf_release(&out);
 */
#ifndef FU_BUF_H
#define FU_BUF_H

#include "base/str.h"

#include <stdint.h>

struct arena;

struct buf {
	char *p;    /* owned */
	size_t n;   /* bytes in it */
	size_t cap; /* room; 0 until first used */
	int fd;     /* where it goes, or -1: stays in memory */
	int err;    /* errno of the first write that failed, or 0 */
};

/* A buffer in front of fd. */
struct buf buf_to(int fd);

/* A buffer in memory. */
struct buf buf_mem(void);

/* Makes room for n more bytes behind b->p + b->n: after it b->cap - b->n >= n. */
void buf_room(struct buf *b, size_t n);

/* Appends n bytes. */
void buf_put(struct buf *b, const char *p, size_t n);

/* Appends a slice. */
static inline void
buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

/* Appends one byte. */
static inline void
buf_char(struct buf *b, char c)
{
	if (b->n == b->cap)
		buf_room(b, 1);
	b->p[b->n++] = c;
}

/* Appends a number in decimal. */
void buf_int(struct buf *b, int64_t v);

/* Appends a number in decimal with at least width digits, zeros first. */
void buf_digits(struct buf *b, uint64_t v, int width);

/* Appends the FNV-1a hash (64 bit; Fowler, Noll, Vo) of some bytes, from a start value on,
 * as 16 hexadecimal digits: equal bytes, equal digits, in every run. */
#define BUF_FNV UINT64_C(0xcbf29ce484222325) /* their start value */
enum { BUF_FNV_DIGITS = 16 };
void buf_fnv(struct buf *b, struct str s, uint64_t start);

/* What is held, good until the next append. */
static inline struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* A copy of what is held that lives as long as the arena; releases the buffer. */
struct str buf_keep(struct buf *b, struct arena *a);

/* Writes what is held; false if this or an earlier write failed (see err). */
bool buf_flush(struct buf *b);

/* Gives the memory back without flushing. */
void buf_release(struct buf *b);

#endif
