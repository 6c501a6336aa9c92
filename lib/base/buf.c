#include "base/buf.h"

#include "base/arena.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK = 1 << 16 };

struct buf
buf_to(int fd)
{
	return (struct buf){ .fd = fd };
}

struct buf
buf_mem(void)
{
	return (struct buf){ .fd = -1 };
}

static void
write_all(struct buf *b, const char *p, size_t n)
{
	while (n && !b->err) {
		ssize_t w = write(b->fd, p, n);

		if (w >= 0) {
			p += w;
			n -= (size_t)w;
		} else if (errno != EINTR) {
			b->err = errno;
		}
	}
}

bool
buf_flush(struct buf *b)
{
	if (b->fd >= 0) {
		write_all(b, b->p, b->n);
		b->n = 0;
	}
	return b->err == 0;
}

void
buf_room(struct buf *b, size_t n)
{
	size_t want;

	if (b->fd >= 0 && b->n)
		buf_flush(b);
	if (b->cap - b->n >= n)
		return;
	want = b->cap ? b->cap * 2 : b->fd >= 0 ? BLOCK : 64;
	if (want - b->n < n)
		want = b->n + n;
	b->p = mem_grow(b->p, 1, want);
	b->cap = want;
}

void
buf_put(struct buf *b, const char *p, size_t n)
{
	if (b->cap - b->n < n) {
		if (b->fd >= 0 && n >= BLOCK) {
			buf_flush(b);
			write_all(b, p, n);
			return;
		}
		buf_room(b, n);
	}
	if (n)
		memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
buf_digits(struct buf *b, uint64_t v, int width)
{
	char d[24];
	int i = (int)sizeof(d);

	do
		d[--i] = (char)('0' + v % 10);
	while ((v /= 10) != 0 || (int)sizeof(d) - i < width);
	buf_put(b, d + i, sizeof(d) - (size_t)i);
}

void
buf_int(struct buf *b, int64_t v)
{
	if (v < 0)
		buf_char(b, '-');
	buf_digits(b, v < 0 ? -(uint64_t)v : (uint64_t)v, 1);
}

void
buf_release(struct buf *b)
{
	free(b->p);
	b->p = NULL;
	b->n = b->cap = 0;
}

void
buf_fnv(struct buf *b, struct str s, uint64_t start)
{
	uint64_t h = start;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	for (int shift = 60; shift >= 0; shift -= 4)
		buf_char(b, "0123456789abcdef"[h >> shift & 15]);
}

struct str
buf_keep(struct buf *b, struct arena *a)
{
	struct str kept = arena_str(a, buf_view(b));

	buf_release(b);
	return kept;
}
