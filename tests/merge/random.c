/*
 * random: merges of random files, and what must hold of each.
 *
 *	random [COUNT [SEED]]
 *
 * A file of one or two deals is made, and from it two versions by additions,
 * edits, deletions, ids that both give, blocks that are moved, comments, blank
 * lines, folded lines, CRLF, byte order marks and missing last newlines.  All
 * three pass the checks of fu-parse -c.  Each piece bears a word of its own with
 * its version ("t17v0"; in comments "c17"), so that what became of it can be
 * counted.  Of the merge must hold:
 *
 *	- every piece is there as often as it should be: none lost, none doubled
 *	- every record is of the deal that it had on the side it comes from
 *	- a line is one that a version has, but for a +deal written out or a new id
 *	- it passes the same checks, or has markers, and an error for each
 *	- the other way round it gives the same bytes, or where ids were given
 *	  anew the same lines but for them, or markers as well
 *	- where the dates of all three rise, and no comment stands where it stands,
 *	  so do its own
 *	- with one side unchanged it is the other side, byte for byte
 *	- merged with what theirs has come to say since, of each of its promises, that is
 *	  still of the same promise, whatever id the first merge gave it
 *
 * Prints what fails with its seed, and the sums; exit status 1 if any fails.
 */
#include "book/audit.h"
#include "book/merge.h"

#include <stdio.h>
#include <stdlib.h>

enum { PIECES = 120, TAGS = 400, IDS = 60 };

enum what { NOTE, PROMISE, DONE, MET, DEAL, COMMENT, FOLDED, WHAT };

struct piece {
	enum what what;
	int tag, version; /* 0: the base's; 1, 2: by that side; 3: by both alike */
	int day, id, blank;
};

struct side {
	struct piece piece[PIECES];
	int n;
	bool crlf, bom, unfinished;
	struct buf text;
};

/* What a version has of a tag: absent, as in the base, or edited. */
static struct side base, side[2];
static uint64_t seed;
static int next_tag, failures, ordered, followed;
static struct schema schema;

static unsigned
below(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 20) % n;
}

static void
put(struct buf *b, const char *z)
{
	buf_str(b, str_from(z));
}

static void
put_piece(struct buf *b, const struct piece *p)
{
	static const char *const words[] = { "note", "promise", "done", "met", "", "", "note" };
	char line[200], tag[32];

	snprintf(tag, sizeof(tag), "t%dv%d", p->tag, p->version);
	if (p->blank)
		put(b, p->blank == 1 ? "\n" : " \n\n");
	if (p->what == COMMENT) {
		snprintf(line, sizeof(line), "# c%d\n", p->tag);
	} else if (p->what == DEAL) {
		snprintf(line, sizeof(line), "deal +d%d  %s\n", p->tag, tag);
	} else {
		char id[16] = "", by[32] = "";

		if (p->what == PROMISE || p->what == DONE)
			snprintf(id, sizeof(id), " %%p%d", p->id);
		if (p->what == PROMISE)
			snprintf(
			    by, sizeof(by), " by:2026-%02d-%02d", 1 + p->tag % 12, 1 + p->tag % 28);
		snprintf(line, sizeof(line), "2025-%02d-%02d %s%s%s%s %s%s\n", 1 + p->day / 28,
		    1 + p->day % 28, words[p->what], id,
		    p->what == PROMISE || p->what == MET ? " @jane" : "", by,
		    p->what == FOLDED ? "\n\t" : "", tag);
	}
	put(b, line);
}

static void
put_side(struct side *s)
{
	struct buf plain = buf_mem();

	s->text.n = 0;
	if (s->bom)
		put(&s->text, "\xef\xbb\xbf");
	for (int i = 0; i < s->n; i++)
		put_piece(&plain, &s->piece[i]);
	for (size_t i = 0; i < plain.n; i++) {
		if (s->crlf && plain.p[i] == '\n')
			buf_char(&s->text, '\r');
		buf_char(&s->text, plain.p[i]);
	}
	if (s->unfinished && plain.n)
		s->text.n -= s->crlf ? 2 : 1;
	buf_release(&plain);
}

static bool
count_error(void *self, enum diag_id id, struct place at, struct place other)
{
	(void)at;
	(void)other;
	*(int *)self += diag_rows[id].level >= DIAG_ERROR;
	return false;
}

/* How many errors fu-parse -c would find. */
static int
errors_in(struct str text)
{
	struct diag d = { .err = buf_mem(), .least = DIAG_ERROR };
	int errors = 0;
	const struct audit_filter filter = { &errors, count_error };
	struct audit *a = audit_new(&schema, &d, MOMENT_NONE, STR("me"));
	const struct record *r;
	struct reader rd;

	reader_init(&rd, &schema, &d);
	input_add_text(&rd.input, STR("text"), text);
	while ((r = reader_next(&rd)))
		audit_add(a, r, &rd);
	audit_finish(a, &filter);
	errors += (int)d.errors;
	reader_release(&rd);
	buf_release(&d.err);
	return errors;
}

/* Where the deal of place i begins, and behind its end. */
static void
section_of(const struct side *s, int i, int *from, int *to)
{
	for (*from = i; *from > 0 && s->piece[*from].what != DEAL;)
		--*from;
	for (*to = i + 1; *to < s->n && s->piece[*to].what != DEAL;)
		++*to;
}

/* The next id that the section has not; or one that it has and not closed. */
static int
id_for(const struct side *s, int i, bool fresh)
{
	int from, to, most = 0, open[PIECES], nopen = 0;

	if (s->n == 0)
		return 1;
	section_of(s, i, &from, &to);
	for (int k = from; k < to; k++) {
		bool closed = false;

		if (s->piece[k].what != PROMISE)
			continue;
		if (s->piece[k].id > most)
			most = s->piece[k].id;
		for (int j = from; j < to; j++)
			closed |= s->piece[j].what == DONE && s->piece[j].id == s->piece[k].id;
		if (!closed)
			open[nopen++] = s->piece[k].id;
	}
	if (fresh)
		return most + 1;
	return nopen ? open[below((unsigned)nopen)] : 0;
}

static void
insert(struct side *s, int at, struct piece p)
{
	if (s->n == PIECES)
		return;
	memmove(&s->piece[at + 1], &s->piece[at], (size_t)(s->n - at) * sizeof(p));
	s->piece[at] = p;
	s->n++;
}

static void
drop(struct side *s, int at)
{
	s->n--;
	memmove(&s->piece[at], &s->piece[at + 1], (size_t)(s->n - at) * sizeof(s->piece[0]));
}

/* A new piece behind place at; the date is its neighbour's or a later one. */
static void
add(struct side *s, int at, int version, bool deals)
{
	struct piece p = { .what = (enum what)below(deals ? WHAT : DEAL),
		.tag = next_tag++,
		.version = version,
		.blank = below(6) == 0 ? 1 + (int)below(2) : 0 };
	int near = at < s->n ? at : s->n - 1;

	if (p.what == DEAL && below(3))
		p.what = COMMENT;
	p.day = near >= 0 ? s->piece[near].day : 0;
	if (at + 1 >= s->n)
		p.day += (int)below(3);
	if (p.day > 300)
		p.day = 300;
	if (p.what == PROMISE)
		p.id = id_for(s, near, true);
	if (p.what == DONE && !(p.id = id_for(s, near, false)))
		p.what = NOTE;
	insert(s, at < s->n ? at + 1 : s->n, p);
}

static void
make_base(void)
{
	int n = 3 + (int)below(25);

	base.n = 0;
	next_tag = 1;
	insert(&base, 0, (struct piece){ .what = DEAL, .tag = next_tag++ });
	while (n--)
		add(&base, base.n - 1, 0, true);
	if (below(4) == 0) /* in no order of dates */
		for (int i = 0; i < base.n; i++)
			base.piece[i].day = (int)below(300);
	base.crlf = below(12) == 0;
	base.bom = below(20) == 0;
	base.unfinished = below(8) == 0;
	put_side(&base);
}

static void
move_block(struct side *s)
{
	struct piece block[8];
	int n = 1 + (int)below(5), from = 1 + (int)below((unsigned)s->n), to;

	if (from + n > s->n)
		return;
	memcpy(block, &s->piece[from], (size_t)n * sizeof(block[0]));
	for (int i = 0; i < n; i++)
		drop(s, from);
	to = 1 + (int)below((unsigned)s->n);
	for (int i = n; i-- > 0;)
		insert(s, to > s->n ? s->n : to, block[i]);
}

static void
change(struct side *s, int version)
{
	int at = (int)below((unsigned)s->n);
	struct piece *p = &s->piece[at];

	switch (below(9)) {
	case 0:
	case 1:
	case 2:
		add(s, s->n - 1, version, true);
		break;
	case 3:
		add(s, at, version, below(4) == 0);
		break;
	case 4:
	case 5:
		if (p->what != COMMENT)
			p->version = version;
		break;
	case 6:
		if (at > 0)
			drop(s, at);
		break;
	case 7:
		move_block(s);
		break;
	default:
		p->blank = (int)below(3);
		if (below(10) == 0)
			s->crlf = !s->crlf;
		if (below(20) == 0)
			s->unfinished = !s->unfinished;
	}
}

/* A version of the base that passes the checks. */
static void
make_side(struct side *s, int version)
{
	struct buf text = s->text;

	do {
		*s = base;
		s->text = text;
		for (unsigned n = below(9); n--;)
			change(s, version);
		put_side(s);
		text = s->text;
	} while (errors_in(buf_view(&s->text)));
}

/* The tag of a side's last deal line. */
static int
last_deal(const struct side *s)
{
	int i = s->n - 1;

	while (i > 0 && s->piece[i].what != DEAL)
		i--;
	return s->piece[i].tag;
}

/* Both sides add the same record to the same deal. */
static void
change_both(void)
{
	struct piece p = { .what = NOTE, .tag = next_tag++, .version = 3 };

	p.day = side[0].piece[side[0].n - 1].day;
	for (int k = 0; k < 2 && last_deal(&side[0]) == last_deal(&side[1]); k++) {
		insert(&side[k], side[k].n, p);
		put_side(&side[k]);
	}
}

/* How often the word of a piece stands in a text. */
static int
count(struct str text, const struct piece *p)
{
	char word[32];
	int n = snprintf(
	    word, sizeof(word), p->what == COMMENT ? "c%d" : "t%dv%d", p->tag, p->version);
	int times = 0;

	for (size_t i = 0; i + (size_t)n <= text.n; i++)
		times += memcmp(text.p + i, word, (size_t)n) == 0 &&
			 (i + (size_t)n == text.n || strchr("\r\n", text.p[i + (size_t)n])) &&
			 (i == 0 || strchr(" \t", text.p[i - 1]));
	return times;
}

static const struct piece *
find(const struct side *s, int tag)
{
	for (int i = 0; i < s->n; i++)
		if (s->piece[i].tag == tag)
			return &s->piece[i];
	return NULL;
}

static bool
fail(const char *what, uint64_t of, struct str text)
{
	static const char *const names[] = { "base", "ours", "theirs" };
	const struct side *const sides[] = { &base, &side[0], &side[1] };

	if (failures++ > 3)
		return false;
	printf("seed %llu: %s\n", (unsigned long long)of, what);
	for (int i = 0; i < 3; i++)
		printf("--- %s\n%.*s", names[i], (int)sides[i]->text.n, sides[i]->text.p);
	printf("--- merged\n%.*s--- end\n", (int)text.n, text.p);
	return false;
}

/* Is the piece, as a version has it, there as often as it should be? */
static bool
is_right(struct str merged, const struct piece *p, const struct side *other, bool markers)
{
	const struct piece *o = find(&base, p->tag), *q = find(other, p->tag);
	bool changed = !o || o->version != p->version, gone = o && !q;
	int n = count(merged, p);

	if (p->what == COMMENT)
		return n == !gone;
	if (changed) /* what somebody wrote is kept */
		return n == 1 || (markers && n == 2);
	if (q && q->version == p->version) /* nobody touched it */
		return n == 1 || (markers && n == 2);
	return n == 0 || (markers && n <= 2); /* deleted or edited by the other */
}

static bool
has_line(struct str text, struct str line)
{
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = (struct str){ text.p + 3, text.n - 3 };
	for (struct str rest = text; rest.p;) {
		struct str l = str_cut(&rest, '\n');

		if (l.n && l.p[l.n - 1] == '\r')
			l.n--;
		if (str_eq(l, line))
			return true;
	}
	return false;
}

/* Is a line that stands in none of the versions one of them with a +deal? */
static bool
is_written_out(struct str line)
{
	const char *plus = memchr(line.p, '+', line.n), *behind;
	struct buf b = buf_mem();
	bool ok;

	if (!plus || plus == line.p)
		return false;
	for (behind = plus; behind < line.p + line.n && *behind != ' ';)
		behind++;
	buf_str(&b, str_span(line.p, plus - 1));
	buf_str(&b, str_span(behind, line.p + line.n));
	ok = has_line(buf_view(&side[0].text), buf_view(&b)) ||
	     has_line(buf_view(&side[1].text), buf_view(&b));
	buf_release(&b);
	return ok;
}

static bool
lines_are_ours(struct str merged)
{
	struct str rest = merged;

	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = (struct str){ rest.p + 3, rest.n - 3 };
	while (rest.p) {
		struct str l = str_cut(&rest, '\n');

		if (l.n && l.p[l.n - 1] == '\r')
			l.n--;
		if (l.n && !strchr("<=>", *l.p) && !has_line(buf_view(&side[0].text), l) &&
		    !has_line(buf_view(&side[1].text), l) && !is_written_out(l))
			return false;
	}
	return true;
}

/* A number that does not depend on the order of the lines, nor on ids. */
static uint64_t
sum_of_lines(struct str text)
{
	uint64_t sum = 0;

	for (struct str rest = text; rest.p;) {
		struct str l = str_cut(&rest, '\n');
		uint64_t h = 1469598103934665603u;

		for (size_t i = 0; i < l.n; i++) {
			if (l.p[i] == '%')
				while (i < l.n && l.p[i] != ' ')
					i++;
			if (i < l.n && l.p[i] != '\r')
				h = (h ^ (unsigned char)l.p[i]) * 1099511628211u;
		}
		sum += l.n ? h : 0;
	}
	return sum;
}

/* Is there no comment, and do the dates of each deal's records rise?  Those with a
 * +deal of their own are left out. */
static bool
rises(struct str text)
{
	struct str last = STR("");

	for (struct str rest = text; rest.p;) {
		struct str l = str_cut(&rest, '\n');

		if (str_starts(l, STR("deal")) || str_starts(l, STR("\xef\xbb\xbf")))
			last = STR("");
		if (l.n && *l.p == '#')
			return false;
		if (l.n < 10 || *l.p != '2' || memchr(l.p, '+', l.n))
			continue;
		l.n = 10;
		if (str_cmp(l, last) < 0)
			return false;
		last = l;
	}
	return true;
}

/* The deals that the records of a text belong to, by tag (0: not there, -1: none),
 * and which of them are as the base had them. */
static void
read_deals(struct str text, int deals[TAGS], bool old[TAGS])
{
	struct diag d = diag_silent();
	const struct record *r;
	struct reader rd;

	memset(deals, 0, TAGS * sizeof(*deals));
	reader_init(&rd, &schema, &d);
	input_add_text(&rd.input, STR("text"), text);
	while ((r = reader_next(&rd)))
		if (r->text.n > 1 && *r->text.p == 't') {
			int tag = atoi(r->text.p + 1) % TAGS;

			deals[tag] = -1;
			old[tag] = r->text.p[r->text.n - 1] == '0';
			for (size_t i = 1; i < r->deal.n; i++)
				deals[tag] = (i > 1 ? deals[tag] * 10 : 0) + r->deal.p[i] - '0';
		}
	reader_release(&rd);
	buf_release(&d.err);
}

/* Is each record of a deal that it has on either side, and, where nobody edited it,
 * of the new one where only one side moved it? */
static bool
deals_are_right(struct str merged)
{
	int o[TAGS], got[TAGS], deals[2][TAGS];
	bool old[2][TAGS];

	read_deals(buf_view(&base.text), o, old[0]);
	read_deals(merged, got, old[0]);
	read_deals(buf_view(&side[0].text), deals[0], old[0]);
	read_deals(buf_view(&side[1].text), deals[1], old[1]);
	for (int t = 0; t < TAGS; t++) {
		int a = deals[0][t], b = deals[1][t];

		if (got[t] && got[t] != a && got[t] != b)
			return false;
		if (got[t] && a && b && old[0][t] && old[1][t] && got[t] != (a == o[t] ? b : a) &&
		    got[t] != (b == o[t] ? a : b))
			return false;
	}
	return true;
}

struct result {
	struct buf text;
	size_t conflicts;
	bool renumbered, renamed;
};

static struct result
merge(struct str o, struct str a, struct str b)
{
	struct diag d = { .err = buf_mem() };
	struct result r = { .text = buf_mem() };

	merge_texts(&schema, &d, STR("merged"), o, a, b, &r.text);
	r.conflicts = d.errors;
	buf_char(&d.err, '\0');
	r.renumbered = strstr(d.err.p, "[renumbered]") != NULL;
	r.renamed = strstr(d.err.p, "[renamed]") != NULL;
	buf_release(&d.err);
	return r;
}

static bool
check(uint64_t of, const struct result *r, const struct result *back)
{
	struct str text = buf_view(&r->text);
	bool markers = false;

	for (struct str rest = text; rest.p;)
		markers |= str_eq(str_trim(str_cut(&rest, '\n')), STR("======="));
	if (markers != (r->conflicts > 0))
		return fail("markers without an error, or the other way round", of, text);
	if (!markers && errors_in(text))
		return fail("does not pass the checks", of, text);
	for (int k = 0; k < 2; k++)
		for (int i = 0; i < side[k].n; i++)
			if (!is_right(text, &side[k].piece[i], &side[!k], markers))
				return fail("lost or doubled", of, text);
	if (!r->renumbered && !lines_are_ours(text))
		return fail("a line of nobody", of, text);
	if (!markers && rises(buf_view(&base.text)) && rises(buf_view(&side[0].text)) &&
	    rises(buf_view(&side[1].text))) {
		if (!rises(text))
			return fail("out of the order of dates", of, text);
		ordered++;
	}
	if (!markers && !deals_are_right(text))
		return fail("a record of another deal", of, text);
	if (r->conflicts != back->conflicts && !(r->conflicts && back->conflicts))
		return fail("conflicts one way only", of, text);
	if (!markers && !r->renumbered && !str_eq(text, buf_view(&back->text)))
		return fail("not the same both ways", of, text);
	if (!markers && sum_of_lines(text) != sum_of_lines(buf_view(&back->text)))
		return fail("not the same records both ways", of, text);
	return true;
}

static bool
check_alone(uint64_t of, struct str o, const struct side *s)
{
	struct str text = buf_view(&s->text);
	struct result one = merge(o, text, o), two = merge(o, o, text);
	bool ok = str_eq(buf_view(&one.text), text) && str_eq(buf_view(&two.text), text);

	if (!ok)
		fail("not the side that changed", of, buf_view(&one.text));
	buf_release(&one.text);
	buf_release(&two.text);
	return ok;
}

/* The id in the line that ends in a word; empty if none does. */
static struct str
id_of(struct str text, const char *word)
{
	size_t n = strlen(word);

	for (struct str rest = text; rest.p;) {
		struct str l = str_cut(&rest, '\n');
		const char *id = memchr(l.p, '%', l.n);

		if (l.n && l.p[l.n - 1] == '\r')
			l.n--;
		if (id && l.n > n && memcmp(l.p + l.n - n, word, n) == 0)
			return (struct str){ id, strcspn(id, " ") };
	}
	return STR("");
}

/* Theirs goes on with a line about each of its promises, and is merged once more: does
 * each name the id that its promise has? */
static bool
check_next(uint64_t of, struct str merged)
{
	const struct side *s = &side[1];
	struct buf next = buf_mem();
	struct result r[2];
	char line[80];
	bool ok = true;

	buf_str(&next, buf_view(&s->text));
	put(&next, s->unfinished && s->n ? "\n" : "");
	for (int i = 0, from, to; i < s->n; i++)
		if (s->piece[i].what == PROMISE) {
			section_of(s, i, &from, &to);
			snprintf(line, sizeof(line), "2026-06-01 sent +d%d %%p%d @jane re:update x%d\n",
			    s->piece[from].tag, s->piece[i].id, s->piece[i].tag);
			put(&next, line);
		}
	r[0] = merge(buf_view(&s->text), merged, buf_view(&next));
	r[1] = merge(buf_view(&s->text), buf_view(&next), merged);
	for (int k = 0; k < 2; k++) {
		struct str text = buf_view(&r[k].text);

		for (int i = 0; i < s->n && !r[k].conflicts; i++) {
			struct str of_promise, of_line;

			if (s->piece[i].what != PROMISE)
				continue;
			snprintf(
			    line, sizeof(line), "t%dv%d", s->piece[i].tag, s->piece[i].version);
			of_promise = id_of(text, line);
			snprintf(line, sizeof(line), " x%d", s->piece[i].tag);
			of_line = id_of(text, line);
			if (!of_line.n || (of_promise.n && !str_eq(of_line, of_promise)))
				ok = fail("said of another promise", of, text);
		}
		followed += r[k].renamed;
		buf_release(&r[k].text);
	}
	buf_release(&next);
	return ok;
}

int
main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 500;
	uint64_t first = argc > 2 ? (uint64_t)atoll(argv[2]) : 1;
	int clean = 0, conflicts = 0, renumbered = 0;

	schema_init(&schema);
	base.text = side[0].text = side[1].text = buf_mem();
	for (int i = 0; i < n; i++) {
		uint64_t of = first + (uint64_t)i;
		struct result r, back;
		struct str o, a, b;

		seed = of * UINT64_C(0x9e3779b97f4a7c15) + 1;
		do
			make_base();
		while (errors_in(buf_view(&base.text)));
		make_side(&side[0], 1);
		make_side(&side[1], 2);
		if (below(4) == 0)
			change_both();
		o = buf_view(&base.text);
		a = buf_view(&side[0].text);
		b = buf_view(&side[1].text);
		r = merge(o, a, b);
		back = merge(o, b, a);
		if (check(of, &r, &back) && check_alone(of, o, &side[0]))
			check_alone(of, o, &side[1]);
		if (!r.conflicts)
			check_next(of, buf_view(&r.text));
		conflicts += r.conflicts > 0;
		renumbered += r.renumbered;
		clean += !r.conflicts;
		buf_release(&r.text);
		buf_release(&back.text);
	}
	printf("%d merges, %d clean, %d of them in order of dates, %d with conflicts, "
	       "%d renumbered, %d times that was followed; %d failed\n",
	    n, clean, ordered, conflicts, renumbered, followed, failures);
	return failures > 0 || !clean || !conflicts || !renumbered || !followed;
}
