#include "record/quote.h"

#include "base/utf8.h"
#include "record/scan.h"

/* A copy without its n escapes. */
static struct str
unescape(struct str s, size_t n, struct arena *a)
{
	char *copy = arena_bytes(a, s.n - n + SCAN_PAD), *to = copy;

	for (const char *p = s.p; p < s.p + s.n; p++)
		*to++ = *p == '\\' ? *++p : *p;
	memset(to, 0, SCAN_PAD);
	return str_span(copy, to);
}

enum diag_id
quote_read(const char *p, struct arena *a, struct str *value, const char **end)
{
	const char *q = p + 1;
	size_t escapes = 0;

	*end = p;
	while (*q != '"') {
		if (is(*q, END) || (*q == '\\' && is(q[1], END)))
			return DIAG_OPEN_QUOTE;
		if (*q == '\\' && q[1] != '"' && q[1] != '\\') {
			*end = q;
			return DIAG_BAD_ESCAPE;
		}
		escapes += *q == '\\';
		q += *q == '\\';
		/* Only when lexing fast, which reports nothing, can there be faults. */
		if (utf8_step(&q, q + 4))
			return DIAG_CONTROL_CHARACTER;
	}
	*value = str_span(p + 1, q);
	if (value->n == 0)
		return DIAG_EMPTY_QUOTE;
	*end = q + 1;
	if (!is(q[1], BLANK | END))
		return DIAG_AFTER_QUOTE;
	if (escapes)
		*value = unescape(*value, escapes, a);
	return DIAG_COUNT;
}

const char *
quote_skip(const char *p)
{
	for (p++; *p != '"'; p++) {
		if (is(*p, END))
			return NULL;
		p += *p == '\\' && !is(p[1], END);
	}
	return is(p[1], BLANK | END) ? p + 1 : NULL;
}
