/*
 * late: the hard book, for gen -l.
 *
 * A thousand records a deal and twenty people, half of whose promises are never
 * kept.  What happens is drawn record by record, so nothing is ever agreed or
 * closed, nothing is silenced, and every rule has much to say.  From 2023 to 2026,
 * as much after today as before.
 *
 * One deal is in memory at a time; late_write() starts it afresh and appends its
 * records to the line buffer: the `deal` line, its people, then what happened, in
 * the order of days.
 *
 *	struct late *d = late_new(line, false);
 *	late_write(d, seed, 1, 1000);
 *	free(d);
 */
#ifndef BENCH_LATE_H
#define BENCH_LATE_H

#include <stdbool.h>
#include <stdint.h>

struct late;
struct line;

/* A new deal, for the caller to free(3); times: give every date a time of day. */
struct late *late_new(struct line *l, bool times);

/* Writes deal number no (from 1) with that many records. */
void late_write(struct late *d, uint64_t seed, uint64_t no, uint64_t records);

#endif
