/*
 * quote: values in double quotes, as in org:"Acme \"Best\" Inc".
 *
 * Inside, \" stands for a quote and \\ for a backslash; there are no other escapes.
 * A blank or the line's end must follow the closing quote.
 */
#ifndef FU_QUOTE_H
#define FU_QUOTE_H

#include "base/arena.h"
#include "base/diag.h"

/* Reads the value whose opening quote is at p, in a line that ends in LF.  On success:
 * DIAG_COUNT, *value without quotes and escapes (a slice of the line or, if it had escapes,
 * of the arena, with SCAN_PAD readable bytes behind it), and *end behind the closing
 * quote.  Otherwise: the finding, and *end at its place. */
enum diag_id quote_read(const char *p, struct arena *a, struct str *value, const char **end);

/* The byte behind the quote that closes the one at p, if a blank or the line's end follows;
 * else null. */
const char *quote_skip(const char *p);

#endif
