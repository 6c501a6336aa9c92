#include "draft/chart.h"

enum { BAR = 14, ROOM = SVG_WIDTH - 2, LEFT = 1 };

#define W(s) \
	{ \
		s, sizeof(s) - 1 \
	}

const struct chart_words chart_english = {
	.timeline = W("What happened and what is due"),
	.promises = W("How promises were kept"),
	.payments = W("Paid of what is owed"),
	.today = W("today"),
	.kept = W("kept"),
	.late = W("late"),
	.broken = W("broken"),
	.open = W("open"),
	.happened = W("happened"),
	.done = W("done"),
	.due = W("due"),
	.paid = W("paid"),
	.waived = W("waived"),
	.left_out = W("not shown"),
	.month = { W("Jan"), W("Feb"), W("Mar"), W("Apr"), W("May"), W("Jun"), W("Jul"), W("Aug"),
	    W("Sep"), W("Oct"), W("Nov"), W("Dec") },
};

#undef W

void
chart_left_out(struct svg *s, const struct chart_words *w, size_t n, int x, int y)
{
	struct buf b = buf_mem();

	buf_int(&b, (int64_t)n);
	buf_char(&b, ' ');
	buf_str(&b, w->left_out);
	svg_text(s, "note", SVG_LEFT, x, y + 12, ROOM - x, SVG_NOTE, buf_view(&b));
	buf_release(&b);
}

/* Writes the line below a picture of n things of which not all are shown; moves *y past it. */
static void
put_rest(struct svg *s, const struct chart_words *w, size_t n, int *y)
{
	if (n <= CHART_MOST)
		return;
	chart_left_out(s, w, n - CHART_MOST, LEFT, *y);
	*y += SVG_LINE + 9;
}

/* -- promises ------------------------------------------------------------------ */

enum { PARTS = 4 };

static const char *const part_class[PARTS] = { "done", "late", "broken", "open" };

static void
put_legend(struct svg *s, int *y, const struct str *words, const char *const *classes, size_t n)
{
	int x = LEFT;

	for (size_t i = 0; i < n && i < CHART_MOST; i++) {
		int width = svg_measure(words[i], SVG_NOTE);

		if (x + 17 + width > LEFT + ROOM && x > LEFT) {
			x = LEFT;
			*y += SVG_LINE;
		}
		svg_rect(s, classes[i], x, *y + 2, 12, 12);
		svg_text(s, "note", SVG_LEFT, x + 17, *y + 12, ROOM - 17, SVG_NOTE, words[i]);
		x += 17 + width + 14;
	}
	*y += SVG_LINE + 9;
}

/* Appends "kept 3, open 1", without those that are 0. */
static void
put_counts(struct buf *b, const struct str words[PARTS], const uint32_t counts[PARTS])
{
	const char *between = "";

	for (int i = 0; i < PARTS; i++) {
		if (!counts[i])
			continue;
		buf_str(b, str_from(between));
		buf_str(b, words[i]);
		buf_char(b, ' ');
		buf_int(b, counts[i]);
		between = ", ";
	}
}

/* Draws a block for each promise or, if those would be too small, a bar for each sort. */
static void
put_bar(struct svg *s, int y, const uint32_t counts[PARTS], int64_t most)
{
	int64_t cell = ROOM / most > 24 ? 24 : ROOM / most, done = 0;

	for (int i = 0; i < PARTS; i++) {
		int64_t from = done, to = done += counts[i];

		if (cell >= 7) {
			for (; from < to; from++)
				svg_rect(s, part_class[i], LEFT + (int)(from * cell), y,
				    (int)cell - 3, BAR);
		} else if (from < to) {
			from = from * ROOM / most;
			to = to * ROOM / most;
			svg_rect(s, part_class[i], LEFT + (int)from, y,
			    (int)(to - from) + (to == from), BAR);
		}
	}
}

static int64_t
total(const struct chart_person *p)
{
	return (int64_t)p->kept + p->late + p->broken + p->open;
}

static void
put_person(struct svg *s, int *y, const struct str words[PARTS], const struct chart_person *p,
    int64_t most)
{
	const uint32_t counts[PARTS] = { p->kept, p->late, p->broken, p->open };
	struct buf sum = buf_mem();
	int width;
	bool beside;

	put_counts(&sum, words, counts);
	width = svg_measure(buf_view(&sum), SVG_NOTE);
	beside = svg_measure(p->name, SVG_SIZE) + 12 + width <= ROOM;
	svg_text(s, "bold", SVG_LEFT, LEFT, *y + 13, ROOM, SVG_SIZE, p->name);
	*y += 20;
	if (total(p))
		put_bar(s, *y, counts, most);
	else
		svg_rect(s, "track", LEFT, *y + BAR / 2, ROOM, 1);
	if (beside) {
		svg_text(s, "note", SVG_RIGHT, LEFT + ROOM, *y - 7, ROOM, SVG_NOTE, buf_view(&sum));
	} else {
		svg_text(s, "note", SVG_LEFT, LEFT, *y + BAR + 15, ROOM, SVG_NOTE, buf_view(&sum));
		*y += SVG_LINE;
	}
	*y += BAR + 16;
	buf_release(&sum);
}

void
chart_promises(
    struct buf *b, const struct chart_words *w, const struct chart_person *people, size_t n)
{
	const struct str words[PARTS] = { w->kept, w->late, w->broken, w->open };
	struct buf desc = buf_mem();
	int64_t most = 1;
	int y = 2;
	struct svg s;

	if (!n)
		return;
	svg_open(&s, STR("promises"));
	put_legend(&s, &y, words, part_class, PARTS);
	for (size_t i = 0; i < n && i < CHART_MOST; i++)
		if (total(&people[i]) > most)
			most = total(&people[i]);
	for (size_t i = 0; i < n && i < CHART_MOST; i++) {
		const struct chart_person *p = &people[i];

		put_person(&s, &y, words, p, most);
		if (i)
			buf_str(&desc, STR("; "));
		buf_str(&desc, p->name);
		if (total(p))
			buf_str(&desc, STR(": "));
		put_counts(&desc, words, (uint32_t[PARTS]){ p->kept, p->late, p->broken, p->open });
	}
	put_rest(&s, w, n, &y);
	svg_close(&s, b, y, w->promises, buf_view(&desc));
	buf_release(&desc);
}

/* -- payments ------------------------------------------------------------------ */

/* How many of width pixels m is, if whole is all of them. */
static int
share(struct money m, struct money whole, int width)
{
	while (m.scale != whole.scale) {
		struct money *small = m.scale < whole.scale ? &m : &whole,
			     *large = m.scale < whole.scale ? &whole : &m;

		if (small->n < INT64_MAX / 10) {
			small->n *= 10;
			small->scale++;
		} else {
			large->n /= 10;
			large->scale--;
		}
	}
	while (m.n > INT64_MAX / width) {
		m.n /= 10;
		whole.n /= 10;
	}
	if (m.n <= 0 || whole.n <= 0)
		return 0;
	return m.n >= whole.n ? width : (int)(m.n * width / whole.n);
}

static void
put_debt(struct svg *s, int *y, const struct chart_debt *d)
{
	int sums = svg_measure(d->sums, SVG_NOTE), paid = share(d->paid, d->owed, ROOM),
	    left = share(d->left, d->owed, ROOM), waived;

	if (d->left.n > 0 && !left)
		left = 1;
	if (paid + left > ROOM)
		paid = ROOM - left;
	waived = ROOM - paid - left;
	if (waived < 2 && d->left.n)
		waived = 0; /* just lost in rounding to pixels */
	svg_text(s, "bold", SVG_LEFT, LEFT, *y + 13, ROOM, SVG_SIZE, d->text);
	if (svg_measure(d->text, SVG_SIZE) + 12 + sums > ROOM)
		*y += SVG_LINE;
	svg_text(s, "note", SVG_RIGHT, LEFT + ROOM, *y + 13, ROOM, SVG_NOTE, d->sums);
	*y += 20;
	svg_rect(s, d->late ? "late" : "open", LEFT, *y, ROOM, BAR);
	if (waived)
		svg_rect(s, "waived", LEFT + paid, *y, waived, BAR);
	if (paid)
		svg_rect(s, "paid", LEFT, *y, paid, BAR);
	*y += BAR;
	if (d->note.n) {
		svg_text(s, "note", SVG_LEFT, LEFT, *y + 15, ROOM, SVG_NOTE, d->note);
		*y += SVG_LINE;
	}
	*y += 16;
}

void
chart_payments(struct buf *b, const struct chart_words *w, const struct chart_debt *debts, size_t n)
{
	static const char *const classes[] = { "paid", "waived", "open", "late" };
	const struct str words[4] = { w->paid, w->waived, w->open, w->late };
	struct buf desc = buf_mem();
	int y = 2;
	struct svg s;

	if (!n)
		return;
	svg_open(&s, STR("payments"));
	put_legend(&s, &y, words, classes, 4);
	for (size_t i = 0; i < n && i < CHART_MOST; i++) {
		put_debt(&s, &y, &debts[i]);
		if (i)
			buf_str(&desc, STR("; "));
		buf_str(&desc, debts[i].text);
		buf_str(&desc, STR(": "));
		buf_str(&desc, debts[i].sums);
	}
	put_rest(&s, w, n, &y);
	svg_close(&s, b, y, w->payments, buf_view(&desc));
	buf_release(&desc);
}
