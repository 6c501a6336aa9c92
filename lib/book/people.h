/*
 * people: what declarations say of people and deals.
 *
 * Later declarations add or replace key by key; those of one deal outweigh
 * those of all deals.  Slices live as long as the book.
 *
 * people_declared() and people_who() find out when they are first asked, and keep that in
 * the book: they are for one thread, not for the eyes of several (eye.h).
 */
#ifndef FU_PEOPLE_H
#define FU_PEOPLE_H

#include "book/book.h"

/* Takes up a who line when it is added as that entry, and a deal line, its text kept
 * as given.  The last in order say what holds, whenever they come. */
void people_learn(struct book *b, uint32_t deal, uint32_t entry, const struct record *r);
void people_learn_deal(
    struct book *b, uint32_t deal, uint32_t entry, const struct record *r, struct str text);

/* What was learned of somebody, or of a deal, elsewhere. */
void people_told(struct book *b, uint32_t person, const struct told *said);
void people_told_deal(struct book *b, uint32_t deal, const struct deal *said);

/* Puts what was learned in order, for book_ready(). */
void people_ready(struct book *b);

/* The first of a person's who lines; they go on by next, in order. */
uint32_t people_declared(struct book *b, uint32_t person);

/* The number in book.own of what is said of a person for that deal alone, or NONE. */
uint32_t people_own(const struct book *b, uint32_t person, uint32_t deal);

/* What the who lines say of a person, those of the deal before the others; an
 * empty slice if nothing.  Lives as long as the book. */
struct str people_who(struct book *b, uint32_t person, uint32_t deal, enum key key);

/* The side of a person in a deal; NONE is on side us. */
struct str people_side(const struct book *b, uint32_t person, uint32_t deal);

/* Is that person on a side that is neither ours nor neutral? */
bool people_is_party(const struct book *b, uint32_t person, uint32_t deal);

/* The channel that a person prefers in a deal; empty for none. */
struct str people_prefers(const struct book *b, uint32_t person, uint32_t deal);

/* Does the list of an only: name that person, who is on that side?  An empty list
 * names everybody. */
bool people_lists(const struct book *b, struct str list, uint32_t person, struct str side);

/* May that person see what a record's only: is for?  Everybody may where it has
 * none. */
bool people_may_see(const struct book *b, const struct record *r, uint32_t person, uint32_t deal);

/* Does a list name anybody of another side than ours in the deal? */
bool people_names_others(const struct book *b, struct refs people, uint32_t deal);

/* Is that person one of us? */
bool people_ours(const struct book *b, uint32_t person, uint32_t deal);

#endif
