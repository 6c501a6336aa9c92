#include "book/stats.h"
#include "book/views.h"

#include <stdlib.h>

enum { WORKED, IN_PART, FAILED, OUTCOMES };

static const char *const words[OUTCOMES] = { "yes", "part", "no" };

/* Of assertions. */
enum { TRUE_ONE, FALSE_ONE, UNCHECKED, FOUND };

static const char *const found[FOUND] = { "true", "false", "open" };

/* One use of a technique, one rating, or one assertion; to be sorted. */
struct use {
	struct str tag; /* the technique, the factor, or who asserts it */
	struct str deal;
	bool lesson; /* it is a lesson, which counts only if the deal has no tactic with that tag */
	int outcome;
	double rating; /* 0 to 1; below 0: not given */
	uint32_t entry;
	uint32_t item; /* the assertion */
	const struct book *book;
};

struct uses {
	struct score *s;
	struct use *all;
	size_t n, cap;
};

static void
add_use(struct uses *u, struct use one)
{
	u->all = mem_at_least(u->all, sizeof(*u->all), &u->cap, u->n);
	u->all[u->n++] = one;
}

static int
outcome_of(struct str worked)
{
	int o = 0;

	while (o < OUTCOMES && !str_eq(worked, str_from(words[o])))
		o++;
	return o;
}

/* By tag, then deal, tactics before lessons, then in order. */
static int
cmp_uses(const void *va, const void *vb)
{
	const struct use *x = va, *y = vb;
	int order = str_cmp(x->tag, y->tag);

	if (!order)
		order = str_cmp(x->deal, y->deal);
	if (!order)
		order = x->lesson - y->lesson;
	return order ? order : entry_cmp(x->book, x->entry, y->entry);
}

/* By factor, then in order. */
static int
cmp_ratings(const void *va, const void *vb)
{
	const struct use *x = va, *y = vb;
	int order = str_cmp(x->tag, y->tag);

	return order ? order : entry_cmp(x->book, x->entry, y->entry);
}

/* Calls add for each record of the type in wanted deals. */
static void
find(struct uses *u, enum type t, void (*add)(struct uses *u, uint32_t e, struct str deal))
{
	struct score *s = u->s;
	struct book *b = s->book;

	for (uint32_t i = 0; i < b->deals.n; i++) {
		if (!score_wants_deal(s, i))
			continue;
		for (uint32_t e = b->deal[i].others.first; e != NONE; e = b->entries[e].next)
			if (b->entries[e].type == t)
				add(u, e, b->deal[i].name);
	}
}

static bool
wants_people(const struct score *s, const struct record *r)
{
	if (!s->wants_person)
		return true;
	for (size_t i = 0; i < r->npeople; i++)
		if (s->wants_person(s->self, r->people[i]))
			return true;
	return false;
}

static void
add_technique(struct uses *u, uint32_t e, struct str deal)
{
	struct book *b = u->s->book;
	const struct record *r = book_record(b, e);
	struct use one = { .deal = deal, .lesson = r->type == TYPE_LESSON, .entry = e, .book = b };

	one.tag = record_value(r, KEY_TAG);
	one.outcome = outcome_of(record_value(r, KEY_WORKED));
	if (!one.tag.n || one.outcome == OUTCOMES || !wants_people(u->s, r))
		return;
	one.tag = arena_str(&u->s->arena, one.tag);
	add_use(u, one);
}

static void
because_use(struct score *s, const struct use *u)
{
	struct book *b = s->book;

	if (!score_because(s, str_from(words[u->outcome])))
		return;
	buf_str(&s->why, STR(" +"));
	buf_str(&s->why, u->deal.n ? u->deal : STR("-"));
	buf_char(&s->why, ' ');
	date_put(&s->why, b->entries[u->entry].when);
	score_at(s, u->entry);
}

static void
add_tag(struct score *s, const struct use *all, size_t n)
{
	uint32_t count[OUTCOMES] = { 0 }, sum;
	bool told = false;

	score_begin(s, VIEW_LESSONS, NONE, NULL, NONE);
	for (size_t i = 0; i < n; i++) {
		bool same = i && str_eq(all[i].deal, all[i - 1].deal);

		/* a tactic of the deal says it already */
		told = all[i].lesson && same && (told || !all[i - 1].lesson);
		if (told)
			continue;
		count[all[i].outcome]++;
		because_use(s, &all[i]);
	}
	sum = count[WORKED] + count[IN_PART] + count[FAILED];
	score_rate(s, KEY_VAL, stats_wilson(count[WORKED], sum, s->z));
	score_count(s, KEY_N, sum);
	score_word(s, KEY_TAG, all->tag);
	score_count(s, KEY_WORKED, count[WORKED]);
	score_count(s, KEY_PART, count[IN_PART]);
	score_count(s, KEY_FAILED, count[FAILED]);
	score_say(s, STR("worked "));
	score_say_count(s, count[WORKED]);
	score_say(s, STR(" of "));
	score_say_count(s, sum);
	score_say(s, STR(", at least "));
	score_say_count(s, stats_round(stats_wilson(count[WORKED], sum, s->z), 2));
	score_say(s, STR(" % likely"));
	score_end(s);
}

/* Calls add for each run with the same tag. */
static void
by_tag(struct uses *u, int (*cmp)(const void *, const void *),
    void (*add)(struct score *s, const struct use *all, size_t n))
{
	if (u->n)
		qsort(u->all, u->n, sizeof(*u->all), cmp);
	for (size_t i = 0, end; i < u->n; i = end) {
		for (end = i + 1; end < u->n && str_eq(u->all[i].tag, u->all[end].tag);)
			end++;
		add(u->s, u->all + i, end - i);
	}
	free(u->all);
}

void
view_lessons(struct score *s)
{
	struct uses u = { .s = s };

	find(&u, TYPE_TACTIC, add_technique);
	find(&u, TYPE_LESSON, add_technique);
	by_tag(&u, cmp_uses, add_tag);
}

/* a/b as a number from 0 to 1. */
static double
ratio(struct str s)
{
	struct str under = s, over = str_cut(&under, '/');
	int a = str_number(over), b = str_number(under);

	return b > 0 ? (double)a / b : 0;
}

static void
add_rating(struct uses *u, uint32_t e, struct str deal)
{
	struct book *b = u->s->book;
	const struct record *r = book_record(b, e);
	struct str score = record_value(r, KEY_SCORE);
	struct use one = { .deal = deal, .entry = e, .book = b };

	if (!wants_people(u->s, r))
		return;
	one.rating = score.n ? ratio(score) : -1;
	one.tag = arena_str(&u->s->arena, record_value(r, KEY_ABOUT));
	add_use(u, one);
}

static void
because_rating(struct score *s, const struct use *u)
{
	struct book *b = s->book;

	if (!score_because(s, STR("")))
		return;
	if (u->rating < 0)
		buf_str(&s->why, STR("unrated"));
	else
		stats_put(&s->why, u->rating, 3);
	buf_str(&s->why, STR(" +"));
	buf_str(&s->why, u->deal.n ? u->deal : STR("-"));
	buf_str(&s->why, STR(" @"));
	buf_str(&s->why, book_record(b, u->entry)->people[0]);
	buf_char(&s->why, ' ');
	date_put(&s->why, b->entries[u->entry].when);
	score_at(s, u->entry);
}

/* The mean of the later half minus that of the earlier one; of an odd number, the middle
 * one is in neither. */
static double
trend(const struct use *all, size_t n, uint32_t rated)
{
	uint32_t half = rated / 2, seen = 0;
	double early = 0, late = 0;

	for (size_t i = 0; i < n; i++) {
		if (all[i].rating < 0)
			continue;
		if (seen < half)
			early += all[i].rating;
		else if (seen >= rated - half)
			late += all[i].rating;
		seen++;
	}
	return (late - early) / half;
}

static void
add_factor(struct score *s, const struct use *all, size_t n)
{
	double sum = 0;
	uint32_t rated = 0;

	score_begin(s, VIEW_FEEDBACK, NONE, NULL, NONE);
	for (size_t i = 0; i < n; i++) {
		because_rating(s, &all[i]);
		if (all[i].rating < 0)
			continue;
		sum += all[i].rating;
		rated++;
	}
	if (rated)
		score_rate(s, KEY_VAL, sum / rated);
	else
		score_word(s, KEY_VAL, STR("unknown"));
	score_count(s, KEY_N, rated);
	score_word(s, KEY_ABOUT, all->tag);
	if (rated > 1)
		score_rate(s, KEY_TREND, trend(all, n, rated));
	score_say(s, STR("rated "));
	score_say_count(s, rated);
	score_say(s, rated == 1 ? STR(" time") : STR(" times"));
	if (rated) {
		score_say(s, STR(", "));
		score_say_count(s, stats_round(sum / rated, 2));
		score_say(s, STR(" % on average"));
	}
	score_end(s);
}

void
view_feedback(struct score *s)
{
	struct uses u = { .s = s };

	find(&u, TYPE_FEEDBACK, add_rating);
	by_tag(&u, cmp_ratings, add_factor);
}

/* The verdict that closes an assertion, or NONE. */
static uint32_t
verdict_of(const struct book *b, const struct item *it)
{
	uint32_t last = NONE;

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == TYPE_VERDICT && !(b->entries[e].many & IDLE))
			last = e;
	return it->state == STATE_DONE ? last : NONE;
}

/* Adds an assertion, unless it was dropped or is done without a verdict. */
static void
add_assertion(struct uses *u, uint32_t item)
{
	struct book *b = u->s->book;
	const struct item *it = &b->item[item];
	uint32_t verdict = verdict_of(b, it);
	struct use one = { .outcome = UNCHECKED, .entry = it->definition, .item = item, .book = b };

	if (!score_wants_person(u->s, it->person) || (verdict == NONE && it->state >= STATE_DONE))
		return;
	if (verdict != NONE) {
		bool yes = b->entries[verdict].word == book_word(b, STR("yes"));

		one.entry = verdict;
		one.outcome = yes ? TRUE_ONE : FALSE_ONE;
	}
	one.tag = b->person[it->person].name;
	one.deal = b->deal[it->deal].name;
	add_use(u, one);
}

static void
add_witness(struct score *s, const struct use *all, size_t n)
{
	uint32_t count[FOUND] = { 0 }, sum;
	double low;

	score_begin(s, VIEW_CONDUCT, NONE, NULL, s->book->item[all->item].person);
	for (size_t i = 0; i < n; i++) {
		count[all[i].outcome]++;
		if (!score_because(s, str_from(found[all[i].outcome])))
			continue;
		score_name_item(&s->why, s->book, &s->book->item[all[i].item]);
		score_at(s, all[i].entry);
	}
	sum = count[TRUE_ONE] + count[FALSE_ONE];
	low = sum ? stats_wilson(count[TRUE_ONE], sum, s->z) : 0;
	if (sum)
		score_rate(s, KEY_VAL, low);
	else
		score_word(s, KEY_VAL, STR("unknown"));
	score_count(s, KEY_N, sum);
	score_count(s, KEY_OPEN, count[UNCHECKED]);
	if (sum) {
		score_say(s, STR("true "));
		score_say_count(s, count[TRUE_ONE]);
		score_say(s, STR(" of "));
		score_say_count(s, sum);
		score_say(s, STR(", at least "));
		score_say_count(s, stats_round(low, 2));
		score_say(s, STR(" % likely"));
	} else {
		score_say(s, STR("nothing checked yet"));
	}
	score_end(s);
}

void
view_conduct(struct score *s)
{
	struct uses u = { .s = s };
	struct book *b = s->book;

	for (uint32_t i = 0; i < b->nitems; i++)
		if (b->item[i].type == TYPE_ASSERTION && b->item[i].definition != NONE &&
		    score_wants_deal(s, b->item[i].deal))
			add_assertion(&u, i);
	by_tag(&u, cmp_uses, add_witness);
}
