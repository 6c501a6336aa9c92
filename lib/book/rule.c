#include "book/rule.h"

#include "record/scan.h"

#include <stdlib.h>

/* What a rule's records say, key by key: the later of two replaces the earlier. */
struct rule_text {
	struct str name;
	struct str value[KEYS_MAX]; /* by place in the schema's row */
	struct str text;
	uint32_t entry, next; /* next: of the same deal */
};

static const struct key_use *
key_at(size_t i)
{
	return &schema_types[TYPE_RULE].keys[i];
}

static void
take(struct rules *r, uint32_t deal, const struct record *rec, uint32_t entry)
{
	uint32_t before = r->names.n, scope = deal == NONE ? 0 : deal + 1;
	uint32_t n = names_keep(&r->names, scope, rec->ids[0], &r->arena);
	struct rule_text *t;

	r->text = mem_at_least(r->text, sizeof(*r->text), &r->text_cap, n);
	t = &r->text[n];
	if (n == before) {
		*t = (struct rule_text){ .name = names_name(&r->names, n), .next = NONE };
		if (deal != NONE) {
			t->next = r->own[deal];
			r->own[deal] = n;
		}
	}
	t->entry = entry;
	for (size_t i = 0; key_at(i)->need; i++) {
		struct str v = record_value(rec, key_at(i)->key);

		if (v.n)
			t->value[i] = arena_str(&r->arena, v);
	}
	if (rec->text.n)
		t->text = arena_str(&r->arena, rec->text);
}

/* The built-in rules, record by record: one may go on over several lines. */
static void
take_builtin(struct rules *r)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i <= rules_nbuiltin; i++) {
		const char *line = i < rules_nbuiltin ? rules_builtin[i] : "\n";
		struct str s = str_from(line);

		if (*line != ' ' && b.n) {
			buf_char(&b, '\n');
			buf_put(&b, (const char[SCAN_PAD]){ 0 }, SCAN_PAD);
			take(r, NONE, book_lex(r->book, b.p), NONE);
			b.n = 0;
		}
		if (*line != '#' && *line != '\n')
			buf_str(&b, (struct str){ s.p, s.n - 1 });
	}
	buf_release(&b);
}

static struct period
period_of(struct str s)
{
	struct period p = { 0, PERIOD_DAY };

	period_parse(s, &p);
	return p;
}

/* The place of a word in a space-separated list from 1; 0 if it is not there. */
static unsigned
place_in(const char *list, struct str word)
{
	struct str w;

	for (unsigned i = 1; (w = schema_next_word(&list)).n; i++)
		if (str_eq(w, word))
			return i;
	return 0;
}

static uint8_t
name_of(const struct schema *s, struct str name)
{
	enum type t = schema_type(s, name);

	return (uint8_t)(t != TYPE_NONE ? t : TYPE_COUNT + place_in(schema_conditions, name) - 1);
}

static struct trigger
trigger_of(struct book *b, struct str text)
{
	static const char sides[] = "ours theirs to";
	struct trigger t = { .item = TYPE_NONE };
	struct str word;

	t.name = name_of(b->schema, str_cut(&text, '/'));
	while (text.p) {
		uint32_t re;
		unsigned side;
		enum type type;

		word = str_cut(&text, '/');
		re = book_re_bits(b, word);
		side = place_in(sides, word);
		type = schema_type(b->schema, word);
		t.re |= re;
		if (side)
			t.side = (uint8_t)side;
		else if (str_eq(word, STR("amt")))
			t.amt = true;
		else if (type != TYPE_NONE && schema_types[type].names_id)
			t.item = (uint8_t)type;
		else if (!re)
			t.word = book_word(b, word);
	}
	t.unsettled = t.name == TYPE_GOT && t.re && !t.word;
	return t;
}

static size_t
pieces(struct str list)
{
	size_t n = 0;

	for (; list.p && list.n; n++)
		str_cut(&list, ',');
	return n;
}

static struct triggers
triggers_of(struct book *b, struct arena *a, struct str list)
{
	size_t n = pieces(list);
	struct trigger *p = arena_new(a, sizeof(*p), n);

	for (size_t i = 0; i < n; i++)
		p[i] = trigger_of(b, str_cut(&list, ','));
	return (struct triggers){ p, (uint32_t)n };
}

static void
set_every(struct rule *rule, struct arena *a, struct str list)
{
	size_t n = pieces(list);
	struct period *p = arena_new(a, sizeof(*p), n);

	for (size_t i = 0; i < n; i++)
		p[i] = period_of(str_cut(&list, ','));
	rule->every = p;
	rule->nevery = (uint32_t)n;
}

static void
set_kinds(struct rule *rule, struct str list)
{
	rule->kinds = 0;
	while (list.p)
		rule->kinds |= rules_kind_bit(str_cut(&list, ','));
}

unsigned
rules_kind_bit(struct str kind)
{
	return 1u << (kind.n ? place_in(schema_kinds[KIND_DEALS].words, kind) : 1);
}

static void
set_key(struct book *b, struct arena *a, struct rule *rule, enum key key, struct str v)
{
	switch (key) {
	case KEY_AFTER:
		rule->after = triggers_of(b, a, v);
		break;
	case KEY_UNTIL:
		rule->until = triggers_of(b, a, v);
		for (uint32_t i = 0; i < rule->until.n; i++)
			((struct trigger *)rule->until.p)[i].unsettled = false;
		break;
	case KEY_WITHIN:
		rule->within = period_of(v);
		break;
	case KEY_BEFORE:
		rule->before = period_of(v);
		break;
	case KEY_LAPSE:
		rule->lapse = period_of(v);
		break;
	case KEY_EVERY:
		set_every(rule, a, v);
		break;
	case KEY_MAX:
		rule->max = (uint32_t)str_number(v);
		break;
	case KEY_PER:
		rule->per_deal = true;
		break;
	case KEY_KIND:
		set_kinds(rule, v);
		break;
	case KEY_RE:
		rule->re_words = v;
		rule->re = book_re_bits(b, v);
		break;
	case KEY_ACT:
		rule->act = (enum act)(place_in(schema_kinds[KIND_ACT].words, v) - 1);
		break;
	case KEY_ROLL:
		rule->roll = (enum roll)(place_in(schema_kinds[KIND_ROLL].words, v) - 1);
		break;
	case KEY_OFF:
		rule->off = str_eq(v, STR("yes"));
		break;
	default:
		break;
	}
}

/* A rule of a text, and over it, key by key, of the deal's own. */
static struct rule
rule_of(struct rules *r, struct arena *a, const struct rule_text *all, const struct rule_text *own)
{
	struct rule rule = { .name = own ? own->name : all->name,
		.text = own && own->text.n ? own->text
			: all              ? all->text
					   : STR(""),
		.entry = own ? own->entry : all->entry,
		.act = ACT_WRITE };
	bool rolls = false;

	for (size_t i = 0; key_at(i)->need; i++) {
		enum key key = key_at(i)->key;
		struct str v = own && own->value[i].n ? own->value[i]
			       : all                  ? all->value[i]
						      : STR("");

		if (v.n)
			set_key(r->book, a, &rule, key, v);
		rolls |= v.n && key == KEY_ROLL;
	}
	if (!rolls)
		rule.roll = rule.act == ACT_WRITE ? ROLL_NEXT : ROLL_BEFORE;
	return rule;
}

/* Which re: words and which ends a rule waits for: those of `sent` in the lower
 * half, of `exhausted` in the upper. */
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

/* Tells of a rule that follows itself: of one of all deals there, of a deal's own
 * with that deal. */
static void
tell_cycle(struct rules *r, const struct rule_set *set, const struct rule *rule)
{
	const struct rule *all = set == &r->all ? NULL : find_rule(&r->all, rule->name);

	if (r->cyclic && rule->entry != NONE && !(all && all->entry == rule->entry))
		r->cyclic(r->self, rule);
}

/* Turns off what follows itself; what is off already is followed by nothing. */
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
			set->rule[set->n++] = rule_of(r, &set->arena, &r->text[i], NULL);
	qsort(set->rule, set->n, sizeof(*set->rule), cmp_rules);
	break_cycles(r, set);
	note_re(set);
	rules_index(set, NULL);
}

/* Does the close of a deal raise it? */
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

/* Puts rules in order of which all but the last are; few of these one by one. */
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

/* The rules of all deals, those of the deal over them, of which one has its part in
 * every ring that there still is. */
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
		*at = rule_of(r, &set->arena, all == NONE ? NULL : &r->text[all], &r->text[i]);
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
	r->own = mem_grow(NULL, sizeof(*r->own), (size_t)b->deals.n + 1);
	for (uint32_t i = 0; i < b->deals.n; i++)
		r->own[i] = NONE;
	take_builtin(r);
	for (uint32_t e = b->rules.first; e != NONE; e = b->entries[e].next) {
		const struct record *rec = book_record(b, e);

		take(r, rec->deal.n ? book_deal(b, rec->deal) : NONE, rec, e);
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
