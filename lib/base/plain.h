/*
 * plain: bytes of unknown origin -> one line of text that a record may hold.
 *
 * What comes from a mail or a calendar may hold line ends, terminal escapes,
 * characters that reorder text, or bytes that aren't UTF-8.  Only what utf8.h admits
 * is kept: a run of blanks and control characters becomes one space, with none at
 * either end; each maximal malformed part becomes U+FFFD; byte order marks and
 * characters that reorder text are dropped.
 *
 *	struct buf b = buf_mem();
 *	plain_put(&b, STR("Price\r\n\tlist"), 80);	Price list
 */
#ifndef FU_PLAIN_H
#define FU_PLAIN_H

#include "base/buf.h"

/* Appends s as such text, at most max >= 3 bytes of it; longer text is cut between
 * characters and ends in "...", which counts towards max. */
void plain_put(struct buf *b, struct str s, size_t max);

#endif
