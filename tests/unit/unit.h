/*
 * unit: what the table tests of lib/ share.
 *
 * A test is a main() that walks tables with the checks below and ends with
 * unit_end().  Only what fails is printed, as "what: want X, got Y", at most
 * UNIT_SHOWN lines of it.
 *
 *	check_int("feb 2024", 29, date_month_length(2024, 2));
 *	return unit_end("date");
 */
#ifndef FU_UNIT_H
#define FU_UNIT_H

#include "base/buf.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { UNIT_SHOWN = 40 };

static int unit_checks, unit_failures;

/* Counts one check; true if its failure is to be printed. */
static inline bool
unit_shows(bool ok)
{
	unit_checks++;
	unit_failures += !ok;
	return !ok && unit_failures <= UNIT_SHOWN;
}

static inline void
check_int(const char *what, int64_t want, int64_t got)
{
	if (unit_shows(want == got))
		printf("%s: want %" PRId64 ", got %" PRId64 "\n", what, want, got);
}

static inline void
check_str(const char *what, const char *want, struct str got)
{
	if (unit_shows(str_eq(str_from(want), got)))
		printf("%s: want '%s', got '%.*s'\n", what, want, (int)got.n, got.n ? got.p : "");
}

/* Checks what a buffer in memory holds, and empties it. */
static inline void
check_buf(const char *what, const char *want, struct buf *got)
{
	check_str(what, want, buf_view(got));
	got->n = 0;
}

/* The next of a fixed sequence of numbers (xorshift64); *seed must not be 0. */
static inline uint64_t
unit_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* A random number from low to high. */
static inline int64_t
unit_between(uint64_t *seed, int64_t low, int64_t high)
{
	return low + (int64_t)(unit_random(seed) % (uint64_t)(high - low + 1));
}

/* Prints the sum; gives the exit status. */
static inline int
unit_end(const char *name)
{
	if (unit_failures)
		printf("not ok %s: %d of %d failed\n", name, unit_failures, unit_checks);
	else
		printf("ok %s: %d\n", name, unit_checks);
	return unit_failures != 0;
}

#endif
