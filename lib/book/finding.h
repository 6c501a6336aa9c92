/*
 * finding: what an audit found, until all is found and can be told in order.
 *
 * Places are kept as spots, which take less: an audit keeps some for each record.
 * Files count in the order in which they were read.
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

/* A place: the file by its number. */
struct spot {
	uint32_t file, line, col; /* line 0: none */
};

/* Where each thing of a sort was first named, by its number. */
struct firsts {
	struct spot *p; /* owned */
	size_t n;
};

/* A finding that waits for its turn. */
struct finding {
	struct spot at, other;
	enum diag_id id;
	struct str a, b, c; /* of the arena, or longer-lived */
	const char *note;   /* of other */
	struct str meant;   /* a known name that is near; or empty */
};

struct findings {
	struct names *files; /* whose names are copied to the arena */
	uint32_t file;       /* the one asked for last, or NAMES_NONE */
	struct arena arena;
	struct finding *list; /* owned */
	size_t n, cap;
};

/* The spot of a place. */
struct spot findings_spot(struct findings *f, struct place at);

/* One more, with copies of x and y, to which more can be added until the next. */
struct finding *findings_add(
    struct findings *f, enum diag_id id, struct spot at, struct str x, struct str y);

/* The same against another place, with a note there. */
struct finding *findings_add_two(struct findings *f, enum diag_id id, struct spot at, struct str x,
    struct str y, struct spot other, const char *note);

/* Reports those that the filter wants, all if it is null, by file, line and column. */
void findings_report(struct findings *f, struct diag *d, const struct audit_filter *filter);

void findings_release(struct findings *f);

/* Where that number was first named, to be filled in: line 0 if it was not yet. */
struct spot *firsts_spot(struct firsts *f, uint32_t number);

void firsts_release(struct firsts *f);

#endif
