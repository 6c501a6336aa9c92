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
#define CASES (T(WHO) | T(WEEK) | T(HOLIDAY) | ITEMS | ENDS)
#define DEALS (T(DEAL) | T(CLOSE)) /* titles, and which are running */

static const struct {
	struct str of; /* " of:" and its name, as the schema has it */
	void (*add)(struct score *s);
	bool of_deals;        /* about deals that involve somebody wanted */
	bool judges;          /* begins with cases_collect(), which makes all deals ready */
	uint64_t types, wins; /* see struct score_asks */
} views[VIEW_COUNT] = {
	[VIEW_RELIABILITY] = { { " of:reliability", 15 }, view_reliability, .judges = true,
		.types = CASES },
	[VIEW_OWED] = { { " of:owed", 8 }, view_owed, .types = CASES | T(HOLD) | T(RESUME) },
	/* one row for each deal, whatever record names it */
	[VIEW_HEALTH] = { { " of:health", 10 }, view_health, .of_deals = true, .types = ALL },
	[VIEW_POSITION] = { { " of:position", 12 }, view_position, .of_deals = true,
		.types = T(DEAL) | T(CLOSE) | T(WHO) | T(NEED) | T(OFFER) },
	[VIEW_READY] = { { " of:ready", 9 }, view_ready, .of_deals = true, .types = ALL },
	/* one row for each counterpart, whatever names them first */
	[VIEW_ESCALATE] = { { " of:escalate", 12 }, view_escalate, .of_deals = true,
		.types = ALL & ~(ENDS | T(GAIN) | T(RULE) | T(WEEK) | T(HOLIDAY) | T(AWAY)) },
	[VIEW_LESSONS] = { { " of:lessons", 11 }, view_lessons, .types = T(TACTIC) | T(LESSON) },
	[VIEW_FEEDBACK] = { { " of:feedback", 12 }, view_feedback, .types = T(FEEDBACK) },
	[VIEW_CONDUCT] = { { " of:conduct", 11 }, view_conduct, .types = CASES },
	[VIEW_CALIBRATION] = { { " of:calibration", 15 }, view_calibration, .of_deals = true,
		.judges = true,
		.types = CASES | T(CLOSE), .wins = T(MET) | T(SENT) | T(NOTE) },
};
/* clang-format on */

struct score_asks
score_asks(const bool wanted[VIEW_COUNT], bool picked, bool by_deal)
{
	struct score_asks a = { by_deal ? DEALS : 0, 0 };

	for (enum score_view v = 0; v < VIEW_COUNT; v++)
		if (wanted[v]) {
			a.types |= picked && views[v].of_deals ? ALL : views[v].types;
			a.wins |= views[v].wins;
		}
	return a;
}

void
score_init(struct score *s, struct book *b)
{
	*s = (struct score){ .book = b,
		.z = STATS_Z90,
		.lanes = 1,
		.text = buf_mem(),
		.why = buf_mem(),
		.line = buf_mem() };
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

enum score_view
score_view(struct str name)
{
	enum score_view v = 0;

	while (v < VIEW_COUNT && !str_eq(str_from(views[v].of.p + 4), name))
		v++;
	return v;
}

void
score_add_view(struct score *s, enum score_view v)
{
	if (!s->ready && !views[v].judges)
		book_ready_deals(s->book, s->lanes);
	s->ready = true;
	views[v].add(s);
}

/* A line without its LF, as sort(1) compares. */
static struct str
bare(const struct score_row *row)
{
	return (struct str){ row->line, row->n - 1 };
}

static int
cmp_rows(const struct score_row *a, const struct score_row *b)
{
	return lines_cmp(a->line, b->line);
}

static void
sort_rows(struct score_row *rows, size_t n)
{
	struct str *lines = mem_grow(NULL, sizeof(*lines), n);

	for (size_t i = 0; i < n; i++)
		lines[i] = bare(&rows[i]);
	keyed_put_in_order(rows, sizeof(*rows), lines, n);
	free(lines);
}

/* How many of the first rows are in place; mostly all those of people. */
static size_t
in_order(const struct score_row *rows, size_t n)
{
	size_t from = n > 0, least;

	while (from < n && cmp_rows(&rows[from - 1], &rows[from]) <= 0)
		from++;
	least = from;
	for (size_t i = from; i < n; i++)
		if (cmp_rows(&rows[i], &rows[least]) < 0)
			least = i;
	while (from && least < n && cmp_rows(&rows[from - 1], &rows[least]) > 0)
		from--;
	return from;
}

void
score_sort(struct score *s)
{
	size_t from = in_order(s->rows, s->n);

	if (from < s->n)
		sort_rows(s->rows + from, s->n - from);
}

static bool
names_wanted(const struct score *s, uint32_t first)
{
	const struct book *b = s->book;

	for (uint32_t e = first; e != NONE; e = b->entries[e].next) {
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

	if (names_wanted(s, d->contacts.first) || names_wanted(s, d->others.first))
		return true;
	for (uint32_t i = d->items; i != NONE; i = b->item[i].next)
		if (names_wanted(s, b->item[i].events))
			return true;
	return false;
}

bool
score_wants_people(const struct score *s, const struct deal *d)
{
	return !s->picked || has_wanted(s, d);
}

bool
score_wants(const struct score *s, uint32_t deal)
{
	const struct deal *d = &s->book->deal[deal];

	return d->name.n && (s->named || d->closed.day == DAY_NONE) && score_wants_deal(s, deal) &&
	       score_wants_people(s, d);
}

/* Makes room for n more bytes in the line; returns where they go. */
char *
score_room(struct score *s, size_t n)
{
	if (s->line.cap - s->line.n < n)
		buf_room(&s->line, n);
	return s->line.p + s->line.n;
}

void
score_wrote(struct score *s, const char *p)
{
	s->line.n = (size_t)(p - s->line.p);
}

static char *
copy(char *p, struct str words)
{
	memcpy(p, words.p, words.n);
	return p + words.n;
}

static char *
copy_name(char *p, char sigil, struct str name)
{
	*p++ = ' ';
	*p++ = sigil;
	return copy(p, name);
}

void
score_begin(
    struct score *s, enum score_view v, uint32_t deal, const struct item *it, uint32_t person)
{
	struct book *b = s->book;
	struct str in = deal != NONE && b->deal[deal].name.n ? b->deal[deal].name : STR("-");
	char *p;

	s->line.n = s->text.n = s->why.n = 0;
	s->view = v;
	s->deal = deal;
	s->detail = it != NULL;
	p = score_room(s, s->head.n + 4 * (NAME_BYTES + 2)); /* three names, and the view's */
	p = copy_name(copy(p, s->head), '+', in);
	if (it && it->id_n)
		p = copy_name(p, '%', item_id(it));
	if (person != NONE)
		p = copy_name(p, '@', b->person[person].name);
	score_wrote(s, copy(p, views[v].of));
}

struct buf *
score_key(struct score *s, enum key k)
{
	struct str name = schema_key_names[k];
	char *p = score_room(s, name.n + 2);

	assert(schema_key_use(s->book->schema, TYPE_SCORE, k));
	*p++ = ' ';
	p = copy(p, name);
	*p++ = ':';
	score_wrote(s, p);
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

void
score_cause(struct score *s, struct str word)
{
	buf_str(&s->why, STR("# "));
	buf_str(&s->why, word);
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

void
score_sort_evidence(struct score *s)
{
	struct str all, *lines;
	size_t n = 0;

	arena_reset(&s->scratch);
	all = arena_str(&s->scratch, buf_view(&s->why));
	for (size_t i = 0; i < all.n; i++)
		n += all.p[i] == '\n';
	if (!n)
		return;
	lines = arena_new(&s->scratch, sizeof(*lines), n);
	for (size_t i = 0; i < n; i++)
		lines[i] = str_cut(&all, '\n');
	keyed_sort_strs(lines, n);
	s->why.n = 0;
	for (size_t i = 0; i < n; i++) {
		buf_str(&s->why, lines[i]);
		buf_char(&s->why, '\n');
	}
}

void
score_end(struct score *s)
{
	struct score_row *row;
	char *p;

	if (s->text.n) {
		buf_char(&s->line, ' ');
		if (!lex_plain_text(s->book->schema, TYPE_SCORE, buf_view(&s->text)))
			buf_str(&s->line, STR("-- "));
		buf_str(&s->line, buf_view(&s->text));
	}
	buf_char(&s->line, '\n');
	p = arena_bytes(&s->arena, s->line.n + s->why.n + SCAN_PAD);
	s->rows = mem_at_least(s->rows, sizeof(*s->rows), &s->cap, s->n);
	row = &s->rows[s->n++];
	*row = (struct score_row){ .line = p,
		.deal = s->deal == NONE ? NULL : &s->book->deal[s->deal],
		.evidence = s->why.n,
		.n = (uint32_t)s->line.n,
		.view = (uint8_t)s->view,
		.detail = s->detail };
	p = copy(p, buf_view(&s->line));
	if (s->why.n)
		p = copy(p, buf_view(&s->why));
	memset(p, 0, SCAN_PAD);
}

void
score_name_item(struct buf *b, const struct book *book, const struct item *it)
{
	buf_str(b, STR(" +"));
	buf_str(b, book->deal[it->deal].name.n ? book->deal[it->deal].name : STR("-"));
	buf_str(b, STR(" %"));
	buf_str(b, item_id(it));
}
