/*
 * lex: the bytes of one record -> its tokens.
 *
 * lex_record() runs in two ways over the same code.  Fast, it reads one line
 * straight from the input and gives up silently at the first thing that is not
 * plainly right; nearly all lines pass.  Careful, it reads a copy (unfolded,
 * its bytes already checked) and reports every finding at its place in the
 * line as written.  What is found wrong never depends on which one ran.
 */
#ifndef FU_LEX_H
#define FU_LEX_H

#include "base/arena.h"
#include "record/fold.h"
#include "record/record.h"

enum {
	HEAD_MAX = 1 << 16, /* bytes up to the last token of the head */
	TEXT_MAX = 1 << 20, /* bytes of TEXT */
};

/* What the lexer did not see to be good, and check.c has to look at. */
enum {
	DOUBT_VALUE = 1, /* of an attribute */
	DOUBT_NAMES = 2, /* ids or people may not stand in their order, or twice */
	DOUBT_ORDER = 4, /* nor do attributes; of names check.c found it out */
	DOUBT_TEXT = 8,  /* an attribute may stand in the text: it holds a ':' */
	DOUBT_ALL = 16,  /* it has an error */
};

enum torn {
	TORN_DATE = 1,
	TORN_DEAL = 2,
	TORN_ID = 4,
	TORN_PERSON = 8,
	TORN_KEY = 16,
	TORN_TEXT = 32,
	TORN_ALL = 63,
};

enum { KNOWN_BITS = 8 };

struct lexer {
	const struct schema *schema;
	struct diag *diag;
	const struct schema_limits *limits; /* of the record at hand's type */
	bool careful;                       /* report and go on; else give up at the first fault */
	size_t head;                        /* bytes of the line up to its last token */
	uint64_t seen;                      /* bit i: keys[i] of its type is there */
	uint64_t has;                       /* its tokens, as schema_takes() wants to know */
	unsigned doubts;                    /* DOUBT_ bits */
	unsigned torn;                      /* what of it could not be read, so is not missed too */
	bool cut;                           /* it is longer than the input could hold */
	const char *head_end;               /* end of its last token */
	/* where the record at hand stands, for place_of() */
	const char *start;  /* its first byte, as lexed; its file and line are rec.at */
	struct str written; /* its lines as written, when careful */
	struct fold fold;   /* the line that place_of() was last asked about */
	struct date_cache dates;
	struct last_deal {
		struct fingerprint print; /* of ' +DEAL ' as last met, if that is short */
		size_t n;                 /* its bytes */
	} last_deal;
	struct known_attr {
		struct fingerprint print; /* of an attribute below 16 bytes, met lately */
		uint8_t key;              /* enum key */
		uint8_t kind;             /* enum kind: for which its value is good */
		uint8_t name;             /* bytes of its key */
	} known[1 << KNOWN_BITS];
	struct arena values; /* unescaped values of the record at hand */
	struct record rec;   /* the result; its arrays are owned here */
};

/* schema and diag must outlive the lexer.  Without a diag the values of records
 * are taken as they are: for lines that were checked before. */
void lex_init(struct lexer *lx, const struct schema *schema, struct diag *diag);
void lex_release(struct lexer *lx);

/* Reads the record at p, which must end in LF (or CRLF) with SCAN_WIDE readable
 * bytes behind, without a diag in LF with SCAN_PAD.  Fills lx->rec but for the deal that a line inherits, and
 * leaves the type's rules to check.  Returns the LF (or the CR) that ended it,
 * or null: when fast, look again carefully; when careful, the record is lost
 * (findings were reported).  A careful run that could go on after a fault
 * returns its end with DOUBT_ALL set. */
const char *lex_record(struct lexer *lx, const char *p);

/* The same for what stands behind DATE, TYPE and +DEAL of a canonical line of that
 * type; leaves date, when and deal to the caller. */
const char *lex_rest(struct lexer *lx, enum type t, const char *p);

/* Would TEXT be read back as TEXT, if it stood behind the head of a record of
 * this type?  If not, it needs '--' before it. */
bool lex_plain_text(const struct schema *s, enum type t, struct str text);

#endif
