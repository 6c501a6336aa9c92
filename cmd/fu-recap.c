/*
 * fu-recap: what to say.
 */
#include "cli.h"

#include "draft/mail.h"
#include "draft/recap.h"
#include "book/people.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char usage[] = "usage: fu-recap [-v] -k recap [-n moment] [-o text|mail]\n"
			    "                [+deal ...] [@person ...] [file | folder | - ...]\n"
			    "       fu-recap -h | -V\n";

enum { NOON = 12 * 60 };

static void
read_options(struct cli *c, int argc, char **argv)
{
	bool kind = false;
	int opt;

	c->form = "text";
	while ((opt = cli_getopt(c, argc, argv, "k:")) != -1) {
		if (strcmp(optarg, "recap") != 0)
			cli_usage(c, STR("-k takes recap"));
		kind = true;
	}
	if (!kind)
		cli_usage(c, STR("say with -k which kind of message: recap"));
	if (strcmp(c->form, "text") != 0 && strcmp(c->form, "mail") != 0)
		cli_usage(c, STR("-o takes text or mail"));
}

/* Minutes that local time is ahead of UTC at a moment. */
static int
zone_at(struct moment m)
{
	struct ymd d = date_ymd(m.day);
	struct tm tm = { .tm_year = d.y - 1900,
		.tm_mon = d.m - 1,
		.tm_mday = d.d,
		.tm_hour = m.min / 60,
		.tm_min = m.min % 60,
		.tm_isdst = -1 };
	time_t t = mktime(&tm);
	struct tm utc;
	int32_t day;

	if (t == (time_t)-1 || !gmtime_r(&t, &utc))
		return 0;
	day = date_day((struct ymd){ utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday });
	return (int)(m.day - day) * 1440 + m.min - utc.tm_hour * 60 - utc.tm_min;
}

static void
warn_missing_mail(struct cli *c, struct str person)
{
	struct place at = { str_from(c->name), 0, 0 };

	diag_report(&c->diag, DIAG_MISSING_MAIL, at, person, STR(""), STR(""));
	diag_note(&c->diag, at, "add mail:NAME@HOST to its who line", STR(""), STR(""));
}

static void
print_mail(struct cli *c, struct book *b, const struct recap *r, bool mbox)
{
	struct buf seed = buf_mem();
	struct mail m = {
		.from_name = r->from_name,
		.from = b->me == NONE ? STR("") : people_who(b, b->me, r->deal, KEY_MAIL),
		.to_name = r->to_name,
		.to = people_who(b, r->person, r->deal, KEY_MAIL),
		.subject = r->subject,
		.date = { b->now.day, b->now.min < 0 ? NOON : b->now.min },
		.in_reply_to = r->in_reply_to,
		.body = buf_view(&r->body),
	};

	m.zone = zone_at(m.date);
	buf_str(&seed, STR("recap "));
	buf_str(&seed, b->deal[r->deal].name);
	buf_char(&seed, ' ');
	buf_str(&seed, b->person[r->person].name);
	buf_char(&seed, ' ');
	date_put(&seed, m.date);
	buf_char(&seed, ' ');
	buf_str(&seed, m.body);
	m.seed = buf_view(&seed);
	if (!mail_is_address(m.to))
		warn_missing_mail(c, b->person[r->person].name);
	if (!mail_is_address(m.from))
		warn_missing_mail(c, b->me_name);
	mail_put(&c->out, &m, mbox);
	buf_release(&seed);
}

static void
print_text(struct cli *c, const struct recap *r, bool first)
{
	if (!first)
		buf_str(&c->out, STR("\f\n"));
	buf_str(&c->out, STR("Subject: "));
	buf_str(&c->out, r->subject);
	buf_str(&c->out, STR("\n\n"));
	buf_str(&c->out, buf_view(&r->body));
}

static int
cmp_deals(const void *a, const void *b)
{
	return str_cmp((*(struct deal *const *)a)->name, (*(struct deal *const *)b)->name);
}

/* Adds a draft for each selected reader of a deal to the n there are; with a
 * null array it only counts. */
static size_t
add_drafts(struct cli *c, struct book *b, uint32_t deal, struct recap *drafts, size_t n)
{
	uint32_t *people;
	size_t readers = recap_readers(b, deal, &people);

	for (size_t i = 0; i < readers; i++) {
		if (!cli_selects_person(c, b->person[people[i]].name))
			continue;
		if (drafts)
			drafts[n] = (struct recap){ .deal = deal, .person = people[i] };
		n++;
	}
	return n;
}

/* Whom to write to: of each selected deal, by name, its readers that are
 * selected.  Returns how many. */
static size_t
find_drafts(struct cli *c, struct book *b, struct recap **drafts)
{
	struct deal **deals = arena_new(&b->arena, sizeof(struct deal *), b->deals.n);
	size_t ndeals = 0, n = 0;

	for (uint32_t d = 0; d < b->deals.n; d++)
		if (b->deal[d].name.n && cli_selects_deal(c, b->deal[d].name))
			deals[ndeals++] = &b->deal[d];
	if (ndeals)
		qsort(deals, ndeals, sizeof(struct deal *), cmp_deals);
	for (size_t i = 0; i < ndeals; i++)
		n = add_drafts(c, b, (uint32_t)(deals[i] - b->deal), NULL, n);
	*drafts = arena_new(&b->arena, sizeof(**drafts), n);
	n = 0;
	for (size_t i = 0; i < ndeals; i++)
		n = add_drafts(c, b, (uint32_t)(deals[i] - b->deal), *drafts, n);
	return n;
}

int
main(int argc, char **argv)
{
	struct cli c;
	struct book book;
	struct recap *drafts = NULL;
	const struct record *r;
	struct buf body = buf_mem();
	size_t n;

	cli_init(&c, "fu-recap", usage);
	read_options(&c, argc, argv);
	book_init(&book, &c.schema, c.now, c.me);
	while ((r = cli_next(&c))) {
		cli_selects(&c, r); /* notes which selectors the input bears out */
		book_add(&book, r);
	}
	book_ready(&book);
	n = find_drafts(&c, &book, &drafts);
	if (n == 0)
		diag_report(&c.diag, DIAG_NOTHING_TO_DRAFT, (struct place){ STR("fu-recap"), 0, 0 },
		    STR("no selected deal has both something agreed and somebody to tell"), STR(""),
		    STR(""));
	for (size_t i = 0; i < n; i++) {
		drafts[i].body = body;
		recap_write(&book, &drafts[i]);
		body = drafts[i].body;
		if (strcmp(c.form, "mail") == 0)
			print_mail(&c, &book, &drafts[i], n > 1);
		else
			print_text(&c, &drafts[i], i == 0);
	}
	buf_release(&body);
	book_release(&book);
	return cli_exit(&c);
}
