/*
 * fu-log: appends a record from the command line to its file.
 */
#include "cli.h"

#include "book/audit.h"
#include "book/capture.h"
#include "book/elsewhere.h"
#include "record/file.h"
#include "record/scan.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] = "usage: fu-log [-v] [-n moment] [-o rec|tsv|json] [-r countxperiod]\n"
			    "              [file | +deal] [date] type [token ...]\n"
			    "       fu-log -h | -V\n";

enum { TIMES_MAX = 999 };

/* The file of this run, and what is to be written to it. */
struct job {
	struct cli *cli;
	struct arena arena;
	struct str path;  /* NUL-terminated */
	struct str deal;  /* the command line's +deal; empty: none */
	const char *date; /* the command line's date; empty: none */
	const char *type;
	char **words;
	size_t nwords;
	int times;
	struct period step;
	/* one attempt */
	struct file file;
	struct str in_force; /* the deal declared by the file's last deal line */
	struct capture capture;
	struct reader reader;
	struct audit *audit;
	struct buf line, answer; /* for the file; for standard output */
};

/* Reads COUNTxPERIOD, such as 6x1m. */
static void
read_times(struct job *j, const char *text)
{
	struct str period = str_from(text), count = str_cut(&period, 'x');
	int n = str_number(count);

	if (n < 1 || n > TIMES_MAX || !period.p || !period_parse(period, &j->step) ||
	    j->step.n > 999999999 / n)
		cli_usage(j->cli, STR("-r takes a count and a period such as 6x1m"));
	j->times = n;
}

static bool
is_type(const struct cli *c, const char *arg)
{
	struct str s = str_from(arg);

	return schema_type(&c->schema, s) != TYPE_NONE ||
	       (str_starts(s, STR("x-")) && !strchr(arg, '.') && !strchr(arg, '/'));
}

static bool
is_date(const char *arg)
{
	struct moment m;

	return strcmp(arg, "-") == 0 || date_parse(str_from(arg), &m);
}

/* Takes $FU_DIR if it is a file, for lack of a better one. */
static void
default_file(struct job *j)
{
	const char *dir = getenv("FU_DIR");
	struct stat st;

	if (!dir || !*dir || stat(dir, &st) < 0 || S_ISDIR(st.st_mode))
		cli_usage(j->cli, STR("name the file or the +deal that the record goes to"));
	j->path = str_from(dir);
}

static void
read_operands(struct job *j, int argc, char **argv)
{
	const char *first = argv[optind];

	if (optind < argc && *first == '+') {
		j->deal = str_from(first + 1);
		if (!scan_is_name(j->deal))
			cli_usage_of(j->cli,
			    STR("no name of a deal or person; write a file as ./NAME:"), first);
		optind++;
	} else if (optind < argc && !is_type(j->cli, first) && !is_date(first)) {
		j->path = str_from(first);
		optind++;
	}
	if (optind < argc &&
	    ((*argv[optind] >= '0' && *argv[optind] <= '9') || strcmp(argv[optind], "-") == 0))
		j->date = argv[optind++];
	if (optind >= argc || !*argv[optind] || *argv[optind] == '-')
		cli_usage(
		    j->cli, STR("name a type, after the options; fu-parse -l types lists them"));
	j->type = argv[optind++];
	j->words = argv + optind;
	j->nwords = (size_t)(argc - optind);
	if (!j->path.p && !j->deal.n)
		default_file(j);
}

/* Records written several times need an id and a date to tell them apart. */
static void
check_times(const struct job *j)
{
	enum type t = schema_type(&j->cli->schema, str_from(j->type));
	bool dated = false;

	for (size_t i = 0; i < j->nwords; i++)
		dated = dated || str_starts(str_from(j->words[i]), STR("by:"));
	if (t == TYPE_NONE || t == TYPE_X || !schema_types[t].names_id ||
	    !schema_key_use(&j->cli->schema, t, KEY_BY))
		cli_usage(j->cli, STR("-r is for types that name an %id and have by:"));
	if (!dated)
		cli_usage(j->cli, STR("-r counts from a by:, and there is none"));
}

static void
read_options(struct job *j, int argc, char **argv)
{
	int opt;

	while ((opt = cli_getopt_first(j->cli, argc, argv, "r:")) != -1)
		if (opt == 'r')
			read_times(j, optarg);
	cli_confine(j->cli, true);
	if (!cli_record_form(j->cli))
		cli_usage(j->cli, STR("-o takes rec, tsv or json"));
	read_operands(j, argc, argv);
	if (j->times)
		check_times(j);
}

static void
undeclared(struct job *j, const struct near *near)
{
	struct place at = { str_from(j->cli->name), 0, 0 };

	diag_report(&j->cli->diag, DIAG_UNDECLARED_DEAL, at, j->deal, STR(""), STR(""));
	if (near->best.n)
		diag_note(&j->cli->diag, at, "did you mean '+$1'?", near->best, STR(""));
	else
		diag_note(&j->cli->diag, at,
		    "no file below $FU_DIR holds its deal line; fu-log FILE deal +NAME TITLE begins one",
		    STR(""), STR(""));
}

/* Refuses to choose between two files that declare the deal. */
static void
two_files(struct job *j, struct str other)
{
	struct buf message = buf_mem();

	buf_str(&message, j->path);
	buf_str(&message, STR(" and "));
	buf_str(&message, other);
	buf_str(&message, STR(" both declare the deal: name one of them instead"));
	cli_usage(j->cli, buf_view(&message));
}

/* Finds the file that declares j->deal; false if none does. */
static bool
find_file(struct job *j)
{
	const char *dir = getenv("FU_DIR");
	struct diag *d = &j->cli->diag;
	struct near near = near_to(j->deal);
	const struct record *r;
	struct reader rd;

	if (!dir || !*dir)
		cli_usage(j->cli, STR("a +deal is looked for below $FU_DIR, which is not set"));
	d->least = DIAG_TROUBLE; /* what is wrong elsewhere doesn't matter now */
	reader_init(&rd, &j->cli->schema, d);
	input_add(&rd.input, str_from(dir));
	while ((r = reader_next(&rd))) {
		if (r->type != TYPE_DEAL || str_eq(r->at.file, j->path))
			continue;
		near_try(&near, arena_str(&j->arena, r->deal));
		if (!str_eq(r->deal, j->deal))
			continue;
		if (j->path.p)
			two_files(j, r->at.file);
		j->path = arena_z(&j->arena, r->at.file);
	}
	reader_release(&rd);
	d->least = DIAG_WARNING;
	if (d->worst < DIAG_TROUBLE && !j->path.p)
		undeclared(j, &near);
	return j->path.p && d->worst < DIAG_TROUBLE;
}

static bool
refuse(struct job *j)
{
	diag_note(&j->cli->diag, (struct place){ str_from(j->cli->name), 0, 0 },
	    "nothing was written to $1", j->path, STR(""));
	return false;
}

/* Reads the file by itself: is all of it valid, and which deal does it end in? */
static bool
read_file(struct job *j)
{
	struct diag *d = &j->cli->diag;
	struct reader rd;
	bool good;

	j->in_force = STR("");
	if (j->file.missing)
		return true;
	d->least = DIAG_ERROR;
	reader_init(&rd, &j->cli->schema, d);
	input_add_open(&rd.input, j->path, j->file.fd);
	while (reader_next(&rd))
		;
	j->in_force = arena_str(&j->arena, rd.deal);
	d->least = DIAG_WARNING;
	good = d->worst < DIAG_ERROR;
	if (good && j->file.unfinished)
		diag_report(d, DIAG_UNFINISHED_LINE, (struct place){ j->path, rd.line - 1, 0 },
		    STR(""), STR(""), STR(""));
	reader_release(&rd);
	return good && file_rewind(&j->file);
}

/* Is the folder $FU_DIR or below it?  Compares device and inode, not names. */
static bool
is_below(struct job *j, struct str folder, const char *dir)
{
	struct stat top, here, last = { 0 };
	struct buf up = buf_mem();
	bool met = false;

	if (stat(dir, &top) < 0)
		return false;
	buf_str(&up, folder);
	for (;;) {
		struct str name = arena_z(&j->arena, buf_view(&up));

		if (stat(name.p, &here) < 0 ||
		    (here.st_ino == last.st_ino && here.st_dev == last.st_dev))
			break;
		met = here.st_ino == top.st_ino && here.st_dev == top.st_dev;
		if (met)
			break;
		last = here;
		buf_str(&up, STR("/.."));
	}
	buf_release(&up);
	return met;
}

/* Adds the records that the new one must fit in with: the file and its folder, or $FU_DIR. */
static void
add_context(struct job *j, struct input *in)
{
	struct str folder = arena_z(&j->arena, file_folder(j->path));
	const char *dir = getenv("FU_DIR");

	if (!j->file.missing)
		input_add_open(in, j->path, j->file.fd);
	if (dir && *dir && is_below(j, folder, dir))
		input_add(in, str_from(dir));
	else
		input_add_flat(in, folder);
}

static bool
read_context(struct job *j)
{
	struct diag *d = &j->cli->diag;
	const struct record *r;

	d->least = DIAG_TROUBLE;
	reader_init(&j->reader, &j->cli->schema, d);
	add_context(j, &j->reader.input);
	while ((r = reader_next(&j->reader)))
		if (capture_concerns(&j->capture, r)) {
			audit_add(j->audit, r, &j->reader);
			capture_context(&j->capture, r, r->at.file.p == j->path.p);
		}
	d->least = DIAG_WARNING;
	return d->worst < DIAG_TROUBLE;
}

static const struct str new_name = { "<new>", 5 };

/* Audits the context again, with the new records or without. */
static void
audit_again(struct job *j, struct str new, struct elsewhere *e)
{
	const struct audit_filter filter = { e, elsewhere_differs };
	struct diag *d = &j->cli->diag;
	const struct record *r;
	struct reader rd;
	struct audit *a;

	if (!j->file.missing && !file_rewind(&j->file))
		return;
	a = audit_new(&j->cli->schema, d, j->cli->now, j->cli->me);
	audit_errors_alone(a);
	d->least = DIAG_TROUBLE;
	reader_init(&rd, &j->cli->schema, d);
	add_context(j, &rd.input);
	if (new.n)
		input_add_text(&rd.input, new_name, new);
	while ((r = reader_next(&rd)))
		if (capture_concerns(&j->capture, r))
			audit_add(a, r, &rd);
	reader_release(&rd);
	d->least = DIAG_WARNING;
	audit_finish(a, &filter);
}

/* Reports what the new records make wrong elsewhere, such as a payment recorded earlier that is
 * now too much.  Only if there are errors elsewhere does it ask what was wrong before. */
static void
check_elsewhere(struct job *j, struct str new, struct elsewhere *e)
{
	if (e->errors.n && j->cli->diag.worst < DIAG_ERROR) {
		e->learn = true;
		audit_again(j, STR(""), e);
		e->learn = false;
		audit_again(j, new, e);
	}
	elsewhere_release(e);
}

/* Reads the new records as if they were in the file, and checks them there. */
static bool
check(struct job *j)
{
	struct elsewhere elsewhere = { .here = new_name };
	const struct audit_filter filter = { &elsewhere, elsewhere_count };
	struct buf lines = buf_mem(), canonical = buf_mem();
	struct emitter canon;
	const struct record *r;

	capture_lines(&j->capture, &lines);
	emit_init(&canon, &canonical, &j->cli->schema);
	j->cli->emitter.out = &j->answer;
	emit_begin(&j->cli->emitter);
	if (capture_first(&j->capture, &j->reader, new_name, buf_view(&lines)))
		input_add_text(&j->reader.input, new_name, buf_view(&lines));
	while ((r = reader_next(&j->reader))) {
		audit_add(j->audit, r, &j->reader);
		canonical.n = 0;
		emit_record(&canon, r);
		emit_record(&j->cli->emitter, r);
		capture_short(r, buf_view(&canonical), j->in_force, &j->line);
	}
	j->cli->diag.least = DIAG_WARNING;
	audit_finish(j->audit, &filter);
	j->audit = NULL;
	check_elsewhere(j, buf_view(&lines), &elsewhere);
	if (j->capture.meant.n)
		diag_note(&j->cli->diag, (struct place){ str_from(j->cli->name), 0, 0 },
		    "did you mean '$1'?", j->capture.meant, STR(""));
	emit_release(&canon);
	buf_release(&canonical);
	buf_release(&lines);
	return j->cli->diag.worst < DIAG_ERROR;
}

/* Writes the lines with the file's own line ends. */
static bool
append(struct job *j)
{
	struct buf b = buf_mem();
	bool ok;

	for (size_t i = 0; i < j->line.n; i++) {
		if (j->line.p[i] == '\n' && j->file.crlf)
			buf_char(&b, '\r');
		buf_char(&b, j->line.p[i]);
	}
	ok = file_append(&j->file, buf_view(&b));
	buf_release(&b);
	if (ok)
		buf_str(&j->cli->out, buf_view(&j->answer));
	return ok;
}

/* Reads the words, in the deal that they, the command line or the file name. */
static void
begin(struct job *j)
{
	struct cli *c = j->cli;
	struct capture *cap = &j->capture;

	capture_init(cap, &c->schema, c->now, c->me, j->date);
	cap->times = j->times;
	cap->step = j->step;
	capture_words(cap, j->type, j->words, j->nwords);
	if (cap->strayed)
		cli_usage(c,
		    STR("a date goes before the type; put -- before a text that begins with one"));
	if (j->deal.n) {
		cap->deal = j->deal;
		cap->names_deal = false; /* a second one is refused by the reader */
	} else if (!cap->names_deal && (cap->type == TYPE_NONE || (!schema_types[cap->type].world &&
								      cap->type != TYPE_DEAL))) {
		cap->deal = j->in_force;
	}
	j->audit = audit_new(&c->schema, &c->diag, c->now, c->me);
	j->line = buf_mem();
	j->answer = buf_mem();
}

/* Warns about a new file that the programs won't find in its folder. */
static void
tell_stray(struct job *j)
{
	struct diag *d = &j->cli->diag;
	struct place at = { str_from(j->cli->name), 0, 0 };

	if (input_finds(j->path))
		return;
	diag_report(d, DIAG_STRAY_FILE, at, j->path, STR(""), STR(""));
	if (scan_is_name(j->path))
		diag_note(d, at, "+$1 would be the deal; delete the file then", j->path, STR(""));
}

/* Reads, checks and appends, under the lock.  True if somebody else created the file
 * meanwhile, so that everything must be done again. */
static bool
attempt(struct job *j)
{
	bool again = false, missing;

	if (!file_open(&j->file, &j->cli->diag, j->path, false))
		return false;
	missing = j->file.missing;
	if (!read_file(j))
		return refuse(j);
	begin(j);
	if (!read_context(j) || !check(j)) {
		refuse(j);
	} else if (!missing || file_open(&j->file, &j->cli->diag, j->path, true)) {
		again = missing && j->file.size > 0;
		if (!again && append(j) && missing)
			tell_stray(j);
	}
	file_close(&j->file);
	if (j->audit)
		audit_release(j->audit);
	capture_release(&j->capture);
	reader_release(&j->reader);
	buf_release(&j->line);
	buf_release(&j->answer);
	return again;
}

int
main(int argc, char **argv)
{
	struct cli c;
	struct job j = { .cli = &c, .date = "" };

	cli_init(&c, "fu-log", usage);
	read_options(&j, argc, argv);
	if (j.path.p || find_file(&j))
		while (attempt(&j))
			;
	arena_release(&j.arena);
	return cli_exit(&c);
}
