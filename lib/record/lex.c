#include "record/lex.h"

#include "base/utf8.h"
#include "record/fault.h"
#include "record/kind.h"
#include "record/quote.h"
#include "record/scan.h"

#include <stdlib.h>

/* '@a ' is the shortest token, and the limit may be seen AHEAD bytes late. */
enum { TOKENS_MAX = (HEAD_MAX + AHEAD) / 3 + 2 };

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

/* The date in front, if there is one: returns where the type begins. */
static const char *
read_date(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *q;

	if (*p < '0' || *p > '9') {
		r->date = STR("-");
		r->when = MOMENT_NONE;
		if (*p != '-' || !(is(p[1], BLANK) || is_end(p + 1)))
			return p;
		r->verbatim.p = p;
		r->date.p = p;
		return p + 1;
	}
	r->verbatim.p = p;
	r->when = MOMENT_NONE;
	q = p + (is(p[10], BLANK | END) ? 10 : 16); /* the usual lengths; no date holds a blank */
	r->date = str_span(p, q);
	if (!date_parse_cached(&lx->dates, r->date, &r->when) || !is(*q, BLANK | END)) {
		q = scan_token(p);
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

/* The type word, where *a begins: returns its end, or null if there is no such
 * type. */
static const char *
read_type(struct lexer *lx, const char *p, struct ahead *a)
{
	struct record *r = &lx->rec;
	const char *q = a->stop ? p + bytes_first(a->stop) : scan_key_end(p);

	if (is(*q, BLANK | END)) {
		r->word = str_span(p, q);
		r->type = schema_type_in_line(lx->schema, r->word);
		if (r->type == TYPE_NONE && is_own_type(r->word))
			r->type = TYPE_X;
		if (r->type != TYPE_NONE) {
			if (a->stop)
				bytes_pass(a, bytes_first(a->stop));
			return q;
		}
	}
	return fault_type(lx, str_span(p, scan_token(p)));
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

/* Reading the head: the tokens up to p are read, the sets begin behind it. */
struct cursor {
	const char *p;
	struct ahead ahead;
};

/* Do the sets tell where the next token ends? */
static inline bool
sees_token(const struct lexer *lx, struct cursor *c)
{
	if (!c->ahead.stop && c->p < lx->start + HEAD_MAX)
		c->ahead = bytes_ahead(c->p + 1, lx->wide);
	return c->ahead.stop != 0;
}

static inline void
pass_token(struct cursor *c, size_t n)
{
	c->p += n + 1;
	bytes_pass(&c->ahead, n);
}

/* The token that follows, if it is one space, that sigil and a name as nearly
 * all are. */
static inline bool
plain_name(const struct lexer *lx, struct cursor *c, const char *sigil, struct str *name)
{
	const char *first = c->p + 2, *last;
	size_t n;

	if (memcmp(c->p, sigil, 2) != 0 || !sees_token(lx, c))
		return false;
	n = bytes_first(c->ahead.stop);
	last = c->p + n;
	if (bytes_run(first, bytes_name) + 1 != n || !is(last[1], BLANK | END) ||
	    !(scan_class[(unsigned char)*first] & scan_class[(unsigned char)*last] & EDGE))
		return false;
	name->p = first;
	name->n = n - 1;
	pass_token(c, n);
	return true;
}

/* A token that begins with a sigil, whatever may be wrong with it. */
static const char *
read_name(struct lexer *lx, const char *p, unsigned lead)
{
	struct record *r = &lx->rec;
	const char *name = p + 1, *q = scan_name(name);
	struct str *to;

	if (!is(*q, BLANK | END) || q - name > NAME_BYTES || !is(*name, EDGE) || !is(q[-1], EDGE)) {
		if (*p != '+' || *name != '-' || q != name + 1 || !is(*q, BLANK | END))
			return fault_name(lx, p);
		name = q; /* +- is no deal */
	}
	if (lead == LEAD_DEAL && r->deal.p)
		return fault_too_many(lx, str_span(p, q));
	to = lead == LEAD_PERSON ? &r->people[r->npeople++]
	     : lead == LEAD_ID   ? &r->ids[r->nids++]
				 : &r->deal;
	to->p = name;
	to->n = (size_t)(q - name);
	return q;
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
	return fault_quote(lx, id, end, id == DIAG_BAD_ESCAPE ? str_span(end, next) : a->name);
}

/* Notes an attribute's key; place is where in its type's row it stands, from 1,
 * or 0. */
static inline void
note_key(struct lexer *lx, unsigned place)
{
	lx->sorted &= UINT64_C(1) << place > lx->seen;
	lx->seen |= UINT64_C(1) << place;
}

/* The token that follows, if it is one space and an attribute of the type as
 * nearly all are. */
static inline bool
plain_attr(struct lexer *lx, struct cursor *c, struct attr *a)
{
	const char *value;
	size_t k, n;
	unsigned place;

	if (*c->p != ' ' || !is(c->p[1], SMALL) || !sees_token(lx, c))
		return false;
	n = bytes_first(c->ahead.stop);
	k = bytes_first(c->ahead.colon | UINT64_C(1) << (AHEAD - 1));
	if (k >= n)
		return false;
	value = c->p + k + 2;
	a->name.p = c->p + 1;
	a->name.n = k;
	a->at = a->value.p = value;
	a->value.n = n - k - 1;
	a->key = schema_key_in_line(lx->schema, a->name);
	place = lx->schema->use_at[lx->rec.type][a->key];
	if (!place || is(*value, BLANK | END | MARK) || !is(c->p[n + 1], BLANK | END))
		return false;
	a->use = &schema_types[lx->rec.type].keys[place - 1];
	if (lx->diag && !kind_plain(lx->schema, a->use->kind, a->value, &lx->dates))
		lx->unsure = true;
	note_key(lx, place);
	pass_token(c, n);
	return true;
}

/* KEY:VALUE, the key known to stand there.  Returns the token's end, null after
 * a fault. */
static const char *
read_attr(struct lexer *lx, struct str name)
{
	struct record *r = &lx->rec;
	struct attr *a = &r->attrs[r->nattrs];
	const char *p = name.p + name.n + 1, *q;
	unsigned place;

	a->name = name;
	a->at = p;
	a->key = schema_key_in_line(lx->schema, name);
	place = lx->schema->use_at[r->type][a->key];
	a->use = place ? &schema_types[r->type].keys[place - 1] : NULL;
	if (!place && r->type != TYPE_X)
		return fault_key(lx, name);
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
	lx->unsure = true;
	note_key(lx, place);
	r->nattrs++;
	return q;
}

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

/* From a token that begins with '-' to where TEXT begins: there, or behind a
 * `--`, which ends the head. */
static const char *
skip_dashes(struct lexer *lx, const char *p)
{
	if (p[1] != '-' || !is(p[2], BLANK | END))
		return p;
	lx->rec.verbatim.p = NULL;
	lx->head_end = p + 2;
	for (p += 2; is(*p, BLANK);)
		p++;
	return p;
}

/* The highest lead of the tokens read. */
static unsigned
rank_of(const struct record *r)
{
	return r->nattrs ? LEAD_KEY : r->npeople ? LEAD_PERSON : r->nids ? LEAD_ID : LEAD_DEAL;
}

/* What stands behind the token that ends at p, if it is not plain: the end of
 * one more token, or null where the head ends.  *text is where TEXT begins then,
 * or null after a fault. */
static const char *
read_token(struct lexer *lx, const char *p, const char **text)
{
	struct record *r = &lx->rec;
	struct str key = { p, 0 };
	const char *q;
	unsigned lead;

	*text = p;
	if (is(*p, END))
		return NULL;
	*text = p = skip_blanks(r, p);
	lead = lead_of[(unsigned char)*p];
	if (lead == LEAD_TEXT || lead == LEAD_BLANK)
		return NULL;
	if (lead == LEAD_DASH) {
		*text = skip_dashes(lx, p);
		return NULL;
	}
	if (lead == LEAD_KEY)
		key = key_at(lx, p);
	if (lead == LEAD_KEY ? !key.n : is(p[1], BLANK | END))
		return NULL;
	*text = NULL;
	if (p > lx->start + HEAD_MAX)
		return fault_long(lx, DIAG_LONG_HEAD, lx->start);
	if (lead < rank_of(r))
		r->verbatim.p = NULL;
	q = lead == LEAD_KEY ? read_attr(lx, key) : read_name(lx, p, lead);
	return lx->head_end = q ? q : fault_recover(lx, p, key);
}

/* The tokens that follow in the order of a canonical line, as long as they are
 * plain; none that leads back. */
static inline void
plain_tokens(struct lexer *lx, struct cursor *c, unsigned rank)
{
	struct record *r = &lx->rec;

	if (rank <= LEAD_DEAL && !r->deal.p)
		plain_name(lx, c, " +", &r->deal);
	if (rank <= LEAD_ID)
		while (plain_name(lx, c, " %", &r->ids[r->nids]))
			r->nids++;
	if (rank <= LEAD_PERSON)
		while (plain_name(lx, c, " @", &r->people[r->npeople]))
			r->npeople++;
	while (plain_attr(lx, c, &r->attrs[r->nattrs]))
		r->nattrs++;
}

/* The tokens behind the type; returns where TEXT begins, or the end, or null.
 * lx->head_end moves to the end of the last token. */
static const char *
read_head(struct lexer *lx, struct cursor c)
{
	const char *from = NULL, *text;
	unsigned rank = LEAD_DEAL;

	for (;;) {
		plain_tokens(lx, &c, rank);
		if (c.p != from)
			lx->head_end = c.p;
		if (*c.p == ' ' && lead_of[(unsigned char)c.p[1]] == LEAD_TEXT)
			return c.p + 1;
		c.ahead.stop = 0;
		if (*c.p == ' ' && c.p[1] == ' ') {
			lx->rec.verbatim.p = NULL;
			while (c.p[1] == ' ')
				c.p++;
		} else if (!(c.p = read_token(lx, c.p, &text))) {
			return text;
		}
		rank = rank_of(&lx->rec);
		from = c.p;
	}
}

/* TEXT from p on; returns the line's end. */
static inline const char *
read_text(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *end, *last;
	bool colon = false;

	if (lx->cut)
		return fault_long(lx, DIAG_LONG_TEXT, p);
	end = scan_plain_text(p, lx->wide, &colon);
	if (*end != '\n' && !(end = scan_text(end, lx->wide, &colon)))
		return NULL;
	for (last = end; last > p && is(last[-1], BLANK);)
		last--;
	lx->colon = colon;
	r->text = str_span(p, last);
	if (last != end)
		r->verbatim.p = NULL;
	if (r->text.n > TEXT_MAX)
		return fault_long(lx, DIAG_LONG_TEXT, p);
	return end;
}

const char *
lex_record(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	struct ahead a;

	lx->start = p;
	lx->faulty = false;
	lx->sorted = true;
	lx->unsure = lx->colon = false;
	lx->seen = lx->torn = 0;
	if (lx->careful)
		lx->fold = (struct fold){ 0 };
	if (lx->values.block)
		arena_reset(&lx->values);
	/* One by one: a slice stored in halves and loaded whole again would stall. */
	r->deal.p = r->text.p = r->verbatim.p = NULL;
	r->deal.n = r->text.n = r->verbatim.n = 0;
	r->nids = r->npeople = r->nattrs = 0;
	if (!(p = read_date(lx, p)))
		return NULL;
	if (is(*p, BLANK))
		p = skip_blanks(r, p);
	a = bytes_ahead(p, lx->wide);
	if (!(p = read_type(lx, p, &a)))
		return NULL;
	if (!(p = read_head(lx, (struct cursor){ p, a })))
		return NULL;
	lx->head = lx->torn == TORN_ALL ? 0 : (size_t)(lx->head_end - lx->start);
	if (lx->head > HEAD_MAX)
		return fault_long(lx, DIAG_LONG_HEAD, lx->start);
	p = read_text(lx, p);
	if (p && r->verbatim.p)
		r->verbatim.n = (size_t)(p - r->verbatim.p);
	return p;
}
