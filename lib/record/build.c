#include "record/build.h"

#include <assert.h>

void
build_begin(
    struct builder *b, const struct schema *s, enum type t, struct moment when, struct arena *a)
{
	struct buf date = buf_mem();

	*b = (struct builder){ .schema = s };
	b->rec.type = t;
	b->rec.word = schema_types[t].name;
	b->rec.when = when;
	b->rec.date = STR("-");
	b->rec.attrs = b->attrs;
	if (when.day != DAY_NONE) {
		date_put(&date, when);
		b->rec.date = buf_keep(&date, a);
	}
}

void
build_deal(struct builder *b, struct str deal)
{
	b->rec.deal = deal;
}

void
build_people(struct builder *b, struct str *people, size_t n)
{
	b->rec.people = people;
	b->rec.npeople = n;
}

void
build_text(struct builder *b, struct str text)
{
	b->rec.text = text;
}

void
build_attr(struct builder *b, enum key k, struct str value)
{
	const struct key_use *use = schema_key_use(b->schema, b->rec.type, k);

	assert(use && b->rec.nattrs < KEYS_MAX);
	if (value.n)
		b->attrs[b->rec.nattrs++] = (struct attr){ schema_key_names[k], value, k, use };
}

const struct record *
build_end(struct builder *b)
{
	return &b->rec;
}
