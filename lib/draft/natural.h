/*
 * natural: the order of ids as people read them.
 *
 * A run of digits counts as a number, so that t2 stands before t10.
 */
#ifndef FU_NATURAL_H
#define FU_NATURAL_H

#include "base/str.h"

/* Below, at or above 0 as a stands before b, is the same, or stands behind it.  Strings
 * that differ in leading zeros alone are in the order of their bytes. */
int natural_cmp(struct str a, struct str b);

#endif
