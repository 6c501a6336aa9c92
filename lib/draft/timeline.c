#include "draft/chart.h"

enum {
	DATE = 50, /* where a date ends */
	AXIS = 64, /* the line down the list */
	TEXT = 80, /* where a text begins */
	ROOM = SVG_WIDTH - TEXT - 4,
	NOTE = 15,            /* height of a note below a text */
	GAP = 42,             /* this many days without anything break the line */
	BASE = 72,            /* of the overview: its axis; */
	ROWS = 5,             /* of one picture of the list, so that a page can be broken; */
	LANES = 4,            /* places for marks above it, */
	LANE = 11,            /* each this high and wide; */
	FROM = 12,            /* it begins here */
	SPAN = SVG_WIDTH - 24 /* and is this wide */
};

struct timeline {
	struct svg svg;
	const struct chart_words *w;
	const struct chart_event *e;
	size_t n;
	int32_t today, first, last; /* days */
	int y;
	int year;    /* the last one shown in the list */
	int32_t day; /* of the last row; DAY_NONE before the first */
	int node;    /* where it is on the axis */
	struct buf *out;
	struct str title, desc; /* of the first picture; empty for those that continue it */
	int rows;               /* in this picture */
};

static const struct {
	const char *class, *shape;
} marks[] = {
	[CHART_HAPPENED] = { "mark happened", "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z" },
	[CHART_DONE] = { "mark done", "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z" },
	[CHART_PAID] = { "mark paid", "m-5-5h10v10h-10z" },
	[CHART_DUE] = { "mark due", "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z" },
	[CHART_LATE] = { "mark overdue", "m0-6l6 11h-12z" },
	[CHART_BROKEN] = { "mark failed", "m-4-4l8 8m0-8l-8 8" },
};

static void
put_mark(struct timeline *t, enum chart_mark mark, int x, int y)
{
	svg_path(&t->svg, marks[mark].class, x, y, marks[mark].shape);
	if (mark == CHART_DONE)
		svg_path(&t->svg, "tick-off", x, y, "m-2 0l2 2l3-4");
}

/* -- the overview -------------------------------------------------------------- */

static int
x_of(const struct timeline *t, int32_t day)
{
	return FROM + (int)((int64_t)(day - t->first) * SPAN / (t->last - t->first));
}

/* Draws ticks, as many months apart as their words need. */
static void
put_ticks(struct timeline *t)
{
	static const int steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000,
		12000 };
	int64_t span = t->last - t->first;
	struct ymd from = date_ymd(t->first);
	int step = 0, month;

	while ((int64_t)steps[step] * 30 * SPAN < 36 * span)
		step++;
	step = steps[step];
	/* Months are counted from the year 0, so that steps begin at the same ones. */
	month = (from.y * 12 + from.m - 1 + step) / step * step;
	for (; month / 12 <= 9999; month += step) {
		struct ymd at = { month / 12, month % 12 + 1, 1 };
		int32_t day = date_day(at);
		struct buf year = buf_mem();
		int x;

		if (day > t->last)
			break;
		x = x_of(t, day);
		svg_line(&t->svg, "tick", x, BASE, x, BASE + 4);
		buf_int(&year, at.y);
		if (x >= 17 && x <= SVG_WIDTH - 17)
			svg_text(&t->svg, "note", SVG_MIDDLE, x, BASE + 17, 40, SVG_NOTE,
			    at.m == 1 ? buf_view(&year) : t->w->month[at.m - 1]);
		buf_release(&year);
	}
}

static bool
is_open(const struct chart_event *e)
{
	return e->mark >= CHART_DUE;
}

/* Puts the marks of one sort where there is room above their day; those without room are
 * left out, as they would hide others. */
static void
put_marks(struct timeline *t, bool open, unsigned char used[LANES][SVG_WIDTH + LANE])
{
	for (size_t i = 0; i < t->n; i++) {
		int x = x_of(t, t->e[i].day), lane = 0;

		if (is_open(&t->e[i]) != open)
			continue;
		while (lane < LANES && memchr(used[lane] + x - LANE + 1, 1, 2 * LANE - 1))
			lane++;
		if (lane == LANES)
			continue;
		used[lane][x] = 1;
		put_mark(t, t->e[i].mark, x, BASE - 9 - lane * (LANE + 1));
	}
}

static void
put_overview(struct timeline *t)
{
	unsigned char used[LANES][SVG_WIDTH + LANE] = { { 0 } };
	int x = x_of(t, t->today), half = svg_measure(t->w->today, SVG_NOTE) / 2 + 1, at = x;

	if (at < half)
		at = half;
	if (at > SVG_WIDTH - half)
		at = SVG_WIDTH - half;
	svg_text(&t->svg, "note", SVG_MIDDLE, at, 10, SVG_WIDTH, SVG_NOTE, t->w->today);
	svg_line(&t->svg, "today", x, 14, x, BASE);
	svg_line(&t->svg, "axis", FROM - 8, BASE, FROM + SPAN + 8, BASE);
	put_ticks(t);
	put_marks(t, true, used);
	put_marks(t, false, used);
	t->y = BASE + 36;
}

/* -- the list ------------------------------------------------------------------ */

/* Moves down to a day: draws the line to it, longer for a longer time. */
static void
go_to(struct timeline *t, int32_t day)
{
	int64_t days = t->day == DAY_NONE ? 0 : day - t->day;

	t->y += days < 0 ? 0 : days > 24 ? 12 : (int)days / 2;
	if (t->day != DAY_NONE)
		svg_line(&t->svg, days > GAP ? "gap" : "axis", AXIS, t->node + 8, AXIS, t->y + 1);
	t->node = t->y + 9;
}

/* Writes the day and month; below them the year, if it has changed. */
static int
put_date(struct timeline *t, int32_t day)
{
	struct ymd date = date_ymd(day);
	struct buf b = buf_mem();
	int height = SVG_LINE;

	buf_int(&b, date.d);
	buf_char(&b, ' ');
	buf_str(&b, t->w->month[date.m - 1]);
	svg_text(&t->svg, "note", SVG_RIGHT, DATE, t->y + 13, DATE, SVG_NOTE, buf_view(&b));
	if (date.y != t->year) {
		b.n = 0;
		buf_int(&b, date.y);
		svg_text(&t->svg, "note", SVG_RIGHT, DATE, t->y + 13 + NOTE, DATE, SVG_NOTE,
		    buf_view(&b));
		height += NOTE;
	}
	t->year = date.y;
	buf_release(&b);
	return height;
}

/* Ends a picture whose list continues in the next. */
static void
begin_another(struct timeline *t)
{
	svg_line(&t->svg, "axis", AXIS, t->node + 8, AXIS, t->y);
	svg_close(&t->svg, t->out, t->y, t->title, t->desc);
	svg_open(&t->svg, t->svg.id);
	t->title.n = 0;
	t->node = -8;
	t->y = t->rows = 0;
}

static void
put_event(struct timeline *t, const struct chart_event *e)
{
	struct str rest = e->text, line;
	int from, height;

	if (t->rows++ == ROWS)
		begin_another(t);
	go_to(t, e->day);
	from = t->y;
	height = e->day == t->day ? SVG_LINE : put_date(t, e->day);
	t->day = e->day;
	put_mark(t, e->mark, AXIS, t->node);
	line = svg_wrap(&rest, ROOM, SVG_SIZE);
	svg_text(&t->svg, "line", SVG_LEFT, TEXT, t->y + 13, ROOM, SVG_SIZE, line);
	t->y += SVG_LINE;
	if (rest.n) {
		svg_text(&t->svg, "line", SVG_LEFT, TEXT, t->y + 13, ROOM, SVG_SIZE, rest);
		t->y += SVG_LINE;
	}
	if (e->note.n) {
		svg_text(&t->svg, e->mark == CHART_LATE ? "note strong" : "note", SVG_LEFT, TEXT,
		    t->y + 12, ROOM, SVG_NOTE, e->note);
		t->y += NOTE;
	}
	if (t->y < from + height)
		t->y = from + height;
	t->y += 9;
}

/* Draws the line between what was and what is to come. */
static void
put_today(struct timeline *t)
{
	go_to(t, t->today);
	if (t->day != t->today)
		put_date(t, t->today);
	svg_line(&t->svg, "today", AXIS - 6, t->node, SVG_WIDTH - 4, t->node);
	svg_rect(&t->svg, "ground", TEXT, t->y, svg_measure(t->w->today, SVG_SIZE) + 8, SVG_LINE);
	svg_text(&t->svg, "bold", SVG_LEFT, TEXT + 4, t->y + 13, ROOM, SVG_SIZE, t->w->today);
	t->day = t->today;
	t->y += SVG_LINE + NOTE;
}

static void
put_left_out(struct timeline *t, size_t n)
{
	chart_left_out(&t->svg, t->w, n, TEXT, t->y);
	t->y += SVG_LINE + 9;
}

static bool
is_to_come(const struct timeline *t, const struct chart_event *e)
{
	return e->day > t->today || (e->day == t->today && e->mark == CHART_DUE);
}

static void
put_list(struct timeline *t)
{
	size_t over = t->n > CHART_MOST ? t->n - CHART_MOST : 0, past = 0, early, end;
	bool today = false;

	for (size_t i = 0; i < t->n; i++)
		past += !is_open(&t->e[i]);
	early = over < past ? over : past;
	end = t->n - (over - early);
	if (early)
		put_left_out(t, early);
	for (size_t i = 0, skipped = 0; i < end; i++) {
		if (skipped < early && !is_open(&t->e[i])) {
			skipped++;
			continue;
		}
		if (!today && is_to_come(t, &t->e[i])) {
			put_today(t);
			today = true;
		}
		put_event(t, &t->e[i]);
	}
	if (end < t->n)
		put_left_out(t, t->n - end);
	if (!today)
		put_today(t);
}

static void
describe(const struct timeline *t, struct buf *desc)
{
	const struct str words[6] = { t->w->happened, t->w->done, t->w->paid, t->w->due, t->w->late,
		t->w->broken };
	uint64_t counts[sizeof(words) / sizeof(*words)] = { 0 };

	for (size_t i = 0; i < t->n; i++)
		counts[t->e[i].mark]++;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!counts[i])
			continue;
		if (desc->n)
			buf_str(desc, STR(", "));
		buf_str(desc, words[i]);
		buf_char(desc, ' ');
		buf_int(desc, (int64_t)counts[i]);
	}
}

void
chart_timeline(struct buf *b, const struct chart_words *w, int32_t today,
    const struct chart_event *events, size_t n)
{
	struct timeline t = { .w = w, .e = events, .n = n, .today = today, .day = DAY_NONE };
	struct buf desc = buf_mem();

	if (!n)
		return;
	t.first = events[0].day < today ? events[0].day : today;
	t.last = events[n - 1].day > today ? events[n - 1].day : today;
	t.last += t.last == t.first;
	svg_open(&t.svg, STR("timeline"));
	describe(&t, &desc);
	t.out = b;
	t.title = w->timeline;
	t.desc = buf_view(&desc);
	put_overview(&t);
	put_list(&t);
	svg_close(&t.svg, b, t.y, t.title, t.desc);
	buf_release(&desc);
}
