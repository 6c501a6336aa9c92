/*
 * reader: the straight road from bytes to checked records.
 *
 * reader_next() gives the good records of all input in their order, each complete in
 * itself: what a line inherits from the `deal` line above it is filled in.  Bad
 * records are reported and skipped.  Memory is constant, whatever the input's size.
 *
 *	struct reader rd;
 *	const struct record *r;
 *	reader_init(&rd, &schema, &diag);
 *	input_add(&rd.input, STR("deals"));
 *	while ((r = reader_next(&rd)))
 *		...
 *	reader_release(&rd);
 */
#ifndef FU_READER_H
#define FU_READER_H

#include "record/input.h"
#include "record/lex.h"

struct reader {
	struct input input;
	struct lexer lexer;
	struct diag *diag;
	struct block block; /* being read */
	const char *p;      /* how far */
	size_t line;        /* line number of p, from 1 */
	struct str deal;    /* of the deal line above; in deal_name */
	char deal_name[64];
	bool given, leans; /* no line of the block has changed the deal; some inherited it before */
	struct buf joined; /* the current record, unfolded; when careful */
	/* if not null: enters the next block instead of input_next(); false at the end */
	bool (*feed)(void *feeder, struct reader *rd);
	void *feeder;
};

/* schema and diag must outlive the reader. */
void reader_init(struct reader *rd, const struct schema *schema, struct diag *diag);

/* The next good record, valid until the next call; null at the end. */
const struct record *reader_next(struct reader *rd);

/* Puts the reader at the start of block b, whose first line has number `line` and is below
 * a `deal` line of that deal (empty: none).  For a feed (record/lanes.h). */
void reader_enter(struct reader *rd, const struct block *b, size_t line, struct str deal);

/* The place of a slice of the current record (a name, a value, its text). */
struct place reader_place(struct reader *rd, struct str part);

/* Its offset from the first byte of the record as it was written. */
size_t reader_offset(struct reader *rd, struct str part);

void reader_release(struct reader *rd);

#endif
