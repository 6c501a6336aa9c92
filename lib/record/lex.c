#include "record/lex.h"

#include "base/near.h"
#include "base/utf8.h"
#include "record/quote.h"
#include "record/scan.h"

#include <stdlib.h>

enum { TOKENS_MAX = HEAD_MAX / 3 + 2 }; /* '@a ' is the shortest token */

/* Words that look like keys but begin a text where the type has no such key. */
static bool
is_link(struct str key)
{
	return str_eq(key, STR("mailto")) || str_eq(key, STR("tel"));
}

bool
lex_plain_text(const struct schema *s, enum type t, struct str text)
{
	const char *end = text.p + text.n;
	struct str key;

	if (text.n == 0)
		return true;
	if (strchr("+%@", text.p[0]))
		return text.n == 1 || is(text.p[1], BLANK);
	if (text.n >= 2 && text.p[0] == '-' && text.p[1] == '-')
		return text.n > 2 && !is(text.p[2], BLANK);
	key = scan_key(text.p, end);
	return key.n == 0 ||
	       (t != TYPE_X && is_link(key) && !schema_key_use(s, t, schema_key(s, key)));
}

void
lex_init(struct lexer *lx, const struct schema *schema, struct diag *diag)
{
	*lx = (struct lexer){ .schema = schema, .diag = diag };
	lx->rec.ids = mem_grow(NULL, sizeof(*lx->rec.ids), TOKENS_MAX);
	lx->rec.people = mem_grow(NULL, sizeof(*lx->rec.people), TOKENS_MAX);
	lx->rec.attrs = mem_grow(NULL, sizeof(*lx->rec.attrs), TOKENS_MAX);
}

void
lex_release(struct lexer *lx)
{
	free(lx->rec.ids);
	free(lx->rec.people);
	free(lx->rec.attrs);
	arena_release(&lx->values);
}

struct place
place_of(struct lexer *lx, const char *p)
{
	size_t offset = (size_t)(p - lx->start);

	if (!lx->careful)
		return (struct place){ lx->file, lx->line, offset + 1 };
	fold_seek(&lx->fold, lx->written, offset);
	offset -= lx->fold.offset;
	return (struct place){ lx->file, lx->line + lx->fold.line, lx->fold.indent + offset + 1 };
}

bool
lex_fault(
    struct lexer *lx, enum diag_id id, const char *p, struct str a, struct str b, struct str c)
{
	struct place at;
	const char *line;

	if (!lx->careful)
		return false;
	at = place_of(lx, p);
	diag_report(lx->diag, id, at, a, b, c);
	line = lx->fold.content.p - lx->fold.indent;
	diag_excerpt(lx->diag, str_span(line, lx->fold.content.p + lx->fold.content.n), at.col);
	if (diag_rows[id].level >= DIAG_ERROR)
		lx->faulty = true;
	return false;
}

void
lex_note(struct lexer *lx, const char *p, const char *format, struct str a, struct str b)
{
	if (lx->careful)
		diag_note(lx->diag, place_of(lx, p), format, a, b);
}

/* The date in front, if there is one: returns where the type begins. */
static const char *
read_date(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *q;

	r->date = STR("-");
	r->when = MOMENT_NONE;
	if (*p == '-' && (is(p[1], BLANK) || is_end(p + 1))) {
		r->verbatim.p = p;
		r->date = (struct str){ p, 1 };
		return p + 1;
	}
	if (*p < '0' || *p > '9')
		return p;
	r->verbatim.p = p;
	q = is(p[10], BLANK) ? p + 10 : scan_token(p);
	r->date = str_span(p, q);
	if (!date_parse_cached(&lx->dates, r->date, &r->when)) {
		q = scan_token(p); /* a blank may stand before the eleventh byte */
		r->date = str_span(p, q);
		lx->torn |= TORN_DATE;
		lex_fault(lx, DIAG_BAD_DATE, p, r->date, STR(""), STR(""));
		lex_note(lx, p, "a date is YYYY-MM-DD or YYYY-MM-DDThh:mm, from 1900 on", STR(""),
		    STR(""));
		return lx->careful ? q : NULL;
	}
	return q;
}

static bool
is_own_type(struct str w)
{
	if (w.n < 3 || w.p[0] != 'x' || w.p[1] != '-')
		return false;
	for (size_t i = 2; i < w.n; i++)
		if (!is(w.p[i], KEY))
			return false;
	return true;
}

COLD static void
unknown_type(struct lexer *lx, struct str word)
{
	struct near near = near_to(word);

	if (word.n == 0) {
		lex_fault(lx, DIAG_MISSING_TYPE, word.p, STR(""), STR(""), STR(""));
		return;
	}
	lex_fault(lx, DIAG_UNKNOWN_TYPE, word.p, word, STR(""), STR(""));
	for (int t = 0; t < TYPE_X; t++)
		near_try(&near, schema_types[t].name);
	if (near.best.n)
		lex_note(lx, word.p, "did you mean '$1'?", near.best, STR(""));
	else
		lex_note(lx, word.p,
		    "fu-parse -l types lists them; a type of your own begins with x-", STR(""),
		    STR(""));
}

/* The type word: returns its end, or null if there is no such type. */
static const char *
read_type(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *q = scan_key_end(p);

	if (is(*q, BLANK | END)) {
		r->word = str_span(p, q);
		r->type = schema_type_in_line(lx->schema, r->word);
		if (r->type == TYPE_NONE && is_own_type(r->word))
			r->type = TYPE_X;
		if (r->type != TYPE_NONE)
			return q;
	}
	unknown_type(lx, str_span(p, scan_token(p)));
	return NULL;
}

static const struct {
	enum torn torn;
	const char *name;
} sigils[128] = {
	['+'] = { TORN_DEAL, "+deal" },
	['%'] = { TORN_ID, "%id" },
	['@'] = { TORN_PERSON, "@person" },
};

COLD static const char *
malformed_name(struct lexer *lx, const char *p)
{
	const char *end = scan_token(p), *q = p + 1;
	struct str good;

	while (q < end && is(*q, NAME))
		q++;
	while (q > p + 1 && !is(q[-1], EDGE))
		q--;
	good = str_span(p, q);
	lx->torn |= sigils[(unsigned char)*p].torn;
	lex_fault(lx, DIAG_MALFORMED_NAME, p, str_span(p, end), STR(""), STR(""));
	if (scan_is_name(str_span(p + 1, q)))
		lex_note(lx, p, "did you mean '$1'? put -- before text", good, STR(""));
	else
		lex_note(lx, p,
		    "names are ASCII letters, digits, - _ and . inside, 64 bytes at most; put -- before text",
		    STR(""), STR(""));
	return NULL;
}

COLD static const char *
too_many(struct lexer *lx, const char *p, struct str token)
{
	lx->torn |= sigils[(unsigned char)*p].torn;
	lex_fault(
	    lx, DIAG_TOO_MANY, p, token, lx->rec.word, str_from(sigils[(unsigned char)*p].name));
	return NULL;
}

/* A token that begins with a sigil, of which p[1] is no blank. */
static inline const char *
read_name(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *name = p + 1, *q = scan_name(name);
	struct str *to;

	if (!is(*q, BLANK | END) || q - name > NAME_BYTES || !is(*name, EDGE) || !is(q[-1], EDGE)) {
		if (*p != '+' || *name != '-' || q != name + 1 || !is(*q, BLANK | END))
			return malformed_name(lx, p);
		name = q; /* +- is no deal */
	}
	if (*p == '+' && r->deal.p)
		return too_many(lx, p, str_span(p, q));
	to = *p == '@' ? &r->people[r->npeople++] : *p == '%' ? &r->ids[r->nids++] : &r->deal;
	to->p = name;
	to->n = (size_t)(q - name);
	return q;
}

COLD static const char *
broken_quote(struct lexer *lx, enum diag_id id, const char *p, struct str about)
{
	lx->torn |= TORN_KEY;
	lex_fault(lx, id, p, about, STR(""), STR(""));
	if (id == DIAG_BAD_ESCAPE)
		lex_note(lx, p, "in quotes, write \\\" for a quote and \\\\ for a backslash",
		    STR(""), STR(""));
	return NULL;
}

/* The quoted value that begins at p; leaves it without quotes in a->value. */
static const char *
read_quoted(struct lexer *lx, const char *p, struct attr *a)
{
	const char *end, *next;
	enum diag_id id = quote_read(p, &lx->values, &a->value, &end);

	if (id == DIAG_COUNT)
		return end;
	next = end + 1;
	utf8_step(&next, next + 4);
	return broken_quote(lx, id, end, id == DIAG_BAD_ESCAPE ? str_span(end, next) : a->name);
}

COLD static const char *
unknown_key(struct lexer *lx, struct str key)
{
	struct near near = near_to(key);
	const struct key_use *u = schema_types[lx->rec.type].keys;

	for (; u->need; u++)
		near_try(&near, schema_key_names[u->key]);
	lx->torn |= TORN_KEY;
	lex_fault(lx, DIAG_UNKNOWN_KEY, key.p, key, lx->rec.word, STR(""));
	if (near.best.n)
		lex_note(lx, key.p, "did you mean '$1'? put -- before text", near.best, STR(""));
	else
		lex_note(lx, key.p, "put -- before text", STR(""), STR(""));
	return NULL;
}

/* KEY:VALUE, the key known to stand there.  Returns the token's end, null after
 * a fault. */
static inline const char *
read_attr(struct lexer *lx, struct str name)
{
	struct record *r = &lx->rec;
	struct attr *a = &r->attrs[r->nattrs];
	const char *p = name.p + name.n + 1, *q;
	unsigned place;

	a->name = name;
	a->at = p;
	a->key = schema_key_in_line(lx->schema, name);
	place = a->key == KEY_NONE ? 0 : lx->schema->use_at[r->type][a->key];
	a->use = place ? &schema_types[r->type].keys[place - 1] : NULL;
	if (!place && r->type != TYPE_X)
		return unknown_key(lx, name);
	if (*p == '"') {
		r->verbatim.p = NULL;
		q = read_quoted(lx, p, a);
	} else {
		q = scan_value(p);
		if (q)
			a->value = str_span(p, q);
	}
	if (!q)
		return NULL;
	lx->sorted &= UINT32_C(1) << place > lx->seen;
	lx->seen |= UINT32_C(1) << place;
	r->nattrs++;
	return q;
}

/* What a token is by its first byte; their order is that of a canonical line. */
enum lead { LEAD_TEXT, LEAD_DEAL, LEAD_ID, LEAD_PERSON, LEAD_KEY, LEAD_DASH, LEAD_BLANK };

/* clang-format off */
#define L LEAD_KEY
static const unsigned char lead_of[256] = {
	[' '] = LEAD_BLANK, ['\t'] = LEAD_BLANK, ['\n'] = LEAD_BLANK, ['\r'] = LEAD_BLANK,
	['+'] = LEAD_DEAL, ['%'] = LEAD_ID, ['@'] = LEAD_PERSON, ['-'] = LEAD_DASH,
	['a'] = L, ['b'] = L, ['c'] = L, ['d'] = L, ['e'] = L, ['f'] = L, ['g'] = L, ['h'] = L,
	['i'] = L, ['j'] = L, ['k'] = L, ['l'] = L, ['m'] = L, ['n'] = L, ['o'] = L, ['p'] = L,
	['q'] = L, ['r'] = L, ['s'] = L, ['t'] = L, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L,
	['y'] = L, ['z'] = L,
};
#undef L
/* clang-format on */

/* The key of the attribute that stands at p; empty where TEXT begins. */
static inline struct str
key_at(struct lexer *lx, const char *p)
{
	const char *q = scan_key_end(p);
	struct str key = { p, 0 };

	if (*q != ':' || is(q[1], BLANK | END) || (q[1] == '/' && q[2] == '/'))
		return key;
	key.n = (size_t)(q - p);
	if ((*p == 'm' || *p == 't') && is_link(key) && lx->rec.type != TYPE_X &&
	    !schema_key_use(lx->schema, lx->rec.type, schema_key(lx->schema, key)))
		key.n = 0;
	return key;
}

/* Past the blanks at p; if they are not one single space before a token, the
 * line is not canonical. */
static inline const char *
skip_blanks(struct record *r, const char *p)
{
	if (*p == ' ' && !is(p[1], BLANK | END))
		return p + 1;
	r->verbatim.p = NULL;
	while (is(*p, BLANK))
		p++;
	return p;
}

/* After a fault in the token at p: where to go on.  A broken quote leaves open
 * what was meant behind it: then nothing of the rest is read, or missed. */
COLD static const char *
recover(struct lexer *lx, const char *p, struct str key)
{
	const char *q;

	if (!lx->careful)
		return NULL;
	if (!key.n || p[key.n + 1] != '"')
		return scan_token(p);
	if ((q = quote_skip(p + key.n + 1)))
		return q;
	lx->torn = TORN_ALL;
	return strchr(p, '\n');
}

COLD static const char *
too_long(struct lexer *lx, enum diag_id id, const char *p)
{
	lex_fault(lx, id, p, STR(""), STR(""), STR(""));
	return NULL;
}

/* From a token that begins with '-' to where TEXT begins: there, or behind a
 * `--`, which ends the head. */
static const char *
skip_dashes(struct record *r, const char *p, const char **head)
{
	if (p[1] != '-' || !is(p[2], BLANK | END))
		return p;
	r->verbatim.p = NULL;
	*head = p + 2;
	for (p += 2; is(*p, BLANK);)
		p++;
	return p;
}

/* The tokens behind the type; returns where TEXT begins, or the end, or null.
 * *head moves to the end of the last token. */
static const char *
read_head(struct lexer *lx, const char *p, const char **head)
{
	struct record *r = &lx->rec;
	const char *limit = lx->start + HEAD_MAX;
	unsigned rank = LEAD_TEXT;

	for (;; *head = p) {
		struct str key = { p, 0 };
		const char *q;
		unsigned lead;

		lead = lead_of[(unsigned char)p[1]];
		q = p + 1;
		if (*p != ' ' || lead == LEAD_BLANK) { /* not one single space */
			if (is(*p, END))
				return p;
			q = skip_blanks(r, p);
			if (is(*q, END))
				return q;
			lead = lead_of[(unsigned char)*q];
		}
		if (lead == LEAD_KEY)
			key = key_at(lx, q);
		if (lead == LEAD_TEXT)
			return q;
		if (lead == LEAD_DASH)
			return skip_dashes(r, q, head);
		if (lead == LEAD_KEY ? !key.n : is(q[1], BLANK | END))
			return q;
		if (q > limit)
			return too_long(lx, DIAG_LONG_HEAD, lx->start);
		if (lead < rank)
			r->verbatim.p = NULL;
		rank = lead;
		p = lead == LEAD_KEY ? read_attr(lx, key) : read_name(lx, q);
		if (!p && !(p = recover(lx, q, key)))
			return NULL;
	}
}

/* TEXT from p on; returns the line's end. */
static const char *
read_text(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *end = lx->cut ? NULL : scan_text(p, &lx->colon), *last = end;

	if (lx->cut)
		return too_long(lx, DIAG_LONG_TEXT, p);
	if (!end)
		return NULL;
	while (last > p && is(last[-1], BLANK))
		last--;
	r->text = str_span(p, last);
	if (last != end)
		r->verbatim.p = NULL;
	if (r->text.n > TEXT_MAX)
		return too_long(lx, DIAG_LONG_TEXT, p);
	return end;
}

const char *
lex_record(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *head;

	lx->start = p;
	lx->faulty = false;
	lx->sorted = true;
	lx->colon = false;
	lx->seen = lx->torn = 0;
	if (lx->careful)
		lx->fold = (struct fold){ 0 };
	if (lx->values.block)
		arena_reset(&lx->values);
	r->deal = r->text = r->verbatim = (struct str){ NULL, 0 };
	r->nids = r->npeople = r->nattrs = 0;
	if (!(p = read_date(lx, p)))
		return NULL;
	if (is(*p, BLANK))
		p = skip_blanks(r, p);
	if (!(p = read_type(lx, p)))
		return NULL;
	head = p;
	if (!(p = read_head(lx, p, &head)))
		return NULL;
	lx->head = lx->torn == TORN_ALL ? 0 : (size_t)(head - lx->start);
	if (lx->head > HEAD_MAX)
		return too_long(lx, DIAG_LONG_HEAD, lx->start);
	p = read_text(lx, p);
	if (p && r->verbatim.p)
		r->verbatim.n = (size_t)(p - r->verbatim.p);
	return p;
}
