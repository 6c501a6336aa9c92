/*
 * emit: records -> text, in the canonical form and its two relatives.
 *
 * Canonical: one line, `DATE TYPE +DEAL %ID... @PERSON... KEY:VALUE... TEXT`, with single
 * spaces, and quotes and `--` only where needed.  Read again, it prints as the same bytes.
 *
 * tsv: a header line, then one line a record; \t, \n and \\ stand for tab, newline
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
	bool mark; /* add at:FILE:LINE to records that have no at: */
	/* for tsv: date type deal id person attr text, or a key */
	struct str fields[EMIT_FIELDS_MAX];
	size_t nfields;
	struct buf scratch;
};

/* Sets up an emitter that prints to out, which must outlive it, in canonical form; tsv has
 * the usual seven fields. */
void emit_init(struct emitter *e, struct buf *out, const struct schema *schema);
void emit_release(struct emitter *e);

/* Sets the fields of tsv from a comma-separated list, which must outlive the emitter.
 * Returns false if one is neither a field nor a key of the schema, or if there are more
 * than EMIT_FIELDS_MAX; *bad is then that one. */
bool emit_fields(struct emitter *e, struct str list, struct str *bad);

/* Prints what precedes the first record: the header line of tsv; nothing in other forms. */
void emit_begin(struct emitter *e);

/* Prints one record. */
void emit_record(struct emitter *e, const struct record *r);

/* Appends KEY:VALUE, with the value quoted if needed. */
void emit_attr(struct buf *b, struct str name, struct str value);

#endif
