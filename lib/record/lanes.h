/*
 * lanes: one input read by several threads, joined in its order.
 *
 * A lane holds a block of the input and what was made of it.  The threads, the
 * caller's own the first of them, join the block whose turn it is, if all its
 * records are read and nobody is joining; else take the next block of the input
 * into a free lane and read it; else wait.  So what join() and the reader's diag
 * are given is what one thread would have given them, in the same order; and
 * memory is a buffer and a result a lane, whatever the input's size.  With as many
 * lanes as threads a block that is read waits in one until those before it are
 * joined, and a thread with it; with more it reads on meanwhile.
 *
 * A block depends on those before it in two ways.  The number of its first line
 * is known as soon as they are taken, since whoever takes a block counts its
 * lines.  The deal that its first lines inherit is guessed, from the last line
 * before it that looks like a `deal` line; a block whose lines lean on a guess
 * that turns out wrong is read again, with the deal that it is.
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
	/* Reads all that rd gives, from an empty result on: it may be called twice
	 * for one block, in any of the threads.  Runs beside other lanes, so it writes
	 * to its state alone. */
	void (*parse)(void *state, struct reader *rd);
	/* Hands over what parse() made last.  Runs for one block at a time, in any of
	 * the threads.  in is for its figures of progress alone: files, bytes, done
	 * and size.  False: no more is wanted. */
	bool (*join)(void *state, const struct input *in);
};

/* Reads on from where rd stands, between two blocks, to the end of its input, with
 * n lanes, states[i] being lane i's, and so many threads.  Those that the system does
 * not give are done without. */
void lanes_run(struct reader *rd, const struct lanes_work *work, void *const states[], size_t n,
    size_t threads);

#endif
