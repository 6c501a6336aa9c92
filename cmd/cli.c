#include "cli.h"
#include "clock.h"

#include "record/file.h"
#include "record/scan.h"
#include "value/when.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#ifndef FU_VERSION
#define FU_VERSION "unversioned"
#endif

enum {
	PROGRESS_AFTER = 1,   /* seconds */
	LANES_FROM = 4 << 20, /* bytes of input that pay for a thread */
	LANES_USUAL = 8,      /* at most, unless -j says more */
	LANES_MOST = 64,
	SHOWN = 64, /* bytes of a wrong word */
};

static int64_t
monotonic_seconds(void)
{
	struct timespec t;

	return clock_gettime(CLOCK_MONOTONIC, &t) < 0 ? 0 : (int64_t)t.tv_sec;
}

static bool
wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");

	return !(no && *no) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

/* A write beyond ulimit -f shall fail, as on a full disk, so that it can be undone. */
static void
ignore_file_limit(void)
{
#ifdef SIGXFSZ
	sigaction(SIGXFSZ, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
#endif
}

void
cli_init(struct cli *c, const char *name, const char *usage)
{
	const char *me = getenv("FU_ME");

	file_fill_streams();
	ignore_file_limit();
	*c = (struct cli){ .name = name,
		.usage = usage,
		.form = "rec",
		.now = MOMENT_NONE,
		.lanes_from = LANES_FROM };
	schema_init(&c->schema);
	c->diag = (struct diag){ .err = buf_to(STDERR_FILENO), .excerpts = isatty(STDERR_FILENO) };
	c->out = buf_to(STDOUT_FILENO);
	c->flush_blocks = isatty(STDOUT_FILENO);
	c->colour = c->flush_blocks && wants_colour();
	c->progress = isatty(STDERR_FILENO);
	c->started = c->told = monotonic_seconds();
	reader_init(&c->reader, &c->schema, &c->diag);
	emit_init(&c->emitter, &c->out, &c->schema);
	c->me = me && *me ? str_from(me + (*me == '@')) : STR("me");
	if (!scan_is_name(c->me))
		cli_usage(c, STR("$FU_ME is no name"));
	c->selectors.me = c->me;
}

void
cli_usage(struct cli *c, struct str message)
{
	diag_report(&c->diag, DIAG_USAGE, (struct place){ str_from(c->name), 0, 0 }, message,
	    STR(""), STR(""));
	buf_str(&c->diag.err, str_from(c->usage));
	exit(diag_exit(&c->diag));
}

void
cli_usage_of(struct cli *c, struct str message, const char *text)
{
	struct buf b = buf_mem();

	buf_str(&b, message);
	buf_str(&b, STR(" '"));
	buf_str(&b, str_from(text));
	buf_char(&b, '\'');
	cli_usage(c, buf_view(&b));
}

void
cli_unknown(struct cli *c, struct str message, const struct near *near)
{
	struct buf b = buf_mem();

	buf_str(&b, message);
	buf_str(&b, STR(" '"));
	diag_safe(&b, near->word, SHOWN);
	buf_char(&b, '\'');
	if (near->best.n) {
		buf_str(&b, STR(", did you mean '"));
		buf_str(&b, near->best);
		buf_str(&b, STR("'?"));
	}
	cli_usage(c, buf_view(&b));
}

/* $FU_NOW, else the clock. */
static struct moment
default_now(struct cli *c)
{
	const char *env = getenv("FU_NOW");
	struct moment m;

	if (!env || !*env) {
		m = clock_here(time(NULL));
		if (m.day == DAY_NONE)
			cli_usage(c, STR("the clock can't be read; say the day with -n"));
		return m;
	}
	if (!date_parse(str_from(env), &m))
		cli_usage(c, STR("$FU_NOW is no date: YYYY-MM-DD or YYYY-MM-DDThh:mm"));
	return m;
}

struct moment
cli_moment(struct cli *c, const char *option, const char *text)
{
	static const struct calendar plain = CALENDAR_INIT;
	struct moment now = c->now.day == DAY_NONE ? default_now(c) : c->now;
	struct moment m = when_read(str_from(text), now, &plain);
	struct near near = near_to(str_from(text));
	struct buf message = buf_mem();

	if (m.day != DAY_NONE)
		return m;
	buf_str(&message, str_from(option));
	buf_str(&message,
	    STR(" takes a day such as 2025-07-16, 2025-07-16T09:00, today, mon or -1d, not"));
	near.best = when_near(near.word);
	cli_unknown(c, buf_view(&message), &near);
}

static void
add_operand(struct cli *c, const char *text)
{
	if (*text != '+' && *text != '@')
		input_add(&c->reader.input, str_from(text));
	else if (!selectors_add(&c->selectors, text))
		cli_usage_of(c, STR("no name of a deal or person; write a file as ./NAME:"), text);
}

/* Adds the input used if no operand names any. */
static void
default_input(struct cli *c)
{
	const char *dir = getenv("FU_DIR");

	if (c->reader.input.noperands)
		return;
	if (!isatty(STDIN_FILENO))
		input_add(&c->reader.input, STR("-"));
	else if (dir && *dir)
		input_add(&c->reader.input, str_from(dir));
	else
		cli_usage(c, STR("nothing to read: name a file or folder, or set $FU_DIR"));
}

void
cli_reads(struct cli *c, const char *path)
{
	if (strcmp(path, "-") != 0) /* standard input is open already */
		sandbox_name(&c->sandbox, path, "r");
}

void
cli_confine(struct cli *c, bool writes)
{
	if (!sandbox_enter(&c->sandbox, writes))
		cli_usage(c, STR("the system refuses the sandbox"));
}

void
cli_answered(struct cli *c)
{
	selectors_release(&c->selectors); /* nothing was read that could bear them out */
	exit(cli_exit(c));
}

static bool
common_option(struct cli *c, int opt)
{
	switch (opt) {
	case 'h':
		buf_str(&c->out, str_from(c->usage));
		cli_answered(c);
	case 'V':
		buf_str(&c->out, str_from(c->name));
		buf_str(&c->out, STR(" " FU_VERSION "\n"));
		cli_answered(c);
	case 'n':
		c->now = cli_moment(c, "-n", optarg);
		return true;
	case 'o':
		c->form = optarg;
		return true;
	case 'v':
		c->diag.excerpts = true;
		return true;
	}
	return false;
}

static _Noreturn void
bad_option(struct cli *c, bool known, const char *arg)
{
	struct buf message = buf_mem();

	if (optopt == '-')
		cli_usage_of(c, STR("unknown option"), arg);
	buf_str(&message, known ? STR("option -") : STR("unknown option -"));
	buf_char(&message, (char)optopt);
	if (known)
		buf_str(&message, STR(" needs an operand"));
	cli_usage(c, buf_view(&message));
}

/* The next option, the common ones handled; -1 at an operand. */
static int
next_option(struct cli *c, int argc, char **argv, const char *letters)
{
	const char *arg = argv[optind];
	int opt;

	if (arg && strcmp(arg, "--help") == 0)
		common_option(c, 'h');
	if (arg && strcmp(arg, "--version") == 0)
		common_option(c, 'V');
	opt = getopt(argc, argv, letters);
	if (opt == '?' || opt == ':')
		bad_option(c, opt == ':', arg);
	return opt;
}

int
cli_getopt(struct cli *c, int argc, char **argv, const char *own)
{
	char letters[64] = ":hVn:o:v";
	int opt;

	strncat(letters, own, sizeof(letters) - strlen(letters) - 1);
	/* Not every getopt(3) moves operands behind the options, so take them one by one. */
	while (optind < argc || optind == 1) {
		opt = next_option(c, argc, argv, letters);
		if (opt != -1 && !common_option(c, opt))
			return opt;
		if (opt == -1) {
			bool rest = optind > 1 && strcmp(argv[optind - 1], "--") == 0;

			do {
				if (optind < argc)
					add_operand(c, argv[optind++]);
			} while (rest && optind < argc);
			if (optind >= argc)
				break;
		}
	}
	if (c->now.day == DAY_NONE)
		c->now = default_now(c);
	default_input(c);
	for (size_t i = 0; i < c->reader.input.noperands; i++)
		cli_reads(c, c->reader.input.operands[i].name.p);
	cli_confine(c, false);
	return -1;
}

int
cli_getopt_first(struct cli *c, int argc, char **argv, const char *own)
{
	char letters[64] = "+:hVn:o:v"; /* '+': getopt(3) is not to look behind the first operand */
	int opt;

	strncat(letters, own, sizeof(letters) - strlen(letters) - 1);
	while ((opt = next_option(c, argc, argv, letters)) != -1)
		if (!common_option(c, opt))
			return opt;
	if (c->now.day == DAY_NONE)
		c->now = default_now(c);
	return -1;
}

bool
cli_record_form(struct cli *c)
{
	static const char *const forms[] = {
		[EMIT_REC] = "rec", [EMIT_TSV] = "tsv", [EMIT_JSON] = "json"
	};

	for (int f = EMIT_REC; f <= EMIT_JSON; f++)
		if (strcmp(forms[f], c->form) == 0) {
			c->emitter.form = (enum emit_form)f;
			return true;
		}
	return false;
}

static void
wipe_progress(struct cli *c)
{
	if (!c->shown)
		return;
	buf_str(&c->diag.err, STR("\r                                                \r"));
	buf_flush(&c->diag.err);
	c->shown = false;
}

/* Shows files, bytes and, for a file of known size, the share read. */
static void
show_progress(struct cli *c, const struct input *in)
{
	struct buf *b = &c->diag.err;
	int64_t now = monotonic_seconds();

	if (now - c->started < PROGRESS_AFTER || now == c->told)
		return;
	wipe_progress(c);
	buf_int(b, in->files);
	buf_str(b, in->files == 1 ? STR(" file, ") : STR(" files, "));
	buf_int(b, in->bytes >> 20);
	buf_str(b, STR(" MiB"));
	if (in->size > 0 && in->noperands <= 1 && !in->folder) {
		buf_str(b, STR(", "));
		buf_int(b, in->done * 100 / in->size);
		buf_str(b, STR(" %"));
	}
	buf_char(b, '\r');
	buf_flush(b);
	c->shown = true;
	c->told = now;
}

bool
cli_between_blocks(struct cli *c, const struct input *in)
{
	if (c->flush_blocks)
		buf_flush(&c->out);
	if (c->progress)
		show_progress(c, in);
	return c->out.err == 0;
}

void
cli_read_lanes(struct cli *c, const char *text)
{
	int n = str_number(str_from(text));

	if (n < 1 || n > LANES_MOST)
		cli_usage(c, STR("-j takes a number from 1 to 64"));
	c->lanes = (size_t)n;
	c->lanes_from = 0;
}

size_t
cli_lanes(struct cli *c)
{
	long n = 1;

	if (c->lanes)
		return c->lanes;
#ifdef _SC_NPROCESSORS_ONLN
	n = sysconf(_SC_NPROCESSORS_ONLN);
#endif
	return c->lanes = n < 1 ? 1 : n > LANES_USUAL ? LANES_USUAL : (size_t)n;
}

bool
cli_lanes_pay(struct cli *c)
{
	const struct input *in = &c->reader.input;
	int64_t known = in->size > in->bytes ? in->size : in->bytes;

	return known >= c->lanes_from && cli_lanes(c) > 1;
}

void
cli_open_lane(struct cli_lane *l, struct cli *c, struct arena *a)
{
	*l = (struct cli_lane){ .c = c, .out = buf_mem(), .emitter = c->emitter };
	l->emitter.out = &l->out;
	l->emitter.scratch = buf_mem();
	l->selectors = selectors_copy(&c->selectors, a);
}

void
cli_close_lane(struct cli_lane *l)
{
	emit_release(&l->emitter);
	buf_release(&l->out);
}

void
cli_clear_lane(struct cli_lane *l)
{
	l->out.n = 0;
	selectors_clear(&l->c->selectors, l->selectors);
}

bool
cli_join_lane(struct cli_lane *l, const struct input *in)
{
	selectors_join(&l->c->selectors, l->selectors);
	buf_str(&l->c->out, buf_view(&l->out));
	return cli_between_blocks(l->c, in);
}

int
cli_exit(struct cli *c)
{
	int status;

	if (!c->out.err) /* otherwise the input wasn't read to its end */
		selectors_report(&c->selectors, &c->diag, str_from(c->name));
	wipe_progress(c);
	if (!buf_flush(&c->out) && c->out.err != EPIPE)
		diag_report(&c->diag, DIAG_CANNOT_WRITE,
		    (struct place){ STR("standard output"), 0, 0 }, str_from(strerror(c->out.err)),
		    STR(""), STR(""));
	status = diag_exit(&c->diag);
	emit_release(&c->emitter);
	reader_release(&c->reader);
	buf_release(&c->out);
	buf_release(&c->diag.err);
	selectors_release(&c->selectors);
	return status;
}
