/*
 * fu-mail: mail sent or received, as records.
 */
#include "cli.h"
#include "clock.h"

#include "base/plain.h"
#include "draft/mailfield.h"
#include "draft/mailbook.h"
#include "draft/mailread.h"
#include "draft/mailword.h"

#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
    "usage: fu-mail [-v] [-m message | mailbox | maildir ...] [-n moment]\n"
    "               [-o rec|tsv|json] [+deal ...] [@person ...] [file | folder | - ...]\n"
    "       fu-mail -h | -V\n";

enum { SUBJECT_MAX = 500, FILE_MAX = 200, STRANGERS = 8, DAY_MINUTES = 1440 };

/* A message read, in a list with the newest first. */
struct post {
	struct letter letter;
	struct post *next;
};

struct mailing {
	struct cli *c;
	struct input input; /* of messages */
	struct mailbook book;
	struct arena arena;
	struct post *newest;
	size_t n;
	struct names strangers;
	size_t unnamed; /* messages from strangers not reported by name */
	struct buf scratch;
};

static void
read_options(struct mailing *m, int argc, char **argv)
{
	struct cli *c = m->c;
	struct input *in = &c->reader.input;
	const char *dir = getenv("FU_DIR");
	bool mail = false, records = false;
	int opt;

	if (dir && *dir)
		cli_reads(c, dir);
	while ((opt = cli_getopt(c, argc, argv, "m:")) != -1) {
		input_add(&m->input, str_from(optarg));
		cli_reads(c, optarg);
	}
	if (!cli_record_form(c))
		cli_usage(c, STR("-o takes rec, tsv or json"));
	if (m->input.noperands == 0) {
		if (isatty(STDIN_FILENO))
			cli_usage(c, STR("no message: name one with -m, or send one in by a pipe"));
		input_add(&m->input, STR("-"));
	}
	for (size_t i = 0; i < m->input.noperands; i++)
		mail |= str_eq(m->input.operands[i].name, STR("-"));
	if (mail && in->noperands == 1 && str_eq(in->operands[0].name, STR("-")) && dir && *dir)
		in->operands[0].name = str_from(dir);
	for (size_t i = 0; i < in->noperands; i++)
		records |= str_eq(in->operands[i].name, STR("-"));
	if (mail && records)
		cli_usage(c,
		    STR("standard input is the message: name the records' file or folder, or set $FU_DIR"));
}

/* --- messages ------------------------------------------------------------ */

/* The local wall-clock time; a date without a zone is taken to be local.  MOMENT_NONE if
 * out of range. */
static struct moment
on_the_wall(struct mailfield_date d)
{
	struct moment here = MOMENT_NONE;
	struct moment m = { (int32_t)(d.minutes / DAY_MINUTES),
		(int32_t)(d.minutes % DAY_MINUTES) };

	if (m.min < 0) {
		m.day--;
		m.min += DAY_MINUTES;
	}
	if (d.zoned)
		here = clock_here((time_t)d.minutes * 60);
	if (here.day != DAY_NONE)
		m = here;
	return m.day < DAY_MIN || m.day > DAY_MAX ? MOMENT_NONE : m;
}

/* The sender's date, or our server's if that is more than a day earlier; without a Date:
 * the server's, else the mailbox's. */
static struct moment
date_of(const struct mailread *r)
{
	struct str received = mailread_field(r, MAIL_RECEIVED), rest = received;
	struct mailfield_date sent, got, stored;
	bool has_sent = mailfield_date(mailread_field(r, MAIL_DATE), &sent), has_got;

	while (rest.p) {
		received = rest;
		str_cut(&rest, ';');
	}
	has_got = mailfield_date(received, &got);
	if (has_sent && !(has_got && sent.minutes > got.minutes + DAY_MINUTES))
		return on_the_wall(sent);
	if (has_got)
		return on_the_wall(got);
	return mailfield_date(buf_view(&r->postmark), &stored) ? on_the_wall(stored) : MOMENT_NONE;
}

/* Text for a record, made from a field or name and cut to max bytes. */
static struct str
plain(struct mailing *m, struct str s, size_t max)
{
	struct buf b = buf_mem();

	plain_put(&b, s, max);
	return buf_keep(&b, &m->arena);
}

static struct str
subject_of(struct mailing *m, const struct mailread *r)
{
	m->scratch.n = 0;
	mailword_put(&m->scratch, mailread_field(r, MAIL_SUBJECT));
	return plain(m, buf_view(&m->scratch), SUBJECT_MAX);
}

/* The attachment's name without any folder. */
static struct str
file_of(struct mailing *m, const struct mailread *r)
{
	struct str name = buf_view(&r->attachment);

	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/' || name.p[i - 1] == '\\') {
			name = str_span(name.p + i, name.p + name.n);
			break;
		}
	return plain(m, name, FILE_MAX);
}

static struct str *
keep_list(struct mailing *m, const struct str *list, size_t n)
{
	struct str *kept = arena_new(&m->arena, sizeof(*kept), n);

	for (size_t i = 0; i < n; i++)
		kept[i] = arena_str(&m->arena, list[i]);
	return kept;
}

/* Takes the recipients who are known, and the first in any case. */
static void
take_recipients(struct mailing *m, const struct mailread *r, struct letter *l)
{
	struct str to[LETTER_PEOPLE], list = mailread_field(r, MAIL_TO), a;

	while (l->nto < LETTER_PEOPLE && (a = mailfield_next_address(&list, &m->scratch)).n)
		if (l->nto == 0 || mailbook_knows(&m->book, a))
			to[l->nto++] = arena_str(&m->arena, a);
	l->to = keep_list(m, to, l->nto);
}

/* Takes the ids of what it answers: In-Reply-To, then References from the last back. */
static void
take_answers(struct mailing *m, const struct mailread *r, struct letter *l)
{
	enum { HALF = LETTER_IDS / 2 };
	struct str ids[LETTER_IDS], last[HALF] = { { NULL, 0 } }, id;
	struct str list = mailread_field(r, MAIL_REPLY);
	size_t n = 0;

	while (l->nanswers < HALF && (id = mailfield_next_id(&list)).n)
		ids[l->nanswers++] = id;
	list = mailread_field(r, MAIL_REFERENCES);
	while ((id = mailfield_next_id(&list)).n)
		last[n++ % HALF] = id;
	for (size_t i = 0; i < n && i < HALF; i++)
		ids[l->nanswers++] = last[(n - 1 - i) % HALF];
	l->answers = keep_list(m, ids, l->nanswers);
}

/* What findings call a message. */
static struct str
name_of(const struct letter *l)
{
	return l->subject.n ? l->subject : l->from;
}

static void
report(struct mailing *m, enum diag_id id, struct place at, struct str a, struct str b)
{
	diag_report(&m->c->diag, id, at, a, b, STR(""));
}

/* Takes a message that was read; copies its parts. */
static void
take(void *self, const struct mailread *r)
{
	struct mailing *m = self;
	struct str from = mailread_field(r, MAIL_FROM), ids = mailread_field(r, MAIL_ID);
	struct letter l = { .at = r->at };
	struct post *post;

	l.at.file = arena_str(&m->arena, r->at.file);
	from = mailfield_next_address(&from, &m->scratch);
	if (from.n == 0) {
		report(m, DIAG_BAD_MESSAGE, l.at,
		    r->headed ? STR("no address in From") : STR("no header"), STR(""));
		return;
	}
	l.from = arena_str(&m->arena, from);
	l.subject = subject_of(m, r);
	if (r->automatic) {
		if (mailbook_knows(&m->book, l.from))
			report(m, DIAG_LEFT_OUT, l.at, name_of(&l), STR("a program sent it"));
		return;
	}
	take_recipients(m, r, &l);
	l.when = date_of(r);
	l.id = arena_str(&m->arena, mailfield_next_id(&ids));
	take_answers(m, r, &l);
	l.file = file_of(m, r);
	if ((l.undated = l.when.day == DAY_NONE))
		l.when = m->c->now;
	post = arena_new(&m->arena, sizeof(*post), 1);
	*post = (struct post){ l, m->newest };
	m->newest = post;
	m->n++;
}

static void
read_messages(struct mailing *m)
{
	struct mailread r;
	struct block b;

	mailread_init(&r, take, m);
	while (input_next(&m->input, &b))
		mailread_block(&r, &b);
	mailread_end(&r);
}

/* --- records ------------------------------------------------------------- */

static void
read_records(struct mailing *m)
{
	struct cli *c = m->c;
	const struct record *r;

	while ((r = cli_next(c))) {
		cli_selects(c, r); /* notes which selectors the input bears out */
		mailbook_add(&m->book, r);
	}
	mailbook_ready(&m->book);
}

/* Restricts filing to the deals selected; false if none of them is known. */
static bool
want_deals(struct mailing *m)
{
	struct cli *c = m->c;
	bool known = false;

	for (size_t i = 0; i < c->selectors.n; i++)
		if (c->selectors.list[i].sigil == '+')
			known |= mailbook_want(&m->book, c->selectors.list[i].name);
	return known || !selectors_any(&c->selectors, '+');
}

static void
report_stranger(struct mailing *m, const struct letter *l)
{
	bool ours = mailbook_knows(&m->book, l->from);
	struct str address = ours && l->nto ? l->to[0] : l->from;

	if (mailbook_knows(&m->book, address)) /* it is among ourselves, or to nobody */
		return;
	if (names_find(&m->strangers, 0, address) != NAMES_NONE)
		return;
	if (m->strangers.n == STRANGERS) {
		m->unnamed++;
		return;
	}
	names_add(&m->strangers, 0, address);
	report(m, DIAG_UNKNOWN_ADDRESS, l->at, address, STR(""));
	if (m->strangers.n == 1)
		diag_note(
		    &m->c->diag, l->at, "add mail:$1 to somebody's who line", address, STR(""));
}

static void
report_unnamed(struct mailing *m)
{
	struct buf b = buf_mem();

	if (m->unnamed == 0)
		return;
	buf_int(&b, (int64_t)m->unnamed);
	diag_note(&m->c->diag, (struct place){ str_from(m->c->name), 0, 0 },
	    "the same goes for $1 more messages", buf_view(&b), STR(""));
	buf_release(&b);
}

static void
report_which(struct mailing *m, const struct letter *l, const struct mailbook_filing *f)
{
	report(m, DIAG_WHICH_DEAL, l->at, f->person, f->deals.n ? f->deals : STR("none is known"));
	diag_note(&m->c->diag, l->at,
	    "say which: fu-mail +DEAL; later ones of its thread follow it", STR(""), STR(""));
}

static void
print(struct mailing *m, const struct letter *l, struct mailbook_filing *f)
{
	const struct record *r = build_end(&f->record);
	bool selected = false;

	for (size_t i = 0; i < r->npeople; i++)
		selected |= selectors_want(&m->c->selectors, '@', r->people[i]);
	if (!selected)
		return;
	if (l->undated)
		report(m, DIAG_UNDATED_MESSAGE, l->at, name_of(l), STR(""));
	emit_record(&m->c->emitter, r);
}

static int
cmp_letters(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;
	int64_t i = moment_key(x->when), j = moment_key(y->when);
	int c = (i > j) - (i < j);

	if (c == 0)
		c = str_cmp(x->at.file, y->at.file);
	return c ? c : (x->at.line > y->at.line) - (x->at.line < y->at.line);
}

static void
file_letter(struct mailing *m, const struct letter *l)
{
	struct mailbook_filing f;

	switch (mailbook_file(&m->book, l, &f)) {
	case MAILBOOK_FILED:
		print(m, l, &f);
		break;
	case MAILBOOK_STRANGER:
		report_stranger(m, l);
		break;
	case MAILBOOK_WHICH:
		report_which(m, l, &f);
		break;
	case MAILBOOK_KNOWN:
		break;
	}
}

/* Files all messages, oldest first, so that answers follow what they answer. */
static void
file_letters(struct mailing *m)
{
	struct letter *all = arena_new(&m->arena, sizeof(*all), m->n);
	size_t n = 0;

	for (const struct post *p = m->newest; p; p = p->next)
		all[n++] = p->letter;
	if (n)
		qsort(all, n, sizeof(*all), cmp_letters);
	for (size_t i = 0; i < n; i++)
		file_letter(m, &all[i]);
	report_unnamed(m);
}

int
main(int argc, char **argv)
{
	struct cli c;
	struct mailing m = { .c = &c, .scratch = buf_mem() };

	cli_init(&c, "fu-mail", usage);
	input_init(&m.input, &c.diag);
	m.input.mail = true;
	read_options(&m, argc, argv);
	mailbook_init(&m.book, &c.schema, c.now, c.me);
	read_records(&m);
	emit_begin(&c.emitter);
	if (want_deals(&m)) {
		read_messages(&m);
		file_letters(&m);
	}
	input_release(&m.input);
	mailbook_release(&m.book);
	names_release(&m.strangers);
	arena_release(&m.arena);
	buf_release(&m.scratch);
	return cli_exit(&c);
}
