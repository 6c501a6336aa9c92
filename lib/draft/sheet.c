#include "draft/sheet.h"

#include "base/width.h"

#include <stdlib.h>

enum { WIDTH = 80, TEXT = 34, BAR = 12 }; /* columns */

static int
cmp_rows(const void *a, const void *b)
{
	const struct score_row *x = a, *y = b;
	int order = (y->deal != NULL) - (x->deal != NULL);

	if (!order && x->deal)
		order = str_cmp(x->deal->name, y->deal->name);
	if (!order)
		order = (y->view == VIEW_HEALTH) - (x->view == VIEW_HEALTH);
	if (!order)
		order = (int)x->view - (int)y->view;
	if (!order)
		order = x->detail - y->detail;
	return order ? order : lines_cmp(x->line, y->line);
}

static void
blanks(struct buf *b, size_t n)
{
	while (n--)
		buf_char(b, ' ');
}

/* Appends words from a column on, folding at the width. */
static void
fold(struct buf *b, struct str words, size_t indent)
{
	size_t at = indent;

	while (words.p) {
		struct str word = str_cut(&words, ' ');
		size_t n = width_of(word);

		if (at > indent && at + 1 + n > WIDTH) {
			buf_char(b, '\n');
			blanks(b, indent);
			at = indent;
		} else if (at > indent) {
			buf_char(b, ' ');
			at++;
		}
		buf_str(b, word);
		at += n;
	}
	buf_char(b, '\n');
}

/* A number such as .602, 68 or 1.000 in thousandths; -1 if it isn't one. */
static int64_t
thousandths(struct str s)
{
	struct str part = s, whole = str_cut(&part, '.');
	int64_t n = 0;

	for (size_t i = 0; i < whole.n; i++) {
		if (whole.p[i] < '0' || whole.p[i] > '9' || i > 9)
			return -1;
		n = n * 10 + (whole.p[i] - '0');
	}
	for (size_t i = 0; i < 3; i++)
		n = n * 10 + (i < part.n ? part.p[i] - '0' : 0);
	return n;
}

/* How full the bar of a row is, in thousandths; -1: it has no scale. */
static int64_t
share_of(enum score_view v, const struct record *r)
{
	struct str val = record_value(r, KEY_VAL);

	switch (v) {
	case VIEW_HEALTH:
		return str_eq(val, STR("unknown")) ? -1 : thousandths(val) / 100;
	case VIEW_READY:
		return thousandths(record_value(r, KEY_MET)) * 1000 /
		       thousandths(record_value(r, KEY_N));
	case VIEW_RELIABILITY:
	case VIEW_LESSONS:
	case VIEW_FEEDBACK:
	case VIEW_CONDUCT:
		return str_eq(val, STR("unknown")) ? -1 : thousandths(val);
	default:
		return -1;
	}
}

static void
put_bar(struct buf *b, int64_t share, bool utf8)
{
	int64_t full = (share * BAR + 500) / 1000;

	if (share < 0) {
		blanks(b, BAR);
		return;
	}
	for (int64_t i = 0; i < BAR; i++)
		if (utf8)
			buf_str(b, i < full ? STR("\xe2\x96\x88") : STR("\xe2\x96\x91"));
		else
			buf_char(b, i < full ? '#' : '.');
}

/* Writes the figure of a row: for ready how many of how many, for escalate an answer. */
static void
put_value(struct buf *b, enum score_view v, const struct record *r)
{
	struct str val = record_value(r, KEY_VAL);

	if (v == VIEW_READY) {
		buf_str(b, record_value(r, KEY_MET));
		buf_char(b, '/');
		buf_str(b, record_value(r, KEY_N));
	} else if (str_eq(val, STR("unknown"))) {
		buf_char(b, '?');
	} else if (v == VIEW_ESCALATE) {
		buf_str(b, str_eq(val, STR("1")) ? STR("yes") : STR("no"));
	} else {
		buf_str(b, val);
	}
}

/* Writes whom and what the row is about, then its text; if it has a why:, the text names them. */
static void
put_words(struct buf *b, const struct record *r)
{
	struct str tag = record_value(r, KEY_TAG), about = record_value(r, KEY_ABOUT);
	struct str by = record_value(r, KEY_BY);

	for (size_t i = 0; i < r->nids; i++) {
		buf_char(b, '%');
		buf_str(b, r->ids[i]);
		buf_char(b, ' ');
	}
	for (size_t i = 0; i < r->npeople && !record_value(r, KEY_WHY).n; i++) {
		buf_char(b, '@');
		buf_str(b, r->people[i]);
		buf_char(b, ' ');
	}
	buf_str(b, tag.n ? tag : about);
	if (tag.n || about.n)
		buf_str(b, STR(": "));
	if (by.n) {
		buf_str(b, STR("by "));
		buf_str(b, by);
		buf_str(b, STR(": "));
	}
	buf_str(b, r->text);
}

static void
put_evidence(struct buf *out, struct str lines)
{
	while (lines.p) {
		struct str line = str_cut(&lines, '\n');

		if (line.n < 2)
			continue;
		blanks(out, 4);
		buf_str(out, (struct str){ line.p + 2, line.n - 2 });
		buf_char(out, '\n');
	}
}

/* Writes a row; label: it is the first of its view. */
static void
put_row(struct buf *out, struct score *s, const struct score_row *row, bool label, bool utf8)
{
	const struct record *r = book_lex(s->book, row->line);
	struct str of = record_value(r, KEY_OF);
	struct buf b = buf_mem();
	size_t at = 2;

	blanks(out, 2);
	if (label) {
		buf_str(out, of);
		at += of.n;
	}
	put_value(&b, row->view, r);
	blanks(out, at + b.n + 1 < TEXT - BAR - 1 ? TEXT - BAR - 2 - at - b.n : 1);
	buf_str(out, buf_view(&b));
	buf_char(out, ' ');
	put_bar(out, share_of(row->view, r), utf8);
	buf_char(out, ' ');
	b.n = 0;
	put_words(&b, r);
	fold(out, buf_view(&b), TEXT);
	buf_release(&b);
	put_evidence(out, row_evidence(row));
}

static void
put_title(struct buf *out, const struct deal *deal)
{
	if (!deal) {
		buf_str(out, STR("All\n"));
		return;
	}
	buf_char(out, '+');
	buf_str(out, deal->name.n ? deal->name : STR("-"));
	if (deal->name.n && deal->title.n) {
		buf_str(out, STR("  "));
		diag_safe(out, deal->title, SIZE_MAX);
	}
	buf_char(out, '\n');
}

void
sheet_put(struct buf *out, struct score *s, bool utf8)
{
	const struct score_row *rows = s->rows;

	if (s->n)
		qsort(s->rows, s->n, sizeof(*s->rows), cmp_rows);
	for (size_t i = 0; i < s->n; i++) {
		bool new_deal = i == 0 || rows[i].deal != rows[i - 1].deal;

		if (new_deal) {
			if (i)
				buf_char(out, '\n');
			put_title(out, rows[i].deal);
		}
		put_row(out, s, &rows[i], new_deal || rows[i].view != rows[i - 1].view, utf8);
	}
}
