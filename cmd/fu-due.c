/*
 * fu-due: what is due.
 */
#include "gather.h"

#include "draft/agenda.h"

#include <unistd.h>

static const char usage[] = "usage: fu-due [-apqsvx] [-j lanes] [-n moment]\n"
			    "              [-o rec|tsv|json|table] [-w period]\n"
			    "              [+deal ...] [@person ...] [file | folder | - ...]\n"
			    "       fu-due -h | -V\n";

struct options {
	bool all, pass, quiet;   /* -a -p -q */
	bool silenced, commands; /* -s -x */
	bool table;              /* -o table */
	struct period window;    /* -w */
};

static void
read_options(struct cli *c, struct options *o, int argc, char **argv)
{
	int opt;

	while ((opt = cli_getopt(c, argc, argv, "aj:pqsw:x")) != -1) {
		switch (opt) {
		case 'a':
			o->all = true;
			break;
		case 'j':
			cli_read_lanes(c, optarg);
			break;
		case 'p':
			o->pass = true;
			break;
		case 'q':
			o->quiet = true;
			break;
		case 's':
			o->silenced = true;
			break;
		case 'x':
			o->commands = true;
			break;
		case 'w':
			if (!period_parse(str_from(optarg), &o->window))
				cli_usage_of(
				    c, STR("-w takes a period such as 1d, 2w or 5bd, not"), optarg);
			break;
		}
	}
	o->table = strcmp(c->form, "table") == 0;
	if (!o->table && !cli_record_form(c))
		cli_usage(c, STR("-o takes rec, tsv, json or table"));
	if (o->commands && !o->table && c->emitter.form != EMIT_REC)
		cli_usage(c, STR("-x goes with -o rec and -o table"));
	if (o->table && o->pass)
		cli_usage(c, STR("-p passes records on, which -o table has no room for"));
}

static bool
wanted(void *self, struct str deal, struct str person)
{
	const struct cli *c = self;

	return selectors_want(&c->selectors, '+', deal) &&
	       selectors_want(&c->selectors, '@', person);
}

/* Prints the collected lines in the form of -o. */
static void
print(struct cli *c, struct due *d)
{
	for (size_t i = 0; i < d->n; i++) {
		if (c->emitter.form == EMIT_REC)
			buf_str(&c->out, d->lines[i].line);
		else
			emit_record(&c->emitter, book_lex(d->book, d->lines[i].line.p));
		buf_str(&c->out, d->lines[i].command);
	}
}

static void
take(void *self, const struct gatherer *g, const struct record *r)
{
	const struct options *o = self;

	if (o->pass && !o->quiet)
		emit_record(g->emitter, r);
	book_add(g->book, r);
}

int
main(int argc, char **argv)
{
	struct options o = { .window = { 7, PERIOD_DAY } };
	struct cli c;
	struct book book;
	struct due due;
	size_t n;
	int status;

	cli_init(&c, "fu-due", usage);
	read_options(&c, &o, argc, argv);
	book_init(&book, &c.schema, c.now, c.me);
	book.lean = LEAN_NOTES;
	if (!o.table)
		emit_begin(&c.emitter);
	gather(&c, &book, take, &o);
	due_init(&due, &book, &c.diag);
	due.window = o.window;
	due.all = o.all;
	due.silenced = o.silenced;
	due.commands = o.commands;
	due.lanes = cli_lanes(&c);
	due_collect(&due, c.selectors.n ? wanted : NULL, &c);
	if (!o.quiet && o.table)
		agenda_put(&c.out, &due, c.colour);
	else if (!o.quiet)
		print(&c, &due);
	n = due.n;
	due_release(&due);
	book_release(&book);
	status = cli_exit(&c);
	return o.quiet ? (status ? 2 : n == 0) : status;
}
