#include "value/money.h"

#include <assert.h>

enum { DIGITS = 18, SCALE = 6 };

#define LARGEST INT64_C(999999999999999999)

static const int64_t tens[SCALE + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

/*
 * ISO 4217 list one as published on 2026-09-17, and, so that old papers can still be
 * read, HRK, BGN, ANG, ZWL, SLL, CUC and the currencies the euro replaced, from list
 * three.  A code's index is its letters as a number in base 26; the entry is its
 * decimals + 1, or NO_MINOR_UNIT, or 0 for no code.
 */
enum { NO_MINOR_UNIT = 9 };

#define PLACE(a, b, c) (((a) - 'A') * 676 + ((b) - 'A') * 26 + ((c) - 'A'))
#define ISO(a, b, c, decimals) [PLACE(a, b, c)] = (decimals) + 1
#define NONE (NO_MINOR_UNIT - 1)

/* clang-format off */
static const unsigned char currencies[26 * 676] = {
	ISO('A', 'E', 'D', 2), ISO('A', 'F', 'N', 2), ISO('A', 'L', 'L', 2),
	ISO('A', 'M', 'D', 2), ISO('A', 'N', 'G', 2), ISO('A', 'O', 'A', 2),
	ISO('A', 'R', 'S', 2), ISO('A', 'T', 'S', 2), ISO('A', 'U', 'D', 2),
	ISO('A', 'W', 'G', 2), ISO('A', 'Z', 'N', 2), ISO('B', 'A', 'M', 2),
	ISO('B', 'B', 'D', 2), ISO('B', 'D', 'T', 2), ISO('B', 'E', 'F', 0),
	ISO('B', 'G', 'N', 2), ISO('B', 'H', 'D', 3), ISO('B', 'I', 'F', 0),
	ISO('B', 'M', 'D', 2), ISO('B', 'N', 'D', 2), ISO('B', 'O', 'B', 2),
	ISO('B', 'O', 'V', 2), ISO('B', 'R', 'L', 2), ISO('B', 'S', 'D', 2),
	ISO('B', 'T', 'N', 2), ISO('B', 'W', 'P', 2), ISO('B', 'Y', 'N', 2),
	ISO('B', 'Z', 'D', 2), ISO('C', 'A', 'D', 2), ISO('C', 'D', 'F', 2),
	ISO('C', 'H', 'E', 2), ISO('C', 'H', 'F', 2), ISO('C', 'H', 'W', 2),
	ISO('C', 'L', 'F', 4), ISO('C', 'L', 'P', 0), ISO('C', 'N', 'Y', 2),
	ISO('C', 'O', 'P', 2), ISO('C', 'O', 'U', 2), ISO('C', 'R', 'C', 2),
	ISO('C', 'U', 'C', 2), ISO('C', 'U', 'P', 2), ISO('C', 'V', 'E', 2),
	ISO('C', 'Y', 'P', 2), ISO('C', 'Z', 'K', 2), ISO('D', 'E', 'M', 2),
	ISO('D', 'J', 'F', 0), ISO('D', 'K', 'K', 2), ISO('D', 'O', 'P', 2),
	ISO('D', 'Z', 'D', 2), ISO('E', 'E', 'K', 2), ISO('E', 'G', 'P', 2),
	ISO('E', 'R', 'N', 2), ISO('E', 'S', 'P', 0), ISO('E', 'T', 'B', 2),
	ISO('E', 'U', 'R', 2), ISO('F', 'I', 'M', 2), ISO('F', 'J', 'D', 2),
	ISO('F', 'K', 'P', 2), ISO('F', 'R', 'F', 2), ISO('G', 'B', 'P', 2),
	ISO('G', 'E', 'L', 2), ISO('G', 'H', 'S', 2), ISO('G', 'I', 'P', 2),
	ISO('G', 'M', 'D', 2), ISO('G', 'N', 'F', 0), ISO('G', 'R', 'D', 0),
	ISO('G', 'T', 'Q', 2), ISO('G', 'Y', 'D', 2), ISO('H', 'K', 'D', 2),
	ISO('H', 'N', 'L', 2), ISO('H', 'R', 'K', 2), ISO('H', 'T', 'G', 2),
	ISO('H', 'U', 'F', 2), ISO('I', 'D', 'R', 2), ISO('I', 'E', 'P', 2),
	ISO('I', 'L', 'S', 2), ISO('I', 'N', 'R', 2), ISO('I', 'Q', 'D', 3),
	ISO('I', 'R', 'R', 2), ISO('I', 'S', 'K', 0), ISO('I', 'T', 'L', 0),
	ISO('J', 'M', 'D', 2), ISO('J', 'O', 'D', 3), ISO('J', 'P', 'Y', 0),
	ISO('K', 'E', 'S', 2), ISO('K', 'G', 'S', 2), ISO('K', 'H', 'R', 2),
	ISO('K', 'M', 'F', 0), ISO('K', 'P', 'W', 2), ISO('K', 'R', 'W', 0),
	ISO('K', 'W', 'D', 3), ISO('K', 'Y', 'D', 2), ISO('K', 'Z', 'T', 2),
	ISO('L', 'A', 'K', 2), ISO('L', 'B', 'P', 2), ISO('L', 'K', 'R', 2),
	ISO('L', 'R', 'D', 2), ISO('L', 'S', 'L', 2), ISO('L', 'T', 'L', 2),
	ISO('L', 'U', 'F', 0), ISO('L', 'V', 'L', 2), ISO('L', 'Y', 'D', 3),
	ISO('M', 'A', 'D', 2), ISO('M', 'D', 'L', 2), ISO('M', 'G', 'A', 2),
	ISO('M', 'K', 'D', 2), ISO('M', 'M', 'K', 2), ISO('M', 'N', 'T', 2),
	ISO('M', 'O', 'P', 2), ISO('M', 'R', 'U', 2), ISO('M', 'T', 'L', 2),
	ISO('M', 'U', 'R', 2), ISO('M', 'V', 'R', 2), ISO('M', 'W', 'K', 2),
	ISO('M', 'X', 'N', 2), ISO('M', 'X', 'V', 2), ISO('M', 'Y', 'R', 2),
	ISO('M', 'Z', 'N', 2), ISO('N', 'A', 'D', 2), ISO('N', 'G', 'N', 2),
	ISO('N', 'I', 'O', 2), ISO('N', 'L', 'G', 2), ISO('N', 'O', 'K', 2),
	ISO('N', 'P', 'R', 2), ISO('N', 'Z', 'D', 2), ISO('O', 'M', 'R', 3),
	ISO('P', 'A', 'B', 2), ISO('P', 'E', 'N', 2), ISO('P', 'G', 'K', 2),
	ISO('P', 'H', 'P', 2), ISO('P', 'K', 'R', 2), ISO('P', 'L', 'N', 2),
	ISO('P', 'T', 'E', 0), ISO('P', 'Y', 'G', 0), ISO('Q', 'A', 'R', 2),
	ISO('R', 'O', 'N', 2), ISO('R', 'S', 'D', 2), ISO('R', 'U', 'B', 2),
	ISO('R', 'W', 'F', 0), ISO('S', 'A', 'R', 2), ISO('S', 'B', 'D', 2),
	ISO('S', 'C', 'R', 2), ISO('S', 'D', 'G', 2), ISO('S', 'E', 'K', 2),
	ISO('S', 'G', 'D', 2), ISO('S', 'H', 'P', 2), ISO('S', 'I', 'T', 2),
	ISO('S', 'K', 'K', 2), ISO('S', 'L', 'E', 2), ISO('S', 'L', 'L', 2),
	ISO('S', 'O', 'S', 2), ISO('S', 'R', 'D', 2), ISO('S', 'S', 'P', 2),
	ISO('S', 'T', 'N', 2), ISO('S', 'V', 'C', 2), ISO('S', 'Y', 'P', 2),
	ISO('S', 'Z', 'L', 2), ISO('T', 'H', 'B', 2), ISO('T', 'J', 'S', 2),
	ISO('T', 'M', 'T', 2), ISO('T', 'N', 'D', 3), ISO('T', 'O', 'P', 2),
	ISO('T', 'R', 'Y', 2), ISO('T', 'T', 'D', 2), ISO('T', 'W', 'D', 2),
	ISO('T', 'Z', 'S', 2), ISO('U', 'A', 'H', 2), ISO('U', 'G', 'X', 0),
	ISO('U', 'S', 'D', 2), ISO('U', 'S', 'N', 2), ISO('U', 'Y', 'I', 0),
	ISO('U', 'Y', 'U', 2), ISO('U', 'Y', 'W', 4), ISO('U', 'Z', 'S', 2),
	ISO('V', 'E', 'D', 2), ISO('V', 'E', 'S', 2), ISO('V', 'N', 'D', 0),
	ISO('V', 'U', 'V', 0), ISO('W', 'S', 'T', 2), ISO('X', 'A', 'D', 2),
	ISO('X', 'A', 'F', 0), ISO('X', 'A', 'G', NONE), ISO('X', 'A', 'U', NONE),
	ISO('X', 'B', 'A', NONE), ISO('X', 'B', 'B', NONE), ISO('X', 'B', 'C', NONE),
	ISO('X', 'B', 'D', NONE), ISO('X', 'C', 'D', 2), ISO('X', 'C', 'G', 2),
	ISO('X', 'D', 'R', NONE), ISO('X', 'O', 'F', 0), ISO('X', 'P', 'D', NONE),
	ISO('X', 'P', 'F', 0), ISO('X', 'P', 'T', NONE), ISO('X', 'S', 'U', NONE),
	ISO('X', 'T', 'S', NONE), ISO('X', 'U', 'A', NONE), ISO('X', 'X', 'X', NONE),
	ISO('Y', 'E', 'R', 2), ISO('Z', 'A', 'R', 2), ISO('Z', 'M', 'W', 2),
	ISO('Z', 'W', 'G', 2), ISO('Z', 'W', 'L', 2),
};
/* clang-format on */

/* The table's entry for a unit; 0 if it is no code. */
static unsigned
currency_row(struct str unit)
{
	const char *u = unit.p;

	if (unit.n != 3)
		return 0;
	for (int i = 0; i < 3; i++)
		if (u[i] < 'A' || u[i] > 'Z')
			return 0;
	return currencies[PLACE(u[0], u[1], u[2])];
}

int
money_decimals(struct str unit)
{
	unsigned row = currency_row(unit);

	return row == 0 || row == NO_MINOR_UNIT ? -1 : (int)row - 1;
}

/* How many bytes of s, from i on, are between low and high. */
static size_t
run(struct str s, size_t i, char low, char high)
{
	size_t start = i;

	while (i < s.n && s.p[i] >= low && s.p[i] <= high)
		i++;
	return i - start;
}

static enum money_error
check_unit(struct str unit)
{
	if (unit.n == 0)
		return MONEY_FORM;
	if (run(unit, 0, 'a', 'z') == unit.n)
		return MONEY_OK;
	if (unit.n != 3 || run(unit, 0, 'A', 'Z') != 3)
		return MONEY_FORM;
	return currency_row(unit) ? MONEY_OK : MONEY_CURRENCY;
}

static int64_t
to_number(struct str digits, int64_t n)
{
	size_t i;

	for (i = 0; i < digits.n; i++)
		n = n * 10 + (digits.p[i] - '0');
	return n;
}

enum money_error
money_parse(struct str s, struct money *out)
{
	struct str whole = { s.p, run(s, 0, '0', '9') }, part = { s.p, 0 }, unit;
	size_t i = whole.n;
	enum money_error e;

	if (i < s.n && s.p[i] == '.') {
		part = (struct str){ s.p + i + 1, run(s, i + 1, '0', '9') };
		i += 1 + part.n;
		if (part.n == 0)
			return MONEY_FORM;
	}
	if (whole.n == 0)
		return MONEY_FORM;
	unit = str_span(s.p + i, s.p + s.n);
	e = check_unit(unit);
	if (e == MONEY_FORM)
		return e;
	if (whole.n + part.n > DIGITS)
		return MONEY_DIGITS;
	if (part.n > SCALE)
		return MONEY_SCALE;
	if (e == MONEY_OK)
		*out = (struct money){ to_number(part, to_number(whole, 0)), (int)part.n, unit };
	return e;
}

void
money_put(struct buf *b, struct money m)
{
	uint64_t n = m.n < 0 ? -(uint64_t)m.n : (uint64_t)m.n;
	uint64_t one = (uint64_t)tens[m.scale];

	if (m.n < 0)
		buf_char(b, '-');
	buf_digits(b, n / one, 1);
	if (m.scale) {
		buf_char(b, '.');
		buf_digits(b, n % one, m.scale);
	}
	buf_str(b, m.unit);
}

/*
 * Two amounts are added as whole units and parts of 10^scale, each with its sign: as
 * one integer at the larger scale, either could overflow where the result doesn't.
 */
struct split {
	int64_t whole, part;
};

static struct split
split_at(struct money m, int scale)
{
	int64_t one = tens[m.scale];

	return (struct split){ m.n / one, m.n % one * tens[scale - m.scale] };
}

bool
money_add(struct money *sum, struct money m)
{
	struct money old = sum->unit.n ? *sum : (struct money){ 0, 0, m.unit };
	int scale = old.scale > m.scale ? old.scale : m.scale;
	struct split a = split_at(old, scale), b = split_at(m, scale);
	int64_t one = tens[scale];

	assert(str_eq(old.unit, m.unit));
	a.part += b.part;
	a.whole += b.whole + a.part / one;
	a.part %= one;
	if (a.whole < 0 ? -a.whole > (LARGEST + a.part) / one : a.whole > (LARGEST - a.part) / one)
		return false;
	*sum = (struct money){ a.whole * one + a.part, scale, old.unit };
	return true;
}

bool
money_sub(struct money *sum, struct money m)
{
	m.n = -m.n;
	return money_add(sum, m);
}

int
money_cmp(struct money a, struct money b)
{
	struct split x = split_at(a, SCALE), y = split_at(b, SCALE);

	assert(str_eq(a.unit, b.unit));
	if (x.whole != y.whole)
		return x.whole < y.whole ? -1 : 1;
	return (x.part > y.part) - (x.part < y.part);
}

struct money
money_trim(struct money m)
{
	int keep = money_decimals(m.unit);

	while (m.scale > 0 && m.scale > keep && m.n % 10 == 0) {
		m.n /= 10;
		m.scale--;
	}
	return m;
}
