/*
 * clear: the command that clears a due line, as one would type it.
 *
 *	clear_put(&out, &follow, due_record, duty);  # fu-log +acme sent @jane re:thanks
 */
#ifndef FU_CLEAR_H
#define FU_CLEAR_H

#include "book/follow.h"

/* Appends it as a comment line; the record is of the deal that f is at.  duty: what raised
 * the line; null for an item's own.  Where only the writer knows more, it says TEXT, %ID,
 * @PERSON or VALUE; FILE where there is no deal to find the file by. */
void clear_put(
    struct buf *out, struct follow *f, const struct record *due, const struct duty *duty);

#endif
