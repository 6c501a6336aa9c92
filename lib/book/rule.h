/*
 * rule: what is due after what, as the records say it.
 *
 * The built-in rules are a text of `rule` records, lib/book/rules.fu; rules in
 * the book change them key by key: undated ones by bytes, then dated ones, and
 * for one deal alone those that name it.  fu(5) RULES has the meaning.
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

/* What a trigger may name beside a record type, in the order of
 * schema_conditions. */
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

/* By their places in schema_sides. */
enum side { SIDE_ANY, SIDE_OURS, SIDE_THEIRS, SIDE_TO, SIDE_NOBODY };

/* NAME/WORD/WORD...: all that it says must hold. */
struct trigger {
	uint8_t name;   /* a record type or a condition */
	uint8_t word;   /* an answer: or as: word, as entry.word; 0: any */
	uint8_t item;   /* the type of its item; TYPE_NONE: any */
	uint8_t side;   /* whose item, or whose signature */
	bool amt;       /* it has an amount */
	bool unsettled; /* a got that answers neither yes nor no */
	uint32_t re;    /* one of these; 0: any */
};

struct triggers {
	const struct trigger *p;
	uint32_t n;
};

enum act { ACT_DO, ACT_WRITE, ACT_WAIT };
enum roll { ROLL_NEXT, ROLL_BEFORE, ROLL_NONE };

struct rule {
	struct str name, text;
	struct str re_words; /* as written */
	uint32_t re;         /* as bits */
	struct triggers after, until;
	struct period within, before, lapse; /* n 0: none */
	const struct period *every;
	uint32_t nevery, max; /* max 0: no end */
	unsigned kinds;       /* of deals: bit by the order of the words; 0: all */
	enum act act;
	enum roll roll;
	bool per_deal;
	bool off;
	bool until_holds; /* some of until: is a condition */
	uint32_t slot;    /* from 0 among those that events concern; SLOTS: too many are */
	uint32_t entry;   /* where it stands last; NONE: built in */
};

/* Which rules look at a record of some type, as after: or until:. */
struct watcher {
	uint32_t rule;
	unsigned kinds; /* of deals, all bits for all */
	bool both;      /* until:, and the rule's after: names it too */
	bool speaks;    /* the rule does, to people one by one and never to nobody */
	struct trigger trigger;
};

/* The powers of two below 2^36 leave different remainders of 37, and never 0. */
enum { RE_BITS = 32, RE_LISTS = 37 };

struct watchers {
	struct watcher *p;
	uint32_t n;
	struct by_re { /* null where n is 0 */
		uint32_t *p;
		uint32_t n;
	} * by_re; /* places in p of those that ask for no re: word, then of those that ask
	           * for each */
};

/* Those of the watchers that re: words may concern, one after the other:
 *
 *	struct walk k;
 *	walk_begin(&k, watchers, entry->re);
 *	while ((w = walk_next(&k))) ... w->rule ...
 */
struct walk {
	const struct watcher *p;
	const uint32_t *at[RE_BITS + 1], *end[RE_BITS + 1];
	uint32_t n; /* lists that are not at their end */
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
	if (k->n == 1) { /* the usual case, quicker */
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

/* Does it speak to people one by one, rather than once an item or a deal? */
static inline bool
rule_speaks(const struct rule *r)
{
	return r->act == ACT_WRITE && !r->per_deal;
}

/* Is it raised by what holds, not by events alone? */
static inline bool
rule_holds(const struct rule *r)
{
	for (uint32_t i = 0; i < r->after.n; i++)
		if (r->after.p[i].name >= TYPE_COUNT)
			return true;
	return false;
}

/* What is known of so many rules that events concern stands in a table. */
enum { SLOTS = 32 };

/* The rules that hold for a deal. */
struct rule_set {
	struct rule *rule;
	uint32_t n;
	uint32_t nslots;    /* SLOTS at most */
	uint32_t holding;   /* slots of rules that some condition raises, as bits */
	bool exhausted;     /* a rule asks on where another ran out */
	bool unconfirmed;   /* some rule looks at what nobody has confirmed */
	uint32_t re;        /* the re: of those that are not off, */
	uint32_t silent_re; /* and of those that speak to nobody in particular */
	struct watchers after[COND_END], until[COND_END];
	/* Those of the conditions that may hold of an item of a type and a state, in the
	 * order of the conditions. */
	struct watched {
		struct condition_watch {
			const struct watcher *watcher;
			bool only;       /* nothing else has the rule ask about the item */
			unsigned rivals; /* kinds of deals where another rule may ask for
			                  * the same about it */
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
	struct rule_text *text; /* by number */
	size_t text_cap;
	uint32_t *own;            /* by deal: its newest own text, or NONE; they go on by next */
	bool shares;              /* all but `one` is another's */
	struct rule_set all, one; /* for most deals; for a deal with rules of its own */
	struct rule_set closed;   /* `all`, where those that no close raises are off */
	uint32_t one_deal;        /* which deal `one` was last made for */
	bool watched;             /* its tables are filled in */
	bool alike;               /* the same conditions raise the same as in `all` */
};

/* The text of the built-in rules, line by line, each ending in LF. */
extern const char *const rules_builtin[];
extern const size_t rules_nbuiltin;

/* Reads the built-in rules and those of a book that is ready.  Rules that follow
 * themselves, directly or through others, are told of by `cyclic` (may be null),
 * each once, and are off: a rule follows another whose re: its after:sent waits
 * for, or whose end its after:exhausted does. */
void rules_init(struct rules *r, struct book *b,
    void (*cyclic)(void *self, const struct rule *rule), void *self);
void rules_release(struct rules *r);

/* The same rules for another thread, with its own eye on the book: deals may be asked
 * for there at the same time.  Their like must outlive them. */
void rules_share(struct rules *r, const struct rules *of, struct book *eye, void *self);

/* Has the deal rules of its own? */
bool rules_own(const struct rules *r, uint32_t deal);

/* The rules of a deal; good until asked for another.  rules_watched() gives them with
 * what tells which look at what: all in struct rule_set but rule, n, re and silent_re,
 * and in struct rule the last but entry. */
const struct rule_set *rules_of(struct rules *r, uint32_t deal);
const struct rule_set *rules_watched(struct rules *r, uint32_t deal);

/* The same of all deals that have no rules of their own, once they are closed: those
 * that the close of a deal raises, each under the number that it always has. */
const struct rule_set *rules_once_closed(const struct rules *r);

/* For rule.c: fills that in; like (may be null) is a set, done already, in which the
 * same conditions raise rules of the same order. */
void rules_index(struct rule_set *set, const struct rule_set *like);

/* The bit of a deal's kind; a deal without one is a negotiation. */
unsigned rules_kind_bit(struct str kind);

#endif
