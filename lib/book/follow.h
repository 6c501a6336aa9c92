/*
 * follow: what the rules ask for in one deal, at the book's moment.
 *
 * follow_deal() goes through the entries of a deal in order three times.  First it
 * notes the people, the holds, the skips and the news of each item; then, of the
 * entries that some rule looks at, which rules they answer (until:); then which rules
 * they trigger (after:), and which of them are reminders.  A trigger that has no answer
 * raises a duty, and so does each condition that holds.  What a deal's duties are
 * follows from its records and from those of no deal, so deals can be asked for in any
 * order, any number of times, and in several threads.
 *
 *	struct follow f;
 *	follow_init(&f, &book);
 *	book_ready(&book, 1);
 *	rules_init(&rules, &book, NULL, NULL);
 *	follow_ready(&f, &rules, false);
 *	for (uint32_t d = 0; d < book.deals.n; d++) {
 *		follow_deal(&f, d);
 *		for (uint32_t i = 0; i < f.n; i++) ... f.duty[i] ...
 *	}
 *	follow_release(&f);
 */
#ifndef FU_FOLLOW_H
#define FU_FOLLOW_H

#include "book/cells.h"
#include "book/holds.h"
#include "book/item.h"
#include "book/rule.h"

enum quiet { QUIET_NOT, QUIET_HOLD, QUIET_AWAY, QUIET_SKIP, QUIET_LAPSED, QUIET_CLOSED };

/* Something that a rule asks for. */
struct duty {
	const struct rule *rule;
	uint32_t number;        /* of the rule in its set */
	uint32_t person, item;  /* to whom and about what it is, each or NONE */
	struct moment began;    /* when the event happened, or since when the condition holds */
	struct moment counts;   /* reminders are counted from here on */
	bool event;             /* raised by an event, else by a condition */
	bool narrow;            /* the trigger names the type of the item */
	bool of_close, of_late; /* the trigger is `close`; it is `late` */
	bool alone;             /* no other rule can ask for the same */
	bool stands_in;         /* its line takes the place of the item's own */
	bool last_resort;       /* the reminders ran out: time to decide */
	uint32_t nth;           /* which reminder is the next, from 1 */
	struct moment last;     /* the last reminder, or MOMENT_NONE */
	struct moment due;      /* MOMENT_NONE: never */
	enum quiet quiet;
	uint32_t quiet_by; /* the entry that silences it, or NONE */
	uint32_t source;   /* the entry that raised it, or NONE */
	bool merged;       /* the line of another duty asks for this too: no own line */
	bool several;      /* its line asks for such duties about other items */
};

/* A `sent` that may be a reminder.  Those with one re: word to one person about one item
 * form a chain. */
struct reminder {
	uint32_t entry;
	uint32_t older; /* number + 1 of the one before in the chain; 0: none */
	uint32_t timed; /* likewise, but passing over those of the same day without a time */
};

/* A promise that was kept or broken. */
struct decision {
	uint32_t person, item;
	struct moment when;
	bool broken;
};

/* What is known of a person in the deal at hand. */
struct seat {
	uint32_t deal;  /* the deal + 1 that all this is of; 0: none yet */
	uint32_t row;   /* their row in struct rows; 0: none yet */
	bool theirs;    /* not one of us */
	bool party;     /* on a side that is neither ours nor neutral */
	bool met;       /* a contact or an item of the deal names them */
	uint32_t re;    /* re: bits of what they were reminded of, about no item */
	uint32_t re_of; /* the same, about some item */
	struct str via; /* the channel to somebody of theirs: their own, else the deal's */
};

/* What is known of one rule and one person.  0: nothing. */
struct known {
	uint32_t none; /* the last until: event about no item, + 1 */
	uint32_t any;  /* the same about any item */
	uint32_t duty; /* the number of the duty about no item, + 1 */
};

/* A table with a row for each person who has a seat, where one is needed, and two more:
 * row 0 for events that name nobody, row 1 for those that name somebody, whoever it is. */
struct rows {
	struct known *known; /* owned: rows of `width`, in a row by the slot of the rule */
	uint32_t *reminder;  /* owned: rows of RE_LISTS; in a row at (re: bit % RE_LISTS) the
	                      * number + 1 of the last reminder about no item */
	uint32_t n, width;
	size_t cap, room; /* rows that reminder has room for, elements that known has */
};

/* Which answers and reminders about an item must be kept, because an event about it may
 * raise a duty: the slots of the rules as bits, and their re: bits. */
struct asked {
	uint32_t slots, re;
};

/* A row of a cache: the triggers that fit an event, by all of the event but its people,
 * items and date. */
struct event_kind {
	uint64_t key; /* what was looked at of the event; 0: an empty place */
	struct fit {
		const struct watcher *watcher;
		unsigned kinds; /* bits of the kinds of deals that the rule is for */
		uint32_t slot;  /* of the rule */
		bool asks;      /* it fits only where follow_asks() says so of the items */
		bool also;      /* of until: an after: of the same rule may fit, too */
	} * fit;                /* owned: `nafter` of after:, then those of until: */
	uint32_t nafter, n;
	struct asked asked; /* by the rules of after: */
	bool silent;        /* some until: is of a rule that speaks to nobody */
	bool plain;         /* each until: is of a rule with a slot, and not asks nor also */
	size_t cap;
};

enum { EVENT_KINDS = 256, KIND_BITS = 16 };

/* Limits, so that the work grows no faster than the input.  A contact that names more
 * than PAIRS_MAX pairs of a person and an item counts as one about no item; what is for
 * everybody goes to the first OTHERS_MAX people of other sides. */
enum { PAIRS_MAX = 1024, OTHERS_MAX = 64 };

/* What is known of a document's review. */
struct review {
	uint32_t draft;        /* the entry that is the draft (drafts.h); NONE: none yet */
	bool again;            /* there was a review before */
	bool theirs;           /* they drafted, and we review */
	bool reviewed;         /* whoever reviews has said something of it since */
	struct moment drafted; /* when the draft came or went, or MOMENT_NONE */
	struct moment over;    /* the end of the review; as drafted where it has no length */
	struct moment refused; /* the first refusal that still stands, or MOMENT_NONE */
	struct moment settled; /* since when it is to be signed; MOMENT_NONE: not yet */
};

struct follow {
	struct book *book;
	struct rules *rules;
	struct item_watch watch;
	uint8_t yes, no;       /* words */
	uint32_t nudge, draft; /* re: bits */
	bool shares;           /* away, news and asked belong to another struct follow */
	bool silenced;         /* duties that are silenced are wanted, too */
	/* of all deals */
	uint32_t *away;           /* by person: the absence that lasts now, or NONE */
	struct cells world;       /* skips of no deal */
	struct holds holds;       /* of no deal, and of the deals gone through so far */
	struct names skips;       /* the rules that some skip names */
	uint32_t *news;           /* by item: the last got, paid, amended or reopen of it + 1 */
	struct asked *asked;      /* by item */
	struct step *steps;       /* a cache of STEPS, by hash */
	struct seat *seat;        /* by person */
	struct event_kind *kinds; /* a cache of EVENT_KINDS, by hash */
	const struct rule_set *kinds_of; /* the rules that it is for */
	/* of the deal at hand */
	uint32_t deal;
	const struct rule_set *set; /* its rules */
	unsigned kind;              /* the bit of its kind */
	bool over;                  /* it is closed, and nothing but the close can raise a duty */
	uint32_t reminds;           /* a `sent` with one of these re: bits may be a reminder */
	struct decision *decisions;
	uint32_t ndecisions;
	size_t decision_cap;
	struct kind_bit {
		struct str word;
		unsigned bit;   /* 0: an empty place */
	} kind_bits[KIND_BITS]; /* a cache, by the length of the word */
	struct cells cells;
	struct review *reviews; /* of the documents asked about so far */
	uint32_t nreviews;
	size_t review_cap;
	struct rows rows;
	bool held, skipped;   /* there is a hold, a skip, of the deal or of no deal */
	bool answered_items;  /* some answer is about an item, */
	bool answered_nobody; /* some names nobody, */
	bool answered_also;   /* some triggers its own rule again */
	uint32_t re;          /* re: bits of reminders to anybody, as far as rules ask for them */
	uint32_t nothers;     /* the first people of other sides whom contacts and items name */
	uint32_t others[OTHERS_MAX];
	uint32_t *items; /* its items, in the order of their records */
	uint32_t nitems;
	size_t item_cap;
	uint32_t first;        /* its first dated record, or NONE */
	uint32_t last_contact; /* entry, or NONE */
	uint32_t last_person;  /* of another side, last in contact; or NONE */
	uint32_t *telling;     /* its entries for the second and third look */
	uint32_t ntelling;
	size_t telling_cap;
	struct reminder *sent;
	uint32_t nsent;
	size_t sent_cap;
	struct duty *duty;
	uint32_t n;
	size_t cap;
};

/* A day, a period, and the day that it leads to. */
struct step {
	int32_t from, n; /* n: of the period, below 0 where it leads back; 0: an empty place */
	uint8_t unit, roll;
	int32_t to; /* rolled to a working day, but not past `from` */
};

enum { STEPS = 8192 };

/* What is in the cells of a deal: the key (a, b, c; what is left out is 0) -> the value. */
enum follow_fact {
	FACT_ANSWER = 1, /* rule, person, item -> the last until: event + 1, where that is about
	                  * an item or the rule has no slot; others are in the rows */
	FACT_ALSO,       /* the same, of events that trigger the rule again, too */
	FACT_REMINDER,   /* re: bit, person, item -> the number of the last reminder + 1 */
	FACT_CONFIRMED,  /* 0, person, item -> the last got answer:yes + 1 */
	FACT_SKIP,       /* number in skips, person, item -> the last skip + 1 */
	FACT_DUTY,       /* rule, person, item -> the number of the duty + 1 */
	FACT_LINE,       /* re: bits, person, item -> the number of the duty + 1 that has a line */
	FACT_NARROW,     /* the same, of duties that are of_late and narrow */
	FACT_SIGNED,     /* 0, person, item -> the last signature + 1 */
	FACT_WORD,       /* 0, one of theirs, doc -> their last answer or signature + 1 */
	FACT_ACCEPTED,   /* 0, NONE, doc -> the last entry + 1 by which a refusal was taken back */
	FACT_REVIEW,     /* 0, NONE, doc -> the number of its review + 1 */
	FACT_LATE_PART,  /* 0, NONE, item -> of its late parts the one due last, + 1;
	                 * other: 1 once it was looked for */
	FACT_BROKEN,     /* 0, person, 0 -> the last promise kept + 1, as a number of decisions;
	                 * other: the first one broken after it */
};

#define ANY (UINT32_MAX - 1) /* in the place of a person or an item: whoever, whichever */

/* To be called before the book is made ready: f notes how promises were kept while that
 * is done, so it must stay in place. */
void follow_init(struct follow *f, struct book *b);

/* To be called once the book is ready; rules must outlive f.  silenced: are duties that
 * are silenced wanted, too?  Else some of them are left out, which saves work. */
void follow_ready(struct follow *f, struct rules *rules, bool silenced);

/* Another one for another thread, with an eye on the book and rules of its own.  `of` must
 * outlive it.  Each deal may be asked for in one of the threads. */
void follow_share(struct follow *f, const struct follow *of, struct book *eye, struct rules *rules);

/* Works out the duties of a deal: f->n of them in f->duty, good until the next call. */
void follow_deal(struct follow *f, uint32_t deal);

void follow_release(struct follow *f);

/* All that follows is for the modules that share the work: follow.c, answer.c, trigger.c,
 * condition.c, review.c, duty.c; and for duedeal.c and clear.c, which print duties. */

/* Why a rule asks for something: its trigger, and what fits that. */
struct cause {
	const struct watcher *watcher;
	uint32_t item;   /* or NONE */
	uint32_t event;  /* the entry; NONE: a condition */
	uint32_t source; /* the entry + 1 that raised it; 0: the event, or what defines the item */
	struct moment began;
	bool only;  /* no other cause raises this duty */
	bool alone; /* as in struct duty */
};

/* Raises a duty to a person, unless it is answered already or one like it goes on. */
void follow_raise(struct follow *f, const struct cause *c, uint32_t person);

/* The person's seat in the deal at hand; person is not NONE. */
void follow_sit(struct follow *f, uint32_t person);

static inline struct seat *
follow_seat(struct follow *f, uint32_t person)
{
	if (f->seat[person].deal != f->deal + 1)
		follow_sit(f, person);
	return &f->seat[person];
}

/* Is the person on another side than ours in the deal?  NONE counts as one of us. */
static inline bool
follow_is_theirs(struct follow *f, uint32_t person)
{
	return person != NONE && follow_seat(f, person)->theirs;
}

/* Does the item's definition name one of another side? */
bool follow_names_theirs(struct follow *f, const struct item *it);

/* Does the only: of that entry (or NONE) hide it from the person whom the duty writes to? */
bool follow_hidden(struct follow *f, const struct duty *d, uint32_t entry);

/* Is the item, whose definition names one of theirs or not, on the side that a trigger
 * asks for? */
bool follow_side_is(struct follow *f, enum side side, const struct item *it, bool theirs);

/* Is the watcher's rule for deals of this kind? */
static inline bool
follow_is_of_kind(const struct follow *f, const struct watcher *w)
{
	return w->kinds & f->kind;
}

/* The items that a contact is about, as PAIRS_MAX has it. */
struct refs follow_items(const struct follow *f, const struct entry *e);

/* Fills in a row of the cache for an event and all that are like it. */
void follow_learn_kind(struct follow *f, struct event_kind *k, uint64_t key, const struct entry *e);

/* The triggers that fit an event; good until another event is asked about. */
static inline const struct event_kind *
follow_kind_of(struct follow *f, const struct entry *e)
{
	uint64_t key = (uint64_t)e->re << 32 | (uint64_t)e->type << 24 | (uint64_t)e->word << 16 |
		       (uint64_t)f->over << 2 | (uint64_t)e->amt << 1 | 1;
	struct event_kind *k = &f->kinds[key * CELLS_MULTIPLIER >> 56];

	if (k->key != key)
		follow_learn_kind(f, k, key, e);
	return k;
}

/* Is one of the event's items, or none, as the trigger asks? */
bool follow_asks(struct follow *f, const struct trigger *t, const struct entry *e);

static inline bool
follow_fits(struct follow *f, const struct fit *fit, const struct entry *e)
{
	return fit->kinds & f->kind && (!fit->asks || follow_asks(f, &fit->watcher->trigger, e));
}

/* Empties the rows, for the next deal. */
void follow_clear_rows(struct follow *f);

/* Adds an empty row; its number. */
uint32_t follow_add_row(struct follow *f);

/* The row of a person, of ANY or of NONE; 0 for a person who has none yet. */
static inline uint32_t
follow_row(struct follow *f, uint32_t person)
{
	return person == NONE ? 0 : person == ANY ? 1 : follow_seat(f, person)->row;
}

/* The same, added if it is not there. */
static inline uint32_t
follow_make_row(struct follow *f, uint32_t person)
{
	uint32_t row = follow_row(f, person);

	if (!row && person != NONE)
		row = f->seat[person].row = follow_add_row(f);
	return row;
}

/* What is known of a person's row and of a rule's slot; good until a row is added. */
static inline struct known *
follow_known(const struct follow *f, uint32_t row, uint32_t slot)
{
	return &f->rows.known[(size_t)row * f->rows.width + slot];
}

/* May some condition hold of the item?  Of one that is done or dropped only `closed` may. */
static inline bool
follow_is_open(const struct follow *f, uint32_t item)
{
	const struct item *it = &f->book->item[item];

	return it->state < STATE_DONE || it->definition == NONE || f->set->after[COND_CLOSED].n;
}

/* Notes which rules an event answers: the second look. */
void follow_see_answers(struct follow *f, uint32_t entry);

/* Raises what an event triggers, and keeps it if it may be a reminder: the third look. */
void follow_trigger(struct follow *f, uint32_t entry);

/* How often the duty's person was reminded after a moment, counted up to `most`; in *last
 * the last time, which is left alone if there was none. */
uint32_t follow_reminders(struct follow *f, const struct duty *d, struct moment after,
    uint32_t most, struct moment *last);

/* Raises a duty to each person whom the item concerns, or to nobody if the rule does not
 * write. */
void follow_raise_item(struct follow *f, const struct cause *c);

/* Notes what somebody says of a document: an answer, a signature. */
void follow_hear(struct follow *f, uint32_t entry);

/* The review of a document, worked out when it is first asked for. */
struct review follow_review(struct follow *f, const struct item *it);

/* Does the event refuse the draft: is it the last word of somebody of theirs on it, and
 * not yes? */
bool follow_refuses(
    struct follow *f, const struct item *it, const struct review *v, const struct entry *e);

/* Raises a duty for each condition that holds. */
void follow_conditions(struct follow *f);

/* Does the condition hold of the item (NONE for `silent`) and, for `unconfirmed`, the
 * person?  *since: since when. */
bool follow_holds(struct follow *f, const struct trigger *t, uint32_t person, uint32_t item,
    struct moment *since);

/* Has one of the rule's until: come true for that person (NONE: for anybody) since the
 * duty began?  Of *d rule, number, item and began are looked at. */
bool follow_answered(struct follow *f, const struct duty *d, uint32_t person, uint32_t event);

/* Works out when each duty is due and which are silenced, and merges those that ask for
 * the same. */
void duty_settle(struct follow *f);

/* Is any item of a closed deal still to be followed up, as a debt that is open? */
bool duty_outlives(const struct book *b, const struct deal *d);

#endif
