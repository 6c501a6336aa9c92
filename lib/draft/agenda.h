/*
 * agenda: what is due as a page that a person reads.
 *
 * Do, Write and Waiting for; in each what is late, due today, this week (up to
 * Sunday) and later; in these a group for each person and deal, with the address
 * or number of the channel, and a line for each thing due.  Each part ends with the
 * sums of its items, unit by unit, each item counted once, a part within its whole.
 *
 *	agenda_put(&out, &due, colour);
 */
#ifndef FU_AGENDA_H
#define FU_AGENDA_H

#include "book/due.h"

/* Appends the page; colour: with the escapes of ECMA-48 for bold, red and plain. */
void agenda_put(struct buf *out, struct due *d, bool colour);

#endif
