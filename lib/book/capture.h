/*
 * capture: words of a command line -> the lines of a new record.
 *
 * What people leave out is filled in from the records that exist already: the date,
 * the deal, the next free id.  Dates in words (by:fri, by:+2w, by:eom; see
 * value/when.h) become dates, counted from the record's own date and rolled like
 * those in records.  The resulting lines are then read and checked like any others.
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
	struct str date;    /* as given; empty: now, in the form the type takes */
	struct str deal;    /* the record's; empty: none */
	bool names_deal;    /* one of the words is a +deal */
	int times;          /* how many records, each a period after the last; 0: one */
	struct period step; /* the period */
	struct str word;    /* the type */
	enum type type;     /* TYPE_NONE: unknown, which the reader will report */
	/* what the context provides */
	struct book book; /* the records of this deal and those of no one deal */
	struct ids ids;   /* of the deal */
	struct str habit; /* the last id given to an item of the type; empty: none */
	bool own_habit;   /* that was in the file itself */
	/* the record being made */
	struct arena arena;
	struct str *tokens; /* of its head */
	size_t ntokens, tokens_cap;
	size_t by;         /* index of the by: in tokens; ntokens if there is none */
	struct moment due; /* what that means, before rolling; MOMENT_NONE if it is left as it is */
	bool ends_month;   /* it was eom, eoq or eoy */
	bool rolls;        /* it was counted from the record's own date */
	/* suggestion for a by: or until: that is no moment, with its key; or empty */
	struct str meant;
	struct str id;     /* without '%'; empty: none */
	struct str person; /* without '@', the first by bytes; empty: none */
	bool dashes;       /* the head ended in `--` */
	bool strayed;      /* no date was given, and the text begins with one, without `--` */
	bool in_text;
	struct buf text;
};

/* date is the record's date; "-" for none, "" for now, in the form the type takes. */
void capture_init(
    struct capture *c, const struct schema *s, struct moment now, struct str me, const char *date);

/* Takes the type and the words after it; sets c->deal if one of them is a +deal. */
void capture_words(struct capture *c, const char *type, char *const *words, size_t n);

/* Is the record about c->deal, or about no deal in particular? */
bool capture_concerns(const struct capture *c, const struct record *r);

/* Adds a record of the context that concerns the new one; own: it is in the file that the
 * new line goes to. */
void capture_context(struct capture *c, const struct record *r, bool own);

/* Appends the line of the new record, or the lines if there are several. */
void capture_lines(struct capture *c, struct buf *out);

/* Reads only the first of several lines, so that what is wrong with all is reported once.
 * True if it is good, or there is only one, which isn't read.  Then the others may be read
 * too: d->least is raised so that only their errors are reported. */
bool capture_first(const struct capture *c, struct reader *rd, struct str name, struct str lines);

/* Appends a line for the file, made from the canonical line of a record read back, without
 * what it needn't say below a deal line of in_force (empty: none). */
void capture_short(
    const struct record *r, struct str canonical, struct str in_force, struct buf *out);

void capture_release(struct capture *c);

#endif
