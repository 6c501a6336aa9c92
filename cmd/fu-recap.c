/*
 * fu-recap: drafts what to say.
 */
#include "cli.h"
#include "clock.h"

#include "draft/asks.h"
#include "draft/lint.h"
#include "draft/mail.h"
#include "draft/notes.h"
#include "draft/recap.h"
#include "book/people.h"

#include <stdlib.h>
#include <unistd.h>

static const char usage[] =
    "usage: fu-recap [-v] [-k kind] [-n moment] [-o text|mail|html|md] [-t template]\n"
    "                [+deal ...] [@person ...] [file | folder | - ...]\n"
    "       fu-recap -P template\n"
    "       fu-recap -L [file ...]\n"
    "       fu-recap -h | -V\n"
    "kinds: thanks recap confirm agenda checkin update nudge chase draft review sign\n"
    "       proposal question feedback escalation idea intro news congrats payment\n"
    "       other call brief journal\n";

enum { NOON = 12 * 60 };

struct run {
	struct cli c;
	struct book book;
	struct library library;
	struct recap recap;
	struct asks asks;
	struct inner inner;
	struct notes notes;
	enum draft_kind kind; /* from -k; DRAFT_KINDS: what is due */
	enum recap_output output;
	const char *template;
	bool lint;
	const struct template *given; /* from -t; null: use the library's */
	size_t printed;
	int zone; /* UTC offset of today's mails, in minutes */
	/* the first mail, held back until it is known whether it is the only one */
	struct buf alone;
	struct buf first, seed; /* the first mail as it would be in a mailbox; scratch */
};

static const struct str none = { "", 0 };

/* -- options ------------------------------------------------------------------- */

static void
take_kind(struct run *run, const char *word)
{
	struct near near = near_to(str_from(word));

	run->kind = kind_named(str_from(word));
	if (run->kind < DRAFT_SEVERAL)
		return;
	for (int k = 0; k < DRAFT_SEVERAL; k++)
		near_try(&near, kinds[k].name);
	cli_unknown(&run->c, STR("no kind of message"), &near);
}

static void
take_output(struct run *run)
{
	static const char *const words[] = { [RECAP_TEXT] = "text",
		[RECAP_MAIL] = "mail",
		[RECAP_PAGE] = "html",
		[RECAP_MARKDOWN] = "md" };
	int o = RECAP_TEXT;

	while (o <= RECAP_MARKDOWN && strcmp(words[o], run->c.form) != 0)
		o++;
	if (o > RECAP_MARKDOWN)
		cli_usage(&run->c, STR("-o takes text, mail, html or md"));
	run->output = (enum recap_output)o;
}

/* Prints a template and ends the program. */
static _Noreturn void
print_template(struct run *run, const char *word)
{
	struct str name = str_from(word);
	struct near near = near_to(name);
	struct mustache_file f;

	if (!library_text(&run->library, name, &f)) {
		for (size_t i = 0; library_name(i).n; i++)
			near_try(&near, library_name(i));
		cli_unknown(&run->c, STR("no template"), &near);
	}
	buf_str(&run->c.out, f.text);
	cli_answered(&run->c);
}

static void
read_options(struct run *run, int argc, char **argv)
{
	const char *folder = getenv("FU_TEMPLATES");
	int opt;

	run->c.form = "text";
	library_init(&run->library, &run->c.diag, folder ? str_from(folder) : none);
	if (folder && *folder)
		cli_reads(&run->c, folder);
	while ((opt = cli_getopt(&run->c, argc, argv, "Lk:P:t:")) != -1)
		switch (opt) {
		case 'L':
			run->lint = true;
			break;
		case 'P':
			print_template(run, optarg);
		case 't':
			run->template = optarg;
			cli_reads(&run->c, optarg);
			break;
		default:
			take_kind(run, optarg);
		}
	take_output(run);
	if (run->lint && (run->kind < DRAFT_KINDS || run->template || run->output != RECAP_TEXT))
		cli_usage(
		    &run->c, STR("-L reads what is drafted already: no -k, -o or -t with it"));
	if (run->output == RECAP_MAIL && run->kind < DRAFT_KINDS && kinds[run->kind].stays)
		cli_usage(&run->c, STR("what is for ourselves alone is no mail"));
}

/* -- printing ------------------------------------------------------------------ */

/* How many minutes local time is ahead of UTC at a moment. */
static int
zone_at(struct moment m)
{
	struct moment utc = clock_utc(m);

	return (int)(m.day - utc.day) * 1440 + m.min - utc.min;
}

/* mail is the mail: of the who line; it may be empty, or not an address. */
static void
warn_missing_mail(struct cli *c, struct str person, struct str mail)
{
	struct place at = { str_from(c->name), 0, 0 };

	diag_report(&c->diag, DIAG_MISSING_MAIL, at, person, none, none);
	diag_note(&c->diag, at,
	    mail.n ? "'$1' in its who line is none: write mail:NAME@HOST, in ASCII"
		   : "add mail:NAME@HOST to its who line",
	    mail, none);
}

/* Prints a mail, but holds back the first until it is known whether there are others: one
 * alone isn't a mailbox. */
static void
put_mail(struct run *run, const struct mail *m)
{
	struct buf *out = &run->c.out;

	if (run->printed == 0) {
		mail_put(&run->alone, m, false);
		mail_put(&run->first, m, true);
		return;
	}
	if (run->printed == 1)
		buf_str(out, buf_view(&run->first));
	mail_put(out, m, true);
}

static void
print_mail(struct run *run, const struct recap_order *o)
{
	struct cli *c = &run->c;
	struct book *b = &run->book;
	const struct recap *r = &run->recap;
	struct buf *seed = &run->seed;
	struct mail m = {
		.from_name = r->from_name,
		.from = r->from_mail,
		.to_name = r->to_name,
		.to = r->to_mail,
		.subject = r->subject,
		.date = { b->now.day, b->now.min < 0 ? NOON : b->now.min },
		.zone = run->zone,
		.kinds = kinds_sent(r->view.stands),
		.in_reply_to = r->in_reply_to,
		.body = r->body,
	};

	if (kinds_sent(UINT32_C(1) << r->kind) == m.kinds)
		m.kinds = 0; /* the subject says it */

	seed->n = 0;
	buf_str(seed, kinds[r->kind].name);
	buf_char(seed, ' ');
	buf_str(seed, m.to); /* a deal's name is ours alone: the seed holds only what goes out */
	buf_char(seed, ' ');
	buf_str(seed, m.subject);
	buf_char(seed, ' ');
	date_put(seed, m.date);
	buf_char(seed, ' ');
	buf_str(seed, m.body);
	m.seed = buf_view(seed);
	if (!mail_is_address(m.to))
		warn_missing_mail(c, b->person[o->person].name, m.to);
	if (!mail_is_address(m.from))
		warn_missing_mail(c, b->me_name, m.from);
	put_mail(run, &m);
}

static void
print_text(struct run *run)
{
	const struct recap *r = &run->recap;
	struct buf *out = run->output == RECAP_PAGE ? &run->alone : &run->c.out;
	bool heading = run->output == RECAP_MARKDOWN;

	if (run->printed)
		buf_str(out, STR("\f\n"));
	if (r->form == FORM_OF_CALL && r->to_tel.n) {
		buf_str(out, STR("Tel: "));
		buf_str(out, r->to_tel);
		buf_char(out, '\n');
	}
	if (r->form != FORM_OF_LETTER && r->form != FORM_OF_PAGE) {
		buf_str(out, heading ? STR("# ") : STR("Subject: "));
		buf_str(out, r->subject);
		buf_str(out, STR("\n\n"));
	}
	buf_str(out, r->body);
}

/* Writes one draft, if there is anything to say. */
static void
draft(struct run *run, struct recap_order o)
{
	o.output = run->output;
	o.template = run->given;
	if (!recap_write(&run->recap, &o))
		return;
	if (run->output == RECAP_PAGE && run->printed)
		cli_usage(&run->c, STR("-o html makes one page: name the +deal and the @person"));
	if (run->output == RECAP_MAIL)
		print_mail(run, &o);
	else
		print_text(run);
	notes_tell(&run->notes, &run->recap, &o);
	run->printed++;
}

/* -- what to write ------------------------------------------------------------- */

static bool
wants(const struct run *run, char sigil, struct str name)
{
	return selectors_want(&run->c.selectors, sigil, name);
}

/* Drafts what is due, to those it is due to. */
static void
draft_due(struct run *run)
{
	struct book *b = &run->book;

	asks_ready(&run->asks);
	for (size_t i = 0; i < run->asks.nletters; i++) {
		const struct asks_letter *l = &run->asks.letter[i];

		if (l->n && wants(run, '+', b->deal[l->deal].name) &&
		    wants(run, '@', b->person[l->person].name))
			draft(run, (struct recap_order){ .deal = l->deal,
				       .person = l->person,
				       .kind = DRAFT_OTHER,
				       .asks = run->asks.ask + l->first,
				       .nasks = l->n,
				       .via = l->via });
	}
}

/* Drafts a message of the kind to each person of the deal it should go to. */
static void
draft_deal(struct run *run, uint32_t deal)
{
	struct book *b = &run->book;
	struct arena arena = { 0 };
	uint32_t *people;
	size_t n;

	if (kinds[run->kind].inner) {
		draft(run, (struct recap_order){
			       .deal = deal, .person = NONE, .kind = run->kind, .via = none });
		return;
	}
	if (kinds[run->kind].asks != ASKS_NONE || selectors_any(&run->c.selectors, '@'))
		n = sight_parties(b, &arena, deal, &people);
	else
		n = sight_readers(b, &arena, deal, &people);
	for (size_t i = 0; i < n; i++)
		if (wants(run, '@', b->person[people[i]].name))
			draft(run, (struct recap_order){ .deal = deal,
				       .person = people[i],
				       .kind = run->kind,
				       .via = people_prefers(b, people[i], deal) });
	arena_release(&arena);
}

static int
cmp_deals(const void *a, const void *b)
{
	return str_cmp((*(struct deal *const *)a)->name, (*(struct deal *const *)b)->name);
}

/* Drafts a message of the kind for each selected deal, by name. */
static void
draft_kind(struct run *run)
{
	struct book *b = &run->book;
	struct deal **deals = arena_new(&b->arena, sizeof(struct deal *), b->deals.n);
	size_t n = 0;

	for (uint32_t d = 0; d < b->deals.n; d++)
		if (b->deal[d].name.n && wants(run, '+', b->deal[d].name))
			deals[n++] = &b->deal[d];
	if (n)
		qsort(deals, n, sizeof(struct deal *), cmp_deals);
	if (run->kind == DRAFT_JOURNAL)
		n = n > 0;
	for (size_t i = 0; i < n; i++)
		draft_deal(run, (uint32_t)(deals[i] - b->deal));
}

/* Drafts what is asked for, with the template of -t if there is one. */
static void
draft_all(struct run *run)
{
	if (run->template && !(run->given = library_open(&run->library, str_from(run->template))))
		return;
	if (run->kind == DRAFT_KINDS)
		draft_due(run);
	else
		draft_kind(run);
	if (run->printed == 1)
		buf_str(&run->c.out, buf_view(&run->alone));
}

static void
warn_nothing(struct run *run)
{
	struct cli *c = &run->c;
	struct str why = STR("no selected deal has both something to say and somebody to tell");

	if (run->kind == DRAFT_KINDS)
		why =
		    run->book.nentries
			? STR("no due record of a selected deal says act:write of what is open to its reader")
			: STR("nothing was read but what is due; fu-due -p passes the deals on");
	diag_report(&c->diag, DIAG_NOTHING_TO_DRAFT, (struct place){ str_from(c->name), 0, 0 }, why,
	    none, none);
}

static void
write_drafts(struct run *run)
{
	struct cli *c = &run->c;
	struct moment now = run->book.now;

	book_ready(&run->book, cli_lanes(c));
	run->zone = zone_at((struct moment){ now.day, now.min < 0 ? NOON : now.min });
	run->first = run->alone = run->seed = buf_mem();
	recap_init(&run->recap, &run->book, &run->library);
	inner_ready(&run->inner);
	run->recap.inner = &run->inner;
	notes_init(&run->notes, &run->book, &c->diag, str_from(c->name));
	draft_all(run);
	if (run->printed == 0 && c->diag.worst < DIAG_ERROR)
		warn_nothing(run);
	notes_release(&run->notes);
	recap_release(&run->recap);
	buf_release(&run->first);
	buf_release(&run->alone);
	buf_release(&run->seed);
}

int
main(int argc, char **argv)
{
	struct run run = { .kind = DRAFT_KINDS };
	const struct record *r;

	cli_init(&run.c, "fu-recap", usage);
	read_options(&run, argc, argv);
	if (run.lint) {
		lint_drafts(&run.c.reader.input, &run.c.diag);
		return cli_exit(&run.c);
	}
	book_init(&run.book, &run.c.schema, run.c.now, run.c.me);
	asks_init(&run.asks, &run.book);
	inner_init(&run.inner, &run.book);
	while ((r = cli_next(&run.c))) {
		cli_selects(&run.c, r); /* notes which selectors the input bears out */
		book_add(&run.book, r);
		if (run.kind == DRAFT_KINDS)
			asks_add(&run.asks, r);
		else if (kinds[run.kind].inner && wants(&run, '+', r->deal))
			inner_add(&run.inner, r);
	}
	write_drafts(&run);
	inner_release(&run.inner);
	asks_release(&run.asks);
	library_release(&run.library);
	book_release(&run.book);
	return cli_exit(&run.c);
}
