/*
 * clear: the command that clears a due line, as one would type it.
 *
 *	clear_put(&out, &book, due_record, rule);   # fu-log +acme sent @jane re:thanks
 */
#ifndef FU_CLEAR_H
#define FU_CLEAR_H

#include "book/rule.h"

/* Appends it as a comment line.  rule: what raised the line; null for an item's
 * own; named: it is about the one person whom it names, not about the item that is
 * theirs.  Where only the writer knows more, it says TEXT, %ID, @PERSON or VALUE;
 * FILE where there is no deal to find the file by. */
void clear_put(struct buf *out, const struct book *b, const struct record *due,
    const struct rule *rule, bool named);

#endif
