/*
 * emit: records -> text, in the canonical form and its two relatives.
 *
 * Canonical: one line, `DATE TYPE +DEAL %ID... @PERSON... KEY:VALUE... TEXT`,
 * single spaces, quotes and `--` only where needed.  Read again it prints byte
 * for byte the same.
 *
 * tsv: a header line, then a line a record; \t, \n and \\ stand for tab, newline
 * and backslash.  json: JSON Lines (RFC 8259), each
 * {"v":1,"date":…,"type":…,"deal":…,"id":[…],"person":[…],"attr":{…},"text":…}
 * with null for no date and no deal.
 */
#ifndef FU_EMIT_H
#define FU_EMIT_H

#include "record/record.h"

enum emit_form { EMIT_REC, EMIT_TSV, EMIT_JSON };

enum { EMIT_FIELDS_MAX = 32 };

struct emitter {
	struct buf *out;
	const struct schema *schema;
	enum emit_form form;
	bool mark;                          /* add at:FILE:LINE where a record has none */
	struct str fields[EMIT_FIELDS_MAX]; /* tsv: date type deal id person attr text, or a key */
	size_t nfields;
	struct buf scratch;
};

/* Prints to out, which must outlive it; canonical form, the usual seven fields. */
void emit_init(struct emitter *e, struct buf *out, const struct schema *schema);
void emit_release(struct emitter *e);

/* Takes the fields of tsv from a comma list; false, with the bad one in *bad,
 * if one is neither a field nor a key of the schema, or they are too many. */
bool emit_fields(struct emitter *e, struct str list, struct str *bad);

/* What comes before the first record: the header line of tsv. */
void emit_begin(struct emitter *e);

/* One record. */
void emit_record(struct emitter *e, const struct record *r);

/* Appends KEY:VALUE, quoted where needed. */
void emit_attr(struct buf *b, struct str name, struct str value);

#endif
