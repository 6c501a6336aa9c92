/*
 * fu-cal: what is due, as a calendar; and a calendar's holidays, as records.
 */
#include "cli.h"
#include "clock.h"

#include "draft/ical.h"
#include "draft/icalread.h"
#include "record/build.h"

#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
    "usage: fu-cal [-ev] [-n moment] [-o ics] [+deal ...] [@person ...]\n"
    "              [file | folder | - ...]\n"
    "       fu-cal -i [-v] [-b moment] [-e moment] [-n moment] [-o rec|tsv|json]\n"
    "              [file | - ...]\n"
    "       fu-cal -h | -V\n";

/* A holiday read, in a list with the newest first. */
struct holiday {
	int32_t first, last;
	struct str text;
	struct holiday *next;
};

struct holidays {
	struct arena arena;
	struct holiday *newest;
	size_t n;
};

struct options {
	bool import, events; /* -i -e */
	int32_t from, to;    /* -b -e */
};

/* -i changes the meaning of the others, so it must come first. */
static void
read_options(struct cli *c, struct options *o, int argc, char **argv)
{
	int opt;

	o->import = argc > 1 && strncmp(argv[1], "-i", 2) == 0;
	c->form = o->import ? "rec" : "ics";
	while ((opt = cli_getopt(c, argc, argv, o->import ? "b:e:i" : "ei")) != -1) {
		if (opt == 'i' && !o->import)
			cli_usage(c, STR("-i comes first"));
		else if (opt == 'e' && !o->import)
			o->events = true;
		else if (opt == 'e')
			o->to = cli_moment(c, "-e", optarg).day;
		else if (opt == 'b')
			o->from = cli_moment(c, "-b", optarg).day;
	}
	if (!o->import && strcmp(c->form, "ics") != 0)
		cli_usage(c, STR("-o takes ics"));
	if (o->import && !cli_record_form(c))
		cli_usage(c, STR("-o takes rec, tsv or json"));
	if (o->import && c->selectors.n)
		cli_usage(c, STR("-i takes files, no +deal or @person"));
}

/* --- export -------------------------------------------------------------- */

/* Prints a local moment in UTC; a day counts as its midnight. */
static void
stamp(struct buf *b, struct moment m)
{
	struct moment utc = clock_utc(m);
	struct ymd d = date_ymd(utc.day);

	buf_digits(b, (uint64_t)d.y, 4);
	buf_digits(b, (uint64_t)d.m, 2);
	buf_digits(b, (uint64_t)d.d, 2);
	buf_char(b, 'T');
	buf_digits(b, (uint64_t)utc.min / 60, 2);
	buf_digits(b, (uint64_t)utc.min % 60, 2);
	buf_str(b, STR("00Z"));
}

static void
export_due(struct cli *c, const struct options *o)
{
	struct buf now = buf_mem();
	struct ical cal;
	const struct record *r;
	bool due = false, other = false;

	stamp(&now, c->now);
	ical_begin(&cal, &c->out, &c->schema, c->now, buf_view(&now));
	cal.events = o->events;
	while ((r = cli_next(c))) {
		bool selected = cli_selects(c, r);

		if (r->type == TYPE_DUE && selected)
			ical_put(&cal, r);
		due |= r->type == TYPE_DUE;
		other |= r->type != TYPE_DUE;
	}
	if (other && !due) {
		struct place at = { str_from(c->name), 0, 0 };

		diag_report(&c->diag, DIAG_NOTHING_TO_DRAFT, at, STR("no due record was read"),
		    STR(""), STR(""));
		diag_note(
		    &c->diag, at, "fu-due prints them: fu-due -a DEALS | fu-cal", STR(""), STR(""));
	}
	ical_end(&cal);
	buf_release(&now);
}

/* --- import -------------------------------------------------------------- */

static void
add_holiday(void *self, int32_t first, int32_t last, struct str text)
{
	struct holidays *h = self;
	struct holiday *new = arena_new(&h->arena, sizeof(*new), 1);

	*new = (struct holiday){ first, last, arena_str(&h->arena, text), h->newest };
	h->newest = new;
	h->n++;
}

static int
cmp_holidays(const void *a, const void *b)
{
	const struct holiday *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static void
print_holiday(struct cli *c, const struct holiday *h, struct arena *a)
{
	struct builder b;
	struct buf until = buf_mem();

	build_begin(&b, &c->schema, TYPE_HOLIDAY, (struct moment){ h->first, -1 }, a);
	if (h->last > h->first) {
		date_put(&until, (struct moment){ h->last, -1 });
		build_attr(&b, KEY_UNTIL, buf_keep(&until, a));
	}
	build_text(&b, h->text);
	emit_record(&c->emitter, build_end(&b));
}

/* Prints them by day, each once. */
static void
print_holidays(struct cli *c, struct holidays *h)
{
	struct holiday *all = arena_new(&h->arena, sizeof(*all), h->n);
	size_t n = 0;

	for (const struct holiday *p = h->newest; p; p = p->next)
		all[n++] = *p;
	if (n)
		qsort(all, n, sizeof(*all), cmp_holidays);
	emit_begin(&c->emitter);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || cmp_holidays(&all[i - 1], &all[i]) != 0)
			print_holiday(c, &all[i], &h->arena);
}

static void
import_holidays(struct cli *c, const struct options *o)
{
	int this_year = date_ymd(c->now.day).y;
	int32_t from = date_day((struct ymd){ this_year, 1, 1 }), to;
	struct holidays h = { 0 };
	struct icalread r;
	struct block b;

	if (o->from != DAY_NONE)
		from = o->from;
	to = this_year < 9999 ? date_day((struct ymd){ this_year + 1, 12, 31 }) : DAY_MAX;
	if (o->to != DAY_NONE)
		to = o->to;
	icalread_init(&r, &c->diag, from, to);
	r.day = add_holiday;
	r.self = &h;
	while (input_next(&c->reader.input, &b))
		icalread_block(&r, &b);
	icalread_end(&r);
	print_holidays(c, &h);
	arena_release(&h.arena);
}

int
main(int argc, char **argv)
{
	struct options o = { .from = DAY_NONE, .to = DAY_NONE };
	struct cli c;

	cli_init(&c, "fu-cal", usage);
	read_options(&c, &o, argc, argv);
	if (o.import)
		import_holidays(&c, &o);
	else
		export_due(&c, &o);
	return cli_exit(&c);
}
