#include "record/record.h"

struct record
record_unmarked(const struct record *r)
{
	struct record plain = *r;

	if (record_mark(r).n) {
		plain.nattrs--;
		plain.verbatim = (struct str){ NULL, 0 };
	}
	return plain;
}

bool
record_names(const struct record *r, struct str person)
{
	for (size_t i = 0; i < r->npeople; i++)
		if (str_eq(r->people[i], person))
			return true;
	return false;
}
