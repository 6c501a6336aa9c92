/* naive.c FILE TEXT: appends a line as one would without much thought.  The
 * fault tests must find out what is wrong with it. */
#include <stdio.h>

int
main(int argc, char **argv)
{
	FILE *f = argc == 3 ? fopen(argv[1], "a") : NULL;

	if (!f) {
		perror(argv[0]);
		return 2;
	}
	fprintf(f, "%s\n", argv[2]);
	fclose(f);
	return 0;
}
