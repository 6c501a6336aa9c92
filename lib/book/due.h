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
 *	book_ready(&book);
 *	d.window = (struct period){ 7, PERIOD_DAY };
 *	due_collect(&d, NULL, NULL);
 *	for (size_t i = 0; i < d.n; i++) ... d.lines[i].line ...
 *	due_release(&d);
 */
#ifndef FU_DUE_H
#define FU_DUE_H

#include "base/diag.h"
#include "book/follow.h"
#include "book/line.h"

struct due {
	struct book *book;
	struct diag *diag;
	struct period window; /* how far ahead; 7 days */
	bool all;             /* however far ahead */
	bool silenced;        /* what is silenced too, with its reason */
	bool commands;        /* fill in the commands */
	bool (*wanted)(void *self, struct str deal, struct str person);
	void *self;
	struct rules rules;
	struct follow follow;
	bool *stood_for;        /* by item: another line stands for its own */
	struct moment last;     /* the end of the window; MOMENT_NONE: none */
	struct lines made;      /* in the order of making */
	struct arena scratch;   /* of the line at hand */
	struct due_line *lines; /* in byte order */
	size_t n;
};

/* For a book that is not ready yet: it is watched while it gets so.  Rules that
 * can't be are reported to diag. */
void due_init(struct due *d, struct book *b, struct diag *diag);

/* Collects and sorts all that is due; `wanted` says of which deals and people
 * (null: of all). */
void due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self);

void due_release(struct due *d);

#endif
