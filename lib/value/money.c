#include "value/money.h"

#include <assert.h>
#include <stdlib.h>

enum { DIGITS = 18, SCALE = 6 };

#define LARGEST INT64_C(999999999999999999)

static const int64_t tens[SCALE + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

struct currency {
	char code[4];
	signed char decimals; /* -1: has no minor unit */
};

/*
 * ISO 4217 list one as published on 2026-09-17, sorted; besides, so that old
 * papers can still be read, HRK, BGN, ANG, ZWL, SLL, CUC and what the euro
 * replaced, which stand in list three.
 */
static const struct currency currencies[] = { { "AED", 2 }, { "AFN", 2 }, { "ALL", 2 },
	{ "AMD", 2 }, { "ANG", 2 }, { "AOA", 2 }, { "ARS", 2 }, { "ATS", 2 }, { "AUD", 2 },
	{ "AWG", 2 }, { "AZN", 2 }, { "BAM", 2 }, { "BBD", 2 }, { "BDT", 2 }, { "BEF", 0 },
	{ "BGN", 2 }, { "BHD", 3 }, { "BIF", 0 }, { "BMD", 2 }, { "BND", 2 }, { "BOB", 2 },
	{ "BOV", 2 }, { "BRL", 2 }, { "BSD", 2 }, { "BTN", 2 }, { "BWP", 2 }, { "BYN", 2 },
	{ "BZD", 2 }, { "CAD", 2 }, { "CDF", 2 }, { "CHE", 2 }, { "CHF", 2 }, { "CHW", 2 },
	{ "CLF", 4 }, { "CLP", 0 }, { "CNY", 2 }, { "COP", 2 }, { "COU", 2 }, { "CRC", 2 },
	{ "CUC", 2 }, { "CUP", 2 }, { "CVE", 2 }, { "CYP", 2 }, { "CZK", 2 }, { "DEM", 2 },
	{ "DJF", 0 }, { "DKK", 2 }, { "DOP", 2 }, { "DZD", 2 }, { "EEK", 2 }, { "EGP", 2 },
	{ "ERN", 2 }, { "ESP", 0 }, { "ETB", 2 }, { "EUR", 2 }, { "FIM", 2 }, { "FJD", 2 },
	{ "FKP", 2 }, { "FRF", 2 }, { "GBP", 2 }, { "GEL", 2 }, { "GHS", 2 }, { "GIP", 2 },
	{ "GMD", 2 }, { "GNF", 0 }, { "GRD", 0 }, { "GTQ", 2 }, { "GYD", 2 }, { "HKD", 2 },
	{ "HNL", 2 }, { "HRK", 2 }, { "HTG", 2 }, { "HUF", 2 }, { "IDR", 2 }, { "IEP", 2 },
	{ "ILS", 2 }, { "INR", 2 }, { "IQD", 3 }, { "IRR", 2 }, { "ISK", 0 }, { "ITL", 0 },
	{ "JMD", 2 }, { "JOD", 3 }, { "JPY", 0 }, { "KES", 2 }, { "KGS", 2 }, { "KHR", 2 },
	{ "KMF", 0 }, { "KPW", 2 }, { "KRW", 0 }, { "KWD", 3 }, { "KYD", 2 }, { "KZT", 2 },
	{ "LAK", 2 }, { "LBP", 2 }, { "LKR", 2 }, { "LRD", 2 }, { "LSL", 2 }, { "LTL", 2 },
	{ "LUF", 0 }, { "LVL", 2 }, { "LYD", 3 }, { "MAD", 2 }, { "MDL", 2 }, { "MGA", 2 },
	{ "MKD", 2 }, { "MMK", 2 }, { "MNT", 2 }, { "MOP", 2 }, { "MRU", 2 }, { "MTL", 2 },
	{ "MUR", 2 }, { "MVR", 2 }, { "MWK", 2 }, { "MXN", 2 }, { "MXV", 2 }, { "MYR", 2 },
	{ "MZN", 2 }, { "NAD", 2 }, { "NGN", 2 }, { "NIO", 2 }, { "NLG", 2 }, { "NOK", 2 },
	{ "NPR", 2 }, { "NZD", 2 }, { "OMR", 3 }, { "PAB", 2 }, { "PEN", 2 }, { "PGK", 2 },
	{ "PHP", 2 }, { "PKR", 2 }, { "PLN", 2 }, { "PTE", 0 }, { "PYG", 0 }, { "QAR", 2 },
	{ "RON", 2 }, { "RSD", 2 }, { "RUB", 2 }, { "RWF", 0 }, { "SAR", 2 }, { "SBD", 2 },
	{ "SCR", 2 }, { "SDG", 2 }, { "SEK", 2 }, { "SGD", 2 }, { "SHP", 2 }, { "SIT", 2 },
	{ "SKK", 2 }, { "SLE", 2 }, { "SLL", 2 }, { "SOS", 2 }, { "SRD", 2 }, { "SSP", 2 },
	{ "STN", 2 }, { "SVC", 2 }, { "SYP", 2 }, { "SZL", 2 }, { "THB", 2 }, { "TJS", 2 },
	{ "TMT", 2 }, { "TND", 3 }, { "TOP", 2 }, { "TRY", 2 }, { "TTD", 2 }, { "TWD", 2 },
	{ "TZS", 2 }, { "UAH", 2 }, { "UGX", 0 }, { "USD", 2 }, { "USN", 2 }, { "UYI", 0 },
	{ "UYU", 2 }, { "UYW", 4 }, { "UZS", 2 }, { "VED", 2 }, { "VES", 2 }, { "VND", 0 },
	{ "VUV", 0 }, { "WST", 2 }, { "XAD", 2 }, { "XAF", 0 }, { "XAG", -1 }, { "XAU", -1 },
	{ "XBA", -1 }, { "XBB", -1 }, { "XBC", -1 }, { "XBD", -1 }, { "XCD", 2 }, { "XCG", 2 },
	{ "XDR", -1 }, { "XOF", 0 }, { "XPD", -1 }, { "XPF", 0 }, { "XPT", -1 }, { "XSU", -1 },
	{ "XTS", -1 }, { "XUA", -1 }, { "XXX", -1 }, { "YER", 2 }, { "ZAR", 2 }, { "ZMW", 2 },
	{ "ZWG", 2 }, { "ZWL", 2 } };

static int
by_code(const void *key, const void *row)
{
	return memcmp(key, ((const struct currency *)row)->code, 3);
}

static const struct currency *
currency_find(struct str unit)
{
	if (unit.n != 3)
		return NULL;
	return bsearch(unit.p, currencies, sizeof(currencies) / sizeof(currencies[0]),
	    sizeof(currencies[0]), by_code);
}

int
money_decimals(struct str unit)
{
	const struct currency *c = currency_find(unit);

	return c ? c->decimals : -1;
}

/* How many bytes of s, from i on, lie between low and high. */
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
	return currency_find(unit) ? MONEY_OK : MONEY_CURRENCY;
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
 * Two amounts meet as whole units and parts of 10^scale, both with the sign: one
 * integer of the larger scale could overflow where their difference doesn't.
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
