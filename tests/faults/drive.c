/*
 * drive.c [-s | -1] SHIM FILES CASES: lets every call of every case fail in turn.
 *
 * Each case of CASES (see there) runs once without a fault; then again and
 * again, in a copy of FILES, with SHIM letting the n-th call of one kind fail in
 * one way, for n = 1, 2, 3 ... until a run ends without meeting the fault; then
 * with a limit on the size of files of 0, 1, 2 ... bytes, which is a full disk
 * also to those who write through stdio; and, who writes files, with SIGKILL at
 * each system call.  A run is right if it ended
 *   - with exit status 2 or more and a message, or
 *   - just as without the fault: same status, output, messages;
 * and in any case left every file as it was, or a writer's file as it becomes
 * without a fault, and no other file behind.  EINTR and short counts of reads
 * and writes and threads that can't be had must not be noticed at all, but that
 * who appends to a file may refuse what doesn't go in at once.  Where threads
 * share the work, their calls come in another order each time.
 *
 * The files of ../large stand in FILES only while a case runs that names them: who
 * reads the folder reads them too, each time, and after each run all are compared.
 *
 * -s leaves out the cases that begin with '!' and some of the limits; -1 too, and
 * stops at the first thing that is wrong.  Prints what was wrong, and last
 * the figures; exit status 1 if anything was.
 */
#define _DEFAULT_SOURCE /* MAP_ANON is not POSIX; nor is wait's status of SIGALRM named */
#include "plan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 32, FILES = 64, HANG = 60 /* seconds, of a machine that may be busy */ };

struct bytes {
	char *p;
	size_t n;
};

struct file {
	char path[128];
	struct bytes before, after;
	struct stat st;
};

struct outcome {
	int status; /* of the exit, or 256 + signal */
	struct bytes out, err;
};

struct test {
	char line[1024], *argv[WORDS], *in, *writes;
	struct file files[FILES];
	size_t nfiles;
	long entries, entries_after;
	struct outcome good;
};

static const char *shim;
static bool first_only;
static struct plan *plan;
static long runs, faults, kills, bad, tests;

static const char *const call_names[CALLS] = { "open", "read", "write", "close", "fsync", "rename",
	"fcntl", "stat", "readdir", "fdopendir", "ftruncate", "lseek", "unlink", "mkstemp",
	"fchmod", "pthread_create", "malloc", "realloc" };

static const struct {
	enum call call;
	int fault, on;
} ways[] = { { CALL_OPEN, EACCES, 0 }, { CALL_OPEN, EMFILE, 1 }, { CALL_OPEN, EINTR, 0 },
	{ CALL_OPEN, EIO, 0 }, { CALL_READ, EIO, 0 }, { CALL_READ, EIO, 1 },
	{ CALL_READ, EINTR, 0 }, { CALL_READ, EAGAIN, 0 }, { CALL_READ, FAULT_SHORT, 0 },
	{ CALL_READ, FAULT_SHORT, 1 }, { CALL_WRITE, ENOSPC, 0 }, { CALL_WRITE, ENOSPC, 1 },
	{ CALL_WRITE, EIO, 0 }, { CALL_WRITE, EINTR, 0 }, { CALL_WRITE, EAGAIN, 0 },
	{ CALL_WRITE, FAULT_SHORT, 0 }, { CALL_WRITE, FAULT_SHORT, 1 }, { CALL_CLOSE, EIO, 0 },
	{ CALL_CLOSE, EINTR, 0 }, { CALL_CLOSE, ENOSPC, 1 }, { CALL_FSYNC, EIO, 0 },
	{ CALL_FSYNC, ENOSPC, 1 }, { CALL_RENAME, EACCES, 0 }, { CALL_RENAME, EIO, 0 },
	{ CALL_FCNTL, EACCES, 0 }, { CALL_FCNTL, EINTR, 0 }, { CALL_FCNTL, ENOLCK, 1 },
	{ CALL_STAT, EIO, 0 }, { CALL_STAT, EACCES, 1 }, { CALL_READDIR, EIO, 0 },
	{ CALL_OPENDIR, EMFILE, 0 }, { CALL_OPENDIR, ENOMEM, 1 }, { CALL_TRUNCATE, EIO, 0 },
	{ CALL_SEEK, EIO, 0 }, { CALL_UNLINK, EACCES, 0 }, { CALL_MKSTEMP, EACCES, 0 },
	{ CALL_MKSTEMP, ENOSPC, 0 }, { CALL_CHMOD, EPERM, 0 }, { CALL_THREAD, EAGAIN, 0 },
	{ CALL_THREAD, EAGAIN, 1 }, { CALL_MALLOC, ENOMEM, 0 }, { CALL_MALLOC, ENOMEM, 1 },
	{ CALL_REALLOC, ENOMEM, 0 }, { CALL_REALLOC, ENOMEM, 1 } };

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	exit(2);
}

/* All that can be read from fd; closes it. */
static struct bytes
slurp(int fd)
{
	struct bytes b = { NULL, 0 };
	size_t cap = 0;
	ssize_t n;

	do {
		if (cap - b.n < 1 << 14)
			must((b.p = realloc(b.p, cap = cap * 2 + (1 << 15))), "realloc");
		n = read(fd, b.p + b.n, cap - b.n);
		must(n >= 0, "read");
		b.n += (size_t)n;
	} while (n);
	close(fd);
	return b;
}

static struct bytes
slurp_file(const char *path)
{
	int fd = open(path, O_RDONLY);

	return fd < 0 ? (struct bytes){ NULL, 0 } : slurp(fd);
}

static bool
same(struct bytes a, struct bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static void
spill(const char *path, struct bytes b)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	must(fd >= 0 && write(fd, b.p, b.n) == (ssize_t)b.n && close(fd) == 0, path);
}

/* Counts what is below a folder; takes the files up, if t is given. */
static long
walk(const char *dir, struct test *t)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	long n = 0;

	must(d, dir);
	while ((e = readdir(d))) {
		char path[128];
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		must(lstat(path, &st) == 0, path);
		n++;
		if (S_ISDIR(st.st_mode)) {
			n += walk(path, t);
		} else if (t) {
			must(t->nfiles < FILES, "too many files");
			t->files[t->nfiles] = (struct file){ .st = st };
			strcpy(t->files[t->nfiles].path, path + 2);
			t->files[t->nfiles++].before = slurp_file(path);
		}
	}
	closedir(d);
	return n;
}

static void
limit_files(long bytes)
{
	struct rlimit r;

	must(getrlimit(RLIMIT_FSIZE, &r) == 0, "getrlimit");
	r.rlim_cur = (rlim_t)bytes;
	must(setrlimit(RLIMIT_FSIZE, &r) == 0, "setrlimit");
	signal(SIGXFSZ, SIG_IGN);
}

/* Runs the test's command with the plan as it stands; size < 0: no limit. */
static struct outcome
run(struct test *t, long size)
{
	struct outcome o;
	int err[2], status;
	pid_t pid;

	must(pipe(err) == 0, "pipe");
	memset(plan->made, 0, sizeof(plan->made));
	plan->all = plan->hit = 0;
	plan->fd = -1;
	pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0) {
		int in = open(t->in ? t->in : "/dev/null", O_RDONLY),
		    out = open("../out", O_WRONLY | O_CREAT | O_TRUNC, 0600);

		must(in >= 0 && out >= 0, "open");
		dup2(in, 0);
		dup2(out, 1);
		dup2(err[1], 2);
		for (int fd = 3; fd < PLAN_FD; fd++)
			close(fd);
		alarm(HANG);
		if (size >= 0)
			limit_files(size);
		setenv("LD_PRELOAD", shim, 1);
		execvp(t->argv[0], t->argv);
		_exit(127);
	}
	close(err[1]);
	o.err = slurp(err[0]);
	must(waitpid(pid, &status, 0) == pid, "waitpid");
	o.status = WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
	o.out = slurp_file("../out");
	runs++;
	return o;
}

static void
release(struct outcome *o)
{
	free(o->out.p);
	free(o->err.p);
}

static void
complain(const struct test *t, const char *how, const char *what, const struct outcome *o)
{
	bad++;
	printf("bad: %s\n     %s: %s (status %d, %lu bytes out, message: %.*s)\n", t->line, how,
	    what, o->status, (unsigned long)o->out.n, (int)(o->err.n < 200 ? o->err.n : 200),
	    o->err.n ? o->err.p : "");
	if (first_only)
		exit(1);
}

/* The files afterwards; what was changed is put back. */
static const char *
files_wrong(struct test *t, const struct outcome *o, bool killed)
{
	const char *wrong = NULL;
	long entries;

	for (size_t i = 0; i < t->nfiles; i++) {
		struct file *f = &t->files[i];
		bool writes = t->writes && strcmp(t->writes, f->path) == 0;
		struct bytes now = slurp_file(f->path);

		if (!(same(now, f->before) || (writes && same(now, f->after))))
			wrong = writes ? "its file is neither as before nor as it should become"
				       : "a file was changed";
		else if (writes && o->status == t->good.status && !same(now, f->after))
			wrong = "success, but its file lacks what it said it wrote";
		if (!same(now, f->before))
			spill(f->path, f->before);
		free(now.p);
	}
	entries = walk(".", NULL);
	if (entries == t->entries || entries == t->entries_after)
		return wrong;
	must(system("find . -name '*.?????"
		    "?' ! -name '*.mustache' -type f -exec rm -f {} +") == 0,
	    "find");
	return killed ? wrong : "files were left behind or are lost";
}

static void
judge(struct test *t, const char *how, struct outcome *o, bool unseen)
{
	const char *files = files_wrong(t, o, false);
	bool unheard = plan->hit && plan->call == CALL_WRITE && plan->fd == 2;

	if (files)
		complain(t, how, files, o);
	if (o->status == 256 + SIGALRM)
		complain(t, how, "hangs", o);
	else if (o->status >= 256)
		complain(t, how, "crashes", o);
	else if (o->status == t->good.status && same(o->out, t->good.out) &&
		 same(o->err, t->good.err))
		return;
	else if (unseen)
		complain(t, how, "must go unnoticed", o);
	else if (o->status < 2)
		complain(t, how, "output, messages or status differ, taken for success", o);
	else if (o->err.n == 0 && !unheard)
		complain(t, how, "no message", o);
}

static void
fail_calls(struct test *t)
{
	for (size_t w = 0; w < sizeof(ways) / sizeof(*ways); w++) {
		/* Who appends a line does it in one write or refuses. */
		bool refused = t->writes && ways[w].call == CALL_WRITE &&
			       ways[w].fault == FAULT_SHORT;
		bool unseen = !refused &&
			      (ways[w].call == CALL_READ || ways[w].call == CALL_WRITE) &&
			      (ways[w].fault == EINTR || ways[w].fault == FAULT_SHORT);

		unseen = unseen || ways[w].call == CALL_THREAD;

		for (long n = 1;; n++) {
			struct outcome o;
			char how[80];

			*plan = (struct plan){ .call = (int)ways[w].call,
				.fault = ways[w].fault,
				.n = n,
				.on = ways[w].on };
			o = run(t, -1);
			snprintf(how, sizeof(how), "%s %ld%s: %s", call_names[ways[w].call], n,
			    ways[w].on ? " and all that follow" : "",
			    ways[w].fault == FAULT_SHORT ? "short" : strerror(ways[w].fault));
			judge(t, how, &o, unseen);
			release(&o);
			if (!plan->hit)
				break;
			faults++;
		}
	}
}

/* The disk is full after so many bytes: each at first, then ever fewer. */
static void
fill_disk(struct test *t, bool quick)
{
	long most = (long)t->good.out.n, each = quick ? 20 : 300;

	for (size_t i = 0; i < t->nfiles; i++)
		if (t->writes && strcmp(t->writes, t->files[i].path) == 0 &&
		    (long)t->files[i].after.n > most)
			most = (long)t->files[i].after.n;
	for (long size = 0; size < most; size += size < each ? 1 : size / 7) {
		struct outcome o;
		char how[64];

		*plan = (struct plan){ .fault = FAULT_NONE };
		o = run(t, size);
		snprintf(how, sizeof(how), "no file may be longer than %ld", size);
		judge(t, how, &o, false);
		release(&o);
		faults++;
	}
}

/* SIGKILL at each system call; the next run must find nothing in its way. */
static void
kill_calls(struct test *t)
{
	for (long n = 1;; n++) {
		struct outcome o;
		const char *wrong;
		char how[64];

		*plan = (struct plan){ .fault = FAULT_KILL, .n = n };
		o = run(t, -1);
		if (!plan->hit) {
			files_wrong(t, &o, false);
			release(&o);
			return;
		}
		snprintf(how, sizeof(how), "killed at system call %ld", n);
		wrong = files_wrong(t, &o, true);
		if (wrong)
			complain(t, how, wrong, &o);
		release(&o);
		*plan = (struct plan){ .fault = FAULT_NONE };
		o = run(t, -1);
		if (o.status != t->good.status || !same(o.out, t->good.out))
			complain(t, how, "the next run does not go well", &o);
		files_wrong(t, &o, true);
		release(&o);
		kills++;
	}
}

/* How things are without a fault. */
static void
learn(struct test *t)
{
	t->nfiles = 0;
	t->entries = t->entries_after = walk(".", t);
	*plan = (struct plan){ .fault = FAULT_NONE };
	t->good = run(t, -1);
	for (size_t i = 0; i < t->nfiles; i++) {
		t->files[i].after = slurp_file(t->files[i].path);
		spill(t->files[i].path, t->files[i].before);
	}
	t->entries_after = walk(".", NULL);
	if (t->good.status > 2 || !plan->loaded) {
		complain(t, "without a fault", "can't be run, or the shim not loaded", &t->good);
		exit(2);
	}
}

/* Puts the large files that the line names into the folder, or takes them away. */
static void
large_files(const char *line, int (*put)(const char *from, const char *to))
{
	DIR *d = opendir("../large");
	struct dirent *e;
	char path[300];

	must(d, "../large");
	while ((e = readdir(d)))
		if (*e->d_name != '.' && strstr(line, e->d_name)) {
			snprintf(path, sizeof(path), "../large/%s", e->d_name);
			must(put(path, e->d_name) == 0, e->d_name);
		}
	closedir(d);
}

static int
take_away(const char *from, const char *to)
{
	(void)from;
	return unlink(to);
}

static void
read_case(struct test *t, char *line)
{
	size_t n = 0;

	line[strcspn(line, "\n")] = '\0';
	strcpy(t->line, line);
	t->in = t->writes = NULL;
	for (char *w = strtok(line, " "); w && n < WORDS - 1; w = strtok(NULL, " ")) {
		if (strncmp(w, "writer:", 7) == 0)
			t->writes = w + 7;
		else if (*w == '<')
			t->in = w + 1;
		else if (strcmp(w, "filter") != 0 && strncmp(w, "with:", 5) != 0)
			t->argv[n++] = w;
	}
	t->argv[n] = NULL;
}

int
main(int argc, char **argv)
{
	bool quick;
	static char line[1024];
	static struct test t;
	FILE *cases;
	int fd;

	first_only = argc > 1 && strcmp(argv[1], "-1") == 0;
	quick = first_only || (argc > 1 && strcmp(argv[1], "-s") == 0);
	argv += quick;
	must(argc - quick == 4, "usage: drive [-s] shim files cases");
	shim = argv[1];
	cases = fopen(argv[3], "r");
	must(cases, argv[3]);
	must(chdir(argv[2]) == 0, argv[2]);
	fd = open("../plan", O_RDWR | O_CREAT | O_TRUNC, 0600);
	must(fd >= 0 && ftruncate(fd, sizeof(*plan)) == 0 && dup2(fd, PLAN_FD) == PLAN_FD, "plan");
	plan = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, PLAN_FD, 0);
	must(plan != MAP_FAILED, "mmap");
	while (fgets(line, sizeof(line), cases)) {
		bool full = *line == '!';

		if (*line == '#' || *line == '\n' || (full && quick))
			continue;
		read_case(&t, line + full * 2);
		tests++;
		large_files(t.line, link);
		learn(&t);
		fill_disk(&t, quick);
		fail_calls(&t);
		if (t.writes)
			kill_calls(&t);
		large_files(t.line, take_away);
	}
	printf("%ld cases, %ld runs, %ld faults, %ld kills, %ld bad\n", tests, runs, faults, kills,
	    bad);
	return bad > 0;
}
