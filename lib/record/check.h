/*
 * check: does a record obey its type's row and are its values what they claim?
 *
 * check_record() holds a lexed record against the schema: tokens missing, not
 * taken or given twice, every value against its kind; and brings its lists into
 * canonical order.  Like the lexer it runs fast (silent, gives up at the first
 * fault) or carefully (reports all).
 */
#ifndef FU_CHECK_H
#define FU_CHECK_H

#include "record/lex.h"
#include "value/calendar.h"

/* Checks lx->rec, its deal inherited already.  Fast: false at the first fault
 * or warning.  Careful: true when the record has no error. */
bool check_record(struct lexer *lx);

/* Is the value good for that kind, in a record at that moment?  DIAG_COUNT if
 * so, else what is wrong, and in *part the bytes it is about. */
enum diag_id check_value(
    const struct schema *s, enum kind k, struct str value, struct moment when, struct str *part);

/* Reads a by: or until: value against the record's own moment: a date as it is,
 * +PERIOD counted from when.  MOMENT_NONE if it is neither or out of range. */
struct moment check_when(struct str value, struct moment when, const struct calendar *c);

#endif
