/*
 * str: a slice of bytes with its length.
 *
 * A slice points into memory that somebody else owns (an input block, an arena, a
 * string constant) and is passed by value.  It does not end in a NUL and may hold
 * any byte.  An empty slice has n == 0; its p may be null.
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
	size_t n;      /* how many bytes */
};

/* A slice over a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

/* A slice over a NUL-terminated string, which must outlive it. */
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

/* One past its last byte; null for an empty slice whose p is null. */
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

/* Compares by bytes, a prefix first: below, at or above 0, as memcmp(3). */
int str_cmp(struct str a, struct str b);

/* The lower case of an ASCII letter; any other byte unchanged. */
static inline char
str_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Are both the same, ignoring the case of ASCII letters? */
bool str_alike(struct str a, struct str b);

/* Does s begin with the bytes of pre? */
bool str_starts(struct str s, struct str pre);

/* A blank, as in mail and calendars: space, tab, CR or LF. */
static inline bool
str_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* s without such blanks at either end. */
struct str str_trim(struct str s);

/* Is it one or more decimal digits, and nothing else? */
bool str_digits(struct str s);

/* Its decimal value, at most 999999999 (more is cut to that); -1 unless str_digits(). */
int str_number(struct str s);

/* The value of a hexadecimal digit of either case; -1 for any other byte. */
int str_hex(char c);

/* Cuts *s at its first byte c: returns what precedes c and leaves what follows it in *s.
 * If there is no c, returns all of it and leaves *s with a null p. */
struct str str_cut(struct str *s, char c);

#endif
