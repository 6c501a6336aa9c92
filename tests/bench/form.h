/*
 * form: records in the form of another tool, for other.
 *
 * A form is three things: the name it is asked for by, what its file begins with,
 * and how one record is appended.  README.md shows how a promise, and what becomes
 * of it, looks in each form.
 *
 *	form->begin(out);
 *	form->event(out, &e);
 *	line_flush(out);
 */
#ifndef BENCH_FORM_H
#define BENCH_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct line;

enum { WHO_MAX = 8, PAIR_MAX = 8 };

/* Bytes within the text of a deal; all slices of an event live as long as that text. */
struct slice {
	const char *p;
	size_t n;
};

/* One record: the contents of its tokens, without their sigils. */
struct event {
	struct slice date, clock, type, deal, id, who[WHO_MAX], key[PAIR_MAX], value[PAIR_MAX];
	struct slice text;
	unsigned n_who, n_pairs;
	const struct event *item; /* what it closes or pays, or null */
	struct slice by, closed;  /* for an item: last due date, date closed; or empty */
	int64_t left;             /* for an owed item, in hundredths */
};

/* begin() and event() append to the buffer, at most RECORD_MAX bytes a record. */
struct form {
	const char *name;
	void (*begin)(struct line *l);
	void (*event)(struct line *l, const struct event *e);
};

/* All forms; the last one has no name. */
extern const struct form forms[];

bool slice_is(struct slice s, const char *word);

/* The value of a key; empty if there is none. */
struct slice event_value(const struct event *e, const char *key);

#endif
