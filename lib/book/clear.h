/*
 * clear: the command that clears a due line, as one would type it.
 *
 *	clear_put(&out, &follow, due_record, duty);	# fu-log +acme sent @jane re:thanks
 */
#ifndef FU_CLEAR_H
#define FU_CLEAR_H

#include "book/follow.h"

/* Appends the command as a comment line; the record must be of the deal that f is at.  duty
 * is what raised the line, null for an item's own date.  What only the user can know is
 * left as TEXT, %ID, @PERSON or VALUE; as FILE if there is no deal to find the file by. */
void clear_put(
    struct buf *out, struct follow *f, const struct record *due, const struct duty *duty);

#endif
