/*
 * kind: is a value of the kind that its key takes?
 *
 * Each form of schema.h is checked here, lists element by element.  Nothing is
 * reported: the caller gets the id of the finding and the bytes it is about.
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

/* What is wrong with a value as one of that kind, in a record at that moment, with the
 * bytes at fault in *part; DIAG_COUNT if nothing is. */
enum diag_id kind_fault(
    const struct schema *s, enum kind k, struct str value, struct moment when, struct str *part);

/* Sets *n to a search for the word of the kind nearest to a part that kind_fault()
 * rejected; of a trigger, to the piece of it that is wrong. */
void kind_try(const struct schema *s, enum kind k, struct str part, struct near *n);

/* Resolves a by: or until: value, given the record's own moment: a date as it is, +PERIOD
 * counted from when.  MOMENT_NONE if it is neither, or out of range. */
struct moment kind_when(struct str value, struct moment when, const struct calendar *c);

/* A quick check of a value, whatever its record: true if it is good, false if that needs
 * kind_fault().  Needs SCAN_PAD readable bytes from the value's first on. */
bool kind_plain(const struct schema *s, enum kind k, struct str v, struct date_cache *dates);

/* Is a value of that kind good or bad by its bytes alone, and are there few different ones?
 * Then the answer of kind_plain() is worth remembering. */
static inline bool
kind_recurs(const struct schema *s, enum kind k)
{
	return s->form_of[k] != FORM_WHEN && s->form_of[k] != FORM_AMOUNT;
}

#endif
