/*
 * quote: values in double quotes, as in org:"Acme \"Best\" Inc".
 *
 * Inside, \" stands for a quote and \\ for a backslash; no other escape is
 * known.  A blank or the line's end must follow the closing quote.
 */
#ifndef FU_QUOTE_H
#define FU_QUOTE_H

#include "base/arena.h"
#include "base/diag.h"

/* Reads the value whose opening quote is at p, in a line that ends in LF.  Good:
 * DIAG_COUNT, the value without quotes and escapes in *value (in the line, or
 * in the arena where it had escapes, readable SCAN_PAD bytes beyond its end) and
 * in *end the byte behind the closing quote.  Else the finding, and in *end its
 * place. */
enum diag_id quote_read(const char *p, struct arena *a, struct str *value, const char **end);

/* Behind the quote that closes the one at p, if a blank or the end follows it;
 * else null. */
const char *quote_skip(const char *p);

#endif
