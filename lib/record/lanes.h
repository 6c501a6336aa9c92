/*
 * lanes: one input read by several threads, joined in its order.
 *
 * A lane holds a block of the input and what was made of it.  Each thread, the
 * caller's own among them, repeats: if the block whose turn it is has been read, and
 * nobody is joining, join it; else, if a lane is free, take the next block of the
 * input into it and read that; else wait.  So join() and the reader's diag get
 * exactly what one thread would have given them, in the same order; and memory is
 * one buffer and one result a lane, whatever the input's size.  With as many lanes
 * as threads, a block that has been read waits in its lane until those before it are
 * joined, and a thread waits with it; with more lanes the thread reads on meanwhile.
 *
 * A block depends on those before it in two ways.  The number of its first line is
 * known as soon as they are taken, since whoever takes a block counts its lines.
 * The deal that its first lines inherit is guessed, from the last line before it
 * that looks like a `deal` line; a block whose lines rely on a guess that turns out
 * wrong is read again, with the right deal.
 *
 *	static void parse(void *state, struct reader *rd)
 *	{
 *		struct mine *m = state;
 *
 *		m->sum = 0;
 *		while ((r = reader_next(rd)))
 *			m->sum += ...;
 *	}
 *
 *	static bool join(void *state, const struct input *in)
 *	{
 *		struct mine *m = state;
 *
 *		m->all->sum += m->sum;
 *		return true;
 *	}
 *
 *	lanes_run(&rd, &(struct lanes_work){ parse, join }, states, 3, 2);
 */
#ifndef FU_LANES_H
#define FU_LANES_H

#include "record/reader.h"

struct lanes_work {
	/* Reads all records that rd gives, into a state that it empties first: it may be
	 * called twice for one block, in any of the threads.  Runs concurrently with other
	 * lanes, so it may write to its state alone. */
	void (*parse)(void *state, struct reader *rd);
	/* Hands over what parse() made last.  Runs for one block at a time, in input order,
	 * in any of the threads.  Use `in` only for its progress figures: files, bytes,
	 * done and size.  Return false to stop. */
	bool (*join)(void *state, const struct input *in);
};

/* Reads from where rd stands, between two blocks, to the end of its input, with n lanes,
 * states[i] being lane i's, and that many threads (at least 1).  If the system refuses some
 * threads, the others do the work. */
void lanes_run(struct reader *rd, const struct lanes_work *work, void *const states[], size_t n,
    size_t threads);

#endif
