/*
 * check: does a record obey its type's row in the schema, and are its values what
 * they claim to be?
 *
 * check_record() holds a lexed record against the schema: tokens that are missing,
 * not taken or given twice, and every value against its kind; and it puts the
 * record's lists into canonical order.  Like the lexer it runs fast (silent, gives
 * up at the first fault) or carefully (reports all).
 */
#ifndef FU_CHECK_H
#define FU_CHECK_H

#include "record/lex.h"

/* The slow path of check_record(): everything there is to check and sort. */
bool check_all(struct lexer *lx);

/* Checks lx->rec, whose deal has been inherited already.  Fast: false at the first fault or
 * warning.  Careful: true unless the record has an error. */
static inline bool
check_record(struct lexer *lx)
{
	const struct schema_limits *l = lx->limits;

	/* For most records the lexer has seen that nothing else needs checking. */
	if (lx->doubts || !schema_takes(l, lx->has) || l->must_keys & ~lx->seen)
		return check_all(lx);
	return true;
}

#endif
