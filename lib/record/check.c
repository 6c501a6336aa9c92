#include "record/check.h"

#include "base/arena.h"
#include "base/keyed.h"
#include "base/near.h"
#include "record/fault.h"
#include "record/kind.h"
#include "record/scan.h"
#include "value/money.h"

#include <stdlib.h>

#define GOOD DIAG_COUNT

/* Attributes: up to FEW are sorted by insertion, the quickest; from HUNDREDS on by radix,
 * which allocates. */
enum { FEW = 16, HUNDREDS = 512 };

/* Suggests what to do about a value that its key doesn't take; the value is at p. */
COLD static void
value_note(struct lexer *lx, const struct attr *a, enum diag_id id, struct str part, const char *p)
{
	const struct kind_row *kind = &schema_kinds[a->use->kind];
	struct near near = near_to(STR(""));

	if (id == DIAG_BAD_WORD || id == DIAG_BAD_TRIGGER)
		kind_try(lx->schema, a->use->kind, part, &near);
	if (near.best.n) {
		lex_note(lx, p, "did you mean '$1'?", near.best);
	} else if (id == DIAG_BAD_WORD) {
		lex_note(lx, p, "it is one of: $1", str_from(kind->words));
	} else if (id == DIAG_UNKNOWN_CURRENCY) {
		lex_note(lx, p,
		    "three capitals are a code of ISO 4217; small letters name any other unit",
		    STR(""));
	} else if (id == DIAG_HOURS_WITHOUT_TIME) {
		lex_note(lx, p, "date the record YYYY-MM-DDThh:mm, or count in days", STR(""));
	} else {
		lex_note(lx, p, "it takes: $1", str_from(kind->meaning));
	}
}

static bool
check_attr(struct lexer *lx, const struct attr *a)
{
	const struct record *r = &lx->rec;
	struct str part;
	enum diag_id id;
	struct money m;

	id = kind_fault(lx->schema, a->use->kind, a->value, r->when, &part);
	if (id != GOOD) {
		const char *at = attr_at(a).p, *p = a->value.p == at ? part.p : at; /* no quote */

		lex_fault(lx, id, p, part, a->name, STR(""));
		if (lx->careful)
			value_note(lx, a, id, part, p);
		return false;
	}
	if (a->key == KEY_AMT && (r->type == TYPE_PAID || r->type == TYPE_OWED)) {
		money_parse(a->value, &m);
		if (money_decimals(m.unit) >= 0 && m.scale > money_decimals(m.unit))
			return lex_fault(
			    lx, DIAG_EXTRA_DECIMALS, attr_at(a).p, a->value, STR(""), STR(""));
	}
	return true;
}

/* Reports the names beyond the number that the type takes. */
static bool
check_most(struct lexer *lx, const struct str *names, size_t n, size_t most, const char *what)
{
	enum diag_id id = most ? DIAG_TOO_MANY : DIAG_UNEXPECTED_TOKEN;

	if (n <= most || most == MANY)
		return true;
	for (size_t i = most; i < n; i++) {
		struct str token = { names[i].p - 1, names[i].n + 1 };

		if (!lex_fault(lx, id, token.p, token, lx->rec.word, str_from(what)) &&
		    !lx->careful)
			return false;
		if (!most)
			lex_note(lx, token.p, "if it is text, put -- before it", STR(""));
	}
	return false;
}

COLD static bool
missing(struct lexer *lx, enum diag_id id, enum torn torn, struct str key)
{
	if (!(lx->torn & torn))
		lex_fault(lx, id, lx->rec.word.p, lx->rec.word, key, STR(""));
	return false;
}

static bool
check_keys(struct lexer *lx, const struct type_row *row)
{
	const struct record *r = &lx->rec;
	bool ok = true;

	for (const struct attr *a = r->attrs; lx->doubts & DOUBT_VALUE && a < r->attrs + r->nattrs;
	     a++)
		if (!check_attr(lx, a)) {
			if (!lx->careful)
				return false;
			ok = false;
		}
	if (!(lx->schema->limits[r->type].must_keys & ~lx->seen))
		return ok;
	for (const struct key_use *u = row->keys; u->need; u++)
		if (u->need == MUST && !record_value(r, u->key).n)
			ok = missing(lx, DIAG_MISSING_KEY, TORN_KEY, schema_key_names[u->key]);
	return ok;
}

static bool
check_tokens(struct lexer *lx, const struct type_row *row)
{
	const struct record *r = &lx->rec;
	bool ok = true;

	if (row->date == MUST && r->when.day == DAY_NONE)
		ok = missing(lx, DIAG_MISSING_DATE, TORN_DATE, STR(""));
	if (row->deal == MUST && !r->deal.n)
		ok = missing(lx, DIAG_MISSING_DEAL, TORN_DEAL, STR(""));
	if (row->deal == NO && r->deal.n) {
		struct str token = { r->deal.p - 1, r->deal.n + 1 };

		ok = lex_fault(lx, DIAG_UNEXPECTED_TOKEN, token.p, token, r->word, STR("+deal"));
		lex_note(lx, token.p,
		    "such a record holds for all deals; if this is text, put -- before it",
		    STR(""));
	}
	if (r->nids < row->ids_min)
		ok = missing(lx, DIAG_MISSING_ID, TORN_ID, STR(""));
	if (r->npeople < row->people_min)
		ok = missing(lx, DIAG_MISSING_PERSON, TORN_PERSON, STR(""));
	ok &= check_most(lx, r->ids, r->nids, row->ids_max, "%id");
	ok &= check_most(lx, r->people, r->npeople, row->people_max, "@person");
	if (row->text == MUST && !r->text.n)
		ok = missing(lx, DIAG_MISSING_TEXT, TORN_TEXT, STR(""));
	if (row->text == NO && r->text.n)
		ok = lex_fault(lx, DIAG_UNEXPECTED_TOKEN, r->text.p, r->text, r->word, STR("text"));
	if (r->type == TYPE_AMENDED && !r->text.n && !record_value(r, KEY_BY).n &&
	    !record_value(r, KEY_AMT).n)
		ok = missing(lx, DIAG_MISSING_CHANGE, TORN_KEY, STR(""));
	return ok;
}

static bool
names_ascend(const struct str *names, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (str_cmp(names[i - 1], names[i]) >= 0)
			return false;
	return true;
}

static bool
sort_names(struct lexer *lx, struct str *names, size_t n, enum diag_id twice)
{
	bool ok = true;

	if (n < 2 || names_ascend(names, n))
		return true;
	lx->doubts |= DOUBT_ORDER;
	keyed_sort_strs(names, n);
	for (size_t i = 1; i < n; i++)
		if (str_eq(names[i], names[i - 1])) {
			const char *p = names[i].p > names[i - 1].p ? names[i].p : names[i - 1].p;

			ok = lex_fault(lx, twice, p - 1, names[i], STR(""), STR(""));
		}
	return ok;
}

static int
cmp_attrs(const void *va, const void *vb)
{
	const struct attr *a = va, *b = vb;

	if (a->use != b->use && a->use && b->use)
		return a->use < b->use ? -1 : 1;
	return str_cmp(a->name, b->name);
}

/* For x- types, which have no order of keys: by name. */
static void
sort_by_name(struct attr *attrs, size_t n)
{
	struct str *names = mem_grow(NULL, sizeof(*names), n);

	for (size_t i = 0; i < n; i++)
		names[i] = attrs[i].name;
	keyed_put_in_order(attrs, sizeof(*attrs), names, n);
	free(names);
}

static bool
sort_attrs(struct lexer *lx, struct attr *attrs, size_t n)
{
	bool ok = true;

	if (n > HUNDREDS && !attrs->use)
		sort_by_name(attrs, n);
	else if (n > FEW)
		qsort(attrs, n, sizeof(*attrs), cmp_attrs);
	for (size_t i = 1; i < n && n <= FEW; i++)
		for (size_t j = i; j && cmp_attrs(&attrs[j], &attrs[j - 1]) < 0; j--) {
			struct attr t = attrs[j];
			attrs[j] = attrs[j - 1];
			attrs[j - 1] = t;
		}
	for (size_t i = 1; i < n; i++)
		if (str_eq(attrs[i].name, attrs[i - 1].name)) {
			const struct attr
			    *later = &attrs[attrs[i].name.p < attrs[i - 1].name.p ? i - 1 : i];

			ok = lex_fault(
			    lx, DIAG_REPEATED_KEY, later->name.p, later->name, STR(""), STR(""));
		}
	return ok;
}

/* The value that begins at p, quoted or not, and where it ends; false if a quote isn't
 * closed before end. */
static bool
value_in_text(const char *p, const char *end, struct str *value, const char **after)
{
	const char *q = p + 1;

	if (*p != '"') {
		for (q = p; q < end && !is(*q, BLANK);)
			q++;
		*value = str_span(p, q);
		*after = q;
		return true;
	}
	while (q < end && *q != '"')
		q += *q == '\\' ? 2 : 1;
	if (q >= end || (q + 1 < end && !is(q[1], BLANK)))
		return false;
	*value = str_span(p + 1, q);
	*after = q + 1;
	return value->n > 0;
}

/* Where the word begins that ends before the ':' at p and may be a key, in any case of
 * letters; p if there is none. */
static const char *
key_before(const char *text, const char *p)
{
	const char *q = p;

	while (q > text && (is(q[-1], KEY) || str_lower(q[-1]) != q[-1]))
		q--;
	return q == text || is(q[-1], BLANK) ? q : p;
}

/* The key that the word is in small letters, or KEY_NONE. */
static enum key
key_of(const struct schema *s, struct str word)
{
	char small[SCHEMA_WORD_MAX];

	if (word.n > sizeof(small))
		return KEY_NONE;
	for (size_t i = 0; i < word.n; i++)
		small[i] = str_lower(word.p[i]);
	return schema_key(s, (struct str){ small, word.n });
}

/* Something in the text that would be a valid attribute of the type if it stood before the
 * text; misspelt: in capitals, or with a blank after the ':', where TEXT begins. */
struct stray {
	const char *p, *end;
	enum key key;
	bool misspelt;
};

/* Is there one whose key ends before the ':' at p?  TEXT's first word counts only if
 * misspelt; otherwise a -- before it says that it is meant as text. */
static bool
is_stray(struct lexer *lx, const char *p, struct stray *s)
{
	const struct record *r = &lx->rec;
	const char *end = r->text.p + r->text.n;
	struct str word = str_span(key_before(r->text.p, p), p), value, part;
	const struct key_use *u;
	bool first = word.p == r->text.p, small, apart;

	s->p = word.p;
	s->key = key_of(lx->schema, word);
	u = schema_key_use(lx->schema, r->type, s->key);
	if (!u || ++p == end)
		return false;
	small = str_eq(word, schema_key_names[s->key]);
	apart = is(*p, BLANK);
	if (apart ? !small || !first : small && first)
		return false;
	s->misspelt = apart || !small;
	while (is(*p, BLANK))
		p++;
	return (p[0] != '/' || p + 1 == end || p[1] != '/') &&
	       value_in_text(p, end, &value, &s->end) &&
	       kind_fault(lx->schema, u->kind, value, r->when, &part) == GOOD;
}

/* Warns of attributes in the text. */
static bool
check_text(struct lexer *lx)
{
	struct record *r = &lx->rec;
	const char *p = r->text.p, *end = r->text.p + r->text.n;
	struct stray s;
	bool ok = true;

	if (!(lx->doubts & DOUBT_TEXT) || r->text.n == 0 ||
	    r->type >= TYPE_DUE) /* not written by hand, or the user's own */
		return true;
	while ((p = memchr(p, ':', (size_t)(end - p)))) {
		if (!is_stray(lx, p++, &s))
			continue;
		ok = lex_fault(
		    lx, DIAG_ATTRIBUTE_IN_TEXT, s.p, str_span(s.p, s.end), STR(""), STR(""));
		lex_note(lx, s.p,
		    s.misspelt ? "write $1:VALUE, without a blank, before the text"
			       : "attributes go before the text",
		    schema_key_names[s.key]);
		p = s.end;
	}
	return ok;
}

/* Drops r->verbatim unless the attributes are known to be in canonical order. */
static inline void
check_verbatim(struct lexer *lx)
{
	struct record *r = &lx->rec;

	if (lx->doubts & DOUBT_ORDER || (r->type == TYPE_X && r->nattrs))
		r->verbatim = (struct str){ NULL, 0 };
}

bool
check_all(struct lexer *lx)
{
	struct record *r = &lx->rec;
	const struct type_row *row = &schema_types[r->type];
	bool ok = schema_takes(&lx->schema->limits[r->type], lx->has) || check_tokens(lx, row);

	if (!ok && !lx->careful)
		return false;
	if (r->type != TYPE_X)
		ok &= check_keys(lx, row);
	if (r->nids > 1)
		ok &= sort_names(lx, r->ids, r->nids, DIAG_REPEATED_ID);
	if (r->npeople > 1)
		ok &= sort_names(lx, r->people, r->npeople, DIAG_REPEATED_PERSON);
	if (lx->doubts & DOUBT_ORDER || r->type == TYPE_X)
		ok &= sort_attrs(lx, r->attrs, r->nattrs);
	ok &= check_text(lx);
	if (!lx->careful && !ok)
		return false;
	check_verbatim(lx);
	return !(lx->doubts & DOUBT_ALL);
}
