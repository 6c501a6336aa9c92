/*
 * order: the book's entries in order.
 *
 * Entries are ordered by day, then time (none last), then the bytes of the canonical
 * line, and so independently of the order of input.  If the input is in order
 * already, it takes one look at each entry.
 */
#ifndef FU_ORDER_H
#define FU_ORDER_H

#include "book/book.h"

/* The numbers of all deals, as values, in the order of their names; and, by number, each
 * one's position in that order.  The caller frees the results with free(3). */
struct keyed *deals_by_name(const struct book *b);
uint32_t *deals_rank(const struct book *b);

/* Sorts n entries. */
void entries_sort(struct book *b, uint32_t *p, size_t n);

/* Sorts a list. */
void list_sort(struct book *b, struct list *list);

/* Puts the entries that are kept apart from deals on their lists, and collects the events
 * of each deal, all in the order added. */
void order_gather(struct book *b);

/* Sorts the entries of a deal and puts each on the list it belongs to: declarations,
 * contacts, closes, others, the events of its item.  A contact about items is also an event
 * of each of them.  Does nothing if the deal is in order already. */
void order_deal(struct book *b, struct deal *d);

/* An array with an element of that size for each item, that is used beside the items. */
struct beside {
	const void *p; /* null: nothing */
	size_t size;
};

/* Prefetches the deals that will be looked at soon after number i of n, step by step: a
 * deal, the list of its events, the events, their items, and what is beside those.  order
 * has the deals' numbers as values, as deals_by_name() gives them; null: 0 to n - 1. */
void deals_fetch(
    const struct book *b, const struct keyed *order, size_t n, size_t i, struct beside beside);

#endif
