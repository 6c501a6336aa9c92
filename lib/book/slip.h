/*
 * slip: records that are well formed but most likely a slip of the pen, and the known
 * name that was probably meant.
 *
 * Changing or skipping a rule that doesn't exist (no record with an after: has its name)
 * has no effect and would go unnoticed; so would a hold that ends before it begins.
 * struct slips collects the names of rules until all records have been seen:
 *
 *	struct slips s = { .arena = &arena };
 *	slips_add(&s, record, spot_of_its_name);
 *	while ((rule = slips_next(&s)))
 *		... rule->name, rule->at ...
 *	slips_release(&s);
 *
 * The search for similar names looks at no more than SLIP_TRIES names in a run, so
 * that thousands of undeclared names cost no more than reading them.
 */
#ifndef FU_SLIP_H
#define FU_SLIP_H

#include "book/book.h"
#include "book/finding.h"

struct item_watch;

enum { SLIP_TRIES = 16384, SLIP_LEAST = 3 };

/* The name of a rule that is changed or skipped, or of a side. */
struct slip_name {
	struct str name;
	struct spot at;
};

/* A value that counts business days from its record's date. */
struct slip_days {
	struct str value;
	enum key key;
	struct moment when;
	struct spot at;
};

struct slips {
	struct arena *arena;    /* what is kept is in there */
	struct names asking;    /* rules with an after:, of any deal */
	struct slip_name *rule; /* n of them */
	size_t n, cap, told;
	struct names sides;    /* named by only: and fault: */
	struct firsts side_at; /* where each is first named */
	uint32_t sides_told;
	struct slip_days *days; /* owned */
	size_t ndays, days_cap, days_told;
	int tries; /* names compared so far */
};

/* Adds a rule or a skip; at is the place of its name. */
void slips_add(struct slips *s, const struct record *r, struct spot at);

/* The next that is neither built in nor given an after: by any record; null at the end. */
const struct slip_name *slips_next(struct slips *s);

/* Adds an only: or fault: at that place. */
void slips_add_sides(struct slips *s, const struct attr *a, struct spot at);

/* The next side that nobody is on, with its first place, and in *meant a similar one that
 * somebody is on, or empty; false at the end. */
bool slips_next_side(
    struct slips *s, const struct book *b, struct slip_name *side, struct str *meant);

/* Adds an attribute at that place that counts business days from `when`. */
void slips_add_days(struct slips *s, const struct attr *a, struct moment when, struct spot at);

/* The next that leads beyond the year 9999, given the holidays; null at the end. */
const struct slip_days *slips_next_days(struct slips *s, const struct calendar *c);

void slips_release(struct slips *s);

/* The most similar name among declared people (sigil '@'), declared deals ('+') or rules ('%'),
 * with its sigil, in the arena; empty if none is near, or name has less than SLIP_LEAST bytes. */
struct str slips_meant(struct slips *s, const struct book *b, char sigil, struct str name);

/* Is it a date counted in business days from its record's date, and so dependent on
 * holidays, which others may declare? */
bool slip_counts_days(const struct record *r, const struct attr *at);

/* What is wrong with an attribute of a record of the book: DIAG_EARLY_END if what begins
 * with the record ends before it (not for debts and terms, which may be recorded after
 * their date), DIAG_OWN_BOSS if somebody is their own boss, or else DIAG_COUNT. */
enum diag_id slip_of(const struct book *b, const struct record *r, const struct attr *at);

/* Tells a watch, as faults: which items were last called done by their promiser alone; what a
 * deal that was carried out left open; what is owed in one closed as paid or writtenoff; which
 * items are for: one in another unit; which promises are due on a non-working day (`other` is
 * then NONE); and which resumes end no hold (`other` is then the deal's last hold, if that one
 * lasts).  The book must be ready. */
void slips_of_items(struct book *b, const struct item_watch *watch);

/* A word of a rule's trigger that has no effect: one that the records or the condition it
 * names can't have, one that a later word overrides, or the name itself, if it is never
 * found in a deal; a null p if there is none. */
struct str slip_idle_word(const struct schema *s, struct str trigger);

/* Is it a record that may still follow a deal's end: what became of its open items,
 * letters, lessons, and declarations such as a hold on a debt that outlives the deal? */
bool slip_may_follow_close(enum type t);

/* The type of item that a record of that type must refer to; TYPE_NONE: any. */
enum type slip_wanted_item(enum type by);

#endif
