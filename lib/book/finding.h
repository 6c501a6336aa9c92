/*
 * finding: what an audit has found, until everything is found and can be reported in
 * order.
 *
 * Places are kept as spots, which are smaller, as an audit keeps some for each
 * record.  Files are numbered in the order they were read.
 *
 *	struct findings f = { .files = &names, .file = NAMES_NONE };
 *	struct spot s = findings_spot(&f, place);
 *	findings_add(&f, DIAG_UNKNOWN_ID, s, STR("p1"), STR("acme"));
 *	findings_report(&f, &diag, NULL);
 *	findings_release(&f);
 */
#ifndef FU_FINDING_H
#define FU_FINDING_H

#include "base/names.h"
#include "book/audit.h"

/* A place, with the file's number. */
struct spot {
	uint32_t file, line, col; /* line 0: none */
};

/* By number of a person, a deal or the like: where it was first named. */
struct firsts {
	struct spot *p; /* owned */
	size_t n;
};

/* A finding that waits to be reported. */
struct finding {
	struct spot at;
	struct spot other; /* another place that it concerns; line 0: none */
	enum diag_id id;
	struct str a, b, c; /* in the arena, or longer-lived */
	const char *note;   /* for `other`; null: none */
	struct str meant;   /* the nearest known name; may be empty */
};

struct findings {
	struct names *files; /* their names are copied to the arena */
	uint32_t file;       /* the file last asked for, or NAMES_NONE */
	struct arena arena;
	struct finding *list; /* owned */
	size_t n, cap;
};

/* The spot of a place. */
struct spot findings_spot(struct findings *f, struct place at);

/* Adds a finding, with copies of x and y; more can be filled in until the next is added. */
struct finding *findings_add(
    struct findings *f, enum diag_id id, struct spot at, struct str x, struct str y);

/* The same, with a note at another place. */
struct finding *findings_add_two(struct findings *f, enum diag_id id, struct spot at, struct str x,
    struct str y, struct spot other, const char *note);

/* Reports those that the filter wants (null: all), by file, line and column. */
void findings_report(struct findings *f, struct diag *d, const struct audit_filter *filter);

void findings_release(struct findings *f);

/* Where that number was first named; line 0 if not yet, and then for the caller to fill
 * in.  Valid until the next call. */
struct spot *firsts_spot(struct firsts *f, uint32_t number);

void firsts_release(struct firsts *f);

#endif
