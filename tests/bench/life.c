#include "life.h"

#include <string.h>

/* --- steps --------------------------------------------------------------- */

static bool
fits(const struct life *f, unsigned steps)
{
	return f->n + steps + f->kept_back <= f->most;
}

static struct step *
add(struct life *f, int day, const char *type, unsigned people)
{
	struct step *s = &f->steps[f->n++];

	*s = (struct step){ .day = day, .type = type, .people = people, .to = NOBODY };
	return s;
}

static void
sent(struct life *f, int day, unsigned people, const char *re)
{
	struct step *s = add(f, day, "sent", people);

	s->words = re;
	s->via = s->text = true;
}

static void
got(struct life *f, int day, unsigned who, const char *re, const char *answer)
{
	struct step *s = add(f, day, "got", who);

	s->words = re;
	s->answers = answer;
	s->via = s->text = true;
}

/* Adds a step that names an item. */
static struct step *
about(struct life *f, int day, const char *type, unsigned people, char letter, unsigned id)
{
	struct step *s = add(f, day, type, people);

	s->letter = letter;
	s->id = id;
	return s;
}

static void
sent_about(struct life *f, int day, unsigned who, const char *re, char letter, unsigned id)
{
	sent(f, day, who, re);
	f->steps[f->n - 1].letter = letter;
	f->steps[f->n - 1].id = id;
}

static bool
percent(struct life *f, unsigned p)
{
	return line_percent(f->l, p);
}

static int
below(struct life *f, int n)
{
	return (int)line_below(f->l, (unsigned)n);
}

static unsigned
them(struct life *f)
{
	return 1u << one_of_theirs(f->l, f->sides);
}

/* --- talks --------------------------------------------------------------- */

static const char *const room_words[] = { " via:phone", " via:video", " via:meet" };
static const char *const lesson_words[] = { " tag:small-steps worked:yes",
	" tag:listening worked:yes", " tag:deadline worked:part", " tag:first-offer worked:no" };
static const struct list rooms = LIST(room_words), lessons = LIST(lesson_words);

static void
session(struct life *f)
{
	unsigned one = them(f), all = percent(f, 40) ? one | them(f) : one;
	int day = f->day;
	struct step *s = add(f, day, "met", all);

	s->timed = s->text = true;
	s->words = one_word(f->l, &rooms);
	s->answers = percent(f, 30) ? percent(f, 70) ? " mood:good" : " mood:ok" : NULL;
	for (int terms = below(f, 3); terms > 0 && fits(f, 4); terms--)
		about(f, day, "term", 0, 't', ++f->terms)->text = true;
	if (fits(f, 3) && percent(f, 50)) {
		sent(f, day + below(f, 2), all, " re:thanks,recap");
	} else if (fits(f, 3)) {
		if (percent(f, 80))
			sent(f, day, all, " re:thanks");
		sent(f, day + 1, all, " re:recap");
	}
	if (fits(f, 1) && percent(f, 90))
		got(f, day + 2 + below(f, 3), one, " re:recap",
		    percent(f, 85) ? " answer:yes" : " answer:part");
	if (fits(f, 1) && all != one && percent(f, 70))
		got(f, day + 2 + below(f, 3), all & ~one, " re:recap", " answer:yes");
}

static void
proposal(struct life *f)
{
	unsigned who = them(f);
	int day = f->day + 1 + below(f, 5);

	sent(f, f->day, who, " re:proposal");
	if (percent(f, 20) && fits(f, 1))
		sent(f, day++, who, " re:nudge");
	if (!fits(f, 2))
		return;
	got(f, day, who, " re:proposal", percent(f, 50) ? " answer:counter" : " answer:part");
	sent(f, day + 1 + below(f, 2), who, " re:update");
}

static void
question(struct life *f)
{
	unsigned who = them(f);
	bool theirs = percent(f, 60);
	int later = f->day + 1 + below(f, 3);

	if (theirs)
		got(f, f->day, who, " re:question", NULL);
	else
		sent(f, f->day, who, " re:question");
	if (!fits(f, 1))
		return;
	if (theirs)
		sent(f, later, who, " re:update");
	else
		got(f, later, who, " re:update", percent(f, 30) ? " answer:yes" : NULL);
}

static void
concern(struct life *f)
{
	unsigned who = them(f);
	struct step *s = about(f, f->day, "concern", who, 'c', ++f->concerns);

	s->words = percent(f, 30) ? " level:high" : NULL;
	s->text = true;
	if (fits(f, 1) && percent(f, 95))
		about(f, f->day + 2 + below(f, 12), "done", 0, 'c', f->concerns)->text = percent(
		    f, 50);
}

static void
note(struct life *f)
{
	add(f, f->day, "note", percent(f, 60) ? them(f) : 0)->text = true;
}

static void
contact(struct life *f)
{
	unsigned who = them(f);

	if (percent(f, 50)) {
		sent(f, f->day, who, percent(f, 50) ? " re:checkin" : " re:update");
		if (fits(f, 1) && percent(f, 50))
			got(f, f->day + 1 + below(f, 4), who, " re:news", NULL);
	} else {
		got(f, f->day, who, percent(f, 50) ? " re:update" : " re:news", NULL);
	}
}

/* --- carrying it out ------------------------------------------------------- */

/* The day on which something made on one day and due on another is done, or 0 if it never
 * is: four of five in time, some a few days late, few very late. */
static int
day_done(struct life *f, int made, int due)
{
	int luck = below(f, 100);

	if (luck < 80)
		return made + 1 + below(f, due - made);
	if (luck < 93)
		return due + 1 + below(f, 3);
	return luck < 97 ? due + 5 + below(f, 20) : 0;
}

/* Adds what is said about a promise: theirs are asked about, ours reported. */
static void
promise_said(struct life *f, unsigned id, unsigned who, bool ours, int due, int done)
{
	if (fits(f, 1) && ours && done && percent(f, 35))
		sent_about(f, done, who, " re:update", 'p', id);
	if (ours)
		return;
	if (fits(f, 1) && (!done || done >= due) && percent(f, 50))
		sent_about(f, due - 2, who, " re:nudge", 'p', id);
	if (fits(f, 1) && (!done || done > due) && percent(f, 70))
		sent_about(f, due + 1, who, " re:chase", 'p', id);
	if (fits(f, 1) && done && percent(f, 50))
		sent(f, done + 1, who, " re:thanks");
}

/* Moves it in good time, and puts that in writing. */
static void
promise_moved(struct life *f, unsigned id, unsigned who, int day, int due)
{
	struct step *s = about(f, day, "amended", 0, 'p', id);

	s->by = due;
	s->text = percent(f, 50);
	sent_about(f, day + 1, who, " re:recap", 'p', id);
	if (percent(f, 90))
		got(f, day + 2 + below(f, 2), who, " re:recap", " answer:yes");
}

static void
promise(struct life *f)
{
	bool ours = percent(f, 40);
	unsigned other = one_of_theirs(f->l, f->sides), we = one_of_ours(f->l, f->sides),
		 id = ++f->promises;
	unsigned who = 1u << (ours ? we : other);
	int made = f->day, due = made + 3 + below(f, 22), done;
	struct step *s = about(f, made, "promise", who, 'p', id);

	s->by = due;
	s->to = ours ? (int)other : percent(f, 30) ? (int)we : NOBODY;
	s->text = true;
	if (percent(f, 6) && fits(f, 4)) {
		made += 1 + below(f, due - made - 1);
		due += 3 + below(f, 8);
		promise_moved(f, id, 1u << other, made, due);
	}
	done = day_done(f, made, due);
	if (done) {
		s = about(f, done, "done", 0, 'p', id);
		/* never whoever promised */
		s->people = percent(f, 20) ? 1u << (ours ? other : we) : 0;
		s->text = percent(f, 50);
	} else if (percent(f, 50)) {
		about(f, due + 3 + below(f, 10), "drop", 0, 'p', id)->text = true;
	}
	promise_said(f, id, 1u << other, ours, due, done);
}

/* Pays all of it by that day, or all but the last part. */
static void
pay(struct life *f, unsigned id, unsigned who, int64_t left, int parts, int made, int done)
{
	while (parts > 0) {
		int64_t amount = parts == 1 ? left : left / parts / 500 * 500;
		int day = done - (parts - 1) * ((done - made) / 4);
		struct step *s = about(f, day, "paid", percent(f, 50) ? who : 0, 'o', id);

		s->amount = amount;
		s->text = percent(f, 50);
		left -= amount;
		parts--;
	}
}

static void
debt(struct life *f)
{
	bool ours = strcmp(f->kind, "purchase") == 0;
	unsigned who = 1u << (ours ? one_of_ours(f->l, f->sides) : one_of_theirs(f->l, f->sides)),
		 id = ++f->debts;
	int made = f->day, due = made + 10 + below(f, 25), parts, done;
	struct step *s = about(f, made, "owed", who, 'o', id);
	int64_t left = 500 * (200 + below(f, 4000));

	s->amount = left;
	s->by = due;
	s->text = true;
	parts = fits(f, 3) && percent(f, 30) ? 2 + below(f, 2) : 1;
	done = day_done(f, made + 8, due);
	if (done)
		pay(f, id, who, left, parts, made, done);
	if (fits(f, 1) && !ours && (!done || done >= due) && percent(f, 60))
		sent_about(f, due - 1, who, " re:payment", 'o', id);
	if (fits(f, 1) && !ours && (!done || done > due) && percent(f, 80))
		sent_about(f, due + 1, who, " re:chase", 'o', id);
	if (fits(f, 1) && !ours && done && percent(f, 60))
		sent(f, done + 1, who, " re:thanks");
}

/* --- a life ---------------------------------------------------------------- */

enum ending { WON, LOST, SILENT };

static void
talk(struct life *f, unsigned upto)
{
	static void (*const acts[])(struct life *) = { session, session, session, proposal,
		proposal, question, question, concern, note, contact };

	while (f->n < upto && fits(f, 3)) {
		unsigned i = f->n < 4 ? 0 : (unsigned)below(f, sizeof acts / sizeof *acts);

		acts[i](f);
		f->day += 2 + below(f, 7);
	}
}

static void
agree(struct life *f)
{
	unsigned who = them(f);

	if (!fits(f, 4))
		return;
	add(f, f->day, "agreed", who)->text = percent(f, 50);
	sent(f, f->day + 1, who, " re:thanks,recap");
	got(f, f->day + 2 + below(f, 3), who, " re:recap", " answer:yes");
}

static void
carry_out(struct life *f)
{
	static void (*const acts[])(struct life *) = { promise, promise, promise, promise, promise,
		promise, promise, promise, debt, debt, session, contact, question, note };
	unsigned kinds = sizeof acts / sizeof *acts;
	bool collection = strcmp(f->kind, "collection") == 0;

	while (fits(f, 5)) {
		unsigned i = (unsigned)below(f, (int)kinds);

		if (collection && i < 5)
			debt(f);
		else
			acts[i](f);
		f->day += 1 + below(f, 6);
	}
}

static int
last_day(const struct life *f)
{
	int day = f->day;

	for (unsigned i = 0; i < f->n; i++)
		if (f->steps[i].day > day)
			day = f->steps[i].day;
	return day;
}

/* Closes the deal, then asks how it was, and what was learned. */
static void
finish(struct life *f, enum ending end)
{
	int day = last_day(f) + 1 + below(f, 4);
	unsigned who = them(f);
	struct step *s;

	f->kept_back = 0;
	if (end != SILENT && fits(f, 1)) {
		bool paid = strcmp(f->kind, "collection") == 0;

		s = add(f, day, "close", 0);
		s->words = end == LOST ? " as:lost" : paid ? " as:paid" : " as:won";
		s->text = percent(f, 50);
	}
	if (end != SILENT && fits(f, 1)) {
		s = add(f, day + 1 + below(f, 4), "lesson", 0);
		s->words = percent(f, 60) ? one_word(f->l, &lessons) : NULL;
		s->text = true;
	}
	if (end == WON && fits(f, 2)) {
		sent(f, day + 1 + below(f, 4), who, " re:feedback");
		s = add(f, day + 6 + below(f, 8), "feedback", who);
		s->words = percent(f, 70) ? " score:4/5 about:process" : " score:3/5 about:outcome";
		s->text = true;
	}
}

/* Sorts by days; of one day, what was planned first comes first. */
static void
sort_steps(struct life *f)
{
	for (unsigned i = 1; i < f->n; i++) {
		struct step s = f->steps[i];
		unsigned k = i;

		for (; k > 0 && f->steps[k - 1].day > s.day; k--)
			f->steps[k] = f->steps[k - 1];
		f->steps[k] = s;
	}
}

void
life_plan(struct life *f, unsigned most)
{
	int luck = below(f, 100), last;
	enum ending end = luck < 88 ? WON : luck < 97 ? LOST : SILENT;

	f->n = f->terms = f->promises = f->debts = f->concerns = 0;
	f->day = 0;
	f->most = most;
	f->kept_back = end == SILENT || most < 8 ? 0 : end == WON && percent(f, 60) ? 4 : 2;
	if (end == WON) {
		talk(f, most * 30 / 100);
		agree(f);
		carry_out(f);
	} else {
		talk(f, most);
	}
	for (last = last_day(f); fits(f, 1);) {
		f->day = below(f, last + 1);
		if (percent(f, 50))
			note(f);
		else
			contact(f);
	}
	finish(f, end);
	sort_steps(f);
}
