#include "record/fold.h"

#include "base/arena.h"
#include "record/scan.h"

#include <stdlib.h>

static const char *
after_line(const char *p, const char *end)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));

	return lf ? lf + 1 : end;
}

bool
fold_continues(const char *p, const char *end)
{
	if (p == end || !is(*p, BLANK))
		return false;
	while (p < end && is(*p, BLANK))
		p++;
	return p < end && *p != '\n' && !(*p == '\r' && p + 1 < end && p[1] == '\n');
}

const char *
fold_end(const char *p, const char *end)
{
	do
		p = after_line(p, end);
	while (fold_continues(p, end));
	return p;
}

/* The line at p; indentation is skipped unless it is the first line. */
static struct fold
line_at(const char *p, const char *end, bool first)
{
	const char *q = p, *last = after_line(p, end);

	while (!first && is(*q, BLANK))
		q++;
	if (last > q && last[-1] == '\n')
		last--;
	if (last > q && last[-1] == '\r')
		last--;
	while (last > q && is(last[-1], BLANK))
		last--;
	return (struct fold){ .indent = (size_t)(q - p), .content = str_span(q, last) };
}

/* Appends a slice that has SCAN_PAD readable bytes from its first on. */
static inline void
put_line(struct buf *b, struct str s)
{
	if (s.n > SCAN_PAD || b->cap - b->n < SCAN_PAD) {
		buf_str(b, s);
		return;
	}
	memcpy(b->p + b->n, s.p, SCAN_PAD);
	b->n += s.n;
}

const char *
fold_join(struct buf *b, const char *p, const char *end)
{
	for (;;) {
		const char *lf = scan_line(p), *last = lf;

		if (last > p && last[-1] == '\r')
			last--;
		while (last > p && is(last[-1], BLANK))
			last--;
		put_line(b, str_span(p, last));
		p = lf + 1;
		if (p == end || !is(*p, BLANK))
			return p;
		while (is(*p, BLANK))
			p++;
		if (is_end(p))
			return lf + 1;
		buf_char(b, ' ');
	}
}

static void
read_lines(struct folds *f, struct str written)
{
	const char *end = str_end(written), *p = written.p;
	size_t offset = 0;

	do {
		struct fold next = line_at(p, end, f->n == 0);

		next.offset = offset;
		next.line = f->n;
		offset += next.content.n + 1;
		p = after_line(next.content.p, end);
		f->p = mem_at_least(f->p, sizeof(*f->p), &f->cap, f->n);
		f->p[f->n++] = next;
	} while (p < end);
}

const struct fold *
folds_at(struct folds *f, struct str written, size_t offset)
{
	size_t low = 0, high;

	if (!f->n)
		read_lines(f, written);
	for (high = f->n; high - low > 1;) {
		size_t middle = low + (high - low) / 2;

		if (f->p[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return &f->p[low];
}

void
folds_release(struct folds *f)
{
	free(f->p);
	*f = (struct folds){ 0 };
}

/* How many bytes at once, from the end backwards, are searched for a LF. */
enum { STRIDE = 4096 };

size_t
fold_last_end(const char *d, size_t end, size_t *from)
{
	size_t line_end = 0, last = end, i = end; /* LFs found; line_end is above i */

	while (i >= *from + STRIDE && !memchr(d + i - STRIDE, '\n', STRIDE))
		i -= STRIDE;
	while (i-- > *from) {
		if (d[i] != '\n')
			continue;
		if (i + 1 < end && !is(d[i + 1], BLANK))
			return i + 1;
		if (line_end && !fold_continues(d + i + 1, d + line_end + 1))
			return i + 1;
		if (!line_end)
			last = i;
		line_end = i;
	}
	*from = last;
	return 0;
}
