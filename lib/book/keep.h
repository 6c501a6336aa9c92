/*
 * keep: what a book keeps of a record's line, and how it is read again.
 *
 * DATE, TYPE and +DEAL are in the entry, so what is kept is the rest of the
 * canonical line, from the blank after them on and without at:, ended by LF and with
 * SCAN_PAD readable bytes after that: " %p1 @jane by:2025-07-15 Send it\n".  Before
 * it is the number of the line in its file, and before that, if there is an amt:,
 * the offset of its value in the rest; 0: search for it.
 *
 * Of a text that will never be asked for, only the first byte is kept ('~' if it
 * isn't ASCII), so that lines with a text and lines that go on with an attribute
 * sort as if complete; for a sent also a blank and part of a hash of the text, so
 * that equal lines are told from others.
 */
#ifndef FU_KEEP_H
#define FU_KEEP_H

#include "book/book.h"

/* Keeps the rest of the record's line, and its line number `at`, under *number.  amt: where
 * the value of its amt: is in memory, or null.  Returns the rest without LF. */
struct str keep_rest(
    struct book *b, const struct record *r, const char *amt, size_t at, uint32_t *number);

/* One of the record's names as a slice of the rest that was kept; a null p if the rest was
 * put together anew. */
struct str keep_name(const struct record *r, struct str name, struct str rest);

/* Its text as a slice of the rest; empty if it will never be asked for. */
struct str keep_text(const struct book *b, const struct record *r, struct str rest);

#endif
