/*
 * lanes: one input read by several threads, joined in its order.
 *
 * Each lane is a thread, the caller's own the first of them.  It takes the next
 * block of the input, reads all its records, waits until all blocks before it
 * are joined, joins what it made of its own, and takes another.  So what join()
 * and the reader's diag are given is what one thread would have given them, in
 * the same order; and memory is a buffer and a result a lane, whatever the
 * input's size.
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
 *	lanes_run(&rd, &(struct lanes_work){ parse, join }, states, 2);
 */
#ifndef FU_LANES_H
#define FU_LANES_H

#include "record/reader.h"

struct lanes_work {
	/* Reads all that rd gives, from an empty result on: it may be called twice
	 * for one block.  Runs beside other lanes, so it writes to its state alone. */
	void (*parse)(void *state, struct reader *rd);
	/* Hands over what parse() made last.  Runs for one block at a time, in any of
	 * the threads.  in is for its figures of progress alone: files, bytes, done
	 * and size.  False: no more is wanted. */
	bool (*join)(void *state, const struct input *in);
};

/* Reads on from where rd stands, between two blocks, to the end of its input, with
 * n lanes, states[i] being lane i's.  Threads that the system does not give are
 * done without. */
void lanes_run(struct reader *rd, const struct lanes_work *work, void *const states[], size_t n);

#endif
