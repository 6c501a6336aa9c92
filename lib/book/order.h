/*
 * order: the book's entries in order.
 *
 * The order is day, then time (none last), then the bytes of the canonical line,
 * so it does not depend on the order of the input.  Input that is in order
 * already costs one look at each entry.
 */
#ifndef FU_ORDER_H
#define FU_ORDER_H

#include "book/book.h"

/* The numbers of all deals, as values, in the order of their names; and where each of
 * them stands in it.  What comes back is the caller's to free(3). */
struct keyed *deals_by_name(const struct book *b);
uint32_t *deals_rank(const struct book *b);

/* Puts n entries in order; of equal ones the first given stays first. */
void entries_sort(struct book *b, uint32_t *p, size_t n);

/* Puts a list in order. */
void list_sort(struct book *b, struct list *list);

/* Puts the entries that are apart from deals on their lists, and gathers the events of
 * each deal; all as they were added. */
void order_gather(struct book *b);

/* Puts the entries of a deal in order and each on the list it belongs to:
 * declarations, contacts, closes, others, the events of its item.  A contact about
 * items is an event of each of them too.  Once in order it stays so. */
void order_deal(struct book *b, struct deal *d);

/* Something of that size by the number of each item, that is looked at beside it. */
struct beside {
	const void *p; /* null: nothing */
	size_t size;
};

/* Asks for the memory of the deals that are looked at soon after number i of n, step by
 * step: a deal, the list of its events, they, their items and what is beside those.  order
 * has their numbers as values, as deals_by_name() gives them; null: they are those from 0
 * on. */
void deals_fetch(
    const struct book *b, const struct keyed *order, size_t n, size_t i, struct beside beside);

#endif
