#include "value/money.h"

#include "unit.h"

#define MOST INT64_C(999999999999999999)

static const struct {
	const char *text;
	int64_t n;
	int scale;
	const char *unit, *trimmed;
} good[] = {
	{ "17000USD", 17000, 0, "USD", "17000USD" },
	{ "1234.56EUR", 123456, 2, "EUR", "1234.56EUR" },
	{ "0.0425EUR", 425, 4, "EUR", "0.0425EUR" },
	{ "600pcs", 600, 0, "pcs", "600pcs" },
	{ "0.50EUR", 50, 2, "EUR", "0.50EUR" },
	{ "5.500EUR", 5500, 3, "EUR", "5.50EUR" },
	{ "5.5EUR", 55, 1, "EUR", "5.5EUR" },
	{ "5.00pcs", 500, 2, "pcs", "5pcs" },
	{ "5.10kg", 510, 2, "kg", "5.1kg" },
	{ "0EUR", 0, 0, "EUR", "0EUR" },
	{ "0.000000EUR", 0, 6, "EUR", "0.00EUR" },
	{ "0.000000x", 0, 6, "x", "0x" },
	{ "100JPY", 100, 0, "JPY", "100JPY" },
	{ "100.00JPY", 10000, 2, "JPY", "100JPY" },
	{ "1.2300KWD", 12300, 4, "KWD", "1.230KWD" },
	{ "1.200000CLF", 1200000, 6, "CLF", "1.2000CLF" },
	{ "1.50XAU", 150, 2, "XAU", "1.5XAU" },
	{ "1.00XXX", 100, 2, "XXX", "1XXX" },
	{ "100DEM", 100, 0, "DEM", "100DEM" },
	{ "0.000001x", 1, 6, "x", "0.000001x" },
	{ "999999999999999999USD", MOST, 0, "USD", "999999999999999999USD" },
	{ "999999999999.999999USD", MOST, 6, "USD", "999999999999.999999USD" },
	{ "7manywellspacedletters", 7, 0, "manywellspacedletters", "7manywellspacedletters" },
};

static const struct {
	const char *text;
	enum money_error error;
} bad[] = {
	{ "", MONEY_FORM },
	{ "USD", MONEY_FORM },
	{ "5", MONEY_FORM },
	{ "5.", MONEY_FORM },
	{ ".5EUR", MONEY_FORM },
	{ "5.EUR", MONEY_FORM },
	{ "5..0EUR", MONEY_FORM },
	{ "5.0.0EUR", MONEY_FORM },
	{ "5.0", MONEY_FORM },
	{ "-5EUR", MONEY_FORM },
	{ "+5EUR", MONEY_FORM },
	{ "5 EUR", MONEY_FORM },
	{ " 5EUR", MONEY_FORM },
	{ "5EUR ", MONEY_FORM },
	{ "1,000EUR", MONEY_FORM },
	{ "1'000EUR", MONEY_FORM },
	{ "5Eur", MONEY_FORM },
	{ "5EU", MONEY_FORM },
	{ "5E", MONEY_FORM },
	{ "5EURO", MONEY_FORM },
	{ "5EURx", MONEY_FORM },
	{ "5m2", MONEY_FORM },
	{ "5%", MONEY_FORM },
	{ "5pcs.", MONEY_FORM },
	{ "EUR5", MONEY_FORM },
	{ "\342\202\2545", MONEY_FORM },
	{ "5\xe2\x82\xac", MONEY_FORM },
	{ "5e\xff", MONEY_FORM },
	{ "5e`", MONEY_FORM },
	{ "5e{", MONEY_FORM },
	{ "5AB@", MONEY_FORM },
	{ "5AB[", MONEY_FORM },
	{ "/5EUR", MONEY_FORM },
	{ ":5EUR", MONEY_FORM },
	{ "1000000000000000000USD", MONEY_DIGITS },
	{ "0000000000000000000USD", MONEY_DIGITS },
	{ "1000000000000.000000USD", MONEY_DIGITS },
	{ "1.000000000000000000USD", MONEY_DIGITS },
	{ "99999999999999999999999999999999999999999999pcs", MONEY_DIGITS },
	{ "1000000000000000000ZZZ", MONEY_DIGITS },
	{ "0.0000001EUR", MONEY_SCALE },
	{ "0.0000000pcs", MONEY_SCALE },
	{ "0.0000001ZZZ", MONEY_SCALE },
	{ "5ZZZ", MONEY_CURRENCY },
	{ "5AAA", MONEY_CURRENCY },
	{ "5EUX", MONEY_CURRENCY },
	{ "5KKK", MONEY_CURRENCY },
	{ "5.00RMB", MONEY_CURRENCY },
};

static void
test_parse(struct buf *b)
{
	struct money m;
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		check_int(good[i].text, MONEY_OK, money_parse(str_from(good[i].text), &m));
		check_int(good[i].text, good[i].n, m.n);
		check_int(good[i].text, good[i].scale, m.scale);
		check_str(good[i].text, good[i].unit, m.unit);
		money_put(b, m);
		check_buf("put", good[i].text, b);
		money_put(b, money_trim(m));
		check_buf("trim", good[i].trimmed, b);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		m = (struct money){ 42, 1, STR("kept") };
		check_int(bad[i].text, bad[i].error, money_parse(str_from(bad[i].text), &m));
		check_int(bad[i].text, 42, m.n);
		check_int(bad[i].text, 1, m.scale);
		check_str(bad[i].text, "kept", m.unit);
	}
	check_int("leading zeros", MONEY_OK, money_parse(STR("000000000000000001usd"), &m));
	money_put(b, m);
	check_buf("leading zeros", "1usd", b);
	check_int("null", MONEY_FORM, money_parse((struct str){ NULL, 0 }, &m));
	check_int("not past the end", MONEY_CURRENCY, money_parse((struct str){ "5ZZZx", 4 }, &m));
}

/* By decimals: none, 0, 2, 3 and 4; then what is no currency. */
static const char *const decimals[] = {
	[0] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "
	      "BEF ESP GRD ITL LUF PTE",
	[2] = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
	      "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
	      "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
	      "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
	      "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
	      "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST "
	      "XAD XCD XCG YER ZAR ZMW ZWG "
	      "HRK BGN ANG ZWL SLL CUC DEM FRF NLG ATS FIM IEP SIT SKK EEK LVL LTL MTL CYP",
	[3] = "BHD IQD JOD KWD LYD OMR TND",
	[4] = "CLF UYW",
	[5] = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX",
};

static void
test_currencies(void)
{
	struct money m;
	char text[5] = "1";
	int d, rows = 0, known = 0, i;

	for (d = 0; d <= 5; d++) {
		struct str list = str_from(decimals[d] ? decimals[d] : "");

		while (list.n) {
			struct str code = str_cut(&list, ' ');

			check_int(code.p, d == 5 ? -1 : d, money_decimals(code));
			rows++;
		}
	}
	for (i = 0; i < 26 * 26 * 26; i++) {
		text[1] = (char)('A' + i / 676);
		text[2] = (char)('A' + i / 26 % 26);
		text[3] = (char)('A' + i % 26);
		known += money_parse(str_from(text), &m) == MONEY_OK;
	}
	check_int("178 of list one and 25 of old", 203, rows);
	check_int("codes that are read", rows, known);
	check_int("eur", -1, money_decimals(STR("eur")));
	check_int("EU", -1, money_decimals(STR("EU")));
	check_int("EURO", -1, money_decimals(STR("EURO")));
	check_int("empty", -1, money_decimals(STR("")));
}

static const struct {
	const char *a, *b;
	const char *sum, *difference; /* null: leaves 18 digits */
	int cmp;
} sums[] = {
	{ "1EUR", "2EUR", "3EUR", "-1EUR", -1 },
	{ "1.5EUR", "1.50EUR", "3.00EUR", "0.00EUR", 0 },
	{ "0.1EUR", "0.2EUR", "0.3EUR", "-0.1EUR", -1 },
	{ "1EUR", "0.000001EUR", "1.000001EUR", "0.999999EUR", 1 },
	{ "0.05EUR", "1EUR", "1.05EUR", "-0.95EUR", -1 },
	{ "0.5EUR", "1.75EUR", "2.25EUR", "-1.25EUR", -1 },
	{ "0EUR", "0.00EUR", "0.00EUR", "0.00EUR", 0 },
	{ "999999999999999998USD", "1USD", "999999999999999999USD", "999999999999999997USD", 1 },
	{ "999999999999999999USD", "1USD", NULL, "999999999999999998USD", 1 },
	{ "999999999999999999USD", "0USD", "999999999999999999USD", "999999999999999999USD", 1 },
	{ "999999999999999999USD", "0.0USD", NULL, NULL, 1 },
	{ "999999999999999999USD", "999999999999999999USD", NULL, "0USD", 0 },
	{ "0USD", "999999999999999999USD", "999999999999999999USD", "-999999999999999999USD", -1 },
	{ "999999999999.999999USD", "0.000001USD", NULL, "999999999999.999998USD", 1 },
	{ "999999999999.999999USD", "999999999999USD", NULL, "0.999999USD", 1 },
	{ "1000000000000USD", "0.000001USD", NULL, "999999999999.999999USD", 1 },
	{ "100000000000000000USD", "0.000000USD", NULL, NULL, 1 },
	{ "0.000000USD", "1000000000000USD", NULL, NULL, -1 },
	{ "0.000001USD", "1000000000000USD", NULL, "-999999999999.999999USD", -1 },
	{ "0.000000USD", "999999999999USD", "999999999999.000000USD", "-999999999999.000000USD", -1 },
};

static void
check_result(const char *what, const char *want, bool ok, struct money m, struct buf *b)
{
	check_int(what, want != NULL, ok);
	if (!ok || !want)
		return;
	money_put(b, m);
	check_buf(what, want, b);
}

static void
test_sums(struct buf *b)
{
	size_t i;

	for (i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
		struct money x, y, sum, difference;
		bool ok;

		money_parse(str_from(sums[i].a), &x);
		money_parse(str_from(sums[i].b), &y);
		sum = difference = x;
		ok = money_add(&sum, y);
		check_result(sums[i].a, sums[i].sum, ok, sum, b);
		if (!ok)
			check_int("left alone", true, sum.n == x.n && sum.scale == x.scale);
		ok = money_sub(&difference, y);
		check_result(sums[i].a, sums[i].difference, ok, difference, b);
		if (!ok)
			check_int("left alone", true,
			    difference.n == x.n && difference.scale == x.scale);
		check_int(sums[i].a, sums[i].cmp, money_cmp(x, y));
		check_int(sums[i].b, -sums[i].cmp, money_cmp(y, x));
	}
}

static void
test_empty_sum(struct buf *b)
{
	struct money m, sum = { 0, 0, { NULL, 0 } };

	money_parse(STR("0.50EUR"), &m);
	check_int("first", true, money_add(&sum, m));
	money_put(b, sum);
	check_buf("first", "0.50EUR", b);
	check_int("second", true, money_add(&sum, m));
	money_put(b, sum);
	check_buf("second", "1.00EUR", b);
	sum.unit.n = 0;
	sum.n = 0;
	check_int("from none", true, money_sub(&sum, m));
	money_put(b, sum);
	check_buf("from none", "-0.50EUR", b);
	money_put(b, money_trim((struct money){ -5000, 4, m.unit }));
	check_buf("trim below zero", "-0.50EUR", b);
	money_put(b, (struct money){ -5, 2, m.unit });
	check_buf("a few cents below", "-0.05EUR", b);
}

/* The reference: numbers of 28 decimal digits, lowest first, in ten's complement. */
enum { DIGITS = 28 };

static void
long_from(int n[DIGITS], struct money m)
{
	uint64_t v = m.n < 0 ? -(uint64_t)m.n : (uint64_t)m.n;
	int i, carry = m.n < 0;

	for (i = 0; i < DIGITS; i++) {
		n[i] = i < 6 - m.scale ? 0 : (int)(v % 10);
		if (i >= 6 - m.scale)
			v /= 10;
		if (m.n < 0) {
			n[i] = 9 - n[i] + carry;
			carry = n[i] / 10;
			n[i] %= 10;
		}
	}
}

static void
long_add(int a[DIGITS], const int b[DIGITS])
{
	int i, carry = 0;

	for (i = 0; i < DIGITS; i++) {
		carry += a[i] + b[i];
		a[i] = carry % 10;
		carry /= 10;
	}
}

/* Do the digits above the 18 that scale leaves room for say no more than the sign? */
static bool
long_fits(const int n[DIGITS], int scale)
{
	int sign = n[DIGITS - 1], i, low = 0;

	for (i = 24 - scale; i < DIGITS; i++)
		if (n[i] != sign)
			return false;
	for (i = 0; i < 24 - scale; i++)
		low |= n[i];
	return sign == 0 || low != 0; /* -10^18 has 19 digits */
}

static void
check_long(const char *what, struct money x, struct money y, bool ok, struct money got)
{
	int want[DIGITS], n[DIGITS], i, scale = x.scale > y.scale ? x.scale : y.scale;

	long_from(want, x);
	long_from(n, y);
	long_add(want, n);
	check_int(what, long_fits(want, scale), ok);
	if (!ok)
		got = x;
	else
		check_int(what, scale, got.scale);
	long_from(n, got);
	for (i = 0; ok && i < DIGITS; i++)
		check_int(what, want[i], n[i]);
}

/* An amount of 0 to 18 digits, often one of the ends. */
static struct money
random_money(uint64_t *seed)
{
	int64_t most = 0;
	int digits = (int)unit_between(seed, 0, 18);
	struct money m = { 0, (int)unit_between(seed, 0, 6), STR("pcs") };

	while (digits--)
		most = most * 10 + 9;
	m.n = unit_between(seed, 0, 3) ? unit_between(seed, -most, most) : most;
	return m;
}

static void
test_random(void)
{
	uint64_t seed = 4217;
	int i;

	for (i = 0; i < 100000; i++) {
		struct money x = random_money(&seed), y = random_money(&seed), minus = y;
		struct money sum = x, difference = x;
		bool ok = money_add(&sum, y);

		check_long("random sum", x, y, ok, sum);
		minus.n = -y.n;
		ok = money_sub(&difference, y);
		check_long("random difference", x, minus, ok, difference);
		if (ok)
			check_int("random cmp", (difference.n > 0) - (difference.n < 0), money_cmp(x, y));
		check_int("random cmp, turned", money_cmp(x, y), -money_cmp(y, x));
	}
}

int
main(void)
{
	struct buf b = buf_mem();

	test_parse(&b);
	test_currencies();
	test_sums(&b);
	test_empty_sum(&b);
	test_random();
	buf_release(&b);
	return unit_end("money");
}
