/*
 * sandbox: what a program may still do, told to a system that can hold it to it.
 *
 * On OpenBSD pledge(2): once its options are read, a program that only reads may
 * open files for reading and use those that are open, nothing else: it can
 * neither write a file, run a program nor open a connection, whatever a record
 * makes it do.  Elsewhere nothing happens.  unveil(2) is not used: what may be
 * read is what the operands name, and folders and links lead anywhere.
 */
#ifndef FU_SANDBOX_H
#define FU_SANDBOX_H

#include <stdbool.h>

#ifdef __OpenBSD__
int pledge(const char *promises, const char *execpromises); /* hidden by POSIX */
#endif

/* From here on the program reads only; false if the system refuses. */
static inline bool
sandbox_reader(void)
{
#ifdef __OpenBSD__
	return pledge("stdio rpath", (void *)0) == 0;
#else
	return true;
#endif
}

#endif
