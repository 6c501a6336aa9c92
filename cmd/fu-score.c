/*
 * fu-score: how it stands.
 */
#include "cli.h"

#include "book/score.h"
#include "record/build.h"

#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
    "usage: fu-score [-pvx] [-k reliability] [-n moment] [-o rec|tsv|json]\n"
    "                [+deal ...] [@person ...] [file | folder | - ...]\n"
    "       fu-score -h | -V\n";

struct options {
	bool pass, evidence; /* -p -x */
};

/* A score line and what follows it, kept until all can be put in order. */
struct row {
	struct str line, evidence;
};

static void
read_options(struct cli *c, struct options *o, int argc, char **argv)
{
	int opt;

	while ((opt = cli_getopt(c, argc, argv, "k:px")) != -1) {
		switch (opt) {
		case 'k':
			if (strcmp(optarg, "reliability") != 0)
				cli_usage(c, STR("-k takes reliability"));
			break;
		case 'p':
			o->pass = true;
			break;
		case 'x':
			o->evidence = true;
			break;
		}
	}
	if (!cli_record_form(c))
		cli_usage(c, STR("-o takes rec, tsv or json"));
	if (o->evidence && c->emitter.form != EMIT_REC)
		cli_usage(c, STR("-x goes with -o rec"));
}

static bool
wanted(void *self, struct str deal, struct str person)
{
	const struct cli *c = self;

	return cli_selects_deal(c, deal) && cli_selects_person(c, person);
}

static struct str
number(struct arena *a, int64_t v)
{
	struct buf b = buf_mem();

	buf_int(&b, v);
	return buf_keep(&b, a);
}

static struct str
rate(struct arena *a, double v)
{
	struct buf b = buf_mem();

	score_put_rate(&b, v);
	return buf_keep(&b, a);
}

/* Days late on average, to a tenth, rounded half up; exact until then. */
static struct str
mean_days(struct arena *a, const struct reliability *p)
{
	struct buf b = buf_mem();
	int64_t tenths;

	if (p->done_late) {
		tenths = (p->days_late * 20 + p->done_late) / (2 * (int64_t)p->done_late);
		buf_int(&b, tenths / 10);
		buf_char(&b, '.');
		buf_int(&b, tenths % 10);
	}
	return buf_keep(&b, a);
}

static struct str
in_words(struct arena *a, const struct reliability *p, uint32_t n)
{
	struct buf b = buf_mem();

	if (n == 0) {
		buf_str(&b, STR("nothing decided yet"));
	} else {
		buf_str(&b, STR("kept "));
		buf_int(&b, p->kept);
		buf_str(&b, STR(" of "));
		buf_int(&b, n);
		buf_str(&b, STR(", at least "));
		buf_int(&b, (int64_t)(p->low * 100 + 0.5));
		buf_str(&b, STR(" % likely"));
	}
	return buf_keep(&b, a);
}

static const struct record *
score_record(
    struct cli *c, struct builder *r, struct str *who, const struct reliability *p, struct arena *a)
{
	uint32_t n = p->kept + p->late + p->broken;

	build_begin(r, &c->schema, TYPE_SCORE, (struct moment){ c->now.day, -1 }, a);
	build_people(r, who, 1);
	build_attr(r, KEY_OF, STR("reliability"));
	build_attr(r, KEY_VAL, n ? rate(a, p->low) : STR("unknown"));
	build_attr(r, KEY_N, number(a, n));
	build_attr(r, KEY_KEPT, number(a, p->kept));
	build_attr(r, KEY_LATE, number(a, p->late));
	build_attr(r, KEY_BROKEN, number(a, p->broken));
	build_attr(r, KEY_OPEN, number(a, p->open));
	build_attr(r, KEY_DAYS, mean_days(a, p));
	if (n)
		build_attr(r, KEY_MEAN, rate(a, p->mean));
	build_text(r, in_words(a, p, n));
	return build_end(r);
}

/* A case as a comment: what it counts as, the item, its date, what decided it
 * and where that stands. */
static void
put_case(struct buf *b, const struct book *book, const struct outcome *k)
{
	static const char *const words[] = { "kept", "late", "broken", "open" };
	const struct item *it = &book->item[k->item];
	const struct entry *e = &book->entries[k->is.entry];

	buf_str(b, STR("# "));
	buf_str(b, str_from(words[k->is.verdict]));
	buf_str(b, STR(" +"));
	buf_str(b, book->deal[it->deal].name.n ? book->deal[it->deal].name : STR("-"));
	buf_str(b, STR(" %"));
	buf_str(b, it->id);
	buf_str(b, STR(" by "));
	date_put(b, k->is.by);
	if (k->is.done.day != DAY_NONE) {
		buf_str(b, STR(" done "));
		date_put(b, k->is.done);
	} else if (e->type == TYPE_AMENDED) {
		buf_str(b, STR(" amended "));
		date_put(b, e->when);
	}
	buf_char(b, ' ');
	diag_safe(b, names_name(&book->files, e->file), SIZE_MAX);
	buf_char(b, ':');
	buf_int(b, e->line_number);
	buf_char(b, '\n');
}

static struct str
evidence(struct arena *a, const struct book *book, const struct reliability *p)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i < p->n; i++)
		put_case(&b, book, &p->cases[i]);
	return buf_keep(&b, a);
}

static int
cmp_rows(const void *a, const void *b)
{
	return str_cmp(((const struct row *)a)->line, ((const struct row *)b)->line);
}

static void
print(struct cli *c, const struct options *o, struct score *s, struct arena *a)
{
	struct row *rows = arena_new(a, sizeof(*rows), s->npeople);
	struct buf line = buf_mem(), *out = c->emitter.out;

	c->emitter.out = &line;
	for (size_t i = 0; i < s->npeople; i++) {
		const struct reliability *p = &s->people[i];
		struct builder r;

		line.n = 0;
		emit_record(
		    &c->emitter, score_record(c, &r, &s->book->person[p->person].name, p, a));
		rows[i].line = arena_str(a, buf_view(&line));
		if (o->evidence)
			rows[i].evidence = evidence(a, s->book, p);
	}
	c->emitter.out = out;
	buf_release(&line);
	if (s->npeople)
		qsort(rows, s->npeople, sizeof(*rows), cmp_rows);
	for (size_t i = 0; i < s->npeople; i++) {
		buf_str(&c->out, rows[i].line);
		buf_str(&c->out, rows[i].evidence);
	}
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	struct cli c;
	struct book book;
	struct score score = { 0 };
	struct arena arena = { 0 };
	const struct record *r;

	cli_init(&c, "fu-score", usage);
	read_options(&c, &o, argc, argv);
	book_init(&book, &c.schema, c.now, c.me);
	emit_begin(&c.emitter);
	while ((r = cli_next(&c))) {
		cli_selects(&c, r); /* notes which selectors the input bears out */
		if (o.pass)
			emit_record(&c.emitter, r);
		book_add(&book, r);
	}
	book_ready(&book);
	score_reliability(&score, &book, wanted, &c);
	print(&c, &o, &score, &arena);
	score_release(&score);
	arena_release(&arena);
	book_release(&book);
	return cli_exit(&c);
}
