/*
 * loop: opens, reads and closes files, and does nothing else: the lower bound for
 * anything that reads many small ones.
 *
 *	loop folder...
 *	loop - <names
 *
 * Reads to its end every file below the folders whose name ends in .fu; takes
 * anything else for a folder.  With `-`, the names of the files are on standard
 * input, one a line, and no folder is read.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 16, PATH_BYTES = 4096 };

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "loop: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void
read_file(const char *path)
{
	char chunk[CHUNK];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : 1;

	while (n > 0)
		n = read(fd, chunk, sizeof chunk);
	if (n < 0 || close(fd) != 0)
		die(path);
}

static bool
ends_in_fu(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcmp(name + n - 3, ".fu") == 0;
}

/* The path has room for PATH_BYTES, and is unchanged when this returns. */
static void
read_folder(char *path)
{
	DIR *folder = opendir(path);
	size_t n = strlen(path);
	struct dirent *e;

	if (!folder)
		die(path);
	while ((e = readdir(folder))) {
		if (e->d_name[0] == '.')
			continue;
		if (n + strlen(e->d_name) + 2 > PATH_BYTES) {
			errno = ENAMETOOLONG;
			die(path);
		}
		snprintf(path + n, PATH_BYTES - n, "/%s", e->d_name);
		if (ends_in_fu(path))
			read_file(path);
		else
			read_folder(path);
		path[n] = '\0';
	}
	closedir(folder);
}

static void
read_names(char *path)
{
	while (fgets(path, PATH_BYTES, stdin)) {
		path[strcspn(path, "\n")] = '\0';
		read_file(path);
	}
}

int
main(int argc, char **argv)
{
	char path[PATH_BYTES];

	if (argc < 2) {
		fputs("usage: loop folder... | -\n", stderr);
		return 2;
	}
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-") == 0) {
			read_names(path);
			continue;
		}
		snprintf(path, sizeof path, "%s", argv[i]);
		read_folder(path);
	}
	return 0;
}
