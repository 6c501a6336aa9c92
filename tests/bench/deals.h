/*
 * deals: what happens in a deal, for gen.
 *
 * One deal is in memory at a time; deal_write() fills it anew and appends its
 * records to the line buffer: the `deal` line, its people, then what happened,
 * in the order of the days.
 *
 *	struct deal *d = deal_new(line, false);
 *	deal_write(d, seed, 1, 1000);
 *	free(d);
 */
#ifndef BENCH_DEALS_H
#define BENCH_DEALS_H

#include <stdbool.h>
#include <stdint.h>

struct deal;
struct line;

/* Room for a deal, to be freed; times: a time of day with every date. */
struct deal *deal_new(struct line *l, bool times);

/* Writes deal number no (from 1) with that many records. */
void deal_write(struct deal *d, uint64_t seed, uint64_t no, uint64_t records);

#endif
