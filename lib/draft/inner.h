/*
 * inner: what is for our eyes only: the brief of a deal, and the journal.
 *
 * These draw on all records, even those that no letter may mention.  A struct inner keeps
 * canonical lines by deal, including those of records that the book doesn't keep; it is
 * filled only when a brief or journal is asked for, so outward drafts are made without it.
 */
#ifndef FU_INNER_H
#define FU_INNER_H

#include "draft/field.h"

/* The types of records that tell how a deal went, as bits. */
#define INNER_HISTORY \
	(UINT64_C(1) << TYPE_MET | UINT64_C(1) << TYPE_SENT | UINT64_C(1) << TYPE_GOT | \
	    UINT64_C(1) << TYPE_AGREED | UINT64_C(1) << TYPE_IMPASSE | \
	    UINT64_C(1) << TYPE_ESCALATE | UINT64_C(1) << TYPE_CLOSE)

struct inner_record {
	const char *line; /* canonical, without at:, ended by LF, with SCAN_PAD bytes behind */
	size_t n;         /* length of line, without the LF */
	struct moment when;
	struct str deal; /* empty: none */
	enum type type;
};

/* A person of the deal, and how they kept their dates in it. */
struct inner_person {
	uint32_t person;
	uint32_t kept, late, broken, open;
};

/* A technique, and how often it worked. */
struct inner_tag {
	struct str tag;
	uint32_t yes, part, no;
};

/* The who lines that hold for all deals. */
struct inner_who {
	struct inner_record *list; /* null: not asked for yet */
	size_t n;
};

struct inner {
	struct book *b;
	struct arena arena;
	struct buf line;
	struct emitter canon;
	struct inner_record *record; /* once ready: by deal, day, time and line */
	size_t n, cap;
	struct inner_who *who; /* by person; null: none asked for yet */
};

void inner_init(struct inner *in, struct book *b);
void inner_release(struct inner *in);

/* Keeps a record, unless it is after the book's moment. */
void inner_add(struct inner *in, const struct record *r);

/* Sorts them; once the book is ready. */
void inner_ready(struct inner *in);

/* The records of the view's deal, in order; for a journal, all records. */
const struct inner_record *inner_of_deal(struct view *v, size_t *n);

/* The getters for OBJECT_INNER and the objects below it. */
struct getter inner_getter(enum object type, enum field f);

/* The getters for the root's pictures (picture.c): timeline, bars and payments, each the
 * SVG from chart.h, or empty if there is nothing to show. */
struct getter picture_getter(enum field f);

#endif
