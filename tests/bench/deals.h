/*
 * deals: the ordinary book, for gen.
 *
 * Deals as people keep them: some forty records each, with a few people of ours (a
 * small house) and a few of a customer, who has several deals, one after the other.
 * life.h tells what happens in one.  All of it lies before today, 2025-06-30: most
 * deals are history, one in fourteen is still running, a few fell silent.
 *
 * People are declared once, for all deals: the house in the first deal, a customer's
 * people in the customer's first.  One deal is in memory at a time.
 *
 *	struct book *b = book_new(line, seed, false);
 *	while (left > 0)
 *		left -= book_deal(b, book_size(b, left));
 *	free(b);
 */
#ifndef BENCH_DEALS_H
#define BENCH_DEALS_H

#include <stdbool.h>
#include <stdint.h>

struct book;
struct line;

enum { SIZE_MOST = 92 };

/* A new book, for the caller to free(3); times: give every date a time of day. */
struct book *book_new(struct line *l, uint64_t seed, bool times);

/* How many records the next deal should have: 15 to SIZE_MOST, leaving either none or
 * enough for another deal; fewer only if fewer are left. */
unsigned book_size(struct book *b, uint64_t left);

/* Writes the next deal with exactly that many records; returns that number. */
unsigned book_deal(struct book *b, unsigned records);

#endif
