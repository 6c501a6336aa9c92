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
