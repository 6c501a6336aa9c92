/*
 * scan: the forms that tokens are made of, byte by byte and word by word.
 *
 * The scanners stop by themselves only at what ends a line or can't stand in
 * one, so the bytes they run over must be followed by a LF and SCAN_PAD
 * readable bytes.
 */
#ifndef FU_SCAN_H
#define FU_SCAN_H

#include "base/utf8.h"
#include "record/bytes.h"

enum { SCAN_PAD = 16, NAME_BYTES = 64 };

/* Classes of bytes, so that one look-up answers what a loop asks. */
enum {
	NAME = 1,  /* may stand in a name */
	KEY = 2,   /* may stand in a key */
	BLANK = 4, /* space, tab */
	END = 8,   /* LF, CR */
	EDGE = 16, /* may begin and end a name */
};

extern const unsigned char scan_class[256];

/* Is the byte of one of the classes? */
static inline bool
is(char c, int class)
{
	return scan_class[(unsigned char)c] & class;
}

/* The first byte at or after p that is in a set of bytes.h. */
static inline const char *
scan_to(const char *p, uint64_t (*set_of)(const char *p))
{
	uint64_t set;

	while (!(set = set_of(p)))
		p += BYTES_AT_ONCE;
	return p + bytes_first(set);
}

/* Does the line end at p: LF or CRLF? */
static inline bool
is_end(const char *p)
{
	return *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* From p to the line's end; null if a byte before it may stand in no record.
 * *colon becomes true if a ':' stands before it, or perhaps soon behind it. */
const char *scan_text(const char *p, bool *colon);

/* From p to the next blank or the line's end; null as above. */
static inline const char *
scan_value(const char *p)
{
	for (;;) {
		p = scan_to(p, bytes_not_value);
		if ((unsigned char)*p < 0x80)
			return is(*p, BLANK) || is_end(p) ? p : NULL;
		if (utf8_step(&p, p + 4))
			return NULL;
	}
}

/* From p to the first byte that may not stand in a name, in a key. */
static inline const char *
scan_name(const char *p)
{
	return scan_to(p, bytes_not_name);
}

static inline const char *
scan_key_end(const char *p)
{
	return scan_to(p, bytes_not_key);
}

/* From p to the next blank or the line's end, whatever stands between. */
const char *scan_token(const char *p);

/* If a KEY:VALUE token stands at p (before end), its key; else empty. */
struct str scan_key(const char *p, const char *end);

/* Is s a name: letters, digits, - _ . with a letter or digit at both ends, at
 * most NAME_BYTES? */
bool scan_is_name(struct str s);

#endif
