/*
 * diag: every finding the programs can report, and the one place that prints them.
 *
 * diag_rows has one row for each finding: its id (shown in brackets, documented in
 * fu(5) DIAGNOSTICS), its level, and its message, in which $1 to $3 stand for the
 * arguments.  Arguments may hold any bytes: they are made safe to print (see
 * diag_safe()) and cut after 240 bytes.  Findings go to standard error:
 *
 *	deals/acme/deal.fu:14:31: error: unknown key 'byy' for promise [unknown-key]
 *	deals/acme/deal.fu:14:31: note: did you mean 'by'? if it is text, put -- before it
 *
 *	struct diag d = { .err = buf_to(STDERR_FILENO) };
 *	diag_report(&d, DIAG_UNKNOWN_KEY, at, key, type, STR(""));
 *	return diag_exit(&d);
 */
#ifndef FU_DIAG_H
#define FU_DIAG_H

#include "base/buf.h"
#include "base/str.h"

/* COLD marks functions that seldom run, such as those that report errors, so that the
 * compiler moves them and the branches that lead to them out of the way.  APART marks
 * functions that run often, but less so than their callers, and so must not be inlined. */
#ifdef __GNUC__
#define COLD __attribute__((cold, noinline))
#define APART __attribute__((noinline))
#else
#define COLD
#define APART
#endif

/* clang-format off */
enum diag_id {
	/* bytes and lines */
	DIAG_BAD_UTF8, DIAG_CONTROL_CHARACTER, DIAG_BIDI_CHARACTER, DIAG_STRAY_BOM,
	DIAG_CONFLICT_MARKER, DIAG_STRAY_INDENT, DIAG_LONG_HEAD, DIAG_LONG_TEXT,
	/* the head of a record */
	DIAG_BAD_DATE, DIAG_MISSING_TYPE, DIAG_UNKNOWN_TYPE, DIAG_MALFORMED_NAME, DIAG_UNEXPECTED_TOKEN,
	DIAG_TOO_MANY, DIAG_UNKNOWN_KEY, DIAG_REPEATED_KEY, DIAG_REPEATED_PERSON,
	DIAG_REPEATED_ID, DIAG_EMPTY_QUOTE, DIAG_OPEN_QUOTE, DIAG_AFTER_QUOTE,
	DIAG_BAD_ESCAPE, DIAG_MISSING_DATE, DIAG_MISSING_DEAL, DIAG_MISSING_ID,
	DIAG_MISSING_PERSON, DIAG_MISSING_KEY, DIAG_MISSING_TEXT, DIAG_MISSING_CHANGE,
	DIAG_ATTRIBUTE_IN_TEXT,
	/* values */
	DIAG_BAD_NAME, DIAG_BAD_PERSON, DIAG_BAD_ITEM, DIAG_BAD_WORD, DIAG_BAD_LIST,
	DIAG_BAD_PERIOD, DIAG_HOURS_WITHOUT_TIME, DIAG_DATE_RANGE, DIAG_BAD_AMOUNT,
	DIAG_UNKNOWN_CURRENCY, DIAG_EXTRA_DECIMALS, DIAG_BAD_COUNT, DIAG_BAD_NUMBER,
	DIAG_BAD_PERCENT, DIAG_BAD_RATIO, DIAG_BAD_TRIGGER,
	/* across records */
	DIAG_UNKNOWN_ID, DIAG_DUPLICATE_ID, DIAG_CLOSED_TWICE, DIAG_OVERPAID,
	DIAG_OTHER_UNIT, DIAG_PART_UNIT, DIAG_SUM_OVERFLOW, DIAG_CLOSED_EARLY, DIAG_UNDECLARED_DEAL,
	DIAG_UNKNOWN_PERSON, DIAG_NONWORKING_DAY, DIAG_FUTURE_EVENT, DIAG_AFTER_CLOSE,
	DIAG_DIFFERING_DECLARATION, DIAG_SAME_TIME, DIAG_EQUAL_LINES, DIAG_WRONG_ITEM,
	DIAG_RULE_CYCLE, DIAG_EARLY_END, DIAG_ENDLESS_HOLIDAY, DIAG_UNKNOWN_RULE, DIAG_IDLE_WORD,
	DIAG_OVER_REOPENED, DIAG_IDLE_REOPEN, DIAG_IDLE_RESUME, DIAG_IDLE_DATE, DIAG_FOR_CIRCLE,
	DIAG_UNKNOWN_SIDE, DIAG_UNCOUNTED, DIAG_OWN_BOSS, DIAG_NO_SIGNER, DIAG_OWN_WORD,
	DIAG_OPEN_AT_CLOSE, DIAG_OWED_AT_CLOSE, DIAG_IDLE_PROMISE,
	/* templates */
	DIAG_OPEN_TAG, DIAG_BAD_TAG, DIAG_BAD_DELIMITERS, DIAG_OPEN_SECTION, DIAG_WRONG_CLOSE,
	DIAG_STRAY_CLOSE, DIAG_MISSING_PARTIAL, DIAG_DEEP_TEMPLATE, DIAG_LARGE_TEMPLATE,
	DIAG_LARGE_DRAFT,
	/* finished drafts */
	DIAG_BLAME_WORD, DIAG_NO_ASK, DIAG_NO_DATE, DIAG_LONG_DRAFT,
	/* the command line and the surroundings */
	DIAG_NO_SUCH_NAME, DIAG_NOTHING_TO_DRAFT, DIAG_MISSING_MAIL,
	DIAG_BAD_CALENDAR, DIAG_BAD_MESSAGE, DIAG_LEFT_OUT,
	DIAG_UNDATED_MESSAGE, DIAG_UNKNOWN_ADDRESS, DIAG_WHICH_DEAL,
	DIAG_UNFINISHED_LINE, DIAG_STRAY_FILE, DIAG_RENUMBERED, DIAG_RENAMED, DIAG_MERGE_CONFLICT,
	DIAG_USAGE, DIAG_CANNOT_READ, DIAG_CANNOT_WRITE, DIAG_NO_MEMORY,
	DIAG_COUNT
};
/* clang-format on */

enum diag_level { DIAG_WARNING, DIAG_ERROR, DIAG_TROUBLE }; /* exit status 0, 1, 2 */

struct diag_row {
	const char *id;
	enum diag_level level;
	const char *message; /* $1 $2 $3 stand for the arguments */
};

extern const struct diag_row diag_rows[DIAG_COUNT];

/* Where a finding is: line and column (in bytes), from 1; a 0 is not printed. */
struct place {
	struct str file;
	size_t line, col;
};

struct diag {
	struct buf err;        /* findings go here; flushed by diag_exit() */
	enum diag_level worst; /* highest level reported so far */
	size_t errors;         /* how many of level DIAG_ERROR or above */
	bool excerpts;         /* let diag_excerpt() show the line and a caret */
	enum diag_level least; /* findings below this are neither shown nor counted */
	bool silent;           /* the last finding was below `least`: drop its notes too */
};

/* A diag that shows nothing and counts only trouble.  The caller releases its err. */
struct diag diag_silent(void);

/* Reports a finding at a place.  Pass STR("") for arguments that its message doesn't use. */
COLD void diag_report(
    struct diag *d, enum diag_id id, struct place at, struct str a, struct str b, struct str c);

/* Adds a note to the finding just reported; format is like a row's message, with $1 and $2. */
COLD void diag_note(
    struct diag *d, struct place at, const char *format, struct str a, struct str b);

/* If d->excerpts: shows the finding's line, with a caret below byte col (from 1) of it. */
COLD void diag_excerpt(struct diag *d, struct str line, size_t col);

/* Flushes, and returns the exit status: 0 for warnings at most, 1 for errors, 2 for
 * trouble, which includes a failed write of the findings. */
int diag_exit(struct diag *d);

/* Appends at most max bytes of s, which may come from anywhere, so that no terminal acts on
 * them: controls, bidi controls and bytes that aren't UTF-8 become \xNN. */
void diag_safe(struct buf *b, struct str s, size_t max);

#endif
