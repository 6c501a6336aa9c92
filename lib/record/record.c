#include "record/record.h"

bool
record_names(const struct record *r, struct str person)
{
	for (size_t i = 0; i < r->npeople; i++)
		if (str_eq(r->people[i], person))
			return true;
	return false;
}
