/*
 * book: the deals, people and items that records add up to, at one moment.
 *
 * Records are added in any order; book_ready() then puts them in order (day,
 * time, canonical bytes) and works out what became of each item.  The same
 * records give the same book, whatever order they came in.
 *
 * What is kept of a record is 32 bytes that say what rules ask about (when, what,
 * who, which deal and items, re: what) and the rest of its canonical line, which is
 * read again when something else in it is asked for.  A book that is lean leaves
 * texts away.  What programs derive and x- records are not kept.
 *
 *	struct book b;
 *	book_init(&b, &schema, now, me);
 *	while ((r = reader_next(&rd)))
 *		book_add(&b, r);
 *	book_ready(&b, 1);
 *	for (uint32_t i = 0; i < b.items.n; i++) ... b.item[i] ...
 *	book_release(&b);
 */
#ifndef FU_BOOK_H
#define FU_BOOK_H

#include "base/keyed.h"
#include "base/names.h"
#include "book/lines.h"
#include "record/emit.h"
#include "record/lex.h"
#include "value/calendar.h"
#include "value/money.h"

#define NONE NAMES_NONE /* no entry, no deal, no person, no item */

/* A record kept.  Entries form lists by their next; until book_ready() it is their
 * deal. */
struct entry {
	uint32_t line; /* the rest of it: see entry_rest() */
	uint32_t next;
	struct moment when;
	uint32_t person, item; /* the one that it names, or NONE; where it names many,
	                        * their place in book.refs: see entry_people(); item is
	                        * the deal where it names none: see entry_deal() */
	uint32_t re;           /* its re: words, as bits of book_re_bits() */
	uint8_t type;
	uint8_t word; /* its answer: or as:, a number of schema.words + 1; 0: none */
	bool amt;     /* it has one */
	uint8_t many; /* MANY_PEOPLE, MANY_ITEMS, NO_ITEMS, BEARS_ONLY, BEARS_MSGID; IDLE: a done
	               * or drop that did nothing when its item was last worked out; MISFIT:
	               * an event whose amount is in a unit that nothing could be counted in */
};

enum {
	MANY_PEOPLE = 1,
	MANY_ITEMS = 2,
	NO_ITEMS = 4,
	BEARS_ONLY = 8,
	BEARS_MSGID = 16,
	IDLE = 32,
	MISFIT = 64
};

enum { SIDES_US, SIDES_THEM };

/* Do records of this type stand in lists of their own, apart from those of deals? */
static inline bool
type_is_apart(enum type t)
{
	return schema_types[t].world || t == TYPE_RULE;
}

/* A list of entries, in no order until book_ready() and then in order. */
struct list {
	uint32_t first, n;
};

struct deal {
	struct str name;      /* empty: no deal */
	struct list declared; /* its deal lines */
	struct list contacts; /* met, sent, got, agreed */
	struct list closes;
	struct list others; /* preparation, judgement, notes, holds and skips */
	uint32_t *events;   /* all its entries in order, nevents of them */
	uint32_t nevents;
	uint32_t copies; /* where those of its contacts that are about items go */
	uint32_t items;  /* the first of its items; they go on by next, once ready those that are
	                       * for: an item before it */
	struct id_slot *by_id; /* they by their ids, once they are more than a few: see called.c */
	uint32_t nitems, nslots;
	struct str title;                   /* empty if none was given */
	struct str via;                     /* the agreed channel; likewise */
	struct str kind;                    /* likewise */
	uint32_t title_by, via_by, kind_by; /* the entries that say so, or NONE */
	uint32_t own, nown;                 /* what who lines say for it alone: in book.own */
	struct moment closed;               /* its last close; MOMENT_NONE while it runs */
	bool parts;                         /* some items are for: others */
	bool veiled;                        /* some of its events bear an only: */
	bool ordered;                       /* its events are in order */
	bool ready;
};

/* What who lines say of a person, each by the last of them in order. */
struct told {
	uint32_t side;                /* a number of book.sides */
	uint32_t side_by, prefers_by; /* the entries that say so; NONE: nothing is said */
	uint8_t prefers;              /* the channel: as entry.word */
};

struct person {
	struct str name;
	struct list declared; /* its who lines, of all deals: see people_declared() */
	struct list away;     /* its absences */
	struct told told;     /* what holds for all deals */
	bool own_by_deal;     /* some of its who lines hold for one deal alone */
	bool in_order;        /* declared is */
	bool ours;            /* on side us, but for what own_by_deal says */
};

/* What a person's who lines say for one deal alone. */
struct own {
	uint32_t deal, person;
	struct told told;
};

enum state { STATE_OPEN, STATE_LATE, STATE_SAID, STATE_DONE, STATE_DROPPED, STATE_UNDEFINED };

struct item {
	const char *id_p;        /* see item_id() */
	const char *text;        /* see item_says(); null: none */
	struct item_sums *sums;  /* null: none; see item_amt() and item_left() */
	uint32_t deal, next;     /* the next item of the deal, in no order */
	uint32_t events;         /* the first of its definition and all that bears its id */
	uint32_t definition;     /* entry; NONE: nothing defines it */
	uint32_t person;         /* the first it names, by name, or NONE */
	uint32_t to;             /* the person its to: names, or NONE */
	uint32_t parent;         /* the item its for: names, or NONE */
	uint32_t child, sibling; /* items that are for: this one */
	/* at the book's moment */
	uint32_t dated_by;    /* the entry that by: stands in */
	uint32_t amended;     /* how often */
	struct moment by;     /* as amended and rolled; MOMENT_NONE for none */
	struct moment closed; /* done or dropped then */
	struct moment said;   /* first called done by the promiser alone */
	uint8_t id_n;
	uint8_t type;       /* enum type */
	unsigned state : 4; /* enum state */
	unsigned given : 4; /* likewise: by the definition's state:, open for none */
	bool fresh : 1;     /* as defined: no event was counted yet */
	bool guarded : 1;   /* its definition has an only: */
	bool rolls : 1;     /* its definition's by: rolls to a working day */
	bool whole : 1;     /* its date is known without the calendar */
	bool named_for : 1; /* it has a for: */
	bool circular : 1;  /* which led back to it, so it has no parent */
};

/* Amounts of an item; unit empty: none. */
struct item_sums {
	struct money amt, left;
	struct passed *passed; /* null: it is for: nothing */
};

/* What the item that an item is for: makes of it. */
struct passed {
	struct money asked;      /* see item_asked() */
	uint32_t over;           /* the item that item_over() finds; else NONE */
	struct moment idle;      /* since when item_is_idle() holds; else MOMENT_NONE */
	struct money paid, last; /* scratch of its replay: what was paid on the item, and what of
	                          * that a reopen without an amount takes back */
};

enum { BOOK_LATELY = 128 };

/* Texts that nobody will ask for: of who lines, contacts, notes and what else is
 * none of an item's; of all but deals, rules, holds and the like. */
enum lean { LEAN_NOT, LEAN_NOTES, LEAN_ALL };

/* A short name met lately, so that it need not be looked up again. */
struct book_lately {
	uint64_t first, last; /* its bytes, 8 of each end */
	uint32_t n, number;
};

/* Lines from first on came from that file. */
struct book_span {
	uint32_t first, file;
};

struct id_slot;
struct item_watch;

struct book {
	const struct schema *schema;
	struct moment now;
	enum lean lean; /* which texts are left away; set before adding */
	struct arena arena;
	struct arena called; /* the names of deals, people, files and sides */
	struct lines lines;  /* of entries: see book/keep.h */
	struct lexer lexer;
	struct emitter canon;
	struct buf line, date;          /* put together; of the record read again */
	uint8_t type_order[TYPE_COUNT]; /* by the bytes of the types' names */
	struct names deals, people, files;
	struct {
		uint32_t n;
	} items;
	struct names units; /* of money */
	struct names sides; /* of people; the first are SIDES_US and SIDES_THEM */
	struct own *own;    /* by deal and person, once ready */
	uint32_t nowns;
	size_t own_cap;
	struct str **said; /* by person, then by own: see people.c; null until asked for */
	struct deal *deal; /* by number */
	struct person *person;
	struct item *item;
	size_t deal_cap, person_cap, item_cap;
	struct entry *entries;
	uint32_t nentries, nadded; /* nadded: once in order, without the copies behind them */
	size_t entry_cap;
	uint32_t *refs; /* where there are many: how many, their numbers */
	uint32_t nrefs;
	size_t ref_cap;
	struct book_span *spans;
	size_t nspans, span_cap;
	uint32_t *in_order;                 /* the events of all deals */
	uint32_t *deal_order;               /* of each by its name; null until needed */
	struct list weeks, days_off, rules; /* week, holiday, rule */
	struct calendar calendar;
	struct str me_name; /* who @me is */
	uint32_t me;        /* the same as a person; NONE if no record names them */
	uint32_t *order;    /* scratch: the events of one item in order */
	struct keyed *tied; /* scratch: entries of one moment */
	size_t order_cap, tied_cap;
	struct str last_file; /* of the record added last */
	uint32_t last_deal;   /* likewise */
	char last_name[64];   /* the deal's: names are found without a look at them */
	size_t last_length;
	struct book_lately lately[BOOK_LATELY], words[BOOK_LATELY]; /* people; re: bits */
	const struct item_watch *watch; /* of the items' replay; may be null */
	uint8_t re_bits[SCHEMA_NAMES];  /* by number of schema.words: the bit, from 1 */
};

static inline struct str
item_id(const struct item *it)
{
	return (struct str){ it->id_p, it->id_n };
}

/* Its text, as it was given last. */
static inline struct str
item_says(const struct item *it)
{
	return it->text ? lines_str(it->text) : (struct str){ NULL, 0 };
}

/* How many events it has. */
static inline uint32_t
item_nevents(const struct book *b, const struct item *it)
{
	uint32_t n = 0;

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		n++;
	return n;
}

/* When it was made; something defines it. */
static inline struct moment
item_made(const struct book *b, const struct item *it)
{
	return b->entries[it->definition].when;
}

/* What an item is about, and what is left of it; without a unit: nothing. */
static inline struct money
item_amt(const struct item *it)
{
	return it->sums ? it->sums->amt : (struct money){ 0 };
}

static inline struct money
item_left(const struct item *it)
{
	return it->sums ? it->sums->left : (struct money){ 0 };
}

/* What may be asked for of what is left of it: of what is for: an item no more than may be
 * of that, for all its open parts together, those with the latest dates first. */
static inline struct money
item_asked(const struct item *it)
{
	return it->parent != NONE && it->sums->passed->asked.unit.n ? it->sums->passed->asked
								    : item_left(it);
}

/* Numbers that an entry refers to. */
struct refs {
	const uint32_t *p;
	uint32_t n;
};

/* The first of them, or NONE. */
static inline uint32_t
refs_first(struct refs r)
{
	return r.n ? r.p[0] : NONE;
}

/* An empty book at a moment; me is the name behind @me.  schema must outlive it.
 * MOMENT_NONE for now reads all, whatever its date. */
void book_init(struct book *b, const struct schema *schema, struct moment now, struct str me);

/* Takes a record up, unless it lies after the book's moment or says nothing
 * that the book keeps.  Returns the entry, or NONE. */
uint32_t book_add(struct book *b, const struct record *r);

/* Puts all in order and works everything out; nothing is added after it.  By so many
 * threads, where that pays. */
void book_ready(struct book *b, size_t lanes);

/* The same in steps: what is of no deal, at first; then each deal, for which b may be an
 * eye (book/eye.h), in any order, or all that are not ready yet. */
void book_ready_world(struct book *b);
void book_ready_deal(struct book *b, struct deal *d);
void book_ready_deals(struct book *b, size_t lanes);

/* The people that an entry names, and the items; good until an entry is added. */
static inline struct refs
entry_people(const struct book *b, const struct entry *e)
{
	if (e->many & MANY_PEOPLE)
		return (struct refs){ b->refs + e->person + 1, b->refs[e->person] };
	return (struct refs){ &e->person, e->person != NONE };
}

static inline struct refs
entry_items(const struct book *b, const struct entry *e)
{
	if (e->many & MANY_ITEMS)
		return (struct refs){ b->refs + e->item + 1, b->refs[e->item] };
	return (struct refs){ &e->item, !(e->many & NO_ITEMS) };
}

/* Did a contact reach somebody?  The only answer that a sent can have is none. */
static inline bool
entry_reached(const struct entry *e)
{
	return e->type != TYPE_SENT || !e->word;
}

/* The number of its deal. */
static inline uint32_t
entry_deal(const struct book *b, const struct entry *e)
{
	return e->many & NO_ITEMS ? e->item : b->item[*entry_items(b, e).p].deal;
}

/* The rest of its canonical line: see book/keep.h. */
static inline const char *
entry_rest(const struct book *b, const struct entry *e)
{
	return lines_at(&b->lines, e->line);
}

/* The value of its amt:, empty for none; good until the next book_record(). */
struct str entry_amt(struct book *b, uint32_t entry);

/* Where it stood, to the line. */
struct place entry_place(const struct book *b, const struct entry *e);

/* The entry that was added, of one that may be a copy of it on the list of an item. */
uint32_t entry_added(const struct book *b, uint32_t entry);

/* The bits of a list of re: words; the number + 1 of a word of schema.words, 0 if
 * there is no such word. */
uint32_t book_re_bits(const struct book *b, struct str words);
uint8_t book_word(const struct book *b, struct str word);

/* Bits of words met again and again: as book_re_bits(). */
uint32_t book_re_bits_again(struct book *b, struct str words);

/* Numbers the re: words and puts the types in order, for book_init(). */
void book_ready_words(struct book *b);
void book_ready_types(struct book *b);

/* The canonical line of a record made by a program, LF included, kept as long as the
 * book; book_lex() reads it back. */
struct str book_keep(struct book *b, const struct record *r);

/* The record of an entry, good until the next call. */
const struct record *book_record(struct book *b, uint32_t entry);

/* The record of a canonical line that ends in LF with SCAN_PAD readable bytes
 * behind it; good until the next call of this or book_record(). */
const struct record *book_lex(struct book *b, const char *line);

/* The order of two entries, below, at or above 0: day, time (none last), the bytes of
 * the canonical line. */
int entry_cmp(const struct book *b, uint32_t x, uint32_t y);

/* The number of a deal, or NONE. */
uint32_t book_deal(const struct book *b, struct str name);

/* The number of the item with that id in a deal, or NONE. */
uint32_t book_item(const struct book *b, uint32_t deal, struct str id);

/* The number of a person as written: "me" is who $FU_ME says. */
uint32_t book_person(const struct book *b, struct str name);

/* The same, given a number now if the name is new. */
uint32_t book_add_person(struct book *b, struct str name);

/* The same of a deal, and of an item of a deal, whose id has a copy that lives as long
 * as the book, or a null p. */
uint32_t book_add_deal(struct book *b, struct str name);
uint32_t book_add_item(struct book *b, uint32_t deal, struct str id, struct str kept);

/* Asks for the memory where an item will be looked for. */
void book_fetch_item(const struct book *b, uint32_t deal, struct str id);

/* The items of the deal are known by their ids under other numbers from now on: number[]
 * of what they were. */
void deal_renumber(struct deal *d, const uint32_t *number);

/* Forgets all that was added; what was set before adding stays. */
void book_clear(struct book *b);

void book_release(struct book *b);

#endif
