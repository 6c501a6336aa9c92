/*
 * gen: makes records, as many as asked for, and the same ones every time.
 *
 *	gen [-altw] [-s seed] [-u ascii|cyrillic|cjk] [-d dir] records
 *
 * The book is the ordinary one of deals.h or, with -l, the hard one of late.h.  It
 * is sound: every line is valid by fu(5), ids are unique in their deal, what is
 * closed was open and is closed once, no more is paid than is owed.  Every record
 * names its +deal (people of all deals `+-`), so any shuffle or split of the lines
 * means the same.  Deals come one after the other, each in the order of its days;
 * only one is in memory at a time.
 *
 * Lines are canonical, except that declarations have no `-` for a date; with -a they
 * are aligned by blanks instead, as people like to see them.
 *
 * The heads depend on -a, -s, -t and the number of records, the texts on -s, -u and
 * -w: with another -u the same records are at the same byte offsets.
 */
#include "deals.h"
#include "late.h"
#include "line.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LATE_RECORDS = 1000, /* in a deal of the hard book */
	FILE_RECORDS = 20,   /* in a deal with -d, where each deal is a file */
};

struct gen {
	struct line *line;
	uint64_t seed;
	bool times, late;
	const char *dir;
};

static void
make_folder(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die(path);
}

/* Opens DIR/xx/yy/dN.fu, a hundred files a folder; no counts from 1. */
static int
open_file(const char *dir, uint64_t no)
{
	unsigned long long n = no - 1;
	char path[4096];
	int fd;

	if (strlen(dir) > sizeof path - 100) {
		errno = ENAMETOOLONG;
		die(dir);
	}
	if (n % 100 == 0) {
		make_folder(dir);
		snprintf(path, sizeof path, "%s/%02llu", dir, n / 10000);
		make_folder(path);
		snprintf(path, sizeof path, "%s/%02llu/%02llu", dir, n / 10000, n / 100 % 100);
		make_folder(path);
	}
	snprintf(
	    path, sizeof path, "%s/%02llu/%02llu/d%llu.fu", dir, n / 10000, n / 100 % 100, n + 1);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0)
		die(path);
	return fd;
}

/* With -d, deal number no goes to a file of its own. */
static void
begin_deal(const struct gen *g, uint64_t no)
{
	if (g->dir)
		g->line->fd = open_file(g->dir, no);
}

static void
end_deal(const struct gen *g)
{
	if (!g->dir)
		return;
	line_flush(g->line);
	if (close(g->line->fd) != 0)
		die("close");
}

static void
write_late(const struct gen *g, uint64_t records)
{
	uint64_t size = g->dir ? FILE_RECORDS : LATE_RECORDS;
	uint64_t deals = records < size ? 1 : records / size;
	struct late *d = late_new(g->line, g->times);

	for (uint64_t no = 1; no <= deals; no++) {
		begin_deal(g, no);
		late_write(d, g->seed, no, records / deals + (no <= records % deals));
		end_deal(g);
	}
	free(d);
}

static void
write_ordinary(const struct gen *g, uint64_t records)
{
	struct book *b = book_new(g->line, g->seed, g->times);

	for (uint64_t no = 1; records > 0; no++) {
		unsigned n = book_size(b, records);

		if (g->dir)
			n = records < 2 * FILE_RECORDS ? (unsigned)records : FILE_RECORDS;
		begin_deal(g, no);
		records -= book_deal(b, n);
		end_deal(g);
	}
	free(b);
}

static _Noreturn void
usage(void)
{
	fputs("usage: gen [-altw] [-s seed] [-u ascii|cyrillic|cjk] [-d dir] records\n", stderr);
	exit(2);
}

static uint64_t
number(const char *s)
{
	char *stop;
	unsigned long long v;

	errno = 0;
	v = strtoull(s, &stop, 10);
	if (*s < '0' || *s > '9' || *stop || errno)
		usage();
	return v;
}

int
main(int argc, char **argv)
{
	struct gen g = { .line = room(sizeof *g.line) };
	int c;

	line_init(g.line);
	while ((c = getopt(argc, argv, "ad:ls:tu:w")) != -1)
		switch (c) {
		case 'a':
			g.line->aligned = true;
			break;
		case 'd':
			g.dir = optarg;
			break;
		case 'l':
			g.late = true;
			break;
		case 's':
			g.seed = number(optarg);
			break;
		case 't':
			g.times = true;
			break;
		case 'u':
			g.line->script = script_named(optarg);
			break;
		case 'w':
			g.line->worst = true;
			break;
		default:
			usage();
		}
	if (optind + 1 != argc || g.line->script == SCRIPTS)
		usage();
	if (g.late)
		write_late(&g, number(argv[optind]));
	else
		write_ordinary(&g, number(argv[optind]));
	line_flush(g.line);
	free(g.line);
	return 0;
}
