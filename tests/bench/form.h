/*
 * form: how a record looks in the form of another tool, for other.
 *
 * A form is three things: the name it is asked for by, what stands at the top of
 * its file, and how one record is appended.  README.md says how each tool's form
 * has a promise and what becomes of it.
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

/* Bytes within the text of a deal; all slices of an event live as long as that. */
struct slice {
	const char *p;
	size_t n;
};

/* One record: what stands in its tokens, without their sigils. */
struct event {
	struct slice date, clock, type, deal, id, who[WHO_MAX], key[PAIR_MAX], value[PAIR_MAX];
	struct slice text;
	unsigned n_who, n_pairs;
	const struct event *item; /* what it closes or pays, or NULL */
	struct slice by, closed;  /* of an item: due in the end, closed; or empty */
	int64_t left;             /* of an owed item, in hundredths */
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

/* What stands behind that key, or an empty slice. */
struct slice event_value(const struct event *e, const char *key);

#endif
