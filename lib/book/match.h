/*
 * match: which pieces of one text are which of another.
 *
 * Pieces with equal bytes match wherever they stand, so that what was moved is
 * known as moved: those that are unique in both texts, then their neighbours as
 * far as they are equal (P. Heckel, "A technique for isolating differences
 * between files", CACM 21(4), 1978), then what is left, in order.  Of the rest
 * those match that mean the same, items that are the same but for their ids
 * (alike.h), those that define the same thing, and records of one type and deal
 * that stand in the same place, alike in their date or in all else: they were
 * edited.  The run of matches in the same order that has the most
 * records stands still; all others were moved.  n pieces cost n log n steps.
 */
#ifndef FU_MATCH_H
#define FU_MATCH_H

#include "book/piece.h"

struct match {          /* owned */
	uint32_t *to;   /* of a piece of the old text: the new piece, or NO_PIECE */
	uint32_t *from; /* of a piece of the new text: the old piece, or NO_PIECE */
	bool *moved;    /* of a piece of the new text that has an old one */
};

/* Matches what is equal or defines the same, of texts read with these symbols.  Then
 * what was edited in its place, and what was moved; taken, by new piece: what is known
 * to be no edited one. */
void match_equal(
    struct match *m, const struct symbols *s, const struct text *old, const struct text *new);
void match_edited(
    struct match *m, const struct text *old, const struct text *new, const bool *taken);

void match_release(struct match *m);

#endif
