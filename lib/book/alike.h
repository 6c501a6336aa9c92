/*
 * alike: items of two texts that are the same except for their ids.
 *
 * If a merge, or somebody, gave items new ids, the old ids may belong to other items
 * now.  So items are recognised by what their lines say apart from ids and for:.
 */
#ifndef FU_ALIKE_H
#define FU_ALIKE_H

#include "book/match.h"

/* Matches pieces that define items and have no match yet, if their canonical lines differ
 * only in ids; in order, and only if both texts have the same number of such pieces and
 * none like them has a match already. */
void alike_match(
    struct match *m, const struct symbols *s, const struct text *old, const struct text *new);

#endif
