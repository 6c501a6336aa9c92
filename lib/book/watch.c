/* rule.h: which rules look at what, so that only those that may fit are tried. */
#include "book/rule.h"

static bool
names(struct triggers t, uint8_t name)
{
	for (uint32_t i = 0; i < t.n; i++)
		if (t.p[i].name == name)
			return true;
	return false;
}

/* Indexes by name which rules wait for it, in the order of the rules. */
static void
index_triggers(struct rule_set *set, struct watchers *by_name, bool until)
{
	for (int fill = 0; fill < 2; fill++) {
		for (uint32_t i = 0; i < set->n; i++) {
			const struct rule *rule = &set->rule[i];
			struct triggers t = until ? rule->until : rule->after;

			for (uint32_t k = 0; k < t.n && !rule->off; k++) {
				struct watchers *w = &by_name[t.p[k].name];

				if (fill)
					w->p[w->n] = (struct watcher){ i,
						rule->kinds ? rule->kinds : ~0U,
						until && names(rule->after, t.p[k].name),
						rule_speaks(rule) &&
						    !names(rule->after, COND_SILENT),
						t.p[k] };
				w->n++;
			}
		}
		for (int name = 0; !fill && name < COND_END; name++)
			if (by_name[name].n) {
				by_name[name].p = arena_new(
				    &set->arena, sizeof(*by_name->p), by_name[name].n);
				by_name[name].n = 0;
			}
	}
}

/* Lists those without a re: word, and for each re: word, by its bit, those that ask for it. */
static void
index_by_re(struct rule_set *set, struct watchers *w)
{
	uint32_t *to, n = 0;

	if (!w->n)
		return;
	w->by_re = arena_new(&set->arena, sizeof(*w->by_re), RE_LISTS);
	for (int fill = 0; fill < 2; fill++) {
		for (uint32_t k = 0; k < w->n; k++) {
			uint32_t re = w->p[k].trigger.re;

			do { /* at least once: 0 has the first list */
				struct by_re *list = &w->by_re[(re & -re) % RE_LISTS];

				if (fill)
					list->p[list->n] = k;
				list->n++;
				n++;
			} while (re &= re - 1);
		}
		to = fill ? NULL : arena_new(&set->arena, sizeof(*to), n);
		for (int i = 0; !fill && i < RE_LISTS; i++) {
			w->by_re[i].p = to;
			to += w->by_re[i].n;
			w->by_re[i].n = 0;
		}
	}
}

static void
add_list(struct walk *k, const struct by_re *list)
{
	if (!list->n)
		return;
	k->at[k->n] = list->p;
	k->end[k->n++] = list->p + list->n;
}

void
walk_begin(struct walk *k, const struct watchers *w, uint32_t re)
{
	k->n = 0;
	k->p = w->p;
	if (!w->n)
		return;
	add_list(k, &w->by_re[0]);
	for (; re; re &= re - 1)
		add_list(k, &w->by_re[(re & -re) % RE_LISTS]);
}

/* Can the condition hold for an item of that type and state? */
static bool
may_hold(const struct trigger *t, enum type type, int state)
{
	if ((t->item != TYPE_NONE && t->item != type) ||
	    (state >= STATE_DONE) != (t->name == COND_CLOSED))
		return false;
	switch (t->name) {
	case COND_OPEN:
		return state == STATE_OPEN;
	case COND_LATE:
		return state == STATE_LATE;
	case COND_SAID:
		return state == STATE_SAID;
	case COND_CLOSED: /* a plan is closed by the very contact that may ask something */
		return type != TYPE_PLAN;
	case COND_UNCONFIRMED:
		return type == TYPE_TERM;
	default:
		return type == TYPE_DOC;
	}
}

/* Is the rule raised only by conditions of items, and by only one in this list? */
static bool
is_only(const struct rule_set *set, const struct watched *list, uint32_t rule)
{
	struct triggers after = set->rule[rule].after;
	uint32_t n = 0;

	for (uint32_t i = 0; i < after.n; i++)
		if (after.p[i].name != COND_OPEN && after.p[i].name != COND_LATE &&
		    after.p[i].name != COND_SAID && after.p[i].name != COND_CLOSED)
			return false;
	for (uint32_t i = 0; i < list->n; i++)
		n += list->p[i].watcher->rule == rule;
	return n == 1;
}

/* The kinds of deals of a watcher whose rule asks for the same as this one. */
static unsigned
kinds_of_like(const struct rule_set *set, const struct watcher *of, const struct watcher *w)
{
	return w->rule != of->rule && set->rule[w->rule].re == set->rule[of->rule].re ? w->kinds
										      : 0;
}

static unsigned
rivals_of(const struct rule_set *set, const struct watched *list, const struct watcher *of)
{
	static const enum condition others[] = { COND_HELD, COND_EXHAUSTED };
	unsigned kinds = 0;

	for (uint32_t i = 0; i < list->n; i++)
		kinds |= kinds_of_like(set, of, list->p[i].watcher);
	for (size_t c = 0; c < sizeof(others) / sizeof(*others); c++)
		for (uint32_t i = 0; i < set->after[others[c]].n; i++)
			kinds |= kinds_of_like(set, of, &set->after[others[c]].p[i]);
	return kinds;
}

/* Lists the conditions of items, for each type and state. */
static void
list_conditions(struct rule_set *set, enum type type, int state)
{
	struct watched *to = &set->of_item[type][state];

	for (int fill = 0; fill < 2; fill++) {
		if (fill)
			to->p = arena_new(&set->arena, sizeof(*to->p), to->n);
		to->n = 0;
		for (int cond = COND_OPEN; cond <= COND_CLOSED; cond++)
			for (uint32_t k = 0; k < set->after[cond].n; k++) {
				const struct watcher *w = &set->after[cond].p[k];

				if (!may_hold(&w->trigger, type, state))
					continue;
				if (fill)
					to->p[to->n].watcher = w;
				to->n++;
			}
	}
}

/* Lists longer than this aren't compared pair by pair. */
enum { RIVALS = 64 };

static void
index_conditions(struct rule_set *set)
{
	for (int i = 0; i < TYPE_COUNT * STATE_UNDEFINED; i++) {
		int type = i / STATE_UNDEFINED, state = i % STATE_UNDEFINED;
		struct watched *list = &set->of_item[type][state];

		if (!schema_types[type].names_id)
			continue;
		list_conditions(set, (enum type)type, state);
		for (uint32_t k = 0; k < list->n; k++) {
			struct condition_watch *w = &list->p[k];

			if (list->n > RIVALS || set->rule[w->watcher->rule].per_deal) {
				w->rivals = ~0U;
				continue;
			}
			w->only = is_only(set, list, w->watcher->rule);
			w->rivals = rivals_of(set, list, w->watcher);
		}
	}
}

/* Copies them from another set, whose watchers of conditions are in the same order. */
static void
copy_conditions(struct rule_set *set, const struct rule_set *like)
{
	for (int i = 0; i < TYPE_COUNT * STATE_UNDEFINED; i++) {
		int type = i / STATE_UNDEFINED, state = i % STATE_UNDEFINED;
		const struct watched *from = &like->of_item[type][state];
		struct watched *to = &set->of_item[type][state];

		if (!from->n)
			continue;
		to->p = arena_new(&set->arena, sizeof(*to->p), from->n);
		for (; to->n < from->n; to->n++) {
			const struct watcher *w = from->p[to->n].watcher;
			unsigned name = w->trigger.name;

			to->p[to->n] = from->p[to->n];
			to->p[to->n].watcher = set->after[name].p + (w - like->after[name].p);
		}
	}
}

/* Gives each rule that events concern a slot. */
static void
number_slots(struct rule_set *set)
{
	set->nslots = set->holding = 0;
	for (uint32_t i = 0; i < set->n; i++) {
		struct rule *rule = &set->rule[i];
		bool event = rule->per_deal;

		rule->until_holds = false;
		for (uint32_t k = 0; k < rule->after.n; k++)
			event |= rule->after.p[k].name < TYPE_COUNT;
		for (uint32_t k = 0; k < rule->until.n; k++) {
			bool condition = rule->until.p[k].name >= TYPE_COUNT;

			rule->until_holds |= condition;
			event |= !condition;
		}
		rule->slot = event && set->nslots < SLOTS ? set->nslots++ : SLOTS;
		if (rule_holds(rule) && rule->slot < SLOTS)
			set->holding |= UINT32_C(1) << rule->slot;
	}
}

void
rules_index(struct rule_set *set, const struct rule_set *like)
{
	memset(set->after, 0, sizeof(set->after));
	memset(set->until, 0, sizeof(set->until));
	memset(set->of_item, 0, sizeof(set->of_item));
	set->exhausted = false;
	index_triggers(set, set->after, false);
	index_triggers(set, set->until, true);
	number_slots(set);
	for (uint32_t i = 0; i < set->after[COND_EXHAUSTED].n; i++)
		set->exhausted |= !set->rule[set->after[COND_EXHAUSTED].p[i].rule].per_deal;
	set->unconfirmed = set->after[COND_UNCONFIRMED].n || set->until[COND_UNCONFIRMED].n;
	for (int name = 0; name < COND_END; name++) {
		index_by_re(set, &set->after[name]);
		index_by_re(set, &set->until[name]);
	}
	if (like)
		copy_conditions(set, like);
	else
		index_conditions(set);
}
