/*
 * sandbox: what a program may still do, declared to a system that can enforce it.
 *
 * On OpenBSD, once all options and operands are taken:
 *
 *	who reads               pledge(2)                             unveil(2)
 *	standard input alone    stdio
 *	some files that         stdio rpath                           each file "r"
 *	  were named
 *	a folder, or many       stdio rpath                           not used
 *	  files
 *	fu-merge                stdio rpath wpath cpath fattr flock   its files, and the folder
 *	                                                              where one is replaced
 *	fu-log                  the same                              not used
 *
 * None can run a program, open a connection or look up a name, whatever a record
 * makes it do; those in the first two rows can't open any other file either.
 *
 * A folder isn't confined, because links in a folder of records are followed, out of it
 * too, on every system alike: if unveil(2) hid a link's target, that file would be skipped
 * as if it were gone.  Nor is fu-log, which reads the folder of its file, and looks at
 * those above it in search of $FU_DIR.  "Many" is more than SANDBOX_FILES: the system
 * remembers only 128 names, counting the folders on the way to them, and forgets none.
 *
 * On other systems nothing happens.
 */
#ifndef FU_SANDBOX_H
#define FU_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum { SANDBOX_FILES = 8 };

struct sandbox {
	struct {
		const char *path, *may; /* permissions as in unveil(2): "r", "rwc" */
	} file[SANDBOX_FILES];
	size_t n; /* above SANDBOX_FILES: too many to name */
};

/* Announces that the program will open path; both strings must outlive the sandbox. */
void sandbox_name(struct sandbox *s, const char *path, const char *may);

/* From here on the program is restricted as the table says; `writes`: as fu-merge and
 * fu-log.  False if the system refuses. */
bool sandbox_enter(const struct sandbox *s, bool writes);

#endif
