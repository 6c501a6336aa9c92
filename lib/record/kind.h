/*
 * kind: is a value of the kind that its key takes?
 *
 * One function a form of schema.h; lists are checked piece by piece.  Nothing
 * is reported here: the caller gets the finding's id and the bytes it is about.
 *
 *	struct str part;
 *	if (kind_fault(&s, KIND_RE, STR("recap,thx"), when, &part) != DIAG_COUNT)
 *		... part is "thx" ...
 */
#ifndef FU_KIND_H
#define FU_KIND_H

#include "base/diag.h"
#include "record/scan.h"
#include "record/schema.h"
#include "value/calendar.h"
#include "value/money.h"

/* Is the value good for that kind, in a record at that moment?  DIAG_COUNT if
 * so, else what is wrong, and in *part the bytes it is about. */
enum diag_id kind_fault(
    const struct schema *s, enum kind k, struct str value, struct moment when, struct str *part);

/* Reads a by: or until: value against the record's own moment: a date as it is,
 * +PERIOD counted from when.  MOMENT_NONE if it is neither or out of range. */
struct moment kind_when(struct str value, struct moment when, const struct calendar *c);

/* An amount in a currency, of so few digits that one look sees all and with no more
 * decimals than that has. */
static inline bool
kind_usual_amount(struct str v)
{
	size_t whole = bytes_run(v.p, bytes_digit), n = v.n - 3, part = 0;

	if (v.n < 4 || n >= BYTES_AT_ONCE)
		return false;
	if (v.p[whole] == '.' && whole > 0 && whole < n - 1)
		part = bytes_run(v.p + whole + 1, bytes_digit);
	return whole + part + (part > 0) == n &&
	       money_decimals((struct str){ v.p + n, 3 }) >= (int)part;
}

/* Is it one of the commonest good values, in any record?  False says nothing.
 * Needs SCAN_PAD readable bytes from the value's first on. */
static inline bool
kind_plain(const struct schema *s, enum kind k, struct str v, struct date_cache *dates)
{
	unsigned form = s->form_of[k];
	struct moment m;

	if (form == FORM_WORD || form == FORM_WORDS)
		return schema_is_word_in_line(s, k, v);
	if (form == FORM_WHEN)
		return date_parse_cached(dates, v, &m);
	if (form == FORM_AMOUNT)
		return kind_usual_amount(v);
	return form == FORM_TEXT && !is(*v.p, MARK);
}

#endif
