/* due.h: what is due in one deal. */
#include "book/due.h"

#include "book/clear.h"
#include "record/kind.h"

#define WORD(lit) \
	{ \
		(lit), sizeof(lit) - 1 \
	}

/* The channel to a person; empty for our own. */
static struct str
channel(struct due_lane *l, uint32_t person)
{
	return follow_is_theirs(&l->follow, person) ? follow_seat(&l->follow, person)->via
						    : STR("");
}

static void
add_line(struct due_lane *l, struct due_text *t, const struct duty *y)
{
	const char *line = due_lines_add(&l->made, t, l->follow.deal);
	struct buf command;

	if (!l->due->commands)
		return;
	command = buf_mem();
	clear_put(&command, &l->follow, book_lex(l->book, line), y);
	due_lines_add_command(&l->made, buf_view(&command));
	buf_release(&command);
}

static bool
ended_with_deal(const struct book *b, const struct item *it)
{
	return !schema_types[it->type].binds && b->deal[it->deal].closed.day != DAY_NONE;
}

/* What comes from a record with only: may be seen only by those it lists; what comes from
 * two records that list different people, only by us. */
static void
narrow(struct due_lane *l, struct str *only, uint32_t entry)
{
	struct str list;

	if (entry == NONE || !(l->book->entries[entry].many & BEARS_ONLY))
		return;
	list = record_value(book_record(l->book, entry), KEY_ONLY);
	if (!only->n)
		*only = arena_str(&l->scratch, list);
	else if (!str_eq(*only, list))
		*only = STR("us");
}

/* Who may see what a line says about an item, given the records of it and of what became of
 * it. */
static struct str
only_of(struct due_lane *l, const struct item *it)
{
	struct book *b = l->book;
	struct str only = STR("");
	uint32_t n = b->deal[it->deal].veiled ? item_gather(b, it) : 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t e = b->order[i];
		enum type t = (enum type)b->entries[e].type;

		if (e == it->definition || (t >= TYPE_DONE && t <= TYPE_SIGNED))
			narrow(l, &only, e);
	}
	return only;
}

static bool
is_beyond(const struct due_lane *l, struct moment m)
{
	return l->due->last.day != DAY_NONE && moment_before(l->due->last, m);
}

/* How much of an item's amount is asked for; empty if none. */
static struct str
left_of(struct due_lane *l, const struct item *it)
{
	struct buf b = buf_mem();

	if (!item_asked(it).unit.n || item_asked(it).n <= 0)
		return STR("");
	money_put(&b, item_asked(it));
	return buf_keep(&b, &l->scratch);
}

/* Why a line is silenced: the word, followed by details. */
static struct str
why(struct due_lane *l, enum quiet quiet, uint32_t entry)
{
	static const struct str words[] = { WORD(""), WORD("hold"), WORD("away"), WORD("skip"),
		WORD("lapsed"), WORD("closed") };
	const struct record *r = entry == NONE ? NULL : book_record(l->book, entry);
	struct str reason = r ? record_value(r, KEY_WHY) : STR("");
	struct moment until = MOMENT_NONE;
	struct buf b = buf_mem();

	if (r)
		until = kind_when(record_value(r, KEY_UNTIL), r->when, &l->book->calendar);
	if (!reason.n && until.day == DAY_NONE)
		return words[quiet];
	buf_str(&b, words[quiet]);
	buf_char(&b, '/');
	if (reason.n)
		buf_str(&b, reason);
	else
		date_put(&b, until);
	return buf_keep(&b, &l->scratch);
}

/* Is it ours to do: a plan, or something that one of us has promised? */
static bool
is_ours_to_do(struct due_lane *l, const struct item *it)
{
	const struct book *b = l->book;
	struct refs people = entry_people(b, &b->entries[it->definition]);

	if (it->type == TYPE_PLAN || people.n == 0)
		return true;
	if (it->type == TYPE_DOC)
		return follow_review(&l->follow, it).theirs;
	for (uint32_t i = 0; i < people.n; i++)
		if (!follow_is_theirs(&l->follow, people.p[i]))
			return true;
	return false;
}

/* Inserts a name among n sorted ones unless it is there; returns the new number. */
static size_t
add_name(struct str *names, size_t n, struct str name)
{
	size_t i = n;

	while (i && str_cmp(names[i - 1], name) > 0)
		i--;
	if (i && str_eq(names[i - 1], name))
		return n;
	memmove(names + i + 1, names + i, (n - i) * sizeof(*names));
	names[i] = name;
	return n + 1;
}

/* Sets the people whom the item's record names, by the names the book uses. */
static void
set_people(struct due_lane *l, struct due_text *t, const struct item *it)
{
	struct book *b = l->book;
	struct refs people = entry_people(b, &b->entries[it->definition]);
	struct str *names = arena_new(&l->scratch, sizeof(*names), people.n);

	for (uint32_t i = 0; i < people.n; i++)
		t->npeople = add_name(names, t->npeople, b->person[people.p[i]].name);
	t->people = names;
}

static bool
is_wanted(const struct due_lane *l, const struct due_text *t)
{
	if (!l->due->wanted)
		return true;
	for (size_t i = 0; i < t->npeople; i++)
		if (l->due->wanted(l->due->self, t->deal, t->people[i]))
			return true;
	return t->npeople == 0 && l->due->wanted(l->due->self, t->deal, STR(""));
}

/* Does the line take the place of an item's own, and would that be wanted? */
static bool
is_in_place_of_wanted(struct due_lane *l, const struct duty *y, const struct due_text *t)
{
	struct due_text own = { .deal = t->deal };

	if (!y->stands_in || y->item == NONE)
		return false;
	set_people(l, &own, &l->book->item[y->item]);
	return is_wanted(l, &own);
}

/* An item's own date.  For a document without one it is the end of its review, as long as
 * the reviewers have said nothing; once that is over, a rule asks them, and only a review
 * of ours keeps its line. */
static struct moment
own_date(struct due_lane *l, const struct item *it)
{
	struct review v;

	if (it->by.day != DAY_NONE || it->type != TYPE_DOC || it->state >= STATE_DONE ||
	    it->definition == NONE)
		return it->by;
	v = follow_review(&l->follow, it);
	if (v.over.day == DAY_NONE || v.reviewed || !moment_before(v.drafted, v.over) ||
	    (!v.theirs && moment_before(v.over, l->book->now)))
		return MOMENT_NONE;
	return v.over;
}

/* Sets what the item's defining record itself says. */
static void
set_from_definition(struct due_lane *l, struct due_text *t, const struct item *it)
{
	/* the record is valid only until the book is asked for another */
	struct arena *a = &l->scratch;
	const struct record *def = book_record(l->book, it->definition);
	struct str via = record_value(def, KEY_VIA);

	t->value[LINE_RE] = arena_str(a, record_value(def, KEY_RE));
	t->value[LINE_VIA] = via.n ? arena_str(a, via) : channel(l, it->person);
}

/* Adds an open item's own line, unless another takes its place or it is silenced. */
static void
add_own_line(struct due_lane *l, const struct item *it)
{
	struct book *b = l->book;
	struct moment date = own_date(l, it);
	bool over;
	struct due_text t;

	if (date.day == DAY_NONE || is_beyond(l, date) || l->due->stood_for[it - b->item])
		return;
	over = ended_with_deal(b, it);
	if (over && !l->due->silenced)
		return;
	t = (struct due_text){ .when = date, .deal = b->deal[it->deal].name, .id = item_id(it) };
	arena_reset(&l->scratch);
	set_people(l, &t, it);
	if (!is_wanted(l, &t))
		return;
	t.value[LINE_RULE] = schema_types[it->type].name;
	set_from_definition(l, &t, it);
	t.value[LINE_ONLY] = only_of(l, it);
	t.text = item_says(it);
	t.value[LINE_ACT] = is_ours_to_do(l, it) ? STR("do") : STR("wait");
	t.value[LINE_AMT] = left_of(l, it);
	if (over)
		t.value[LINE_WHY] = why(l, QUIET_CLOSED, NONE);
	add_line(l, &t, NULL);
}

struct nth {
	char text[24];
};

/* Writes the number so that it ends before `to`; returns its start. */
static char *
put_before(char *to, uint32_t number)
{
	do
		*--to = (char)('0' + number % 10);
	while (number /= 10);
	return to;
}

/* As "2/4", at the end of its room. */
static struct str
nth_of(const struct duty *y, struct nth *room)
{
	uint32_t max = y->rule->max;
	char *end = room->text + sizeof(room->text), *p;

	if (!max)
		return STR("");
	p = put_before(end, max);
	*--p = '/';
	return str_span(put_before(p, y->nth < max ? y->nth : max), end);
}

static void
add_duty(struct due_lane *l, const struct duty *y)
{
	static const struct str acts[] = { WORD("do"), WORD("write"), WORD("wait") };
	struct book *b = l->book;
	const struct item *it = y->item == NONE ? NULL : &b->item[y->item];
	uint32_t deal = l->follow.deal;
	struct due_text t = { .when = y->due, .deal = b->deal[deal].name };
	struct nth nth = { 0 };

	arena_reset(&l->scratch);
	if (y->person != NONE) {
		t.people = &b->person[y->person].name;
		t.npeople = 1;
	} else if (it && it->definition != NONE) {
		set_people(l, &t, it);
	}
	if (!is_wanted(l, &t) && !is_in_place_of_wanted(l, y, &t))
		return;
	t.value[LINE_RULE] = y->rule->name;
	t.value[LINE_RE] = y->rule->re_words;
	t.value[LINE_VIA] = channel(l, y->person);
	t.value[LINE_ACT] = acts[y->last_resort ? ACT_DO : y->rule->act];
	t.value[LINE_NTH] = nth_of(y, &nth);
	if (it) {
		t.text = item_says(it);
		t.id = item_id(it);
		t.value[LINE_AMT] = left_of(l, it);
		t.value[LINE_ONLY] = only_of(l, it);
	}
	narrow(l, &t.value[LINE_ONLY], y->source);
	narrow(l, &t.value[LINE_ONLY], y->quiet_by);
	narrow(l, &t.value[LINE_ONLY], y->rule->entry);
	if (y->quiet)
		t.value[LINE_WHY] = why(l, y->quiet, y->quiet_by);
	if (y->last_resort)
		t.text = STR("decide: call, escalate, hold or drop");
	else if (!t.text.n)
		t.text = y->rule->text;
	add_line(l, &t, y);
}

void
due_deal(struct due_lane *l, uint32_t deal)
{
	struct book *b = l->book;
	struct follow *f = &l->follow;

	follow_deal(f, deal);
	for (uint32_t i = 0; i < f->n; i++) {
		const struct duty *y = &f->duty[i];

		if (y->stands_in && !y->merged && y->item != NONE)
			l->due->stood_for[y->item] = true;
		if (y->due.day != DAY_NONE && !y->merged && (!y->quiet || l->due->silenced) &&
		    !is_beyond(l, y->due))
			add_duty(l, y);
	}
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next)
		if (b->item[i].state < STATE_DONE)
			add_own_line(l, &b->item[i]);
}
