#include "draft/html.h"

/* The replacement for a byte, by its number in the table below; 0: the byte itself. */
static const struct str references[] = { { NULL, 0 }, { "&amp;", 5 }, { "&lt;", 4 }, { "&gt;", 4 },
	{ "&quot;", 6 }, { "&#39;", 5 } };

static const unsigned char reference[256] = {
	['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5
};

void
html_put(struct buf *b, struct str s)
{
	const char *p = s.p, *end = str_end(s);

	while (p < end) {
		const char *from = p;

		while (p < end && !reference[(unsigned char)*p])
			p++;
		buf_put(b, from, (size_t)(p - from));
		if (p < end)
			buf_str(b, references[reference[(unsigned char)*p++]]);
	}
}
