/*
 * plain: bytes of unknown origin -> one line of text that a record may hold.
 *
 * What comes from a mail or a calendar may hold line ends, escapes that drive a
 * terminal, characters that reorder text, or bytes that are no UTF-8.  Of it
 * stays what utf8.h admits: runs of blanks and control characters become one
 * space, none at either end; bytes that are no UTF-8 become U+FFFD, one for
 * each maximal part; byte order marks and characters that reorder text are
 * dropped.
 *
 *	struct buf b = buf_mem();
 *	plain_put(&b, STR("Price\r\n\tlist"), 80);	Price list
 */
#ifndef FU_PLAIN_H
#define FU_PLAIN_H

#include "base/buf.h"

/* Appends s as such text: at most max bytes of it, cut between characters and
 * then ended by "...", which counts among them; needs max >= 3. */
void plain_put(struct buf *b, struct str s, size_t max);

#endif
