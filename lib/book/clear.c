#include "book/clear.h"

#include "book/people.h"

/* How an item is cleared, if not by `done`. */
static const struct {
	enum type item;
	const char *type;
	enum { PLAIN, WITH_PEOPLE, WITH_SIGNER, WITH_AMOUNT, WITH_ANSWER } more;
} ends[] = {
	{ TYPE_OWED, "paid", WITH_AMOUNT },
	{ TYPE_ASSERTION, "verdict", WITH_ANSWER },
	{ TYPE_DOC, "signed", WITH_SIGNER },
	{ TYPE_PLAN, "met", WITH_PEOPLE },
};

/* Writes the type, and +- if there is no deal, as the file may have a deal line. */
static void
put_type(struct buf *out, const struct record *r, struct str type)
{
	buf_str(out, type);
	if (!r->deal.n)
		buf_str(out, STR(" +-"));
}

static void
put_id(struct buf *out, const struct record *r)
{
	if (!r->nids)
		return;
	buf_str(out, STR(" %"));
	buf_str(out, r->ids[0]);
}

/* Writes as many people as the type takes; @PERSON if it needs one and none is known. */
static void
put_people(struct buf *out, const struct record *r, enum type t)
{
	for (size_t i = 0; i < r->npeople && i < schema_types[t].people_max; i++) {
		buf_str(out, STR(" @"));
		buf_str(out, r->people[i]);
	}
	if (r->npeople < schema_types[t].people_min)
		buf_str(out, STR(" @PERSON"));
}

/* Do letters of this kind ask for single things, each by its id?  All others, such as a
 * recap, report everything there is. */
static bool
is_by_item(const struct book *b, struct str re)
{
	return book_re_bits(b, re) & book_re_bits(b, STR("nudge,chase,draft,review,sign,question"));
}

/* A letter has the only: of its line, if that lists everybody who gets it. */
static void
put_only(struct buf *out, const struct follow *f, const struct record *r)
{
	struct str only = record_value(r, KEY_ONLY);

	for (size_t i = 0; i < r->npeople; i++)
		if (!people_may_see(f->book, r, book_person(f->book, r->people[i]), f->deal))
			return;
	if (!only.n)
		return;
	buf_str(out, STR(" only:"));
	buf_str(out, only);
}

/* several: the line also represents lines about other items. */
static void
put_sent(struct buf *out, const struct follow *f, const struct record *r, bool several)
{
	const struct book *b = f->book;
	struct str re = record_value(r, KEY_RE);

	put_type(out, r, STR("sent"));
	if (!several || is_by_item(b, re))
		put_id(out, r);
	put_people(out, r, TYPE_SENT);
	buf_str(out, STR(" re:"));
	buf_str(out, re.n ? re : STR("other"));
	put_only(out, f, r);
}

/* Writes the first who hasn't signed yet. */
static void
put_signer(struct buf *out, struct follow *f, const struct record *r, uint32_t item)
{
	const struct book *b = f->book;
	size_t i = 0;

	while (i + 1 < r->npeople &&
	       cells_get(&f->cells, FACT_SIGNED, 0, book_person(b, r->people[i]), item))
		i++;
	buf_str(out, STR(" @"));
	buf_str(out, r->npeople ? r->people[i] : STR("PERSON"));
}

/* Writes what ends an item.  A promise for a debt is paid like the debt, so that it counts
 * for both.  A debt with nothing left to pay is done. */
static void
put_end(struct buf *out, struct follow *f, const struct record *r, uint32_t item)
{
	const struct book *b = f->book;
	const struct item *it = &b->item[item];
	size_t i = 0, n = sizeof(ends) / sizeof(*ends);
	struct str amt = record_value(r, KEY_AMT);
	const struct item *debt = it->parent == NONE ? it : &b->item[it->parent];
	bool pays = amt.n && debt->type == TYPE_OWED &&
		    str_eq(item_amt(it).unit, item_amt(debt).unit);
	enum type type = pays ? TYPE_OWED : it->type;

	if (type == TYPE_PLAN && item_is_written(f->book, it)) {
		put_sent(out, f, r, false);
		return;
	}
	while (i < n && (ends[i].item != type || (ends[i].more == WITH_AMOUNT && !amt.n)))
		i++;
	put_type(out, r, str_from(i < n ? ends[i].type : "done"));
	put_id(out, r);
	if (i == n)
		return;
	if (ends[i].more == WITH_PEOPLE)
		put_people(out, r, TYPE_MET);
	else if (ends[i].more == WITH_SIGNER)
		put_signer(out, f, r, item);
	else if (ends[i].more == WITH_ANSWER)
		buf_str(out, STR(" answer:VALUE"));
	else if (ends[i].more == WITH_AMOUNT) {
		buf_str(out, STR(" amt:"));
		buf_str(out, amt);
	}
}

/* Writes what ends the review of a document: the word of whoever got the draft (the first
 * of several, or the one the line names); or ours, to whoever sent it. */
static void
put_review(struct buf *out, struct follow *f, const struct record *r, const struct item *it)
{
	const struct book *b = f->book;
	struct review v = follow_review(f, it);
	struct refs people = entry_people(b, &b->entries[v.draft]);
	uint32_t one = r->npeople == 1 ? book_person(b, r->people[0]) : NONE, i = 0;

	while (i + 1 < people.n && !follow_is_theirs(f, people.p[i]))
		i++;
	if (v.theirs || !follow_is_theirs(f, one))
		one = people.p[i];
	put_type(out, r, v.theirs ? STR("sent") : STR("got"));
	put_id(out, r);
	buf_str(out, STR(" @"));
	buf_str(out, b->person[one].name);
	buf_str(out, v.theirs ? STR(" re:review") : STR(" re:review answer:VALUE"));
}

/* The word of this kind that the trigger asks for, or empty. */
static struct str
word_of(const struct book *b, const struct trigger *t, enum kind k)
{
	const char *words = schema_kinds[k].words;
	struct str w = { NULL, 0 };

	while (words && (w = schema_next_word(&words)).n)
		if ((t->word && book_word(b, w) == t->word) ||
		    (k == KIND_RE && book_re_bits(b, w) & t->re))
			break;
	return w;
}

/* Writes an event that a rule waits for, as far as the rule determines it. */
static void
put_event(struct buf *out, const struct book *b, const struct record *r, const struct trigger *t)
{
	const struct type_row *type = &schema_types[t->name];

	put_type(out, r, type->name);
	if (type->ids_max)
		put_id(out, r);
	if (type->ids_min && !r->nids)
		buf_str(out, STR(" %ID"));
	put_people(out, r, (enum type)t->name);
	for (const struct key_use *u = type->keys; u->need != NO; u++) {
		struct str w = word_of(b, t, u->kind);

		if (!w.n && u->need != MUST)
			continue;
		buf_char(out, ' ');
		buf_str(out, schema_key_names[u->key]);
		buf_char(out, ':');
		buf_str(out, w.n ? w : STR("VALUE"));
	}
	if (type->text == MUST)
		buf_str(out, STR(" TEXT"));
}

/* Does the duty last as long as its item, or what that waits for, stays as it is? */
static bool
ends_with_item(const struct rule *rule)
{
	return rule->after.n && rule->after.p->name >= TYPE_COUNT &&
	       rule->after.p->name != COND_HELD && rule->after.p->name != COND_CLOSED;
}

/* Writes what ends a rule's duty that doesn't end with an item. */
static void
put_rule_end(
    struct buf *out, const struct follow *f, const struct record *r, const struct duty *duty)
{
	const struct book *b = f->book;
	const struct rule *rule = duty->rule;
	const struct trigger *until = rule->until.n ? rule->until.p : NULL;

	if (until && until->name == TYPE_SENT) {
		put_sent(out, f, r, duty->several);
	} else if (until && until->name < TYPE_COUNT) {
		put_event(out, b, r, until);
	} else if (rule->after.n && rule->after.p->name == COND_HELD) {
		put_type(out, r, STR("resume"));
		put_id(out, r);
		/* A hold on an item seldom names its person. */
		if (duty->person != NONE || !r->nids)
			put_people(out, r, TYPE_RESUME);
	} else {
		put_type(out, r, STR("skip"));
		put_id(out, r);
		put_people(out, r, TYPE_SKIP);
		buf_str(out, STR(" rule:"));
		buf_str(out, rule->name);
	}
}

/* Is the line about the review of a document: its own line, if it has no date, or that of a
 * rule that asks for their opinion? */
static bool
is_of_review(struct follow *f, const struct item *it, const struct duty *duty)
{
	if (it->type != TYPE_DOC || follow_review(f, it).draft == NONE)
		return false;
	return duty ? duty->rule->after.n && duty->rule->after.p->name == COND_UNREVIEWED
		    : it->by.day == DAY_NONE;
}

void
clear_put(struct buf *out, struct follow *f, const struct record *due, const struct duty *duty)
{
	const struct book *b = f->book;
	uint32_t item = due->nids ? book_item(b, f->deal, due->ids[0]) : NONE;

	buf_str(out, due->deal.n ? STR("# fu-log +") : STR("# fu-log FILE"));
	buf_str(out, due->deal);
	buf_char(out, ' ');
	if (str_eq(record_value(due, KEY_ACT), STR("write")))
		put_sent(out, f, due, duty && duty->several);
	else if (item != NONE && is_of_review(f, &b->item[item], duty))
		put_review(out, f, due, &b->item[item]);
	else if (item != NONE && (!duty || ends_with_item(duty->rule)))
		put_end(out, f, due, item);
	else
		put_rule_end(out, f, due, duty);
	buf_char(out, '\n');
}
