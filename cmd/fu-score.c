/*
 * fu-score: how things stand.
 */
#include "gather.h"

#include "draft/sheet.h"

#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
    "usage: fu-score [-pvx] [-j lanes] [-k view,...] [-n moment]\n"
    "                [-o rec|tsv|json|table] [-z number]\n"
    "                [+deal ...] [@person ...] [file | folder | - ...]\n"
    "       fu-score -h | -V\n"
    "views: reliability owed health position ready escalate lessons feedback\n"
    "       conduct calibration\n";

struct options {
	bool pass, evidence; /* -p -x */
	bool table;          /* -o table */
	double z;            /* from -z; 0: not given */
	bool views[VIEW_COUNT];
	struct score_asks asks; /* what these views need */
};

static void
read_views(struct cli *c, struct options *o, struct str list)
{
	while (list.p) {
		struct str name = str_cut(&list, ',');
		struct near near = near_to(name);
		enum score_view v = score_view(name);
		const char *words = schema_kinds[KIND_VIEW].words;

		if (v < VIEW_COUNT) {
			o->views[v] = true;
			continue;
		}
		while (*words)
			near_try(&near, schema_next_word(&words));
		cli_unknown(c, STR("-k: no view"), &near);
	}
}

/* Reads a number above 0 and below 10, with at most six decimals. */
static double
read_number(struct cli *c, const char *text)
{
	int64_t n = 0, scale = 0;
	size_t i = 0;

	for (; i < 8 && text[i]; i++)
		if (text[i] == '.' && !scale)
			scale = 1;
		else if (text[i] >= '0' && text[i] <= '9') {
			n = n * 10 + (text[i] - '0');
			scale *= 10;
		} else
			break;
	scale += !scale;
	if (text[i] || !n || n / scale >= 10)
		cli_usage_of(c, STR("-z takes a number between 0 and 10, not"), text);
	return (double)n / (double)scale;
}

static void
read_options(struct cli *c, struct options *o, int argc, char **argv)
{
	bool any = false;
	int opt;

	while ((opt = cli_getopt(c, argc, argv, "j:k:pxz:")) != -1) {
		switch (opt) {
		case 'j':
			cli_read_lanes(c, optarg);
			break;
		case 'k':
			read_views(c, o, str_from(optarg));
			any = true;
			break;
		case 'p':
			o->pass = true;
			break;
		case 'x':
			o->evidence = true;
			break;
		case 'z':
			o->z = read_number(c, optarg);
			break;
		}
	}
	o->table = strcmp(c->form, "table") == 0;
	if (!o->table && !cli_record_form(c))
		cli_usage(c, STR("-o takes rec, tsv, json or table"));
	if (o->evidence && !o->table && c->emitter.form != EMIT_REC)
		cli_usage(c, STR("-x goes with -o rec and -o table"));
	if (o->table && o->pass)
		cli_usage(c, STR("-p does not go with -o table"));
	for (enum score_view v = 0; v < VIEW_COUNT && !any; v++)
		o->views[v] = v == VIEW_RELIABILITY || (o->table && v <= VIEW_ESCALATE);
}

/* Does the locale's name ask for UTF-8? */
static bool
is_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *locale = NULL;

	for (int i = 0; i < 3 && (!locale || !*locale); i++)
		locale = getenv(names[i]);
	return locale && (strstr(locale, "UTF-8") || strstr(locale, "utf8") ||
			     strstr(locale, "UTF8") || strstr(locale, "utf-8"));
}

static bool
wants_deal(void *self, struct str deal)
{
	const struct cli *c = self;

	return selectors_want(&c->selectors, '+', deal);
}

static bool
wants_person(void *self, struct str person)
{
	const struct cli *c = self;

	return selectors_want(&c->selectors, '@', person);
}

/* Takes what the views need; with -p passes everything on. */
static void
take(void *self, const struct gatherer *g, const struct record *r)
{
	const struct options *o = self;

	if (o->pass)
		emit_record(g->emitter, r);
	if (score_asks_for(o->asks, r))
		book_add(g->book, r);
}

static void
print(struct cli *c, const struct options *o, struct score *s)
{
	if (o->table) {
		sheet_put(&c->out, s, is_utf8());
		return;
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct score_row *row = &s->rows[i];

		if (c->emitter.form == EMIT_REC)
			buf_put(&c->out, row->line, row->n + row->evidence);
		else
			emit_record(&c->emitter, book_lex(s->book, row->line));
	}
}

static void
score(struct cli *c, const struct options *o, struct score *s)
{
	s->self = c;
	s->diag = &c->diag;
	s->lanes = cli_lanes(c);
	s->evidence = o->evidence;
	s->by_deal = o->table;
	if (o->z > 0)
		s->z = o->z;
	s->named = selectors_any(&c->selectors, '+');
	s->picked = selectors_any(&c->selectors, '@');
	s->wants_deal = s->named ? wants_deal : NULL;
	s->wants_person = s->picked ? wants_person : NULL;
	for (enum score_view v = 0; v < VIEW_COUNT; v++)
		if (o->views[v])
			score_add_view(s, v);
	score_sort(s);
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	struct cli c;
	struct book book;
	struct score s;

	cli_init(&c, "fu-score", usage);
	read_options(&c, &o, argc, argv);
	book_init(&book, &c.schema, c.now, c.me);
	book.lean = o.evidence ? LEAN_NOTES : LEAN_ALL;
	if (!o.table)
		emit_begin(&c.emitter);
	o.asks = score_asks(o.views, selectors_any(&c.selectors, '@'), o.table);
	gather(&c, &book, take, &o);
	book_ready_world(&book);
	score_init(&s, &book);
	score(&c, &o, &s);
	print(&c, &o, &s);
	score_release(&s);
	book_release(&book);
	return cli_exit(&c);
}
