/*
 * money: exact amounts with a unit, such as 17000USD, 0.0425EUR or 600pcs.
 *
 * An amount is an integer of at most 18 digits, a scale (digits after the
 * point, 0 to 6) and a unit: three capitals are a currency of ISO 4217, small
 * letters any other unit.  No floating point, no signs in the text form; sums
 * and differences are exact or refused.
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
	struct str unit; /* points into the text that was read */
};

enum money_error {
	MONEY_OK,
	MONEY_FORM,     /* not digits[.digits]unit */
	MONEY_DIGITS,   /* more than 18 digits in all */
	MONEY_SCALE,    /* more than 6 after the point */
	MONEY_CURRENCY, /* three capitals, but no code of ISO 4217 */
};

/* Reads all of s: at least one digit, perhaps '.' and at least one digit, then
 * the unit; on error *out is left alone. */
enum money_error money_parse(struct str s, struct money *out);

/* Appends it with exactly its scale: 17000USD, 0.50EUR; a negative difference
 * gets a '-'. */
void money_put(struct buf *b, struct money m);

/* Digits after the point that a currency of ISO 4217 has (0 to 4), -1 if the
 * code is unknown or has no minor unit (XAU), or if it is no currency. */
int money_decimals(struct str unit);

/* *sum += m and *sum -= m at the larger of both scales; false, and *sum left
 * alone, when the result leaves 18 digits.  Units must be equal (assert);
 * a *sum with an empty unit counts as zero and takes m's. */
bool money_add(struct money *sum, struct money m);
bool money_sub(struct money *sum, struct money m);

/* Below, at or above 0 as a < b, a == b, a > b; units must be equal. */
int money_cmp(struct money a, struct money b);

/* Drops zeros behind the point that the currency does not need: 5.500EUR is
 * 5.50EUR, 5.00pcs is 5pcs; the value stays. */
struct money money_trim(struct money m);

#endif
