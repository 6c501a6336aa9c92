/*
 * str: a slice of bytes with its length.
 *
 * A slice points into memory that somebody else owns (an input block, an
 * arena, a string constant) and is passed by value.  It is not ended by a
 * NUL and may hold any byte.  An empty slice has n == 0; its p may be null.
 *
 *	struct str s = STR("acme");
 *	if (str_eq(s, t)) ...
 */
#ifndef FU_STR_H
#define FU_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p; /* first byte */
	size_t n;      /* how many */
};

/* A slice over a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

/* The slice over a NUL-ended string, which must outlive it. */
static inline struct str
str_from(const char *z)
{
	return (struct str){ z, strlen(z) };
}

/* The slice from p up to, not including, end. */
static inline struct str
str_span(const char *p, const char *end)
{
	return (struct str){ p, (size_t)(end - p) };
}

/* Where it ends; of an empty one that may be null. */
static inline const char *
str_end(struct str s)
{
	return s.n ? s.p + s.n : s.p;
}

/* Do both hold the same bytes? */
static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Byte order, a prefix first: below, at or above 0 as for memcmp(3). */
int str_cmp(struct str a, struct str b);

/* The small letter of an ASCII capital; any other byte as it is. */
static inline char
str_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Do both hold the same bytes, but for the case of ASCII letters? */
bool str_alike(struct str a, struct str b);

/* Does s begin with the bytes of pre? */
bool str_starts(struct str s, struct str pre);

/* A blank as texts of the net have it: space, tab, CR or LF. */
static inline bool
str_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The same without such blanks at either end. */
struct str str_trim(struct str s);

/* Is it one digit or more, and nothing else? */
bool str_digits(struct str s);

/* The number that it is in decimal, 999999999 if that is greater; -1 where str_digits()
 * is false. */
int str_number(struct str s);

/* What a hexadecimal digit stands for, of either case; -1 for any other byte. */
int str_hex(char c);

/* Cuts *s at the first byte c: returns what stands before it and leaves the
 * rest after it in *s.  Without a c, returns all and leaves *s with a null p. */
struct str str_cut(struct str *s, char c);

#endif
