#include "book/stats.h"

#include <math.h>

double
stats_wilson(uint32_t k, uint32_t n, double z)
{
	double trials = n, good = k, z2 = z * z;
	double spread = sqrt(z2 + 4 * good * (trials - good) / trials);

	return (2 * good + z2 - z * spread) / (2 * (trials + z2));
}

double
stats_beta(double good, double bad)
{
	return (good + 1) / (good + bad + 2);
}

struct brier_parts
brier_parts(const struct brier *b)
{
	struct brier_parts p = { 0 };
	double came = 0, base;

	for (uint32_t i = 0; i <= b->step; i++) {
		p.n += b->n[i];
		came += b->came[i];
	}
	if (!p.n)
		return p;
	base = came / p.n;
	for (uint32_t i = 0; i <= b->step; i++) {
		double n = b->n[i], k = b->came[i], f = (double)i / b->step;

		if (!b->n[i])
			continue;
		p.score += k * (1 - f) * (1 - f) + (n - k) * f * f;
		p.rel += n * (f - k / n) * (f - k / n);
		p.res += n * (k / n - base) * (k / n - base);
	}
	p.score /= p.n;
	p.rel /= p.n;
	p.res /= p.n;
	p.unc = base * (1 - base);
	return p;
}

int64_t
stats_round(double v, int decimals)
{
	double scale = 1;
	int64_t n;

	while (decimals-- > 0)
		scale *= 10;
	/* so that what is a half except for its last bits counts as one */
	v = v * scale + 0.5 + 1e-9;
	n = (int64_t)v;
	return n - ((double)n > v);
}

void
stats_put(struct buf *b, double v, int decimals)
{
	uint64_t scale = 1, n;
	int64_t rounded = stats_round(v, decimals);

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	if (rounded < 0)
		buf_char(b, '-');
	n = rounded < 0 ? (uint64_t)-rounded : (uint64_t)rounded;
	if (n >= scale || !decimals)
		buf_int(b, (int64_t)(n / scale));
	if (!decimals)
		return;
	buf_char(b, '.');
	buf_digits(b, n % scale, decimals);
}
