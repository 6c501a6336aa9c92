/*
 * bytes: which of the next bytes are of a class, several in one go.
 *
 * Each function looks at BYTES_AT_ONCE bytes, all readable, and returns a set:
 * bit i for the byte at p + i.  bytes_first() tells how many come before the
 * first of a set that is not empty.  With SSE2, which every x86-64 has, sixteen
 * bytes are compared at once; elsewhere eight, in one word, whose sums never
 * carry from one byte into the next.
 */
#ifndef FU_BYTES_H
#define FU_BYTES_H

#include "base/str.h"

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>

enum { BYTES_AT_ONCE = 16 };

/* Moved up so far that high becomes the last of the signed bytes, those between
 * are the ones above the rest. */
static inline __m128i
bytes_between(__m128i v, char low, char high)
{
	return _mm_cmpgt_epi8(_mm_add_epi8(v, _mm_set1_epi8((char)(127 - high))),
	    _mm_set1_epi8((char)(126 - high + low)));
}

static inline uint64_t
bytes_set(__m128i in)
{
	return (unsigned)_mm_movemask_epi8(in);
}

static inline __m128i
bytes_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/* Printable ASCII; a blank is, too. */
static inline uint64_t
bytes_text(const char *p)
{
	return bytes_set(bytes_between(bytes_load(p), ' ', '~'));
}

/* Printable ASCII but a blank. */
static inline uint64_t
bytes_value(const char *p)
{
	return bytes_set(bytes_between(bytes_load(p), '!', '~'));
}

static inline uint64_t
bytes_colon(const char *p)
{
	return bytes_set(_mm_cmpeq_epi8(bytes_load(p), _mm_set1_epi8(':')));
}

static inline uint64_t
bytes_digit(const char *p)
{
	return bytes_set(bytes_between(bytes_load(p), '0', '9'));
}

static inline uint64_t
bytes_lf(const char *p)
{
	return bytes_set(_mm_cmpeq_epi8(bytes_load(p), _mm_set1_epi8('\n')));
}

static inline uint64_t
bytes_name(const char *p)
{
	__m128i v = bytes_load(p);
	__m128i letter = bytes_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
	__m128i digit = bytes_between(v, '-', '9'); /* and - . / */
	__m128i under = _mm_cmpeq_epi8(v, _mm_set1_epi8('_'));

	digit = _mm_andnot_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('/')), digit);
	return bytes_set(_mm_or_si128(_mm_or_si128(letter, digit), under));
}

static inline uint64_t
bytes_key(const char *p)
{
	__m128i v = bytes_load(p), dash = _mm_cmpeq_epi8(v, _mm_set1_epi8('-'));

	return bytes_set(_mm_or_si128(
	    _mm_or_si128(bytes_between(v, 'a', 'z'), bytes_between(v, '0', '9')), dash));
}

static inline size_t
bytes_first(uint64_t set)
{
	return (unsigned)__builtin_ctzll(set);
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

/* Bit 7 of each byte as the bits 0 to 7: the factor brings each to its place in
 * the highest byte, and no two to the same. */
static inline uint64_t
bytes_set(uint64_t w)
{
	return ((w >> 7) & EACH(1)) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t
bytes_between(uint64_t w, unsigned low, unsigned high)
{
	uint64_t part = w & EACH(0x7f);

	return AT_LEAST(part, low) & ~AT_LEAST(part, high + 1) & ~w;
}

static inline uint64_t
bytes_equal(uint64_t w, unsigned c)
{
	return bytes_between(w, c, c);
}

static inline uint64_t
bytes_text(const char *p)
{
	return bytes_set(bytes_between(bytes_load(p), ' ', '~'));
}

static inline uint64_t
bytes_value(const char *p)
{
	return bytes_set(bytes_between(bytes_load(p), '!', '~'));
}

static inline uint64_t
bytes_colon(const char *p)
{
	return bytes_set(bytes_equal(bytes_load(p), ':'));
}

static inline uint64_t
bytes_digit(const char *p)
{
	return bytes_set(bytes_between(bytes_load(p), '0', '9'));
}

static inline uint64_t
bytes_lf(const char *p)
{
	return bytes_set(bytes_equal(bytes_load(p), '\n'));
}

static inline uint64_t
bytes_name(const char *p)
{
	uint64_t w = bytes_load(p), digit = bytes_between(w, '-', '9'); /* and - . / */

	return bytes_set(bytes_between(w | EACH(0x20), 'a', 'z') | (digit & ~bytes_equal(w, '/')) |
			 bytes_equal(w, '_'));
}

static inline uint64_t
bytes_key(const char *p)
{
	uint64_t w = bytes_load(p);

	return bytes_set(
	    bytes_between(w, 'a', 'z') | bytes_between(w, '0', '9') | bytes_equal(w, '-'));
}

static inline size_t
bytes_first(uint64_t set)
{
	size_t n = 0;

	for (unsigned half = 32; half; half /= 2)
		if (!(set << (64 - half))) {
			set >>= half;
			n += half;
		}
	return n;
}

#endif

/* The first of the next BYTES_AT_ONCE bytes that is none of a set: how many come
 * before it, BYTES_AT_ONCE if all do. */
static inline size_t
bytes_run(uint64_t set)
{
	return bytes_first(set + 1);
}

/* The sets of the next AHEAD bytes. */
struct ahead {
	uint64_t stop;  /* blanks, line ends and all else that is no printable ASCII */
	uint64_t colon; /* ':' */
};

enum { AHEAD = 64 };

static inline struct ahead
bytes_ahead_of(const char *p, bool wide, uint64_t (*good)(const char *p))
{
	uint64_t set = 0, colon = 0;

	for (int i = 0; i < AHEAD; i += BYTES_AT_ONCE) {
		set |= good(p + i) << i;
		colon |= bytes_colon(p + i) << i;
		if (!wide && bytes_lf(p + i))
			break;
	}
	return (struct ahead){ ~set, colon };
}

/* What stands in the AHEAD bytes at p.  If they may not all be read (not wide),
 * no more than BYTES_AT_ONCE bytes behind the next LF are, and what the sets
 * hold from there on means nothing. */
static inline struct ahead
bytes_ahead(const char *p, bool wide)
{
	return wide ? bytes_ahead_of(p, true, bytes_value) : bytes_ahead_of(p, false, bytes_value);
}

/* The same, but blanks don't stop. */
static inline struct ahead
bytes_ahead_in_text(const char *p, bool wide)
{
	return wide ? bytes_ahead_of(p, true, bytes_text) : bytes_ahead_of(p, false, bytes_text);
}

/* Moves the sets over n bytes, fewer than AHEAD, and the one behind them. */
static inline void
bytes_pass(struct ahead *a, size_t n)
{
	a->stop = a->stop >> n >> 1;
	a->colon = a->colon >> n >> 1;
}

#endif
