#include "record/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h> /* rename(2) */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

static bool
fail(struct diag *d, enum diag_id id, struct str path, const char *why)
{
	diag_report(d, id, (struct place){ path, 0, 0 }, str_from(why), STR(""), STR(""));
	return false;
}

static bool
cannot_write(struct file *f, const char *why)
{
	return fail(f->diag, DIAG_CANNOT_WRITE, f->path, why);
}

void
file_fill_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void
file_close(struct file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

static bool
lock(int fd)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int r;

	do
		r = fcntl(fd, F_SETLKW, &all);
	while (r < 0 && errno == EINTR);
	return r == 0;
}

/* Notes how the file ends, as that is where the next line goes. */
static bool
look_at_end(struct file *f)
{
	char last[2] = { 0 };
	size_t n = f->size < 2 ? (size_t)f->size : 2;

	for (size_t i = 2 - n; i < 2;) {
		ssize_t r = pread(f->fd, last + i, 2 - i, (off_t)f->size - (off_t)(2 - i));

		if (r > 0)
			i += (size_t)r;
		else if (r == 0 || errno != EINTR)
			return cannot_write(f, "its end can't be read");
	}
	f->unfinished = n && last[1] != '\n';
	f->crlf = n == 2 && last[0] == '\r' && last[1] == '\n';
	return true;
}

/* Does the name still belong to the file that was opened? */
static bool
is_current(const struct file *f, const struct stat *st)
{
	struct stat named;

	return stat(f->path.p, &named) == 0 && named.st_dev == st->st_dev &&
	       named.st_ino == st->st_ino;
}

bool
file_open(struct file *f, struct diag *diag, struct str path, bool create)
{
	int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	struct stat st;

	*f = (struct file){ .diag = diag, .path = path, .fd = -1 };
	for (;;) {
		f->fd = open(path.p, flags | (create ? O_CREAT : 0), 0666);
		if (f->fd < 0 && errno == ENOENT && !create)
			return f->missing = true;
		if (f->fd < 0 || fstat(f->fd, &st) < 0)
			return cannot_write(f, strerror(errno));
		if (!S_ISREG(st.st_mode))
			return cannot_write(f, "not a regular file");
		if (!lock(f->fd) || fstat(f->fd, &st) < 0)
			return cannot_write(f, strerror(errno));
		if (is_current(f, &st))
			break;
		file_close(f);
	}
	f->size = (int64_t)st.st_size;
	return look_at_end(f);
}

struct str
file_folder(struct str path)
{
	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	return path.n ? path : STR(".");
}

/* Makes a new name in the folder durable.  Not all systems can. */
static bool
sync_folder(struct file *f)
{
	struct buf folder = buf_mem();
	int fd, r;

	buf_str(&folder, file_folder(f->path));
	buf_char(&folder, '\0');
	fd = open(folder.p, O_RDONLY | O_CLOEXEC);
	buf_release(&folder);
	r = fd < 0 ? -1 : fsync(fd);
	if (fd >= 0)
		close(fd);
	if (r < 0 && errno != EINVAL && errno != EACCES)
		return cannot_write(f, strerror(errno));
	return true;
}

/* Removes the part of a write that got in, unless somebody who doesn't lock has written
 * after it. */
static bool
cut_back(struct file *f, ssize_t written, int error)
{
	struct stat st;

	if (written > 0 && (fstat(f->fd, &st) < 0 || st.st_size != f->size + written ||
			       ftruncate(f->fd, (off_t)f->size) < 0))
		return cannot_write(f, "no room, and a part of the line is left at its end");
	return cannot_write(f, strerror(error));
}

bool
file_append(struct file *f, struct str lines)
{
	struct buf b = buf_mem();
	ssize_t n;
	int error;

	if (f->unfinished)
		buf_char(&b, '\n');
	buf_str(&b, lines);
	do
		n = write(f->fd, b.p, b.n);
	while (n < 0 && errno == EINTR);
	error = n < 0 ? errno : ENOSPC;
	buf_release(&b);
	if (n < 0 || (size_t)n < lines.n + f->unfinished)
		return cut_back(f, n, error);
	if (fsync(f->fd) < 0)
		return cannot_write(f, strerror(errno));
	return f->size > 0 || sync_folder(f);
}

/* The new file is removed first, since reporting takes memory. */
static void
remove_new(struct file *f, const struct buf *name)
{
	int error = errno;

	unlink(name->p);
	cannot_write(f, strerror(error));
}

/* Writes a new file beside the old one, complete and on the disk; its NUL-terminated name
 * goes to name. */
static bool
write_beside(struct file *f, struct str bytes, struct buf *name)
{
	struct buf out = buf_to(0);
	struct stat st;
	bool ok;
	int fd;

	buf_str(name, f->path);
	buf_put(name, ".XXXXXX", sizeof(".XXXXXX"));
	buf_room(&out, 1); /* allocate now, lest running out of memory leave a file behind */
	fd = mkstemp(name->p);
	if (fd < 0) {
		buf_release(&out);
		return cannot_write(f, strerror(errno));
	}
	out.fd = fd;
	buf_str(&out, bytes);
	ok = fstat(f->fd, &st) == 0 && fchmod(fd, st.st_mode & 07777) == 0;
	if (!buf_flush(&out))
		errno = out.err;
	ok = ok && !out.err && fsync(fd) == 0;
	if (!ok)
		remove_new(f, name);
	buf_release(&out);
	close(fd);
	return ok;
}

/* Holds back signals that end the program until the new file has its name or is gone. */
static void
hold_signals(sigset_t *before)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGHUP);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, before);
}

bool
file_replace(struct file *f, struct str bytes)
{
	struct buf name = buf_mem();
	sigset_t before;
	struct stat st;
	bool ok;

	if (lstat(f->path.p, &st) == 0 && S_ISLNK(st.st_mode))
		return cannot_write(f, "a symbolic link; name the file itself");
	hold_signals(&before);
	ok = write_beside(f, bytes, &name);
	if (ok && rename(name.p, f->path.p) < 0) {
		remove_new(f, &name);
		ok = false;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	buf_release(&name);
	return ok && sync_folder(f);
}

static bool
read_all(struct diag *d, struct str path, int fd, struct buf *b)
{
	ssize_t n;

	do {
		buf_room(b, CHUNK);
		n = read(fd, b->p + b->n, b->cap - b->n);
		if (n < 0 && errno != EINTR)
			return fail(d, DIAG_CANNOT_READ, path, strerror(errno));
		b->n += n > 0 ? (size_t)n : 0;
	} while (n);
	return true;
}

bool
file_rewind(struct file *f)
{
	return lseek(f->fd, 0, SEEK_SET) == 0 ||
	       fail(f->diag, DIAG_CANNOT_READ, f->path, strerror(errno));
}

bool
file_read(struct file *f, struct buf *b)
{
	return file_rewind(f) && read_all(f->diag, f->path, f->fd, b);
}

bool
file_read_path(struct diag *diag, struct str path, struct buf *b)
{
	int fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool ok;

	if (fd < 0)
		return fail(diag, DIAG_CANNOT_READ, path, strerror(errno));
	ok = read_all(diag, path, fd, b);
	close(fd);
	return ok;
}
