#include "book/stats.h"

#include "unit.h"

/* The lower bounds that are published, or follow by hand. */
static const struct {
	uint32_t k, n;
	double z;
	int64_t low; /* thousandths */
} bounds[] = {
	{ 1, 1, 1.2816, 378 },
	{ 2, 3, 1.2816, 321 },
	{ 8, 10, 1.2816, 602 },
	{ 8, 10, 1.96, 490 },
	{ 50, 50, 1.2816, 968 },
	{ 0, 1, 1.2816, 0 },
	{ 0, 1000000, 1.2816, 0 },
	{ 1, 2, 1.2816, 164 },
	{ 1, 1, 1, 500 },
	{ 500, 1000, 1.96, 469 },
};

static const struct {
	double v;
	int decimals;
	const char *text;
} printed[] = {
	{ 0, 3, ".000" },
	{ 1, 3, "1.000" },
	{ .6015, 3, ".602" },
	{ .0005, 3, ".001" },
	{ .00049, 3, ".000" },
	{ .9995, 3, "1.000" },
	{ -.125, 3, "-.125" },
	{ -.0004, 3, ".000" },
	{ -1.5, 3, "-1.500" },
	{ .0293333, 4, ".0293" },
	{ 12.5, 0, "13" },
	{ 2.5, 1, "2.5" },
};

/* One more of either sort, for all small numbers. */
static void
test_monotone(void)
{
	for (uint32_t n = 1; n <= 60; n++)
		for (uint32_t k = 0; k <= n; k++) {
			double low = stats_wilson(k, n, STATS_Z90);

			check_int(
			    "between 0 and the share", 1, low > -1e-12 && low <= (double)k / n);
			check_int("one more kept", 1, stats_wilson(k + 1, n + 1, STATS_Z90) > low);
			check_int(
			    "one more broken", 1, stats_wilson(k, n + 1, STATS_Z90) <= low + 1e-12);
		}
}

/* G. W. Brier's and A. H. Murphy's figures for ten forecasts. */
static void
test_brier(void)
{
	struct brier b = { .step = 10 };
	struct brier_parts p = brier_parts(&b);

	check_int("none", 0, p.n);
	b.n[9] = 3, b.came[9] = 2;
	b.n[6] = 2, b.came[6] = 1;
	b.n[3] = 2, b.came[3] = 1;
	b.n[1] = 3;
	p = brier_parts(&b);
	check_int("n", 10, p.n);
	check_int("score", 196, stats_round(p.score, 3));
	check_int("reliability", 293, stats_round(p.rel, 4));
	check_int("resolution", 733, stats_round(p.res, 4));
	check_int("uncertainty", 24, stats_round(p.unc, 2));
	check_int("skill", 183, stats_round(1 - p.score / p.unc, 3));
}

/* The parts add up, whatever was said. */
static void
test_parts(void)
{
	uint64_t seed = 99;

	for (int i = 0; i < 1000; i++) {
		struct brier b = { .step = 20 };
		struct brier_parts p;

		for (int j = 0; j < 30; j++) {
			int64_t f = unit_between(&seed, 0, 20);

			b.n[f]++;
			b.came[f] += (uint32_t)unit_between(&seed, 0, 1);
		}
		p = brier_parts(&b);
		check_int("rel - res + unc", 0, stats_round(p.rel - p.res + p.unc - p.score, 6));
	}
}

int
main(void)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i < sizeof(bounds) / sizeof(*bounds); i++)
		check_int("lower bound", bounds[i].low,
		    stats_round(stats_wilson(bounds[i].k, bounds[i].n, bounds[i].z), 3));
	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
		stats_put(&b, printed[i].v, printed[i].decimals);
		check_buf("printed", printed[i].text, &b);
	}
	check_int("kept, kept, broken", 575, stats_round(stats_beta(.81 + .9, 1), 3));
	test_monotone();
	test_brier();
	test_parts();
	buf_release(&b);
	return unit_end("stats");
}
