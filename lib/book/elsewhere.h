/*
 * elsewhere: what a record makes wrong with those that were there before.
 *
 * A payment dated before another can make that one too much: the error is at the
 * other's place, not at its own.  Such errors are those that an audit with the new
 * records finds and one without them does not.  The two filters below are for
 * audit_finish(), with a struct elsewhere as their self:
 *
 *	struct elsewhere e = { .here = STR("<new>") };
 *	1. with the new records: elsewhere_count() lets through what is of them
 *	if (e.errors.n) {
 *		2. without them, e.learn set: elsewhere_differs() reports nothing
 *		3. with them, e.learn unset: it reports what 1 had and 2 had not
 *	}
 *	elsewhere_release(&e);
 *
 * What 3 alone has comes of a file that could be read one time and not another.
 */
#ifndef FU_ELSEWHERE_H
#define FU_ELSEWHERE_H

#include "base/names.h"
#include "book/audit.h"

/* Errors that elsewhere_count() met, and those learnt without the new records. */
enum elsewhere_set { ELSEWHERE_WITH, ELSEWHERE_BEFORE };

struct elsewhere {       /* all zero but for here: none met */
	struct str here; /* the name of the new records' file */
	bool learn;
	struct names errors; /* of other files, each as its bytes; by set */
	struct arena arena;  /* where they are */
};

/* Is a finding about the new records, or does it name one? */
bool elsewhere_count(void *self, enum diag_id id, struct place at, struct place other);

/* Is it an error of another file that was met before, but not learnt?  None is while
 * learning. */
bool elsewhere_differs(void *self, enum diag_id id, struct place at, struct place other);

void elsewhere_release(struct elsewhere *e);

#endif
