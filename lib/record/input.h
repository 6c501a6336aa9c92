/*
 * input: files, folders and standard input -> blocks of whole records.
 *
 * All policy about input is here.  A folder stands for every *.fu below it in byte order
 * of the paths, except names that begin with '.'; a file that is reached twice is read
 * once; "-" is standard input.  What can't be read is reported (cannot-read) and skipped.
 *
 * A block begins where a record or comment begins, ends behind a LF, holds whole
 * records only, and is followed by SCAN_WIDE readable bytes.  Memory is one buffer
 * of 1.75 MiB, of which only the pages that get filled are touched, and at most 64
 * bytes for each file met, to know it again.
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

/* One thing to read. */
struct input_operand {
	struct str name, text; /* text: the contents, if fd says that it is a text */
	int fd;                /* an open file; negative: none, or a text */
	bool flat;             /* a folder is read without the folders below it */
};

struct input {
	struct diag *diag;
	/* folders hold mail: read all files but drafts, those in tmp, and those beside a cur */
	bool mail;
	struct arena names;
	struct input_operand *operands;
	size_t noperands, cap, next_operand;
	struct input_folder *folder; /* being read, with its parents below it */
	struct seen seen;            /* files and folders met so far */
	/* the open file */
	int fd;               /* -1: none; -2: a text */
	bool keep_open, flat; /* not ours to close; skip folders below the folder */
	bool guarded;         /* some file was given open, so look before opening any */
	struct str text;      /* what remains of a text */
	struct str file;      /* the open file's name, for messages */
	int64_t size, done;   /* its size in bytes (-1: unknown), bytes of it read */
	char *data;           /* owned */
	/* what is in data, not handed out yet, and searched for a record's end */
	size_t start, end, scanned;
	bool eof, fresh, skipping;
	size_t skipped_lines;
	/* for progress */
	int64_t files, bytes;
};

struct block {
	char *p, *end; /* p < end */
	struct str file;
	bool first;           /* is the first of its file */
	bool last;            /* is known to be the last of its file */
	bool cut;             /* holds one record only, beyond the size limit and cut short */
	bool unfinished;      /* the LF at its end isn't in the file */
	size_t skipped_lines; /* line ends skipped before this block */
};

void input_init(struct input *in, struct diag *diag);

/* Adds a file, a folder or "-"; the name, NUL-terminated, must outlive the input.  Can
 * still be called once input_next() has reached the end, which then goes on. */
void input_add(struct input *in, struct str operand);

/* Add a file that is already open, at its start, and stays the caller's to close, or a text
 * in memory; the name is for messages.  A file given this way isn't read, nor even opened,
 * by its name too: closing it again would release a lock on it. */
void input_add_open(struct input *in, struct str name, int fd);
void input_add_text(struct input *in, struct str name, struct str text);

/* Adds a folder's own *.fu files, without the folders below it. */
void input_add_flat(struct input *in, struct str folder);

/* Would a file of that name be read as part of the folder it is in?  That is: *.fu, with no
 * '.' in front. */
bool input_finds(struct str name);

/* Gets the next block, valid until the next call; false at the end of all input. */
bool input_next(struct input *in, struct block *b);

/* To be called right after input_next(): gives the buffer, with the block, to `to`, whose
 * own buffer `in` goes on with.  The block stays valid until the next such call with `to`,
 * which is used for nothing else; it also gets a copy of the progress figures. */
void input_hand_over(struct input *in, struct input *to);

void input_release(struct input *in);

/* The next line of a block that holds something other than records, without its line end; a byte
 * order mark at the start of the file is skipped.  Advances b->p, which must be below b->end. */
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
