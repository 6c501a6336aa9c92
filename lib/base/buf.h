/*
 * buf: bytes on their way out, to a file descriptor or to memory.
 *
 * With fd >= 0 the buffer is flushed by write(2) whenever it fills; with fd == -1 it
 * grows to hold everything.  There is no other output layer: standard output,
 * standard error and every string that is built go through it.  A failed write is
 * remembered in err (an errno value) and later output is dropped, so a loop need not
 * check: buf_flush() at the end tells.
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
	int fd;     /* where it goes; -1: stays in memory */
	int err;    /* errno of the first write that failed, or 0 */
};

/* A buffer that writes to fd, which stays the caller's to close. */
struct buf buf_to(int fd);

/* A buffer that stays in memory. */
struct buf buf_mem(void);

/* Makes room for n more bytes at b->p + b->n, so that b->cap - b->n >= n; may flush. */
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

/* Appends the 64-bit FNV-1a hash of s (RFC 9923) as 16 hexadecimal digits.  It is the same
 * in every run.  start is BUF_FNV, or another value for a different hash. */
#define BUF_FNV UINT64_C(0xcbf29ce484222325) /* the offset basis of FNV */
enum { BUF_FNV_DIGITS = 16 };
void buf_fnv(struct buf *b, struct str s, uint64_t start);

/* What the buffer holds; valid until the next append. */
static inline struct str
buf_view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* A copy, living as long as the arena, of what the buffer holds; releases the buffer. */
struct str buf_keep(struct buf *b, struct arena *a);

/* Writes out what is held; false if this or any earlier write failed (see err).  In memory:
 * does nothing, true. */
bool buf_flush(struct buf *b);

/* Frees the memory without flushing; does not close fd. */
void buf_release(struct buf *b);

#endif
