/* peak [-t] COMMAND...: runs it and prints its peak resident memory in KiB on
 * standard error, last; with -t before it the milliseconds that it took of a
 * processor.  Exits as the command does. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rusage used;
	int status, t = argc > 1 && strcmp(argv[1], "-t") == 0;
	pid_t child;

	argc -= t;
	argv += t;

	if (argc < 2 || (child = fork()) < 0)
		return 2;
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (waitpid(child, &status, 0) != child || getrusage(RUSAGE_CHILDREN, &used) != 0)
		return 2;
#ifdef __APPLE__
	used.ru_maxrss /= 1024;
#endif
	if (t)
		fprintf(
		    stderr, "%ld ", used.ru_utime.tv_sec * 1000L + used.ru_utime.tv_usec / 1000L);
	fprintf(stderr, "%ld\n", used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
