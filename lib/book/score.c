#include "book/score.h"

#include "book/stats.h"
#include "book/views.h"
#include "record/scan.h"

#include <assert.h>
#include <stdlib.h>

#define T(type) (UINT64_C(1) << TYPE_##type)

/* clang-format off */
#define ALL UINT64_MAX
#define ITEMS (T(PLAN) | T(TERM) | T(PROMISE) | T(OWED) | T(MILESTONE) | T(CONCERN) | T(ASSERTION) | T(DOC))
#define ENDS (T(DONE) | T(PAID) | T(AMENDED) | T(DROP) | T(REOPEN) | T(VERDICT) | T(SIGNED))
#define CASES (T(DEAL) | T(CLOSE) | T(WHO) | T(WEEK) | T(HOLIDAY) | ITEMS | ENDS)

static const struct {
	struct str name; /* as the schema has it */
	void (*add)(struct score *s);
	bool of_deals;          /* speaks of deals that score_wants() */
	uint64_t types, wins; /* see struct score_asks */
} views[VIEW_COUNT] = {
	[VIEW_RELIABILITY] = { { "reliability", 11 }, view_reliability, .types = CASES },
	[VIEW_OWED] = { { "owed", 4 }, view_owed, .types = CASES | T(HOLD) | T(RESUME) },
	/* a row for each deal, whatever bears its name */
	[VIEW_HEALTH] = { { "health", 6 }, view_health, .of_deals = true, .types = ALL },
	[VIEW_POSITION] = { { "position", 8 }, view_position, .of_deals = true,
		.types = T(DEAL) | T(CLOSE) | T(WHO) | T(NEED) | T(OFFER) },
	[VIEW_READY] = { { "ready", 5 }, view_ready, .of_deals = true, .types = ALL },
	/* a row for each counterpart, whatever names them first */
	[VIEW_ESCALATE] = { { "escalate", 8 }, view_escalate, .of_deals = true,
		.types = ALL & ~(ENDS | T(GAIN) | T(RULE) | T(WEEK) | T(HOLIDAY) | T(AWAY)) },
	[VIEW_LESSONS] = { { "lessons", 7 }, view_lessons, .types = T(TACTIC) | T(LESSON) },
	[VIEW_FEEDBACK] = { { "feedback", 8 }, view_feedback, .types = T(FEEDBACK) },
	[VIEW_CALIBRATION] = { { "calibration", 11 }, view_calibration, .types = CASES,
		.wins = T(MET) | T(SENT) | T(NOTE) },
};
/* clang-format on */

struct score_asks
score_asks(const bool wanted[VIEW_COUNT], bool picked)
{
	struct score_asks a = { 0, 0 };

	for (enum view v = 0; v < VIEW_COUNT; v++)
		if (wanted[v]) {
			a.types |= picked && views[v].of_deals ? ALL : views[v].types;
			a.wins |= views[v].wins;
		}
	return a;
}

bool
score_asks_for(struct score_asks a, const struct record *r)
{
	uint64_t type = UINT64_C(1) << r->type;

	return a.types & type || (a.wins & type && record_value(r, KEY_WIN).n);
}

void
score_init(struct score *s, struct book *b)
{
	*s = (struct score){
		.book = b, .z = STATS_Z90, .text = buf_mem(), .why = buf_mem(), .line = buf_mem()
	};
	if (b->now.day != DAY_NONE)
		date_put(&s->line, (struct moment){ b->now.day, -1 });
	else
		buf_char(&s->line, '-');
	buf_str(&s->line, STR(" score"));
	s->head = arena_str(&s->arena, buf_view(&s->line));
}

void
score_release(struct score *s)
{
	free(s->rows);
	buf_release(&s->text);
	buf_release(&s->why);
	buf_release(&s->line);
	arena_release(&s->arena);
	arena_release(&s->scratch);
}

enum view
score_view(struct str name)
{
	enum view v = 0;

	while (v < VIEW_COUNT && !str_eq(views[v].name, name))
		v++;
	return v;
}

void
score_add_view(struct score *s, enum view v)
{
	views[v].add(s);
}

/* A row as it is sorted: with a few bytes behind what all rows begin with, as a
 * number, the first byte highest. */
struct sorting {
	uint64_t few;
	const struct score_row *row;
};

static int
cmp_rows(const void *a, const void *b)
{
	const struct sorting *x = a, *y = b;
	int order = (x->few > y->few) - (x->few < y->few);

	/* Without the LF: sort(1) compares lines, and a LF is above a tab. */
	if (!order)
		order = str_cmp((struct str){ x->row->line.p, x->row->line.n - 1 },
		    (struct str){ y->row->line.p, y->row->line.n - 1 });
	return order ? order : str_cmp(x->row->evidence, y->row->evidence);
}

/* How many bytes all rows begin with. */
static size_t
common_prefix(const struct score *s)
{
	struct str first = s->rows[0].line;
	size_t n = first.n;

	for (size_t i = 1; i < s->n; i++)
		for (size_t at = 0; at < n; at++)
			if (s->rows[i].line.p[at] != first.p[at])
				n = at;
	return n;
}

/* The eight bytes from there on; what a line ends with is 0, below all others. */
static uint64_t
few_bytes(struct str line, size_t from)
{
	uint64_t few = 0;

	for (size_t i = from; i < from + sizeof(few); i++)
		few = few << 8 | (i + 1 < line.n ? (unsigned char)line.p[i] : 0);
	return few;
}

void
score_sort(struct score *s)
{
	struct sorting *t = mem_grow(NULL, sizeof(*t), s->n + 1);
	struct score_row *rows = mem_grow(NULL, sizeof(*rows), s->n + 1);
	size_t from = s->n ? common_prefix(s) : 0;

	for (size_t i = 0; i < s->n; i++)
		t[i] = (struct sorting){ few_bytes(s->rows[i].line, from), &s->rows[i] };
	if (s->n)
		qsort(t, s->n, sizeof(*t), cmp_rows);
	for (size_t i = 0; i < s->n; i++)
		rows[i] = *t[i].row;
	free(t);
	free(s->rows);
	s->rows = rows;
	s->cap = s->n + 1;
}

bool
score_wants_deal(const struct score *s, uint32_t deal)
{
	return !s->wants_deal || s->wants_deal(s->self, s->book->deal[deal].name);
}

bool
score_wants_person(const struct score *s, uint32_t person)
{
	return !s->wants_person || s->wants_person(s->self, s->book->person[person].name);
}

static bool
names_wanted(const struct score *s, const struct list *list)
{
	const struct book *b = s->book;

	for (uint32_t e = list->first; e != NONE; e = b->entries[e].next) {
		struct refs people = entry_people(b, &b->entries[e]);

		for (uint32_t i = 0; i < people.n; i++)
			if (score_wants_person(s, people.p[i]))
				return true;
	}
	return false;
}

/* Does a record of the deal name somebody who is wanted? */
static bool
has_wanted(const struct score *s, const struct deal *d)
{
	const struct book *b = s->book;

	if (names_wanted(s, &d->contacts) || names_wanted(s, &d->others))
		return true;
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		if (names_wanted(s, &b->item[i].events))
			return true;
	return false;
}

bool
score_wants(const struct score *s, uint32_t deal)
{
	const struct deal *d = &s->book->deal[deal];

	return d->name.n && (s->named || d->closed.day == DAY_NONE) && score_wants_deal(s, deal) &&
	       (!s->picked || has_wanted(s, d));
}

static void
put_name(struct buf *b, char sigil, struct str name)
{
	buf_char(b, ' ');
	buf_char(b, sigil);
	buf_str(b, name);
}

void
score_begin(struct score *s, enum view v, uint32_t deal, const struct item *it, uint32_t person)
{
	struct book *b = s->book;
	struct buf *line = &s->line;

	arena_reset(&s->scratch);
	line->n = s->text.n = s->why.n = 0;
	s->view = v;
	s->deal = deal;
	s->detail = it != NULL;
	buf_str(line, s->head);
	put_name(line, '+', deal != NONE && b->deal[deal].name.n ? b->deal[deal].name : STR("-"));
	if (it && it->id.n)
		put_name(line, '%', it->id);
	if (person != NONE)
		put_name(line, '@', b->person[person].name);
	buf_str(score_key(s, KEY_OF), views[v].name);
}

struct buf *
score_key(struct score *s, enum key k)
{
	assert(schema_key_use(s->book->schema, TYPE_SCORE, k));
	buf_char(&s->line, ' ');
	buf_str(&s->line, schema_key_names[k]);
	buf_char(&s->line, ':');
	return &s->line;
}

void
score_word(struct score *s, enum key k, struct str value)
{
	if (!value.n)
		return;
	buf_char(&s->line, ' ');
	emit_attr(&s->line, schema_key_names[k], value);
}

void
score_count(struct score *s, enum key k, int64_t n)
{
	buf_int(score_key(s, k), n);
}

void
score_rate(struct score *s, enum key k, double rate)
{
	stats_put(score_key(s, k), rate, 3);
}

void
score_amount(struct score *s, enum key k, struct money m)
{
	if (m.unit.n)
		money_put(score_key(s, k), money_trim(m));
}

void
score_number(struct score *s, enum key k, struct money m)
{
	m = money_trim(m);
	m.unit.n = 0;
	money_put(score_key(s, k), m);
}

void
score_date(struct score *s, enum key k, struct moment m)
{
	date_put(score_key(s, k), m);
}

void
score_say(struct score *s, struct str words)
{
	buf_str(&s->text, words);
}

void
score_say_count(struct score *s, int64_t n)
{
	buf_int(&s->text, n);
}

void
score_say_money(struct score *s, struct money m)
{
	money_put(&s->text, money_trim(m));
}

bool
score_because(struct score *s, struct str word)
{
	if (!s->evidence)
		return false;
	buf_str(&s->why, STR("# "));
	buf_str(&s->why, word);
	return true;
}

void
score_at(struct score *s, uint32_t entry)
{
	const struct book *b = s->book;

	if (entry != NONE) {
		struct place at = entry_place(b, &b->entries[entry]);

		buf_char(&s->why, ' ');
		diag_safe(&s->why, at.file, SIZE_MAX);
		buf_char(&s->why, ':');
		buf_int(&s->why, (int64_t)at.line);
	}
	buf_char(&s->why, '\n');
}

static int
cmp_texts(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
score_sort_evidence(struct score *s)
{
	struct str all = arena_str(&s->scratch, buf_view(&s->why)), *lines;
	size_t n = 0;

	for (size_t i = 0; i < all.n; i++)
		n += all.p[i] == '\n';
	if (!n)
		return;
	lines = arena_new(&s->scratch, sizeof(*lines), n);
	for (size_t i = 0; i < n; i++)
		lines[i] = str_cut(&all, '\n');
	qsort(lines, n, sizeof(*lines), cmp_texts);
	s->why.n = 0;
	for (size_t i = 0; i < n; i++) {
		buf_str(&s->why, lines[i]);
		buf_char(&s->why, '\n');
	}
}

void
score_end(struct score *s)
{
	struct score_row row = { .view = s->view, .detail = s->detail };
	char *p;

	if (s->text.n) {
		buf_char(&s->line, ' ');
		if (!lex_plain_text(s->book->schema, TYPE_SCORE, buf_view(&s->text)))
			buf_str(&s->line, STR("-- "));
		buf_str(&s->line, buf_view(&s->text));
	}
	buf_char(&s->line, '\n');
	p = arena_bytes(&s->arena, s->line.n + SCAN_PAD); /* so that it can be lexed */
	memcpy(p, s->line.p, s->line.n);
	memset(p + s->line.n, 0, SCAN_PAD);
	row.line = (struct str){ p, s->line.n };
	if (s->deal != NONE)
		row.deal = s->book->deal[s->deal].name;
	row.evidence = arena_str(&s->arena, buf_view(&s->why));
	s->rows = mem_at_least(s->rows, sizeof(*s->rows), &s->cap, s->n);
	s->rows[s->n++] = row;
}

void
score_name_item(struct buf *b, const struct book *book, const struct item *it)
{
	buf_str(b, STR(" +"));
	buf_str(b, book->deal[it->deal].name.n ? book->deal[it->deal].name : STR("-"));
	buf_str(b, STR(" %"));
	buf_str(b, it->id);
}
