/*
 * merge.c: merges of records.  The first byte of each line, a to g, says which of
 * the three texts contain the rest of it: a bit each for base, ours and theirs.
 * Merged with itself a text stays as it is, and if only one side has changes, the
 * result is that side.  What comes out of texts without errors has none, or has
 * markers and a conflict reported; every line of it was a line of one side; and
 * merging the other way round gives the same lines.
 */
#include "fuzz.h"

#include "book/merge.h"
#include "record/reader.h"

static struct schema schema;
static bool ready; /* schema is */

struct merged {
	struct buf text;
	size_t conflicts, renumbered;
};

static size_t
count(struct str s, struct str word)
{
	size_t n = 0;

	for (size_t i = 0; i + word.n <= s.n; i++)
		n += memcmp(s.p + i, word.p, word.n) == 0;
	return n;
}

static struct merged
merge(struct str base, struct str ours, struct str theirs)
{
	struct merged m = { buf_mem(), 0, 0 };
	struct diag diag = { .err = buf_mem() };

	merge_texts(&schema, &diag, STR("in"), base, ours, theirs, &m.text);
	fuzz_want(fuzz_is_safe(buf_view(&diag.err)), "findings that are safe to print");
	m.conflicts = diag.errors;
	m.renumbered = count(buf_view(&diag.err), STR("[renumbered]"));
	buf_release(&diag.err);
	return m;
}

static size_t
errors(struct str text)
{
	struct diag diag = { .err = buf_mem() };
	struct reader r;
	size_t n;

	reader_init(&r, &schema, &diag);
	input_add_text(&r.input, STR("in"), text);
	while (reader_next(&r))
		;
	reader_release(&r);
	n = diag.errors;
	buf_release(&diag.err);
	return n;
}

static void
want_merged(struct str base, struct str ours, struct str theirs, struct str want)
{
	struct merged m = merge(base, ours, theirs);

	fuzz_want(
	    str_eq(buf_view(&m.text), want), "one side's text where the other has no changes");
	fuzz_want(
	    m.conflicts == 0 && m.renumbered == 0, "no conflict where one side has no changes");
	buf_release(&m.text);
}

/* How many lines begin with seven of c, the first perhaps after a byte order mark. */
static size_t
markers(struct str s, char c)
{
	size_t n = 0;

	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = (struct str){ s.p + 3, s.n - 3 };
	while (s.p && s.n) {
		struct str line = str_cut(&s, '\n');
		size_t i = 0;

		while (i < line.n && line.p[i] == c)
			i++;
		n += i == 7;
	}
	return n;
}

static void
check_well_formed(const struct merged *m)
{
	struct str s = buf_view(&m->text);
	size_t begun = markers(s, '<');

	fuzz_want((begun > 0) == (m->conflicts > 0), "markers where conflicts are reported");
	fuzz_want(markers(s, '>') == begun && markers(s, '=') == begun, "markers that match");
	if (!begun)
		fuzz_want(errors(s) == 0, "merged records without an error");
}

/* Do both have the same number of each byte, as the same lines in another order would? */
static bool
alike(struct str a, struct str b)
{
	size_t n[256] = { 0 };

	for (size_t i = 0; i < a.n; i++)
		n[(unsigned char)a.p[i]]++;
	for (size_t i = 0; i < b.n; i++)
		n[(unsigned char)b.p[i]]--;
	for (int c = 0; c < 256; c++)
		if (n[c])
			return false;
	return true;
}

static void
check_pair(struct str base, struct str ours, struct str theirs)
{
	struct merged m = merge(base, ours, theirs), other = merge(base, theirs, ours);

	if (errors(base) + errors(ours) + errors(theirs) == 0) {
		check_well_formed(&m);
		if (m.conflicts + m.renumbered + other.conflicts + other.renumbered == 0)
			fuzz_want(str_eq(buf_view(&m.text), buf_view(&other.text)) ||
				      alike(buf_view(&m.text), buf_view(&other.text)),
			    "the same the other way round");
		fuzz_want(
		    (m.conflicts > 0) == (other.conflicts > 0), "a conflict either way round");
	}
	buf_release(&m.text);
	buf_release(&other.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str rest = { (const char *)p, n };
	struct buf text[3] = { buf_mem(), buf_mem(), buf_mem() };
	struct str base, ours, theirs;

	if (!ready)
		schema_init(&schema);
	ready = true;
	while (rest.p && rest.n) {
		struct str line = str_cut(&rest, '\n');
		int who = line.n ? *line.p : 0;

		for (int i = 0; i < 3 && line.n; i++)
			if (who >> i & 1) {
				buf_put(&text[i], line.p + 1, line.n - 1);
				buf_char(&text[i], '\n');
			}
	}
	base = buf_view(&text[0]), ours = buf_view(&text[1]), theirs = buf_view(&text[2]);
	want_merged(base, ours, base, ours);
	want_merged(base, base, theirs, theirs);
	want_merged(base, ours, ours, ours);
	check_pair(base, ours, theirs);
	for (int i = 0; i < 3; i++)
		buf_release(&text[i]);
	fuzz_want(fuzz_free_all(), "no memory left behind");
	return 0;
}
