/*
 * sandbox: what a program may still do, told to a system that can hold it to it.
 *
 * On OpenBSD pledge(2): once its options are read, a program that only reads may
 * open files for reading and use those that are open; fu-log and fu-merge may
 * write, make, lock and rename files besides.  None can run a program, open a
 * connection or look up a name, whatever a record makes it do.  Elsewhere nothing
 * happens.  unveil(2) is not used: what may be read is what the operands name, and
 * folders and links lead anywhere.
 */
#ifndef FU_SANDBOX_H
#define FU_SANDBOX_H

#include <stdbool.h>

#ifdef __OpenBSD__
int pledge(const char *promises, const char *execpromises); /* hidden by POSIX */
#define PLEDGE(promises) (pledge((promises), (void *)0) == 0)
#else
#define PLEDGE(promises) true
#endif

/* From here on the program reads only; false if the system refuses. */
static inline bool
sandbox_reader(void)
{
	return PLEDGE("stdio rpath");
}

/* From here on it reads and writes files, and no more than that. */
static inline bool
sandbox_writer(void)
{
	return PLEDGE("stdio rpath wpath cpath fattr flock");
}

#endif
