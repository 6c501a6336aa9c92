#include "record/kind.h"

#include "record/scan.h"
#include "value/money.h"
#include "value/period.h"

#define GOOD DIAG_COUNT

/* The value of at most four digits; -1 if it is anything else. */
static int
count_of(struct str s)
{
	return s.n > 4 ? -1 : str_number(s);
}

static bool
is_number(struct str s)
{
	struct str fraction = s, whole;

	if (str_eq(s, STR("unknown")))
		return true;
	if (s.n && *s.p == '-')
		fraction = (struct str){ s.p + 1, s.n - 1 };
	whole = str_cut(&fraction, '.');
	if (whole.n > 18 || fraction.n > 18)
		return false;
	if (!fraction.p)
		return str_digits(whole);
	return str_digits(fraction) && (whole.n == 0 || str_digits(whole));
}

static bool
is_ratio(struct str s)
{
	struct str b = s, a = str_cut(&b, '/');
	int over = count_of(a), under = count_of(b);

	return over >= 0 && under >= 1 && over <= under;
}

static bool
is_percent(struct str s)
{
	int n = s.n && s.p[s.n - 1] == '%' ? count_of((struct str){ s.p, s.n - 1 }) : -1;

	return n >= 0 && n <= 100;
}

/* Kinds whose words may follow the name in a trigger. */
static const enum kind trigger_kinds[] = { KIND_RE, KIND_CLOSE, KIND_ANSWER, KIND_NOANSWER };

/* Another word that may. */
static const struct str amt = { "amt", 3 };

/* May a trigger have that type after its name? */
static bool
is_trigger_item(enum type t)
{
	return t < TYPE_DUE && t != TYPE_RULE && schema_types[t].names_id;
}

static bool
is_trigger_word(const struct schema *s, struct str word)
{
	for (size_t i = 0; i < sizeof(trigger_kinds) / sizeof(*trigger_kinds); i++)
		if (schema_is_word(s, trigger_kinds[i], word))
			return true;
	return is_trigger_item(schema_type(s, word)) || schema_place(schema_sides, word) ||
	       str_eq(word, amt);
}

/* The invalid piece of NAME or NAME/WORD/WORD...; a null p if all are valid.  Types that
 * programs print, and the user's own, trigger nothing. */
static struct str
bad_piece(const struct schema *s, struct str t)
{
	struct str word = t, piece = str_cut(&word, '/');

	if (schema_type(s, piece) >= TYPE_DUE && !schema_place(schema_conditions, piece))
		return piece;
	while (word.p) {
		piece = str_cut(&word, '/');
		if (!is_trigger_word(s, piece))
			return piece;
	}
	return (struct str){ NULL, 0 };
}

static void
try_words(struct near *n, const char *list)
{
	struct str w;

	while ((w = schema_next_word(&list)).n)
		near_try(n, w);
}

void
kind_try(const struct schema *s, enum kind k, struct str part, struct near *n)
{
	bool is_name;

	if (schema_kinds[k].form != FORM_TRIGGERS) {
		*n = near_to(part);
		try_words(n, schema_kinds[k].words);
		return;
	}
	*n = near_to(bad_piece(s, part));
	is_name = n->word.p == part.p;
	try_words(n, is_name ? schema_conditions : schema_sides);
	if (!is_name)
		near_try(n, amt);
	for (enum type t = 0; t < TYPE_DUE; t++)
		if (is_name || is_trigger_item(t))
			near_try(n, schema_types[t].name);
	for (size_t i = 0; !is_name && i < sizeof(trigger_kinds) / sizeof(*trigger_kinds); i++)
		try_words(n, schema_kinds[trigger_kinds[i]].words);
}

struct moment
kind_when(struct str value, struct moment when, const struct calendar *c)
{
	struct moment m = MOMENT_NONE;
	struct period p = { 1, PERIOD_DAY };

	if (value.n && *value.p != '+')
		date_parse(value, &m);
	else if (value.n && when.day != DAY_NONE &&
		 period_parse((struct str){ value.p + 1, value.n - 1 }, &p))
		m = period_end(when, p, c);
	return m;
}

/* An amount in a currency, short enough to check at a glance, with no more decimals than
 * the currency has. */
static bool
kind_usual_amount(struct str v)
{
	size_t whole = bytes_run(v.p, bytes_digit), n = v.n - 3, part = 0;

	if (v.n < 4 || n >= BYTES_AT_ONCE)
		return false;
	if (v.p[whole] == '.' && whole > 0 && whole < n - 1)
		part = bytes_run(v.p + whole + 1, bytes_digit);
	return whole + part + (part > 0) == n &&
	       money_decimals((struct str){ v.p + n, 3 }) >= (int)part;
}

static enum diag_id
when_fault(struct str v, struct moment when)
{
	static const struct calendar plain = CALENDAR_INIT;
	struct moment m;
	struct period p;

	if (*v.p != '+')
		return date_parse(v, &m) ? GOOD : DIAG_BAD_DATE;
	if (!period_parse((struct str){ v.p + 1, v.n - 1 }, &p))
		return DIAG_BAD_PERIOD;
	if (p.unit == PERIOD_HOUR && when.day != DAY_NONE && when.min < 0)
		return DIAG_HOURS_WITHOUT_TIME;
	if (when.day != DAY_NONE && period_add(when, p, 1, &plain).day == DAY_NONE)
		return DIAG_DATE_RANGE;
	return GOOD;
}

/* The form of the elements of a list. */
static enum form
element_of(enum form f)
{
	return f == FORM_WORDS ? FORM_WORD : f == FORM_PERIODS ? FORM_PERIOD : f;
}

static enum diag_id
single_fault(const struct schema *s, enum kind k, enum form form, struct str v, struct moment when)
{
	struct str name = { v.p + 1, v.n - 1 };
	struct period p;
	struct money m;

	switch (form) {
	case FORM_WORD:
		return schema_is_word(s, k, v) ? GOOD : DIAG_BAD_WORD;
	case FORM_NAME:
		return scan_is_name(v) ? GOOD : DIAG_BAD_NAME;
	case FORM_PERSON:
		return *v.p == '@' && scan_is_name(name) ? GOOD : DIAG_BAD_PERSON;
	case FORM_ITEM:
		return *v.p == '%' && scan_is_name(name) ? GOOD : DIAG_BAD_ITEM;
	case FORM_ONLY:
		return scan_is_name(*v.p == '@' ? name : v) ? GOOD : DIAG_BAD_NAME;
	case FORM_WHEN:
		return when_fault(v, when);
	case FORM_PERIOD:
		return period_parse(v, &p) ? GOOD : DIAG_BAD_PERIOD;
	case FORM_AMOUNT:
		switch (money_parse(v, &m)) {
		case MONEY_OK:
			return GOOD;
		case MONEY_CURRENCY:
			return DIAG_UNKNOWN_CURRENCY;
		default:
			return DIAG_BAD_AMOUNT;
		}
	case FORM_COUNT:
		return count_of(v) >= 1 ? GOOD : DIAG_BAD_COUNT;
	case FORM_NUMBER:
		return is_number(v) ? GOOD : DIAG_BAD_NUMBER;
	case FORM_PERCENT:
		return is_percent(v) ? GOOD : DIAG_BAD_PERCENT;
	case FORM_RATIO:
		return is_ratio(v) ? GOOD : DIAG_BAD_RATIO;
	case FORM_TRIGGERS:
		return !bad_piece(s, v).p ? GOOD : DIAG_BAD_TRIGGER;
	default:
		return GOOD;
	}
}

static bool
is_list(enum form f)
{
	return f == FORM_WORDS || f == FORM_PERIODS || f == FORM_ONLY || f == FORM_TRIGGERS;
}

enum diag_id
kind_fault(
    const struct schema *s, enum kind k, struct str value, struct moment when, struct str *part)
{
	enum form form = schema_kinds[k].form;
	struct str rest = value;

	*part = value;
	if (!is_list(form))
		return single_fault(s, k, form, value, when);
	do {
		enum diag_id id;

		*part = str_cut(&rest, ',');
		id = part->n ? single_fault(s, k, element_of(form), *part, when) : DIAG_BAD_LIST;
		if (id != GOOD)
			return id;
	} while (rest.p);
	return GOOD;
}

bool
kind_plain(const struct schema *s, enum kind k, struct str v, struct date_cache *dates)
{
	const char *end = v.p + v.n;
	struct moment m;
	struct str part;

	switch (s->form_of[k]) {
	case FORM_TEXT:
		return !is(*v.p, MARK);
	case FORM_WORD:
		return schema_is_word_in_line(s, k, v);
	case FORM_WHEN:
		return date_parse_cached(dates, v, &m);
	case FORM_AMOUNT:
		return kind_usual_amount(v);
	case FORM_NAME:
	case FORM_ONLY:
		return scan_plain_name(v.p) == end;
	case FORM_PERSON:
		return *v.p == '@' && scan_plain_name(v.p + 1) == end;
	case FORM_ITEM:
		return *v.p == '%' && scan_plain_name(v.p + 1) == end;
	default: /* the others are few, or the same over and over */
		return kind_fault(s, k, v, MOMENT_NONE, &part) == GOOD;
	}
}
