/*
 * slip: what is most likely a slip of the pen, and which known name was meant.
 *
 * A rule that is changed or skipped, but that no rule with an after: goes by, does
 * nothing and says nothing; so does a hold that ends before it begins.  Slips keeps
 * the names of rules until all have been seen:
 *
 *	struct slips s = { .arena = &arena };
 *	slips_add(&s, record, place_of_its_name);
 *	while ((rule = slips_next(&s)))
 *		... rule->name, rule->at ...
 *	slips_release(&s);
 *
 * Names are looked at a bounded number of times a run, SLIP_TRIES, so that names by
 * the thousand that nobody declared cost no more than their reading.
 */
#ifndef FU_SLIP_H
#define FU_SLIP_H

#include "book/book.h"
#include "book/finding.h"

struct item_watch;

enum { SLIP_TRIES = 16384, SLIP_LEAST = 3 };

/* A rule that is changed or skipped; or a side. */
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
	struct arena *arena;    /* what is kept lives there */
	struct names asking;    /* rules with an after:, of whatever deal */
	struct slip_name *rule; /* n of them */
	size_t n, cap, told;
	struct names sides;    /* that only: and fault: name */
	struct firsts side_at; /* where each is named first */
	uint32_t sides_told;
	struct slip_days *days; /* ndays of them */
	size_t ndays, days_cap, days_told;
	int tries; /* names looked at so far */
};

/* Takes up a rule or a skip; at: where its name stands. */
void slips_add(struct slips *s, const struct record *r, struct spot at);

/* The next that is no built-in rule and that no record gives an after:; null at the end. */
const struct slip_name *slips_next(struct slips *s);

/* Takes up an only: or fault: that stands at that place. */
void slips_add_sides(struct slips *s, const struct attr *a, struct spot at);

/* The next side that nobody is on, where it is named first, and in *meant one that
 * somebody is on and that is near, or an empty one; false at the end. */
bool slips_next_side(
    struct slips *s, const struct book *b, struct slip_name *side, struct str *meant);

/* Takes up an attribute that counts business days from that date. */
void slips_add_days(struct slips *s, const struct attr *a, struct moment when, struct spot at);

/* The next that leads beyond the year 9999, as holidays have it; null at the end. */
const struct slip_days *slips_next_days(struct slips *s, const struct calendar *c);

void slips_release(struct slips *s);

/* The name that is nearest among the declared people ('@'), the declared deals ('+') or
 * the rules ('%'), with that sigil, in the arena; empty where none is near, as to a
 * name of less than SLIP_LEAST letters. */
struct str slips_meant(struct slips *s, const struct book *b, char sigil, struct str name);

/* Is it a date that counts business days from that of its record, as the holidays of others
 * have it? */
bool slip_counts_days(const struct record *r, const struct attr *at);

/* What is wrong with that attribute of a record of the book: DIAG_EARLY_END where what
 * happens from the record on ends before it (debts and terms are taken up when their date
 * has passed, too), DIAG_OWN_BOSS where somebody answers to nobody else, or DIAG_COUNT. */
enum diag_id slip_of(const struct book *b, const struct record *r, const struct attr *at);

/* Tells a watch of faults, once a book is ready, which items were last called done by
 * their promiser alone, what a deal that was carried out left open and ended, which are
 * for: what is in another unit, and which promises are due on no working day (there is
 * no other entry then); and which resumes end no hold, against the last hold of the deal
 * if that lasts. */
void slips_of_items(struct book *b, const struct item_watch *watch);

/* The word of a rule's trigger that does nothing there: the records or the condition that
 * it names don't know it, a later one takes its place, or, the name itself, it is never
 * met in a deal; a null p for none. */
struct str slip_idle_word(const struct schema *s, struct str trigger);

/* Records that still come after a deal's end: what became of its open items, letters,
 * what was learnt, and declarations, as a hold of a debt that outlives it. */
bool slip_may_follow_close(enum type t);

/* What a record of that type must refer to; TYPE_NONE: any item. */
enum type slip_wanted_item(enum type by);

#endif
