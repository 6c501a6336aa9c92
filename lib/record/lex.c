#include "record/lex.h"

#include "record/fault.h"
#include "record/kind.h"
#include "record/scan.h"
#include "record/token.h"

#include <stdlib.h>

/* The shortest token is '@a '; and the limit is enforced by token_read(), which reads all
 * but names whose first letters ascend and keys in the order of their row. */
enum { TOKENS_MAX = HEAD_MAX / 3 + 64 };

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
	       (t != TYPE_X && token_is_link(key) && !schema_key_use(s, t, schema_key(s, key)));
}

void
lex_init(struct lexer *lx, const struct schema *schema, struct diag *diag)
{
	*lx = (struct lexer){ .schema = schema,
		.diag = diag,
		.last_deal = { .n = 1 },
		.known[0].print.a = 1 /* matches no token, not even an empty one */ };
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
	folds_release(&lx->folds);
	arena_release(&lx->values);
}

/* Reads the date at the start, if there is one; returns where the type begins, unless more
 * than one space precedes it. */
static const char *
read_date(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *q;

	r->verbatim.p = p;
	if (*p < '0' || *p > '9') {
		lx->has = 0;
		r->date = STR("-");
		r->when = MOMENT_NONE;
		if (*p != '-' || !(is(p[1], BLANK) || is_end(p + 1)))
			return p;
		r->date.p = p;
		return p + 1 + (p[1] == ' ');
	}
	r->when = MOMENT_NONE;
	lx->has = HAS_DATE;
	/* Usually a space follows; no date contains one. */
	r->date = (struct str){ p, p[10] == ' ' ? 10 : p[16] == ' ' ? 16 : 0 };
	if (!date_parse_cached(&lx->dates, r->date, &r->when)) {
		q = scan_token(p);
		r->date = str_span(p, q);
		if (date_parse(r->date, &r->when))
			return q;
		lx->torn |= TORN_DATE;
		lx->has = 0;
		lex_fault(lx, DIAG_BAD_DATE, p, r->date, STR(""), STR(""));
		lex_note(lx, p, "a date is YYYY-MM-DD or YYYY-MM-DDThh:mm, from 1900 on", STR(""));
		return lx->careful ? q : NULL;
	}
	return p + r->date.n + 1;
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

/* Reads the type at p; returns its end, or null if there is no such type. */
static inline const char *
read_type(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *end = scan_over(p, bytes_value);

	if (!is(*end, BLANK | END))
		return NULL;
	r->word = str_span(p, end);
	r->type = schema_type_in_line(lx->schema, r->word);
	if (r->type == TYPE_NONE && is_own_type(r->word))
		r->type = TYPE_X;
	if (r->type == TYPE_NONE)
		return NULL;
	lx->limits = &lx->schema->limits[r->type];
	return end;
}

/* The end of the token at p, if it is one space, that sigil and a name of the usual sort
 * that begins with a byte above last; else null. */
static inline const char *
plain_name(const char *p, const char *sigil, unsigned char last, struct str *name)
{
	const char *first = p + 2, *end;

	if (memcmp(p, sigil, 2) != 0 || (unsigned char)*first <= last ||
	    !(end = scan_plain_name(first)) || !is(*end, BLANK | END))
		return NULL;
	*name = str_span(first, end);
	return end;
}

/* Adds the tokens at *p that are such names, ascending, to the n names there are; returns
 * the new number, and in *p the end of the last. */
static inline size_t
plain_names(const char **p, const char *sigil, struct str *names, size_t n)
{
	struct str *to = names + n;
	unsigned char last = n ? (unsigned char)*to[-1].p : 0;
	const char *end;

	for (; (end = plain_name(*p, sigil, last, to)); *p = end)
		last = (unsigned char)*to++->p;
	return (size_t)(to - names);
}

/* Where an attribute with that fingerprint is kept, or would be. */
static inline struct known_attr *
known_slot(struct lexer *lx, struct fingerprint f)
{
	return &lx->known[(f.a + f.b) * UINT64_C(0x9e3779b97f4a7c15) >> (64 - KNOWN_BITS)];
}

/* plain_attr() for an attribute that isn't known yet.  token is as much of it as was looked
 * at; k is where it may be kept. */
APART static const char *
unknown_attr(struct lexer *lx, struct str token, struct known_attr *k, struct attr *a)
{
	const char *p = token.p, *end = p + token.n;
	unsigned place;
	enum kind kind;

	a->name.n = bytes_until(p, ':');
	a->key = schema_key_in_line(lx->schema, a->name);
	place = lx->limits->use_at[a->key];
	if (!place || a->name.n == BYTES_AT_ONCE) /* no ':' was seen */
		return NULL;
	p += a->name.n + 1;
	if (token.n == BYTES_AT_ONCE)
		end = scan_over(end, bytes_value);
	if (end == p || !is(*end, BLANK | END) || is(*p, MARK))
		return NULL;
	a->value = str_span(p, end);
	a->use = &lx->limits->keys[place - 1];
	kind = a->use->kind;
	if (lx->diag && kind != KIND_TEXT && !kind_plain(lx->schema, kind, a->value, &lx->dates))
		lx->doubts |= DOUBT_VALUE;
	else if (token.n < BYTES_AT_ONCE && kind_recurs(lx->schema, kind))
		*k = (struct known_attr){ schema_print(token), (uint8_t)a->key, (uint8_t)kind,
			(uint8_t)a->name.n };
	return end;
}

/* The end of the token at p, if it is one space and an attribute of the usual sort, whose
 * key comes after those seen; else null. */
static inline const char *
plain_attr(struct lexer *lx, const char *p, struct attr *a)
{
	struct known_attr *k;
	struct fingerprint f;
	struct str token;
	const char *end;
	unsigned place;
	uint64_t bit;

	if (*p != ' ' || !is(p[1], SMALL))
		return NULL;
	token = (struct str){ p + 1, bytes_run(p + 1, bytes_value) };
	f = schema_print(token);
	k = known_slot(lx, f);
	end = token.p + token.n;
	a->name.p = token.p;
	if (k->print.a == f.a && k->print.b == f.b && is(*end, BLANK | END) &&
	    (place = lx->limits->use_at[k->key]) &&
	    (a->use = &lx->limits->keys[place - 1])->kind == k->kind) {
		a->key = k->key;
		a->name.n = k->name;
		a->value = str_span(token.p + k->name + 1, end);
	} else if ((end = unknown_attr(lx, token, k, a))) {
		place = lx->limits->use_at[a->key];
	} else {
		return NULL;
	}
	bit = UINT64_C(1) << place;
	if (bit <= lx->seen)
		return NULL;
	lx->seen |= bit;
	return end;
}

/* The same for +DEAL.  Lines of one deal stand together, so it is usually the last one met. */
static inline const char *
plain_deal(struct last_deal *last, const char *p, struct str *deal)
{
	struct fingerprint f = schema_print((struct str){ p, last->n });
	const char *end;

	if (f.a == last->print.a && f.b == last->print.b) {
		*deal = (struct str){ p + 2, last->n - 3 };
		return p + last->n - 1;
	}
	end = plain_name(p, " +", 0, deal);
	if (end && *end == ' ' && end - p < SCHEMA_WORD_MAX) {
		last->n = (size_t)(end - p) + 1;
		last->print = schema_print((struct str){ p, last->n });
	}
	return end;
}

/* Reads the tokens at p as long as they are plain and in canonical order, so that they are
 * few.  Returns the end of the last.  first: none was read before. */
static inline const char *
plain_tokens(struct lexer *lx, const char *p, bool first, enum lead rank)
{
	struct record *r = &lx->rec;
	size_t n = first ? 0 : r->nattrs;
	struct attr *a = &r->attrs[n];
	const char *end;

	if (rank <= LEAD_DEAL && (first || !r->deal.p) &&
	    (end = plain_deal(&lx->last_deal, p, &r->deal))) {
		lx->has += HAS_DEAL;
		p = end;
	}
	if (rank <= LEAD_ID)
		r->nids = plain_names(&p, " %", r->ids, first ? 0 : r->nids);
	if (rank <= LEAD_PERSON)
		r->npeople = plain_names(&p, " @", r->people, first ? 0 : r->npeople);
	for (; (end = plain_attr(lx, p, a++)); p = end)
		n++;
	r->nattrs = n;
	return p;
}

/* Does TEXT begin right here, after one space? */
static inline bool
is_before_text(const char *p)
{
	return *p == ' ' && lead_of[(unsigned char)p[1]] == LEAD_TEXT;
}

/* As read_head(), for what follows the first plain tokens, which end at p. */
APART static const char *
read_more(struct lexer *lx, const char *p)
{
	const char *text = NULL, *end;

	lx->head_end = p;
	while (!is_before_text(p)) {
		if (*p == ' ' && p[1] == ' ') {
			lx->rec.verbatim.p = NULL;
			while (p[1] == ' ')
				p++;
		} else if (!(p = token_read(lx, p, &text))) {
			break;
		}
		end = plain_tokens(lx, p, false, token_rank(&lx->rec));
		if (end != p)
			lx->head_end = p = end;
	}
	if (p)
		text = p + 1;
	if (!text || lx->torn == TORN_ALL)
		return text; /* what is wrong has been reported */
	lx->head = (size_t)(lx->head_end - lx->start);
	return lx->head > HEAD_MAX ? fault_long(lx, DIAG_LONG_HEAD, lx->start) : text;
}

/* Reads the tokens behind the type, which ends at p.  Returns where TEXT begins, or the
 * end, or null. */
static inline const char *
read_head(struct lexer *lx, const char *p)
{
	p = plain_tokens(lx, p, true, LEAD_DEAL);
	lx->head = (size_t)(p - lx->start);
	return is_before_text(p) ? p + 1 : read_more(lx, p);
}

/* From p, in a text that isn't all ASCII, to the line's end; null if there is a fault.  Not
 * inlined, so that the colons of plain texts stay in a register. */
APART static const char *
read_wide_text(struct lexer *lx, const char *p)
{
	unsigned colons = 0;

	p = scan_text(p, &colons);
	lx->doubts |= colons & COLON_TIGHT ? DOUBT_TEXT : 0;
	return p;
}

/* Does TEXT at p begin with what may be a key, then ':' and a blank? */
static inline bool
is_key_apart(const char *p)
{
	const char *end = scan_key_end(p);

	return *end == ':' && is(end[1], BLANK);
}

/* Reads TEXT at p; returns the line's end. */
static inline const char *
read_text(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *end, *last;
	unsigned colons = 0;

	lx->has += r->nids * HAS_ID + r->npeople * HAS_PERSON;
	if (lx->cut)
		return fault_long(lx, DIAG_LONG_TEXT, p);
	end = lx->diag ? scan_plain_text(p, &colons) : scan_line(p);
	if (*end != '\n' && !(end = read_wide_text(lx, end)))
		return NULL;
	if (colons & COLON_TIGHT || (colons && is_key_apart(p)))
		lx->doubts |= DOUBT_TEXT;
	for (last = end; last > p && is(last[-1], BLANK);)
		last--;
	r->text = str_span(p, last);
	if (last != p)
		lx->has += HAS_TEXT;
	if (last != end)
		r->verbatim.p = NULL;
	if (r->text.n > TEXT_MAX)
		return fault_long(lx, DIAG_LONG_TEXT, p);
	return end;
}

/* Clears what is left of the record before. */
static inline void
begin(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;

	lx->start = p;
	lx->seen = lx->torn = lx->doubts = 0;
	if (lx->values.block)
		arena_reset(&lx->values);
	/* One by one: a slice stored in halves and loaded whole would stall. */
	r->deal.p = r->verbatim.p = NULL;
	r->deal.n = r->verbatim.n = 0;
	r->bare = false;
}

const char *
lex_record(struct lexer *lx, const char *p)
{
	struct record *r = &lx->rec;
	const char *end;

	begin(lx, p);
	if (!(p = read_date(lx, p)))
		return NULL;
	end = read_type(lx, p);
	if (!end && is(*p, BLANK)) {
		r->verbatim.p = NULL;
		while (is(*p, BLANK))
			p++;
		end = read_type(lx, p);
	}
	if (!end)
		return fault_type(lx, str_span(p, scan_token(p)));
	if (!(p = read_head(lx, end)))
		return NULL;
	p = read_text(lx, p);
	if (p && r->verbatim.p)
		r->verbatim.n = (size_t)(p - r->verbatim.p);
	return p;
}

const char *
lex_rest(struct lexer *lx, enum type t, const char *p)
{
	begin(lx, p);
	lx->has = 0;
	lx->rec.type = t;
	lx->rec.word = schema_types[t].name;
	lx->limits = &lx->schema->limits[t];
	p = read_head(lx, p);
	return p ? read_text(lx, p) : NULL;
}
