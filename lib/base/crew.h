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

/* Runs work() on each of the n, the first in the caller's own thread and the others in
 * threads of their own; returns when all are through.  A thread that the system does not
 * give is done without: its work is done when the first is through. */
void crew_run(void *(*work)(void *self), void *const selves[], size_t n);

#endif
