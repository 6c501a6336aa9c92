#include "book/score.h"

#include <math.h>
#include <stdlib.h>

static const double z90 = 1.2816; /* one-sided 90 % */
static const double fading = 0.9; /* weight of a case for every later one */

double
score_wilson(uint32_t k, uint32_t n, double z)
{
	double trials = n, good = k, z2 = z * z;
	double spread = sqrt(z2 + 4 * good * (trials - good) / trials);

	return (2 * good + z2 - z * spread) / (2 * (trials + z2));
}

void
score_put_rate(struct buf *b, double rate)
{
	int64_t thousandths = (int64_t)(rate * 1000 + 0.5);

	if (thousandths >= 1000)
		buf_int(b, thousandths / 1000);
	buf_char(b, '.');
	buf_digits(b, (uint64_t)(thousandths % 1000), 3);
}

static void
add_case(struct score *s, struct outcome c)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 64;
		s->cases = mem_grow(s->cases, sizeof(*s->cases), s->cap);
	}
	s->cases[s->n++] = c;
}

/* A judged term counts for everybody whom its item names. */
static void
on_judged(void *self, const struct item *it, const struct judgement *j)
{
	struct score *s = self;
	struct book *b = s->book;
	const struct record *r = book_record(b, it->definition);

	for (size_t i = 0; i < r->npeople; i++) {
		uint32_t p = book_person(b, r->people[i]);
		bool again = p == b->me && !str_eq(r->people[i], STR("me")) &&
			     record_names(r, STR("me"));

		if (again) /* @me and the name behind it are one */
			continue;
		if (!s->wanted || s->wanted(s->self, b->deal[it->deal].name, b->person[p].name))
			add_case(s, (struct outcome){
					p, (uint32_t)(it - b->item), *j, item_decided(b, j) });
	}
}

/* A case as sorted: with what a comparison needs, since qsort(3) passes no
 * context. */
struct sortable {
	struct outcome c;
	struct str deal, id;
};

static int
cmp_cases(const void *va, const void *vb)
{
	const struct sortable *a = va, *b = vb;
	int64_t ka = moment_key(a->c.decided), kb = moment_key(b->c.decided);
	int order;

	if (a->c.person != b->c.person)
		return a->c.person < b->c.person ? -1 : 1;
	if (ka != kb)
		return ka < kb ? -1 : 1;
	if ((order = str_cmp(a->deal, b->deal)) || (order = str_cmp(a->id, b->id)))
		return order;
	ka = moment_key(a->c.is.by);
	kb = moment_key(b->c.is.by);
	return (ka > kb) - (ka < kb);
}

static void
sort_cases(struct score *s)
{
	struct book *b = s->book;
	struct sortable *t = mem_grow(NULL, sizeof(*t), s->n);

	for (size_t i = 0; i < s->n; i++) {
		const struct item *it = &b->item[s->cases[i].item];

		t[i] = (struct sortable){ s->cases[i], b->deal[it->deal].name, it->id };
	}
	if (s->n)
		qsort(t, s->n, sizeof(*t), cmp_cases);
	for (size_t i = 0; i < s->n; i++)
		s->cases[i] = t[i].c;
	free(t);
}

static void
count(struct reliability *r)
{
	uint32_t *const tally[] = { &r->kept, &r->late, &r->broken, &r->open };
	double good = 0, bad = 0;
	uint32_t n;

	for (size_t i = 0; i < r->n; i++) {
		const struct judgement *j = &r->cases[i].is;

		++*tally[j->verdict];
		if (j->verdict == VERDICT_OPEN)
			continue;
		good = good * fading + (j->verdict == VERDICT_KEPT);
		bad = bad * fading + (j->verdict != VERDICT_KEPT);
		if (j->verdict != VERDICT_KEPT && j->done.day != DAY_NONE) {
			r->days_late += j->done.day - j->by.day;
			r->done_late++;
		}
	}
	n = r->kept + r->late + r->broken;
	r->mean = (good + 1) / (good + bad + 2);
	r->low = n ? score_wilson(r->kept, n, z90) : 0;
}

void
score_reliability(struct score *s, struct book *b,
    bool (*wanted)(void *self, struct str deal, struct str person), void *self)
{
	const struct item_watch watch = { .self = s, .judged = on_judged };
	size_t at = 0;

	*s = (struct score){ .book = b, .wanted = wanted, .self = self };
	for (uint32_t i = 0; i < b->items.n; i++)
		if (schema_types[b->item[i].type].item) /* a plan binds nobody */
			item_replay(b, &b->item[i], &watch);
	sort_cases(s);
	s->people = mem_grow(NULL, sizeof(*s->people), b->people.n);
	for (uint32_t p = 0; p < b->people.n; p++) {
		struct reliability r = { .person = p, .cases = s->cases + at };

		while (at < s->n && s->cases[at].person == p)
			at++;
		r.n = (size_t)(s->cases + at - r.cases);
		if (r.n == 0 && (!b->person[p].declared.n ||
				    (wanted && !wanted(self, STR(""), b->person[p].name))))
			continue;
		count(&r);
		s->people[s->npeople++] = r;
	}
}

void
score_release(struct score *s)
{
	free(s->cases);
	free(s->people);
}
