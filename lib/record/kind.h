/*
 * kind: is a value of the kind that its key takes?
 *
 * Each form of schema.h is checked here, lists piece by piece.  Nothing is
 * reported: the caller gets the finding's id and the bytes it is about.
 *
 *	struct str part;
 *	if (kind_fault(&s, KIND_RE, STR("recap,thx"), when, &part) != DIAG_COUNT)
 *		... part is "thx" ...
 */
#ifndef FU_KIND_H
#define FU_KIND_H

#include "base/diag.h"
#include "base/near.h"
#include "record/scan.h"
#include "record/schema.h"
#include "value/calendar.h"
#include "value/money.h"

/* Is the value good for that kind, in a record at that moment?  DIAG_COUNT if
 * so, else what is wrong, and in *part the bytes it is about. */
enum diag_id kind_fault(
    const struct schema *s, enum kind k, struct str value, struct moment when, struct str *part);

/* The word of the kind that is nearest to a part that is none: *n is begun anew, of a
 * trigger with the piece of it that is wrong. */
void kind_try(const struct schema *s, enum kind k, struct str part, struct near *n);

/* Reads a by: or until: value against the record's own moment: a date as it is,
 * +PERIOD counted from when.  MOMENT_NONE if it is neither or out of range. */
struct moment kind_when(struct str value, struct moment when, const struct calendar *c);

/* Is it a good value, in any record?  False says nothing; the commonest are quick.
 * Needs SCAN_PAD readable bytes from the value's first on. */
bool kind_plain(const struct schema *s, enum kind k, struct str v, struct date_cache *dates);

/* Is what is said of a value of that kind by its bytes alone, as few as come again and
 * again?  Then kind_plain() need not be asked twice. */
static inline bool
kind_recurs(const struct schema *s, enum kind k)
{
	return s->form_of[k] != FORM_WHEN && s->form_of[k] != FORM_AMOUNT;
}

#endif
