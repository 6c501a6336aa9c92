/*
 * width: how many columns a text takes on a terminal.
 *
 * Wide characters (East Asian Width W and F, and emoji; Unicode 15, UAX #11) take
 * two columns; combining marks, joiners and variation selectors none; all others
 * one.  It does not depend on the locale, so aligned output is the same everywhere.
 */
#ifndef FU_WIDTH_H
#define FU_WIDTH_H

#include "base/buf.h"

/* The columns that s takes; it must be UTF-8 without control characters. */
size_t width_of(struct str s);

/* Appends s, padded with spaces to the given columns; longer text is not cut. */
void width_put(struct buf *b, struct str s, size_t columns);

#endif
