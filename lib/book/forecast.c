#include "book/forecast.h"

#include "value/date.h"

#include <stdlib.h>

/* clang-format off */
const int forecast_halves[FORECAST_HALVES] = { 0, 365, 90 };

/* What one day leaves of a weight: 2^(-1/365), 2^(-1/90). */
static const double day_leaves[FORECAST_HALVES] = { 1, 0.9981027686515946, 0.9923279462629435 };

/* The usual setting comes first. */
static const struct forecast_setting settings[FORECAST_SETTINGS] = {
	{ 3, 0, false }, { 1, 0, false }, { 10, 0, false },
	{ 3, 1, false }, { 1, 1, false }, { 10, 1, false },
	{ 3, 2, false }, { 1, 2, false }, { 10, 2, false },
	{ 3, 0, true }, { .25, 0, true },
	{ 0, 0, false },
};
/* clang-format on */

/* The last setting stands alone; those before it are worked out side by side. */
enum { EVERYBODY = FORECAST_SETTINGS - 1 };

/* Another setting is used once the sum of its squared errors is one less than the usual
 * one's, so that the first few cases don't decide; in 1/400. */
enum { HANDICAP = FORECAST_STEP * FORECAST_STEP };

/* After that many half-lives (2^-20) a weight is taken as 0. */
enum { HALVES_SEEN = 20 };

/* Shares are rounded to 1e-9, so that their sum doesn't depend on their order. */
static const int64_t whole_share = 1000000000;

struct forecast_person {
	double kept[FORECAST_HALVES], n[FORECAST_HALVES]; /* weights as of `day` */
	int64_t share;                                    /* kept, of what is known of them */
	int32_t day;
	bool known; /* is or was anything known of them? */
};

static void
add_event(struct forecast *f, int32_t day, unsigned ask, uint32_t term, unsigned state)
{
	f->events = mem_at_least(f->events, sizeof(*f->events), &f->events_cap, f->nevents);
	f->events[f->nevents++] = (struct forecast_event){ (uint32_t)(day - DAY_MIN) * 2 + ask,
		term * 4 + state };
}

uint32_t
forecast_term(struct forecast *f, uint32_t person, int32_t made)
{
	uint32_t t = (uint32_t)f->nterms;

	f->terms = mem_at_least(f->terms, sizeof(*f->terms), &f->terms_cap, f->nterms);
	f->terms[f->nterms++] = (struct forecast_term){ .person = person };
	add_event(f, made, 1, t, FORECAST_OPEN);
	return t;
}

void
forecast_known(struct forecast *f, uint32_t term, int32_t day, enum forecast_state state)
{
	add_event(f, day, 0, term, state);
}

void
forecast_join(struct forecast *f, struct forecast *from)
{
	uint32_t before = (uint32_t)f->nterms;

	f->terms = mem_at_least(
	    f->terms, sizeof(*f->terms), &f->terms_cap, f->nterms + from->nterms);
	f->events = mem_at_least(
	    f->events, sizeof(*f->events), &f->events_cap, f->nevents + from->nevents);
	for (size_t i = 0; i < from->nterms; i++)
		f->terms[f->nterms++] = from->terms[i];
	for (size_t i = 0; i < from->nevents; i++) {
		struct forecast_event *e = &f->events[f->nevents++];

		*e = from->events[i];
		e->what += before * 4;
	}
	forecast_release(from);
	*from = (struct forecast){ 0 };
}

/* The weight of what became known that many days ago. */
static double
weight(const struct forecast *f, int half, int64_t age)
{
	if (forecast_halves[half] == 0 || age <= 0)
		return 1;
	return age > (int64_t)forecast_halves[half] * HALVES_SEEN ? 0 : f->fading[half][age];
}

static void
fade(struct forecast *f, struct forecast_person *p, int32_t day)
{
	int64_t age = (int64_t)day - p->day;

	for (int h = 1; h < FORECAST_HALVES && age > 0 && p->known; h++) {
		double w = weight(f, h, age);

		p->kept[h] *= w;
		p->n[h] *= w;
	}
	p->day = day;
}

static double
rate_of_terms(const struct forecast *f)
{
	return (f->kept + 1.0) / ((double)f->kept + f->missed + 2);
}

static double
shares(const struct forecast *f)
{
	return (double)f->shares / (double)whole_share;
}

static double
rate_of_people(const struct forecast *f)
{
	return (shares(f) + 1) / (f->sharers + 2.0);
}

/* The setting that has done best so far; the usual one unless another is clearly better. */
static int
best(const struct forecast *f)
{
	int b = 0;
	int64_t least = f->errors[0];

	for (int i = 1; i < FORECAST_SETTINGS; i++)
		if (f->errors[i] + HANDICAP < least + (b ? HANDICAP : 0)) {
			least = f->errors[i];
			b = i;
		}
	return b;
}

/* What each setting forecasts for a person, in twentieths. */
static void
chances(const struct forecast *f, const struct forecast_person *p, uint8_t said[FORECAST_SETTINGS])
{
	double c[FORECAST_SETTINGS];
	int32_t steps[FORECAST_SETTINGS];

	for (int i = 0; i < EVERYBODY; i++) {
		const struct forecast_setting *set = &settings[i];

		c[i] = (f->prior[i] + p->kept[set->half]) / (set->strength + p->n[set->half]);
	}
	c[EVERYBODY] = f->prior[EVERYBODY];
	for (int i = 0; i < FORECAST_SETTINGS; i++) /* as in stats_round() */
		steps[i] = (int32_t)(c[i] * FORECAST_STEP + (0.5 + 1e-9));
	for (int i = 0; i < FORECAST_SETTINGS; i++)
		said[i] = (uint8_t)steps[i];
}

/* Works out what is the same for everybody's forecasts of that day. */
static void
ready_day(struct forecast *f)
{
	static const struct forecast_person nobody = { .day = 0 };
	const double m[] = { rate_of_terms(f), rate_of_people(f) };

	for (int i = 0; i < FORECAST_SETTINGS; i++)
		f->prior[i] = settings[i].strength * m[settings[i].of_people];
	f->prior[EVERYBODY] = m[0];
	chances(f, &nobody, f->stranger);
	f->best = best(f);
	f->stale = false;
}

static void
make_forecast(struct forecast *f, struct forecast_term *t, struct forecast_person *p)
{
	if (f->stale)
		ready_day(f);
	if (p->known)
		chances(f, p, t->by_set);
	else
		memcpy(t->by_set, f->stranger, sizeof(t->by_set));
	t->chance = t->by_set[f->best];
}

/* Counts a term, in its state, in (sign 1) or out again (-1). */
static void
count(struct forecast *f, struct forecast_term *t, struct forecast_person *p, int sign)
{
	int kept = t->state == FORECAST_KEPT;
	uint16_t squares[FORECAST_SETTINGS];

	for (int h = 0; h < FORECAST_HALVES; h++) {
		double w = sign * weight(f, h, (int64_t)p->day - t->known);

		p->kept[h] += w * kept;
		p->n[h] += w;
	}
	if (kept)
		f->kept += (uint32_t)sign;
	else
		f->missed += (uint32_t)sign;
	for (int i = 0; i < FORECAST_SETTINGS; i++) {
		int16_t off = (int16_t)(t->by_set[i] - FORECAST_STEP * kept);

		squares[i] = (uint16_t)(off * off);
	}
	for (int i = 0; i < FORECAST_SETTINGS; i++)
		f->errors[i] += sign > 0 ? squares[i] : -(int64_t)squares[i];
}

/* From p->day on the term is known to be in another state. */
static void
learn(struct forecast *f, struct forecast_term *t, struct forecast_person *p, uint8_t state)
{
	if (t->state == FORECAST_OPEN)
		t->known = p->day;
	else
		count(f, t, p, -1);
	t->state = state;
	p->known = true;
	if (state != FORECAST_OPEN)
		count(f, t, p, 1);
	f->stale = true;
}

/* Recomputes which share of the person's terms was kept; here nothing fades. */
static void
share(struct forecast *f, struct forecast_person *p, bool was_known)
{
	int64_t kept = (int64_t)p->kept[0], n = (int64_t)p->n[0];

	f->sharers += (uint32_t)(n > 0) - (uint32_t)was_known;
	f->shares -= p->share;
	p->share = n ? (kept * whole_share + n / 2) / n : 0;
	f->shares += p->share;
}

/* Lists the people with a term, as they may be few. */
static void
begin_people(struct forecast *f, uint32_t npeople)
{
	uint32_t n = 0;

	f->number = mem_grow(f->number, sizeof(*f->number), npeople);
	memset(f->number, 0, npeople * sizeof(*f->number));
	for (size_t i = 0; i < f->nterms; i++) {
		uint32_t *number = &f->number[f->terms[i].person];

		if (!*number)
			*number = ++n;
		f->terms[i].person = *number - 1;
	}
	f->people = mem_grow(f->people, sizeof(*f->people), n);
	memset(f->people, 0, n * sizeof(*f->people));
}

static void
begin(struct forecast *f, uint32_t npeople)
{
	begin_people(f, npeople);
	for (int h = 1; h < FORECAST_HALVES; h++) {
		int days = forecast_halves[h] * HALVES_SEEN;

		f->fading[h] = mem_grow(f->fading[h], sizeof(*f->fading[h]), (size_t)days + 1);
		f->fading[h][0] = 1;
		for (int d = 1; d <= days; d++)
			f->fading[h][d] = f->fading[h][d - 1] * day_leaves[h];
	}
}

/* What happens up to a day, in order; events of one moment in the order added. */
struct course {
	uint32_t *what;
	uint32_t first; /* the first moment, as in `when` */
	uint32_t n;     /* number of moments it covers */
	/* for each moment, where its events begin; finally, where the last ones end */
	uint32_t *start;
};

/* Sorts events by counting them for each moment; these are days on which somebody had a
 * date, so few. */
static struct course
course_of(const struct forecast *f, uint32_t last)
{
	struct course c = { .first = last };
	uint32_t *at;

	for (size_t i = 0; i < f->nevents; i++)
		if (f->events[i].when < c.first)
			c.first = f->events[i].when;
	c.n = last - c.first + 1;
	c.start = mem_zero(sizeof(*c.start), (size_t)c.n + 2);
	c.what = mem_grow(NULL, sizeof(*c.what), f->nevents);
	/* first where the next of each moment goes, and in the end where the next moment
	 * begins */
	at = c.start + 1;
	for (size_t i = 0; i < f->nevents; i++)
		if (f->events[i].when <= last)
			at[f->events[i].when - c.first + 1]++;
	for (uint32_t i = 0; i < c.n; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < f->nevents; i++)
		if (f->events[i].when <= last)
			c.what[at[f->events[i].when - c.first]++] = f->events[i].what;
	return c;
}

/* A person's memory is fetched this many events ahead, that of the term, which tells the
 * person, twice as many. */
enum { FETCHED = 8 };

static void
run_event(struct forecast *f, uint32_t when, uint32_t what)
{
	struct forecast_term *t = &f->terms[what / 4];
	struct forecast_person *p = &f->people[t->person];
	bool was_known;

	fade(f, p, (int32_t)(when / 2) + DAY_MIN);
	if (when & 1) {
		make_forecast(f, t, p);
		return;
	}
	was_known = p->n[0] > 0;
	learn(f, t, p, what % 4);
	share(f, p, was_known);
}

void
forecast_run(struct forecast *f, int32_t day, uint32_t npeople)
{
	struct course c = course_of(f, (uint32_t)(day - DAY_MIN) * 2 + 1);
	uint32_t end = c.start[c.n];

	begin(f, npeople);
	f->stale = true;
	free(f->events);
	f->events = NULL;
	f->nevents = f->events_cap = 0;
	for (uint32_t m = 0; m < c.n; m++)
		for (uint32_t i = c.start[m]; i < c.start[m + 1]; i++) {
			if (i + 2 * FETCHED < end) {
				MEM_FETCH(&f->terms[c.what[i + 2 * FETCHED] / 4]);
				MEM_FETCH(&f->people[f->terms[c.what[i + FETCHED] / 4].person]);
			}
			run_event(f, c.first + m, c.what[i]);
		}
	free(c.start);
	free(c.what);
}

struct forecast_basis
forecast_now(struct forecast *f, uint32_t person, int32_t day)
{
	struct forecast_person *p = &f->people[f->number[person] - 1];
	const struct forecast_setting *set;
	uint8_t said[FORECAST_SETTINGS];

	if (f->stale)
		ready_day(f);
	set = &settings[f->best];
	fade(f, p, day);
	chances(f, p, said);
	return (struct forecast_basis){ .setting = *set,
		.all_kept = f->kept,
		.all = f->kept + f->missed,
		.people = f->sharers,
		.shares = shares(f),
		.kept = p->kept[set->half],
		.n = p->n[set->half],
		.chance = said[f->best] };
}

void
forecast_release(struct forecast *f)
{
	free(f->terms);
	free(f->events);
	free(f->people);
	free(f->number);
	for (int h = 0; h < FORECAST_HALVES; h++)
		free(f->fading[h]);
}
