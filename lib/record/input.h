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

struct input_folder;
struct input_file_id;

struct input {
	struct diag *diag;
	bool mail; /* folders are Maildirs: all their files, but for what is in tmp */
	struct arena names;
	struct str *operands;
	size_t noperands, next_operand;
	struct input_folder *folder; /* the folder being read, its parents below */
	struct input_file_id *seen;  /* hash set of files and folders met */
	size_t nseen, cap_seen;
	/* the open file */
	int fd;                     /* -1: none */
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
	bool cut;             /* one record, longer than any may be: only its beginning */
	bool from_pipe;       /* standard input */
	size_t skipped_lines; /* line ends passed over before this block */
};

void input_init(struct input *in, struct diag *diag);

/* Adds a file, a folder or "-"; the name must outlive the input. */
void input_add(struct input *in, struct str operand);

/* The next block, good until the next call; false at the end of all input. */
bool input_next(struct input *in, struct block *b);

void input_release(struct input *in);

#endif
