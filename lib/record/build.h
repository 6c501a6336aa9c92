/*
 * build: a record made by a program, to be printed like any other.
 *
 *	struct builder b;
 *	build_begin(&b, schema, TYPE_DUE, moment, &arena);
 *	build_deal(&b, STR("acme"));
 *	build_attr(&b, KEY_RULE, STR("promise"));
 *	emit_record(&emitter, build_end(&b));
 */
#ifndef FU_BUILD_H
#define FU_BUILD_H

#include "base/arena.h"
#include "record/record.h"

struct builder {
	const struct schema *schema;
	struct record rec;
	struct attr attrs[KEYS_MAX];
};

/* Starts a record of a type other than TYPE_X, at a moment or MOMENT_NONE; the date is
 * written into the arena. */
void build_begin(
    struct builder *b, const struct schema *s, enum type t, struct moment when, struct arena *a);

/* Set its deal, people and text; empty means none.  Nothing is copied: the slices and the
 * array of people, sorted by bytes, must outlive the builder. */
void build_deal(struct builder *b, struct str deal);
void build_people(struct builder *b, struct str *people, size_t n);
void build_text(struct builder *b, struct str text);

/* Adds an attribute.  The type must take the key (assert), and calls must come in the order
 * of the schema's row.  An empty value adds nothing.  The value isn't copied. */
void build_attr(struct builder *b, enum key k, struct str value);

/* The record, valid as long as the builder and all it was given. */
const struct record *build_end(struct builder *b);

#endif
