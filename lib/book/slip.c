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

/* Name number i of those that may be meant; empty where nobody declares it. */
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
