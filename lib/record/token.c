#include "record/token.h"

#include "base/utf8.h"
#include "record/fault.h"
#include "record/quote.h"
#include "record/scan.h"

/* clang-format off */
#define L LEAD_KEY
const unsigned char lead_of[256] = {
	[' '] = LEAD_BLANK, ['\t'] = LEAD_BLANK, ['\n'] = LEAD_BLANK, ['\r'] = LEAD_BLANK,
	['+'] = LEAD_DEAL, ['%'] = LEAD_ID, ['@'] = LEAD_PERSON, ['-'] = LEAD_DASH,
	['a'] = L, ['b'] = L, ['c'] = L, ['d'] = L, ['e'] = L, ['f'] = L, ['g'] = L, ['h'] = L,
	['i'] = L, ['j'] = L, ['k'] = L, ['l'] = L, ['m'] = L, ['n'] = L, ['o'] = L, ['p'] = L,
	['q'] = L, ['r'] = L, ['s'] = L, ['t'] = L, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L,
	['y'] = L, ['z'] = L,
};
#undef L
/* clang-format on */

bool
token_is_link(struct str key)
{
	return str_eq(key, STR("mailto")) || str_eq(key, STR("tel"));
}

/* Reads a token that begins with a sigil, whatever may be wrong with it. */
static const char *
read_name(struct lexer *lx, const char *p, unsigned lead)
{
	struct record *r = &lx->rec;
	const char *name = p + 1, *q = scan_name(name);
	struct str *to;

	if (!is(*q, BLANK | END) || q - name > NAME_BYTES || !is(*name, EDGE) || !is(q[-1], EDGE)) {
		if (*p != '+' || *name != '-' || q != name + 1 || !is(*q, BLANK | END))
			return fault_name(lx, p);
		name = q; /* +- means no deal */
		if (schema_types[r->type].deal == NO)
			r->verbatim.p = NULL; /* and isn't printed */
	}
	if (lead == LEAD_DEAL && r->deal.p)
		return fault_too_many(lx, str_span(p, q));
	to = lead == LEAD_PERSON ? &r->people[r->npeople++]
	     : lead == LEAD_ID   ? &r->ids[r->nids++]
				 : &r->deal;
	to->p = name;
	to->n = (size_t)(q - name);
	if (lead == LEAD_DEAL)
		lx->has += to->n ? HAS_DEAL : 0;
	else
		lx->doubts |= DOUBT_NAMES;
	return q;
}

/* Reads the quoted value that begins at p into a->value, unquoted. */
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

/* Notes that a key was seen; place is its index in its type's row + 1, or 0. */
static void
note_key(struct lexer *lx, unsigned place)
{
	uint64_t bit = UINT64_C(1) << place;

	if (bit <= lx->seen)
		lx->doubts |= DOUBT_ORDER;
	lx->seen |= bit;
}

/* Reads a KEY:VALUE token whose key is known.  Returns the token's end; null after a fault. */
static const char *
read_attr(struct lexer *lx, struct str name)
{
	struct record *r = &lx->rec;
	struct attr *a = &r->attrs[r->nattrs];
	const char *p = name.p + name.n + 1, *q;
	unsigned place;

	a->name = name;
	a->key = schema_key_in_line(lx->schema, name);
	place = lx->limits->use_at[a->key];
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
	lx->doubts |= DOUBT_VALUE;
	note_key(lx, place);
	r->nattrs++;
	return q;
}

/* The key of the attribute at p; empty if TEXT begins here. */
static inline struct str
key_at(struct lexer *lx, const char *p)
{
	const char *q = scan_key_end(p);
	struct str key = { p, 0 };

	if (*q != ':' || is(q[1], BLANK | END) || (q[1] == '/' && q[2] == '/'))
		return key;
	key.n = (size_t)(q - p);
	if ((*p == 'm' || *p == 't') && token_is_link(key) && lx->rec.type != TYPE_X &&
	    !schema_key_use(lx->schema, lx->rec.type, schema_key(lx->schema, key)))
		key.n = 0;
	return key;
}

/* Where TEXT begins, given a token that begins with '-': there, or after a `--`, which ends
 * the head. */
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

const char *
token_read(struct lexer *lx, const char *p, const char **text)
{
	struct record *r = &lx->rec;
	struct str key = { p, 0 };
	const char *q;
	unsigned lead;

	*text = p;
	if (is(*p, END))
		return NULL;
	*text = p = token_skip_blanks(r, p);
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
	if (lead < token_rank(r))
		r->verbatim.p = NULL;
	q = lead == LEAD_KEY ? read_attr(lx, key) : read_name(lx, p, lead);
	return lx->head_end = q ? q : fault_recover(lx, p, key);
}
