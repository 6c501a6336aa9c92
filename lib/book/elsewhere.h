/*
 * elsewhere: errors that new records cause at the place of older ones.
 *
 * A payment dated before another can make the other one too much: the error is then
 * at the other's place, not its own.  Such errors are those that an audit with the
 * new records finds and one without them doesn't.  The two filters below are for
 * audit_finish(), with a struct elsewhere as their self:
 *
 *	struct elsewhere e = { .here = STR("<new>") };
 *	1. audit with the new records: elsewhere_count() passes what concerns them
 *	if (e.errors.n) {
 *		2. audit without them, e.learn set: elsewhere_differs() reports nothing
 *		3. audit with them, e.learn unset: it reports what 1 had and 2 had not
 *	}
 *	elsewhere_release(&e);
 *
 * An error that only 3 has comes from a file that could be read one time and not
 * another, and isn't reported.
 */
#ifndef FU_ELSEWHERE_H
#define FU_ELSEWHERE_H

#include "base/names.h"
#include "book/audit.h"

/* Errors met by elsewhere_count(), and those learned without the new records. */
enum elsewhere_set { ELSEWHERE_WITH, ELSEWHERE_BEFORE };

struct elsewhere {       /* all zero except for here: no errors yet */
	struct str here; /* the file name used for the new records */
	bool learn;
	struct names errors; /* in other files, each as its bytes; scope: the set */
	struct arena arena;  /* where those bytes are */
};

/* Is the finding about one of the new records, or does it refer to one? */
bool elsewhere_count(void *self, enum diag_id id, struct place at, struct place other);

/* Is it an error in another file that was met before, but not learned?  False while learning. */
bool elsewhere_differs(void *self, enum diag_id id, struct place at, struct place other);

void elsewhere_release(struct elsewhere *e);

#endif
