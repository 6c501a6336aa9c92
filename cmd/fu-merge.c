/*
 * fu-merge: merges two versions of a file of records, for git.
 */
#include "cli.h"

#include "book/merge.h"
#include "record/file.h"

#include <unistd.h>

static const char usage[] = "usage: fu-merge [-p] base ours theirs [name]\n"
			    "       fu-merge -h | -V\n";

/* Reads ours, and keeps it locked unless the result is to be printed. */
static bool
read_ours(struct cli *c, struct file *f, struct str path, bool print, struct buf *ours)
{
	if (print)
		return file_read_path(&c->diag, path, ours);
	if (!file_open(f, &c->diag, path, false))
		return false;
	if (f->missing) /* reports that */
		return file_read_path(&c->diag, path, ours);
	return file_read(f, ours);
}

static void
merge(struct cli *c, char **operands, const char *name, bool print)
{
	struct str path = str_from(operands[1]);
	struct buf base = buf_mem(), ours = buf_mem(), theirs = buf_mem(), out = buf_mem();
	struct file f = { .fd = -1 };

	if (read_ours(c, &f, path, print, &ours) &&
	    file_read_path(&c->diag, str_from(operands[0]), &base) &&
	    file_read_path(&c->diag, str_from(operands[2]), &theirs)) {
		merge_texts(&c->schema, &c->diag, str_from(name), buf_view(&base), buf_view(&ours),
		    buf_view(&theirs), &out);
		if (print)
			buf_str(&c->out, buf_view(&out));
		else if (!str_eq(buf_view(&out), buf_view(&ours)))
			file_replace(&f, buf_view(&out));
	}
	file_close(&f);
	buf_release(&base);
	buf_release(&ours);
	buf_release(&theirs);
	buf_release(&out);
}

/* Ours is replaced by a new file made beside it. */
static void
confine(struct cli *c, char **operands, bool print)
{
	sandbox_name(&c->sandbox, operands[0], "r");
	sandbox_name(&c->sandbox, operands[1], print ? "r" : "rwc");
	sandbox_name(&c->sandbox, operands[2], "r");
	cli_confine(c, !print);
}

int
main(int argc, char **argv)
{
	bool print = false;
	struct cli c;
	int n;

	cli_init(&c, "fu-merge", usage);
	while (cli_getopt_first(&c, argc, argv, "p") != -1)
		print = true;
	n = argc - optind;
	if (n < 3 || n > 4)
		cli_usage(
		    &c, STR("name three files, base, ours and theirs, and a name if you like"));
	confine(&c, argv + optind, print);
	merge(&c, argv + optind, argv[optind + (n == 4 ? 3 : 1)], print);
	return cli_exit(&c);
}
