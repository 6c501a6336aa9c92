/*
 * other: the generator's records in the forms of other tools.
 *
 *	gen 100000 | other rec | journal | json | csv | rem
 *
 * Reads only what gen writes to standard output, canonical or nearly so: a `deal`
 * line, its people, then what happened, in order.  No record is left out, and no
 * field of one, so each tool reads all of the same data, in its own form.  README.md
 * shows how a promise looks in each, and what is asked of it.
 */
#include "form.h"
#include "line.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEAL_MAX = 1 << 13, LINE_MAX_BYTES = 1000, SIGILS = 128 };

struct deal {
	char *bytes;
	size_t n, room;
	unsigned n_events;
	struct event events[DEAL_MAX];
	struct event *items[SIGILS][DEAL_MAX]; /* by the letter of the id, and its number */
};

static _Noreturn void
unfit(const char *what)
{
	errno = EINVAL;
	die(what);
}

/* --- reading ------------------------------------------------------------ */

/* Takes the bytes up to the next blank off s, with the blank. */
static struct slice
take_word(struct slice *s)
{
	const char *end = memchr(s->p, ' ', s->n);
	struct slice word = { s->p, end ? (size_t)(end - s->p) : s->n };

	s->p += end ? word.n + 1 : word.n;
	s->n -= end ? word.n + 1 : word.n;
	return word;
}

static bool
add_pair(struct event *e, struct slice word)
{
	const char *colon = memchr(word.p, ':', word.n);

	if (!colon || colon == word.p || colon + 1 == word.p + word.n || *word.p < 'a' ||
	    *word.p > 'z')
		return false;
	if (e->n_pairs == PAIR_MAX)
		unfit("a record with so many keys");
	e->key[e->n_pairs] = (struct slice){ word.p, (size_t)(colon - word.p) };
	e->value[e->n_pairs++] = (struct slice){ colon + 1, (size_t)(word.p + word.n - colon - 1) };
	return true;
}

/* True if the word belongs to the head. */
static bool
add_token(struct event *e, struct slice word)
{
	struct slice name = { word.p + 1, word.n - 1 };

	if (word.n < 2)
		return false;
	if (*word.p == '+')
		/* `+-` means none */
		e->deal = slice_is(name, "-") ? (struct slice){ "", 0 } : name;
	else if (*word.p == '%')
		e->id = name;
	else if (*word.p == '@' && e->n_who < WHO_MAX)
		e->who[e->n_who++] = name;
	else
		return add_pair(e, word);
	return true;
}

static void
read_event(struct event *e, struct slice s)
{
	struct slice rest;

	*e = (struct event){ .date = { "", 0 } };
	if (s.n && *s.p >= '0' && *s.p <= '9') {
		e->date = take_word(&s);
		if (e->date.n > 11)
			e->clock = (struct slice){ e->date.p + 11, e->date.n - 11 };
		e->date.n = 10;
	}
	e->type = take_word(&s);
	for (rest = s; s.n && add_token(e, take_word(&rest)); s = rest)
		;
	e->text = s;
}

static int64_t
hundredths(struct slice s)
{
	int64_t v = 0;
	size_t i = 0;
	int after = -1;

	for (; i < s.n && (s.p[i] == '.' || (s.p[i] >= '0' && s.p[i] <= '9')); i++) {
		if (s.p[i] == '.' || after >= 0)
			after++;
		if (s.p[i] != '.')
			v = v * 10 + (s.p[i] - '0');
	}
	for (after = after < 0 ? 0 : after; after < 2; after++)
		v *= 10;
	return v;
}

/* Where the item with that id is kept; null if the event has none. */
static struct event **
item_place(struct deal *d, const struct event *e)
{
	unsigned long no = 0;

	if (e->id.n < 2)
		return NULL;
	for (size_t i = 1; i < e->id.n; i++)
		no = no * 10 + (unsigned long)(e->id.p[i] - '0');
	if (no >= DEAL_MAX || *e->id.p < 0)
		unfit("an id that gen doesn't make");
	return &d->items[(int)*e->id.p][no];
}

/* Whoever moves or closes an item by hand notes in it to which, or on which, day; events
 * come in order. */
static void
keep_item(struct event *e, struct event **place)
{
	bool paid = slice_is(e->type, "paid");

	if (slice_is(e->type, "promise") || slice_is(e->type, "owed") ||
	    slice_is(e->type, "concern")) {
		*place = e;
		e->by = event_value(e, "by");
		e->left = hundredths(event_value(e, "amt"));
	} else if (slice_is(e->type, "amended")) {
		(*place)->by = event_value(e, "by");
	} else if (paid || slice_is(e->type, "done") || slice_is(e->type, "drop")) {
		e->item = *place;
		(*place)->left -= paid ? hundredths(event_value(e, "amt")) : 0;
		if (!paid || (*place)->left <= 0)
			(*place)->closed = e->date;
	}
}

static void
close_items(struct deal *d)
{
	for (unsigned i = 0; i < d->n_events; i++) {
		struct event **place = item_place(d, &d->events[i]);

		if (place)
			keep_item(&d->events[i], place);
	}
}

static void
add_line(struct deal *d, const char *line, size_t n)
{
	if (n > LINE_MAX_BYTES)
		unfit("a record of that length");
	if (d->n + n > d->room) {
		d->room = 2 * (d->n + n);
		d->bytes = realloc(d->bytes, d->room);
		if (!d->bytes)
			die("memory");
	}
	memcpy(d->bytes + d->n, line, n);
	d->n += n;
}

static void
write_deal(struct deal *d, struct line *out, const struct form *form)
{
	char *p = d->bytes, *end = d->bytes + d->n;

	d->n_events = 0;
	while (p < end) {
		char *newline = memchr(p, '\n', (size_t)(end - p));

		if (d->n_events == DEAL_MAX)
			unfit("a deal of that size");
		read_event(&d->events[d->n_events++], (struct slice){ p, (size_t)(newline - p) });
		p = newline + 1;
	}
	close_items(d);
	for (unsigned i = 0; i < d->n_events; i++)
		form->event(out, &d->events[i]);
	d->n = 0;
}

/* --- all ------------------------------------------------------------------- */

static void
write_all(struct line *out, const struct form *form)
{
	struct deal *d = room(sizeof *d);
	char *line = NULL;
	size_t room_for_line = 0;
	ssize_t n;

	form->begin(out);
	while ((n = getline(&line, &room_for_line, stdin)) > 0) {
		if (strncmp(line, "deal ", 5) == 0)
			write_deal(d, out, form);
		add_line(d, line, (size_t)n);
	}
	write_deal(d, out, form);
	line_flush(out);
	free(line);
	free(d->bytes);
	free(d);
}

int
main(int argc, char **argv)
{
	struct line *out = room(sizeof *out);

	line_init(out);
	for (const struct form *f = forms; argc == 2 && f->name; f++)
		if (strcmp(f->name, argv[1]) == 0) {
			write_all(out, f);
			free(out);
			return 0;
		}
	fputs("usage: other rec | journal | json | csv | rem\n", stderr);
	return 2;
}
