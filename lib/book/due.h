/*
 * due: what is due at the book's moment, as `due` records.
 *
 * Every open item with a date is due on that date, and whatever the rules ask for
 * is due when they say (rule.h, follow.h).  Listed is what is late and what falls
 * due within a window; each line follows from the records and the moment alone, so
 * nothing that was missed yesterday is missing today.
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

/* A rule that follows itself, and where it stands. */
struct due_cycle {
	struct str rule;
	uint32_t entry;
};

/* What one thread works out: some of the deals. */
struct due_lane {
	struct due *due;
	struct book *book; /* the due's own, or the eye */
	struct book eye;
	struct rules rules;
	struct follow follow;
	struct due_lines made; /* in the order of making */
	struct arena scratch;  /* of the line at hand */
	const struct keyed *deals;
	size_t n; /* of them */
	struct due_cycle *cycles;
	size_t ncycles, cycle_cap;
};

struct due {
	struct book *book;
	struct diag *diag;
	struct period window; /* how far ahead; 7 days */
	bool all;             /* however far ahead */
	bool silenced;        /* what is silenced too, with its reason */
	bool commands;        /* fill in the commands */
	size_t lanes;         /* threads to use where it pays; at most EYES; 1 */
	bool (*wanted)(void *self, struct str deal, struct str person);
	void *self;
	bool *stood_for;        /* by item: another line stands for its own */
	struct moment last;     /* the end of the window; MOMENT_NONE: none */
	struct due_lane *lane;  /* EYES of them */
	size_t nlanes;          /* in use */
	struct due_line *lines; /* in byte order */
	size_t n;
};

/* For a book to which all is added, and that is not ready yet.  Rules that
 * can't be are reported to diag. */
void due_init(struct due *d, struct book *b, struct diag *diag);

/* Makes the book ready, and collects and sorts all that is due; `wanted` says of which deals and people
 * (null: of all), and is asked in several threads at once.  How many lanes work
 * makes no difference to what is found. */
void due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self);

void due_release(struct due *d);

/* For due.c: adds the lines of a deal. */
void due_deal(struct due_lane *l, uint32_t deal);

#endif
