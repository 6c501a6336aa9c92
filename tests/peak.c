/* peak COMMAND...: runs it and prints its peak resident memory in KiB on
 * standard error, last; exits as the command does. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rusage used;
	int status;
	pid_t child;

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
	fprintf(stderr, "%ld\n", used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
