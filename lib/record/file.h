/*
 * file: the one place that changes files.
 *
 * A file is opened, locked (fcntl(2), all of it, waiting as long as it takes)
 * and then looked at again: if somebody put another in its place by rename(2)
 * meanwhile, that one is opened instead.  So whoever holds the lock holds the
 * file that bears the name, and all who lock so take turns.  The lock is given
 * up when ANY descriptor of the file is closed by this process: read it through
 * f->fd alone.
 *
 *	struct file f;
 *	if (file_open(&f, &diag, path, false) && file_append(&f, line))
 *		... it is on the disk ...
 *	file_close(&f);
 *
 * Where a call fails it has reported that (cannot-read, cannot-write) and the
 * file is as it was; one that was made stays, empty.
 */
#ifndef FU_FILE_H
#define FU_FILE_H

#include "base/diag.h"

struct file {
	struct diag *diag;
	struct str path; /* ended by a NUL */
	int fd;          /* -1: closed */
	bool missing;    /* there is none of that name */
	int64_t size;    /* bytes, as of the lock */
	bool unfinished; /* its last byte is no newline */
	bool crlf;       /* its last line ends in CRLF */
};

/* To be called before any file is opened: none will have the number of a standard stream
 * that was closed, and be written to as that.  What has it instead can neither be read nor
 * written. */
void file_fill_streams(void);

/* The folder of a path: what stands up to its last '/', or ".". */
struct str file_folder(struct str path);

/* Opens and locks a regular file.  One that is missing is made if create says
 * so; else f->missing tells and the call is good. */
bool file_open(struct file *f, struct diag *diag, struct str path, bool create);

/* Appends whole lines in one write(2), behind a newline where the last line
 * lacks one, and waits until they are on the disk, and a new file in its
 * folder.  Where not all fits, the file is cut back. */
bool file_append(struct file *f, struct str lines);

/* Puts a new file with these bytes and the same mode in its place by rename(2),
 * when they are on the disk.  SIGHUP, SIGINT and SIGTERM wait until then. */
bool file_replace(struct file *f, struct str bytes);

/* What is read next is its beginning. */
bool file_rewind(struct file *f);

/* Appends all that the file holds to b. */
bool file_read(struct file *f, struct buf *b);

/* The same for a file of which only the name is known, and which is only read. */
bool file_read_path(struct diag *diag, struct str path, struct buf *b);

/* Closes the file and gives up the lock. */
void file_close(struct file *f);

#endif
