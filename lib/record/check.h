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

/* All there is to check, and to sort. */
bool check_all(struct lexer *lx);

/* Checks lx->rec, its deal inherited already.  Fast: false at the first fault
 * or warning.  Careful: true when the record has no error. */
static inline bool
check_record(struct lexer *lx)
{
	const struct schema_limits *l = lx->limits;

	/* Of most records the lexer saw that there is no more to check than this. */
	if (lx->doubts || !schema_takes(l, lx->has) || l->must_keys & ~lx->seen)
		return check_all(lx);
	return true;
}

#endif
