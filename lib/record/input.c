#include "record/input.h"

#include "base/keyed.h"
#include "record/fold.h"
#include "record/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef INPUT_CHUNK
#define INPUT_CHUNK (1 << 18) /* bytes read at once; tests use fewer */
#endif

enum {
	CAPACITY = 7 << 18, /* 1.75 MiB: the longest record, and some folding */
	CHUNK = INPUT_CHUNK,
	/* Unused bytes before the buffer.  malloc(3) starts a large one a few bytes into a
	 * page, and some machines are three times slower to copy a file's page to there. */
	FRONT = 64,
	NO_FD = -1,
	TEXT_FD = -2, /* a text in memory */
};

struct input_folder {
	struct input_folder *parent;
	struct arena names;
	struct str path;
	DIR *dir;            /* open until a folder in it is entered */
	struct str *entries; /* names of folders end in '/', so that paths sort by bytes */
	bool maildir;        /* has a cur: files beside that are indexes, not messages */
	size_t n, cap, next;
};

void
input_init(struct input *in, struct diag *diag)
{
	*in = (struct input){ .diag = diag, .fd = NO_FD };
	in->data = (char *)mem_grow(NULL, 1, FRONT + CAPACITY + SCAN_WIDE) + FRONT;
}

static void
add(struct input *in, struct input_operand o)
{
	in->operands = mem_at_least(in->operands, sizeof(*in->operands), &in->cap, in->noperands);
	in->operands[in->noperands++] = o;
}

void
input_add(struct input *in, struct str operand)
{
	add(in, (struct input_operand){ .name = operand, .fd = NO_FD });
}

void
input_add_open(struct input *in, struct str name, int fd)
{
	add(in, (struct input_operand){ .name = name, .fd = fd });
	in->guarded = true;
}

void
input_add_text(struct input *in, struct str name, struct str text)
{
	add(in, (struct input_operand){ .name = name, .text = text, .fd = TEXT_FD });
}

void
input_add_flat(struct input *in, struct str folder)
{
	add(in, (struct input_operand){ .name = folder, .fd = NO_FD, .flat = true });
}

static void
close_folder(struct input_folder *f)
{
	if (f->dir)
		closedir(f->dir);
	f->dir = NULL;
}

static void
leave_folder(struct input *in)
{
	struct input_folder *f = in->folder;

	in->folder = f->parent;
	close_folder(f);
	arena_release(&f->names);
	free(f->entries);
	free(f);
}

void
input_release(struct input *in)
{
	while (in->folder)
		leave_folder(in);
	if (in->fd > STDIN_FILENO && !in->keep_open)
		close(in->fd);
	free(in->operands);
	seen_release(&in->seen);
	if (in->data)
		free(in->data - FRONT);
	arena_release(&in->names);
	*in = (struct input){ .fd = NO_FD };
}

static void
cannot_read(struct input *in, struct str name, const char *why)
{
	diag_report(in->diag, DIAG_CANNOT_READ, (struct place){ name, 0, 0 }, str_from(why),
	    STR(""), STR(""));
}

/* dir/name, followed by a NUL that the slice leaves out. */
static struct str
join_path(struct arena *a, struct str dir, struct str name)
{
	bool slash = dir.n && dir.p[dir.n - 1] != '/';
	char *p = arena_bytes(a, dir.n + slash + name.n + 1);

	if (dir.n)
		memcpy(p, dir.p, dir.n);
	if (slash)
		p[dir.n] = '/';
	memcpy(p + dir.n + slash, name.p, name.n);
	p[dir.n + slash + name.n] = '\0';
	return (struct str){ p, dir.n + slash + name.n };
}

bool
input_finds(struct str name)
{
	const char *own = name.p + name.n;

	while (own > name.p && own[-1] != '/')
		own--;
	return name.n > 3 && *own != '.' && memcmp(name.p + name.n - 3, ".fu", 3) == 0;
}

/* Adds a name to the folder's entries if it is a folder or a file to be read. */
static void
add_entry(struct input *in, struct input_folder *f, int dir, const char *z)
{
	/* as in a Maildir; D is a draft */
	const char *flags = in->mail ? strstr(z, ":2,") : NULL;
	struct str name = str_from(z);
	struct stat st;

	if (*z == '.' || (in->mail && str_eq(name, STR("tmp"))) || (flags && strchr(flags, 'D')))
		return;
	if (in->mail || !input_finds(name)) {
		if (in->flat)
			return;
		/* A dangling link is skipped; what can't be examined may be a folder, so is
		 * reported. */
		if (fstatat(dir, z, &st, 0) < 0) {
			if (errno != ENOENT && errno != ELOOP)
				cannot_read(
				    in, join_path(&f->names, f->path, name), strerror(errno));
			return;
		}
		if (!S_ISDIR(st.st_mode) && !(in->mail && !f->maildir && S_ISREG(st.st_mode)))
			return;
		name = S_ISREG(st.st_mode) ? arena_str(&f->names, name)
					   : join_path(&f->names, name, STR(""));
	} else {
		name = arena_str(&f->names, name);
	}
	f->entries = mem_at_least(f->entries, sizeof(*f->entries), &f->cap, f->n);
	f->entries[f->n++] = name;
}

/* Reads the names in a folder and makes it the one being read; takes over fd. */
static void
enter_folder(struct input *in, struct str path, int fd)
{
	DIR *dir = fdopendir(fd);
	struct input_folder *f;
	struct dirent *e;
	struct stat st;

	if (!dir) {
		cannot_read(in, path, strerror(errno));
		close(fd);
		return;
	}
	f = mem_grow(NULL, sizeof(*f), 1);
	*f = (struct input_folder){ .parent = in->folder };
	f->path = arena_str(&f->names, path);
	f->maildir = in->mail && fstatat(fd, "cur", &st, 0) == 0 && S_ISDIR(st.st_mode);
	while (errno = 0, (e = readdir(dir)))
		add_entry(in, f, fd, e->d_name);
	if (errno)
		cannot_read(in, path, strerror(errno));
	keyed_sort_strs(f->entries, f->n);
	if (f->parent)
		close_folder(f->parent);
	f->dir = dir;
	in->folder = f;
}

/* Opens one path, called `name` relative to the open folder `from`.  True for a file, now
 * to be read; a folder is entered, and false returned. */
static bool
open_path(struct input *in, struct str path, int from, const char *name, bool operand)
{
	struct stat st;
	int fd;

	if (in->guarded && fstatat(from, name, &st, 0) == 0 && seen_has(&in->seen, &st))
		return false;
	fd = openat(from, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | (operand ? 0 : O_NONBLOCK));
	if (fd < 0 || fstat(fd, &st) < 0) {
		cannot_read(in, path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	if ((S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) && !seen_meet(&in->seen, &st)) {
		close(fd);
		return false;
	}
	if (S_ISDIR(st.st_mode)) {
		enter_folder(in, path, fd);
		return false;
	}
	if (!operand && !S_ISREG(st.st_mode)) {
		cannot_read(in, path, "not a regular file");
		close(fd);
		return false;
	}
	in->fd = fd;
	in->file = path;
	in->size = S_ISREG(st.st_mode) && st.st_size > 0 ? (int64_t)st.st_size : -1;
	return true;
}

static bool
next_in_folder(struct input *in)
{
	struct input_folder *f = in->folder;
	struct str name, path;

	if (f->next == f->n) {
		leave_folder(in);
		return false;
	}
	name = f->entries[f->next++];
	if (name.p[name.n - 1] == '/')
		name.n--;
	arena_reset(&in->names);
	path = join_path(&in->names, f->path, name);
	if (!f->dir)
		return open_path(in, path, AT_FDCWD, path.p, false);
	return open_path(in, path, dirfd(f->dir), path.p + path.n - name.n, false);
}

static bool
next_operand(struct input *in)
{
	const struct input_operand *o = &in->operands[in->next_operand++];
	bool standard = o->fd == NO_FD && str_eq(o->name, STR("-"));
	struct stat st;

	in->flat = o->flat;
	in->keep_open = o->fd != NO_FD;
	if (o->fd == NO_FD && !standard)
		return open_path(in, o->name, AT_FDCWD, o->name.p, true);
	in->fd = standard ? STDIN_FILENO : o->fd;
	in->file = standard ? STR("<stdin>") : o->name;
	in->text = o->text;
	in->size = -1;
	if (in->fd == TEXT_FD || fstat(in->fd, &st) < 0 || !S_ISREG(st.st_mode) ||
	    seen_meet(&in->seen, &st))
		return true;
	in->fd = NO_FD;
	return false;
}

static bool
next_file(struct input *in)
{
	for (;;) {
		if (in->folder ? next_in_folder(in)
			       : in->next_operand < in->noperands && next_operand(in))
			break;
		if (!in->folder && in->next_operand == in->noperands)
			return false;
	}
	in->start = in->end = in->scanned = in->skipped_lines = 0;
	in->done = 0;
	in->eof = in->skipping = false;
	in->fresh = true;
	in->files++;
	return true;
}

static void
close_file(struct input *in)
{
	if (in->fd != STDIN_FILENO && !in->keep_open)
		close(in->fd);
	in->fd = NO_FD;
}

/* Takes at most n bytes of the text, as read(2) would. */
static ssize_t
take_text(struct input *in, char *to, size_t n)
{
	if (n > in->text.n)
		n = in->text.n;
	if (n)
		memcpy(to, in->text.p, n);
	in->text.p += n;
	in->text.n -= n;
	return (ssize_t)n;
}

/* One read(2), behind the bytes held already. */
static void
read_more(struct input *in)
{
	size_t room = CAPACITY - 1 - in->end; /* one byte is kept for a final LF */
	ssize_t n;

	if (room > CHUNK)
		room = CHUNK;
	do
		n = in->fd == TEXT_FD ? take_text(in, in->data + in->end, room)
				      : read(in->fd, in->data + in->end, room);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		cannot_read(in, in->file, strerror(errno));
	if (n <= 0) {
		in->eof = true;
		return;
	}
	in->end += (size_t)n;
	in->done += n;
	in->bytes += n;
	in->eof = in->size >= 0 && in->done >= in->size;
}

/* Drops the rest of a record that is too long, up to the first line that doesn't continue
 * it; true once that is found. */
static bool
skip_record(struct input *in)
{
	const char *p = in->data, *end = p + in->end, *lf;

	while ((lf = memchr(p, '\n', (size_t)(end - p)))) {
		const char *next = lf + 1;
		const char *next_lf = memchr(next, '\n', (size_t)(end - next));

		/* A line that may yet turn out to be blank is judged when it is complete. */
		if (!in->eof && (next == end || (is(*next, BLANK) && !next_lf)))
			break;
		p = next;
		in->skipped_lines++;
		if (!fold_continues(p, next_lf ? next_lf + 1 : end)) {
			in->start = (size_t)(p - in->data);
			return true;
		}
	}
	/* An indented line as long as the buffer is taken to be part of the record. */
	if (in->eof || (lf && in->end == CAPACITY - 1))
		p = end;
	in->start = lf && p != end ? (size_t)(lf - in->data) : in->end;
	return in->eof;
}

static bool
deliver(struct input *in, size_t end, struct block *b)
{
	*b = (struct block){ .p = in->data + in->start,
		.end = in->data + end,
		.file = in->file,
		.first = in->fresh,
		.skipped_lines = in->skipped_lines };
	memset(in->data + in->end, 0, SCAN_WIDE);
	in->fresh = false;
	in->skipped_lines = 0;
	in->start = end;
	in->scanned = 0;
	return true;
}

/* Moves what is left to the front of the buffer. */
static void
compact(struct input *in)
{
	if (in->start == 0)
		return;
	memmove(in->data, in->data + in->start, in->end - in->start);
	in->end -= in->start;
	in->start = in->scanned = 0;
}

/* At the end of the file: delivers all that is left, with a LF added if it lacks one. */
static bool
deliver_rest(struct input *in, struct block *b)
{
	bool unfinished;

	if (in->start == in->end)
		return false;
	unfinished = in->data[in->end - 1] != '\n';
	if (unfinished)
		in->data[in->end++] = '\n';
	deliver(in, in->end, b);
	b->last = true;
	b->unfinished = unfinished;
	return true;
}

/* If the last line in a full buffer is blank so far, drops its blanks but one: they are
 * indentation or nothing.  False if it isn't. */
static bool
squeeze_blanks(struct input *in)
{
	size_t i = in->end;

	while (i && is(in->data[i - 1], BLANK))
		i--;
	if (in->end - i < 2 || (i && in->data[i - 1] != '\n'))
		return false;
	in->end = i + 1;
	return true;
}

/* The buffer is full of one record: delivers it as far as it goes, ended by a LF. */
static bool
deliver_cut(struct input *in, struct block *b)
{
	in->data[in->end++] = '\n';
	deliver(in, in->end, b);
	b->cut = true;
	in->skipping = true;
	return true;
}

bool
input_next(struct input *in, struct block *b)
{
	for (;;) {
		size_t boundary;

		if (in->fd == NO_FD && !next_file(in))
			return false;
		compact(in);
		if (in->eof) {
			bool rest = !in->skipping && deliver_rest(in, b);

			if (in->start == in->end)
				close_file(in);
			if (rest)
				return true;
			continue;
		}
		if (in->end == CAPACITY - 1 && !squeeze_blanks(in))
			return deliver_cut(in, b);
		read_more(in);
		if (in->skipping) {
			in->skipping = !skip_record(in);
			continue;
		}
		boundary = in->eof ? 0 : fold_last_end(in->data, in->end, &in->scanned);
		if (boundary)
			return deliver(in, boundary, b);
	}
}

void
input_hand_over(struct input *in, struct input *to)
{
	size_t left = in->end - in->start;
	char *data = to->data;

	if (left)
		memcpy(data, in->data + in->start, left);
	to->data = in->data;
	in->data = data;
	in->start = 0;
	in->end = left;
	to->files = in->files;
	to->bytes = in->bytes;
	to->done = in->done;
	to->size = in->noperands == 1 && !in->folder ? in->size : -1;
}
