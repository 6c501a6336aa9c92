/* item.h: an item's definition. */
#include "book/item.h"

#include "book/people.h"
#include "record/kind.h"

/* The date of a by:, and whether it rolls. */
static struct moment
read_date(const struct calendar *c, struct str by, struct moment when, bool *rolls)
{
	struct moment m = kind_when(by, when, c);
	struct period span;

	*rolls = *by.p == '+' && m.day != DAY_NONE &&
		 period_parse((struct str){ by.p + 1, by.n - 1 }, &span) &&
		 span.unit != PERIOD_HOUR;
	return m;
}

static struct moment
roll(struct book *b, const struct item *it, struct moment m, int32_t first)
{
	bool ours = it->type == TYPE_PLAN || people_ours(b, it->person, it->deal);

	m.day = calendar_roll(&b->calendar, m.day, ours, first);
	return m;
}

struct moment
item_date(struct book *b, const struct item *it, const struct record *r)
{
	struct str by = record_value(r, KEY_BY);
	struct moment m;
	bool rolls;

	if (!by.n)
		return MOMENT_NONE;
	m = read_date(&b->calendar, by, r->when, &rolls);
	return rolls ? roll(b, it, m, r->when.day) : m;
}

void
item_roll(struct book *b, struct item *it)
{
	if (it->rolls)
		it->by = roll(b, it, it->by, item_made(b, it).day);
	it->rolls = false;
}

/* Units are few: the name of each is kept once. */
static void
read_amount(struct book *b, struct item *it, struct str amt)
{
	struct money m;

	if (money_parse(amt, &m) != MONEY_OK)
		return;
	m.unit = names_name(&b->units, names_keep(&b->units, 0, m.unit, &b->arena));
	if (!it->sums)
		it->sums = arena_new(&b->arena, sizeof(*it->sums), 1);
	it->sums->amt = it->sums->left = m;
}

/* Takes what the record says; text is where its text is kept. */
static void
take(struct book *b, struct item *it, const struct record *r, struct str text)
{
	bool rolls = false;

	it->state = it->given = STATE_OPEN;
	it->by = it->closed = it->said = MOMENT_NONE;
	it->text = text.n ? text.p : NULL;
	it->dated_by = it->definition;
	it->amended = 0;
	it->guarded = false;
	it->fresh = it->whole = true;
	it->named_for = false;
	if (it->sums)
		*it->sums = (struct item_sums){ .passed = it->sums->passed };
	for (size_t i = 0; i < r->nattrs; i++) {
		struct str v = r->attrs[i].value;

		switch (r->attrs[i].key) {
		case KEY_BY:
			it->by = read_date(&b->calendar, v, r->when, &rolls);
			it->whole &= *v.p != '+' || v.p[v.n - 1] != 'd' || v.p[v.n - 2] != 'b';
			break;
		case KEY_AMT:
			read_amount(b, it, v);
			break;
		case KEY_STATE:
			it->given = str_eq(v, STR("done"))      ? STATE_DONE
				    : str_eq(v, STR("dropped")) ? STATE_DROPPED
								: STATE_OPEN;
			break;
		case KEY_ONLY:
			it->guarded = true;
			break;
		case KEY_FOR:
			it->named_for = true;
			break;
		default:
			break;
		}
	}
	it->rolls = rolls;
}

void
item_define(struct book *b, struct item *it, const struct record *r)
{
	take(b, it, r, r->text);
	item_roll(b, it);
}

void
item_undo(struct book *b, struct item *it)
{
	if (it->fresh)
		return;
	if (it->amended) {
		item_define(b, it, book_record(b, it->definition));
		return;
	}
	it->state = STATE_OPEN;
	it->closed = it->said = MOMENT_NONE;
	if (it->sums)
		*it->sums = (struct item_sums){
			.amt = it->sums->amt, .left = it->sums->amt, .passed = it->sums->passed
		};
}

/* The first of them by name: $FU_ME may have given "me" another one. */
static uint32_t
first_person(const struct book *b, struct refs people)
{
	uint32_t first = refs_first(people);

	for (uint32_t i = 1; i < people.n; i++)
		if (str_cmp(b->person[people.p[i]].name, b->person[first].name) < 0)
			first = people.p[i];
	return first;
}

void
item_learn(struct book *b, struct item *it, uint32_t entry, const struct record *r, struct str text)
{
	struct refs people = entry_people(b, &b->entries[entry]);
	struct str to;

	if (it->definition != NONE && entry_cmp(b, entry, it->definition) >= 0)
		return;
	to = record_value(r, KEY_TO);
	it->definition = entry;
	it->type = (uint8_t)r->type;
	it->person = first_person(b, people);
	it->to = to.n ? book_add_person(b, (struct str){ to.p + 1, to.n - 1 }) : NONE;
	take(b, it, r, text);
}
