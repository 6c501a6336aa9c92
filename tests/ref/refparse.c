/*
 * refparse: a second, slow reading of the record language, to test fu-parse
 * against.  Written from the design alone, byte by byte; it shares with fu-parse
 * only the schema's rows, the list of findings and the arithmetic of values.
 * Where the design leaves the choice it follows fu-parse: of a token's faults the
 * first is reported, and one with a malformed name or quote counts as not given.
 *
 *	refparse [-s] [file]
 *
 * The canonical stream goes to standard output, findings as `LINE:COL ID` to
 * standard error; with -s followed by the first and the last physical line of
 * the record they belong to.
 */
#include "base/diag.h"
#include "base/near.h"
#include "record/schema.h"
#include "value/money.h"
#include "value/period.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	HEAD_MAX = 64 * 1024,
	TEXT_MAX = 1024 * 1024,
	RECORD_MAX = 1792 * 1024, /* beyond, only the beginning is looked at */
	NAME_MAX_BYTES = 64,
};

/* One byte of an unfolded record and where it stood. */
struct cell {
	char c;
	size_t line, col;
};

struct line {
	const char *p;
	size_t n, number;
};

struct value {
	char *p;
	size_t n, at; /* at: index of the cell where it begins */
};

struct attribute {
	char *key;
	struct value v;
	const struct key_use *use; /* null in x- types */
};

/* Growing, never freed: the program runs once over one small input. */
struct record {
	struct cell *cells;
	size_t n;
	size_t first, last; /* physical lines */
	const char *date;   /* as written, or null */
	struct moment moment;
	enum type type;
	char *type_name;
	size_t type_at; /* cell */
	char *deal;     /* null: none written; "-": +- */
	char **ids, **people;
	size_t nids, npeople;
	struct attribute *attrs;
	size_t nattrs;
	size_t head_end, text, text_end; /* cells */
	bool bad;
	bool overlong;
	bool broken; /* a quote does not end: what is behind it can't be read */
};

struct finding {
	size_t line, col, first, last;
	enum diag_id id;
};

static struct schema schema;
static struct finding *findings;
static size_t nfindings;
static char *current_deal; /* of the deal line above, or null */
static bool failed;

static void *
more(void *p, size_t size, size_t n)
{
	p = realloc(p, size * (n ? n : 1));
	if (!p)
		abort();
	return p;
}

/* ---- findings ---- */

static void
find_at(size_t line, size_t col, enum diag_id id, size_t first, size_t last)
{
	findings = more(findings, sizeof(*findings), nfindings + 1);
	findings[nfindings++] = (struct finding){ line, col, first, last, id };
	if (diag_rows[id].level >= DIAG_ERROR)
		failed = true;
}

/* At cell i of a record; behind its last cell for i == n. */
static void
find(struct record *r, size_t i, enum diag_id id)
{
	size_t line = r->first, col = 1;

	if (i < r->n) {
		line = r->cells[i].line;
		col = r->cells[i].col;
	} else if (r->n) {
		line = r->cells[r->n - 1].line;
		col = r->cells[r->n - 1].col + 1;
	}
	if (diag_rows[id].level >= DIAG_ERROR)
		r->bad = true;
	find_at(line, col, id, r->first, r->last);
}

static int
by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->col != y->col)
		return x->col < y->col ? -1 : 1;
	return strcmp(diag_rows[x->id].id, diag_rows[y->id].id);
}

/* ---- bytes ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z');
}

/* The code point at p and its length; -1 and the length of the longest part
 * that could have begun one if it is not UTF-8 (RFC 3629, table in section 4). */
static long
code_point(const unsigned char *p, size_t n, size_t *length)
{
	unsigned lowest = 0x80, highest = 0xbf, follow;
	long c;

	*length = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] >= 0xc2 && p[0] <= 0xdf) {
		follow = 1;
		c = p[0] & 0x1f;
	} else if (p[0] >= 0xe0 && p[0] <= 0xef) {
		follow = 2;
		c = p[0] & 0x0f;
		if (p[0] == 0xe0)
			lowest = 0xa0;
		if (p[0] == 0xed)
			highest = 0x9f;
	} else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		follow = 3;
		c = p[0] & 0x07;
		if (p[0] == 0xf0)
			lowest = 0x90;
		if (p[0] == 0xf4)
			highest = 0x8f;
	} else {
		return -1;
	}
	while (follow--) {
		if (*length == n || p[*length] < lowest || p[*length] > highest)
			return -1;
		c = c << 6 | (p[*length] & 0x3f);
		lowest = 0x80;
		highest = 0xbf;
		++*length;
	}
	return c;
}

/* Is there a fault at p?  Its finding goes to *id. */
static bool
fault(const char *p, size_t n, size_t *length, enum diag_id *id)
{
	long c = code_point((const unsigned char *)p, n, length);

	if (c < 0)
		*id = DIAG_BAD_UTF8;
	else if ((c < 0x20 && c != '\t') || (c >= 0x7f && c <= 0x9f))
		*id = DIAG_CONTROL_CHARACTER;
	else if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
		*id = DIAG_BIDI_CHARACTER;
	else if (c == 0xfeff)
		*id = DIAG_STRAY_BOM;
	else
		return false;
	return true;
}

/* ---- physical lines ---- */

static bool
is_void(const struct line *l)
{
	size_t i;

	if (l->n && l->p[0] == '#')
		return true;
	for (i = 0; i < l->n; i++)
		if (!is_blank(l->p[i]))
			return false;
	return true;
}

static bool
is_marker(const struct line *l)
{
	size_t i;

	if (l->n < 7 || !strchr("<=>|", l->p[0]) || !l->p[0])
		return false;
	for (i = 1; i < 7; i++)
		if (l->p[i] != l->p[0])
			return false;
	return l->n == 7 || l->p[7] == ' ';
}

/* Reports the faults of a line; were there any? */
static bool
faults(const struct line *l, size_t first, size_t last)
{
	bool any = false;

	for (size_t i = 0, length; i < l->n; i += length) {
		enum diag_id id;

		if (fault(l->p + i, l->n - i, &length, &id)) {
			find_at(l->number, i + 1, id, first, last);
			any = true;
		}
	}
	return any;
}

/* ---- what a token is ---- */

enum what { IS_TEXT, IS_END, IS_DEAL, IS_ID, IS_PERSON, IS_KEY };

/* How long the token at cell i is up to the next blank. */
static size_t
word_length(const struct record *r, size_t i, size_t end)
{
	size_t n = 0;

	while (i + n < end && !is_blank(r->cells[i + n].c))
		n++;
	return n;
}

static char *
copy(const struct record *r, size_t i, size_t n)
{
	char *s = more(NULL, 1, n + 1);

	for (size_t k = 0; k < n; k++)
		s[k] = r->cells[i + k].c;
	s[n] = '\0';
	return s;
}

/* The length of the key at cell i, 0 if no KEY: with a value begins there. */
static size_t
key_length(const struct record *r, size_t i, size_t end)
{
	size_t n = 0, v;

	if (i >= end || !is_lower(r->cells[i].c))
		return 0;
	while (i + n < end && (is_lower(r->cells[i + n].c) || is_digit(r->cells[i + n].c) ||
				  r->cells[i + n].c == '-'))
		n++;
	v = i + n + 1;
	if (v >= end || r->cells[v - 1].c != ':' || is_blank(r->cells[v].c))
		return 0;
	if (v + 1 < end && r->cells[v].c == '/' && r->cells[v + 1].c == '/')
		return 0;
	return n;
}

static const struct key_use *
use_of(enum type t, const char *key)
{
	if (t == TYPE_X)
		return NULL;
	for (const struct key_use *u = schema_types[t].keys; u->need; u++)
		if (str_eq(schema_key_names[u->key], str_from(key)))
			return u;
	return NULL;
}

static enum what
what_is(const struct record *r, size_t i, size_t end, enum type t)
{
	size_t n = word_length(r, i, end), k;
	char c = r->cells[i].c, *key;

	if (n == 2 && c == '-' && r->cells[i + 1].c == '-')
		return IS_END;
	if (n > 1 && c == '+')
		return IS_DEAL;
	if (n > 1 && c == '%')
		return IS_ID;
	if (n > 1 && c == '@')
		return IS_PERSON;
	k = key_length(r, i, end);
	if (!k)
		return IS_TEXT;
	key = copy(r, i, k);
	if ((!strcmp(key, "mailto") || !strcmp(key, "tel")) && t != TYPE_X && !use_of(t, key))
		return IS_TEXT;
	return IS_KEY;
}

static bool
is_name(const char *s, size_t n)
{
	if (n < 1 || n > NAME_MAX_BYTES || !is_alnum(s[0]) || !is_alnum(s[n - 1]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_alnum(s[i]) && s[i] != '-' && s[i] != '_' && s[i] != '.')
			return false;
	return true;
}

/* ---- values ---- */

enum { FINE = -1 };

static int
check_words(enum kind k, const char *s, size_t n, bool list, size_t *at)
{
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		const char *words = schema_kinds[k].words;
		struct str w;
		bool found = false;

		if (i < n && !(list && s[i] == ','))
			continue;
		*at = from;
		if (list && i == from)
			return DIAG_BAD_LIST;
		while ((w = schema_next_word(&words)).n)
			if (w.n == i - from && !memcmp(w.p, s + from, w.n))
				found = true;
		if (!found)
			return DIAG_BAD_WORD;
		from = i + 1;
	}
	return FINE;
}

static bool
in_words(const char *list, const char *s, size_t n)
{
	for (struct str w; (w = schema_next_word(&list)).n;)
		if (w.n == n && !memcmp(w.p, s, n))
			return true;
	return false;
}

static bool
is_type_name(const char *s, size_t n, bool item)
{
	for (int t = 0; t < TYPE_X; t++)
		if (schema_types[t].name.n == n && !memcmp(schema_types[t].name.p, s, n))
			return !item || schema_types[t].item;
	return false;
}

static bool
is_trigger(const char *s, size_t n)
{
	const char *slash = memchr(s, '/', n), *w;
	size_t name = slash ? (size_t)(slash - s) : n, k;

	if (!is_type_name(s, name, false) && !in_words(schema_conditions, s, name))
		return false;
	if (!slash)
		return true;
	w = slash + 1;
	k = n - name - 1;
	return in_words(schema_kinds[KIND_RE].words, w, k) ||
	       in_words(schema_kinds[KIND_CLOSE].words, w, k) ||
	       in_words(schema_kinds[KIND_ANSWER].words, w, k) ||
	       in_words(schema_kinds[KIND_NOANSWER].words, w, k) || is_type_name(w, k, true) ||
	       in_words("ours theirs to nobody amt", w, k);
}

static bool
is_period(const char *s, size_t n, struct period *p)
{
	return period_parse((struct str){ s, n }, p);
}

/* A list of elements of one form; the first that is wrong, from *at on, decides. */
static int
check_list(enum form f, const char *s, size_t n, size_t *at)
{
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		const char *e = s + from;
		size_t k = i - from;
		struct period p;

		if (i < n && s[i] != ',')
			continue;
		*at = from;
		if (k == 0)
			return DIAG_BAD_LIST;
		if (f == FORM_PERIODS && !is_period(e, k, &p))
			return DIAG_BAD_PERIOD;
		if (f == FORM_TRIGGERS && !is_trigger(e, k))
			return DIAG_BAD_TRIGGER;
		if (f == FORM_ONLY && !is_name(*e == '@' ? e + 1 : e, *e == '@' ? k - 1 : k))
			return DIAG_BAD_NAME;
		from = i + 1;
	}
	return FINE;
}

static int
check_when(const struct record *r, const char *s, size_t n)
{
	static const struct calendar plain = CALENDAR_INIT;
	struct moment m;
	struct period p;

	if (n && s[0] == '+') {
		if (!is_period(s + 1, n - 1, &p))
			return DIAG_BAD_PERIOD;
		if (p.unit == PERIOD_HOUR && r->date && r->moment.min < 0)
			return DIAG_HOURS_WITHOUT_TIME;
		if (r->date && period_add(r->moment, p, 1, &plain).day == DAY_NONE)
			return DIAG_DATE_RANGE;
		return FINE;
	}
	return date_parse((struct str){ s, n }, &m) ? FINE : DIAG_BAD_DATE;
}

/* Digits only, as many as given; the value, or -1. */
static long
whole(const char *s, size_t n, size_t most)
{
	long v = 0;

	if (n < 1 || n > most)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(s[i]))
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

static int
check_ratio(const char *s, size_t n)
{
	const char *slash = memchr(s, '/', n);
	long a, b;

	if (!slash)
		return DIAG_BAD_RATIO;
	a = whole(s, (size_t)(slash - s), 4);
	b = whole(slash + 1, n - (size_t)(slash - s) - 1, 4);
	return a < 0 || b < 1 || a > b ? DIAG_BAD_RATIO : FINE;
}

/* [-]digits[.digits] or [-].digits, 18 digits at most, or unknown. */
static int
check_number(const char *s, size_t n)
{
	size_t digits = 0, point = 0, i = n && s[0] == '-';

	if (n == 7 && !memcmp(s, "unknown", 7))
		return FINE;
	for (; i < n; i++) {
		if (is_digit(s[i]))
			digits++;
		else if (s[i] == '.' && !point++)
			continue;
		else
			return DIAG_BAD_NUMBER;
	}
	if (digits < 1 || digits > 18 || s[n - 1] == '.')
		return DIAG_BAD_NUMBER;
	return FINE;
}

static int
check_amount(const char *s, size_t n)
{
	size_t i = 0, digits = 0, after = 0, unit;
	char one[5] = "1";
	struct money m;

	while (i < n && is_digit(s[i]))
		i++, digits++;
	if (i < n && s[i] == '.') {
		i++;
		while (i < n && is_digit(s[i]))
			i++, digits++, after++;
		if (after == 0)
			return DIAG_BAD_AMOUNT;
	}
	unit = n - i;
	if (digits == after || digits > 18 || after > 6 || unit == 0)
		return DIAG_BAD_AMOUNT;
	for (size_t k = 0; k < unit; k++)
		if (!is_lower(s[i]) ? unit != 3 || s[i + k] < 'A' || s[i + k] > 'Z'
				    : !is_lower(s[i + k]))
			return DIAG_BAD_AMOUNT;
	if (is_lower(s[i]))
		return FINE;
	memcpy(one + 1, s + i, 3);
	return money_parse(str_from(one), &m) == MONEY_OK ? FINE : DIAG_UNKNOWN_CURRENCY;
}

/* The finding that a value of a kind earns, or FINE; *at: of which part of it. */
static int
check_value(const struct record *r, enum kind kind, const char *s, size_t n, size_t *at)
{
	struct period p;
	long v;

	*at = 0;
	switch (schema_kinds[kind].form) {
	case FORM_TEXT:
		return FINE;
	case FORM_WORD:
		return check_words(kind, s, n, false, at);
	case FORM_WORDS:
		return check_words(kind, s, n, true, at);
	case FORM_NAME:
		return is_name(s, n) ? FINE : DIAG_BAD_NAME;
	case FORM_PERSON:
		return n && s[0] == '@' && is_name(s + 1, n - 1) ? FINE : DIAG_BAD_PERSON;
	case FORM_ITEM:
		return n && s[0] == '%' && is_name(s + 1, n - 1) ? FINE : DIAG_BAD_ITEM;
	case FORM_ONLY:
	case FORM_PERIODS:
	case FORM_TRIGGERS:
		return check_list(schema_kinds[kind].form, s, n, at);
	case FORM_WHEN:
		return check_when(r, s, n);
	case FORM_PERIOD:
		return is_period(s, n, &p) ? FINE : DIAG_BAD_PERIOD;
	case FORM_AMOUNT:
		return check_amount(s, n);
	case FORM_COUNT:
		return whole(s, n, 4) >= 1 ? FINE : DIAG_BAD_COUNT;
	case FORM_NUMBER:
		return check_number(s, n);
	case FORM_PERCENT:
		v = n && s[n - 1] == '%' ? whole(s, n - 1, 4) : -1;
		return v < 0 || v > 100 ? DIAG_BAD_PERCENT : FINE;
	case FORM_RATIO:
		return check_ratio(s, n);
	}
	return FINE;
}

/* Has an amount more decimals than its currency?  It is valid. */
static bool
extra_decimals(const char *s, size_t n)
{
	const char *point = memchr(s, '.', n);
	int decimals;
	size_t after = 0;

	if (!point)
		return false;
	while (is_digit(point[1 + after]))
		after++;
	decimals = money_decimals((struct str){ s + n - 3, 3 });
	return point[1 + after] <= 'Z' && decimals >= 0 && after > (size_t)decimals;
}

/* ---- one record ---- */

static void
skip_blanks(const struct record *r, size_t *i)
{
	while (*i < r->n && is_blank(r->cells[*i].c))
		++*i;
}

static void
take_sigil(struct record *r, size_t i, size_t n, enum what what)
{
	const struct type_row *row = &schema_types[r->type];
	char *name = copy(r, i + 1, n - 1), ***list = what == IS_ID ? &r->ids : &r->people;
	size_t *count = what == IS_ID ? &r->nids : &r->npeople;
	size_t most = what == IS_ID ? row->ids_max : row->people_max;

	if (!is_name(name, n - 1) && (what != IS_DEAL || strcmp(name, "-"))) {
		find(r, i, DIAG_MALFORMED_NAME);
		return;
	}
	if (what == IS_DEAL) {
		if (r->deal)
			find(r, i, DIAG_TOO_MANY);
		else if (row->deal == NO && strcmp(name, "-"))
			find(r, i, DIAG_UNEXPECTED_TOKEN);
		if (!r->deal)
			r->deal = name;
		return;
	}
	if (most == 0)
		find(r, i, DIAG_UNEXPECTED_TOKEN);
	else if (most != MANY && *count >= most)
		find(r, i, DIAG_TOO_MANY);
	for (size_t k = 0; k < *count; k++)
		if (!strcmp((*list)[k], name)) {
			find(r, i, what == IS_ID ? DIAG_REPEATED_ID : DIAG_REPEATED_PERSON);
			return;
		}
	*list = more(*list, sizeof(**list), *count + 1);
	(*list)[(*count)++] = name;
}

/* Reads the quoted value whose first quote is at cell i; returns where it ends,
 * and whether all is well with it in *good.  Its first fault goes to *id and *at. */
static size_t
take_quoted(struct record *r, size_t i, struct value *v, bool *good, enum diag_id *id, size_t *at)
{
	size_t start = i++, escape = 0;

	v->p = more(NULL, 1, r->n + 1);
	v->n = 0;
	for (; i < r->n && r->cells[i].c != '"'; i++) {
		if (r->cells[i].c == '\\') {
			if (i + 1 < r->n && strchr("\\\"", r->cells[i + 1].c))
				i++;
			else if (i + 1 < r->n && !escape)
				escape = i;
		}
		v->p[v->n++] = r->cells[i].c;
	}
	r->broken = i == r->n || (++i < r->n && !is_blank(r->cells[i].c));
	*good = !escape && !r->broken && v->n;
	*id = escape                   ? DIAG_BAD_ESCAPE
	      : r->broken && i == r->n ? DIAG_OPEN_QUOTE
	      : v->n == 0              ? DIAG_EMPTY_QUOTE
				       : DIAG_AFTER_QUOTE;
	*at = escape ? escape : *id == DIAG_AFTER_QUOTE ? i : start;
	return i;
}

/* An attribute; one that is unknown or badly quoted is reported for that alone. */
static size_t
take_key(struct record *r, size_t i)
{
	size_t k = key_length(r, i, r->n), end, at = 0, part = 0;
	struct attribute a = { copy(r, i, k), { NULL, 0, i + k + 1 }, NULL };
	enum diag_id id = DIAG_COUNT;
	bool good = true;
	int wrong = FINE;

	a.use = use_of(r->type, a.key);
	if (r->cells[a.v.at].c == '"') {
		end = take_quoted(r, a.v.at, &a.v, &good, &id, &at);
	} else {
		a.v.n = word_length(r, a.v.at, r->n);
		a.v.p = copy(r, a.v.at, a.v.n);
		end = a.v.at + a.v.n;
	}
	if (r->type != TYPE_X && !a.use) {
		find(r, i, DIAG_UNKNOWN_KEY);
		return end;
	}
	if (!good) {
		find(r, at, id);
		return end;
	}
	for (size_t j = 0; j < r->nattrs; j++)
		if (!strcmp(r->attrs[j].key, a.key)) {
			find(r, i, DIAG_REPEATED_KEY);
			break;
		}
	if (a.use)
		wrong = check_value(r, a.use->kind, a.v.p, a.v.n, &part);
	if (r->cells[a.v.at].c == '"')
		part = 0; /* a quoted value is told of as one */
	if (wrong != FINE)
		find(r, a.v.at + part, (enum diag_id)wrong);
	else if (a.use && a.use->key == KEY_AMT && (r->type == TYPE_PAID || r->type == TYPE_OWED) &&
		 extra_decimals(a.v.p, a.v.n))
		find(r, a.v.at, DIAG_EXTRA_DECIMALS);
	r->attrs = more(r->attrs, sizeof(*r->attrs), r->nattrs + 1);
	r->attrs[r->nattrs++] = a;
	return end;
}

/* DATE and TYPE; false if nothing more can be read.  *i moves behind them. */
static bool
take_start(struct record *r, size_t *i)
{
	size_t n = word_length(r, 0, r->n);
	char *w = copy(r, 0, n);

	*i = 0;
	if (is_digit(w[0])) {
		if (date_parse(str_from(w), &r->moment))
			r->date = w;
		else
			find(r, 0, DIAG_BAD_DATE);
		*i = n;
	} else if (!strcmp(w, "-")) {
		*i = n;
	}
	skip_blanks(r, i);
	n = word_length(r, *i, r->n);
	if (n == 0) {
		find(r, *i, DIAG_MISSING_TYPE);
		return false;
	}
	r->type_name = copy(r, *i, n);
	r->type_at = *i;
	r->type = TYPE_NONE;
	for (int t = 0; t < TYPE_X; t++)
		if (str_eq(schema_types[t].name, str_from(r->type_name)))
			r->type = (enum type)t;
	if (n > 2 && r->type_name[0] == 'x' && r->type_name[1] == '-') {
		r->type = TYPE_X;
		for (size_t k = 2; k < n; k++)
			if (!is_lower(r->type_name[k]) && !is_digit(r->type_name[k]) &&
			    r->type_name[k] != '-')
				r->type = TYPE_NONE;
	}
	if (r->type == TYPE_NONE) {
		find(r, *i, DIAG_UNKNOWN_TYPE);
		return false;
	}
	*i += n;
	return true;
}

static void
take_head(struct record *r, size_t i)
{
	for (;;) {
		enum what what;
		size_t n;

		r->head_end = i;
		skip_blanks(r, &i);
		r->text = i;
		if (i >= r->n)
			return;
		what = what_is(r, i, r->n, r->type);
		n = word_length(r, i, r->n);
		if (what == IS_TEXT)
			return;
		if (what == IS_END) {
			r->head_end = i += n;
			skip_blanks(r, &i);
			r->text = i;
			return;
		}
		if (what == IS_KEY) {
			i = take_key(r, i);
			if (r->broken) {
				r->head_end = r->text = r->text_end = i;
				return;
			}
		} else {
			take_sigil(r, i, n, what);
			i += n;
		}
	}
}

static bool
has_key(const struct record *r, enum key key)
{
	for (size_t i = 0; i < r->nattrs; i++)
		if (r->attrs[i].use && r->attrs[i].use->key == key)
			return true;
	return false;
}

/* What the type needs and the record lacks. */
static void
check_missing(struct record *r)
{
	const struct type_row *row = &schema_types[r->type];
	bool text = r->text < r->text_end;

	if (row->date == MUST && !r->date)
		find(r, r->type_at, DIAG_MISSING_DATE);
	if (row->deal == MUST && (!r->deal || !strcmp(r->deal, "-")))
		find(r, r->type_at, DIAG_MISSING_DEAL);
	if (r->nids < row->ids_min)
		find(r, r->type_at, DIAG_MISSING_ID);
	if (r->npeople < row->people_min)
		find(r, r->type_at, DIAG_MISSING_PERSON);
	for (const struct key_use *u = row->keys; r->type != TYPE_X && u->need; u++)
		if (u->need == MUST && !has_key(r, u->key))
			find(r, r->type_at, DIAG_MISSING_KEY);
	if (row->text == MUST && !text)
		find(r, r->type_at, DIAG_MISSING_TEXT);
	if (r->type == TYPE_AMENDED && !text && !has_key(r, KEY_BY) && !has_key(r, KEY_AMT))
		find(r, r->type_at, DIAG_MISSING_CHANGE);
}

/* The length of the value at cell i of the text: to the next blank, or to behind
 * the closing quote; 0 if that is missing or not the end of a word.  *inside is
 * what is to be checked. */
static size_t
value_in_text(const struct record *r, size_t i, char **inside)
{
	size_t n = 1;

	if (r->cells[i].c != '"') {
		n = word_length(r, i, r->text_end);
		*inside = copy(r, i, n);
		return n;
	}
	while (i + n < r->text_end && r->cells[i + n].c != '"')
		n += r->cells[i + n].c == '\\' ? 2 : 1;
	if (n == 1 || i + n >= r->text_end)
		return 0;
	*inside = copy(r, i + 1, n - 1);
	n++;
	return i + n == r->text_end || is_blank(r->cells[i + n].c) ? n : 0;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The key of an attribute at cell i of the text, as it is or misspelt: with capitals; or,
 * where the text begins, with a blank before its value.  There one spelt well is text.
 * NULL for none; else *v is where the value begins. */
static const struct key_use *
key_in_text(const struct record *r, size_t i, size_t *v)
{
	size_t n = 0;
	bool small = true, first = i == r->text, apart;
	char *key;

	for (; i + n < r->text_end; n++) {
		char c = r->cells[i + n].c;

		if (!is_lower(c) && !is_digit(c) && c != '-' && !is_capital(c))
			break;
		small = small && !is_capital(c);
	}
	*v = i + n + 1;
	if (*v >= r->text_end || r->cells[i + n].c != ':')
		return NULL;
	apart = is_blank(r->cells[*v].c);
	if (apart && !(first && small))
		return NULL;
	if (!apart && first && small)
		return NULL;
	skip_blanks(r, v);
	if (*v + 1 < r->text_end && r->cells[*v].c == '/' && r->cells[*v + 1].c == '/')
		return NULL;
	key = copy(r, i, n);
	for (char *c = key; *c; c++)
		*c = (char)(is_capital(*c) ? *c + 'a' - 'A' : *c);
	return use_of(r->type, key);
}

/* Attributes of the type, with a valid value, inside the text.  What programs print is not
 * written by hand. */
static void
check_text(struct record *r)
{
	size_t i = r->text, v, part;

	if (r->type == TYPE_DUE || r->type == TYPE_SCORE) /* not written by hand */
		return;
	for (; skip_blanks(r, &i), i < r->text_end;) {
		const struct key_use *u = key_in_text(r, i, &v);
		size_t n = 0;
		char *inside;

		if (u)
			n = value_in_text(r, v, &inside);
		if (n && check_value(r, u->kind, inside, strlen(inside), &part) == FINE) {
			find(r, i, DIAG_ATTRIBUTE_IN_TEXT);
			i = v + n;
		} else {
			i += word_length(r, i, r->text_end);
		}
	}
}

/* ---- printing ---- */

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
by_key(const void *a, const void *b)
{
	const struct attribute *x = a, *y = b;

	if (x->use && y->use)
		return x->use < y->use ? -1 : x->use > y->use;
	return strcmp(x->key, y->key);
}

/* The deal that the line is printed with. */
static const char *
deal_of(const struct record *r)
{
	const struct type_row *row = &schema_types[r->type];

	if (r->deal)
		return r->deal;
	return current_deal && !row->world && r->type != TYPE_DEAL ? current_deal : "-";
}

static void
put_attribute(const struct attribute *a)
{
	bool quote = a->v.p[0] == '"' || (a->v.n > 1 && a->v.p[0] == '/' && a->v.p[1] == '/');

	for (size_t i = 0; i < a->v.n; i++)
		quote = quote || is_blank(a->v.p[i]);
	printf(" %s:", a->key);
	if (quote)
		putchar('"');
	for (size_t i = 0; i < a->v.n; i++) {
		if (quote && (a->v.p[i] == '"' || a->v.p[i] == '\\'))
			putchar('\\');
		putchar(a->v.p[i]);
	}
	if (quote)
		putchar('"');
}

static void
put_record(struct record *r)
{
	const struct type_row *row = &schema_types[r->type];

	printf("%s %s", r->date ? r->date : "-", r->type_name);
	if (row->deal != NO)
		printf(" +%s", deal_of(r));
	if (r->nids)
		qsort(r->ids, r->nids, sizeof(*r->ids), by_bytes);
	for (size_t i = 0; i < r->nids; i++)
		printf(" %%%s", r->ids[i]);
	if (r->npeople)
		qsort(r->people, r->npeople, sizeof(*r->people), by_bytes);
	for (size_t i = 0; i < r->npeople; i++)
		printf(" @%s", r->people[i]);
	if (r->nattrs)
		qsort(r->attrs, r->nattrs, sizeof(*r->attrs), by_key);
	for (size_t i = 0; i < r->nattrs; i++)
		put_attribute(&r->attrs[i]);
	if (r->text < r->text_end) {
		if (what_is(r, r->text, r->text_end, r->type) != IS_TEXT)
			printf(" --");
		putchar(' ');
		for (size_t i = r->text; i < r->text_end; i++)
			putchar(r->cells[i].c);
	}
	putchar('\n');
}

/* ---- records ---- */

static bool
near_deal(const char *word)
{
	struct near near = near_to(str_from(word));

	near_try(&near, STR("deal"));
	return near.best.n > 0;
}

/* Is this record, of which no type could be read, or may it have been meant as, a
 * deal line?  Bytes that can't stand in a record are passed over. */
static bool
is_deal_line(const struct record *r)
{
	char *words[2] = { copy(r, 0, 0), copy(r, 0, 0) };
	char *all = copy(r, 0, r->n);
	size_t w = 0, at = 0, length;
	enum diag_id id;

	for (size_t i = 0; i < r->n && w < 2; i += length) {
		if (fault(all + i, r->n - i, &length, &id))
			continue;
		if (is_blank(all[i])) {
			w += at > 0;
			at = 0;
			continue;
		}
		words[w] = more(words[w], 1, at + length + 1);
		memcpy(words[w] + at, all + i, length);
		at += length;
		words[w][at] = '\0';
	}
	return near_deal(words[0]) ||
	       (!is_type_name(words[0], strlen(words[0]), false) && near_deal(words[1]));
}

/* The length of the head as written, with what its canonical form adds. */
static size_t
canonical_head(const struct record *r)
{
	size_t n = r->head_end;

	if (!is_digit(r->cells[0].c) && (r->cells[0].c != '-' || !is_blank(r->cells[1].c)))
		n += strlen("- ");
	if (!r->deal && schema_types[r->type].deal != NO)
		n += strlen(" +") + strlen(deal_of(r));
	return n;
}

static void
read_record(struct record *r)
{
	size_t i;

	r->text_end = r->n;
	r->text = r->n;
	r->moment = MOMENT_NONE;
	r->type = TYPE_NONE;
	if (take_start(r, &i)) {
		take_head(r, i);
		if (canonical_head(r) > HEAD_MAX && !r->broken)
			find(r, 0, DIAG_LONG_HEAD);
		if (r->text_end - r->text > TEXT_MAX || r->overlong)
			find(r, r->text, DIAG_LONG_TEXT);
		if (schema_types[r->type].text == NO && r->text < r->text_end)
			find(r, r->text, DIAG_UNEXPECTED_TOKEN);
		if (!r->bad)
			check_missing(r);
		if (!r->bad)
			check_text(r);
	}
	if (!r->bad)
		put_record(r);
	if (r->type == TYPE_DEAL)
		current_deal = r->bad ? NULL : r->deal;
	else if (r->type == TYPE_NONE && (r->overlong || is_deal_line(r)))
		current_deal = NULL;
}

/* Joins a physical line to the record, its blanks at both ends left out. */
static void
join(struct record *r, const struct line *l)
{
	size_t from = 0, end = l->n;

	while (from < end && is_blank(l->p[from]))
		from++;
	while (end > from && is_blank(l->p[end - 1]))
		end--;
	r->cells = more(r->cells, sizeof(*r->cells), r->n + end - from + 1);
	if (r->n)
		r->cells[r->n++] = (struct cell){ ' ', l->number, from };
	for (; from < end; from++)
		r->cells[r->n++] = (struct cell){ l->p[from], l->number, from + 1 };
}

/* From line i on; returns the line after what was read. */
static size_t
read_group(const struct line *lines, size_t n, size_t i)
{
	size_t end = i + 1, bytes = 0;
	struct record r = { .first = lines[i].number };
	bool wrong = false, indented;

	if (is_void(&lines[i])) {
		faults(&lines[i], r.first, r.first);
		return end;
	}
	while (end < n && lines[end].n && is_blank(lines[end].p[0]) && !is_void(&lines[end]))
		end++;
	r.last = lines[end - 1].number;
	if (is_marker(&lines[i])) {
		find_at(r.first, 1, DIAG_CONFLICT_MARKER, r.first, r.last);
		return end;
	}
	indented = is_blank(lines[i].p[0]);
	if (indented)
		find_at(r.first, 1, DIAG_STRAY_INDENT, r.first, r.last);
	for (size_t k = i; k < end; k++)
		bytes += lines[k].n + 1;
	r.overlong = bytes >= RECORD_MAX;
	for (size_t k = i; k < end; k++) {
		if (!r.overlong)
			wrong = faults(&lines[k], r.first, r.last) || wrong;
		join(&r, &lines[k]);
	}
	if (!wrong && !indented)
		read_record(&r);
	else if (is_deal_line(&r))
		current_deal = NULL;
	return end;
}

static struct line *
split(const char *p, size_t n, size_t *count)
{
	struct line *lines = NULL;
	size_t i = 0;

	*count = 0;
	if (n >= 3 && !memcmp(p, "\xef\xbb\xbf", 3))
		i = 3;
	while (i < n) {
		size_t start = i;
		struct line *l;

		while (i < n && p[i] != '\n')
			i++;
		lines = more(lines, sizeof(*lines), *count + 1);
		l = &lines[(*count)++];
		*l = (struct line){ .p = p + start, .n = i - start, .number = *count };
		if (l->n && l->p[l->n - 1] == '\r')
			l->n--;
		i++;
	}
	return lines;
}

static char *
read_all(FILE *f, size_t *n)
{
	char *p = NULL;
	size_t got;

	*n = 0;
	do {
		p = more(p, 1, *n + 65536);
		got = fread(p + *n, 1, 65536, f);
		*n += got;
	} while (got);
	return p;
}

int
main(int argc, char **argv)
{
	bool spans = argc > 1 && !strcmp(argv[1], "-s");
	FILE *f = argc > 1 + spans ? fopen(argv[1 + spans], "rb") : stdin;
	size_t n, count;
	char *p;
	struct line *lines;

	if (!f) {
		perror(argv[1 + spans]);
		return 2;
	}
	schema_init(&schema);
	p = read_all(f, &n);
	lines = split(p, n, &count);
	for (size_t i = 0; i < count;)
		i = read_group(lines, count, i);
	if (nfindings)
		qsort(findings, nfindings, sizeof(*findings), by_place);
	for (size_t i = 0; i < nfindings; i++) {
		const struct finding *d = &findings[i];

		fprintf(stderr, "%zu:%zu %s", d->line, d->col, diag_rows[d->id].id);
		if (spans)
			fprintf(stderr, " %zu %zu", d->first, d->last);
		fputc('\n', stderr);
	}
	return fflush(stdout) || ferror(stdout) ? 2 : failed;
}
