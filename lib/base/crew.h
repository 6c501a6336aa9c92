/*
 * crew: several threads at one piece of work.
 *
 *	static void *work(void *self) { struct mine *m = self; ...; return NULL; }
 *
 *	crew_run(work, (void *[]){ &mine[0], &mine[1] }, 2);
 */
#ifndef FU_CREW_H
#define FU_CREW_H

#include <stddef.h>

/* Runs work(selves[i]) for each of n > 0 selves, the first in the caller's thread and each
 * other in a thread of its own; returns when all are done.  If the system refuses a thread,
 * its work is done in the caller's thread after the first. */
void crew_run(void *(*work)(void *self), void *const selves[], size_t n);

#endif
