/*
 * capture: words of a command line -> the lines of a new record.
 *
 * What people leave out is filled in from the records that are there already:
 * the date, the deal, the next free id; and dates in words (by:fri, by:+2w,
 * by:eom; see value/when.h) become dates, counted from the record's own, and
 * rolled as those of records are.  The lines made are then read and checked
 * like any others.
 *
 *	capture_init(&c, &schema, now, me, "");
 *	capture_words(&c, "promise", words, n);
 *	c.deal = STR("acme");
 *	... capture_context(&c, r, own) for the records of the file and its folder ...
 *	capture_lines(&c, &out);
 *	capture_release(&c);
 *
 * out: 2025-07-16 promise +acme %p4 @jane by:2025-07-18 Send the list
 */
#ifndef FU_CAPTURE_H
#define FU_CAPTURE_H

#include "book/book.h"
#include "book/ids.h"
#include "record/reader.h"
#include "value/period.h"

struct capture {
	const struct schema *schema;
	struct moment now;
	struct str date;    /* as given; empty: now, as fits the type */
	struct str deal;    /* of the record; empty for none */
	bool names_deal;    /* a token is a +deal, and says so */
	int times;          /* how many records a period apart; 0: one */
	struct period step; /* the period */
	struct str word;    /* the type */
	enum type type;     /* TYPE_NONE: unknown, as the reader will say */
	/* what the context holds */
	struct book book; /* the records of the deal, and those of all deals */
	struct ids ids;   /* of the deal */
	struct str habit; /* an id that the type was given; empty for none */
	bool own_habit;   /* in the file itself */
	/* the record at work */
	struct arena arena;
	struct str *tokens; /* of its head */
	size_t ntokens, tokens_cap;
	size_t by;         /* which of them is the by:, or ntokens */
	struct moment due; /* what it means, not rolled; MOMENT_NONE if it is not resolved */
	bool ends_month;   /* it was eom, eoq or eoy */
	bool rolls;        /* it was counted from the record's own date */
	struct str meant;  /* what a by: or until: that names no moment is likely to mean, with
	                    * its key; or empty */
	struct str id;     /* without '%'; empty for none */
	struct str person; /* the first by bytes; likewise */
	bool dashes;       /* `--` ended the head */
	bool strayed;      /* the text begins with a date, with none given and no `--` */
	bool in_text;
	struct buf text;
};

/* date: that of the record, "-" for none; empty: now, as fits the type. */
void capture_init(
    struct capture *c, const struct schema *s, struct moment now, struct str me, const char *date);

/* Takes the type and the words behind it; sets c->deal where one names it. */
void capture_words(struct capture *c, const char *type, char *const *words, size_t n);

/* Does the record say something of c->deal, or of all deals? */
bool capture_concerns(const struct capture *c, const struct record *r);

/* Takes up a record of the context that concerns the new one; own: of the file
 * that its line goes to. */
void capture_context(struct capture *c, const struct record *r, bool own);

/* Appends the lines of the record, or records. */
void capture_lines(struct capture *c, struct buf *out);

/* Of several lines, reads the first alone, so that what is wrong with all is said once: is
 * it good?  Then the rest may be read, of which only errors are told, by the diag's
 * least. */
bool capture_first(const struct capture *c, struct reader *rd, struct str name, struct str lines);

/* Appends a line of the file for a record read back: its canonical line, less
 * what it says by standing below a deal line of in_force (empty for none). */
void capture_short(
    const struct record *r, struct str canonical, struct str in_force, struct buf *out);

void capture_release(struct capture *c);

#endif
