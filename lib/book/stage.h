/*
 * stage: how far a deal has come, by its records.
 *
 *	preparing    no contact yet
 *	talking      there was a meeting, a message that reached somebody, or an offer
 *	agreed       the deal is struck, and nothing remains to be done
 *	formal       the deal is struck, and a document awaits a signature
 *	delivering   the deal is struck, and a promise, debt or milestone is open
 *	closed       there is a close
 *
 * It is the last of these that applies.
 */
#ifndef FU_STAGE_H
#define FU_STAGE_H

#include "book/book.h"

/* The word for the stage of a deal, in a book that is ready. */
struct str stage_of(struct book *b, uint32_t deal);

#endif
