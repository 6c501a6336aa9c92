#include "book/slip.h"

#include "base/near.h"
#include "book/facts.h"
#include "book/holds.h"
#include "book/item.h"
#include "book/rule.h"
#include "record/kind.h"

#include <stdlib.h>

/* The name of a built-in rule; empty if the line doesn't begin one. */
static struct str
builtin_name(size_t line)
{
	struct str s = str_from(rules_builtin[line]), head = STR("rule %"), name;

	if (!str_starts(s, head))
		return STR("");
	name = (struct str){ s.p + head.n, 0 };
	while (head.n + name.n < s.n && name.p[name.n] != ' ')
		name.n++;
	return name;
}

void
slips_add(struct slips *s, const struct record *r, struct spot at)
{
	struct str name = r->type == TYPE_RULE ? r->ids[0] : record_value(r, KEY_RULE);

	if (r->type == TYPE_RULE && record_value(r, KEY_AFTER).n) {
		names_keep(&s->asking, 0, name, s->arena);
		return;
	}
	s->rule = mem_at_least(s->rule, sizeof(*s->rule), &s->cap, s->n);
	s->rule[s->n++] = (struct slip_name){ arena_str(s->arena, name), at };
}

const struct slip_name *
slips_next(struct slips *s)
{
	for (size_t i = 0; i < rules_nbuiltin && !s->told; i++)
		names_add(&s->asking, 0, builtin_name(i));
	while (s->told < s->n)
		if (names_find(&s->asking, 0, s->rule[s->told++].name) == NAMES_NONE)
			return &s->rule[s->told - 1];
	return NULL;
}

void
slips_add_sides(struct slips *s, const struct attr *a, struct spot at)
{
	struct str rest = a->value;

	while (rest.p) {
		struct str side = str_cut(&rest, ',');
		uint32_t before = s->sides.n;

		if (*side.p == '@' || (a->key == KEY_FAULT && str_eq(side, STR("none"))) ||
		    names_keep(&s->sides, 0, side, s->arena) < before)
			continue;
		*firsts_spot(&s->side_at, before) = at;
	}
}

bool
slips_next_side(struct slips *s, const struct book *b, struct slip_name *side, struct str *meant)
{
	while (s->sides_told < s->sides.n) {
		struct str name = names_name(&s->sides, s->sides_told);
		struct near n = near_to(name);

		*side = (struct slip_name){ name, s->side_at.p[s->sides_told++] };
		if (names_find(&b->sides, 0, name) != NAMES_NONE || str_eq(name, STR("neutral")))
			continue;
		for (uint32_t i = 0; i < b->sides.n && s->tries++ < SLIP_TRIES; i++)
			near_try(&n, names_name(&b->sides, i));
		*meant = n.best;
		return true;
	}
	return false;
}

bool
slip_counts_days(const struct record *r, const struct attr *at)
{
	struct str v = at->value;
	struct period p;

	return at->use && at->use->kind == KIND_WHEN && r->type != TYPE_HOLIDAY && *v.p == '+' &&
	       period_parse((struct str){ v.p + 1, v.n - 1 }, &p) && p.unit == PERIOD_BUSINESS;
}

void
slips_add_days(struct slips *s, const struct attr *a, struct moment when, struct spot at)
{
	s->days = mem_at_least(s->days, sizeof(*s->days), &s->days_cap, s->ndays);
	s->days[s->ndays++] = (struct slip_days){ arena_str(s->arena, a->value), a->key, when, at };
}

const struct slip_days *
slips_next_days(struct slips *s, const struct calendar *c)
{
	while (s->days_told < s->ndays) {
		const struct slip_days *d = &s->days[s->days_told++];

		if (kind_when(d->value, d->when, c).day == DAY_NONE)
			return d;
	}
	return NULL;
}

void
slips_release(struct slips *s)
{
	names_release(&s->asking);
	names_release(&s->sides);
	firsts_release(&s->side_at);
	free(s->days);
	free(s->rule);
}

/* Name number i of those that may be meant; empty if nobody declares it. */
static struct str
known_name(const struct slips *s, const struct book *b, char sigil, uint32_t i)
{
	if (sigil == '%')
		return names_name(&s->asking, i);
	if (sigil == '@')
		return b->person[i].declared.n ? b->person[i].name : STR("");
	return b->deal[i].declared.n ? b->deal[i].name : STR("");
}

struct str
slips_meant(struct slips *s, const struct book *b, char sigil, struct str name)
{
	uint32_t known = sigil == '%' ? s->asking.n : sigil == '@' ? b->people.n : b->deals.n;
	struct near n = near_to(name);
	struct buf hint = buf_mem();

	if (name.n < SLIP_LEAST)
		return STR("");
	for (uint32_t i = 0; i < known && s->tries++ < SLIP_TRIES; i++)
		near_try(&n, known_name(s, b, sigil, i));
	if (!n.best.n)
		return STR("");
	buf_char(&hint, sigil);
	buf_str(&hint, n.best);
	return buf_keep(&hint, s->arena);
}

static bool
ends_early(const struct record *r, const struct attr *at)
{
	struct moment end;

	if (r->type == TYPE_OWED || r->type == TYPE_TERM || r->type >= TYPE_DUE)
		return false;
	return at->use && at->use->kind == KIND_WHEN && r->when.day != DAY_NONE &&
	       date_parse(at->value, &end) && moment_before(end, r->when);
}

static bool
is_own_boss(const struct book *b, const struct record *r, const struct attr *at)
{
	return at->key == KEY_BOSS && r->type == TYPE_WHO &&
	       fact_person(b, at->value) == book_person(b, r->people[0]);
}

enum diag_id
slip_of(const struct book *b, const struct record *r, const struct attr *at)
{
	return ends_early(r, at)       ? DIAG_EARLY_END
	       : is_own_boss(b, r, at) ? DIAG_OWN_BOSS
				       : DIAG_COUNT;
}

/* The done by which the item was last called done. */
static uint32_t
own_word(const struct book *b, const struct item *it)
{
	uint32_t e = it->events;

	while (moment_key(b->entries[e].when) != moment_key(it->said) ||
	       !item_is_own_word(b, it, &b->entries[e]))
		e = b->entries[e].next;
	return e;
}

/* The last close of the deal, or NONE. */
static uint32_t
last_close(const struct book *b, const struct deal *d)
{
	uint32_t last = NONE;

	for (uint32_t e = d->closes.first; e != NONE; e = b->entries[e].next)
		last = e;
	return last;
}

/* Does it have a date of its own that a close cuts off?  A concern or assertion without a
 * date is finished when the deal is. */
static bool
ends_with_deal(const struct item *it)
{
	return it->by.day != DAY_NONE && !schema_types[it->type].binds;
}

/* What the close leaves open that it does not go with: where the deal was carried out, what
 * ends with it; where the debts are said to be paid or given up, a debt. */
static void
check_close(struct book *b, const struct item *it, uint32_t close, const struct item_watch *watch)
{
	static const struct str ends[] = { { "paid", 4 }, { "writtenoff", 10 } };
	const struct entry *e = &b->entries[close];

	if (it->state >= STATE_DONE || moment_before(e->when, item_made(b, it)))
		return;
	if (ends_with_deal(it) && fact_good_end(b, e))
		watch->fault(watch->self, it, DIAG_OPEN_AT_CLOSE, it->definition, close, STR(""));
	for (size_t i = 0; it->type == TYPE_OWED && i < sizeof(ends) / sizeof(*ends); i++)
		if (e->word == book_word(b, ends[i]))
			watch->fault(
			    watch->self, it, DIAG_OWED_AT_CLOSE, close, it->definition, ends[i]);
}

static bool
can_end(enum type t)
{
	return t == TYPE_DONE || t == TYPE_PAID || t == TYPE_DROP || t == TYPE_AMENDED;
}

/* The records that ended items, as far as was asked. */
struct ends {
	struct book *b;
	uint32_t *entry; /* by item, NONE if it wasn't ended; null until first asked */
};

/* The last record of the moment at which the item ended; its definition if that ended it. */
static uint32_t
end_of(struct ends *ends, uint32_t item)
{
	struct book *b = ends->b;
	const struct item *it = &b->item[item];
	uint32_t *end, n;

	if (!ends->entry) {
		ends->entry = mem_grow(NULL, sizeof(*ends->entry), b->nitems);
		for (uint32_t i = 0; i < b->nitems; i++)
			ends->entry[i] = NONE;
	}
	end = &ends->entry[item];
	if (*end != NONE)
		return *end;
	*end = it->definition;
	n = item_gather(b, it);
	for (uint32_t i = 0; i < n; i++)
		if (moment_key(b->entries[b->order[i]].when) == moment_key(it->closed) &&
		    can_end((enum type)b->entries[b->order[i]].type))
			*end = b->order[i];
	return *end;
}

/* An item in another unit than what it is for: can't be a part of it.  If it is done, as a
 * settlement in kind, nothing can be done about that. */
static void
check_unit(struct book *b, const struct item *it, const struct item_watch *watch)
{
	const struct item *whole = it->parent == NONE ? NULL : &b->item[it->parent];

	if (whole && it->state < STATE_DONE && item_amt(it).unit.n && item_amt(whole).unit.n &&
	    !str_eq(item_amt(it).unit, item_amt(whole).unit))
		watch->fault(watch->self, it, DIAG_PART_UNIT, it->definition, whole->definition,
		    item_amt(whole).unit);
}

static void
slips_of_item(
    struct ends *ends, const struct item *it, uint32_t close, const struct item_watch *watch)
{
	struct book *b = ends->b;
	uint32_t over = item_over(it);
	struct buf day;

	check_unit(b, it, watch);
	if (it->state == STATE_SAID)
		watch->fault(
		    watch->self, it, DIAG_OWN_WORD, own_word(b, it), it->definition, STR(""));
	if (over != NONE)
		watch->fault(watch->self, it, DIAG_IDLE_PROMISE, it->definition, end_of(ends, over),
		    item_id(&b->item[over]));
	if (close != NONE)
		check_close(b, it, close, watch);
	if (it->type != TYPE_PROMISE || it->by.day == DAY_NONE ||
	    calendar_works(&b->calendar, it->by.day))
		return;
	day = buf_mem();
	date_put(&day, it->by);
	watch->fault(watch->self, it, DIAG_NONWORKING_DAY, it->dated_by, NONE, buf_view(&day));
	buf_release(&day);
}

/* A resume ends the hold on exactly its deal, person and item, no wider or narrower one. */
static void
check_holds(struct holds *h, uint32_t deal, const struct item_watch *watch)
{
	const struct book *b = h->b;
	uint32_t last = NONE; /* the last hold that no resume ended */

	for (uint32_t e = b->deal[deal].others.first; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];
		uint32_t ended;

		if (at->type == TYPE_HOLD)
			last = e;
		if (at->type == TYPE_RESUME) {
			ended = holds_last(h, deal, refs_first(entry_people(b, at)),
			    refs_first(entry_items(b, at)));
			if (last != NONE && !holds_at(h, last, at->when))
				last = NONE;
			if (ended == NONE || !holds_at(h, ended, at->when))
				watch->fault(watch->self, NULL, DIAG_IDLE_RESUME, e, last, STR(""));
			else if (last == ended)
				last = NONE;
		}
		holds_note(h, deal, e);
	}
}

void
slips_of_items(struct book *b, const struct item_watch *watch)
{
	struct ends ends = { .b = b };
	struct holds holds;

	holds_init(&holds, b);
	for (uint32_t d = 0; d < b->deals.n; d++) {
		uint32_t close = last_close(b, &b->deal[d]);

		for (uint32_t i = b->deal[d].items; i != NONE; i = b->item[i].next)
			if (b->item[i].definition != NONE)
				slips_of_item(&ends, &b->item[i], close, watch);
		check_holds(&holds, d, watch);
	}
	holds_release(&holds);
	free(ends.entry);
}

/* Sorts of words after a trigger's name, as bits. */
enum { WORD_RE = 1, WORD_SAYS = 2, WORD_ITEM = 4, WORD_SIDE = 8, WORD_AMT = 16, WORD_SORTS = 32 };

static unsigned
sort_of(const struct schema *s, struct str word)
{
	if (schema_place(schema_sides, word))
		return WORD_SIDE;
	if (str_eq(word, STR("amt")))
		return WORD_AMT;
	if (schema_is_word(s, KIND_RE, word))
		return WORD_RE;
	return schema_type(s, word) < TYPE_DUE ? WORD_ITEM : WORD_SAYS;
}

/* The sorts that a condition looks at. */
static unsigned
condition_sorts(struct str name)
{
	if (str_eq(name, STR("silent")) || str_eq(name, STR("held")) ||
	    str_eq(name, STR("broken2")))
		return 0;
	if (str_eq(name, STR("exhausted")))
		return WORD_RE;
	return WORD_ITEM | WORD_AMT | (str_eq(name, STR("unconfirmed")) ? 0 : WORD_SIDE);
}

/* The sorts that records of a type may have; a sent with answer:none fits nothing. */
static unsigned
type_sorts(const struct schema *s, enum type t, struct str word)
{
	const struct key_use *answer = schema_key_use(s, t, KEY_ANSWER);
	const struct key_use *as = schema_key_use(s, t, KEY_AS);
	unsigned sorts = schema_types[t].ids_max ? WORD_ITEM | WORD_SIDE : 0;

	if (schema_key_use(s, t, KEY_RE))
		sorts |= WORD_RE;
	if (schema_key_use(s, t, KEY_AMT))
		sorts |= WORD_AMT;
	if ((answer && t != TYPE_SENT && schema_is_word(s, answer->kind, word)) ||
	    (as && schema_is_word(s, as->kind, word)))
		sorts |= WORD_SAYS;
	return sorts;
}

struct str
slip_idle_word(const struct schema *s, struct str trigger)
{
	struct str rest = trigger, name = str_cut(&rest, '/'), last[WORD_SORTS] = { { NULL, 0 } };
	enum type t = schema_type(s, name);

	if (t < TYPE_DUE && type_is_apart(t))
		return name;
	while (rest.p) {
		struct str word = str_cut(&rest, '/');
		unsigned sort = sort_of(s, word);

		if (!(sort & (t < TYPE_DUE ? type_sorts(s, t, word) : condition_sorts(name))))
			return word;
		if (last[sort].p && sort != WORD_RE)
			return last[sort];
		last[sort] = word;
	}
	return rest;
}

bool
slip_may_follow_close(enum type t)
{
	static const enum type types[] = { TYPE_SENT, TYPE_GOT, TYPE_DONE, TYPE_PAID, TYPE_AMENDED,
		TYPE_DROP, TYPE_REOPEN, TYPE_VERDICT, TYPE_SIGNED, TYPE_FEEDBACK, TYPE_LESSON,
		TYPE_DUE, TYPE_SCORE, TYPE_X };

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (types[i] == t)
			return true;
	return t <= TYPE_SKIP; /* declarations */
}

enum type
slip_wanted_item(enum type by)
{
	return by == TYPE_VERDICT                    ? TYPE_ASSERTION
	       : by == TYPE_SIGNED                   ? TYPE_DOC
	       : by == TYPE_GAIN || by == TYPE_OFFER ? TYPE_TERM
						     : TYPE_NONE;
}
