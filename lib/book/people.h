/*
 * people: what declarations say of people and deals.
 *
 * Later declarations add or replace key by key; those for one deal take precedence
 * over those for all deals.  Slices live as long as the book.
 *
 * people_declared() and people_who() work out their answers when first called and
 * keep them in the book, so they are for one thread, not for eyes (eye.h).
 */
#ifndef FU_PEOPLE_H
#define FU_PEOPLE_H

#include "book/book.h"

/* Take note of a who line, or of a deal line, added as that entry; text is where the deal
 * line's text is kept.  The last in order counts, in whatever order they are added. */
void people_learn(struct book *b, uint32_t deal, uint32_t entry, const struct record *r);
void people_learn_deal(
    struct book *b, uint32_t deal, uint32_t entry, const struct record *r, struct str text);

/* Take note of what another book has learned of a person, or of a deal. */
void people_told(struct book *b, uint32_t person, const struct told *said);
void people_told_deal(struct book *b, uint32_t deal, const struct deal *said);

/* Sorts what was learned, for book_ready(). */
void people_ready(struct book *b);

/* The first of a person's who lines; follow entry.next for the others, in order. */
uint32_t people_declared(struct book *b, uint32_t person);

/* The number in book.own of what is said of a person for that deal alone, or NONE. */
uint32_t people_own(const struct book *b, uint32_t person, uint32_t deal);

/* What who lines say of a person under a key, those for the deal taking precedence; empty
 * if nothing. */
struct str people_who(struct book *b, uint32_t person, uint32_t deal, enum key key);

/* The name of a person's side in a deal; for NONE, us. */
struct str people_side(const struct book *b, uint32_t person, uint32_t deal);

/* Is that person on a side that is neither ours nor neutral? */
bool people_is_party(const struct book *b, uint32_t person, uint32_t deal);

/* The channel that a person prefers in a deal; empty if none. */
struct str people_prefers(const struct book *b, uint32_t person, uint32_t deal);

/* Does the value of an only: name that person, or the side they are on?  An empty list
 * names everybody. */
bool people_lists(const struct book *b, struct str list, uint32_t person, struct str side);

/* Does the record's only: let that person see it?  True if it has none. */
bool people_may_see(const struct book *b, const struct record *r, uint32_t person, uint32_t deal);

/* Is any of these people on another side than ours in the deal? */
bool people_names_others(const struct book *b, struct refs people, uint32_t deal);

/* Is that person on our side in the deal? */
bool people_ours(const struct book *b, uint32_t person, uint32_t deal);

#endif
