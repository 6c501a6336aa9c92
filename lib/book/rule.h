/*
 * rule: what is due after what, as the records say it.
 *
 * The built-in rules are a text of `rule` records, lib/book/rules.fu; rules in
 * the book change them key by key: undated ones by bytes, then dated ones, and
 * for one deal alone those that name it.  fu(5) RULES has the meaning.
 *
 *	struct rules r;
 *	rules_init(&r, &book, &diag);
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
	COND_UNCONFIRMED,
	COND_SAID,
	COND_SILENT,
	COND_HELD,
	COND_BROKEN2,
	COND_EXHAUSTED,
	COND_END
};

enum side { SIDE_ANY, SIDE_OURS, SIDE_THEIRS, SIDE_TO };

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
	uint32_t entry; /* where it stands last; NONE: built in */
};

/* Which rules look at a record of some type, as after: or until:. */
struct watcher {
	uint32_t rule;
	struct trigger trigger;
};

struct watchers {
	struct watcher *p;
	uint32_t n;
};

/* Does it speak to people one by one, rather than once an item or a deal? */
static inline bool
rule_speaks(const struct rule *r)
{
	return r->act == ACT_WRITE && !r->per_deal;
}

/* The rules that hold for a deal. */
struct rule_set {
	struct rule *rule;
	uint32_t n;
	uint32_t silent_re; /* the re: of those that speak to nobody in particular */
	struct watchers after[COND_END], until[COND_END];
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
	struct rule_set all, one; /* for most deals; for a deal with rules of its own */
	uint32_t one_deal;        /* which deal `one` was last made for */
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

/* Has the deal rules of its own? */
bool rules_own(const struct rules *r, uint32_t deal);

/* The rules of a deal; good until asked for another. */
const struct rule_set *rules_of(struct rules *r, uint32_t deal);

/* The bit of a deal's kind; a deal without one is a negotiation. */
unsigned rules_kind_bit(struct str kind);

#endif
