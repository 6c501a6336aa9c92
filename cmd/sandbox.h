/*
 * sandbox: what a program may still do, told to a system that can hold it to it.
 *
 * On OpenBSD, once all options and operands are taken:
 *
 *	who reads               pledge(2)                             unveil(2)
 *	standard input alone    stdio
 *	some files that         stdio rpath                           each file "r"
 *	  were named
 *	a folder, or many       stdio rpath                           not used
 *	fu-merge                stdio rpath wpath cpath fattr flock   its files, and the folder
 *	                                                              where one is replaced
 *	fu-log                  the same                              not used
 *
 * None can run a program, open a connection or look up a name, whatever a record
 * makes it do; of those in the first two rows none can open any other file.
 *
 * Links in a folder of records are followed, out of it too, on every system alike:
 * where unveil(2) hid what they lead to, such a file would be passed over as one that
 * is gone.  So a folder is not confined.  Nor is fu-log, which reads the folder of its
 * file, and asks for those above it whether they are $FU_DIR.  The system remembers
 * 128 names with the folders on the way to them, and forgets none: hence "many".
 *
 * Elsewhere nothing happens.
 */
#ifndef FU_SANDBOX_H
#define FU_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum { SANDBOX_FILES = 8 };

struct sandbox {
	struct {
		const char *path, *may; /* as unveil(2) has it: "r", "rwc" */
	} file[SANDBOX_FILES];
	size_t n; /* more than there is room for: many */
};

/* The program will open this. */
static inline void
sandbox_name(struct sandbox *s, const char *path, const char *may)
{
	if (s->n < SANDBOX_FILES) {
		s->file[s->n].path = path;
		s->file[s->n].may = may;
	}
	s->n++;
}

#ifdef __OpenBSD__
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

int pledge(const char *promises, const char *execpromises); /* hidden by POSIX */
int unveil(const char *path, const char *permissions);

/* Is all that will be opened named, and no folder to read among it? */
static inline bool
sandbox_knows_all(const struct sandbox *s)
{
	struct stat st;

	if (s->n == 0 || s->n > SANDBOX_FILES)
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (stat(s->file[i].path, &st) == 0 && S_ISDIR(st.st_mode))
			return false;
	return true;
}

/* A file is replaced by another, which begins beside it. */
static inline void
sandbox_show_folder(const char *path, const char *may)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) + 1 : 1;
	char folder[PATH_MAX] = ".";

	if (n >= sizeof(folder))
		return;
	if (slash)
		memcpy(folder, path, n);
	unveil(folder, may);
}

/* What can't be shown can't be opened then, which is told where it is tried. */
static inline bool
sandbox_hide_others(const struct sandbox *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (strchr(s->file[i].may, 'c'))
			sandbox_show_folder(s->file[i].path, s->file[i].may);
		unveil(s->file[i].path, s->file[i].may);
	}
	return unveil(NULL, NULL) == 0;
}

/* From here on the program only reads what was named; false if the system refuses.  The
 * time zone is read while its file can be seen. */
static inline bool
sandbox_reader(const struct sandbox *s)
{
	tzset();
	return (!sandbox_knows_all(s) || sandbox_hide_others(s)) &&
	       pledge(s->n ? "stdio rpath" : "stdio", NULL) == 0;
}

/* From here on it reads and writes files, of those named if any were. */
static inline bool
sandbox_writer(const struct sandbox *s)
{
	return (!sandbox_knows_all(s) || sandbox_hide_others(s)) &&
	       pledge("stdio rpath wpath cpath fattr flock", NULL) == 0;
}
#else
static inline bool
sandbox_reader(const struct sandbox *s)
{
	(void)s;
	return true;
}

static inline bool
sandbox_writer(const struct sandbox *s)
{
	(void)s;
	return true;
}
#endif

#endif
