/*
 * names: a set of names, each with a small number of its own.
 *
 * Numbers count from 0 in the order of adding.  A name belongs to a scope, so
 * that one table holds the items of all deals.  Names are not copied, unless by
 * names_keep(): they must outlive the table.
 *
 *	struct names deals = { 0 };
 *	uint32_t d = names_add(&deals, 0, STR("acme"));
 *	assert(names_find(&deals, 0, STR("acme")) == d);
 *	names_release(&deals);
 */
#ifndef FU_NAMES_H
#define FU_NAMES_H

#include "base/arena.h"

#include <stdint.h>

#define NAMES_NONE UINT32_MAX

struct name_entry;

struct names {                      /* all zero: empty, ready for use */
	struct name_entry *entries; /* owned, by number */
	uint32_t *slots;            /* owned: number + 1 by hash */
	uint32_t n, cap, nslots;
};

/* The number of a name in a scope, given now if it is new. */
uint32_t names_add(struct names *t, uint32_t scope, struct str name);

/* The same; a name that is new is copied, to live as long as the arena. */
uint32_t names_keep(struct names *t, uint32_t scope, struct str name, struct arena *a);

/* Its number, or NAMES_NONE. */
uint32_t names_find(const struct names *t, uint32_t scope, struct str name);

/* The name of a number. */
struct str names_name(const struct names *t, uint32_t number);

/* A hash of bytes, mixed over a start value; equal bytes, equal hash, within a
 * run (it differs from run to run, so no input can be made to collide). */
uint64_t names_hash(uint64_t start, struct str s);

void names_release(struct names *t);

#endif
