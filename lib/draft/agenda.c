#include "draft/agenda.h"

#include "base/width.h"
#include "book/people.h"

#include <stdlib.h>

enum part { PART_DO, PART_WRITE, PART_WAIT, PARTS };
enum when { WHEN_LATE, WHEN_TODAY, WHEN_WEEK, WHEN_LATER, WHENS };
enum column { COL_WHAT, COL_WHEN, COL_NTH, COL_AMT, COL_ID, COLUMNS };

/* A due line, as the page shows it. */
struct row {
	enum part part;
	enum when when;
	struct str deal, people; /* "@jane @kim" */
	struct str person;       /* the first; empty: none */
	struct str via, column[COLUMNS], text, command;
	struct money amt;
	uint32_t item; /* NONE: no item */
	size_t number;
};

struct agenda {
	struct buf *out;
	struct due *due;
	bool colour;
	struct arena arena;
	struct row *row;
	size_t width[PARTS][COLUMNS];
};

static struct str
joined(struct agenda *a, struct str before, struct str s, struct str after)
{
	struct buf b = buf_mem();

	buf_str(&b, before);
	buf_str(&b, s);
	buf_str(&b, after);
	return buf_keep(&b, &a->arena);
}

static enum when
when_of(const struct agenda *a, const struct record *r)
{
	struct moment now = a->due->book->now;

	if (record_value(r, KEY_LATE).n)
		return WHEN_LATE;
	if (r->when.day <= now.day)
		return WHEN_TODAY;
	return r->when.day <= now.day + 6 - date_weekday(now.day) ? WHEN_WEEK : WHEN_LATER;
}

/* As "3d late", "today" or the time of today, "fri 07-18", "fri 07-18 09:30". */
static struct str
when_text(struct agenda *a, const struct record *r)
{
	struct str late = record_value(r, KEY_LATE);
	bool timed = r->when.min >= 0;

	if (late.n)
		return joined(a, STR(""), late, STR(" late"));
	if (r->when.day == a->due->book->now.day)
		return timed ? arena_str(&a->arena, (struct str){ r->date.p + 11, 5 })
			     : STR("today");
	return joined(a, date_weekday_name(date_weekday(r->when.day)), STR(" "),
	    joined(a, (struct str){ r->date.p + 5, 5 }, timed ? STR(" ") : STR(""),
		timed ? (struct str){ r->date.p + 11, 5 } : STR("")));
}

static struct str
people_text(struct agenda *a, const struct record *r)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i < r->npeople; i++) {
		if (i)
			buf_char(&b, ' ');
		buf_char(&b, '@');
		buf_str(&b, r->people[i]);
	}
	return buf_keep(&b, &a->arena);
}

static void
read_row(struct agenda *a, size_t i)
{
	static const char *const acts[PARTS] = { "do", "write", "wait" };
	const struct due_line *l = &a->due->lines[i];
	const struct record *r = book_lex(a->due->book, l->line.p);
	struct str act = record_value(r, KEY_ACT), re = record_value(r, KEY_RE);
	struct row *row = &a->row[i];

	*row = (struct row){ .number = i, .deal = r->deal, .text = r->text };
	while (row->part < PART_WAIT && !str_eq(act, str_from(acts[row->part])))
		row->part++;
	row->when = when_of(a, r);
	row->people = people_text(a, r);
	row->person = r->npeople ? arena_str(&a->arena, r->people[0]) : STR("");
	row->via = arena_str(&a->arena, record_value(r, KEY_VIA));
	row->column[COL_WHAT] = arena_str(
	    &a->arena, row->part == PART_WRITE && re.n ? re : record_value(r, KEY_RULE));
	row->column[COL_WHEN] = when_text(a, r);
	row->column[COL_NTH] = arena_str(&a->arena, record_value(r, KEY_NTH));
	row->column[COL_AMT] = arena_str(&a->arena, record_value(r, KEY_AMT));
	if (row->column[COL_AMT].n)
		money_parse(row->column[COL_AMT], &row->amt);
	row->item = NONE;
	if (r->nids) {
		row->item = book_item(a->due->book, book_deal(a->due->book, r->deal), r->ids[0]);
		row->column[COL_ID] = joined(a, STR("%"), r->ids[0], STR(""));
	}
	if (record_value(r, KEY_WHY).n)
		row->text = joined(a, joined(a, STR("["), record_value(r, KEY_WHY), STR("] ")),
		    row->text, STR(""));
	row->command = l->command;
	for (int c = 0; c < COLUMNS; c++) {
		size_t w = width_of(row->column[c]);

		if (w > a->width[row->part][c])
			a->width[row->part][c] = w;
	}
}

static int
cmp_rows(const void *va, const void *vb)
{
	const struct row *x = va, *y = vb;
	int order;

	if (x->part != y->part)
		return (int)x->part - (int)y->part;
	if (x->when != y->when)
		return (int)x->when - (int)y->when;
	if ((order = str_cmp(x->people, y->people)) || (order = str_cmp(x->deal, y->deal)))
		return order;
	return (x->number > y->number) - (x->number < y->number);
}

static void
put_styled(struct agenda *a, const char *style, struct str s)
{
	if (a->colour)
		buf_str(a->out, str_from(style));
	buf_str(a->out, s);
	if (a->colour)
		buf_str(a->out, STR("\033[0m"));
}

/* The number or address for the channel, or whichever there is. */
static struct str
address(struct agenda *a, const struct row *row)
{
	static const char *const by_tel[] = { "phone", "sms", "chat" };
	struct book *b = a->due->book;
	uint32_t person = book_person(b, row->person), deal = book_deal(b, row->deal);
	struct str mail, tel;
	bool calls = false;

	if (!row->person.n || person == NONE || people_ours(b, person, deal))
		return STR("");
	for (size_t i = 0; i < sizeof(by_tel) / sizeof(*by_tel); i++)
		calls |= str_eq(row->via, str_from(by_tel[i]));
	mail = people_who(b, person, deal, KEY_MAIL);
	tel = people_who(b, person, deal, KEY_TEL);
	return calls ? (tel.n ? tel : mail) : (mail.n ? mail : tel);
}

static void
put_group(struct agenda *a, const struct row *row)
{
	struct str to = address(a, row);

	buf_str(a->out, STR("    "));
	if (row->people.n) {
		put_styled(a, "\033[1m", row->people);
		buf_char(a->out, ' ');
	}
	buf_char(a->out, '+');
	buf_str(a->out, row->deal.n ? row->deal : STR("-"));
	if (row->via.n) {
		buf_str(a->out, STR("  "));
		buf_str(a->out, row->via);
	}
	if (to.n) {
		buf_str(a->out, STR("  "));
		diag_safe(a->out, to, to.n);
	}
	buf_char(a->out, '\n');
}

static void
put_row(struct agenda *a, const struct row *row)
{
	buf_str(a->out, STR("      "));
	for (int c = 0; c < COLUMNS; c++) {
		size_t columns = a->width[row->part][c];

		if (!columns)
			continue;
		if (c == COL_WHEN && row->when == WHEN_LATE && a->colour)
			buf_str(a->out, STR("\033[31m"));
		width_put(a->out, row->column[c], columns);
		if (c == COL_WHEN && row->when == WHEN_LATE && a->colour)
			buf_str(a->out, STR("\033[0m"));
		buf_str(a->out, STR("  "));
	}
	buf_str(a->out, row->text);
	buf_char(a->out, '\n');
	if (row->command.n) {
		buf_str(a->out, STR("      "));
		buf_str(a->out, row->command);
	}
}

/* Adds if possible; otherwise leaves it out and reports that. */
static void
add_amount(struct agenda *a, struct money *sum, const struct row *row)
{
	const struct book *b = a->due->book;
	const struct item *it = &b->item[row->item];

	if (!money_add(sum, row->amt) && a->due->diag)
		diag_report(a->due->diag, DIAG_SUM_OVERFLOW,
		    entry_place(b, &b->entries[it->definition]), item_id(it), STR(""), STR(""));
}

/* Writes the totals of a part's items (rows from to n), unit by unit.  Items for: another
 * one among them are within its amount, if the units are the same. */
static void
put_sums(struct agenda *a, size_t from, size_t n)
{
	const struct book *b = a->due->book;
	struct money *sum = arena_new(&a->arena, sizeof(*sum), n - from);
	enum { LISTED = 1, COUNTED } *seen = arena_new(&a->arena, sizeof(*seen), b->nitems);
	struct names units = { 0 };

	for (size_t i = from; i < n; i++)
		if (a->row[i].item != NONE && a->row[i].amt.unit.n)
			seen[a->row[i].item] = LISTED;
	for (size_t i = from; i < n; i++) {
		const struct row *row = &a->row[i];
		uint32_t parent = row->item == NONE ? NONE : b->item[row->item].parent;

		if (!row->amt.unit.n || row->item == NONE || seen[row->item] == COUNTED ||
		    (parent != NONE && seen[parent] &&
			str_eq(item_amt(&b->item[parent]).unit, row->amt.unit)))
			continue;
		seen[row->item] = COUNTED;
		add_amount(a, &sum[names_add(&units, 0, row->amt.unit)], row);
	}
	for (uint32_t u = 0; u < units.n; u++) {
		buf_str(a->out, u ? STR(", ") : STR("  Sum: "));
		money_put(a->out, sum[u]);
	}
	if (units.n)
		buf_char(a->out, '\n');
	names_release(&units);
}

static void
put_part(struct agenda *a, size_t from, size_t n)
{
	static const char *const titles[PARTS] = { "Do", "Write", "Waiting for" };
	static const char *const times[WHENS] = { "Late", "Today", "This week", "Later" };
	const struct row *last = NULL;

	put_styled(a, "\033[1;4m", str_from(titles[a->row[from].part]));
	buf_char(a->out, '\n');
	for (size_t i = from; i < n; i++) {
		const struct row *row = &a->row[i];
		bool fresh = !last || last->when != row->when;

		if (fresh) {
			buf_str(a->out, STR("  "));
			put_styled(a, row->when == WHEN_LATE ? "\033[31m" : "\033[1m",
			    str_from(times[row->when]));
			buf_char(a->out, '\n');
		}
		if (fresh || !str_eq(last->people, row->people) || !str_eq(last->deal, row->deal))
			put_group(a, row);
		put_row(a, row);
		last = row;
	}
	put_sums(a, from, n);
}

void
agenda_put(struct buf *out, struct due *d, bool colour)
{
	struct agenda a = { .out = out, .due = d, .colour = colour };
	size_t n = d->n;

	a.row = arena_new(&a.arena, sizeof(*a.row), n);
	for (size_t i = 0; i < n; i++)
		read_row(&a, i);
	if (n)
		qsort(a.row, n, sizeof(*a.row), cmp_rows);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && a.row[end].part == a.row[i].part; end++)
			;
		if (i)
			buf_char(out, '\n');
		put_part(&a, i, end);
	}
	arena_release(&a.arena);
}
