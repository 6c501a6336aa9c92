/*
 * reader: the straight road from bytes to checked records.
 *
 * reader_next() gives the good records of all input in the order they stand,
 * each once and each on its own: what a line inherits from the `deal` line
 * above it is filled in.  Bad records are reported and passed over.  Memory is
 * constant, whatever the input's size.
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
	struct block block; /* what is being read */
	const char *p;      /* and how far */
	size_t line;        /* of p, from 1 */
	struct str deal;    /* of the deal line above, in deal_name */
	char deal_name[64];
	bool given, leans; /* no line of the block changed the deal; some inherited it */
	struct buf joined; /* the record at hand, unfolded, when careful */
	/* enters the next block, where those don't come from input; false at the end */
	bool (*feed)(void *feeder, struct reader *rd);
	void *feeder;
};

/* schema and diag must outlive the reader. */
void reader_init(struct reader *rd, const struct schema *schema, struct diag *diag);

/* The next good record, good until the next call; null at the end. */
const struct record *reader_next(struct reader *rd);

/* Stands the reader at the beginning of block b, whose first line has that number
 * and stands below that deal (empty: below none).  For a feed (record/lanes.h). */
void reader_enter(struct reader *rd, const struct block *b, size_t line, struct str deal);

/* The place of a slice of the record at hand (a name, a value, its text). */
struct place reader_place(struct reader *rd, struct str part);

void reader_release(struct reader *rd);

#endif
