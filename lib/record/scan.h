/*
 * scan: the forms that tokens are made of, several bytes at a time.
 *
 * The scanners stop by themselves only at what ends a line or can't be in one, so
 * the bytes they run over must be followed by a LF and SCAN_PAD readable bytes, for
 * texts SCAN_WIDE.
 */
#ifndef FU_SCAN_H
#define FU_SCAN_H

#include "base/utf8.h"
#include "record/bytes.h"

enum { SCAN_PAD = 16, SCAN_WIDE = 64, NAME_BYTES = 64 };

/* Classes of bytes, so that one look-up answers what a loop asks. */
enum {
	NAME = 1,   /* may be in a name */
	KEY = 2,    /* may be in a key */
	BLANK = 4,  /* space, tab */
	END = 8,    /* LF, CR */
	EDGE = 16,  /* may begin and end a name */
	SMALL = 64, /* a small letter */
	MARK = 32,  /* begins a quoted value, or perhaps the // of a link */
};

extern const unsigned char scan_class[256];

/* Is the byte in any of the classes? */
static inline bool
is(char c, int class)
{
	return scan_class[(unsigned char)c] & class;
}

/* The first byte from p on that isn't in a class of bytes.h. */
static inline const char *
scan_over(const char *p, struct bytes (*class)(struct bytes b))
{
	size_t n;

	while ((n = bytes_run(p, class)) == BYTES_AT_ONCE)
		p += BYTES_AT_ONCE;
	return p + n;
}

/* Does the line end at p, by LF or CRLF? */
static inline bool
is_end(const char *p)
{
	return *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* What follows the ':'s of a text: more of a word; a blank or the end. */
enum { COLON_TIGHT = 1, COLON_APART = 2 };

/* The first byte from p on that isn't printable ASCII.  Adds to *colons the bits of the
 * ':'s before it.  Reads 32 bytes at a time. */
static inline const char *
scan_plain_text(const char *p, unsigned *colons)
{
	for (;; p += 32)
		for (uint32_t set = ~(uint32_t)bytes_of(p, 32, bytes_even); set; set &= set - 1) {
			const char *q = p + bytes_first(set);

			if (*q != ':')
				return q;
			*colons |= is(q[1], BLANK | END) ? COLON_APART : COLON_TIGHT;
		}
}

/* The line's end, from p; null if a byte before it may not be in a record.  *colons as
 * above.  Reads SCAN_WIDE bytes at a time. */
const char *scan_text(const char *p, unsigned *colons);

/* The LF, from p. */
static inline const char *
scan_line(const char *p)
{
	size_t n;

	while ((n = bytes_until(p, '\n')) == BYTES_AT_ONCE)
		p += BYTES_AT_ONCE;
	return p + n;
}

/* The next blank or the line's end, from p; null as above. */
static inline const char *
scan_value(const char *p)
{
	for (;;) {
		p = scan_over(p, bytes_value);
		if ((unsigned char)*p < 0x80)
			return is(*p, BLANK) || is_end(p) ? p : NULL;
		if (utf8_step(&p, p + 4))
			return NULL;
	}
}

/* The first byte from p on that may not be in a name, in a key. */
static inline const char *
scan_name(const char *p)
{
	return scan_over(p, bytes_name);
}

static inline const char *
scan_key_end(const char *p)
{
	return scan_over(p, bytes_key);
}

/* The end of the name at p, if it is of the usual sort, less than 32 bytes; else null.
 * More of the token may follow. */
static inline const char *
scan_plain_name(const char *p)
{
	size_t n = bytes_run(p, bytes_name);

	if (n == BYTES_AT_ONCE)
		n += bytes_run(p + n, bytes_name);
	return is(*p, EDGE) && is(p[n - 1], EDGE) ? p + n : NULL;
}

/* The next blank or the line's end, from p, whatever is between. */
const char *scan_token(const char *p);

/* The key, if there is a KEY:VALUE token at p (before end); else empty. */
struct str scan_key(const char *p, const char *end);

/* Is s a name: letters, digits, - _ . with a letter or digit at both ends, at most NAME_BYTES? */
bool scan_is_name(struct str s);

#endif
