/*
 * input: files, folders and standard input -> blocks of whole records.
 *
 * Input policy lives here once.  A folder stands for every *.fu below it, names
 * that begin with '.' left out, in byte order of the path; a file that is
 * reached twice is read once; "-" is standard input.  What can't be read is
 * reported (cannot-read) and passed over.
 *
 * A block begins where a record (or comment) begins, ends behind a LF, is
 * followed by SCAN_WIDE readable bytes, and holds whole records only.  Memory is
 * one buffer of 1.75 MiB, of which only the pages that records fill are
 * touched, and at most 64 bytes for each file met, so that none is read twice.
 *
 *	struct input in;
 *	struct block b;
 *	input_init(&in, &diag);
 *	input_add(&in, STR("deals"));
 *	while (input_next(&in, &b)) ...
 *	input_release(&in);
 */
#ifndef FU_INPUT_H
#define FU_INPUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "record/seen.h"

struct input_folder;

/* Something to read. */
struct input_operand {
	struct str name, text; /* text: what it holds, where that is known */
	int fd;                /* open already; negative if not */
	bool flat;             /* a folder without those below it */
};

struct input {
	struct diag *diag;
	bool mail; /* folders hold mail: all files, but for drafts, those in tmp and beside a cur */
	struct arena names;
	struct input_operand *operands;
	size_t noperands, cap, next_operand;
	struct input_folder *folder; /* the folder being read, its parents below */
	struct seen seen;            /* files and folders met */
	/* the open file */
	int fd;                     /* -1: none, -2: a text */
	bool keep_open, flat;       /* not ours to close; of a folder, no folder below */
	bool guarded;               /* some file was given open */
	struct str text;            /* what is left of a text */
	struct str file;            /* its name for messages */
	int64_t size, done;         /* bytes it has (-1 if unknown), bytes read */
	char *data;                 /* owned */
	size_t start, end, scanned; /* what is read and not yet handed out */
	bool eof, fresh, skipping;
	size_t skipped_lines;
	/* for progress */
	int64_t files, bytes;
};

struct block {
	char *p, *end; /* p < end */
	struct str file;
	bool first;           /* of its file */
	bool last;            /* of its file, as far as is known */
	bool cut;             /* one record, longer than any may be: only its beginning */
	bool unfinished;      /* the LF at its end is not the file's */
	size_t skipped_lines; /* line ends passed over before this block */
};

void input_init(struct input *in, struct diag *diag);

/* Adds a file, a folder or "-"; what is added must outlive the input.  Where the
 * end was reached, input_next() goes on with what is added then. */
void input_add(struct input *in, struct str operand);

/* Adds a file that is open at its start, and is not closed, or a text in memory;
 * the name is for messages.  A file given so is not read again by its name, nor
 * even opened, since closing it would give up a lock on it. */
void input_add_open(struct input *in, struct str name, int fd);
void input_add_text(struct input *in, struct str name, struct str text);

/* Adds the *.fu of a folder itself, without the folders below it. */
void input_add_flat(struct input *in, struct str folder);

/* Is a file of that name read where the folder is that it lies in? */
bool input_finds(struct str name);

/* The next block, good until the next call; false at the end of all input. */
bool input_next(struct input *in, struct block *b);

/* Right after input_next(): `to`, which reads nothing itself, keeps the block until
 * its own turn comes again, and in goes on in the buffer that `to` had.  `to` bears
 * the figures for progress as they are now. */
void input_hand_over(struct input *in, struct input *to);

void input_release(struct input *in);

/* The next line of a block that holds other things than records, without its end; a
 * byte order mark at the start of the file is passed over.  Moves b->p on, which must
 * be below b->end. */
static inline struct str
block_line(struct block *b)
{
	const char *p = b->p, *lf;

	if (b->first && str_starts(str_span(p, b->end), STR("\xef\xbb\xbf")))
		p += 3;
	b->first = false;
	lf = memchr(p, '\n', (size_t)(b->end - p));
	b->p += lf + 1 - b->p;
	return str_span(p, lf > p && lf[-1] == '\r' ? lf - 1 : lf);
}

#endif
