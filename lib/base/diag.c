#include "base/diag.h"

#include "base/utf8.h"
#include "base/width.h"

enum { ARGUMENT_MAX = 240, EXCERPT_MAX = 160 };

/* clang-format off */
#define W DIAG_WARNING
#define E DIAG_ERROR
#define T DIAG_TROUBLE
const struct diag_row diag_rows[DIAG_COUNT] = {
	[DIAG_BAD_UTF8]           = { "bad-utf8", E, "byte $1 is not UTF-8" },
	[DIAG_CONTROL_CHARACTER]  = { "control-character", E, "control character $1" },
	[DIAG_BIDI_CHARACTER]     = { "bidi-character", E, "invisible character $1 reorders text" },
	[DIAG_STRAY_BOM]          = { "stray-bom", E, "byte order mark U+FEFF inside the file" },
	[DIAG_CONFLICT_MARKER]    = { "conflict-marker", E, "git conflict marker '$1'" },
	[DIAG_STRAY_INDENT]       = { "stray-indent", E, "indented line continues no record" },
	[DIAG_LONG_HEAD]          = { "long-head", E, "head longer than 64 KiB" },
	[DIAG_LONG_TEXT]          = { "long-text", E, "text longer than 1 MiB" },

	[DIAG_BAD_DATE]           = { "bad-date", E, "'$1' is no date" },
	[DIAG_MISSING_TYPE]       = { "missing-type", E, "record without a type" },
	[DIAG_UNKNOWN_TYPE]       = { "unknown-type", E, "unknown type '$1'" },
	[DIAG_MALFORMED_NAME]     = { "malformed-name", E, "malformed name '$1'" },
	[DIAG_UNEXPECTED_TOKEN]   = { "unexpected-token", E, "$2 takes no $3: '$1'" },
	[DIAG_TOO_MANY]           = { "too-many", E, "$2 takes only one $3: '$1'" },
	[DIAG_UNKNOWN_KEY]        = { "unknown-key", E, "unknown key '$1' for $2" },
	[DIAG_REPEATED_KEY]       = { "repeated-key", E, "key '$1' given twice" },
	[DIAG_REPEATED_PERSON]    = { "repeated-person", E, "person '@$1' given twice" },
	[DIAG_REPEATED_ID]        = { "repeated-id", E, "id '%$1' given twice" },
	[DIAG_EMPTY_QUOTE]        = { "empty-quote", E, "empty value of key '$1'" },
	[DIAG_OPEN_QUOTE]         = { "open-quote", E, "quote of key '$1' is not closed" },
	[DIAG_AFTER_QUOTE]        = { "after-quote", E, "no blank after the closing quote of key '$1'" },
	[DIAG_BAD_ESCAPE]         = { "bad-escape", E, "unknown escape '$1' in a quoted value" },
	[DIAG_MISSING_DATE]       = { "missing-date", E, "$1 needs a date" },
	[DIAG_MISSING_DEAL]       = { "missing-deal", E, "$1 needs a +deal" },
	[DIAG_MISSING_ID]         = { "missing-id", E, "$1 needs an %id" },
	[DIAG_MISSING_PERSON]     = { "missing-person", E, "$1 needs a @person" },
	[DIAG_MISSING_KEY]        = { "missing-key", E, "$1 needs '$2:'" },
	[DIAG_MISSING_TEXT]       = { "missing-text", E, "$1 needs a text" },
	[DIAG_MISSING_CHANGE]     = { "missing-change", E, "$1 needs one of 'by:', 'amt:' or a text" },
	[DIAG_ATTRIBUTE_IN_TEXT]  = { "attribute-in-text", W, "'$1' stands in the text and is not read" },

	[DIAG_BAD_NAME]           = { "bad-name", E, "'$1' in key '$2' is no name" },
	[DIAG_BAD_PERSON]         = { "bad-person", E, "'$1' in key '$2' is no @person" },
	[DIAG_BAD_ITEM]           = { "bad-item", E, "'$1' in key '$2' is no %id" },
	[DIAG_BAD_WORD]           = { "bad-word", E, "'$1' is no word for key '$2'" },
	[DIAG_BAD_LIST]           = { "bad-list", E, "empty place in the list of key '$2'" },
	[DIAG_BAD_PERIOD]         = { "bad-period", E, "'$1' in key '$2' is no period" },
	[DIAG_HOURS_WITHOUT_TIME] = { "hours-without-time", E, "hours in key '$2' need a record with a time" },
	[DIAG_DATE_RANGE]         = { "date-range", E, "'$1' in key '$2' leads beyond the year 9999" },
	[DIAG_BAD_AMOUNT]         = { "bad-amount", E, "'$1' in key '$2' is no amount" },
	[DIAG_UNKNOWN_CURRENCY]   = { "unknown-currency", E, "unknown currency in '$1'" },
	[DIAG_EXTRA_DECIMALS]     = { "extra-decimals", W, "'$1' has more decimals than its currency" },
	[DIAG_BAD_COUNT]          = { "bad-count", E, "'$1' in key '$2' is no count" },
	[DIAG_BAD_NUMBER]         = { "bad-number", E, "'$1' in key '$2' is no number" },
	[DIAG_BAD_PERCENT]        = { "bad-percent", E, "'$1' in key '$2' is no percentage" },
	[DIAG_BAD_RATIO]          = { "bad-ratio", E, "'$1' in key '$2' is no rating" },
	[DIAG_BAD_TRIGGER]        = { "bad-trigger", E, "'$1' in key '$2' is no trigger" },

	[DIAG_UNKNOWN_ID]         = { "unknown-id", E, "no item '%$1' in deal '$2'" },
	[DIAG_DUPLICATE_ID]       = { "duplicate-id", E, "id '%$1' defined twice in deal '$2'" },
	[DIAG_CLOSED_TWICE]       = { "closed-twice", E, "'%$1' is closed already" },
	[DIAG_OVERPAID]           = { "overpaid", E, "'%$1' gets more than it needs: $2 over" },
	[DIAG_OVER_REOPENED]      = { "over-reopened", E, "more of '%$1' is taken back than was counted: $2 over" },
	[DIAG_IDLE_REOPEN]        = { "idle-reopen", W, "nothing of '%$1' can be taken back; it stays as it is" },
	[DIAG_IDLE_DATE]          = { "idle-date", W, "'%$1' is closed, and a new date does not open it" },
	[DIAG_IDLE_RESUME]        = { "idle-resume", W, "no hold of just this deal, person and item lasts, so this ends none" },
	[DIAG_OTHER_UNIT]         = { "other-unit", E, "'%$1' is in $2, this is in $3; not counted" },
	[DIAG_PART_UNIT]          = { "part-unit", W, "'%$1' is in $2, but for: what is in $3; a part of it counts for nothing there" },
	[DIAG_UNCOUNTED]          = { "uncounted", W, "'%$1' has no amount to take this off; it stays as it is" },
	[DIAG_SUM_OVERFLOW]       = { "sum-overflow", E, "the sum of '%$1' has more than 18 digits" },
	[DIAG_CLOSED_EARLY]       = { "closed-early", E, "'%$1' is closed before it was made" },
	[DIAG_UNDECLARED_DEAL]    = { "undeclared-deal", E, "deal '+$1' is not declared" },
	[DIAG_UNKNOWN_PERSON]     = { "unknown-person", W, "person '@$1' is not declared" },
	[DIAG_UNKNOWN_SIDE]       = { "unknown-side", W, "nobody is on side '$1'" },
	[DIAG_NONWORKING_DAY]     = { "nonworking-day", W, "'%$1' is due on $2, no working day" },
	[DIAG_FUTURE_EVENT]       = { "future-event", W, "$1 is dated $2, after today" },
	[DIAG_AFTER_CLOSE]        = { "after-close", W, "$1 comes after the close of deal '+$2'" },
	[DIAG_DIFFERING_DECLARATION] = { "differing-declaration", W, "$1 is declared elsewhere with another '$2'" },
	[DIAG_SAME_TIME]          = { "same-time", W, "$1 stands elsewhere at that time with another '$2'" },
	[DIAG_EQUAL_LINES]        = { "equal-lines", W, "the same $1 stands twice" },
	[DIAG_WRONG_ITEM]         = { "wrong-item", E, "'%$1' is no $3, which $2 is for" },
	[DIAG_RULE_CYCLE]         = { "rule-cycle", E, "rule %$1 follows itself, directly or through others; it is off" },
	[DIAG_FOR_CIRCLE]         = { "for-circle", E, "'%$1' is for: itself, directly or through others; for: is not counted" },
	[DIAG_EARLY_END]          = { "early-end", W, "$1:$2 lies before the record's own date" },
	[DIAG_ENDLESS_HOLIDAY]    = { "endless-holiday", W, "no working day comes after it; what counts business days is never due" },
	[DIAG_NO_SIGNER]          = { "no-signer", W, "'@$2' is none of those who are to sign '%$1'" },
	[DIAG_OWN_WORD]           = { "own-word", W, "only who made '%$1' says that it is done; a done of somebody else confirms it" },
	[DIAG_OPEN_AT_CLOSE]      = { "open-at-close", W, "'%$1' is open when its deal is closed, and ends with it" },
	[DIAG_OWED_AT_CLOSE]      = { "owed-at-close", W, "'%$1' is owed when its deal is closed as $2, and is still asked for" },
	[DIAG_IDLE_PROMISE]       = { "idle-promise", W, "'%$1' is open, but nothing is left of '%$2', which it is for" },
	[DIAG_OWN_BOSS]           = { "own-boss", W, "$1:$2 names the person itself, who then has no boss" },
	[DIAG_UNKNOWN_RULE]       = { "unknown-rule", W, "no rule '%$1' has an after:, so this does nothing" },
	[DIAG_IDLE_WORD]          = { "idle-word", W, "'$1' means nothing in trigger '$2'" },

	[DIAG_OPEN_TAG]           = { "open-tag", E, "tag '$1' is not closed by '$2'" },
	[DIAG_BAD_TAG]            = { "bad-tag", E, "'$1' is no tag: $2" },
	[DIAG_BAD_DELIMITERS]     = { "bad-delimiters", E, "'$1' sets no delimiters" },
	[DIAG_OPEN_SECTION]       = { "open-section", E, "section '$1' is not closed" },
	[DIAG_WRONG_CLOSE]        = { "wrong-close", E, "'$1' does not close section '$2'" },
	[DIAG_STRAY_CLOSE]        = { "stray-close", E, "'$1' closes nothing: no section is open" },
	[DIAG_MISSING_PARTIAL]    = { "missing-partial", W, "no partial '$1'; nothing stands in its place" },
	[DIAG_DEEP_TEMPLATE]      = { "deep-template", E, "sections and partials nest deeper than 256" },
	[DIAG_LARGE_TEMPLATE]     = { "large-template", E, "template larger than 16 MiB" },
	[DIAG_LARGE_DRAFT]        = { "large-draft", E, "draft larger than $1 bytes and tags" },

	[DIAG_BLAME_WORD]         = { "blame-word", W, "'$1' lays blame" },
	[DIAG_NO_ASK]             = { "no-ask", W, "the draft asks for nothing" },
	[DIAG_NO_DATE]            = { "no-date", W, "the draft asks without a date" },
	[DIAG_LONG_DRAFT]         = { "long-draft", W, "the draft is longer than one screen" },

	[DIAG_NO_SUCH_NAME]       = { "no-such-name", W, "nothing in the input has '$1'" },
	[DIAG_NOTHING_TO_DRAFT]   = { "nothing-to-draft", W, "nothing to draft: $1" },
	[DIAG_MISSING_MAIL]       = { "missing-mail", W, "'@$1' has no mail address" },
	[DIAG_BAD_CALENDAR]       = { "bad-calendar", E, "broken calendar: $1" },
	[DIAG_BAD_MESSAGE]        = { "bad-message", E, "broken message: $1" },
	[DIAG_LEFT_OUT]           = { "left-out", W, "'$1' is left out: $2" },
	[DIAG_UNDATED_MESSAGE]    = { "undated-message", W, "'$1' has no date that can be used; today is taken" },
	[DIAG_UNKNOWN_ADDRESS]    = { "unknown-address", W, "nobody known has the address $1" },
	[DIAG_WHICH_DEAL]         = { "which-deal", E, "which deal of '@$1' is this: $2?" },
	[DIAG_UNFINISHED_LINE]    = { "unfinished-line", W, "the last line has no newline and may be cut short" },
	[DIAG_STRAY_FILE]         = { "stray-file", W, "the new file '$1' is not read with its folder: its name must end in .fu and not begin with a dot" },
	[DIAG_RENUMBERED]         = { "renumbered", W, "both sides gave '%$1': theirs is now '%$2'" },
	[DIAG_RENAMED]            = { "renamed", W, "'%$1' is '%$2' on the other side, and so here" },
	[DIAG_MERGE_CONFLICT]     = { "merge-conflict", E, "conflict: $1" },
	[DIAG_USAGE]              = { "usage", T, "$1" },
	[DIAG_CANNOT_READ]        = { "cannot-read", T, "cannot read: $1" },
	[DIAG_CANNOT_WRITE]       = { "cannot-write", T, "cannot write: $1" },
	[DIAG_NO_MEMORY]          = { "no-memory", T, "out of memory" },
};
#undef W
#undef E
#undef T
/* clang-format on */

void
diag_safe(struct buf *b, struct str s, size_t max)
{
	static const char hex[] = "0123456789abcdef";
	const char *p = s.p, *end = s.p + s.n;
	bool cut = s.n > max;

	if (cut)
		end = s.p + max;
	while (p < end) {
		const char *q = p;
		enum utf8_fault fault;

		while (q < end && *q >= ' ' && *q < 0x7f)
			q++;
		if (q > p) { /* nearly always */
			buf_put(b, p, (size_t)(q - p));
			p = q;
			continue;
		}
		fault = utf8_step(&q, end);
		if (cut && q == end && fault == UTF8_MALFORMED)
			break; /* the cut fell into a character */
		if (fault) {
			for (; p < q; p++) {
				buf_put(b, "\\x", 2);
				buf_char(b, hex[(unsigned char)*p >> 4]);
				buf_char(b, hex[(unsigned char)*p & 15]);
			}
		} else {
			buf_put(b, p, (size_t)(q - p));
			p = q;
		}
	}
	if (cut)
		buf_str(b, STR("..."));
}

static void
put_place(struct buf *b, struct place at)
{
	diag_safe(b, at.file, SIZE_MAX);
	if (at.line) {
		buf_char(b, ':');
		buf_int(b, (int64_t)at.line);
		if (at.col) {
			buf_char(b, ':');
			buf_int(b, (int64_t)at.col);
		}
	}
	buf_str(b, STR(": "));
}

static void
put_message(struct buf *b, const char *format, const struct str args[3])
{
	const char *run = format;

	for (const char *f = format; (f = strchr(f, '$'));) {
		if (*++f < '1' || *f > '3')
			continue;
		buf_put(b, run, (size_t)(f - 1 - run));
		diag_safe(b, args[*f - '1'], ARGUMENT_MAX);
		run = ++f;
	}
	buf_str(b, str_from(run));
}

struct diag
diag_silent(void)
{
	return (struct diag){ .err = buf_mem(), .least = DIAG_TROUBLE };
}

void
diag_report(
    struct diag *d, enum diag_id id, struct place at, struct str a, struct str b, struct str c)
{
	static const char *const levels[] = { "warning: ", "error: ", "error: " };
	const struct diag_row *row = &diag_rows[id];

	d->silent = row->level < d->least;
	if (d->silent)
		return;
	if (row->level > d->worst)
		d->worst = row->level;
	d->errors += row->level >= DIAG_ERROR;
	put_place(&d->err, at);
	buf_str(&d->err, str_from(levels[row->level]));
	put_message(&d->err, row->message, (struct str[3]){ a, b, c });
	buf_str(&d->err, STR(" ["));
	buf_str(&d->err, str_from(row->id));
	buf_str(&d->err, STR("]\n"));
}

void
diag_note(struct diag *d, struct place at, const char *format, struct str a, struct str b)
{
	if (d->silent)
		return;
	put_place(&d->err, at);
	buf_str(&d->err, STR("note: "));
	put_message(&d->err, format, (struct str[3]){ a, b, STR("") });
	buf_char(&d->err, '\n');
}

void
diag_excerpt(struct diag *d, struct str line, size_t col)
{
	size_t from = 0, caret = col ? col - 1 : 0;

	if (!d->excerpts || d->silent)
		return;
	if (caret > EXCERPT_MAX / 2) {
		from = caret - EXCERPT_MAX / 2;
		while (from < line.n && ((unsigned char)line.p[from] & 0xc0) == 0x80)
			from++;
	}
	if (from > line.n)
		from = line.n;
	buf_str(&d->err, STR("    "));
	diag_safe(&d->err, (struct str){ line.p + from, line.n - from }, EXCERPT_MAX);
	buf_str(&d->err, STR("\n    "));
	for (const char *p = line.p + from, *end = line.p + (caret < line.n ? caret : line.n);
	     p < end;) {
		const char *q = p;
		size_t width = utf8_step(&q, end) ? 4 * (size_t)(q - p) : width_of(str_span(p, q));

		while (width--)
			buf_char(&d->err, *p == '\t' ? '\t' : ' ');
		p = q;
	}
	buf_str(&d->err, STR("^\n"));
}

int
diag_exit(struct diag *d)
{
	bool ok = buf_flush(&d->err);

	return ok ? (int)d->worst : 2;
}
