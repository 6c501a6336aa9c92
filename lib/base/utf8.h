/*
 * utf8: which characters may stand in a record.
 *
 * Text is UTF-8 as in RFC 3629 (no overlong forms, no surrogates, nothing beyond
 * U+10FFFF), without what could act on a terminal or reorder what a reader sees: C0
 * controls except tab, DEL, C1, the bidi embeddings, overrides and isolates
 * (U+202A-202E, U+2066-2069) and the byte order mark U+FEFF.
 */
#ifndef FU_UTF8_H
#define FU_UTF8_H

#include "base/diag.h"

enum utf8_fault {
	UTF8_OK = 0,
	UTF8_MALFORMED, /* not UTF-8 */
	UTF8_CONTROL,   /* C0 except tab, DEL, C1 */
	UTF8_BIDI,
	UTF8_BOM,
};

/* Moves *p past one character and tells what is wrong with it.  Of malformed bytes it takes
 * the longest part that could have begun a character (Unicode 16, 3.9, "maximal subpart"),
 * at least one.  Needs *p < end. */
enum utf8_fault utf8_step(const char **p, const char *end);

/* Reports the fault that utf8_step() found at p: a byte as 0xNN, a character as U+NNNN. */
COLD void utf8_report(struct diag *d, enum utf8_fault fault, struct place at, const char *p);

#endif
