/*
 * sheet: scores for a person to read, a screen for each deal.
 *
 * It is made from the rows alone, so that a sheet shows the same numbers as the
 * records: a line for each row, with the view, the figure, a bar if it has a scale,
 * and the text, folded at 80 columns; below it the evidence, if that was collected.
 *
 *	sheet_put(&out, &score, true);
 */
#ifndef FU_SHEET_H
#define FU_SHEET_H

#include "book/score.h"

/* Appends the sheets of all deals in the order of their names, health first, then what
 * belongs to no deal.  utf8: draw bars with block characters instead of # and dots.
 * Changes the order of the rows. */
void sheet_put(struct buf *out, struct score *s, bool utf8);

#endif
