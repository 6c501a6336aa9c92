/*
 * item: what became of a promise, a debt, a term or any other item.
 *
 * item_replay() goes through an item's events in order and leaves its state in the item.
 * A `done` or `drop` of the whole counts as a part of all that is left, so that parts,
 * waivers, payments and what `reopen` takes back are one sum.  Along the way it can tell a
 * watcher what it finds wrong, and how each date that the item had was kept.
 *
 * Everybody is judged alike: a date was kept if the item was done by then, late if
 * within LATE_DAYS after, else broken; also broken if the date was changed on that
 * day or later.  The new date is then judged in turn.
 */
#ifndef FU_ITEM_H
#define FU_ITEM_H

#include "base/diag.h"
#include "book/book.h"
#include "value/period.h"

enum { LATE_DAYS = 5 };
/* how many levels up a payment counts that is made on a promise for: an item */
enum { FOR_LEVELS = 2 };

enum verdict { VERDICT_KEPT, VERDICT_LATE, VERDICT_BROKEN, VERDICT_OPEN };

struct judgement {
	enum verdict verdict;
	struct moment by;   /* the date judged */
	struct moment done; /* when it was done; MOMENT_NONE: it wasn't */
	/* the record that decided it: its end or its new date; else the definition */
	uint32_t entry;
};

/* What a replay sees and reports; each function may be null.  A fault concerns an entry and
 * another one: what closed the item before, else its definition.  The item is null if the
 * fault concerns none. */
struct item_watch {
	void *self;
	bool (*sees)(void *self, uint32_t entry); /* does the event count? */
	void (*fault)(void *self, const struct item *it, enum diag_id id, uint32_t entry,
	    uint32_t other, struct str about);
	void (*judged)(void *self, const struct item *it, const struct judgement *j);
};

/* When the outcome was known: when it was done or a new date was set, but at the latest
 * when the days of grace were over. */
struct moment item_decided(const struct book *b, const struct judgement *j);

/* Takes note of a record that defines an item, added as that entry; text is where its text
 * is kept.  Of several, the first in order is the definition. */
void item_learn(
    struct book *b, struct item *it, uint32_t entry, const struct record *r, struct str text);

/* Fills in the item from the record that defines it; r must be read from a kept line. */
void item_define(struct book *b, struct item *it, const struct record *r);

/* Undoes what its events made of the item, so that it is as defined. */
void item_undo(struct book *b, struct item *it);

/* The date that the by: of record r means: +N days, weeks, months or years that end on a
 * non-working day are rolled, back for what we do ourselves, forward for what others do,
 * but never to before the record. */
struct moment item_date(struct book *b, const struct item *it, const struct record *r);

/* Rolls the date in the item's definition, once the calendar is known. */
void item_roll(struct book *b, struct item *it);

/* Works out the item's state; watch may be null. */
void item_replay(struct book *b, struct item *it, const struct item_watch *watch);

/* Divides what is left of each item of a deal, once worked out, among its open parts that
 * the watch sees, two levels down: see item_asked(). */
void items_share_out(struct book *b, const struct deal *d, const struct item_watch *watch);

/* If the item is open, and for: an item that is over (directly, or through others), so that
 * nothing is asked for on it: the item that is over; else NONE. */
uint32_t item_over(const struct item *it);

/* Is the item open, but nothing asked for on it, as the item it is for: has no share left
 * for it?  That item is over, or what is left of it is asked for by later promises. */
bool item_is_idle(const struct item *it);

/* The reopen that soon follows an event of the item on the same day, or NONE. */
uint32_t item_reopened(const struct book *b, uint32_t event);

/* Does it answer what it names: yes, no or part?  A counter isn't an answer but a proposal. */
bool entry_answers(const struct book *b, const struct entry *e);

/* Since when it has been as it is: since its last amendment, else its definition. */
struct moment item_settled(const struct book *b, const struct item *it);

/* Is a promise for: it still open?  Then that is what is waited for. */
bool item_is_promised(const struct book *b, const struct item *it);

/* Drops those items of a deal, once worked out, that are idle: whoever has paid, or
 * promised anew, hears no more of what was promised before.  For output to people only, not
 * for judging. */
void items_end_idle(struct book *b, const struct deal *d);

/* Is the event a done of the whole item for which only its promiser vouches? */
bool item_is_own_word(const struct book *b, const struct item *it, const struct entry *e);

/* Puts into b->order, sorted, the events of the item and those of the items for: it, or
 * for: those, that count for both; clears the sums paid on those.  Returns how many. */
uint32_t item_gather(struct book *b, const struct item *it);

/* Is the item that this one is for:, and so on up as far as payments count, in that unit?
 * Looks only at items whose definition sees() lets through, if that isn't null. */
bool unit_fits_above(const struct book *b, const struct item *it, struct str unit,
    bool (*sees)(void *self, uint32_t entry), void *self);

/* For item.c: takes m off what was paid on the item that one is for:, but not below 0. */
void passed_take(struct passed *passed, struct money m);

/* The document's review: period; n is 0 if it has none. */
struct period item_review(struct book *b, const struct item *it);

/* Is the plan to write, not to speak, by its own via:? */
bool item_is_written(struct book *b, const struct item *plan);

#endif
