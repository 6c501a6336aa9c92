#include "book/audit.h"

#include "book/finding.h"
#include "book/item.h"
#include "book/rule.h"
#include "book/slip.h"

#include <stdlib.h>

/* A name that some other record must bear out: an id, a person, a deal. */
struct use {
	struct place at;
	uint32_t number; /* of the person, or of the deal */
	struct str id;
	enum type by; /* what uses it */
	struct moment when;
};

struct uses {
	struct use *p;
	size_t n, cap;
};

/* What two undated declarations of one thing say of a key. */
struct claim {
	struct str value;
	struct place at;
};

struct audit {
	struct diag *diag;
	bool errors_alone;
	struct moment now;
	struct arena arena;
	struct book book;
	struct emitter canon;
	struct buf line;
	struct place *spots; /* of the book's entries: their id or first token */
	size_t nspots;
	struct uses ids, people, deals;
	uint32_t file, deal;     /* the number of the file, and of the deal, asked for last */
	uint32_t *deal_of;       /* in the end, of each deal: that of the book, or NONE */
	struct names deal_names; /* of all records; the book knows those of what it reads */
	struct uses dated;       /* records that a close or today may precede */
	struct names lines;      /* canonical lines */
	struct place *line_spots;
	size_t line_cap;
	struct names claims; /* "who @jane mail" -> claim */
	struct claim *claim;
	size_t claim_cap;
	struct slips slips;
	struct finding *findings;
	size_t nfindings, finding_cap;
};

struct audit *
audit_new(const struct schema *schema, struct diag *diag, struct moment now, struct str me)
{
	struct audit *a = mem_grow(NULL, sizeof(*a), 1);

	*a = (struct audit){ .diag = diag, .now = now, .line = buf_mem() };
	a->slips.arena = &a->arena;
	a->file = a->deal = NONE;
	book_init(&a->book, schema, MOMENT_NONE, me);
	emit_init(&a->canon, &a->line, schema);
	return a;
}

void
audit_errors_alone(struct audit *a)
{
	a->errors_alone = true;
}

/* The number of a name; most often it is the one asked for last. */
static uint32_t
number_of(struct audit *a, struct names *t, uint32_t *last, struct str name)
{
	if (*last == NONE || !str_eq(names_name(t, *last), name))
		*last = names_keep(t, 0, name, &a->arena);
	return *last;
}

static void
find(struct audit *a, enum diag_id id, struct place at, struct str x, struct str y,
    struct place other, const char *note)
{
	a->findings = mem_at_least(
	    a->findings, sizeof(*a->findings), &a->finding_cap, a->nfindings);
	a->findings[a->nfindings++] = (struct finding){
		number_of(a, &a->book.files, &a->file, at.file), at, other, id,
		arena_str(&a->arena, x), arena_str(&a->arena, y), STR(""), note, STR("")
	};
}

static void
find_alone(struct audit *a, enum diag_id id, struct place at, struct str x, struct str y)
{
	find(a, id, at, x, y, (struct place){ 0 }, NULL);
}

/* A name that nothing bears, and the one with that sigil that may be meant. */
static void
find_name(struct audit *a, enum diag_id id, struct place at, char sigil, struct str name)
{
	find_alone(a, id, at, name, STR(""));
	a->findings[a->nfindings - 1].meant = slips_meant(&a->slips, &a->book, sigil, name);
}

/* The same place with a file name that outlives the record. */
static struct place
keep_place(struct audit *a, struct place at)
{
	struct names *files = &a->book.files;

	at.file = names_name(files, number_of(a, files, &a->file, at.file));
	return at;
}

static void
add_use(struct uses *u, struct place at, uint32_t number, struct str id, const struct record *by)
{
	u->p = mem_at_least(u->p, sizeof(*u->p), &u->cap, u->n);
	u->p[u->n++] = (struct use){ at, number, id, by->type, by->when };
}

/* The same record met before? */
static void
check_equal(struct audit *a, const struct record *r, struct place at)
{
	struct record plain = record_unmarked(r);
	uint32_t before = a->lines.n, n;

	a->line.n = 0;
	emit_record(&a->canon, &plain);
	n = names_keep(&a->lines, 0, buf_view(&a->line), &a->arena);
	if (n < before) {
		find(a, DIAG_EQUAL_LINES, at, r->word, STR(""), a->line_spots[n],
		    "it stands here too");
		return;
	}
	a->line_spots = mem_at_least(a->line_spots, sizeof(*a->line_spots), &a->line_cap, before);
	a->line_spots[n] = at;
}

/* One thing that an undated declaration says: does another say otherwise? */
static void
check_claim(
    struct audit *a, const struct record *r, struct str key, struct str value, struct place at)
{
	const struct str *name = r->npeople ? r->people : r->nids ? r->ids : &r->deal;
	char sigil = r->npeople ? '@' : r->nids ? '%' : '+';
	uint32_t n, before = a->claims.n;
	struct str about;

	a->line.n = 0;
	buf_str(&a->line, r->word);
	buf_char(&a->line, ' ');
	if (name != &r->deal || r->type == TYPE_DEAL) {
		buf_char(&a->line, sigil);
		buf_str(&a->line, *name);
	} else {
		a->line.n--;
	}
	about = (struct str){ a->line.p, a->line.n };
	buf_char(&a->line, '\n');
	buf_str(&a->line, r->deal);
	buf_char(&a->line, '\n');
	buf_str(&a->line, key);
	about.p = a->line.p;
	n = names_keep(&a->claims, 0, buf_view(&a->line), &a->arena);
	if (n < before) {
		if (!str_eq(a->claim[n].value, value))
			find(a, DIAG_DIFFERING_DECLARATION, at, about, key, a->claim[n].at,
			    "the other stands here; the greater line by its bytes counts");
		return;
	}
	a->claim = mem_at_least(a->claim, sizeof(*a->claim), &a->claim_cap, before);
	a->claim[n] = (struct claim){ arena_str(&a->arena, value), at };
}

static void
check_declaration(struct audit *a, const struct record *r, struct reader *rd)
{
	bool declares = r->type == TYPE_DEAL || r->type == TYPE_WHO || r->type == TYPE_RULE ||
			r->type == TYPE_WEEK;

	if (!declares || r->when.day != DAY_NONE)
		return;
	for (size_t i = 0; i < r->nattrs; i++)
		if (r->attrs[i].key != KEY_AT)
			check_claim(a, r, r->attrs[i].name, r->attrs[i].value,
			    keep_place(a, reader_place(rd, r->attrs[i].name)));
	if (r->text.n)
		check_claim(a, r, STR("text"), r->text, keep_place(a, reader_place(rd, r->text)));
}

/* The place of a name's sigil. */
static struct place
name_place(struct audit *a, struct reader *rd, struct str name)
{
	return keep_place(a, reader_place(rd, (struct str){ name.p - 1, name.n + 1 }));
}

static void
add_person_uses(struct audit *a, const struct record *r, struct reader *rd, uint32_t entry)
{
	const struct entry *e = entry == NONE ? NULL : &a->book.entries[entry];

	for (size_t i = 0; i < r->npeople && r->type != TYPE_WHO; i++)
		add_use(&a->people, name_place(a, rd, r->people[i]),
		    e ? entry_people(&a->book, e).p[i] : book_person(&a->book, r->people[i]),
		    STR(""), r);
	for (size_t i = 0; i < r->nattrs; i++) {
		const struct attr *at = &r->attrs[i];
		struct str rest = at->value;
		bool people = at->use &&
			      (at->use->kind == KIND_PERSON || at->use->kind == KIND_ONLY);

		while (people && rest.p) {
			struct str who = str_cut(&rest, ','), name = { who.p + 1, who.n - 1 };

			if (*who.p == '@' && !str_eq(name, STR("us")))
				add_use(&a->people, keep_place(a, reader_place(rd, attr_at(at))),
				    book_add_person(&a->book, name), STR(""), r);
		}
	}
}

static void
add_id_uses(struct audit *a, const struct record *r, struct reader *rd, uint32_t deal)
{
	bool refers = !schema_types[r->type].names_id && r->type != TYPE_X && r->type != TYPE_SCORE;

	for (size_t i = 0; refers && i < r->nids; i++)
		add_use(&a->ids, name_place(a, rd, r->ids[i]), deal,
		    arena_str(&a->arena, r->ids[i]), r);
	for (size_t i = 0; i < r->nattrs; i++) {
		const struct attr *at = &r->attrs[i];

		if (at->use && at->use->kind == KIND_ITEM)
			add_use(&a->ids, keep_place(a, reader_place(rd, attr_at(at))), deal,
			    arena_str(&a->arena, (struct str){ at->value.p + 1, at->value.n - 1 }),
			    r);
	}
}

/* Attributes that read like a slip: an end before the record, a rule that is none. */
static void
check_slips(struct audit *a, const struct record *r, struct reader *rd)
{
	if (r->type == TYPE_RULE)
		slips_add(&a->slips, r, name_place(a, rd, r->ids[0]));
	if (r->type == TYPE_SKIP) /* rule: is its first key */
		slips_add(&a->slips, r, keep_place(a, reader_place(rd, r->attrs[0].name)));
	for (const struct attr *at = r->attrs; at < r->attrs + r->nattrs; at++)
		if (slip_ends_early(r, at))
			find_alone(a, DIAG_EARLY_END, keep_place(a, reader_place(rd, at->name)),
			    at->name, at->value);
}

static void
keep_spot(struct audit *a, uint32_t entry, struct place at)
{
	if (entry >= a->nspots) {
		a->nspots = (size_t)entry * 2 + 64;
		a->spots = mem_grow(a->spots, sizeof(*a->spots), a->nspots);
	}
	a->spots[entry] = at;
}

void
audit_add(struct audit *a, const struct record *r, struct reader *rd)
{
	struct place at = keep_place(a, reader_place(rd, r->word));
	uint32_t entry = book_add(&a->book, r);
	uint32_t deal = number_of(a, &a->deal_names, &a->deal, r->deal);

	if (entry != NONE)
		keep_spot(a, entry, r->nids ? name_place(a, rd, r->ids[0]) : at);
	check_slips(a, r, rd);
	add_id_uses(a, r, rd, deal);
	if (r->deal.n && r->type != TYPE_DEAL)
		add_use(&a->deals, at, deal, STR(""), r);
	if (a->errors_alone)
		return;
	check_equal(a, r, at);
	check_declaration(a, r, rd);
	add_person_uses(a, r, rd, entry);
	if (r->when.day != DAY_NONE && !schema_types[r->type].world)
		add_use(&a->dated, at, deal, STR(""), r);
}

static void
on_fault(void *self, const struct item *it, enum diag_id id, uint32_t entry, uint32_t other,
    struct str about)
{
	struct audit *a = self;
	struct str second = about;
	const char *note = "it is made here";

	if (id == DIAG_DUPLICATE_ID) {
		second = a->book.deal[it->deal].name;
		note = "it is defined here; give the new one another id";
	} else if (id == DIAG_CLOSED_TWICE) {
		note = "it is closed here";
	} else if (id == DIAG_OTHER_UNIT) {
		second = item_amt(it).unit;
	}
	find(a, id, a->spots[entry], it->id, second, a->spots[other], note);
	if (id == DIAG_OTHER_UNIT)
		a->findings[a->nfindings - 1].c = about;
}

static void
check_items(struct audit *a)
{
	struct book *b = &a->book;
	const struct item_watch watch = { .self = a, .fault = on_fault };

	for (uint32_t i = 0; i < b->items.n; i++) {
		struct item *it = &b->item[i];
		struct buf day = buf_mem();

		item_replay(b, it, &watch);
		if (it->type != TYPE_PROMISE || it->definition == NONE || it->by.day == DAY_NONE ||
		    calendar_works(&b->calendar, it->by.day))
			continue;
		date_put(&day, it->by);
		find_alone(a, DIAG_NONWORKING_DAY, a->spots[it->dated_by], it->id, buf_view(&day));
		buf_release(&day);
	}
}

/* Which deals of the book uses name; NONE of those that only records name which the
 * book never reads. */
static void
find_deals(struct audit *a)
{
	a->deal_of = arena_new(&a->arena, sizeof(*a->deal_of), a->deal_names.n);
	for (uint32_t i = 0; i < a->deal_names.n; i++)
		a->deal_of[i] = names_find(&a->book.deals, 0, names_name(&a->deal_names, i));
}

static void
check_ids(struct audit *a)
{
	struct book *b = &a->book;

	for (size_t i = 0; i < a->ids.n; i++) {
		const struct use *u = &a->ids.p[i];
		uint32_t d = a->deal_of[u->number],
			 item = d == NONE ? NONE : book_item(b, d, u->id);
		struct str deal = names_name(&a->deal_names, u->number);
		enum type wanted = slip_wanted_item(u->by);

		if (item == NAMES_NONE || b->item[item].definition == NONE) {
			find_alone(a, DIAG_UNKNOWN_ID, u->at, u->id, deal.n ? deal : STR("-"));
		} else if (wanted != TYPE_NONE && b->item[item].type != wanted) {
			find(a, DIAG_WRONG_ITEM, u->at, u->id, schema_types[u->by].name,
			    a->spots[b->item[item].definition], "it is made here");
			a->findings[a->nfindings - 1].c = schema_types[wanted].name;
		}
	}
}

/* Each person and deal that nobody declares is reported once, where it is first
 * used. */
static void
check_names(struct audit *a)
{
	struct book *b = &a->book;
	bool *told_person = arena_new(&a->arena, sizeof(bool), b->people.n);
	bool *told_deal = arena_new(&a->arena, sizeof(bool), a->deal_names.n);

	for (size_t i = 0; i < a->people.n; i++) {
		uint32_t p = a->people.p[i].number;

		if (p != NONE && p != b->me && !b->person[p].declared.n && !told_person[p]) {
			told_person[p] = true;
			find_name(
			    a, DIAG_UNKNOWN_PERSON, a->people.p[i].at, '@', b->person[p].name);
		}
	}
	for (size_t i = 0; i < a->deals.n; i++) {
		const struct use *u = &a->deals.p[i];
		struct str deal = names_name(&a->deal_names, u->number);
		uint32_t d = a->deal_of[u->number];

		if ((d == NONE || !b->deal[d].declared.n) && !told_deal[u->number]) {
			told_deal[u->number] = true;
			find_name(a, DIAG_UNDECLARED_DEAL, u->at, '+', deal);
		}
	}
}

static void
check_dated(struct audit *a)
{
	struct book *b = &a->book;

	for (size_t i = 0; i < a->dated.n; i++) {
		const struct use *u = &a->dated.p[i];
		uint32_t d = a->deal_of[u->number];
		const struct deal *deal = d == NONE ? NULL : &b->deal[d];
		struct buf day = buf_mem();
		bool declares = u->by <= TYPE_SKIP || u->by >= TYPE_DUE;

		if (!declares && a->now.day != DAY_NONE && moment_before(a->now, u->when)) {
			date_put(&day, u->when);
			find_alone(
			    a, DIAG_FUTURE_EVENT, u->at, schema_types[u->by].name, buf_view(&day));
		}
		if (deal && deal->name.n && deal->closed.day != DAY_NONE &&
		    !slip_may_follow_close(u->by) && moment_before(deal->closed, u->when))
			find_alone(
			    a, DIAG_AFTER_CLOSE, u->at, schema_types[u->by].name, deal->name);
		buf_release(&day);
	}
}

static void
on_cycle(void *self, const struct rule *rule)
{
	struct audit *a = self;

	find_alone(a, DIAG_RULE_CYCLE, a->spots[rule->entry], rule->name, STR(""));
}

/* Rules that follow themselves, where they hold for all deals and for one. */
static void
check_rules(struct audit *a)
{
	const struct slip_rule *slip;
	struct rules r;

	rules_init(&r, &a->book, on_cycle, a);
	for (uint32_t i = 0; i < a->book.deals.n; i++)
		rules_of(&r, i);
	rules_release(&r);
	while ((slip = slips_next(&a->slips)))
		find_name(a, DIAG_UNKNOWN_RULE, slip->at, '%', slip->name);
}

void
audit_finish_some(struct audit *a, const struct audit_filter *filter)
{
	book_ready(&a->book);
	find_deals(a);
	check_items(a);
	check_ids(a);
	check_names(a);
	check_dated(a);
	check_rules(a);
	findings_report(a->findings, a->nfindings, a->diag, filter);
	book_release(&a->book);
	emit_release(&a->canon);
	buf_release(&a->line);
	names_release(&a->lines);
	names_release(&a->claims);
	slips_release(&a->slips);
	arena_release(&a->arena);
	free(a->spots);
	free(a->line_spots);
	free(a->claim);
	free(a->ids.p);
	free(a->people.p);
	free(a->deals.p);
	free(a->dated.p);
	names_release(&a->deal_names);
	free(a->findings);
	free(a);
}
