/*
 * follow: what the rules make of one deal at the book's moment.
 *
 * follow_deal() goes through the deal's entries in order: once to see what holds,
 * skips and is met, and then, of those that a rule looks at, once to see what
 * answers and once to see what triggers and reminds.  What is unanswered becomes
 * a duty; so does every condition that holds.  Each duty is
 * worked out from the records before it alone, so it does not matter when, how
 * often or in what company it is asked for.
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
	uint32_t number;             /* of the rule in its set */
	uint32_t person, item;       /* whom it speaks to, what about; or NONE */
	struct moment began, counts; /* counts: where reminders are counted from */
	bool event;                  /* raised by an event, else by a condition */
	bool narrow;                 /* its trigger names the type of its item, */
	bool of_close, of_late;      /* the close of the deal, the item's being late */
	bool alone;                  /* nothing else asks for the same */
	bool stands_in;              /* its line stands for the item's own */
	bool last_resort;            /* the reminders ran out: time to decide */
	uint32_t nth;                /* the reminder that is next, from 1; 0: none is */
	struct moment last;          /* the last reminder, or MOMENT_NONE */
	struct moment due;           /* MOMENT_NONE: never */
	enum quiet quiet;
	uint32_t quiet_by; /* the entry that silences it, or NONE */
	uint32_t source;   /* likewise: that raised it */
	bool merged;       /* another line asks for the same */
	bool several;      /* or its own stands for those of other items, too */
};

/* A `sent` that may remind, and the one before it of the same sort. */
struct reminder {
	uint32_t entry, older; /* older: 0, or a number + 1 */
	uint32_t timed;        /* likewise, before all of its day that have no time */
};

/* A promise that was kept or broken. */
struct decision {
	uint32_t person, item;
	struct moment when;
	bool broken;
};

/* A person in the deal at hand. */
struct seat {
	uint32_t deal;  /* + 1; 0: of none yet */
	uint32_t row;   /* of what is known of them: see struct rows; 0: none yet */
	bool theirs;    /* not one of us */
	bool party;     /* on a side that isn't ours, nor neutral */
	bool met;       /* named by a contact or an item of the deal */
	uint32_t re;    /* what they were reminded of: bits, */
	uint32_t re_of; /* and those with an item */
	struct str via; /* the channel to one who is theirs: their own, else the deal's */
};

/* What is known of a rule and a person: the last until event about no item, and about
 * any, + 1; and the number + 1 of its duty about none. */
struct known {
	uint32_t none, any, duty;
};

/* Of those who have a seat, a row each: row 0 is of events that name nobody, row 1 of
 * those that name anybody. */
struct rows {
	struct known *known; /* owned: by slot of the rule; a row is `width` wide */
	uint32_t *reminder;  /* owned: by re: word, the number + 1 of the last reminder about
	                      * no item; a row is RE_LISTS wide, the place of a bit its
	                      * remainder */
	uint32_t n, width;
	size_t cap, room; /* rows that there is room for, elements of known */
};

/* What may be asked about an item, because of events: the rules' slots, as bits, and the
 * re: words that remind of it. */
struct asked {
	uint32_t slots, re;
};

/* What the rules make of events that are alike but for whom and what they name. */
struct event_kind {
	uint64_t key; /* 0: an empty place */
	struct fit {
		const struct watcher *watcher;
		unsigned kinds; /* of deals */
		uint32_t slot;  /* of its rule */
		bool asks;      /* for an item: follow_asks() decides */
		bool also;      /* until:, and the rule's after: may fit too */
	} * fit;                /* owned: those of after:, then those of until: */
	uint32_t nafter, n;
	struct asked asked; /* by those of after: */
	bool silent;        /* an until: is of a rule that speaks to nobody */
	bool plain;         /* each until: has a slot, asks for nothing and is no after: */
	size_t cap;
};

enum { EVENT_KINDS = 256, KIND_BITS = 16 };

/* What is counted of one record and of one deal: so no input makes more work than
 * its length is worth.  A contact that names more pairs of a person and an item
 * counts as about no item; where nobody is named, the deal's first people are. */
enum { PAIRS_MAX = 1024, OTHERS_MAX = 64 };

/* What is known of a document's review. */
struct review {
	uint32_t draft;        /* entry of the draft: see drafts.h; NONE: none yet */
	bool again;            /* there was a review before */
	bool theirs;           /* they drafted, and we review */
	bool reviewed;         /* who reviews has said something of it since */
	struct moment drafted; /* the draft, or MOMENT_NONE */
	struct moment over;    /* the end of the review, or as drafted */
	struct moment refused; /* the first that refuses it still, or MOMENT_NONE */
	struct moment settled; /* since then it is to be signed; MOMENT_NONE: not yet */
};

struct follow {
	struct book *book;
	struct rules *rules;
	struct item_watch watch;
	uint8_t yes, no;       /* words */
	uint32_t nudge, draft; /* re: bits */
	bool shares;           /* away, news and asked are another's */
	bool silenced;         /* what is silenced is asked for, too */
	/* of all deals */
	uint32_t *away;           /* by person: the absence that lasts now, or NONE */
	struct cells world;       /* skips of no deal */
	struct holds holds;       /* of no deal, and of those gone through */
	struct names skips;       /* names of rules that are skipped somewhere */
	uint32_t *news;           /* by item: the last got, paid, amended or reopen of it + 1 */
	struct asked *asked;      /* by item */
	struct step *steps;       /* where periods led lately, STEPS of them */
	struct seat *seat;        /* by person: in the deal they were last seen in */
	struct event_kind *kinds; /* by hash, EVENT_KINDS of them, of the set of rules */
	const struct rule_set *kinds_of; /* that they are of */
	/* of the deal at hand */
	uint32_t deal;
	const struct rule_set *set;
	unsigned kind;    /* its bit */
	bool over;        /* only what its close raises is looked at */
	uint32_t reminds; /* the re: of what may remind of something */
	struct decision *decisions;
	uint32_t ndecisions;
	size_t decision_cap;
	struct kind_bit {
		struct str word;
		unsigned bit;   /* 0: an empty place */
	} kind_bits[KIND_BITS]; /* met lately, by length */
	struct cells cells;
	struct review *reviews; /* of the documents that were asked about */
	uint32_t nreviews;
	size_t review_cap;
	struct rows rows;
	bool held, skipped;   /* there is a hold, a skip, in the deal or in the world */
	bool answered_items;  /* some answer is about an item, */
	bool answered_nobody; /* some names nobody, */
	bool answered_also;   /* some is an after event as well */
	uint32_t re;          /* what anybody was reminded of, where rules ask so */
	uint32_t nothers;     /* the first people of other sides that contacts and items name */
	uint32_t others[OTHERS_MAX];
	uint32_t *items; /* its items, in the order of their records */
	uint32_t nitems;
	size_t item_cap;
	struct moment began;   /* its first dated record */
	uint32_t last_contact; /* entry, or NONE */
	uint32_t last_person;  /* of another side, last in contact; or NONE */
	uint32_t *telling;     /* its entries that a rule may look at, or that may remind */
	uint32_t ntelling;
	size_t telling_cap;
	struct reminder *sent;
	uint32_t nsent;
	size_t sent_cap;
	struct duty *duty;
	uint32_t n;
	size_t cap;
};

/* A day, and the one that a period leads to. */
struct step {
	int32_t from, n; /* n: of the period, negative for back; 0: an empty place */
	uint8_t unit, roll;
	int32_t to; /* rolled to a working day, where that is not beyond `from` */
};

enum { STEPS = 8192 };

/* What is in the cells of a deal. */
enum follow_fact {
	FACT_ANSWER = 1, /* rule, person, item -> the last until event + 1; of an item, or of a
	                  * rule without a slot */
	FACT_ALSO,       /* the same, of events that are after events as well */
	FACT_REMINDER,  /* the bit of a re: word, person, item -> number of the last reminder + 1 */
	FACT_CONFIRMED, /* person, item -> the last got answer:yes + 1 */
	FACT_SKIP,      /* number of skips, person, item -> the last skip + 1 */
	FACT_DUTY,      /* rule, person, item -> number + 1 */
	FACT_LINE,      /* re bits, person, item -> number of its duty + 1 */
	FACT_NARROW,    /* the same, of one after late whose trigger names the type of the item */
	FACT_SIGNED,    /* person, item -> its last signature + 1 */
	FACT_WORD,      /* person, doc -> the last answer or signature of one of theirs + 1 */
	FACT_ACCEPTED,  /* NONE, doc -> the last such by who had refused it + 1 */
	FACT_REVIEW,    /* NONE, doc -> number of its review + 1, once asked about */
	FACT_LATE_PART, /* NONE, item -> its late part that was due last + 1; other: it was sought */
	FACT_BROKEN,    /* person -> its last decision kept + 1; other: the first broken since */
};

#define ANY (UINT32_MAX - 1) /* in the place of a person or an item */

/* Starts before the book is ready, and watches it get so: f must stay in place. */
void follow_init(struct follow *f, struct book *b);

/* Once the book is ready; rules must outlive f.  Who does not ask for what is silenced
 * gets less of it, and sooner. */
void follow_ready(struct follow *f, struct rules *rules, bool silenced);

/* The same for another thread, with its own eye on the book and its rules; each deal
 * may be asked for in one of the threads.  Its like must outlive it. */
void follow_share(struct follow *f, const struct follow *of, struct book *eye, struct rules *rules);

/* Works the duties of a deal out; good until the next call. */
void follow_deal(struct follow *f, uint32_t deal);

void follow_release(struct follow *f);

/* For the modules that share the work: */

/* What has a rule ask for something. */
struct cause {
	const struct watcher *watcher;
	uint32_t item, event; /* NONE: none; a condition */
	uint32_t source;      /* the entry that it comes from + 1; 0: event or item tell */
	struct moment began;
	bool only;  /* nothing else has it ask that of anybody */
	bool alone; /* no other rule asks for the same */
};

/* Raises a duty, unless it is answered already or goes on. */
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

/* Is the person of another side than ours in the deal?  NONE is one of us. */
static inline bool
follow_is_theirs(struct follow *f, uint32_t person)
{
	return person != NONE && follow_seat(f, person)->theirs;
}

/* Does the item's definition name one of another side? */
bool follow_names_theirs(struct follow *f, const struct item *it);

/* May whoever the duty speaks to not see that record, of an item or an event? */
bool follow_hidden(struct follow *f, const struct duty *d, uint32_t entry);

/* Whose is the item, of which that is known? */
bool follow_side_is(struct follow *f, enum side side, const struct item *it, bool theirs);

/* Does the watcher's rule hold for deals of this kind? */
static inline bool
follow_is_of_kind(const struct follow *f, const struct watcher *w)
{
	return w->kinds & f->kind;
}

/* The items that a contact counts for. */
struct refs follow_items(const struct follow *f, const struct entry *e);

/* Finds out what the rules make of the event, and of all that are like it. */
void follow_learn_kind(struct follow *f, struct event_kind *k, uint64_t key, const struct entry *e);

/* What the rules make of the event, but for items that they ask for; good until
 * another is asked about. */
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

/* Is an item of the event's as the trigger asks? */
bool follow_asks(struct follow *f, const struct trigger *t, const struct entry *e);

static inline bool
follow_fits(struct follow *f, const struct fit *fit, const struct entry *e)
{
	return fit->kinds & f->kind && (!fit->asks || follow_asks(f, &fit->watcher->trigger, e));
}

/* Empties the rows, for a deal. */
void follow_clear_rows(struct follow *f);

/* One more row, empty: its number. */
uint32_t follow_add_row(struct follow *f);

/* The row of a person, ANY or NONE, or 0. */
static inline uint32_t
follow_row(struct follow *f, uint32_t person)
{
	return person == NONE ? 0 : person == ANY ? 1 : follow_seat(f, person)->row;
}

/* The same, made if it is not there. */
static inline uint32_t
follow_make_row(struct follow *f, uint32_t person)
{
	uint32_t row = follow_row(f, person);

	if (!row && person != NONE)
		row = f->seat[person].row = follow_add_row(f);
	return row;
}

/* What is known of a rule that has a slot; good until a row is added. */
static inline struct known *
follow_known(const struct follow *f, uint32_t row, uint32_t slot)
{
	return &f->rows.known[(size_t)row * f->rows.width + slot];
}

/* May a condition be asked about the item: is it open, or not known, or is it asked for
 * what is closed? */
static inline bool
follow_is_open(const struct follow *f, uint32_t item)
{
	const struct item *it = &f->book->item[item];

	return it->state < STATE_DONE || it->definition == NONE || f->set->after[COND_CLOSED].n;
}

/* Notes what an event answers. */
void follow_see_answers(struct follow *f, uint32_t entry);

/* Raises what an event triggers, and keeps what may remind. */
void follow_trigger(struct follow *f, uint32_t entry);

/* How often was the person of the duty reminded after a moment, at most `most` times
 * counted; *last: the last time, left alone if never. */
uint32_t follow_reminders(struct follow *f, const struct duty *d, struct moment after,
    uint32_t most, struct moment *last);

/* Raises it for everybody whom the item is a matter of. */
void follow_raise_item(struct follow *f, const struct cause *c);

/* Notes what somebody says of a document: an answer, a signature. */
void follow_hear(struct follow *f, uint32_t entry);

struct review follow_review(struct follow *f, const struct item *it);

/* Does one of another side refuse the draft that the review is of: is the event the last
 * word of theirs on it, and not yes? */
bool follow_refuses(
    struct follow *f, const struct item *it, const struct review *v, const struct entry *e);

/* Raises the duties of all conditions that hold. */
void follow_conditions(struct follow *f);

/* Does the condition hold of that person and item, where it is of one?  Since
 * when? */
bool follow_holds(struct follow *f, const struct trigger *t, uint32_t person, uint32_t item,
    struct moment *since);

/* Has an answer to the duty come, by or to that person, that is not before it began?
 * Its rule has some until:; of *d only rule, number, item and began are looked at. */
bool follow_answered(struct follow *f, const struct duty *d, uint32_t person, uint32_t event);

/* Silences what is to be silenced and leaves one line of those that ask for the
 * same. */
void duty_settle(struct follow *f);

/* Does anything outlive its deal, which is closed? */
bool duty_outlives(const struct book *b, const struct deal *d);

#endif
