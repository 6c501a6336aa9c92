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

/* Checks lx->rec, its deal inherited already.  Fast: false at the first fault
 * or warning.  Careful: true when the record has no error. */
bool check_record(struct lexer *lx);

#endif
