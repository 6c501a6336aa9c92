#include "book/audit.h"

#include "book/claims.h"
#include "book/finding.h"
#include "book/item.h"
#include "book/people.h"
#include "book/rule.h"
#include "book/slip.h"

#include <stdlib.h>

/* The places in an entry of its type, and of its first id or, if it has none, of its type. */
struct stand {
	struct spot word, id;
};

/* An id that some other record must define. */
struct use {
	struct spot at;
	uint32_t item;
	enum type by; /* the type of record that uses it */
};

struct audit {
	struct diag *diag;
	bool errors_alone;
	struct moment now;
	struct arena arena;
	struct book book;
	struct emitter canon;
	struct buf line;
	struct stand *stand; /* by entry */
	size_t stand_cap;
	struct firsts people; /* named other than by who lines */
	struct firsts deals;  /* of records other than deal lines */
	struct use *uses;
	size_t nuses, use_cap;
	uint32_t *late; /* entries that must not come after their deal's close */
	size_t nlate, late_cap;
	struct names lines;    /* canonical lines of records that the book doesn't keep, */
	struct firsts line_at; /* and where each was first met */
	struct claims claims;
	struct slips slips;
	struct findings found;
};

static const char equal_note[] = "it stands here too";

struct audit *
audit_new(const struct schema *schema, struct diag *diag, struct moment now, struct str me)
{
	struct audit *a = mem_grow(NULL, sizeof(*a), 1);

	*a = (struct audit){ .diag = diag, .now = now, .line = buf_mem() };
	a->slips.arena = a->claims.arena = &a->arena;
	a->claims.line = buf_mem();
	a->found = (struct findings){ .files = &a->book.files, .file = NONE };
	book_init(&a->book, schema, MOMENT_NONE, me);
	emit_init(&a->canon, &a->line, schema);
	return a;
}

void
audit_errors_alone(struct audit *a)
{
	a->errors_alone = true;
}

/* Reports a name that nothing bears, with the one of that sigil that may be meant. */
static void
find_name(struct audit *a, enum diag_id id, struct spot at, char sigil, struct str name)
{
	findings_add(&a->found, id, at, name, STR(""))->meant = slips_meant(
	    &a->slips, &a->book, sigil, name);
}

/* The place of a slice of the current record. */
static struct spot
spot_in(struct audit *a, struct reader *rd, struct str part)
{
	return findings_spot(&a->found, reader_place(rd, part));
}

/* The same for a name, including its sigil. */
static struct spot
name_spot(struct audit *a, struct reader *rd, struct str name)
{
	return spot_in(a, rd, (struct str){ name.p - 1, name.n + 1 });
}

static void
add_use(struct audit *a, uint32_t deal, struct str id, struct spot at, enum type by)
{
	uint32_t item = book_add_item(&a->book, deal, id, (struct str){ NULL, 0 });

	a->uses = mem_at_least(a->uses, sizeof(*a->uses), &a->use_cap, a->nuses);
	a->uses[a->nuses++] = (struct use){ at, item, by };
}

/* Was the same record met before?  Those in the book are compared once they are in order. */
static void
check_equal(struct audit *a, const struct record *r, struct spot at)
{
	struct record plain = record_unmarked(r);
	struct spot *first;

	a->line.n = 0;
	emit_record(&a->canon, &plain);
	first = firsts_spot(&a->line_at, names_keep(&a->lines, 0, buf_view(&a->line), &a->arena));
	if (first->line)
		findings_add_two(
		    &a->found, DIAG_EQUAL_LINES, at, r->word, STR(""), *first, equal_note);
	else
		*first = at;
}

static void
add_person(struct audit *a, struct reader *rd, uint32_t person, struct str with_sigil)
{
	struct spot *first = firsts_spot(&a->people, person);

	if (!first->line)
		*first = spot_in(a, rd, with_sigil);
}

static void
add_people(struct audit *a, const struct record *r, struct reader *rd, uint32_t entry)
{
	struct refs people = entry_people(&a->book, &a->book.entries[entry]);

	for (uint32_t i = 0; i < people.n && r->type != TYPE_WHO; i++)
		add_person(
		    a, rd, people.p[i], (struct str){ r->people[i].p - 1, r->people[i].n + 1 });
	for (size_t i = 0; i < r->nattrs; i++) {
		const struct attr *at = &r->attrs[i];
		struct str rest = at->value;
		bool names = at->use &&
			     (at->use->kind == KIND_PERSON || at->use->kind == KIND_ONLY);

		if (at->key == KEY_ONLY || at->key == KEY_FAULT)
			slips_add_sides(&a->slips, at, spot_in(a, rd, attr_at(at)));
		while (names && rest.p) {
			struct str who = str_cut(&rest, ','), name = { who.p + 1, who.n - 1 };

			if (*who.p == '@' && !str_eq(name, STR("us")))
				add_person(a, rd, book_add_person(&a->book, name), attr_at(at));
		}
	}
}

static void
add_ids(struct audit *a, const struct record *r, struct reader *rd, uint32_t deal)
{
	bool refers = !schema_types[r->type].names_id && r->type != TYPE_X && r->type != TYPE_SCORE;

	for (size_t i = 0; refers && i < r->nids; i++)
		add_use(a, deal, r->ids[i], name_spot(a, rd, r->ids[i]), r->type);
	for (size_t i = 0; i < r->nattrs; i++) {
		const struct attr *at = &r->attrs[i];

		if (at->use && at->use->kind == KIND_ITEM)
			add_use(a, deal, (struct str){ at->value.p + 1, at->value.n - 1 },
			    spot_in(a, rd, attr_at(at)), r->type);
	}
}

static void
check_triggers(struct audit *a, struct reader *rd, struct str list)
{
	while (list.p) {
		struct str trigger = str_cut(&list, ',');
		struct str idle = slip_idle_word(a->book.schema, trigger);

		if (idle.p)
			findings_add(
			    &a->found, DIAG_IDLE_WORD, spot_in(a, rd, idle), idle, trigger);
	}
}

/* Checks for attributes that look like a slip: an end before the record, an unknown rule. */
static void
check_slips(struct audit *a, const struct record *r, struct reader *rd)
{
	enum diag_id id;

	if (r->type == TYPE_RULE)
		slips_add(&a->slips, r, name_spot(a, rd, r->ids[0]));
	if (r->type == TYPE_SKIP) /* rule: is its first key */
		slips_add(&a->slips, r, spot_in(a, rd, r->attrs[0].name));
	for (const struct attr *at = r->attrs; at < r->attrs + r->nattrs; at++)
		if (at->use && at->use->kind == KIND_TRIGGERS)
			check_triggers(a, rd, at->value);
		else if (slip_counts_days(r, at))
			slips_add_days(&a->slips, at, r->when, spot_in(a, rd, attr_at(at)));
		else if ((id = slip_of(&a->book, r, at)) != DIAG_COUNT)
			findings_add(&a->found, id, spot_in(a, rd, at->name), at->name, at->value);
}

/* What only warnings need. */
static void
add_more(struct audit *a, const struct record *r, struct reader *rd, uint32_t entry)
{
	claims_note(&a->claims, &a->found, rd, r, entry);
	add_people(a, r, rd, entry);
	if (r->when.day == DAY_NONE || schema_types[r->type].world)
		return;
	if (r->type > TYPE_SKIP && a->now.day != DAY_NONE && moment_before(a->now, r->when))
		findings_add(&a->found, DIAG_FUTURE_EVENT, a->stand[entry].word, r->word, r->date);
	if (r->deal.n && !slip_may_follow_close(r->type)) {
		a->late = mem_at_least(a->late, sizeof(*a->late), &a->late_cap, a->nlate);
		a->late[a->nlate++] = entry;
	}
}

void
audit_add(struct audit *a, const struct record *r, struct reader *rd)
{
	struct spot at = spot_in(a, rd, r->word), *first;
	uint32_t entry = book_add(&a->book, r), deal = book_add_deal(&a->book, r->deal);

	if (entry != NONE) {
		a->stand = mem_at_least(a->stand, sizeof(*a->stand), &a->stand_cap, entry);
		a->stand[entry].word = at;
		a->stand[entry].id = r->nids ? name_spot(a, rd, r->ids[0]) : at;
	}
	check_slips(a, r, rd);
	add_ids(a, r, rd, deal);
	if (r->type != TYPE_DEAL) {
		first = firsts_spot(&a->deals, deal);
		if (!first->line)
			*first = at;
	}
	if (a->errors_alone)
		return;
	if (entry == NONE)
		check_equal(a, r, at);
	else
		add_more(a, r, rd, entry);
}

static void
on_fault(void *self, const struct item *it, enum diag_id id, uint32_t entry, uint32_t other,
    struct str about)
{
	struct audit *a = self;
	struct str second = about, third = STR("");
	const char *note = "it is made here";
	struct spot there = { 0 };
	bool ends = id == DIAG_OVERPAID || id == DIAG_CLOSED_TWICE;
	uint32_t again = ends ? item_reopened(&a->book, entry) : NONE;

	if (again != NONE) {
		other = again;
		note = "it is opened again here, which counts after it: give both a time";
	} else if (id == DIAG_DUPLICATE_ID) {
		second = a->book.deal[it->deal].name;
		note = "it is defined here; give the new one another id";
	} else if (id == DIAG_CLOSED_TWICE || id == DIAG_IDLE_DATE || id == DIAG_OPEN_AT_CLOSE ||
		   id == DIAG_IDLE_PROMISE) {
		note = "it is closed here";
	} else if (id == DIAG_OTHER_UNIT || id == DIAG_PART_UNIT) {
		second = item_amt(it).unit;
		third = about;
	} else if (id == DIAG_IDLE_RESUME) {
		note = "this one goes on";
	}
	if (other != NONE)
		there = a->stand[entry_added(&a->book, other)].id;
	findings_add_two(
	    &a->found, id, a->stand[entry].id, it ? item_id(it) : about, second, there, note)
	    ->c = third;
}

static void
check_items(struct audit *a)
{
	struct book *b = &a->book;
	const struct item_watch watch = { .self = a, .fault = on_fault };

	for (uint32_t i = 0; i < b->nitems; i++) {
		struct item *it = &b->item[i];

		item_replay(b, it, &watch);
		if (it->circular)
			findings_add(&a->found, DIAG_FOR_CIRCLE, a->stand[it->definition].id,
			    item_id(it), STR(""));
	}
	slips_of_items(b, &watch);
}

/* Do both have the same time and type? */
static bool
tie(const struct book *b, uint32_t x, uint32_t y)
{
	return x != NONE && y != NONE && b->entries[x].type == b->entries[y].type &&
	       moment_key(b->entries[x].when) == moment_key(b->entries[y].when);
}

/* Is an entry equal to the first of those it ties with, or does another of them say
 * otherwise?  A deal line may be repeated above more of the deal's records.  Returns the
 * entry to compare the next one with. */
static uint32_t
check_next(struct audit *a, uint32_t first, uint32_t entry, uint32_t after)
{
	enum type type = (enum type)a->book.entries[entry].type;
	bool ties = tie(&a->book, first, entry);

	if (ties && entry_cmp(&a->book, first, entry) == 0) {
		if (type != TYPE_DEAL)
			findings_add_two(&a->found, DIAG_EQUAL_LINES, a->stand[entry].word,
			    schema_types[type].name, STR(""), a->stand[first].word, equal_note);
		return first;
	}
	if (ties || tie(&a->book, entry, after))
		claims_check(&a->claims, &a->found, &a->book, entry);
	return entry;
}

static void
check_list(struct audit *a, uint32_t entry)
{
	uint32_t first = NONE, after;

	for (; entry != NONE; entry = after) {
		after = a->book.entries[entry].next;
		first = check_next(a, first, entry, after);
	}
}

static void
check_deal(struct audit *a, const struct deal *d)
{
	uint32_t first = NONE;

	for (uint32_t k = 0; k < d->nevents; k++)
		first = check_next(
		    a, first, d->events[k], k + 1 < d->nevents ? d->events[k + 1] : NONE);
}

static void
check_ties(struct audit *a)
{
	struct book *b = &a->book;

	check_list(a, b->weeks.first);
	check_list(a, b->days_off.first);
	check_list(a, b->rules.first);
	for (uint32_t i = 0; i < b->people.n; i++) {
		check_list(a, people_declared(b, i));
		check_list(a, b->person[i].away.first);
	}
	for (uint32_t i = 0; i < b->deals.n; i++)
		check_deal(a, &b->deal[i]);
}

static void
check_ids(struct audit *a)
{
	const struct book *b = &a->book;

	for (size_t i = 0; i < a->nuses; i++) {
		const struct use *u = &a->uses[i];
		const struct item *it = &b->item[u->item];
		struct str deal = b->deal[it->deal].name;
		enum type wanted = slip_wanted_item(u->by);

		if (it->definition == NONE) {
			findings_add(&a->found, DIAG_UNKNOWN_ID, u->at, item_id(it),
			    deal.n ? deal : STR("-"));
		} else if (wanted != TYPE_NONE && it->type != wanted) {
			findings_add_two(&a->found, DIAG_WRONG_ITEM, u->at, item_id(it),
			    schema_types[u->by].name, a->stand[it->definition].id,
			    "it is made here")
			    ->c = schema_types[wanted].name;
		}
	}
}

/* Reports each person and deal that nobody declares, once, where it is first used. */
static void
check_names(struct audit *a)
{
	const struct book *b = &a->book;

	for (uint32_t i = 0; i < b->people.n && i < a->people.n; i++)
		if (a->people.p[i].line && i != b->me && !b->person[i].declared.n)
			find_name(a, DIAG_UNKNOWN_PERSON, a->people.p[i], '@', b->person[i].name);
	for (uint32_t i = 0; i < b->deals.n && i < a->deals.n; i++)
		if (a->deals.p[i].line && b->deal[i].name.n && !b->deal[i].declared.n)
			find_name(a, DIAG_UNDECLARED_DEAL, a->deals.p[i], '+', b->deal[i].name);
}

/* Reports each side that nobody is on, once. */
static void
check_sides(struct audit *a)
{
	struct slip_name side;
	struct str meant;

	while (slips_next_side(&a->slips, &a->book, &side, &meant))
		findings_add(&a->found, DIAG_UNKNOWN_SIDE, side.at, side.name, STR(""))
		    ->meant = meant;
}

/* Reports business days of which holidays leave none, and holidays that no working day
 * follows. */
static void
check_days(struct audit *a)
{
	const struct book *b = &a->book;
	const struct slip_days *d;

	while ((d = slips_next_days(&a->slips, &b->calendar)))
		findings_add(&a->found, DIAG_DATE_RANGE, d->at, d->value, schema_key_names[d->key]);
	for (uint32_t e = b->days_off.first; e != NONE; e = b->entries[e].next)
		if (calendar_next(&b->calendar, b->entries[e].when.day) == DAY_NONE)
			findings_add(
			    &a->found, DIAG_ENDLESS_HOLIDAY, a->stand[e].word, STR(""), STR(""));
}

/* Reports what comes after the end of its deal. */
static void
check_late(struct audit *a)
{
	const struct book *b = &a->book;

	for (size_t i = 0; i < a->nlate; i++) {
		const struct entry *e = &b->entries[a->late[i]];
		const struct deal *deal = &b->deal[entry_deal(b, e)];

		if (deal->closed.day != DAY_NONE && moment_before(deal->closed, e->when))
			findings_add(&a->found, DIAG_AFTER_CLOSE, a->stand[a->late[i]].word,
			    schema_types[e->type].name, deal->name);
	}
}

static void
on_cycle(void *self, const struct rule *rule)
{
	struct audit *a = self;

	findings_add(&a->found, DIAG_RULE_CYCLE, a->stand[rule->entry].id, rule->name, STR(""));
}

/* Reports rules that follow themselves, for all deals or for one. */
static void
check_rules(struct audit *a)
{
	const struct slip_name *slip;
	struct rules r;

	rules_init(&r, &a->book, on_cycle, a);
	for (uint32_t i = 0; i < a->book.deals.n; i++)
		rules_of(&r, i);
	rules_release(&r);
	while ((slip = slips_next(&a->slips)))
		find_name(a, DIAG_UNKNOWN_RULE, slip->at, '%', slip->name);
}

void
audit_release(struct audit *a)
{
	findings_release(&a->found);
	book_release(&a->book);
	emit_release(&a->canon);
	buf_release(&a->line);
	names_release(&a->lines);
	claims_release(&a->claims);
	slips_release(&a->slips);
	arena_release(&a->arena);
	free(a->stand);
	free(a->uses);
	firsts_release(&a->people);
	firsts_release(&a->deals);
	firsts_release(&a->line_at);
	free(a->late);
	free(a);
}

void
audit_finish(struct audit *a, const struct audit_filter *filter)
{
	book_ready(&a->book, 1);
	check_items(a);
	check_ids(a);
	check_names(a);
	if (!a->errors_alone) {
		check_ties(a);
		check_late(a);
		check_sides(a);
	}
	check_rules(a);
	check_days(a);
	findings_report(&a->found, a->diag, filter);
	audit_release(a);
}
