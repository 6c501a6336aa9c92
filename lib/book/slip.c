#include "book/slip.h"

#include "base/near.h"
#include "book/item.h"
#include "book/rule.h"

#include <stdlib.h>

/* The name of a built-in rule; empty where the line begins none. */
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
slips_add(struct slips *s, const struct record *r, struct place at)
{
	struct str name = r->type == TYPE_RULE ? r->ids[0] : record_value(r, KEY_RULE);

	if (r->type == TYPE_RULE && record_value(r, KEY_AFTER).n) {
		names_keep(&s->asking, 0, name, s->arena);
		return;
	}
	s->rule = mem_at_least(s->rule, sizeof(*s->rule), &s->cap, s->n);
	s->rule[s->n++] = (struct slip_rule){ arena_str(s->arena, name), at };
}

const struct slip_rule *
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
slips_release(struct slips *s)
{
	names_release(&s->asking);
	free(s->rule);
}

/* Begins a search; nothing is near to a name of one letter or two. */
static struct near
search(struct str name)
{
	return near_to(name.n > 2 ? name : STR(""));
}

/* What was found, with its sigil. */
static struct str
hint(struct slips *s, const char *sigil, const struct near *n)
{
	struct buf b = buf_mem();

	if (!n->best.n)
		return (struct str){ NULL, 0 };
	buf_str(&b, str_from(sigil));
	buf_str(&b, n->best);
	return buf_keep(&b, s->arena);
}

struct str
slips_person(struct slips *s, const struct book *b, struct str name)
{
	struct near n = search(name);

	for (uint32_t i = 0; i < b->people.n && s->tries++ < SLIP_TRIES; i++)
		if (b->person[i].declared.n)
			near_try(&n, b->person[i].name);
	return hint(s, "@", &n);
}

struct str
slips_deal(struct slips *s, const struct book *b, struct str name)
{
	struct near n = search(name);

	for (uint32_t i = 0; i < b->deals.n && s->tries++ < SLIP_TRIES; i++)
		if (b->deal[i].declared.n)
			near_try(&n, b->deal[i].name);
	return hint(s, "+", &n);
}

struct str
slips_rule(struct slips *s, struct str name)
{
	struct near n = search(name);

	for (uint32_t i = 0; i < s->asking.n && s->tries++ < SLIP_TRIES; i++)
		near_try(&n, names_name(&s->asking, i));
	return hint(s, "%", &n);
}

bool
slip_ends_early(const struct record *r, const struct attr *at)
{
	struct moment end;

	if (r->type == TYPE_OWED || r->type == TYPE_TERM || r->type >= TYPE_DUE)
		return false;
	return at->use && at->use->kind == KIND_WHEN && r->when.day != DAY_NONE &&
	       date_parse(at->value, &end) && moment_before(end, r->when);
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
	return false;
}

enum type
slip_wanted_item(enum type by)
{
	return by == TYPE_VERDICT                    ? TYPE_ASSERTION
	       : by == TYPE_SIGNED                   ? TYPE_DOC
	       : by == TYPE_GAIN || by == TYPE_OFFER ? TYPE_TERM
						     : TYPE_NONE;
}
