/*
 * agenda: what is due, as a page for a person to read.
 *
 * Three parts: Do, Write and Waiting for; in each what is late, due today, this week (up
 * to Sunday) and later; in these a group for each person and deal, with the address or
 * number for the channel, and a line for each thing due.  Each part ends with the sums of
 * its items by unit; each item is counted once, and a part within its whole.
 *
 *	agenda_put(&out, &due, colour);
 */
#ifndef FU_AGENDA_H
#define FU_AGENDA_H

#include "book/due.h"

/* Appends the page; colour: with escapes for bold, red and plain (ECMA-48, SGR).  due must
 * have been collected. */
void agenda_put(struct buf *out, struct due *d, bool colour);

#endif
