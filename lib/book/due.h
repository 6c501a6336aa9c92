/*
 * due: what is due at the book's moment, as `due` records.
 *
 * Every open item with a date is due on that date, and what the rules ask for is due
 * when they say (rule.h, follow.h).  Listed is what is late and what falls due
 * within a window.  Each line follows from the records and the moment alone, so what
 * nobody did yesterday is still listed today.
 *
 *	struct due d;
 *	due_init(&d, &book, &diag);
 *	d.window = (struct period){ 7, PERIOD_DAY };
 *	due_collect(&d, NULL, NULL);
 *	for (size_t i = 0; i < d.n; i++) ... d.lines[i].line ...
 *	due_release(&d);
 */
#ifndef FU_DUE_H
#define FU_DUE_H

#include "base/diag.h"
#include "base/keyed.h"
#include "book/dueline.h"
#include "book/eye.h"
#include "book/follow.h"

/* A rule that follows itself, and the entry that says so last. */
struct due_cycle {
	struct str rule;
	uint32_t entry;
};

/* What one thread works on: some of the deals. */
struct due_lane {
	struct due *due;
	struct book *book; /* the book of struct due, or the eye below */
	struct book eye;
	struct rules rules;
	struct follow follow;
	struct due_lines made; /* in the order they were made */
	struct arena scratch;  /* for the current line */
	const struct keyed *deals;
	size_t n; /* how many deals */
	struct due_cycle *cycles;
	size_t ncycles, cycle_cap;
};

struct due {
	struct book *book;
	struct diag *diag;
	struct period window; /* how far ahead to look; 7 days at first */
	bool all;             /* ignore the window */
	bool silenced;        /* also list what is silenced, with the reason */
	bool commands;        /* fill in the commands */
	size_t lanes;         /* threads to use if that pays, at most EYES; 1 at first */
	bool (*wanted)(void *self, struct str deal, struct str person);
	void *self;
	bool *stood_for;        /* by item: another line takes the place of its own */
	struct moment last;     /* the end of the window; MOMENT_NONE: no end */
	struct due_lane *lane;  /* EYES of them */
	size_t nlanes;          /* how many are in use */
	struct due_line *lines; /* in byte order */
	size_t n;
};

/* For a book to which all records have been added, but that isn't ready yet.  Rules in a
 * cycle are reported to diag, which must outlive d, as must the book. */
void due_init(struct due *d, struct book *b, struct diag *diag);

/* Makes the book ready; collects and sorts all that is due.  `wanted` selects deals and
 * people (null: all), and may be called by several threads at once.  The number of lanes
 * makes no difference to the result. */
void due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self);

void due_release(struct due *d);

/* For due.c: adds the lines of a deal. */
void due_deal(struct due_lane *l, uint32_t deal);

#endif
