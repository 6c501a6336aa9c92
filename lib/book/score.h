/*
 * score: figures about the deals of a book, each with the reason for it.
 *
 * A view (see views.h) goes over the book and adds rows: a canonical `score`
 * record and, if asked for, its evidence: comment lines that name each signal
 * and the record that caused it.  The rows stand in byte order, so those of
 * parts of the input can be joined with sort -m where a view is by deal.
 *
 *	struct score_asks a = score_asks(wanted, false, false);
 *	while ((r = reader_next(&rd)))
 *		if (score_asks_for(a, r))
 *			book_add(&book, r);
 *	book_ready_world(&book);
 *	struct score s;
 *	score_init(&s, &book);
 *	s.evidence = true;
 *	score_add_view(&s, VIEW_HEALTH);
 *	score_sort(&s);
 *	for (size_t i = 0; i < s.n; i++) ... s.rows[i].line ...
 *	score_release(&s);
 *
 * Inside a view a row is made from score_begin() to score_end(), its attributes
 * in the order of the schema, which is that of its line.
 */
#ifndef FU_SCORE_H
#define FU_SCORE_H

#include "book/book.h"

enum score_view {
	VIEW_RELIABILITY,
	VIEW_OWED,
	VIEW_HEALTH,
	VIEW_POSITION,
	VIEW_READY,
	VIEW_ESCALATE,
	VIEW_LESSONS,
	VIEW_FEEDBACK,
	VIEW_CALIBRATION,
	VIEW_COUNT
};

struct score_row {
	const char *line;        /* canonical, ending in LF; behind it its evidence, and behind
	                          * that SCAN_PAD readable bytes */
	const struct deal *deal; /* whose it is; null: of no deal in particular */
	size_t evidence;         /* how many bytes: lines that begin with "# ", if asked for */
	uint32_t n;              /* how many bytes of line */
	uint8_t view;            /* enum score_view */
	bool detail;             /* of one item or week: goes below what is said of all of them */
};

/* The evidence of a row. */
static inline struct str
row_evidence(const struct score_row *row)
{
	return (struct str){ row->line + row->n, row->evidence };
}

struct score {
	struct book *book;
	bool ready; /* all its deals are */
	/* Which deals and people are wanted; null: all. */
	bool (*wants_deal)(void *self, struct str deal);
	bool (*wants_person)(void *self, struct str person);
	void *self;
	double z;          /* of lower bounds; STATS_Z90 at first */
	struct diag *diag; /* where what can't be added up is reported; may be null */
	size_t lanes;      /* threads, where they pay; 1 at first */
	bool picked;       /* people were named: deals without them are not wanted */
	bool named;        /* deals were named: closed ones are wanted too */
	bool evidence;     /* collect it */
	bool by_deal;      /* people in each deal, not in all they have in common */
	struct score_row *rows;
	size_t n, cap;
	struct str head; /* what all rows begin with */
	/* the row at hand */
	enum score_view view;
	uint32_t deal;
	bool detail;
	struct buf line; /* its canonical line up to its TEXT */
	struct buf text; /* its TEXT */
	struct buf why;  /* its evidence; a view appends "# ... FILE:LINE" lines */
	struct arena arena, scratch;
};

/* Which records views ask for: types as bits (1 << type), and types of which they
 * take only those with a win:.  They say the same of a book without all others,
 * so those need never be added to it. */
struct score_asks {
	uint64_t types, wins;
};

/* What all wanted views together ask for.  picked, by_deal: as in struct score; whether
 * a deal is wanted hangs on every record that names somebody, if picked. */
struct score_asks score_asks(const bool wanted[VIEW_COUNT], bool picked, bool by_deal);

static inline bool
score_asks_for(struct score_asks a, const struct record *r)
{
	uint64_t type = UINT64_C(1) << r->type;

	return a.types & type || (a.wins & type && record_value(r, KEY_WIN).n);
}

/* For a book whose world is ready; no rows yet. */
void score_init(struct score *s, struct book *b);
void score_release(struct score *s);

/* The view of that name, or VIEW_COUNT. */
enum score_view score_view(struct str name);

/* Adds the rows of a view. */
void score_add_view(struct score *s, enum score_view v);

/* Puts all rows in byte order. */
void score_sort(struct score *s);

/* Is the deal one that a view of deals speaks of: wanted, running or named, and with
 * somebody in it who was named, if anybody was? */
bool score_wants(const struct score *s, uint32_t deal);

/* If people were named, does a record of the deal name one of them? */
bool score_wants_people(const struct score *s, const struct deal *d);

static inline bool
score_wants_deal(const struct score *s, uint32_t deal)
{
	return !s->wants_deal || s->wants_deal(s->self, s->book->deal[deal].name);
}

static inline bool
score_wants_person(const struct score *s, uint32_t person)
{
	return !s->wants_person || s->wants_person(s->self, s->book->person[person].name);
}

/* Begins a row of a view, of a deal, an item and a person; NONE for none. */
void score_begin(
    struct score *s, enum score_view v, uint32_t deal, const struct item *it, uint32_t person);

/* Begins an attribute: its value, without a blank in it, is to be appended to what is
 * returned. */
struct buf *score_key(struct score *s, enum key k);

/* Adds an attribute; an amount without a unit, and an empty value, add nothing. */
void score_word(struct score *s, enum key k, struct str value);
void score_count(struct score *s, enum key k, int64_t n);
void score_rate(struct score *s, enum key k, double rate); /* three decimals */
void score_amount(struct score *s, enum key k, struct money m);
void score_number(struct score *s, enum key k, struct money m); /* without its unit */
void score_date(struct score *s, enum key k, struct moment m);

/* Room for n bytes of attributes and, behind them, of a text that can't be read as one;
 * what was written up to p then becomes part of the row. */
char *score_room(struct score *s, size_t n);
void score_wrote(struct score *s, const char *p);

/* Appends to the text. */
void score_say(struct score *s, struct str words);
void score_say_count(struct score *s, int64_t n);
void score_say_money(struct score *s, struct money m);

/* Begins a line of evidence: "# WORD".  False if none is wanted. */
void score_cause(struct score *s, struct str word);

static inline bool
score_because(struct score *s, struct str word)
{
	if (s->evidence)
		score_cause(s, word);
	return s->evidence;
}

/* Ends it with the place of the entry (NONE: of none). */
void score_at(struct score *s, uint32_t entry);

/* Puts the lines of evidence in byte order, where they came in none. */
void score_sort_evidence(struct score *s);

/* Keeps the row. */
void score_end(struct score *s);

/* Appends " +DEAL %ID", as evidence names an item. */
void score_name_item(struct buf *b, const struct book *book, const struct item *it);

#endif
