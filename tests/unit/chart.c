/* The pictures: how text is measured, cut and escaped, where things stand. */
#include "draft/chart.h"

#include "base/arena.h"
#include "unit.h"

/* Is each part of want, which are parted by '~', in got, in order? */
static void
check_parts(const char *what, const char *want, struct buf *got)
{
	struct str rest = str_from(want), part;
	const char *from = got->p, *end = got->p + got->n;

	while (rest.p) {
		part = str_cut(&rest, '~');
		while ((size_t)(end - from) >= part.n && memcmp(from, part.p, part.n) != 0)
			from++;
		if (unit_shows((size_t)(end - from) >= part.n))
			printf("%s: no '%.*s' where it should be in\n%.*s\n", what, (int)part.n, part.p,
			    (int)got->n, got->p);
		if ((size_t)(end - from) < part.n)
			break;
		from += part.n;
	}
	got->n = 0;
}

/* How often s stands in b. */
static int64_t
count(const struct buf *b, struct str s)
{
	int64_t n = 0;

	for (size_t i = 0; i + s.n <= b->n; i++)
		n += memcmp(b->p + i, s.p, s.n) == 0;
	return n;
}

/* -- text --------------------------------------------------------------------- */

static const struct {
	const char *text;
	int room;
	const char *first, *rest;
} wraps[] = {
	{ "", 100, "", "" },
	{ "short", 100, "short", "" },
	{ "a first line and a second", 100, "a first line and", "a second" },
	{ "two  blanks", 60, "two", "blanks" },
	{ "Donaudampfschifffahrt", 60, "Donauda", "mpfschifffahrt" },
	{ "\xe7\xb4\x8d\xe6\x9c\x9f\xe3\x82\x92\xe5\xae\x88", 30, "\xe7\xb4\x8d\xe6\x9c\x9f",
	    "\xe3\x82\x92\xe5\xae\x88" },
};

static void
check_text(void)
{
	struct svg s;
	struct buf b = buf_mem();

	for (size_t i = 0; i < sizeof(wraps) / sizeof(*wraps); i++) {
		struct str rest = str_from(wraps[i].text);
		struct str first = svg_wrap(&rest, wraps[i].room, SVG_SIZE);

		check_str(wraps[i].text, wraps[i].first, first);
		check_str(wraps[i].text, wraps[i].rest, rest);
		check_int(wraps[i].text, 1, svg_measure(first, SVG_SIZE) <= wraps[i].room);
	}
	check_int("i is narrow", 1, svg_measure(STR("iiii"), 12) < svg_measure(STR("mm"), 12));
	check_int("accents on letters take no room", svg_measure(STR("e"), 13),
	    svg_measure(STR("e\xcc\x81"), 13));

	svg_open(&s, STR("a"));
	svg_text(&s, "x", SVG_RIGHT, 3, 4, 60, 12, STR("<b> & \"more\" than fits"));
	svg_rect(&s, "r", 1, 2, 3, 4);
	svg_line(&s, "l", 1, 2, 3, 4);
	svg_path(&s, "p", 1, 2, "h3z");
	svg_close(&s, &b, 99, STR("<T>"), STR("\"D'"));
	check_buf("svg",
	    "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 99\" role=\"img\" "
	    "aria-labelledby=\"a-title a-desc\">\n"
	    "<title id=\"a-title\">&lt;T&gt;</title>\n<desc id=\"a-desc\">&quot;D&#39;</desc>\n"
	    "<text class=\"x\" x=\"3\" y=\"4\" text-anchor=\"end\">&lt;b&gt; &amp; \xe2\x80\xa6</text>\n"
	    "<rect class=\"r\" x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>\n"
	    "<line class=\"l\" x1=\"1\" y1=\"2\" x2=\"3\" y2=\"4\"/>\n"
	    "<path class=\"p\" d=\"M1 2h3z\"/>\n</svg>\n",
	    &b);
	buf_release(&b);
}

/* -- promises and payments ----------------------------------------------------- */

/* Of many the first are shown. */
static void
check_many(void)
{
	enum { MANY = CHART_MOST + 7 };
	struct chart_person people[MANY];
	struct chart_debt debts[MANY];
	struct buf b = buf_mem();

	for (int i = 0; i < MANY; i++) {
		people[i] = (struct chart_person){ STR("Jo"), 1, 0, 0, 0 };
		debts[i] = (struct chart_debt){ STR("A debt"), STR(""), { 1, 0, STR("x") }, { 1, 0, STR("x") },
			{ 0, 0, STR("x") }, STR("1 of 1 x"), false };
	}
	chart_promises(&b, &chart_english, people, MANY);
	check_int("people", CHART_MOST, count(&b, STR(">Jo<")));
	check_parts("people", ">7 not shown<", &b);
	chart_payments(&b, &chart_english, debts, MANY);
	check_int("debts", CHART_MOST, count(&b, STR(">A debt<")));
	check_parts("debts", ">7 not shown<", &b);
	chart_payments(&b, &chart_english, debts, CHART_MOST);
	check_int("debts", 0, count(&b, STR("not shown")));
	buf_release(&b);
}

static void
check_promises(void)
{
	static const struct chart_person few[] = { { { "<Jo>", 4 }, 2, 1, 0, 1 }, { { "Al", 2 }, 0, 0, 0, 0 } };
	static const struct chart_person many[] = { { { "Jo", 2 }, 300, 100, 0, 0 },
		{ { "Al", 2 }, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX } };
	struct buf b = buf_mem();

	chart_promises(&b, &chart_english, few, 0);
	check_buf("none", "", &b);
	chart_promises(&b, &chart_english, few, 2);
	check_int("blocks", 2, count(&b, STR("width=\"21\"")) - count(&b, STR("class=\"late\" x=\"49\"")) -
	                            count(&b, STR("class=\"open\" x=\"73\"")));
	check_parts("few",
	    "<title id=\"promises-title\">How promises were kept</title>~"
	    "&lt;Jo&gt;: kept 2, late 1, open 1; Al</desc>~class=\"done\" x=\"1\"~class=\"done\" x=\"25\"~"
	    "class=\"late\" x=\"49\"~class=\"open\" x=\"73\"~>kept 2, late 1, open 1<~>Al<~class=\"track\"",
	    &b);
	chart_promises(&b, &chart_english, many, 1);
	check_parts("many", "class=\"done\" x=\"1\" ~ width=\"268\"~class=\"late\" x=\"269\" ~ width=\"90\"", &b);
	check_many();
	chart_promises(&b, &chart_english, many, 2);
	check_parts("most", "class=\"open\" x=\"269\" ~ width=\"90\"", &b);
	buf_release(&b);
}

static const struct {
	struct money owed, paid, left;
	bool late;
	const char *want;
} debts[] = {
	{ { 1000, 0, { "x", 1 } }, { 500, 0, { "x", 1 } }, { 500, 0, { "x", 1 } }, false,
	    "class=\"open\" x=\"1\" ~ width=\"358\"~class=\"paid\" x=\"1\" ~ width=\"179\"" },
	{ { 1000, 0, { "x", 1 } }, { 25000, 2, { "x", 1 } }, { 500, 0, { "x", 1 } }, true,
	    "class=\"late\" x=\"1\" ~ width=\"358\"~class=\"waived\" x=\"90\" ~ width=\"90\"~"
	    "class=\"paid\" x=\"1\" ~ width=\"89\"" },
	{ { 1000, 0, { "x", 1 } }, { 1000, 0, { "x", 1 } }, { 0, 0, { "x", 1 } }, false,
	    "class=\"paid\" x=\"1\" ~ width=\"358\"" },
	/* What is left can be seen, however little; more than is owed is all of it. */
	{ { 999999999999999999, 0, { "x", 1 } }, { 999999999999999998, 0, { "x", 1 } }, { 1, 0, { "x", 1 } },
	    false, "class=\"paid\" x=\"1\" ~ width=\"357\"" },
	{ { 999999999999999999, 0, { "x", 1 } }, { 500000000000000000, 6, { "x", 1 } },
	    { 999999499999999999, 0, { "x", 1 } }, false, "class=\"open\" x=\"1\" ~ width=\"358\"" },
	{ { 10, 0, { "x", 1 } }, { 25, 0, { "x", 1 } }, { 0, 0, { "x", 1 } }, false,
	    "class=\"paid\" x=\"1\" ~ width=\"358\"" },
};

static void
check_payments(void)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i < sizeof(debts) / sizeof(*debts); i++) {
		struct chart_debt d = { .text = STR("A debt"), .note = STR("Jo & Al"), .owed = debts[i].owed,
			.paid = debts[i].paid, .left = debts[i].left, .sums = STR("5 of 10 x"),
			.late = debts[i].late };

		chart_payments(&b, &chart_english, &d, 1);
		check_parts("debt", "A debt: 5 of 10 x</desc>~>A debt<~>5 of 10 x<", &b);
		chart_payments(&b, &chart_english, &d, 1);
		check_parts("debt", debts[i].want, &b);
		chart_payments(&b, &chart_english, &d, 1);
		check_parts("debt", ">Jo &amp; Al<", &b);
	}
	buf_release(&b);
}

/* -- timeline ------------------------------------------------------------------ */

static int32_t
day(const char *text)
{
	struct moment m = { 0, -1 };

	check_int(text, 1, date_parse(str_from(text), &m));
	return m.day;
}

static void
check_timeline(void)
{
	const struct chart_event events[] = {
		{ day("2024-12-30"), CHART_HAPPENED, STR("First <call>"), STR("with Jo") },
		{ day("2025-01-10"), CHART_DONE, STR("Send the order"), STR("") },
		{ day("2025-01-10"), CHART_PAID, STR("Deposit"), STR("") },
		{ day("2025-01-14"), CHART_LATE, STR("Deliver"), STR("Jo, 1 day late") },
		{ day("2025-01-15"), CHART_HAPPENED, STR("A call"), STR("") },
		{ day("2025-01-15"), CHART_DUE, STR("Labels"), STR("") },
		{ day("2025-03-31"), CHART_DUE, STR("Pay"), STR("") },
	};
	const struct chart_event one = { day("2025-01-15"), CHART_BROKEN, STR("Stuck"), STR("") };
	struct buf b = buf_mem();

	chart_timeline(&b, &chart_english, 0, events, 0);
	check_buf("none", "", &b);
	chart_timeline(&b, &chart_english, day("2025-01-15"), events, 7);
	check_int("pictures that go on", 1, count(&b, STR("aria-hidden=\"true\"")));
	check_int("two marks a thing", 2, count(&b, STR("mark overdue")));
	check_int("the 10th stands once", 1, count(&b, STR(">10 Jan<")));
	check_parts("timeline",
	    "happened 2, done 1, paid 1, due 2, late 1</desc>~>today<~class=\"today\"~>2025<~>Feb<~>Mar<~"
	    ">30 Dec<~>2024<~>First &lt;call&gt;<~>with Jo<~>10 Jan<~>2025<~>Send the order<~>Deposit<~"
	    ">14 Jan<~>Deliver<~class=\"note strong\"~>Jo, 1 day late<~>A call<~>today<~>Labels<~"
	    "class=\"gap\"~>31 Mar<~>Pay<",
	    &b);
	chart_timeline(&b, &chart_english, day("2025-01-15"), &one, 1);
	check_parts("one day", ">Stuck<~>today<", &b);
	chart_timeline(&b, &chart_english, DAY_MAX, &(struct chart_event){ DAY_MIN, CHART_HAPPENED, STR("a"), STR("") }, 1);
	check_parts("all days", ">4000<~>1 Jan<~>1900<~>31 Dec<~>9999<", &b);
	buf_release(&b);
}

/* The y of each text at x="80", the list's texts and notes, and -100 where a picture
 * begins; false at the end. */
static bool
next_y(struct str *rest, int *y)
{
	static const struct str at = { " x=\"80\" y=\"", 11 };

	while (rest->p) {
		struct str line = str_cut(rest, '\n');

		if (str_starts(line, STR("<svg "))) {
			*y = -100;
			return true;
		}
		if (!str_starts(line, STR("<text ")))
			continue;
		while (line.n && !str_starts(line, at))
			line = (struct str){ line.p + 1, line.n - 1 };
		*y = 0;
		for (size_t i = at.n; i < line.n && line.p[i] != '"'; i++)
			*y = *y * 10 + line.p[i] - '0';
		if (*y)
			return true;
	}
	return false;
}

/* However many there are: no more than fit are shown, none upon another. */
static void
check_dense(void)
{
	enum { MANY = 5000 };
	struct arena a = { 0 };
	struct chart_event *e = arena_new(&a, sizeof(*e), MANY);
	struct buf b = buf_mem();
	struct str rest;
	uint64_t seed = 7;
	int y, last = -100, near = 0;

	for (int i = 0; i < MANY; i++) {
		e[i].day = 20000 + i / 10;
		e[i].mark = e[i].day > 20250 ? CHART_DUE : (enum chart_mark)unit_between(&seed, 0, 2);
		e[i].text = STR("A text that is so long that it takes two lines of the list, and more");
		e[i].note = STR("a note");
	}
	e[17].mark = CHART_LATE;
	chart_timeline(&b, &chart_english, 20250, e, MANY);
	rest = buf_view(&b);
	while (next_y(&rest, &y)) {
		near += y > 0 && y - last < SVG_LINE - 2;
		last = y;
	}
	check_int("none upon another", 0, near);
	check_int("what is late is shown", 1, count(&b, STR("class=\"mark overdue\" d=\"M64 ")));
	check_int("texts", 2 * CHART_MOST, count(&b, STR("class=\"line\"")));
	check_int("size", 1, b.n < 60000);
	check_parts("left out", ">2509 not shown<~>today<~>2451 not shown<", &b);
	buf_release(&b);
	arena_release(&a);
}

int
main(void)
{
	check_text();
	check_promises();
	check_payments();
	check_timeline();
	check_dense();
	return unit_end("chart");
}
