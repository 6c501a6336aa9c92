/*
 * decide: what becomes of each piece in a merge.
 *
 * The pieces of the three texts are grouped into entities; each is kept, changed or
 * deleted as on the side that touched it.  It is a conflict if both sides changed
 * it, or one changed and the other deleted it; if both made a declaration but not
 * the same; if both moved a record below different deal lines; and if one side
 * deleted a deal line that the other still needs.
 */
#ifndef FU_DECIDE_H
#define FU_DECIDE_H

#include "book/weave.h"

/* Fills in what weave_text() needs; the texts must have been read, and match_equal()
 * called. nsymbols: how many numbers symbol() has given. */
void decide(struct weave *w, uint32_t nsymbols);

#endif
