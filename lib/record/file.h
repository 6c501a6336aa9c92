/*
 * file: the one place that changes files.
 *
 * A file is opened and locked (fcntl(2), the whole file, waiting as long as it takes), and
 * then looked up again: if meanwhile another file was put in its place by rename(2), that
 * one is opened instead.  So whoever holds the lock holds the file that bears the name,
 * and all who lock this way take turns.  The lock is lost when ANY descriptor of the file
 * is closed by this process: read it through f->fd alone.
 *
 *	struct file f;
 *	if (file_open(&f, &diag, path, false) && file_append(&f, line))
 *		... it is on the disk ...
 *	file_close(&f);
 *
 * All functions here that return false have reported why (cannot-read, cannot-write), and
 * the file is as it was; one that was newly created remains, empty.
 */
#ifndef FU_FILE_H
#define FU_FILE_H

#include "base/diag.h"

struct file {
	struct diag *diag;
	struct str path; /* NUL-terminated */
	int fd;          /* -1: closed */
	bool missing;    /* no file has that name */
	int64_t size;    /* in bytes, when it was locked */
	bool unfinished; /* not empty, and its last byte is no newline */
	bool crlf;       /* its last line ends in CRLF */
};

/* Call this before opening any file.  It occupies the numbers of standard streams that were
 * closed, so that no file gets one of them and is written to as that stream.  What occupies
 * them can't be read or written. */
void file_fill_streams(void);

/* The folder of a path: what stands up to its last '/', or ".". */
struct str file_folder(struct str path);

/* Opens and locks a regular file; path, NUL-terminated, must outlive f.  A missing one is
 * created if `create`; otherwise f->missing is set, and true returned. */
bool file_open(struct file *f, struct diag *diag, struct str path, bool create);

/* Appends whole lines in one write(2), after a newline if the last line lacks one, and
 * waits until they are on the disk (and, of a file that was empty, its name in the
 * folder).  If not everything fits, the file is cut back to its old size. */
bool file_append(struct file *f, struct str lines);

/* Replaces the file by a new one with these bytes and the same mode, by rename(2) once they are
 * on the disk.  Meanwhile SIGHUP, SIGINT and SIGTERM wait.  A symbolic link is refused. */
bool file_replace(struct file *f, struct str bytes);

/* Goes back to the file's beginning for the next read. */
bool file_rewind(struct file *f);

/* Appends the whole file to b. */
bool file_read(struct file *f, struct buf *b);

/* The same for a path, NUL-terminated, of a file that is only read, without locking it. */
bool file_read_path(struct diag *diag, struct str path, struct buf *b);

/* Closes the file, which releases the lock. */
void file_close(struct file *f);

#endif
