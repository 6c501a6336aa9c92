/*
 * natural: ids in the order that people expect.
 *
 * A run of digits counts as a number, so that t2 comes before t10.
 */
#ifndef FU_NATURAL_H
#define FU_NATURAL_H

#include "base/str.h"

/* Below, at or above 0 if a comes before, equals or comes after b.  Strings that differ
 * only in leading zeros are ordered by bytes. */
int natural_cmp(struct str a, struct str b);

#endif
