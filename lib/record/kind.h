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
#include "record/bytes.h"
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

/* A whole amount in a currency, of so few digits that one look sees all. */
static inline bool
kind_whole_amount(struct str v)
{
	return v.n > 3 && v.n - 3 < BYTES_AT_ONCE && bytes_run(v.p, bytes_digit) == v.n - 3 &&
	       money_decimals((struct str){ v.p + v.n - 3, 3 }) >= 0;
}

/* Is it one of the commonest good values, in any record?  False says nothing.
 * Needs SCAN_PAD readable bytes from the value's first on. */
static inline bool
kind_plain(const struct schema *s, enum kind k, struct str v, struct date_cache *dates)
{
	struct moment m;

	switch (s->form_of[k]) {
	case FORM_TEXT:
		return true;
	case FORM_WORD:
	case FORM_WORDS:
		return schema_is_word_in_line(s, k, v);
	case FORM_WHEN:
		return date_parse_cached(dates, v, &m);
	case FORM_AMOUNT:
		return kind_whole_amount(v);
	default:
		return false;
	}
}

#endif
