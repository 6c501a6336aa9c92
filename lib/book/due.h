/*
 * due: what is due at the book's moment, as `due` records.
 *
 * Every open item with a date is due on that date.  Listed is what is late and
 * what falls due within a window; each line follows from the records and the
 * moment alone, so nothing that was missed yesterday is missing today.
 *
 *	struct due d;
 *	due_init(&d, &book);
 *	d.window = (struct period){ 7, PERIOD_DAY };
 *	due_collect(&d);
 *	for (size_t i = 0; i < d.n; i++) ... d.lines[i] ...
 *	due_release(&d);
 */
#ifndef FU_DUE_H
#define FU_DUE_H

#include "book/book.h"
#include "value/period.h"

struct due {
	struct book *book;
	struct period window; /* how far ahead */
	bool all;             /* however far ahead */
	bool (*wanted)(void *self, struct str deal, struct str person);
	void *self;
	struct arena arena;
	struct emitter canon;
	struct buf line;
	struct str *lines; /* canonical due records, each ending in LF, in byte order */
	size_t n, cap;
};

/* For a book that is ready; the window is 7 days. */
void due_init(struct due *d, struct book *b);

/* Collects and sorts all that is due; `wanted` says of which deals and people
 * (null: of all). */
void due_collect(
    struct due *d, bool (*wanted)(void *self, struct str deal, struct str person), void *self);

void due_release(struct due *d);

#endif
