/*
 * match: which pieces of one text are which of another.
 *
 * Pieces with equal bytes match wherever they are, so that moves are recognised: first
 * those that are unique in both texts, then their neighbours as far as they are equal (P.
 * Heckel, "A technique for isolating differences between files", CACM 21(4), 1978), then
 * the remaining equal ones, in order.  Of the others, these match: those that mean the
 * same; items that are the same except for their ids (alike.h); those that define the same
 * thing; and records of one type and deal in the same place that are alike in their date
 * or in all else: they were edited.  The longest run of matches in the same order, counted
 * in records, stays; all others were moved.  n pieces take n log n steps.
 */
#ifndef FU_MATCH_H
#define FU_MATCH_H

#include "book/piece.h"

struct match {          /* its arrays are owned */
	uint32_t *to;   /* by piece of the old text: the new piece, or NO_PIECE */
	uint32_t *from; /* by piece of the new text: the old piece, or NO_PIECE */
	bool *moved;    /* by piece of the new text: it has an old piece, and was moved */
};

/* First step: matches what is equal or defines the same, in texts read with these symbols.
 * Second step: matches what was edited in place, and finds what was moved; taken, by new
 * piece: known not to be edited. */
void match_equal(
    struct match *m, const struct symbols *s, const struct text *old, const struct text *new);
void match_edited(
    struct match *m, const struct text *old, const struct text *new, const bool *taken);

void match_release(struct match *m);

#endif
