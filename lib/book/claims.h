/*
 * claims: what the undated declarations of one thing say, key by key, and which of
 * them say otherwise.
 *
 *	struct claims c = { .arena = &arena };
 *	other = claims_add(&c, record, key, value, spot, &about);
 *	if (other)
 *		... about ("who @jane") is declared at other->at with another value ...
 *	claims_release(&c);
 */
#ifndef FU_CLAIMS_H
#define FU_CLAIMS_H

#include "book/finding.h"

/* What the first declaration says of a key. */
struct claim {
	struct str value;
	struct spot at;
};

struct claims {
	struct arena *arena; /* what is kept lives there */
	struct names names;  /* "who @jane mail" -> claim */
	struct claim *claim; /* owned, by number */
	size_t cap;
	struct buf line; /* scratch */
};

/* Takes up what a record of a deal, person, rule or week says of a key.  Returns the
 * claim that says otherwise, or null; *about: what is declared, good until the next
 * call. */
const struct claim *claims_add(struct claims *c, const struct record *r, struct str key,
    struct str value, struct spot at, struct str *about);

void claims_release(struct claims *c);

#endif
