#include "book/rule.h"

#include "book/ruletext.h"

#include <stdlib.h>

/* Which re: words (lower half) and which ends (upper half) a rule waits for. */
static uint64_t
waits_for(const struct rule *rule)
{
	uint64_t bits = 0;

	for (uint32_t i = 0; i < rule->after.n; i++) {
		const struct trigger *t = &rule->after.p[i];
		uint64_t re = t->re ? t->re : UINT32_MAX;

		if (t->name == TYPE_SENT)
			bits |= re;
		else if (t->name == COND_EXHAUSTED)
			bits |= re << 32;
	}
	return bits;
}

static uint64_t
brings_about(const struct rule *rule)
{
	uint64_t bits = rule->act == ACT_WRITE ? rule->re : 0;

	return rule->max ? bits | bits << 32 : bits;
}

static int
cmp_rules(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static struct rule *
find_rule(const struct rule_set *set, struct str name)
{
	struct rule key = { .name = name };

	return bsearch(&key, set->rule, set->n, sizeof(key), cmp_rules);
}

/* Reports a rule that follows itself: one for all deals once, a deal's own with that deal. */
static void
tell_cycle(struct rules *r, const struct rule_set *set, const struct rule *rule)
{
	const struct rule *all = set == &r->all ? NULL : find_rule(&r->all, rule->name);

	if (r->cyclic && rule->entry != NONE && !(all && all->entry == rule->entry))
		r->cyclic(r->self, rule);
}

/* Turns off rules that follow themselves; a rule that is off already is followed by none. */
static void
break_cycles(struct rules *r, struct rule_set *set)
{
	uint64_t reach[64] = { 0 };

	for (uint32_t i = 0; i < set->n; i++)
		for (uint64_t w = waits_for(&set->rule[i]), bit = 0; w; w >>= 1, bit++)
			if (w & 1 && !set->rule[i].off)
				reach[bit] |= brings_about(&set->rule[i]);
	for (unsigned k = 0; k < 64; k++)
		for (unsigned i = 0; reach[k] && i < 64; i++)
			if (reach[i] >> k & 1)
				reach[i] |= reach[k];
	for (uint32_t i = 0; i < set->n; i++) {
		struct rule *rule = &set->rule[i];
		uint64_t brought = brings_about(rule), reached = brought;

		for (unsigned bit = 0; brought; brought >>= 1, bit++)
			if (brought & 1)
				reached |= reach[bit];
		if (rule->off || !(reached & waits_for(rule)))
			continue;
		rule->off = true;
		tell_cycle(r, set, rule);
	}
}

static void
note_re(struct rule_set *set)
{
	set->re = set->silent_re = 0;
	for (uint32_t k = 0; k < set->n; k++) {
		const struct rule *rule = &set->rule[k];

		if (rule->off)
			continue;
		set->re |= rule->re;
		if (!rule_speaks(rule))
			set->silent_re |= rule->re;
	}
}

static void
make_all(struct rules *r)
{
	struct rule_set *set = &r->all;

	set->rule = arena_new(&set->arena, sizeof(*set->rule), r->names.n);
	for (uint32_t i = 0; i < r->names.n; i++)
		if (names_find(&r->names, 0, r->text[i].name) == i)
			set->rule[set->n++] = rule_of_texts(r, &set->arena, &r->text[i], NULL);
	qsort(set->rule, set->n, sizeof(*set->rule), cmp_rules);
	break_cycles(r, set);
	note_re(set);
	rules_index(set, NULL);
}

/* Can the close of a deal raise it? */
static bool
is_of_close(const struct rule *rule)
{
	for (uint32_t i = 0; i < rule->after.n; i++)
		if (rule->after.p[i].name == TYPE_CLOSE)
			return true;
	return false;
}

static void
make_closed(struct rules *r)
{
	struct rule_set *set = &r->closed;

	set->n = r->all.n;
	set->rule = arena_new(&set->arena, sizeof(*set->rule), set->n);
	memcpy(set->rule, r->all.rule, set->n * sizeof(*set->rule));
	for (uint32_t i = 0; i < set->n; i++)
		set->rule[i].off |= !is_of_close(&set->rule[i]);
	note_re(set);
	rules_index(set, NULL);
}

/* Sorts rules of which all but the last few are sorted; those few are inserted one by one. */
static void
order_last(struct rule_set *set, uint32_t last)
{
	enum { FEW = 8 };

	if (last > FEW)
		qsort(set->rule, set->n, sizeof(*set->rule), cmp_rules);
	for (uint32_t i = set->n - last; i < set->n && last <= FEW; i++) {
		struct rule moved = set->rule[i];
		uint32_t at = i;

		for (; at && cmp_rules(&set->rule[at - 1], &moved) > 0; at--)
			set->rule[at] = set->rule[at - 1];
		set->rule[at] = moved;
	}
}

/* Makes the rules for all deals, overridden by the deal's own.  Any remaining cycle
 * includes one of the latter. */
static void
make_one(struct rules *r, uint32_t deal)
{
	struct rule_set *set = &r->one;
	uint32_t n = r->all.n;
	bool follows = false;

	for (uint32_t i = r->own[deal]; i != NONE; i = r->text[i].next)
		n++;
	arena_reset(&set->arena);
	r->alike = true;
	r->watched = false;
	set->n = r->all.n;
	set->rule = arena_new(&set->arena, sizeof(*set->rule), n);
	memcpy(set->rule, r->all.rule, r->all.n * sizeof(*set->rule));
	for (uint32_t i = r->own[deal]; i != NONE; i = r->text[i].next) {
		uint32_t all = names_find(&r->names, 0, r->text[i].name);
		struct rule *at = find_rule(&r->all, r->text[i].name);

		r->alike &= !at || !rule_holds(at);
		at = at ? &set->rule[at - r->all.rule] : &set->rule[set->n++];
		*at = rule_of_texts(
		    r, &set->arena, all == NONE ? NULL : &r->text[all], &r->text[i]);
		r->alike &= !rule_holds(at);
		follows |= waits_for(at) && brings_about(at);
	}
	order_last(set, set->n - r->all.n);
	if (follows) {
		break_cycles(r, set);
		r->alike = false;
	}
	note_re(set);
	r->one_deal = deal;
}

bool
rules_own(const struct rules *r, uint32_t deal)
{
	return r->own[deal] != NONE;
}

const struct rule_set *
rules_of(struct rules *r, uint32_t deal)
{
	if (!rules_own(r, deal))
		return &r->all;
	if (r->one_deal != deal)
		make_one(r, deal);
	return &r->one;
}

const struct rule_set *
rules_watched(struct rules *r, uint32_t deal)
{
	const struct rule_set *set = rules_of(r, deal);

	if (set == &r->one && !r->watched) {
		rules_index(&r->one, r->alike ? &r->all : NULL);
		r->watched = true;
	}
	return set;
}

const struct rule_set *
rules_once_closed(const struct rules *r)
{
	return &r->closed;
}

void
rules_init(struct rules *r, struct book *b, void (*cyclic)(void *self, const struct rule *rule),
    void *self)
{
	*r = (struct rules){ .book = b, .cyclic = cyclic, .self = self, .one_deal = NONE };
	r->own = mem_grow(NULL, sizeof(*r->own), b->deals.n);
	for (uint32_t i = 0; i < b->deals.n; i++)
		r->own[i] = NONE;
	rule_text_builtin(r);
	for (uint32_t e = b->rules.first; e != NONE; e = b->entries[e].next) {
		const struct record *rec = book_record(b, e);

		rule_text_take(r, rec->deal.n ? book_deal(b, rec->deal) : NONE, rec, e);
	}
	make_all(r);
	make_closed(r);
}

void
rules_share(struct rules *r, const struct rules *of, struct book *eye, void *self)
{
	*r = *of;
	r->book = eye;
	r->self = self;
	r->shares = true;
	r->one = (struct rule_set){ 0 };
	r->one_deal = NONE;
}

void
rules_release(struct rules *r)
{
	arena_release(&r->one.arena);
	if (r->shares)
		return;
	arena_release(&r->arena);
	arena_release(&r->all.arena);
	arena_release(&r->closed.arena);
	names_release(&r->names);
	free(r->text);
	free(r->own);
}
