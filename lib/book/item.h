/*
 * item: what became of a promise, a debt, a term or any other item.
 *
 * item_replay() goes through an item's events in order and leaves its state in
 * the item.  A whole `done` or `drop` counts as a part of all that is left, so
 * parts, waivers, payments and what is taken back by `reopen` are one sum.  On
 * the way it can tell a watcher what it finds wrong and how each term that the
 * item had was kept.
 *
 * A term is judged alike for everybody: kept when it was done not after its
 * date, late when within LATE_DAYS after, else broken; broken too when its date
 * was changed on or after it, and then the new date begins a new term.
 */
#ifndef FU_ITEM_H
#define FU_ITEM_H

#include "base/diag.h"
#include "book/book.h"
#include "value/period.h"

enum { LATE_DAYS = 5 };
enum { FOR_LEVELS = 2 }; /* how far up counts what is paid on a promise for: an item */

enum verdict { VERDICT_KEPT, VERDICT_LATE, VERDICT_BROKEN, VERDICT_OPEN };

struct judgement {
	enum verdict verdict;
	struct moment by;   /* the date it was judged by */
	struct moment done; /* when it was done; MOMENT_NONE if it was not */
	uint32_t entry;     /* the record that decided it: its end or its new date,
	                     * else the definition */
};

/* What a replay sees and reports; each may be null.  A fault is of an entry, against
 * another: what closed the item before, else its definition.  The item is null where the
 * fault is of none. */
struct item_watch {
	void *self;
	bool (*sees)(void *self, uint32_t entry); /* is the event to be counted? */
	void (*fault)(void *self, const struct item *it, enum diag_id id, uint32_t entry,
	    uint32_t other, struct str about);
	void (*judged)(void *self, const struct item *it, const struct judgement *j);
};

/* When the outcome was known: once it was done or a new date was set, but no later than
 * once the days of grace were over. */
struct moment item_decided(const struct book *b, const struct judgement *j);

/* Takes up a record that defines an item, when it is added as that entry, its text kept
 * as given; of several the first in order defines it. */
void item_learn(
    struct book *b, struct item *it, uint32_t entry, const struct record *r, struct str text);

/* What the record that defines an item says of it; r is that record, of a line that
 * is kept. */
void item_define(struct book *b, struct item *it, const struct record *r);

/* Takes back what its events made of an item, so that it is as defined. */
void item_undo(struct book *b, struct item *it);

/* The date a by: of that record stands for: +N days, weeks, months or years that end
 * on no working day roll, back for what we do ourselves, on for what others do, but
 * never to before the record. */
struct moment item_date(struct book *b, const struct item *it, const struct record *r);

/* Rolls the date that an item was defined with, once the calendar is known. */
void item_roll(struct book *b, struct item *it);

/* Works the item out; watch may be null. */
void item_replay(struct book *b, struct item *it, const struct item_watch *watch);

/* Shares what is left of each item of a deal, once they are worked out, among the open
 * items that are for: it and that the watch sees; those with the latest dates get theirs
 * first.  See item_asked(). */
void items_share_out(struct book *b, const struct deal *d, const struct item_watch *watch);

/* If it is open, and for: an item that is over, directly or through others, so that no
 * amount of it is asked for: the item that is over; else NONE. */
uint32_t item_over(const struct item *it);

/* Is it open, and for: an item that leaves it no share, so that no amount of it is asked
 * for?  That one is over, or what is left of it is asked for by later promises. */
bool item_is_idle(const struct item *it);

/* The reopen that counts soon behind an event of the item on the same day, or NONE. */
uint32_t item_reopened(const struct book *b, uint32_t event);

/* Does it answer what it names: yes, no or part?  A counter is a proposal, no answer. */
bool entry_answers(const struct book *b, const struct entry *e);

/* Since when it is what it is: its last amendment, else its record. */
struct moment item_settled(const struct book *b, const struct item *it);

/* Does a promise for: it still run?  Then that is what is waited for. */
bool item_is_promised(const struct book *b, const struct item *it);

/* Drops those of a deal's items, once worked out, that are idle: who has paid, or promised
 * anew, hears no more of what was promised before.  For what speaks to people; it judges
 * nothing. */
void items_end_idle(struct book *b, const struct deal *d);

/* Is the event a done of the whole to which only the item's own promiser bears witness? */
bool item_is_own_word(const struct book *b, const struct item *it, const struct entry *e);

/* Puts the item's events and those of what is for: it, or for: that, that count for both
 * into the book's order, in order, and forgets what was paid on those; how many. */
uint32_t item_gather(struct book *b, const struct item *it);

/* Is what the item is for:, as far up as what is paid counts, in that unit?  As far as
 * sees(self, definition) says, if it is not null. */
bool unit_fits_above(const struct book *b, const struct item *it, struct str unit,
    bool (*sees)(void *self, uint32_t entry), void *self);

/* For item.c: takes back of what was paid on what is for: an item, down to nothing. */
void passed_take(struct passed *passed, struct money m);

/* The review: of a document; n is 0 where it has none. */
struct period item_review(struct book *b, const struct item *it);

/* Is the plan to write, not to speak, by its own via:? */
bool item_is_written(struct book *b, const struct item *plan);

#endif
