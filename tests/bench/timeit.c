/*
 * timeit: times commands side by side.
 *
 *	timeit [-w] [-n runs] [-r repeat] [-b bytes] [-l log] label command [arg...] [::: ...]
 *
 * Runs each command once to warm up (not with -w), then all of them in turn, `runs`
 * times (A B C A B C ...), so that whatever else the machine does affects all
 * alike.  For each it prints a row of a Markdown table:
 *
 *	| label | wall ms | from - to | cpu ms | peak MiB | MB/s | x first |
 *
 * Wall clock and cpu (user and system, including processes waited for) are medians
 * over the runs, each the mean of `repeat` executions; MB/s is `bytes` by the median
 * wall clock; the last column is the median, over the runs, of this command's time
 * divided by the first one's in the same turn.  The peak is the largest resident set
 * of any single process, also in a pipeline.  A pipeline is given as `sh -c`.
 * Standard input and output are /dev/null for all.  A command that fails says so in
 * its row, in its own words; one that isn't in $PATH, or exits with 127 as a shell
 * then does, is "not installed", which is no failure.
 *
 * With -l each label begins with a word that is its key, which isn't printed.  The
 * measurements are appended to the log, a line for each command, separated by tabs:
 * key, KiB of the peak, then the wall clock of each run in seconds.  A command that
 * failed or isn't installed has no line.
 */
#ifdef __APPLE__
#define _DARWIN_C_SOURCE /* ru_maxrss */
#endif

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COMMANDS = 16, RUNS = 1000, NOT_INSTALLED = 127 };

struct sample {
	double wall, cpu; /* seconds per execution */
	long rss;         /* KiB; 0: not known here */
	int status;       /* as the shell's $? */
};

struct command {
	const char *key, *label;
	char **argv;
	int status;
	char why[200];
	long rss;
	double wall[RUNS], cpu[RUNS], ratio[RUNS];
};

struct bench {
	int runs, repeat, n;
	bool warm; /* skip the warm-up round */
	double bytes;
	FILE *err; /* standard error of the commands, an unnamed file */
	FILE *log; /* may be null */
	struct command commands[COMMANDS];
};

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "timeit: %s: %s\n", what, strerror(errno));
	exit(2);
}

static double
clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- one run ------------------------------------------------------------ */

static _Noreturn void
exec_command(char **argv, int null, int err)
{
	if (dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	execvp(argv[0], argv);
	dprintf(2, "%s: %s\n", argv[0], strerror(errno));
	_exit(NOT_INSTALLED);
}

static int
execute(char **argv, int null, int err)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return 126;
	if (pid == 0)
		exec_command(argv, null, err);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 126;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static struct sample
measure(char **argv, int repeat, int err)
{
	struct sample s = { .status = 0 };
	struct rusage use;
	int null = open("/dev/null", O_RDWR);
	double start = clock_now();

	for (int i = 0; i < repeat && s.status == 0; i++)
		s.status = execute(argv, null, err);
	s.wall = (clock_now() - start) / repeat;
	getrusage(RUSAGE_CHILDREN, &use);
	s.cpu = (seconds(use.ru_utime) + seconds(use.ru_stime)) / repeat;
#if defined(__APPLE__)
	s.rss = use.ru_maxrss / 1024;
#elif defined(__linux__) || defined(__FreeBSD__) || defined(__NetBSD__) || defined(__OpenBSD__)
	s.rss = use.ru_maxrss;
#endif
	close(null);
	return s;
}

/* Runs it from a separate process, so that RUSAGE_CHILDREN covers this run alone. */
static struct sample
run(char **argv, int repeat, int err)
{
	struct sample s = { .status = 126 };
	int ends[2];
	pid_t pid;

	if (pipe(ends) != 0 || ftruncate(err, 0) != 0 || lseek(err, 0, SEEK_SET) != 0)
		die("run");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0) {
		s = measure(argv, repeat, err);
		_exit(write(ends[1], &s, sizeof s) != (ssize_t)sizeof s);
	}
	close(ends[1]);
	if (read(ends[0], &s, sizeof s) != (ssize_t)sizeof s)
		die("run");
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return s;
}

/* --- all runs ------------------------------------------------------------ */

/* Notes the first line it wrote to standard error, fit for a table. */
static void
note_failure(struct command *c, int status, int err)
{
	ssize_t n = pread(err, c->why, sizeof c->why - 1, 0);

	c->status = status;
	c->why[n > 0 ? n : 0] = '\0';
	c->why[strcspn(c->why, "\n")] = '\0';
	for (char *p = c->why; *p; p++)
		if (*p == '|')
			*p = '/';
}

static void
run_all(struct bench *b)
{
	for (int r = b->warm ? 0 : -1; r < b->runs; r++)
		for (int i = 0; i < b->n; i++) {
			struct command *c = &b->commands[i];
			struct sample s;

			if (c->status)
				continue;
			s = run(c->argv, r < 0 ? 1 : b->repeat, fileno(b->err));
			if (s.status)
				note_failure(c, s.status, fileno(b->err));
			if (s.status || r < 0)
				continue;
			c->wall[r] = s.wall;
			c->cpu[r] = s.cpu;
			c->ratio[r] = s.wall / b->commands[0].wall[r];
			c->rss = s.rss > c->rss ? s.rss : c->rss;
		}
}

static int
double_cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median of n numbers, which get sorted. */
static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, double_cmp);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* Four digits, or more if the integer part has more. */
static void
print_ms(const char *before, double s)
{
	double ms = s * 1e3;

	printf("%s%.*f", before, ms < 10 ? 3 : ms < 100 ? 2 : ms < 1000 ? 1 : 0, ms);
}

static void
print_row(struct bench *b, struct command *c)
{
	double wall;

	if (c->status == NOT_INSTALLED && !strchr(c->argv[0], '/')) {
		printf("| %s | not installed | | | | | |\n", c->label);
		return;
	}
	if (c->status) {
		printf("| %s | FAILED: status %d: %s | | | | | |\n", c->label, c->status, c->why);
		return;
	}
	wall = median(c->wall, b->runs);
	printf("| %s | ", c->label);
	print_ms("", wall);
	print_ms(" | ", c->wall[0]);
	print_ms(" - ", c->wall[b->runs - 1]);
	print_ms(" | ", median(c->cpu, b->runs));
	printf(" | ");
	if (c->rss)
		printf("%.1f", (double)c->rss / 1024);
	printf(b->bytes > 0 ? " | %.0f" : " | ", b->bytes / wall / 1e6);
	if (b->commands[0].status)
		printf(" | |\n");
	else
		printf(" | %.3g |\n", median(c->ratio, b->runs));
}

/* In the order of the rounds, so to be called before median() sorts them. */
static void
log_command(FILE *log, int runs, const struct command *c)
{
	if (c->status)
		return;
	fprintf(log, "%s\t%ld", c->key, c->rss);
	for (int r = 0; r < runs; r++)
		fprintf(log, "\t%.6f", c->wall[r]);
	fputc('\n', log);
}

static void
report(struct bench *b)
{
	for (int i = 0; b->log && i < b->n; i++)
		log_command(b->log, b->runs, &b->commands[i]);
	if (b->log && fclose(b->log) != 0)
		die("log");
	for (int i = 0; i < b->n; i++)
		print_row(b, &b->commands[i]);
}

static _Noreturn void
usage(void)
{
	fputs(
	    "usage: timeit [-w] [-n runs] [-r repeat] [-b bytes] [-l log] label command [arg...] [::: ...]\n",
	    stderr);
	exit(2);
}

/* Reads "KEY LABEL", or only LABEL if no log needs keys. */
static void
read_label(struct command *c, char *word, bool keyed)
{
	char *blank = strchr(word, ' ');

	c->label = word;
	if (!keyed)
		return;
	if (!blank)
		usage();
	*blank = '\0';
	c->key = word;
	c->label = blank + 1;
}

static void
read_commands(struct bench *b, char **argv)
{
	while (*argv) {
		struct command *c = &b->commands[b->n++];

		if (b->n > COMMANDS || !argv[1] || strcmp(argv[1], ":::") == 0)
			usage();
		read_label(c, *argv++, b->log != NULL);
		c->argv = argv;
		while (*argv && strcmp(*argv, ":::") != 0)
			argv++;
		if (*argv)
			*argv++ = NULL;
	}
}

int
main(int argc, char **argv)
{
	struct bench *b = calloc(1, sizeof *b);
	int c;

	if (!b || !(b->err = tmpfile()))
		die("start");
	b->runs = 5;
	b->repeat = 1;
	while ((c = getopt(argc, argv, "+b:l:n:r:w")) != -1)
		switch (c) {
		case 'b':
			b->bytes = atof(optarg);
			break;
		case 'l':
			if (!(b->log = fopen(optarg, "a")))
				die(optarg);
			break;
		case 'n':
			b->runs = atoi(optarg);
			break;
		case 'r':
			b->repeat = atoi(optarg);
			break;
		case 'w':
			b->warm = true;
			break;
		default:
			usage();
		}
	if (optind == argc || b->runs < 1 || b->runs > RUNS || b->repeat < 1)
		usage();
	read_commands(b, argv + optind);
	run_all(b);
	report(b);
	fclose(b->err);
	free(b);
	return 0;
}
