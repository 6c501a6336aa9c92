/*
 * cli: what all programs have in common: options, operands, selection, the
 * surroundings (environment, clock, terminal) and the way out.
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
	struct emitter emitter;     /* to out, in the form of -o */
	struct moment now;          /* -n, $FU_NOW or the clock */
	struct str me;              /* $FU_ME without '@', or "me" */
	const char *form;           /* the operand of -o, or "rec" */
	struct selectors selectors; /* the +deal and @person operands */
	size_t lanes;               /* of -j; 0: as many as there are processors */
	int64_t lanes_from;         /* bytes of input, read or known of, that pay for them */
	bool flush_blocks;          /* somebody watches standard output */
	bool colour;                /* and wants and shows colour: NO_COLOR, TERM */
	bool progress, shown;       /* somebody watches standard error; a line stands there */
	int64_t started, told;      /* seconds of the monotonic clock */
	struct sandbox sandbox;     /* what will be opened */
};

/* Sets all up; usage is the synopsis, ending in a newline. */
void cli_init(struct cli *c, const char *name, const char *usage);

/* The next of the program's own options (getopt(3) letters in own), its operand
 * in optarg; -1 when all options and operands are taken and input is ready: from then
 * on only they, and what cli_reads() named before, can be opened for reading.
 * Handles -h -V -n -o -v and operands itself; wrong use ends the program. */
int cli_getopt(struct cli *c, int argc, char **argv, const char *own);

/* The same for programs with operands of their own: -1 at the first of them,
 * which is argv[optind]; what begins with '-' behind it is none of the options.
 * Nothing is confined yet. */
int cli_getopt_first(struct cli *c, int argc, char **argv, const char *own);

/* The program will read this file or folder besides its operands, or "-". */
void cli_reads(struct cli *c, const char *path);

/* From here on it can open what c->sandbox names only, and write none but as that
 * says (sandbox.h).  Where the system refuses, that ends the program. */
void cli_confine(struct cli *c, bool writes);

/* Chooses the form of the emitter; false if -o names none that it knows. */
bool cli_record_form(struct cli *c);

/* Ends the program with a message, the usage, and exit 2. */
_Noreturn void cli_usage(struct cli *c, struct str message);

/* The same, with what was given behind the message, in quotes. */
_Noreturn void cli_usage_of(struct cli *c, struct str message, const char *text);

/* The same of a word that is none of those known, with the nearest of them. */
_Noreturn void cli_unknown(struct cli *c, struct str message, const struct near *near);

/* A moment from the command line: as in records, or in the words of
 * value/when.h, counted from -n where it came before.  Wrong use ends the
 * program. */
struct moment cli_moment(struct cli *c, const char *option, const char *text);

/* Between two blocks of input: shows what there is to those who watch.  False
 * where nobody reads on. */
bool cli_between_blocks(struct cli *c, const struct input *in);

/* The next good record of the input; null at its end or when nobody reads on. */
static inline const struct record *
cli_next(struct cli *c)
{
	if (c->reader.p == c->reader.block.end && !cli_between_blocks(c, &c->reader.input))
		return NULL;
	return reader_next(&c->reader);
}

/* Is the record among those selected?  What the input bears is noted. */
static inline bool
cli_selects(struct cli *c, const struct record *r)
{
	return selectors_take(&c->selectors, c->selectors.list, r);
}

/* -j's operand. */
void cli_read_lanes(struct cli *c, const char *text);

/* How many threads may share the work. */
size_t cli_lanes(struct cli *c);

/* Do several lanes pay from here on? */
bool cli_lanes_pay(struct cli *c);

/* Is it time, before the next record, to read on in c->lanes lanes? */
static inline bool
cli_in_lanes(struct cli *c)
{
	return c->reader.p == c->reader.block.end && cli_lanes_pay(c);
}

/* What one of several threads prints and notes (record/lanes.h), until its block's turn
 * comes; it stays in place.  Its list of selectors lives as long as the arena. */
struct cli_lane {
	struct cli *c;
	struct buf out;
	struct emitter emitter; /* to out, in c's form */
	struct selector *selectors;
};

void cli_open_lane(struct cli_lane *l, struct cli *c, struct arena *a);
void cli_close_lane(struct cli_lane *l);

/* Before a block: forgets that before it. */
void cli_clear_lane(struct cli_lane *l);

/* In its turn: prints and notes it for all; in is for progress.  False when nobody reads
 * on. */
bool cli_join_lane(struct cli_lane *l, const struct input *in);

/* Ends the program, which has put out what it was asked for (-h, -V) and reads nothing. */
_Noreturn void cli_answered(struct cli *c);

/* Warns of selectors that met nothing, flushes, and gives the exit status. */
int cli_exit(struct cli *c);

#endif
