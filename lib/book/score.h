/*
 * score: figures about the deals of a book, each with the reason for it.
 *
 * A view (see views.h) goes over the book and adds rows: a canonical `score` record
 * and, if asked for, its evidence: comment lines that name each signal and the
 * record that caused it.  Rows are sorted by bytes, so that the results for parts of
 * the input can be joined with sort -m if a view is by deal.
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
 * Inside a view a row is made from score_begin() to score_end(), with its attributes
 * in the order of the schema's row.
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
	VIEW_CONDUCT,
	VIEW_CALIBRATION,
	VIEW_COUNT
};

struct score_row {
	/* a canonical line, ending in LF; followed by its evidence and SCAN_PAD readable bytes */
	const char *line;
	const struct deal *deal; /* the deal it is about; null: no deal in particular */
	size_t evidence;         /* in bytes: lines that begin with "# "; 0 unless asked for */
	uint32_t n;              /* in bytes, of line */
	uint8_t view;            /* enum score_view */
	/* about a single item or week: sorts below the total of all of them */
	bool detail;
};

/* The evidence of a row. */
static inline struct str
row_evidence(const struct score_row *row)
{
	return (struct str){ row->line + row->n, row->evidence };
}

struct score {
	struct book *book;
	bool ready; /* all its deals are ready */
	/* Which deals and people are wanted; null: all. */
	bool (*wants_deal)(void *self, struct str deal);
	bool (*wants_person)(void *self, struct str person);
	void *self;
	double z;          /* for lower bounds; STATS_Z90 at first */
	struct diag *diag; /* gets what can't be added up; may be null */
	size_t lanes;      /* threads to use if that pays; 1 at first */
	bool picked;       /* people were named: deals without any of them aren't wanted */
	bool named;        /* deals were named: closed ones are wanted too */
	bool evidence;     /* collect evidence */
	bool by_deal;      /* people are scored in each deal, not over all they have in common */
	struct score_row *rows;
	size_t n, cap;
	struct str head; /* the beginning of all rows */
	/* the current row */
	enum score_view view;
	uint32_t deal;
	bool detail;
	struct buf line; /* its canonical line, up to its TEXT */
	struct buf text; /* its TEXT */
	struct buf why;  /* its evidence; views append "# ... FILE:LINE" lines */
	struct arena arena, scratch;
};

/* Which records views ask for: types as bits (1 << type), and types of which only records
 * with a win: are asked for.  Views say the same about a book without all others, so those
 * needn't be added. */
struct score_asks {
	uint64_t types, wins;
};

/* What all wanted views ask for, together.  picked and by_deal: as in struct score; if
 * picked, any record that names somebody decides whether its deal is wanted. */
struct score_asks score_asks(const bool wanted[VIEW_COUNT], bool picked, bool by_deal);

static inline bool
score_asks_for(struct score_asks a, const struct record *r)
{
	uint64_t type = UINT64_C(1) << r->type;

	return a.types & type || (a.wins & type && record_value(r, KEY_WIN).n);
}

/* For a book after book_ready_world(); starts without rows. */
void score_init(struct score *s, struct book *b);
void score_release(struct score *s);

/* The view with that name, or VIEW_COUNT. */
enum score_view score_view(struct str name);

/* Adds the rows of a view. */
void score_add_view(struct score *s, enum score_view v);

/* Sorts all rows by bytes. */
void score_sort(struct score *s);

/* Should views of deals speak of this deal?  It must be wanted, running or named, and
 * involve somebody who was named, if anybody was. */
bool score_wants(const struct score *s, uint32_t deal);

/* If people were named: does a record of the deal name one of them? */
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

/* Begins a row of a view, about a deal, an item (may be null) and a person; NONE for none. */
void score_begin(
    struct score *s, enum score_view v, uint32_t deal, const struct item *it, uint32_t person);

/* Begins an attribute, and returns the buffer to append its value to, which must have no
 * blank in it. */
struct buf *score_key(struct score *s, enum key k);

/* Add an attribute, but not if its value is empty, or an amount without a unit. */
void score_word(struct score *s, enum key k, struct str value);
void score_count(struct score *s, enum key k, int64_t n);
void score_rate(struct score *s, enum key k, double rate); /* to three decimals */
void score_amount(struct score *s, enum key k, struct money m);
void score_number(struct score *s, enum key k, struct money m); /* without the unit */
void score_date(struct score *s, enum key k, struct moment m);

/* Returns room for n bytes of attributes, and after them a text that can't be mistaken for
 * one; score_wrote() adds what was written, up to p, to the row. */
char *score_room(struct score *s, size_t n);
void score_wrote(struct score *s, const char *p);

/* Append to the row's text. */
void score_say(struct score *s, struct str words);
void score_say_count(struct score *s, int64_t n);
void score_say_money(struct score *s, struct money m);

/* Begins a line of evidence: "# WORD".  score_because() does so if evidence is wanted, and
 * returns whether it is. */
void score_cause(struct score *s, struct str word);

static inline bool
score_because(struct score *s, struct str word)
{
	if (s->evidence)
		score_cause(s, word);
	return s->evidence;
}

/* Ends that line with the place of the entry; without one for NONE. */
void score_at(struct score *s, uint32_t entry);

/* Sorts the lines of evidence by bytes, for views that add them in no order. */
void score_sort_evidence(struct score *s);

/* Completes and keeps the row. */
void score_end(struct score *s);

/* Appends " +DEAL %ID", the way evidence names an item. */
void score_name_item(struct buf *b, const struct book *book, const struct item *it);

#endif
