/*
 * rule: what is due after what, as the records say it.
 *
 * The built-in rules are a text of `rule` records, lib/book/rules.fu; rules in the book
 * change them key by key: first the undated ones, by bytes, then the dated ones; those
 * that name a deal do so for that deal alone.  See fu(5) RULES for the meaning.
 *
 *	struct rules r;
 *	rules_init(&r, &book, NULL, NULL);
 *	set = rules_of(&r, deal);
 *	for (uint32_t i = 0; i < set->n; i++) ... set->rule[i] ...
 *	rules_release(&r);
 */
#ifndef FU_RULE_H
#define FU_RULE_H

#include "book/book.h"
#include "value/period.h"

/* What a trigger may name other than a record type; in the order of schema_conditions. */
enum condition {
	COND_OPEN = TYPE_COUNT,
	COND_LATE,
	COND_UNSIGNED,
	COND_UNREVIEWED,
	COND_REFUSED,
	COND_UNCONFIRMED,
	COND_SAID,
	COND_CLOSED,
	COND_SILENT,
	COND_HELD,
	COND_BROKEN2,
	COND_EXHAUSTED,
	COND_END
};

/* In the order of schema_sides, from 1. */
enum side { SIDE_ANY, SIDE_OURS, SIDE_THEIRS, SIDE_TO, SIDE_NOBODY };

/* NAME/WORD/WORD...: all of it must hold. */
struct trigger {
	uint8_t name;   /* a record type or a condition */
	uint8_t word;   /* an answer: or as: word, as entry.word; 0: any */
	uint8_t item;   /* type of its item; TYPE_NONE: any */
	uint8_t side;   /* whose item, or whose signature */
	bool amt;       /* it has an amount */
	bool unsettled; /* a got that answers neither yes nor no */
	uint32_t re;    /* bits, one of which it must have; 0: any */
};

struct triggers {
	const struct trigger *p;
	uint32_t n;
};

enum act { ACT_DO, ACT_WRITE, ACT_WAIT };
enum roll { ROLL_NEXT, ROLL_BEFORE, ROLL_NONE };

struct rule {
	struct str name, text;
	struct str re_words; /* re: as written */
	uint32_t re;         /* re: as bits */
	struct triggers after, until;
	struct period within, before, lapse; /* n 0: not set */
	const struct period *every;
	/* nevery: how many periods are in every; max: how many reminders; 0: no limit */
	uint32_t nevery, max;
	unsigned kinds; /* of deals, as bits in the order of the words; 0: all */
	enum act act;
	enum roll roll;
	bool per_deal;
	bool off;
	bool until_holds; /* until: names some condition */
	/* its number, from 0, among the rules that events concern; SLOTS: too many of them */
	uint32_t slot;
	uint32_t entry; /* the record that states it last; NONE: built in */
};

/* A rule that looks at records of some type, by its after: or until:. */
struct watcher {
	uint32_t rule;
	unsigned kinds; /* of deals, as bits; all of them set: all kinds */
	bool both;      /* an until: that the rule's after: names too */
	bool speaks;    /* the rule speaks to people one by one, and never to nobody */
	struct trigger trigger;
};

/* The powers of two below 2^36 have different remainders modulo 37, none of them 0. */
enum { RE_BITS = 32, RE_LISTS = 37 };

struct watchers {
	struct watcher *p;
	uint32_t n;
	/* indices into p of those without a re: word, then for each re: word of those that
	 * ask for it; null if n is 0 */
	struct by_re {
		uint32_t *p;
		uint32_t n;
	} * by_re;
};

/*
 * Walks through those of the watchers that some re: words may concern:
 *
 *	struct walk k;
 *	walk_begin(&k, watchers, entry->re);
 *	while ((w = walk_next(&k))) ... w->rule ...
 */
struct walk {
	const struct watcher *p;
	const uint32_t *at[RE_BITS + 1], *end[RE_BITS + 1];
	uint32_t n; /* lists that aren't at their end yet */
};

void walk_begin(struct walk *k, const struct watchers *w, uint32_t re);

/* The next, in the order of the rules, or null. */
static inline const struct watcher *
walk_next(struct walk *k)
{
	uint32_t least;

	if (!k->n)
		return NULL;
	least = *k->at[0];
	if (k->n == 1) { /* the usual case, made quicker */
		k->n = ++k->at[0] < k->end[0];
		return &k->p[least];
	}
	for (uint32_t i = 1; i < k->n; i++)
		least = *k->at[i] < least ? *k->at[i] : least;
	for (uint32_t i = k->n; i-- > 0;)
		if (*k->at[i] == least && ++k->at[i] == k->end[i]) {
			k->n--;
			k->at[i] = k->at[k->n];
			k->end[i] = k->end[k->n];
		}
	return &k->p[least];
}

/* Does it speak to people one by one, rather than once for an item or deal? */
static inline bool
rule_speaks(const struct rule *r)
{
	return r->act == ACT_WRITE && !r->per_deal;
}

/* Can it be raised by what holds, not just by events? */
static inline bool
rule_holds(const struct rule *r)
{
	for (uint32_t i = 0; i < r->after.n; i++)
		if (r->after.p[i].name >= TYPE_COUNT)
			return true;
	return false;
}

/* For how many rules that events concern there is a row in tables. */
enum { SLOTS = 32 };

/* The rules in force for a deal. */
struct rule_set {
	struct rule *rule;
	uint32_t n;
	uint32_t nslots;    /* at most SLOTS */
	uint32_t holding;   /* bits: slots of rules that some condition can raise */
	bool exhausted;     /* some rule begins where another has run out of reminders */
	bool unconfirmed;   /* some rule asks about what nobody has confirmed */
	uint32_t re;        /* the re: of all rules that are on */
	uint32_t silent_re; /* of those, the re: of rules that speak to nobody in particular */
	struct watchers after[COND_END], until[COND_END];
	/* By type and state of an item: those of the conditions that may hold for it, in
	 * the order of the conditions. */
	struct watched {
		struct condition_watch {
			const struct watcher *watcher;
			bool only; /* nothing else makes the rule ask about the item */
			/* kinds of deals in which another rule may ask the same about it */
			unsigned rivals;
		} * p;
		uint32_t n;
	} of_item[TYPE_COUNT][STATE_UNDEFINED];
	struct arena arena;
};

struct rule_text;

struct rules {
	struct book *book;
	void (*cyclic)(void *self, const struct rule *rule);
	void *self;
	struct arena arena;
	struct names names;     /* scope: deal + 1, or 0 for all deals */
	struct rule_text *text; /* by number of the name */
	size_t text_cap;
	/* by deal: the newest of its own texts, or NONE; followed by next */
	uint32_t *own;
	bool shares;              /* everything but `one` belongs to another */
	struct rule_set all, one; /* for most deals; for a deal with rules of its own */
	struct rule_set closed;   /* `all`, with the rules off that no close can raise */
	uint32_t one_deal;        /* the deal that `one` was last made for */
	bool watched;             /* the tables of `one` are filled in */
	bool alike;               /* the same conditions raise the same rules as in `all` */
};

/* The text of the built-in rules, an element for each line, with its LF. */
extern const char *const rules_builtin[];
extern const size_t rules_nbuiltin;

/* Reads the built-in rules and those of a book that is ready.  Rules that follow
 * themselves, directly or through others, are off; cyclic (may be null) is called once for
 * each.  A rule follows another if its after:sent waits for that one's re:, or its
 * after:exhausted for that one's end. */
void rules_init(struct rules *r, struct book *b,
    void (*cyclic)(void *self, const struct rule *rule), void *self);
void rules_release(struct rules *r);

/* The same rules for another thread, with its own eye on the book, so that both can ask for
 * deals at the same time.  `of` must outlive r. */
void rules_share(struct rules *r, const struct rules *of, struct book *eye, void *self);

/* Does the deal have rules of its own? */
bool rules_own(const struct rules *r, uint32_t deal);

/* The rules of a deal, valid until the next call.  rules_of() fills in only rule, n, re and
 * silent_re of the set, and of each rule all but until_holds and slot; rules_watched()
 * fills in everything. */
const struct rule_set *rules_of(struct rules *r, uint32_t deal);
const struct rule_set *rules_watched(struct rules *r, uint32_t deal);

/* The same for all deals without rules of their own once they are closed: the rules that
 * the close raises, each with its usual number. */
const struct rule_set *rules_once_closed(const struct rules *r);

/* For rule.c: fills in the tables.  like (may be null) is a set, filled in already, with
 * the same rules in the same order raised by the same conditions. */
void rules_index(struct rule_set *set, const struct rule_set *like);

/* The bit of a deal's kind; a deal without one is a negotiation. */
unsigned rules_kind_bit(struct str kind);

#endif
