/*
 * lex: the bytes of one record -> its tokens.
 *
 * lex_record() runs in two ways over the same code.  Fast, it reads one line
 * straight from the input and gives up silently at the first thing that isn't
 * plainly right; nearly all lines pass.  Careful, it reads a copy (unfolded, its
 * bytes already checked) and reports every finding at its place in the line as
 * written.  Which one ran makes no difference to the findings.
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

/* What the lexer hasn't seen to be right, so that check.c must look. */
enum {
	DOUBT_VALUE = 1, /* an attribute's value */
	DOUBT_NAMES = 2, /* ids or people may be out of order, or repeated */
	DOUBT_ORDER = 4, /* so may attributes (check.c: ids, people or attributes are) */
	DOUBT_TEXT = 8,  /* the text holds a ':', so perhaps an attribute */
	DOUBT_ALL = 16,  /* the record has an error */
};

/* Parts of a record that were there but could not be read: they are not reported as missing
 * as well. */
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
	const struct schema_limits *limits; /* for the current record's type */
	bool careful;                       /* report and go on; else give up at the first fault */
	size_t head;                        /* length of the line up to the end of its last token */
	/* bit i + 1: it has keys[i] of its type; bit 0: another key */
	uint64_t seen;
	uint64_t has;    /* how many tokens of each sort, for schema_takes() */
	unsigned doubts; /* DOUBT_ bits */
	/* TORN_ bits: what could not be read, and so isn't missing */
	unsigned torn;
	bool cut;             /* the record is longer than the input could hold */
	const char *head_end; /* end of its last token */
	/* where the current record is, for lex_place() */
	const char *start;  /* its first byte, as lexed; file and line are in rec.at */
	struct str written; /* its lines as written; only when careful */
	struct folds folds; /* these lines; only once lex_place() was asked */
	struct date_cache dates;
	/* what was found good lately, so that the same bytes need not be checked again */
	struct last_deal {
		struct fingerprint print; /* of ' +DEAL ' as last met, if short enough */
		size_t n;                 /* its bytes */
	} last_deal;
	struct known_attr {
		struct fingerprint print; /* of a recent attribute of less than 16 bytes */
		uint8_t key;              /* enum key */
		uint8_t kind;             /* enum kind: the value is good for this one */
		uint8_t name;             /* length of its key */
	} known[1 << KNOWN_BITS];
	struct arena values; /* unescaped values of the record at hand */
	struct record rec;   /* the result; its arrays are owned here */
};

/* schema and diag must outlive the lexer.  A null diag means that lines have been checked
 * before: values are taken as they are. */
void lex_init(struct lexer *lx, const struct schema *schema, struct diag *diag);
void lex_release(struct lexer *lx);

/* Reads the record at p, which must end in LF or CRLF with SCAN_WIDE readable bytes behind
 * it; without a diag, in LF with SCAN_PAD.  Fills lx->rec, except for an inherited deal,
 * and leaves the type's rules to check.h.  Returns the LF (or the CR) that ends it, or
 * null: when fast, look again carefully; when careful, the record is lost (its findings
 * were reported).  A careful run that could go on after a fault sets DOUBT_ALL. */
const char *lex_record(struct lexer *lx, const char *p);

/* The same for what follows DATE, TYPE and +DEAL in a canonical line of that type; leaves
 * date, when and deal to the caller. */
const char *lex_rest(struct lexer *lx, enum type t, const char *p);

/* Would TEXT be read back as TEXT if it followed the head of a record of this type?  If
 * not, it needs a '--' before it. */
bool lex_plain_text(const struct schema *s, enum type t, struct str text);

#endif
