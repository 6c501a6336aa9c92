/*
 * fu-parse: checks records and prints them in canonical form.
 */
#include "gather.h"

#include "book/audit.h"
#include "book/resolve.h"
#include "book/rule.h"
#include "record/lanes.h"

#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
    "usage: fu-parse [-cmrv] [-b moment] [-e moment] [-f field,...] [-j lanes]\n"
    "                [-n moment] [-o rec|tsv|json] [-t type,...]\n"
    "                [+deal ...] [@person ...] [file | folder | - ...]\n"
    "       fu-parse -l types|keys|kinds|rules\n"
    "       fu-parse -h | -V\n";

struct options {
	bool check;   /* -c */
	bool resolve; /* -r */
	/* -t: bit t: type t is wanted (TYPE_X: those in own); 0: all are */
	uint64_t types;
	struct names own;         /* the x- types wanted */
	const char *fields;       /* -f */
	const char *from, *to;    /* -b, -e */
	struct moment begin, end; /* the same, resolved */
};

static const char *const needs[] = { [NO] = "", [MAY] = "may", [MUST] = "must" };

static void
put_tokens(struct buf *b, const struct type_row *row, enum need need)
{
	static const char *const more[] = { "", "..." };
	size_t start = b->n;

	if (row->date == need)
		buf_str(b, STR("date "));
	if (row->deal == need)
		buf_str(b, STR("+deal "));
	if (need == MUST ? row->ids_min > 0 : row->ids_max > 0 && row->ids_min == 0) {
		buf_str(b, STR("%id"));
		buf_str(b, str_from(more[row->ids_max == MANY]));
		buf_char(b, ' ');
	}
	if (need == MUST ? row->people_min > 0 : row->people_max > 0 && row->people_min == 0) {
		buf_str(b, STR("@who"));
		buf_str(b, str_from(more[row->people_max == MANY]));
		buf_char(b, ' ');
	}
	for (const struct key_use *u = row->keys; u->need; u++)
		if (u->need == need) {
			buf_str(b, schema_key_names[u->key]);
			buf_str(b, STR(": "));
		}
	if (row->text == need)
		buf_str(b, STR("text "));
	if (b->n > start)
		b->n--;
	else
		buf_char(b, '-');
}

static void
list_types(struct buf *out)
{
	buf_str(out, STR("type\tneeds\tmay have\tmeaning\tgroup\n"));
	for (int t = 0; t < TYPE_COUNT; t++) {
		const struct type_row *row = &schema_types[t];
		struct buf line = buf_mem();

		buf_str(&line, row->name);
		buf_char(&line, '\t');
		put_tokens(&line, row, MUST);
		buf_char(&line, '\t');
		put_tokens(&line, row, MAY);
		buf_char(&line, '\t');
		buf_str(&line, str_from(row->meaning));
		buf_char(&line, '\t');
		buf_str(&line, str_from(row->group));
		buf_char(&line, '\n');
		buf_str(out, buf_view(&line));
		buf_release(&line);
	}
}

static void
list_keys(struct buf *out)
{
	buf_str(out, STR("type\tkey\tneed\tkind\n"));
	for (int t = 0; t < TYPE_COUNT; t++)
		for (const struct key_use *u = schema_types[t].keys; u->need; u++) {
			buf_str(out, schema_types[t].name);
			buf_char(out, '\t');
			buf_str(out, schema_key_names[u->key]);
			buf_char(out, '\t');
			buf_str(out, str_from(needs[u->need]));
			buf_char(out, '\t');
			buf_str(out, schema_kinds[u->kind].name);
			buf_char(out, '\n');
		}
}

/* Prints the built-in rules as they are in the source. */
static void
list_rules(struct buf *out)
{
	for (size_t i = 0; i < rules_nbuiltin; i++)
		buf_str(out, str_from(rules_builtin[i]));
}

static void
list_kinds(struct buf *out)
{
	buf_str(out, STR("kind\twords\tmeaning\n"));
	for (int k = 0; k < KIND_COUNT_; k++) {
		const struct kind_row *row = &schema_kinds[k];

		buf_str(out, row->name);
		buf_char(out, '\t');
		buf_str(out, str_from(row->words ? row->words : "-"));
		buf_char(out, '\t');
		buf_str(out, str_from(row->meaning));
		buf_char(out, '\n');
	}
}

static void
list(struct cli *c, const char *what)
{
	static const struct {
		const char *name;
		void (*print)(struct buf *);
	} lists[] = { { "types", list_types }, { "keys", list_keys }, { "kinds", list_kinds },
		{ "rules", list_rules } };

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (strcmp(what, lists[i].name) == 0) {
			lists[i].print(&c->out);
			return;
		}
	cli_usage(c, STR("-l takes types, keys, kinds or rules"));
}

/* Adds the types that -t asks for to those of earlier -t. */
static void
read_types(struct cli *c, struct options *o, const char *types)
{
	struct str rest = str_from(types);

	do {
		struct str t = str_cut(&rest, ',');
		struct near near = near_to(t);
		enum type type = str_starts(t, STR("x-")) ? TYPE_X : schema_type(&c->schema, t);

		if (type == TYPE_X)
			names_add(&o->own, 0, t);
		if (type != TYPE_NONE) {
			o->types |= UINT64_C(1) << type;
			continue;
		}
		near_try_all(&near, c->schema.names, TYPE_X);
		cli_unknown(c, STR("-t: unknown type"), &near);
	} while (rest.p);
}

static inline bool
has_type(const struct options *o, const struct record *r)
{
	return !o->types ||
	       (o->types >> r->type & 1 &&
		   (r->type != TYPE_X || names_find(&o->own, 0, r->word) != NAMES_NONE));
}

/* Is m at or after the bound?  By days alone, unless both have a time. */
static bool
reaches(struct moment m, struct moment bound)
{
	if (m.min < 0 || bound.min < 0)
		return m.day >= bound.day;
	return moment_key(m) >= moment_key(bound);
}

static bool
in_span(const struct options *o, const struct record *r)
{
	if (r->when.day == DAY_NONE)
		return true; /* undated records belong to every span */
	return (o->begin.day == DAY_NONE || reaches(r->when, o->begin)) &&
	       (o->end.day == DAY_NONE || reaches(o->end, r->when));
}

/* Is the record wanted?  s is where to note which selectors the input bears out. */
static inline bool
wanted(const struct cli *c, const struct options *o, struct selector *s, const struct record *r)
{
	return (!c->selectors.n || selectors_take(&c->selectors, s, r)) && has_type(o, r) &&
	       in_span(o, r);
}

static void
read_options(struct cli *c, struct options *o, int argc, char **argv)
{
	struct str bad;
	int opt;

	while ((opt = cli_getopt(c, argc, argv, "b:ce:f:j:l:mrt:")) != -1) {
		switch (opt) {
		case 'b':
			o->from = optarg;
			break;
		case 'c':
			o->check = true;
			break;
		case 'e':
			o->to = optarg;
			break;
		case 'f':
			o->fields = optarg;
			break;
		case 'j':
			cli_read_lanes(c, optarg);
			break;
		case 'l':
			list(c, optarg);
			cli_answered(c);
		case 'm':
			c->emitter.mark = true;
			break;
		case 'r':
			o->resolve = true;
			break;
		case 't':
			read_types(c, o, optarg);
			break;
		}
	}
	if (o->from)
		o->begin = cli_moment(c, "-b", o->from);
	if (o->to)
		o->end = cli_moment(c, "-e", o->to);
	if (!cli_record_form(c))
		cli_usage(c, STR("-o takes rec, tsv or json"));
	if (o->fields &&
	    (c->emitter.form != EMIT_TSV || !emit_fields(&c->emitter, str_from(o->fields), &bad)))
		cli_usage(c,
		    STR("-f goes with -o tsv and takes date, type, deal, id, person, attr, text and keys"));
}

/* What is printed for an item, and where its record is. */
struct line {
	struct str text;
	struct place at;
};

static int
cmp_lines(const void *x, const void *y)
{
	const struct str *a = &((const struct line *)x)->text;
	const struct str *b = &((const struct line *)y)->text;

	return str_cmp((struct str){ a->p, a->n - 1 }, (struct str){ b->p, b->n - 1 });
}

static void
print_items(struct cli *c, const struct options *o, struct book *b)
{
	struct resolver r;
	struct line *lines = arena_new(&b->arena, sizeof(*lines), b->nitems);
	size_t n = 0;

	resolve_init(&r, b);
	for (uint32_t i = 0; i < b->nitems; i++) {
		const struct record *rec = resolve_item(&r, i);

		if (rec && wanted(c, o, c->selectors.list, rec))
			lines[n++] = (struct line){ book_keep(b, rec), rec->at };
	}
	qsort(lines, n, sizeof(*lines), cmp_lines);
	for (size_t i = 0; i < n; i++) {
		struct record rec = *book_lex(b, lines[i].text.p);

		rec.at = lines[i].at;
		emit_record(&c->emitter, &rec);
	}
	resolve_release(&r);
}

/* Gives the current record to the checks across records. */
static void
audit(struct cli *c, struct audit *a, const struct record *r)
{
	struct reader *rd = &c->reader;

	audit_add(a, r, rd);
	if (rd->block.unfinished && rd->p == rd->block.end)
		diag_report(&c->diag, DIAG_UNFINISHED_LINE,
		    (struct place){ r->at.file, rd->line - 1, 0 }, STR(""), STR(""), STR(""));
}

/* -c: the checks across all records. */
static void
check(struct cli *c)
{
	struct audit *a = audit_new(&c->schema, &c->diag, c->now, c->me);
	const struct record *r;

	while ((r = cli_next(c))) {
		cli_selects(c, r);
		audit(c, a, r);
	}
	audit_finish(a, NULL);
}

static void
take(void *self, const struct gatherer *g, const struct record *r)
{
	(void)self;
	book_add(g->book, r);
}

/* -r: prints each wanted item as it stands now, in byte order. */
static void
resolve(struct cli *c, const struct options *o)
{
	struct book b;

	book_init(&b, &c->schema, c->now, c->me);
	b.lean = LEAN_NOTES;
	gather(c, &b, take, NULL);
	book_ready(&b, cli_lanes(c));
	print_items(c, o, &b);
	book_release(&b);
}

/* What one lane makes of its blocks. */
struct lane {
	struct cli_lane cli;
	const struct options *o;
};

/* Prints the wanted records of one block. */
static void
parse_block(void *lane, struct reader *rd)
{
	struct lane *l = lane;
	const struct cli *c = l->cli.c;
	const struct record *r;

	cli_clear_lane(&l->cli);
	while ((r = reader_next(rd)))
		if (wanted(c, l->o, l->cli.selectors, r))
			emit_record(&l->cli.emitter, r);
}

static bool
join_block(void *lane, const struct input *in)
{
	struct lane *l = lane;

	return cli_join_lane(&l->cli, in);
}

/* Prints the wanted records of the remaining input, read by several threads. */
static void
print_in_lanes(struct cli *c, const struct options *o)
{
	static const struct lanes_work work = { parse_block, join_block };
	struct arena a = { 0 };
	struct lane *lanes = arena_new(&a, sizeof(*lanes), c->lanes);
	void **states = arena_new(&a, sizeof(*states), c->lanes);

	for (size_t i = 0; i < c->lanes; i++) {
		cli_open_lane(&lanes[i].cli, c, &a);
		lanes[i].o = o;
		states[i] = &lanes[i];
	}
	lanes_run(&c->reader, &work, states, c->lanes, c->lanes);
	for (size_t i = 0; i < c->lanes; i++)
		cli_close_lane(&lanes[i].cli);
	arena_release(&a);
}

/* Prints the wanted records. */
static void
print(struct cli *c, const struct options *o)
{
	const struct record *r;

	while (!cli_in_lanes(c)) {
		if (!(r = cli_next(c)))
			return;
		if (wanted(c, o, c->selectors.list, r))
			emit_record(&c->emitter, r);
	}
	print_in_lanes(c, o);
}

int
main(int argc, char **argv)
{
	struct options o = { .begin = MOMENT_NONE, .end = MOMENT_NONE };
	struct cli c;

	cli_init(&c, "fu-parse", usage);
	read_options(&c, &o, argc, argv);
	if (!o.check)
		emit_begin(&c.emitter);
	if (o.check)
		check(&c);
	else if (o.resolve)
		resolve(&c, &o);
	else
		print(&c, &o);
	names_release(&o.own);
	return cli_exit(&c);
}
