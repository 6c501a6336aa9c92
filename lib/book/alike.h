/*
 * alike: items of two texts that are the same but for their ids.
 *
 * Where a merge, or somebody, gave items other ids, the old ones may name other items
 * now.  What an item's line says beside its ids and its for: tells which it is.
 */
#ifndef FU_ALIKE_H
#define FU_ALIKE_H

#include "book/match.h"

/* Matches, of the pieces that define items and have no match, those whose canonical lines
 * are the same but for ids, in order: if there are as many of them in both texts, and no
 * other such that has a match. */
void alike_match(
    struct match *m, const struct symbols *s, const struct text *old, const struct text *new);

#endif
