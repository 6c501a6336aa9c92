/*
 * sheet: scores as a person reads them, a screen a deal.
 *
 * Made of the rows alone, so that a sheet shows the same numbers as the records:
 * a line a row, with the view, the figure, a bar where it has a scale, and the
 * text, folded at 80 columns; the evidence below it if it was collected.
 *
 *	sheet_put(&out, &score, true);
 */
#ifndef FU_SHEET_H
#define FU_SHEET_H

#include "book/score.h"

/* Appends the sheets of all deals in the order of their names, health first, then what is of
 * no deal.  utf8: the bars are block characters, else # and dots.  Changes the order
 * of the rows. */
void sheet_put(struct buf *out, struct score *s, bool utf8);

#endif
