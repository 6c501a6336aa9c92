/*
 * shim.c: loaded before libc (LD_PRELOAD), it lets one call of a program fail.
 * The plan stands in the page that descriptor PLAN_FD holds.
 *
 * Our programs reach the system through these functions only: faults.bats holds
 * what they import against this file.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "plan.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct plan *plan;
static void (*dump_counters)(void); /* gcov's, in a program built for `make cover` */

/* The program has ended: its counters are to reach their files whatever failed. */
static void
let_gcov_write(void)
{
	struct rlimit r;

	plan = NULL;
	if (getrlimit(RLIMIT_FSIZE, &r) == 0) {
		r.rlim_cur = r.rlim_max;
		setrlimit(RLIMIT_FSIZE, &r);
	}
}

__attribute__((constructor)) static void
map_plan(void)
{
	void *p = mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, PLAN_FD, 0);

	if (p == MAP_FAILED)
		return;
	plan = p;
	plan->loaded = 1;
	*(void **)&dump_counters = dlsym(RTLD_DEFAULT, "__gcov_dump");
}

/* What is registered here would run behind the counters' own destructor: main() must
 * have begun. */
static void
watch_the_end(void)
{
	static int watched;

	if (dump_counters && !__atomic_exchange_n(&watched, 1, __ATOMIC_SEQ_CST))
		atexit(let_gcov_write);
}

/* Shall this call fail?  0, an errno, or FAULT_SHORT. */
static int
fault_of(enum call call, int fd)
{
	bool system = call != CALL_MALLOC && call != CALL_REALLOC;
	long n, all;

	if (!plan)
		return FAULT_NONE;
	if (system)
		watch_the_end();
	n = __atomic_add_fetch(&plan->made[call], 1, __ATOMIC_SEQ_CST);
	all = __atomic_add_fetch(&plan->all, system, __ATOMIC_SEQ_CST);
	if (plan->fault == FAULT_KILL && system && all == plan->n) {
		plan->hit = 1;
		raise(SIGKILL);
	}
	if (plan->fault == FAULT_NONE || plan->call != (int)call ||
	    !(n == plan->n || (plan->on && n > plan->n)))
		return FAULT_NONE;
	plan->hit = 1;
	plan->fd = fd;
	return plan->fault;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL(call, fd, value) \
	do { \
		int fault_ = fault_of(call, fd); \
		if (fault_ > 0) { \
			errno = fault_; \
			return value; \
		} \
	} while (0)

/* Nothing fails here; but exit() would have written gcov's counters. */
void
_exit(int status)
{
	if (dump_counters) {
		let_gcov_write();
		dump_counters();
	}
	REAL(_exit)(status);
	__builtin_unreachable();
}

int
open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	FAIL(CALL_OPEN, -1, -1);
	return REAL(open)(path, flags, mode);
}

int
openat(int dir, const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & O_CREAT)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	FAIL(CALL_OPEN, -1, -1);
	return REAL(openat)(dir, path, flags, mode);
}

/* As FAIL; a short call moves one byte. */
#define MOVE(call, fd, n) \
	do { \
		int fault_ = fault_of(call, fd); \
		if (fault_ > 0) { \
			errno = fault_; \
			return -1; \
		} \
		if (fault_ == FAULT_SHORT && n) \
			n = 1; \
	} while (0)

ssize_t
read(int fd, void *p, size_t n)
{
	MOVE(CALL_READ, fd, n);
	return REAL(read)(fd, p, n);
}

ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	MOVE(CALL_READ, fd, n);
	return REAL(pread)(fd, p, n, at);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	MOVE(CALL_WRITE, fd, n);
	return REAL(write)(fd, p, n);
}

int
close(int fd)
{
	int fault = fault_of(CALL_CLOSE, fd), r = REAL(close)(fd);

	if (fault > 0) { /* the descriptor is gone all the same, as on Linux */
		errno = fault;
		return -1;
	}
	return r;
}

int
fsync(int fd)
{
	FAIL(CALL_FSYNC, fd, -1);
	return REAL(fsync)(fd);
}

int
rename(const char *from, const char *to)
{
	FAIL(CALL_RENAME, -1, -1);
	return REAL(rename)(from, to);
}

int
fcntl(int fd, int command, ...)
{
	va_list ap;
	void *p;

	va_start(ap, command);
	p = va_arg(ap, void *);
	va_end(ap);
	FAIL(CALL_FCNTL, fd, -1);
	return REAL(fcntl)(fd, command, p);
}

int
fstat(int fd, struct stat *st)
{
	FAIL(CALL_STAT, fd, -1);
	return REAL(fstat)(fd, st);
}

int
stat(const char *path, struct stat *st)
{
	FAIL(CALL_STAT, -1, -1);
	return REAL(stat)(path, st);
}

int
lstat(const char *path, struct stat *st)
{
	FAIL(CALL_STAT, -1, -1);
	return REAL(lstat)(path, st);
}

int
fstatat(int dir, const char *path, struct stat *st, int flags)
{
	FAIL(CALL_STAT, -1, -1);
	return REAL(fstatat)(dir, path, st, flags);
}

int
access(const char *path, int mode)
{
	FAIL(CALL_STAT, -1, -1);
	return REAL(access)(path, mode);
}

DIR *
fdopendir(int fd)
{
	FAIL(CALL_OPENDIR, fd, NULL);
	return REAL(fdopendir)(fd);
}

struct dirent *
readdir(DIR *dir)
{
	FAIL(CALL_READDIR, -1, NULL);
	return REAL(readdir)(dir);
}

int
closedir(DIR *dir)
{
	int fault = fault_of(CALL_CLOSE, -1), r = REAL(closedir)(dir);

	if (fault > 0) {
		errno = fault;
		return -1;
	}
	return r;
}

int
ftruncate(int fd, off_t size)
{
	FAIL(CALL_TRUNCATE, fd, -1);
	return REAL(ftruncate)(fd, size);
}

off_t
lseek(int fd, off_t at, int whence)
{
	FAIL(CALL_SEEK, fd, -1);
	return REAL(lseek)(fd, at, whence);
}

int
unlink(const char *path)
{
	FAIL(CALL_UNLINK, -1, -1);
	return REAL(unlink)(path);
}

int
mkstemp(char *path)
{
	FAIL(CALL_MKSTEMP, -1, -1);
	return REAL(mkstemp)(path);
}

int
fchmod(int fd, mode_t mode)
{
	FAIL(CALL_CHMOD, fd, -1);
	return REAL(fchmod)(fd, mode);
}

int
pthread_create(pthread_t *t, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
	int fault = fault_of(CALL_THREAD, -1);

	return fault > 0 ? fault : REAL(pthread_create)(t, attr, run, arg);
}

void *
malloc(size_t n)
{
	FAIL(CALL_MALLOC, -1, NULL);
	return REAL(malloc)(n);
}

/* Made of malloc: dlsym(3) may call calloc itself, before it is known which one that is. */
void *
calloc(size_t n, size_t size)
{
	void *p;

	FAIL(CALL_MALLOC, -1, NULL);
	if (size && n > SIZE_MAX / size)
		return NULL;
	p = REAL(malloc)(n * size);
	return p ? memset(p, 0, n * size) : NULL;
}

void *
realloc(void *p, size_t n)
{
	FAIL(CALL_REALLOC, -1, NULL);
	return REAL(realloc)(p, n);
}
