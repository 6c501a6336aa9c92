/*
 * deals: the ordinary book, for gen.
 *
 * Deals as people keep them: some forty records each, with a few of ours (a
 * small house) and a few of a customer, who has some deals one after the other.
 * life.h tells what happens in one.  All of it lies before today, 2025-06-30: most
 * deals are history, one in fourteen still runs, a few fell silent.
 *
 * People are declared once, for all deals: the house in the first deal, those of
 * a customer in the customer's first.  One deal is in memory at a time.
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

/* Room for a book, to be freed; times: a time of day with every date. */
struct book *book_new(struct line *l, uint64_t seed, bool times);

/* How many records the next deal shall have: 15 to SIZE_MOST, and no more than are
 * left, which leaves either none or enough for another; fewer only if all are. */
unsigned book_size(struct book *b, uint64_t left);

/* Writes the next deal with exactly that many records, which it returns. */
unsigned book_deal(struct book *b, unsigned records);

#endif
