/*
 * plan: what the driver of the fault tests and its shim share: which call is to
 * fail, how, and which calls were made.  One page of memory, mapped by both.
 */
#ifndef FU_PLAN_H
#define FU_PLAN_H

enum call {
	CALL_OPEN,
	CALL_READ,
	CALL_WRITE,
	CALL_CLOSE,
	CALL_FSYNC,
	CALL_RENAME,
	CALL_FCNTL,
	CALL_STAT,
	CALL_READDIR,
	CALL_OPENDIR,
	CALL_TRUNCATE,
	CALL_SEEK,
	CALL_UNLINK,
	CALL_MKSTEMP,
	CALL_CHMOD,
	CALL_THREAD,
	CALL_MALLOC,
	CALL_REALLOC,
	CALLS,
};

/* How it fails; above zero an errno. */
enum {
	FAULT_NONE = 0,
	FAULT_SHORT = -1, /* it moves one byte only */
	FAULT_KILL = -2,  /* SIGKILL just before it */
};

struct plan {
	int call, fault;
	long n;           /* the n-th such call, from 1; with FAULT_KILL of them all */
	int on;           /* and all that follow */
	long made[CALLS]; /* so far */
	long all;         /* system calls so far, of any kind */
	int hit;          /* the fault came about */
	int loaded;       /* the shim is there */
	int fd;           /* of the call that failed, or -1 */
};

#define PLAN_FD 77

#endif
