#include "record/fault.h"

#include "base/near.h"
#include "record/quote.h"
#include "record/scan.h"

/* The line that holds byte p of the current record; only when careful. */
static const struct fold *
fold_of(struct lexer *lx, const char *p)
{
	return folds_at(&lx->folds, lx->written, (size_t)(p - lx->start));
}

struct place
lex_place(struct lexer *lx, const char *p)
{
	size_t offset = (size_t)(p - lx->start);
	const struct fold *f;

	if (!lx->careful)
		return (struct place){ lx->rec.at.file, lx->rec.at.line, offset + 1 };
	f = fold_of(lx, p);
	return (struct place){ lx->rec.at.file, lx->rec.at.line + f->line,
		f->indent + offset - f->offset + 1 };
}

size_t
lex_offset(struct lexer *lx, const char *p)
{
	size_t offset = (size_t)(p - lx->start);
	const struct fold *f;

	if (!lx->careful)
		return offset;
	f = fold_of(lx, p);
	return (size_t)(f->content.p - lx->written.p) + offset - f->offset;
}

bool
lex_fault(
    struct lexer *lx, enum diag_id id, const char *p, struct str a, struct str b, struct str c)
{
	const struct fold *f;
	struct place at;

	if (!lx->careful)
		return false;
	at = lex_place(lx, p);
	diag_report(lx->diag, id, at, a, b, c);
	f = fold_of(lx, p);
	diag_excerpt(lx->diag, str_span(f->content.p - f->indent, str_end(f->content)), at.col);
	if (diag_rows[id].level >= DIAG_ERROR)
		lx->doubts |= DOUBT_ALL;
	return false;
}

void
lex_note(struct lexer *lx, const char *p, const char *format, struct str a)
{
	if (lx->careful)
		diag_note(lx->diag, lex_place(lx, p), format, a, STR(""));
}

static const struct {
	enum torn torn;
	const char *name;
} sigils[128] = {
	['+'] = { TORN_DEAL, "+deal" },
	['%'] = { TORN_ID, "%id" },
	['@'] = { TORN_PERSON, "@person" },
};

const char *
fault_type(struct lexer *lx, struct str word)
{
	struct near near;
	struct moment m;

	if (!lx->careful)
		return NULL;
	near = near_to(word);
	if (word.n == 0) {
		lex_fault(lx, DIAG_MISSING_TYPE, word.p, STR(""), STR(""), STR(""));
		return NULL;
	}
	lex_fault(lx, DIAG_UNKNOWN_TYPE, word.p, word, STR(""), STR(""));
	near_try_all(&near, lx->schema->names, TYPE_X);
	if (near.best.n)
		lex_note(lx, word.p, "did you mean '$1'?", near.best);
	else if (date_parse(word, &m))
		lex_note(lx, word.p,
		    "a record has one date, which stands first; - says that it has none", STR(""));
	else if (*word.p >= '0' && *word.p <= '9')
		lex_note(lx, word.p, "a time is joined to its day by T: 2025-07-01T14:30", STR(""));
	else
		lex_note(lx, word.p,
		    "fu-parse -l types lists them; a type of your own begins with x-", STR(""));
	return NULL;
}

const char *
fault_name(struct lexer *lx, const char *p)
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
	/* If a letter that names can't have cuts it short, the rest isn't a name anyone meant. */
	if (scan_is_name(str_span(p + 1, q)) && !(q < end && *q & 0x80))
		lex_note(lx, p, "did you mean '$1'? if it is text, put -- before it", good);
	else
		lex_note(lx, p,
		    "names are ASCII letters, digits, - _ and . inside, 64 bytes at most; if it is text, put -- before it",
		    STR(""));
	return NULL;
}

const char *
fault_too_many(struct lexer *lx, struct str token)
{
	unsigned char sigil = (unsigned char)*token.p;

	lx->torn |= sigils[sigil].torn;
	lex_fault(lx, DIAG_TOO_MANY, token.p, token, lx->rec.word, str_from(sigils[sigil].name));
	return NULL;
}

const char *
fault_quote(struct lexer *lx, enum diag_id id, const char *p, struct str about)
{
	lx->torn |= TORN_KEY;
	lex_fault(lx, id, p, about, STR(""), STR(""));
	if (id == DIAG_BAD_ESCAPE)
		lex_note(
		    lx, p, "in quotes, write \\\" for a quote and \\\\ for a backslash", STR(""));
	return NULL;
}

const char *
fault_key(struct lexer *lx, struct str key)
{
	const struct key_use *u = schema_types[lx->rec.type].keys;
	struct near near;

	if (!lx->careful)
		return NULL;
	near = near_to(key);
	for (; u->need; u++)
		near_try(&near, schema_key_names[u->key]);
	lx->torn |= TORN_KEY;
	lex_fault(lx, DIAG_UNKNOWN_KEY, key.p, key, lx->rec.word, STR(""));
	if (near.best.n)
		lex_note(
		    lx, key.p, "did you mean '$1'? if it is text, put -- before it", near.best);
	else
		lex_note(lx, key.p, "if it is text, put -- before it", STR(""));
	return NULL;
}

const char *
fault_long(struct lexer *lx, enum diag_id id, const char *p)
{
	lex_fault(lx, id, p, STR(""), STR(""), STR(""));
	return NULL;
}

const char *
fault_recover(struct lexer *lx, const char *p, struct str key)
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
