#include "base/plain.h"

#include "base/utf8.h"

/* Cuts what b holds from start on to max bytes, between characters, "..." included. */
static void
cut(struct buf *b, size_t start, size_t max)
{
	size_t n = start + max - 3;

	while (n > start && ((unsigned char)b->p[n] & 0xc0) == 0x80)
		n--;
	while (n > start && b->p[n - 1] == ' ')
		n--;
	b->n = n;
	buf_str(b, STR("..."));
}

void
plain_put(struct buf *b, struct str s, size_t max)
{
	const char *p = s.p, *end = str_end(s);
	size_t start = b->n;
	bool blank = false;

	while (p < end && b->n - start <= max) {
		const char *at = p;
		enum utf8_fault fault = utf8_step(&p, end);

		if (fault == UTF8_BIDI || fault == UTF8_BOM)
			continue;
		if (fault == UTF8_CONTROL || *at == ' ' || *at == '\t') {
			blank = true;
			continue;
		}
		if (blank && b->n > start)
			buf_char(b, ' ');
		blank = false;
		if (fault == UTF8_MALFORMED)
			buf_str(b, STR("\xef\xbf\xbd"));
		else
			buf_put(b, at, (size_t)(p - at));
	}
	if (b->n - start > max)
		cut(b, start, max);
}
