/*
 * bytes: which of the next bytes are of a class, several in one go.
 *
 * Each function looks at BYTES_AT_ONCE bytes, all readable, and returns a set
 * of those that are not of its class: 0 for none, else bytes_first() tells how
 * many come before the first.  With SSE2, which every x86-64 has, sixteen bytes
 * are compared at once; elsewhere eight, in one word.  The sums and differences
 * of words below carry only upwards from a byte that is in the set itself, so
 * that 0 and the lowest byte found are exact; where a word does not begin with
 * its lowest byte, bytes_first() is told to look byte by byte.
 */
#ifndef FU_BYTES_H
#define FU_BYTES_H

#include "base/str.h"

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>

enum { BYTES_AT_ONCE = 16 };

static inline __m128i
bytes_between(__m128i v, char low, char high)
{
	/* signed: bytes from 0x80 up lie below all */
	return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(low - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(high + 1))));
}

static inline uint64_t
bytes_set(__m128i in)
{
	return (unsigned)_mm_movemask_epi8(in) ^ 0xffffu;
}

static inline __m128i
bytes_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Not printable ASCII; a blank is, too. */
static inline uint64_t
bytes_not_text(const char *p)
{
	__m128i v = bytes_load(p), low = _mm_cmplt_epi8(v, _mm_set1_epi8(' '));

	return (unsigned)_mm_movemask_epi8(
	    _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f))));
}

/* Not printable ASCII, or a blank. */
static inline uint64_t
bytes_not_value(const char *p)
{
	__m128i v = bytes_load(p), low = _mm_cmplt_epi8(v, _mm_set1_epi8(' ' + 1));

	return (unsigned)_mm_movemask_epi8(
	    _mm_or_si128(low, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f))));
}

/* A colon; here the set is of those that are. */
static inline uint64_t
bytes_colon(const char *p)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes_load(p), _mm_set1_epi8(':')));
}

static inline uint64_t
bytes_not_name(const char *p)
{
	__m128i v = bytes_load(p);
	__m128i letter = bytes_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
	__m128i digit = bytes_between(v, '-', '9'); /* and - . / */
	__m128i under = _mm_cmpeq_epi8(v, _mm_set1_epi8('_'));

	digit = _mm_andnot_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('/')), digit);
	return bytes_set(_mm_or_si128(_mm_or_si128(letter, digit), under));
}

static inline uint64_t
bytes_not_key(const char *p)
{
	__m128i v = bytes_load(p), dash = _mm_cmpeq_epi8(v, _mm_set1_epi8('-'));

	return bytes_set(_mm_or_si128(
	    _mm_or_si128(bytes_between(v, 'a', 'z'), bytes_between(v, '0', '9')), dash));
}

static inline size_t
bytes_first(uint64_t set)
{
	return (size_t)__builtin_ctz((unsigned)set);
}

#else

enum { BYTES_AT_ONCE = 8 };

/* The same byte eight times. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Bit 7 of each byte of low, all below 0x80, that is at least c. */
#define AT_LEAST(low, c) ((low) + EACH(0x80 - (c)))

static inline uint64_t
bytes_load(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint64_t)u[0] | (uint64_t)u[1] << 8 | (uint64_t)u[2] << 16 | (uint64_t)u[3] << 24 |
	       (uint64_t)u[4] << 32 | (uint64_t)u[5] << 40 | (uint64_t)u[6] << 48 |
	       (uint64_t)u[7] << 56;
}

static inline uint64_t
bytes_not_text(const char *p)
{
	uint64_t w = bytes_load(p);

	return (w | (w - EACH(' ')) | (w + EACH(1))) & EACH(0x80);
}

static inline uint64_t
bytes_not_value(const char *p)
{
	uint64_t w = bytes_load(p);

	return (w | (w - EACH(' ' + 1)) | (w + EACH(1))) & EACH(0x80);
}

static inline uint64_t
bytes_colon(const char *p)
{
	uint64_t w = bytes_load(p) ^ EACH(':');

	return ~((((w & EACH(0x7f)) + EACH(0x7f)) | w) | EACH(0x7f));
}

static inline uint64_t
bytes_not_name(const char *p)
{
	uint64_t w = bytes_load(p), low = w & EACH(0x7f), small = low | EACH(0x20);
	uint64_t letter = AT_LEAST(small, 'a') & ~AT_LEAST(small, 'z' + 1);
	uint64_t digit = AT_LEAST(low, '-') & ~AT_LEAST(low, '9' + 1); /* and - . / */
	uint64_t slash = ~((low ^ EACH('/')) + EACH(0x7f));
	uint64_t under = ~((low ^ EACH('_')) + EACH(0x7f));

	return (~(letter | digit | under) | slash | w) & EACH(0x80);
}

static inline uint64_t
bytes_not_key(const char *p)
{
	uint64_t w = bytes_load(p), low = w & EACH(0x7f);
	uint64_t letter = AT_LEAST(low, 'a') & ~AT_LEAST(low, 'z' + 1);
	uint64_t digit = AT_LEAST(low, '0') & ~AT_LEAST(low, '9' + 1);
	uint64_t dash = ~((low ^ EACH('-')) + EACH(0x7f));

	return (~(letter | digit | dash) | w) & EACH(0x80);
}

static inline size_t
bytes_first(uint64_t set)
{
	size_t n = 0;

	for (; !(set & 0x80); set >>= 8)
		n++;
	return n;
}

#endif

#endif
