/*
 * crowd: what goes on around a file while others append to it.
 *
 *	crowd rewrite FILE STOP   replaces FILE by a copy, by rename(2), under the
 *	                          lock of lib/record/file.h, again and again
 *	crowd watch FILE STOP     reads FILE again and again: every line that ends in
 *	                          a newline must end in " end"
 *	crowd kill USEC COMMAND...  runs the command and kills it that much later
 *
 * rewrite and watch end when the file STOP is there, and print how often they
 * went round; watch fails with the first line that was torn.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
die(const char *what)
{
	fprintf(stderr, "crowd: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void
rest(long usec)
{
	struct timespec t = { usec / 1000000, usec % 1000000 * 1000 };

	nanosleep(&t, NULL);
}

/* All of a file; *n its bytes.  The caller frees it. */
static char *
read_all(int fd, size_t *n)
{
	char *p = NULL;
	ssize_t r;

	*n = 0;
	do {
		p = realloc(p, *n + 65536);
		if (!p || (r = read(fd, p + *n, 65536)) < 0)
			die("read");
		*n += (size_t)r;
	} while (r > 0);
	return p;
}

static int
rewrite(const char *file, const char *stop)
{
	char beside[4096];
	int rounds = 0;

	snprintf(beside, sizeof(beside), "%s.new", file);
	for (; access(stop, F_OK) < 0; rest(5000)) {
		struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
		int fd = open(file, O_RDWR), to;
		struct stat st, named;
		size_t n;
		char *p;

		if (fd < 0 || fcntl(fd, F_SETLKW, &all) < 0 || fstat(fd, &st) < 0 ||
		    stat(file, &named) < 0)
			die(file);
		if (st.st_ino == named.st_ino) {
			p = read_all(fd, &n);
			to = open(beside, O_WRONLY | O_CREAT | O_TRUNC, 0666);
			if (to < 0 || write(to, p, n) != (ssize_t)n || rename(beside, file) < 0)
				die(beside);
			close(to);
			free(p);
			rounds++;
		}
		close(fd);
	}
	printf("%d rounds\n", rounds);
	return rounds == 0;
}

static int
watch(const char *file, const char *stop)
{
	int rounds = 0;

	for (; access(stop, F_OK) < 0; rest(5000), rounds++) {
		int fd = open(file, O_RDONLY);
		size_t n;
		char *all, *p, *lf;

		if (fd < 0)
			die(file);
		p = all = read_all(fd, &n);
		close(fd);
		for (; (lf = memchr(p, '\n', n - (size_t)(p - all))); p = lf + 1)
			if (lf - p < 4 || memcmp(lf - 4, " end", 4) != 0) {
				printf("torn: %.*s\n", (int)(lf - p), p);
				return 1;
			}
		free(all);
	}
	printf("%d rounds\n", rounds);
	return rounds == 0;
}

static int
kill_after(long usec, char **command)
{
	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	rest(usec);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "rewrite") == 0)
		return rewrite(argv[2], argv[3]);
	if (argc == 4 && strcmp(argv[1], "watch") == 0)
		return watch(argv[2], argv[3]);
	if (argc > 3 && strcmp(argv[1], "kill") == 0)
		return kill_after(atol(argv[2]), argv + 3);
	fprintf(stderr, "usage: crowd rewrite|watch FILE STOP\n       crowd kill USEC COMMAND...\n");
	return 2;
}
