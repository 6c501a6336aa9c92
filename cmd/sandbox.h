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

/* The program will open this; both strings outlive the sandbox. */
void sandbox_name(struct sandbox *s, const char *path, const char *may);

/* From here on the program reads what was named only, and writes none but as that says;
 * false if the system refuses. */
bool sandbox_enter(const struct sandbox *s, bool writes);

#endif
