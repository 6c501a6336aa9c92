/*
 * scan: the forms that tokens are made of, byte by byte and word by word.
 *
 * The scanners stop by themselves only at what ends a line or can't stand in
 * one, so the bytes they run over must be followed by a LF and SCAN_PAD
 * readable bytes.  Eight bytes are looked at in one go.
 */
#ifndef FU_SCAN_H
#define FU_SCAN_H

#include "base/str.h"

#include <stdint.h>

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

/* The same byte eight times. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Bit 7 of each byte of low, all below 0x80, that is at least c: no sum leaves
 * its byte. */
#define AT_LEAST(low, c) ((low) + EACH(0x80 - (c)))

/* Bit 7 of each byte of w that may not stand in a name; other bits as they come. */
static inline uint64_t
not_name(uint64_t w)
{
	uint64_t low = w & EACH(0x7f), small = low | EACH(0x20);
	uint64_t letter = AT_LEAST(small, 'a') & ~AT_LEAST(small, 'z' + 1);
	uint64_t digit = AT_LEAST(low, '-') & ~AT_LEAST(low, '9' + 1); /* and - . / */
	uint64_t slash = ~((low ^ EACH('/')) + EACH(0x7f));
	uint64_t underscore = ~((low ^ EACH('_')) + EACH(0x7f));

	return ~(letter | digit | underscore) | slash | w;
}

/* The same for a key. */
static inline uint64_t
not_key(uint64_t w)
{
	uint64_t low = w & EACH(0x7f);
	uint64_t letter = AT_LEAST(low, 'a') & ~AT_LEAST(low, 'z' + 1);
	uint64_t digit = AT_LEAST(low, '0') & ~AT_LEAST(low, '9' + 1);
	uint64_t dash = ~((low ^ EACH('-')) + EACH(0x7f));

	return ~(letter | digit | dash) | w;
}

/* The first byte at or after p that `not` marks; class is the same set of bytes,
 * for machines whose words do not begin with their lowest byte. */
static inline const char *
scan_while(const char *p, uint64_t (*not )(uint64_t w), int class)
{
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	for (;; p += 8) {
		uint64_t w, found;

		memcpy(&w, p, 8);
		if ((found = not(w) & EACH(0x80)))
			return p + (__builtin_ctzll(found) >> 3);
	}
	(void)class;
#else
	(void)not ;
	while (is(*p, class))
		p++;
	return p;
#endif
}

/* Does the line end at p: LF or CRLF? */
static inline bool
is_end(const char *p)
{
	return *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* From p to the line's end; null if a byte before it may stand in no record. */
const char *scan_text(const char *p);

/* From p to the next blank or the line's end; null as above. */
const char *scan_value(const char *p);

/* From p to the next blank or the line's end, whatever stands between. */
const char *scan_token(const char *p);

/* If a KEY:VALUE token stands at p (before end), its key; else empty. */
struct str scan_key(const char *p, const char *end);

/* Is s a name: letters, digits, - _ . with a letter or digit at both ends, at
 * most NAME_BYTES? */
bool scan_is_name(struct str s);

#endif
