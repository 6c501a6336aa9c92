/*
 * decide: what becomes of each piece in a merge.
 *
 * Pieces of the three texts become entities, and each is kept, changed or
 * deleted as the side that did so has it.  Both changed it, or one changed and
 * the other deleted it: a conflict.  So is a declaration that both made but not
 * alike, a record that both moved below different deal lines, and a deal line
 * that one side deleted and the other still needs.
 */
#ifndef FU_DECIDE_H
#define FU_DECIDE_H

#include "book/weave.h"

/* Fills in the weave, whose texts are read and matched as equal, up to what
 * weave_text() does; nsymbols: how many numbers of symbols there are. */
void decide(struct weave *w, uint32_t nsymbols);

#endif
