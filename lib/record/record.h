/*
 * record: one checked line of the language, as every program sees it.
 *
 * All slices point into the reader's memory and are good until the next
 * record is read; names come without their sigils.  Lists are in canonical
 * order: ids and people by bytes, attributes in the order of the schema's row.
 */
#ifndef FU_RECORD_H
#define FU_RECORD_H

#include "base/diag.h"
#include "record/schema.h"
#include "value/date.h"

struct attr {
	struct str name;           /* in the line, for attr_at() */
	struct str value;          /* unquoted */
	enum key key;              /* KEY_NONE for a word the schema doesn't know (x- only) */
	const struct key_use *use; /* the type's use of the key; null in x- types */
};

struct record {
	enum type type;
	struct str word;    /* the type as written: "promise", "x-visit" */
	struct str date;    /* as written; "-" for none */
	struct moment when; /* MOMENT_NONE for none */
	struct str deal;    /* inherited or written; empty for none */
	struct str *ids, *people;
	struct attr *attrs;
	size_t nids, npeople, nattrs;
	struct str text;
	struct str verbatim; /* the line, where it is canonical behind record_dash(); else empty */
	bool bare;           /* that line goes without the +DEAL of the canonical one */
	struct place at;     /* file and line */
};

/* Where the value begins in the line, at its quote if it has one: a slice of no bytes,
 * for reader_place(). */
static inline struct str
attr_at(const struct attr *a)
{
	return (struct str){ a->name.p + a->name.n + 1, 0 };
}

/* The value of a key, or an empty slice: no value is empty. */
static inline struct str
record_value(const struct record *r, enum key k)
{
	for (size_t i = 0; i < r->nattrs; i++)
		if (r->attrs[i].key == k)
			return r->attrs[i].value;
	return (struct str){ NULL, 0 };
}

/* What is missing before a verbatim line: a line that holds always may go without the
 * "- " of a canonical one, and begin with the letter of its type. */
static inline struct str
record_dash(const struct record *r)
{
	return *r->verbatim.p >= 'a' ? STR("- ") : STR("");
}

/* The value of its at:, which is the last of a record's attributes, or empty. */
static inline struct str
record_mark(const struct record *r)
{
	if (!r->nattrs || r->attrs[r->nattrs - 1].key != KEY_AT)
		return (struct str){ NULL, 0 };
	return r->attrs[r->nattrs - 1].value;
}

/* The same record without its at:, which says only where it came from. */
struct record record_unmarked(const struct record *r);

#endif
