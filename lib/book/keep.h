/*
 * keep: what a book keeps of a record's line, and how it is read again.
 *
 * DATE, TYPE and +DEAL stand in the entry, so what is kept is the rest of the
 * canonical line, from the blank behind them on and without at:, ended by LF with
 * SCAN_PAD readable bytes behind: " %p1 @jane by:2025-07-15 Send it\n".  Before it
 * stands the number of the line in its file, and before that, if there is an amt:,
 * where its value begins in the rest; 0: look for it.
 *
 * Of a text that is never asked for only the first byte is kept ('~' for one that
 * is not ASCII), so that a line with a text and one that goes on with an attribute
 * are in the order they have in full; of that of a sent a blank and some of its
 * hash, too, so that equal lines are told from others.
 */
#ifndef FU_KEEP_H
#define FU_KEEP_H

#include "book/book.h"

/* Keeps the rest of the record's line, which stands at that line of its file, under
 * *number; amt: where the value of its amt: stands in memory, or null.  Returns it
 * without LF. */
struct str keep_rest(
    struct book *b, const struct record *r, const char *amt, size_t at, uint32_t *number);

/* The bytes of one of the record's names as they stand in the rest that was kept; a
 * null p where that was put together anew. */
struct str keep_name(const struct record *r, struct str name, struct str rest);

/* Its text there; empty where it is never asked for. */
struct str keep_text(const struct book *b, const struct record *r, struct str rest);

#endif
