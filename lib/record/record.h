/*
 * record: one checked line of the language, as every program sees it.
 *
 * All slices point into the reader's memory and are valid until the next record is
 * read; names come without their sigils.  Lists are in canonical order: ids and
 * people by bytes, attributes as in the schema's row.
 */
#ifndef FU_RECORD_H
#define FU_RECORD_H

#include "base/diag.h"
#include "record/schema.h"
#include "value/date.h"

struct attr {
	struct str name;           /* a slice of the line, for attr_at() */
	struct str value;          /* unquoted */
	enum key key;              /* KEY_NONE for a key the schema doesn't know (x- types only) */
	const struct key_use *use; /* how the type uses the key; null in x- types */
};

struct record {
	enum type type;
	struct str word;    /* the type as written: "promise", "x-visit" */
	struct str date;    /* as written; "-": none */
	struct moment when; /* MOMENT_NONE: none */
	struct str deal;    /* inherited or written; empty: none */
	struct str *ids, *people;
	struct attr *attrs;
	size_t nids, npeople, nattrs;
	struct str text;
	/* the line, if it is canonical once record_dash() precedes it; else empty */
	struct str verbatim;
	/* verbatim lacks the +DEAL of the canonical line, as it is inherited */
	bool bare;
	struct place at; /* file and line */
};

/* Where the value begins in the line, at its quote if it has one: an empty slice, for
 * reader_place(). */
static inline struct str
attr_at(const struct attr *a)
{
	return (struct str){ a->name.p + a->name.n + 1, 0 };
}

/* The value of a key; empty if the record doesn't have it, as no value is empty. */
static inline struct str
record_value(const struct record *r, enum key k)
{
	for (size_t i = 0; i < r->nattrs; i++)
		if (r->attrs[i].key == k)
			return r->attrs[i].value;
	return (struct str){ NULL, 0 };
}

/* What verbatim lacks at its start: an undated line may leave out the "- " of the canonical
 * line and begin with the letter of its type. */
static inline struct str
record_dash(const struct record *r)
{
	return *r->verbatim.p >= 'a' ? STR("- ") : STR("");
}

/* The value of its at:, which comes last among a record's attributes; empty if none. */
static inline struct str
record_mark(const struct record *r)
{
	if (!r->nattrs || r->attrs[r->nattrs - 1].key != KEY_AT)
		return (struct str){ NULL, 0 };
	return r->attrs[r->nattrs - 1].value;
}

/* The same record without its at:, which only tells where it came from. */
struct record record_unmarked(const struct record *r);

#endif
