#include "record/record.h"

struct record
record_unmarked(const struct record *r)
{
	struct record plain = *r;

	if (plain.nattrs && plain.attrs[plain.nattrs - 1].key == KEY_AT) {
		plain.nattrs--;
		plain.verbatim = (struct str){ NULL, 0 };
	}
	return plain;
}

static void *
keep_list(struct arena *a, const void *list, size_t size, size_t n)
{
	void *copy = arena_new(a, size, n);

	if (n)
		memcpy(copy, list, size * n);
	return copy;
}

void
record_keep(struct record *to, const struct record *r, struct arena *a)
{
	*to = *r;
	to->ids = keep_list(a, r->ids, sizeof(*r->ids), r->nids);
	to->people = keep_list(a, r->people, sizeof(*r->people), r->npeople);
	to->attrs = keep_list(a, r->attrs, sizeof(*r->attrs), r->nattrs);
	if (r->verbatim.n)
		return; /* all of it stands in the block, as it is */
	to->word = arena_str(a, r->word);
	to->date = arena_str(a, r->date);
	to->deal = arena_str(a, r->deal);
	to->text = arena_str(a, r->text);
	for (size_t i = 0; i < r->nids; i++)
		to->ids[i] = arena_str(a, r->ids[i]);
	for (size_t i = 0; i < r->npeople; i++)
		to->people[i] = arena_str(a, r->people[i]);
	for (size_t i = 0; i < r->nattrs; i++) {
		to->attrs[i].name = arena_str(a, r->attrs[i].name);
		to->attrs[i].value = arena_str(a, r->attrs[i].value);
	}
}

bool
record_names(const struct record *r, struct str person)
{
	for (size_t i = 0; i < r->npeople; i++)
		if (str_eq(r->people[i], person))
			return true;
	return false;
}
