/*
 * cli: what all programs share: options, operands, selection, the surroundings
 * (environment, clock, terminal) and the exit status.
 *
 *	struct cli c;
 *	int opt;
 *	cli_init(&c, "fu-parse", usage);
 *	while ((opt = cli_getopt(&c, argc, argv, "cm")) != -1)
 *		...
 *	while ((r = cli_next(&c)))
 *		...
 *	return cli_exit(&c);
 */
#ifndef FU_CLI_H
#define FU_CLI_H

#include "sandbox.h"
#include "select.h"

#include "record/emit.h"
#include "record/reader.h"

struct cli {
	const char *name, *usage;
	struct schema schema;
	struct diag diag;
	struct buf out; /* standard output */
	struct reader reader;
	struct emitter emitter;     /* writes to out, in the form of -o */
	struct moment now;          /* from -n, $FU_NOW or the clock */
	struct str me;              /* $FU_ME without '@', or "me" */
	const char *form;           /* the argument of -o, or "rec" */
	struct selectors selectors; /* the +deal and @person operands */
	size_t lanes;               /* from -j; 0: as many as there are processors */
	int64_t lanes_from;         /* bytes of input, read or expected, from which threads pay */
	bool flush_blocks;          /* standard output is a terminal: flush between blocks */
	bool colour;                /* and it shows colour, and colour is wanted (NO_COLOR, TERM) */
	bool progress, shown;       /* standard error is a terminal; a line of progress is on it */
	/* seconds of the monotonic clock: at the start, at the last progress */
	int64_t started, told;
	struct sandbox sandbox; /* what will be opened */
};

/* Sets everything up; name and usage (the synopsis, ending in a newline) must outlive c. */
void cli_init(struct cli *c, const char *name, const char *usage);

/* The next of the program's own options (`own`, in getopt(3)'s letters), with its argument
 * in optarg; -1 when all options and operands are taken and the input is ready: from then
 * on only operands, and what cli_reads() named before, can be opened (sandbox.h).  Handles
 * -h -V -n -o -v and operands itself; wrong usage ends the program. */
int cli_getopt(struct cli *c, int argc, char **argv, const char *own);

/* The same for programs with operands of their own: -1 at the first operand, argv[optind];
 * options are no longer recognised after it.  Nothing is confined yet. */
int cli_getopt_first(struct cli *c, int argc, char **argv, const char *own);

/* Announces that the program will read a file or folder besides its operands; "-" is
 * ignored. path must outlive c. */
void cli_reads(struct cli *c, const char *path);

/* Enters c->sandbox (sandbox.h); `writes`: the program also writes files.  Ends the program
 * if the system refuses. */
void cli_confine(struct cli *c, bool writes);

/* Sets the emitter's form from -o; false if it doesn't know that one. */
bool cli_record_form(struct cli *c);

/* Ends the program with a message, the usage, and exit status 2. */
_Noreturn void cli_usage(struct cli *c, struct str message);

/* The same; the message is followed by the offending text, in quotes. */
_Noreturn void cli_usage_of(struct cli *c, struct str message, const char *text);

/* The same for an unknown word, the one that near was begun with, and the nearest known one. */
_Noreturn void cli_unknown(struct cli *c, struct str message, const struct near *near);

/* Reads a moment from the command line: as in records, or in the words of value/when.h, counted
 * from the present moment, or from -n if that came before.  Wrong usage ends the program. */
struct moment cli_moment(struct cli *c, const char *option, const char *text);

/* To be called between two blocks of input: flushes output and shows progress, if anybody
 * watches.  False if nobody reads the output any more. */
bool cli_between_blocks(struct cli *c, const struct input *in);

/* The next good record of the input; null at its end, or if nobody reads the output any more. */
static inline const struct record *
cli_next(struct cli *c)
{
	if (c->reader.p == c->reader.block.end && !cli_between_blocks(c, &c->reader.input))
		return NULL;
	return reader_next(&c->reader);
}

/* Do the +deal and @person operands select the record?  Also notes which of them it bears out. */
static inline bool
cli_selects(struct cli *c, const struct record *r)
{
	return selectors_take(&c->selectors, c->selectors.list, r);
}

/* Takes the argument of -j, the most threads to use; wrong usage ends the program. */
void cli_read_lanes(struct cli *c, const char *text);

/* How many threads may share the work, at least 1. */
size_t cli_lanes(struct cli *c);

/* Would several lanes pay from here on? */
bool cli_lanes_pay(struct cli *c);

/* Is it time, before the next record, to continue in c->lanes lanes? */
static inline bool
cli_in_lanes(struct cli *c)
{
	return c->reader.p == c->reader.block.end && cli_lanes_pay(c);
}

/* What one of several threads prints and notes (record/lanes.h), until its block's turn
 * comes.  Must not be moved.  Its list of selectors is in the arena. */
struct cli_lane {
	struct cli *c;
	struct buf out;
	struct emitter emitter; /* writes to out, in c's form */
	struct selector *selectors;
};

void cli_open_lane(struct cli_lane *l, struct cli *c, struct arena *a);
void cli_close_lane(struct cli_lane *l);

/* To be called before a block: forgets the block before. */
void cli_clear_lane(struct cli_lane *l);

/* To be called in its turn: prints for real what the lane printed, and notes what it noted;
 * `in` is for progress.  False if nobody reads the output any more. */
bool cli_join_lane(struct cli_lane *l, const struct input *in);

/* Ends a program that has answered -h, -V or the like and reads nothing. */
_Noreturn void cli_answered(struct cli *c);

/* Warns of selectors that nothing bore out, flushes, and returns the exit status. */
int cli_exit(struct cli *c);

#endif
