/*
 * money: exact amounts with a unit, such as 17000USD, 0.0425EUR or 600pcs.
 *
 * An amount is an integer of at most 18 digits, a scale (digits after the point, 0
 * to 6) and a unit: three capitals are a currency of ISO 4217, small letters (a to
 * z, one or more) any other unit.  No floating point, and no sign in the text form;
 * sums and differences are exact or refused.
 *
 *	struct money m;
 *	switch (money_parse(STR("1234.56EUR"), &m)) {
 *	case MONEY_OK: ...
 */
#ifndef FU_MONEY_H
#define FU_MONEY_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

struct money {
	int64_t n;       /* the digits as one integer: 123456 for 1234.56 */
	int scale;       /* digits after the point, 0 to 6 */
	struct str unit; /* points into the text that was read; empty: no unit yet */
};

enum money_error {
	MONEY_OK,
	MONEY_FORM,     /* not digits[.digits]unit */
	MONEY_DIGITS,   /* more than 18 digits in all */
	MONEY_SCALE,    /* more than 6 after the point */
	MONEY_CURRENCY, /* three capitals, but no ISO 4217 code */
};

/* Reads all of s: digits, perhaps '.' and more digits, then the unit.  On error leaves *out
 * alone. */
enum money_error money_parse(struct str s, struct money *out);

/* Appends m with exactly its scale: 17000USD, 0.50EUR.  If m.n < 0, a '-' comes first. */
void money_put(struct buf *b, struct money m);

/* How many digits after the point (0 to 4) a currency of ISO 4217 has; -1 if the code is
 * unknown or has no minor unit (XAU), or if the unit is no currency. */
int money_decimals(struct str unit);

/* *sum += m and *sum -= m, at the larger of both scales.  Returns false, and leaves *sum
 * alone, if the result needs more than 18 digits.  Units must be equal (assert), but a *sum
 * with an empty unit counts as zero and takes on m's. */
bool money_add(struct money *sum, struct money m);
bool money_sub(struct money *sum, struct money m);

/* Below, at or above 0 for a < b, a == b, a > b.  Units must be equal (assert). */
int money_cmp(struct money a, struct money b);

/* Drops trailing zeros after the point, down to the decimals of its currency: 5.500EUR
 * becomes 5.50EUR, 5.00pcs becomes 5pcs. */
struct money money_trim(struct money m);

#endif
