/*
 * stage: how far a deal has come, by its records.
 *
 *	preparing    nobody was in contact yet
 *	talking      there was a session, a message that reached somebody, or an offer
 *	agreed       the deal is struck, and nothing of it is left to do
 *	formal       the deal is struck, and a document is not signed by all
 *	delivering   the deal is struck, and a promise, a debt or a milestone is open
 *	closed       there is a close
 *
 * The last that holds is the stage.
 */
#ifndef FU_STAGE_H
#define FU_STAGE_H

#include "book/book.h"

/* The word for the stage of a deal, in a book that is ready. */
struct str stage_of(struct book *b, uint32_t deal);

#endif
