/*
 * book: the deals, people and items that records add up to, at one moment.
 *
 * Records are added in any order; book_ready() then puts them in order (day,
 * time, canonical bytes) and works out what became of each item.  The same
 * records give the same book, whatever order they came in.
 *
 * Of each record an entry of 32 bytes is kept, with what rules ask about (when, type,
 * people, deal or items, re:), and the rest of its canonical line, which is read again
 * when anything else is asked for.  A lean book keeps no texts that nobody will ask for.
 * Records that programs derive (due, score) and x- records are not kept.
 *
 * Deals, people, items and entries are known by their numbers, from 0 on in the order of
 * adding; NONE is none of them.  Where 0 is to mean none, a number + 1 is stored.
 *
 *	struct book b;
 *	book_init(&b, &schema, now, me);
 *	while ((r = reader_next(&rd)))
 *		book_add(&b, r);
 *	book_ready(&b, 1);
 *	for (uint32_t i = 0; i < b.nitems; i++) ... b.item[i] ...
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

/* A record that is kept. */
struct entry {
	uint32_t line; /* its line in book.lines: see entry_rest() */
	uint32_t next; /* the next entry of its list; its deal, until book_ready() */
	struct moment when;
	uint32_t person; /* see entry_people() */
	uint32_t item;   /* see entry_items() and entry_deal() */
	uint32_t re;     /* its re: words, as bits of book_re_bits() */
	uint8_t type;
	uint8_t word; /* its answer: or as:, a number of schema.words + 1; 0: none */
	bool amt;     /* it has an amt: */
	uint8_t many; /* bits of those below */
};

enum {
	MANY_PEOPLE = 1,  /* person is where their list stands in book.refs */
	MANY_ITEMS = 2,   /* item is where their list stands in book.refs */
	NO_ITEMS = 4,     /* item is the number of the deal */
	BEARS_ONLY = 8,   /* it has an only: */
	BEARS_MSGID = 16, /* it has a msgid: */
	IDLE = 32,        /* a done or drop that changed nothing when its item was worked out */
	MISFIT = 64       /* its amount is in a unit that could not be counted */
};

enum { SIDES_US, SIDES_THEM }; /* the first numbers of book.sides */

/* Do records of this type belong to no deal, and stand in lists of their own? */
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
	uint32_t copies; /* where in book.entries the copies of its contacts for their items go */
	uint32_t items;  /* the first of its items, which go on by next; once ready, what is for:
	                  * an item comes before that */
	struct id_slot *by_id; /* owned: its items by id, if they are not few: see called.c */
	uint32_t nitems, nslots;
	struct str title;                   /* empty if none was given */
	struct str via;                     /* the agreed channel; likewise */
	struct str kind;                    /* likewise */
	uint32_t title_by, via_by, kind_by; /* the entries that say so, or NONE */
	uint32_t own, nown;                 /* its part of book.own: the first, how many */
	struct moment closed;               /* its last close; MOMENT_NONE while it runs */
	bool parts;                         /* some items are for: others */
	bool veiled;                        /* some of its events bear an only: */
	bool ordered;                       /* its events are in order */
	bool ready;
};

/* What who lines say of a person: of each key what the last of them in order says. */
struct told {
	uint32_t side;                /* a number of book.sides */
	uint32_t side_by, prefers_by; /* the entries that say so; NONE: none does */
	uint8_t prefers;              /* the channel, as entry.word */
};

struct person {
	struct str name;
	struct list declared; /* their who lines, of all deals: see people_declared() */
	struct list away;     /* their absences */
	struct told told;     /* what holds for all deals */
	bool own_by_deal;     /* some of their who lines hold for one deal alone */
	bool in_order;        /* the list `declared` is */
	bool ours;            /* on side us, where no deal of its own says otherwise */
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
	uint32_t events;         /* the first of the entries that define it or bear its id */
	uint32_t definition;     /* the entry that defines it, or NONE */
	uint32_t person;         /* of those it names the first by name, or NONE */
	uint32_t to;             /* the person its to: names, or NONE */
	uint32_t parent;         /* the item its for: names, or NONE */
	uint32_t child, sibling; /* items that are for: this one */
	/* at the book's moment */
	uint32_t dated_by;    /* the entry that gave it the date */
	uint32_t amended;     /* how often it was */
	struct moment by;     /* as amended and rolled; MOMENT_NONE for none */
	struct moment closed; /* done or dropped then */
	struct moment said;   /* first called done by the promiser alone */
	uint8_t id_n;
	uint8_t type;       /* enum type */
	unsigned state : 4; /* enum state */
	unsigned given : 4; /* enum state: what the definition's state: says, else open */
	bool fresh : 1;     /* no event was counted yet */
	bool guarded : 1;   /* the definition has an only: */
	bool rolls : 1;     /* the definition's by: is still to be rolled to a working day */
	bool whole : 1;     /* its date does not count business days */
	bool named_for : 1; /* it has a for: */
	bool circular : 1;  /* the for: leads back to itself, so parent is NONE */
};

/* Amounts of an item; unit empty: none. */
struct item_sums {
	struct money amt, left;
	struct passed *passed; /* null: it is for: nothing */
};

/* What follows for an item from the one that it is for:. */
struct passed {
	struct money asked; /* see item_asked() */
	uint32_t over;      /* what item_over() gives */
	struct moment idle; /* since when item_is_idle() holds, or MOMENT_NONE */
	struct money paid;  /* scratch of the other's replay: what was paid on this one, */
	struct money last;  /* and what of that a reopen without an amount takes back */
};

enum { BOOK_LATELY = 128 };

/* Which texts are kept: all; those of items, of what amends them, and of deals, rules,
 * weeks, holidays, absences and holds; the latter's alone. */
enum lean { LEAN_NOT, LEAN_NOTES, LEAN_ALL };

/* A name of at most 16 bytes that was met lately, and its number. */
struct book_lately {
	uint64_t first, last; /* up to 8 bytes from either end */
	uint32_t n, number;
};

/* The lines from number first on, up to the next span, came from that file. */
struct book_span {
	uint32_t first, file;
};

struct id_slot;
struct item_watch;

struct book {
	const struct schema *schema;
	struct moment now;
	enum lean lean; /* set before anything is added */
	struct arena arena;
	struct arena called; /* for the names of deals, people, files and sides */
	struct lines lines;  /* of entries: see book/keep.h */
	struct lexer lexer;
	struct emitter canon;           /* to line */
	struct buf line, date;          /* scratch: a canonical line; the date of book_record() */
	uint8_t type_order[TYPE_COUNT]; /* by type: its place in the order of their names */
	struct names deals, people, files;
	struct names units; /* of money */
	struct names sides; /* of people */
	struct own *own;    /* owned, as all arrays here; by deal and person, once ready */
	uint32_t nowns;
	size_t own_cap;
	struct str **said; /* what people_who() has read; null until it is asked */
	struct deal *deal; /* by number */
	struct person *person;
	struct item *item;
	uint32_t nitems;
	size_t deal_cap, person_cap, item_cap;
	struct entry *entries;
	uint32_t nentries, nadded; /* nadded: without the copies that stand behind the others */
	size_t entry_cap;
	uint32_t *refs; /* lists of people or items: how many, then their numbers */
	uint32_t nrefs;
	size_t ref_cap;
	struct book_span *spans;
	size_t nspans, span_cap;
	uint32_t *in_order;                 /* the events of all deals, deal by deal */
	uint32_t *deal_order;               /* as deals_rank() gives it; null until needed */
	struct list weeks, days_off, rules; /* the week, holiday and rule records */
	struct calendar calendar;
	struct str me_name; /* the name behind @me */
	uint32_t me;        /* the person of that name, or NONE */
	uint32_t *order;    /* scratch: the events of one item in order */
	struct keyed *tied; /* scratch: entries of one moment */
	size_t order_cap, tied_cap;
	struct str last_file; /* of the record added last, */
	uint32_t last_deal;   /* likewise, */
	char last_name[64];   /* and the name of that deal */
	size_t last_length;
	struct book_lately lately[BOOK_LATELY], words[BOOK_LATELY]; /* of people; of re: bits */
	const struct item_watch *watch; /* told while items are worked out; may be null */
	uint8_t re_bits[SCHEMA_NAMES];  /* by number of schema.words: the bit, from 1; 0: none */
};

static inline struct str
item_id(const struct item *it)
{
	return (struct str){ it->id_p, it->id_n };
}

/* Its text, as defined or amended last. */
static inline struct str
item_says(const struct item *it)
{
	return it->text ? lines_str(it->text) : (struct str){ NULL, 0 };
}

/* How many entries define it or bear its id. */
static inline uint32_t
item_nevents(const struct book *b, const struct item *it)
{
	uint32_t n = 0;

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		n++;
	return n;
}

/* When it was made; it must be defined. */
static inline struct moment
item_made(const struct book *b, const struct item *it)
{
	return b->entries[it->definition].when;
}

/* The amount of an item, and what is left of it; without a unit where it has none. */
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

/* How much of it may be asked for: what is left of it; where it is for: another item, its
 * share of what is left of that, as items_share_out() has it. */
static inline struct money
item_asked(const struct item *it)
{
	return it->parent != NONE && it->sums->passed->asked.unit.n ? it->sums->passed->asked
								    : item_left(it);
}

/* A list of numbers: of people, or of items. */
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

/* Adds a record; returns its entry.  NONE where it lies after the book's moment, or is of
 * a type that is not kept. */
uint32_t book_add(struct book *b, const struct record *r);

/* Puts all in order and works everything out, in that many threads where that pays;
 * nothing is added after it. */
void book_ready(struct book *b, size_t lanes);

/* The same in steps: first what belongs to no deal; then deal by deal in any order, in
 * several threads if each has an eye (book/eye.h) for b; or all that are not ready yet. */
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

/* Did a contact reach somebody?  A sent that has an answer: says that it did not. */
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

/* Its file and line. */
struct place entry_place(const struct book *b, const struct entry *e);

/* The entry that was added, where the given one may be a copy that book_ready() made. */
uint32_t entry_added(const struct book *b, uint32_t entry);

/* The bits of a list of re: words; the number + 1 of a word of schema.words, 0 if
 * there is no such word. */
uint32_t book_re_bits(const struct book *b, struct str words);
uint8_t book_word(const struct book *b, struct str word);

/* As book_re_bits(), quicker for lists that come again and again. */
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

/* The same; a name that is new gets a number. */
uint32_t book_add_person(struct book *b, struct str name);

/* The same of a deal, and of an item of a deal.  kept: a copy of the id that lives as long
 * as the book; a null p if there is none yet. */
uint32_t book_add_deal(struct book *b, struct str name);
uint32_t book_add_item(struct book *b, uint32_t deal, struct str id, struct str kept);

/* Asks for the memory where an item will be looked for. */
void book_fetch_item(const struct book *b, uint32_t deal, struct str id);

/* Gives the items that by_id finds their new numbers: number[old]. */
void deal_renumber(struct deal *d, const uint32_t *number);

/* Empties the book; what was set up before adding stays. */
void book_clear(struct book *b);

void book_release(struct book *b);

#endif
