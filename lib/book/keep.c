#include "book/keep.h"

/* Is the text of that type never asked for in a lean book?  Those of items and of what
 * changes them are. */
static bool
is_text_idle(enum lean lean, enum type t)
{
	if (lean == LEAN_NOT || (t != TYPE_WHO && t <= TYPE_RESUME))
		return false;
	return lean == LEAN_ALL || !(schema_types[t].names_id || t == TYPE_AMENDED);
}

enum { DIGITS = 5 };

/* How many bytes stand in for a text that is never asked for: its first and, for a sent, a
 * blank and part of its hash, as equal lines count as one reminder. */
static size_t
stand_in_n(const struct record *r)
{
	return r->type == TYPE_SENT ? 2 + DIGITS : 1;
}

/* Takes eight bytes at a time.  The same in every run, since what is kept is sorted by it. */
static uint64_t
hash_of(struct str s)
{
	uint64_t h = s.n;

	for (; s.n > 8; s.p += 8, s.n -= 8) {
		h = (h ^ names_word(s.p, 8)) * NAMES_MULTIPLIER;
		h ^= h >> 32;
	}
	h = (h ^ names_word(s.p, s.n)) * NAMES_MULTIPLIER;
	return h >> 32;
}

static void
put_stand_in(char *p, const struct record *r)
{
	uint64_t hash;

	*p = (unsigned char)*r->text.p > '~' ? '~' : *r->text.p;
	if (r->type != TYPE_SENT)
		return;
	*++p = ' '; /* so that a sigil or a quote stays alone */
	hash = hash_of(r->text);
	for (int i = 0; i < DIGITS; i++, hash >>= 6)
		*++p = (char)('0' + (hash & 63));
}

/* The part of the record's line that can be kept as it is: nothing if it has an at: or
 * isn't canonical. */
static struct str
verbatim(const struct record *r)
{
	return record_mark(r).n ? STR("") : r->verbatim;
}

/* The canonical line, put together, without LF; valid until the next call. */
static struct str
put_together(struct book *b, const struct record *r)
{
	struct record plain = record_unmarked(r);

	plain.verbatim = (struct str){ NULL, 0 };
	b->line.n = 0;
	emit_record(&b->canon, &plain);
	return (struct str){ b->line.p, b->line.n - 1 };
}

/* The rest of a verbatim line. */
static struct str
rest_of(const struct record *r, struct str line)
{
	struct str before = r->deal.p && !r->bare ? r->deal : r->word;
	const char *p = before.p + before.n;

	return str_span(p, line.p + line.n);
}

/* The rest of a line that was put together. */
static struct str
rest_behind(const struct record *r, struct str line)
{
	size_t n = r->date.n + 1 + r->word.n;

	if (schema_types[r->type].deal != NO)
		n += r->deal.n ? STR(" +").n + r->deal.n : STR(" +-").n;
	return str_span(line.p + n, line.p + line.n);
}

/* The offset of p in the rest, or 0 if it is elsewhere. */
static uint32_t
in_rest(struct str rest, const char *p)
{
	uintptr_t at = (uintptr_t)p - (uintptr_t)rest.p;

	return at < rest.n ? (uint32_t)at : 0;
}

struct str
keep_rest(struct book *b, const struct record *r, const char *amt, size_t at, uint32_t *number)
{
	struct str line = verbatim(r);
	struct str rest = line.n ? rest_of(r, line) : rest_behind(r, put_together(b, r));
	bool cut = r->text.n && is_text_idle(b->lean, r->type);
	size_t head = cut ? rest.n - r->text.n : rest.n, n = cut ? head + stand_in_n(r) : head;
	char *p;

	p = lines_add(&b->lines, amt ? 2 : 1, n + 1, number);
	lines_set_word(p, 1, (uint32_t)at);
	if (amt)
		lines_set_word(p, 2, in_rest(rest, amt));
	memcpy(p, rest.p, head);
	if (cut)
		put_stand_in(p + head, r);
	p[n] = '\n';
	return (struct str){ p, n };
}

struct str
keep_name(const struct record *r, struct str name, struct str rest)
{
	struct str line = verbatim(r);
	uint32_t at = line.n ? in_rest(rest_of(r, line), name.p) : 0;

	return (struct str){ at ? rest.p + at : NULL, name.n };
}

struct str
keep_text(const struct book *b, const struct record *r, struct str rest)
{
	size_t n = is_text_idle(b->lean, r->type) ? 0 : r->text.n;

	return (struct str){ n ? rest.p + rest.n - n : NULL, n };
}

struct str
book_keep(struct book *b, const struct record *r)
{
	struct str line = put_together(b, r);
	uint32_t number;
	char *p = lines_add(&b->lines, 0, line.n + 1, &number);

	memcpy(p, line.p, line.n + 1);
	return (struct str){ p, line.n + 1 };
}

const struct record *
book_lex(struct book *b, const char *line)
{
	/* A canonical line is in order, and was checked before it was printed. */
	lex_record(&b->lexer, line);
	return &b->lexer.rec;
}

const struct record *
book_record(struct book *b, uint32_t entry)
{
	const struct entry *e = &b->entries[entry];
	struct record *r = &b->lexer.rec;

	lex_rest(&b->lexer, (enum type)e->type, entry_rest(b, e));
	b->date.n = 0;
	if (e->when.day == DAY_NONE)
		buf_char(&b->date, '-');
	else
		date_put(&b->date, e->when);
	r->date = buf_view(&b->date);
	r->when = e->when;
	r->deal = b->deal[entry_deal(b, e)].name;
	r->at = entry_place(b, e);
	return r;
}

struct str
entry_amt(struct book *b, uint32_t entry)
{
	const struct entry *e = &b->entries[entry];
	const char *p = entry_rest(b, e), *end;
	uint32_t at = e->amt ? lines_word(p, 2) : 0;

	if (!at)
		return e->amt ? record_value(book_record(b, entry), KEY_AMT) : STR("");
	for (end = p += at; *end != ' ' && *end != '\n'; end++)
		;
	return str_span(p, end);
}
