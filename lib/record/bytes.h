/*
 * bytes: which of the next bytes belong to a class, several at a time.
 *
 * BYTES_AT_ONCE bytes are loaded, all of which must be readable, and compared; bytes_set()
 * turns the outcome into a set: bit i for the byte at p + i.  bytes_first() tells how many
 * bytes precede the first member of a set, which must not be empty.  With SSE2, which
 * every x86-64 has, sixteen bytes are compared at once; elsewhere eight, in one word,
 * whose sums never carry from one byte into the next.
 */
#ifndef FU_BYTES_H
#define FU_BYTES_H

#include "base/str.h"

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>

enum { BYTES_AT_ONCE = 16 };

/* Bytes, or the outcome of comparing them, byte by byte. */
struct bytes {
	__m128i v;
};

static inline struct bytes
bytes_load(const char *p)
{
	return (struct bytes){ _mm_loadu_si128((const __m128i *)(const void *)p) };
}

static inline struct bytes
bytes_or(struct bytes a, struct bytes b)
{
	return (struct bytes){ _mm_or_si128(a.v, b.v) };
}

static inline struct bytes
bytes_and_not(struct bytes a, struct bytes b)
{
	return (struct bytes){ _mm_andnot_si128(b.v, a.v) };
}

/* Turns capitals into small letters; other bytes may change too. */
static inline struct bytes
bytes_small(struct bytes b)
{
	return (struct bytes){ _mm_or_si128(b.v, _mm_set1_epi8(0x20)) };
}

static inline struct bytes
bytes_equal(struct bytes b, unsigned char c)
{
	return (struct bytes){ _mm_cmpeq_epi8(b.v, _mm_set1_epi8((char)c)) };
}

/* From low to high, both included; both must be below 0x80, or neither.  Adding 127 - high
 * makes high the largest signed byte, so those in range end up above all others. */
static inline struct bytes
bytes_between(struct bytes b, unsigned char low, unsigned char high)
{
	__m128i up = _mm_add_epi8(b.v, _mm_set1_epi8((char)(127 - high)));

	return (struct bytes){ _mm_cmpgt_epi8(up, _mm_set1_epi8((char)(126 - high + low))) };
}

static inline uint64_t
bytes_set(struct bytes b)
{
	return (unsigned)_mm_movemask_epi8(b.v);
}

static inline size_t
bytes_first(uint64_t set)
{
	return (unsigned)__builtin_ctzll(set);
}

#else

enum { BYTES_AT_ONCE = 8 };

/* The first byte is the lowest.  An outcome is in bit 7 of each byte; the other bits are
 * then meaningless. */
struct bytes {
	uint64_t w;
};

/* The same byte eight times. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (unsigned)(byte))

/* Sets bit 7 of each byte of low that is at least c; all are below 0x80. */
#define AT_LEAST(low, c) ((low) + EACH(0x80 - (c)))

static inline struct bytes
bytes_load(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (struct bytes){ (uint64_t)u[0] | (uint64_t)u[1] << 8 | (uint64_t)u[2] << 16 |
			       (uint64_t)u[3] << 24 | (uint64_t)u[4] << 32 | (uint64_t)u[5] << 40 |
			       (uint64_t)u[6] << 48 | (uint64_t)u[7] << 56 };
}

static inline struct bytes
bytes_or(struct bytes a, struct bytes b)
{
	return (struct bytes){ a.w | b.w };
}

static inline struct bytes
bytes_and_not(struct bytes a, struct bytes b)
{
	return (struct bytes){ a.w & ~b.w };
}

static inline struct bytes
bytes_small(struct bytes b)
{
	return (struct bytes){ b.w | EACH(0x20) };
}

static inline struct bytes
bytes_between(struct bytes b, unsigned char low, unsigned char high)
{
	uint64_t part = b.w & EACH(0x7f), half = low < 0x80 ? ~b.w : b.w;

	low &= 0x7f;
	high &= 0x7f;
	return (struct bytes){ AT_LEAST(part, low) & ~AT_LEAST(part, high + 1) & half };
}

static inline struct bytes
bytes_equal(struct bytes b, unsigned char c)
{
	return bytes_between(b, c, c);
}

/* The factor moves each bit to its place in the highest byte, no two to the same. */
static inline uint64_t
bytes_set(struct bytes b)
{
	return ((b.w >> 7) & EACH(1)) * UINT64_C(0x0102040810204080) >> 56;
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

/* Printable ASCII and the space. */
static inline struct bytes
bytes_text(struct bytes b)
{
	return bytes_between(b, ' ', '~');
}

/* Printable ASCII without the space. */
static inline struct bytes
bytes_value(struct bytes b)
{
	return bytes_between(b, '!', '~');
}

/* Printable ASCII and the space, but no ':'. */
static inline struct bytes
bytes_even(struct bytes b)
{
	return bytes_and_not(bytes_text(b), bytes_equal(b, ':'));
}

static inline struct bytes
bytes_digit(struct bytes b)
{
	return bytes_between(b, '0', '9');
}

static inline struct bytes
bytes_name(struct bytes b)
{
	struct bytes digit = bytes_and_not(bytes_between(b, '-', '9'), bytes_equal(b, '/'));
	struct bytes letter = bytes_between(bytes_small(b), 'a', 'z');

	return bytes_or(bytes_or(letter, digit), bytes_equal(b, '_')); /* digit: - and . too */
}

static inline struct bytes
bytes_key(struct bytes b)
{
	return bytes_or(
	    bytes_or(bytes_between(b, 'a', 'z'), bytes_between(b, '0', '9')), bytes_equal(b, '-'));
}

static inline struct bytes
bytes_lf(struct bytes b)
{
	return bytes_equal(b, '\n');
}

static inline struct bytes
bytes_colon(struct bytes b)
{
	return bytes_equal(b, ':');
}

/* Of characters in UTF-8: the bytes after the first; the first of two; the first of three.
 * Those of two and three are only such whose characters may all stand in a text, whatever
 * follows (RFC 3629, 4; utf8.h). */
static inline struct bytes
bytes_following(struct bytes b)
{
	return bytes_between(b, 0x80, 0xbf);
}

static inline struct bytes
bytes_of_two(struct bytes b)
{
	return bytes_between(b, 0xc3, 0xdf);
}

static inline struct bytes
bytes_of_three(struct bytes b)
{
	return bytes_between(b, 0xe3, 0xec);
}

/* How many of the next BYTES_AT_ONCE bytes come before the first that isn't of a class;
 * BYTES_AT_ONCE if all are. */
static inline size_t
bytes_run(const char *p, struct bytes (*class)(struct bytes b))
{
	return bytes_first(bytes_set(class(bytes_load(p))) + 1);
}

/* How many bytes come before the next c; BYTES_AT_ONCE if none of that many is c. */
static inline size_t
bytes_until(const char *p, unsigned char c)
{
	return bytes_first(bytes_set(bytes_equal(bytes_load(p), c)) | UINT64_C(1) << BYTES_AT_ONCE);
}

enum { AHEAD = 64 };

/* The set of those of the next n bytes that are of a class; n is a multiple of
 * BYTES_AT_ONCE, at most AHEAD. */
static inline uint64_t
bytes_of(const char *p, int n, struct bytes (*class)(struct bytes b))
{
	uint64_t set = 0;

	for (int i = 0; i < n; i += BYTES_AT_ONCE)
		set |= bytes_set(class(bytes_load(p + i))) << i;
	return set;
}

#endif
