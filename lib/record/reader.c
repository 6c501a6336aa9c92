#include "record/reader.h"

#include "base/near.h"
#include "base/utf8.h"
#include "record/check.h"
#include "record/fault.h"
#include "record/scan.h"

void
reader_init(struct reader *rd, const struct schema *schema, struct diag *diag)
{
	*rd = (struct reader){ .diag = diag, .joined = buf_mem() };
	input_init(&rd->input, diag);
	lex_init(&rd->lexer, schema, diag);
}

void
reader_release(struct reader *rd)
{
	input_release(&rd->input);
	lex_release(&rd->lexer);
	buf_release(&rd->joined);
}

void
reader_enter(struct reader *rd, const struct block *b, size_t line, struct str deal)
{
	rd->block = *b;
	rd->p = b->p;
	if (b->first && str_starts(str_span(b->p, b->end), STR("\xef\xbb\xbf")))
		rd->p += 3;
	rd->line = line;
	if (deal.n)
		memmove(rd->deal_name, deal.p, deal.n);
	rd->deal = (struct str){ deal.n ? rd->deal_name : NULL, deal.n };
	rd->given = true;
	rd->leans = false;
	rd->lexer.rec.at = (struct place){ b->file, 0, 0 };
}

static bool
next_block(struct reader *rd)
{
	struct block b;

	if (rd->feed)
		return rd->feed(rd->feeder, rd);
	if (!input_next(&rd->input, &b))
		return false;
	if (b.first)
		reader_enter(rd, &b, 1, (struct str){ NULL, 0 });
	else
		reader_enter(rd, &b, rd->line + b.skipped_lines, rd->deal);
	return true;
}

/* Is `end` behind a line that the input had to cut? */
static bool
is_cut(const struct reader *rd, const char *end)
{
	return rd->block.cut && end == rd->block.end;
}

/* Moves on to end, which is behind a LF, and counts lines (a cut line has no LF in the file). */
static void
advance(struct reader *rd, const char *end)
{
	for (const char *p = rd->p; p < end; p += AHEAD) {
		uint64_t lf = bytes_of(p, AHEAD, bytes_lf);

		if (end - p < AHEAD)
			lf &= (UINT64_C(1) << (end - p)) - 1;
		for (; lf; lf &= lf - 1)
			rd->line++;
	}
	rd->line -= is_cut(rd, end);
	rd->p = end;
}

/* Reports every byte of the lines that may not be in a record; true if there is none. */
static bool
check_bytes(struct reader *rd, struct str written)
{
	const char *end = written.p + written.n;
	size_t number = rd->line;
	bool ok = true;

	for (const char *line = written.p; line < end; number++) {
		const char *lf = memchr(line, '\n', (size_t)(end - line));
		const char *stop = lf > line && lf[-1] == '\r' ? lf - 1 : lf;

		for (const char *p = line; p < stop;) {
			struct place at = { rd->block.file, number, (size_t)(p - line) + 1 };
			const char *from = p;
			enum utf8_fault fault = utf8_step(&p, stop);

			if (fault) {
				utf8_report(rd->diag, fault, at, from);
				diag_excerpt(rd->diag, str_span(line, stop), at.col);
				ok = false;
			}
		}
		line = lf + 1;
	}
	return ok;
}

/* Reports a finding at the first byte of a line that is no record. */
COLD static void
report_line(struct reader *rd, enum diag_id id, struct str what, const char *note)
{
	struct place at = { rd->block.file, rd->line, 1 };
	const char *lf = memchr(rd->p, '\n', (size_t)(rd->block.end - rd->p));

	diag_report(rd->diag, id, at, what, STR(""), STR(""));
	diag_excerpt(rd->diag, str_span(rd->p, lf), 1);
	diag_note(rd->diag, at, note, STR(""), STR(""));
}

enum { CLEAN_MAX = 256 };

/* The first two words of a lost line as they were probably meant: without bytes that may
 * not be in a record, each run of blanks one space.  Returns their length. */
static size_t
clean(char out[CLEAN_MAX], struct str line)
{
	const char *p = line.p, *end = line.p + line.n;
	size_t n = 0;

	for (int blanks = 0; p < end && n + 4 <= CLEAN_MAX && blanks < 2;) {
		const char *at = p;

		if (*p > ' ' && *p < 0x7f) {
			out[n++] = *p++;
			continue;
		}
		if (utf8_step(&p, end))
			continue;
		if (!is(*at, BLANK)) {
			memcpy(out + n, at, (size_t)(p - at));
			n += (size_t)(p - at);
		} else if (n && out[n - 1] != ' ') {
			out[n++] = ' ';
			blanks++;
		}
	}
	return n;
}

static bool
is_like_deal(struct str word)
{
	struct near near;

	if (word.n > 8) /* a date, say: too far away */
		return false;
	near = near_to(word);
	near_try(&near, STR("deal"));
	return near.best.n > 0;
}

/* Was a lost line a deal line, or meant as one?  Then what follows must not go to the deal
 * above it. */
static bool
may_declare_deal(const struct reader *rd, struct str line)
{
	char text[CLEAN_MAX];
	struct str rest = { text, clean(text, line) }, first = str_cut(&rest, ' ');

	if (is_like_deal(first))
		return true;
	return schema_type(rd->lexer.schema, first) == TYPE_NONE && rest.p &&
	       is_like_deal(str_cut(&rest, ' '));
}

/* Fills in the deal of a line that names none.  False if the canonical line would be too
 * long to be read back, since its head grows by what is added. */
static bool
inherit(struct reader *rd, struct record *r)
{
	const struct type_row *row = &schema_types[r->type];
	size_t more;

	more = r->date.p == rd->lexer.start ? 0 : STR("- ").n;
	if (!r->deal.p && !row->world && r->type != TYPE_DEAL)
		rd->leans |= rd->given;
	if (!r->deal.p && !row->world && rd->deal.n && r->type != TYPE_DEAL) {
		r->deal = rd->deal;
		r->bare = true;
		more += STR(" +").n + r->deal.n;
	} else if (!r->deal.p && row->deal != NO) {
		r->bare = true;
		more += STR(" +-").n;
	}
	return rd->lexer.head + more <= HEAD_MAX ||
	       lex_fault(&rd->lexer, DIAG_LONG_HEAD, rd->lexer.start, STR(""), STR(""), STR(""));
}

static void
declare_deal(struct reader *rd, struct str deal)
{
	memcpy(rd->deal_name, deal.p, deal.n);
	rd->deal = (struct str){ rd->deal_name, deal.n };
	rd->given = false;
}

static void
forget_deal(struct reader *rd)
{
	rd->deal = (struct str){ NULL, 0 };
	rd->given = false;
}

/* The lines of the record at rd->p, joined in rd->joined, ready to be lexed; *end is behind
 * the last. */
static struct str
join(struct reader *rd, const char **end)
{
	struct buf *b = &rd->joined;

	b->n = 0;
	*end = fold_join(b, rd->p, rd->block.end);
	buf_room(b, 1 + SCAN_WIDE);
	memset(b->p + b->n, 0, 1 + SCAN_WIDE);
	b->p[b->n] = '\n';
	return buf_view(b);
}

/* May all bytes of a joined record be in a record?  Then so may those of its lines. */
static bool
is_sound(struct str line)
{
	unsigned colons = 0;
	const char *end = scan_plain_text(line.p, &colons);

	if (*end != '\n')
		end = scan_text(end, &colons);
	return end == line.p + line.n;
}

/* Reads the record at rd->p again, and reports all that is wrong with it. */
COLD static const struct record *
read_carefully(struct reader *rd)
{
	struct lexer *lx = &rd->lexer;
	const char *end;
	struct str line = join(rd, &end), written;
	bool ok, was_deal;

	if (rd->block.cut)
		end = rd->block.end;
	written = str_span(rd->p, end);
	ok = rd->block.cut || is_sound(line) || check_bytes(rd, written);
	lx->careful = true;
	lx->cut = rd->block.cut;
	lx->rec.at.line = rd->line;
	lx->written = written;
	lx->folds.n = 0;
	lx->rec.type = TYPE_NONE;
	if (ok && (ok = lex_record(lx, line.p))) {
		ok = inherit(rd, &lx->rec);
		lx->rec.verbatim = (struct str){ NULL, 0 };
		ok &= check_record(lx);
	}
	was_deal = lx->rec.type == TYPE_DEAL ||
		   (lx->rec.type == TYPE_NONE && (lx->cut || may_declare_deal(rd, line)));
	if (was_deal)
		forget_deal(rd);
	if (ok && was_deal)
		declare_deal(rd, lx->rec.deal);
	advance(rd, end);
	lx->cut = false;
	return ok ? &lx->rec : NULL;
}

/* Reads the record at rd->p if it is one line with nothing wrong; null otherwise. */
static inline const struct record *
read_fast(struct reader *rd)
{
	struct lexer *lx = &rd->lexer;
	struct record *r = &lx->rec;
	const char *end;

	if (rd->block.cut)
		return NULL;
	lx->careful = false;
	if (!(end = lex_record(lx, rd->p)))
		return NULL;
	end += 1 + (*end == '\r');
	if (is(*end, BLANK) && fold_continues(end, rd->block.end))
		return NULL;
	if ((!r->deal.p || lx->head > HEAD_MAX / 2) && !inherit(rd, r))
		return NULL;
	if (!check_record(lx))
		return NULL;
	if (r->type == TYPE_DEAL)
		declare_deal(rd, r->deal);
	r->at.line = rd->line++;
	rd->p = end;
	return r;
}

static void
skip_comment(struct reader *rd)
{
	unsigned colons = 0;
	const char *end = scan_plain_text(rd->p, &colons);

	if (*end != '\n')
		end = scan_text(end, &colons);
	if (end) {
		rd->p = end + 1 + (*end == '\r');
		rd->line += !is_cut(rd, rd->p);
	} else {
		end = scan_line(rd->p) + 1;
		if (!rd->block.cut)
			check_bytes(rd, str_span(rd->p, end));
		advance(rd, end);
	}
}

/* Skips the blank lines at rd->p; false if there are none. */
static bool
skip_blank(struct reader *rd)
{
	const char *p = rd->p, *end = rd->block.end;
	size_t lines = 0;

	while (p < end) {
		const char *q = p;

		while (is(*q, BLANK))
			q++;
		if (!is_end(q))
			break;
		p = q + 1 + (*q == '\r');
		lines++;
	}
	rd->line += lines - (lines && is_cut(rd, p));
	rd->p = p;
	return lines > 0;
}

/* Skips and reports an indented line that continues nothing. */
COLD static void
skip_indented(struct reader *rd)
{
	const char *end;
	struct str line = join(rd, &end);

	report_line(rd, DIAG_STRAY_INDENT, STR(""),
	    "a record begins in the first column; only a line right below one continues it");
	check_bytes(rd, str_span(rd->p, end));
	if (may_declare_deal(rd, line))
		forget_deal(rd);
	advance(rd, end);
}

static bool
is_conflict_marker(const char *p)
{
	if (!strchr("<=>|", *p))
		return false;
	for (int i = 1; i < 7; i++)
		if (p[i] != p[0])
			return false;
	return p[7] == ' ' || is_end(p + 7);
}

COLD static void
skip_marker(struct reader *rd)
{
	const char *end = fold_end(rd->p, rd->block.end);

	report_line(rd, DIAG_CONFLICT_MARKER, (struct str){ rd->p, 7 },
	    "a merge was left unfinished: keep the lines that are right and delete the markers");
	advance(rd, end);
}

/* Skips what is at rd->p if it is no record; false if it is one. */
static bool
skip_other(struct reader *rd)
{
	switch (*rd->p) {
	case '\n':
	case '\r':
		return skip_blank(rd);
	case '#':
		skip_comment(rd);
		return true;
	case ' ':
	case '\t':
		if (!skip_blank(rd))
			skip_indented(rd);
		return true;
	case '<':
	case '=':
	case '>':
	case '|':
		if (!is_conflict_marker(rd->p))
			return false;
		skip_marker(rd);
		return true;
	}
	return false;
}

/* The next record from whatever comes next, a new block if need be.  tried: read_fast() has
 * given up at it. */
COLD static const struct record *
read_next(struct reader *rd, bool tried)
{
	const struct record *r = NULL;

	do {
		if (rd->p == rd->block.end) {
			if (!next_block(rd))
				return NULL;
		} else if (tried || !skip_other(rd)) {
			r = tried ? NULL : read_fast(rd);
			if (!r)
				r = read_carefully(rd);
			tried = false;
		}
	} while (!r);
	return r;
}

const struct record *
reader_next(struct reader *rd)
{
	const struct record *r;
	bool plain = rd->p != rd->block.end && is(*rd->p, NAME);

	/* Nearly all lines are records. */
	if (plain && (r = read_fast(rd)))
		return r;
	return read_next(rd, plain);
}

struct place
reader_place(struct reader *rd, struct str part)
{
	return lex_place(&rd->lexer, part.p);
}

size_t
reader_offset(struct reader *rd, struct str part)
{
	return lex_offset(&rd->lexer, part.p);
}
