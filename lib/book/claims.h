/*
 * claims: what records say of which the last holds, as declarations and changes are, key by
 * key, and which of one time say otherwise: nothing but their bytes tells which is the last.
 *
 *	struct claims c = { .arena = &arena };
 *	if (claims_are(record, key) && (other = claims_add(&c, record, name, value, spot, &about)))
 *		... about ("who @jane") stands at other->at with another value ...
 *	claims_release(&c);
 */
#ifndef FU_CLAIMS_H
#define FU_CLAIMS_H

#include "book/finding.h"

/* What the first record of a time says of a key. */
struct claim {
	struct str value;
	struct spot at;
};

struct claims {
	struct arena *arena; /* what is kept lives there */
	struct names names;  /* "who @jane", deal, date, "mail" -> claim */
	struct claim *claim; /* owned, by number */
	size_t cap;
	struct buf line; /* scratch */
};

/* Does the last record say what that key of theirs is?  KEY_NONE: their TEXT. */
bool claims_are(const struct record *r, enum key key);

/* Takes up what a record says of such a key.  Returns the claim of the same time that says
 * otherwise, or null; *about: what they speak of, good until the next call. */
const struct claim *claims_add(struct claims *c, const struct record *r, struct str key,
    struct str value, struct spot at, struct str *about);

void claims_release(struct claims *c);

#endif
