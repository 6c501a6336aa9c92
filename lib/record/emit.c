#include "record/emit.h"

#include "record/lex.h"

static const struct str usual_fields[] = {
	{ "date", 4 },
	{ "type", 4 },
	{ "deal", 4 },
	{ "id", 2 },
	{ "person", 6 },
	{ "attr", 4 },
	{ "text", 4 },
};

enum field { DATE, TYPE, DEAL, ID, PERSON, ATTR, TEXT, USUAL };

void
emit_init(struct emitter *e, struct buf *out, const struct schema *schema)
{
	*e = (struct emitter){ .out = out, .schema = schema, .scratch = buf_mem() };
	for (e->nfields = 0; e->nfields < USUAL; e->nfields++)
		e->fields[e->nfields] = usual_fields[e->nfields];
}

void
emit_release(struct emitter *e)
{
	buf_release(&e->scratch);
}

static enum field
field_of(struct str name)
{
	int f = 0;

	while (f < USUAL && !str_eq(usual_fields[f], name))
		f++;
	return (enum field)f;
}

bool
emit_fields(struct emitter *e, struct str list, struct str *bad)
{
	e->nfields = 0;
	do {
		struct str f = str_cut(&list, ',');

		*bad = f;
		if (e->nfields == EMIT_FIELDS_MAX ||
		    (field_of(f) == USUAL && schema_key(e->schema, f) == KEY_NONE))
			return false;
		e->fields[e->nfields++] = f;
	} while (list.p);
	return true;
}

void
emit_begin(struct emitter *e)
{
	if (e->form != EMIT_TSV)
		return;
	for (size_t i = 0; i < e->nfields; i++) {
		buf_str(e->out, e->fields[i]);
		buf_char(e->out, i + 1 < e->nfields ? '\t' : '\n');
	}
}

static bool
needs_quotes(struct str v)
{
	if (*v.p == '"' || (v.n > 1 && v.p[0] == '/' && v.p[1] == '/'))
		return true;
	return memchr(v.p, ' ', v.n) || memchr(v.p, '\t', v.n);
}

void
emit_attr(struct buf *b, struct str name, struct str value)
{
	buf_str(b, name);
	buf_char(b, ':');
	if (!needs_quotes(value)) {
		buf_str(b, value);
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"' || value.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, value.p[i]);
	}
	buf_char(b, '"');
}

/* The source of a record that doesn't state it; empty if it isn't wanted. */
static struct str
mark_of(struct emitter *e, const struct record *r)
{
	e->scratch.n = 0;
	if (e->mark && !record_value(r, KEY_AT).n) {
		diag_safe(&e->scratch, r->at.file, r->at.file.n);
		buf_char(&e->scratch, ':');
		buf_int(&e->scratch, (int64_t)r->at.line);
	}
	return buf_view(&e->scratch);
}

/* Prints attributes, each followed by `between`.  An at: comes last, in x- types among the
 * others in byte order. */
static void
put_attrs(struct emitter *e, const struct record *r,
    void (*put)(struct buf *, struct str, struct str), char between)
{
	struct str mark = mark_of(e, r), at = STR("at");
	bool first = true, marked = !mark.n;

	for (size_t i = 0; i < r->nattrs || !marked; i++) {
		bool now = !marked && (i == r->nattrs ||
					  (r->type == TYPE_X && str_cmp(at, r->attrs[i].name) < 0));

		if (!first)
			buf_char(e->out, between);
		first = false;
		if (now) {
			put(e->out, at, mark);
			marked = true;
			i--;
		} else {
			put(e->out, r->attrs[i].name, r->attrs[i].value);
		}
	}
}

static void
put_names(struct buf *b, const struct str *names, size_t n, char sigil)
{
	for (size_t i = 0; i < n; i++) {
		buf_char(b, ' ');
		buf_char(b, sigil);
		buf_str(b, names[i]);
	}
}

/* DATE, TYPE and +DEAL. */
static void
put_front(struct buf *b, const struct record *r)
{
	buf_str(b, r->date);
	buf_char(b, ' ');
	buf_str(b, r->word);
	if (r->deal.n)
		put_names(b, &r->deal, 1, '+');
	else if (schema_types[r->type].deal != NO)
		buf_str(b, STR(" +-"));
}

static void
put_canonical(struct emitter *e, const struct record *r)
{
	struct buf *b = e->out;

	put_front(b, r);
	put_names(b, r->ids, r->nids, '%');
	put_names(b, r->people, r->npeople, '@');
	if (r->nattrs || (e->mark && !record_value(r, KEY_AT).n)) {
		buf_char(b, ' ');
		put_attrs(e, r, emit_attr, ' ');
	}
	if (r->text.n) {
		buf_char(b, ' ');
		if (!lex_plain_text(e->schema, r->type, r->text))
			buf_str(b, STR("-- "));
		buf_str(b, r->text);
	}
	buf_char(b, '\n');
}

static void
put_tsv_text(struct buf *b, struct str s)
{
	const char *run = s.p;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c != '\t' && c != '\n' && c != '\\')
			continue;
		buf_put(b, run, (size_t)(s.p + i - run));
		buf_put(b, c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\\\", 2);
		run = s.p + i + 1;
	}
	buf_put(b, run, s.n - (size_t)(run - s.p));
}

/* As in the canonical form, but with tabs and backslashes escaped again. */
static void
put_tsv_attr(struct buf *b, struct str name, struct str value)
{
	struct buf token = buf_mem();

	if (!memchr(value.p, '\t', value.n) && !memchr(value.p, '\\', value.n) &&
	    !memchr(value.p, '"', value.n)) {
		emit_attr(b, name, value);
		return;
	}
	emit_attr(&token, name, value);
	put_tsv_text(b, buf_view(&token));
	buf_release(&token);
}

static void
put_list(struct buf *b, const struct str *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, ',');
		buf_str(b, names[i]);
	}
}

static void
put_field(struct emitter *e, const struct record *r, struct str name)
{
	switch (field_of(name)) {
	case DATE:
		buf_str(e->out, r->date);
		break;
	case TYPE:
		buf_str(e->out, r->word);
		break;
	case DEAL:
		buf_str(e->out, r->deal);
		break;
	case ID:
		put_list(e->out, r->ids, r->nids);
		break;
	case PERSON:
		put_list(e->out, r->people, r->npeople);
		break;
	case ATTR:
		put_attrs(e, r, put_tsv_attr, ' ');
		break;
	case TEXT:
		put_tsv_text(e->out, r->text);
		break;
	default:
		if (str_eq(name, STR("at")) && !record_value(r, KEY_AT).n)
			put_tsv_text(e->out, mark_of(e, r));
		else
			put_tsv_text(e->out, record_value(r, schema_key(e->schema, name)));
	}
}

static void
put_json_string(struct buf *b, struct str s)
{
	const char *run = s.p, *end = s.p + s.n;

	buf_char(b, '"');
	for (const char *p = s.p; p < end; p++) {
		if (*p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
			continue;
		buf_put(b, run, (size_t)(p - run));
		if (*p == '\t')
			buf_put(b, "\\t", 2);
		else if ((unsigned char)*p >= 0x20) {
			buf_char(b, '\\');
			buf_char(b, *p);
		}
		run = p + 1;
	}
	buf_put(b, run, (size_t)(end - run));
	buf_char(b, '"');
}

static void
put_json_attr(struct buf *b, struct str name, struct str value)
{
	put_json_string(b, name);
	buf_char(b, ':');
	put_json_string(b, value);
}

static void
put_json_list(struct buf *b, const struct str *names, size_t n)
{
	buf_char(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, ',');
		put_json_string(b, names[i]);
	}
	buf_char(b, ']');
}

static void
put_json(struct emitter *e, const struct record *r)
{
	struct buf *b = e->out;

	buf_str(b, STR("{\"v\":1,\"date\":"));
	if (r->when.day == DAY_NONE)
		buf_str(b, STR("null"));
	else
		put_json_string(b, r->date);
	buf_str(b, STR(",\"type\":"));
	put_json_string(b, r->word);
	buf_str(b, STR(",\"deal\":"));
	if (r->deal.n)
		put_json_string(b, r->deal);
	else
		buf_str(b, STR("null"));
	buf_str(b, STR(",\"id\":"));
	put_json_list(b, r->ids, r->nids);
	buf_str(b, STR(",\"person\":"));
	put_json_list(b, r->people, r->npeople);
	buf_str(b, STR(",\"attr\":{"));
	put_attrs(e, r, put_json_attr, ',');
	buf_str(b, STR("},\"text\":"));
	put_json_string(b, r->text);
	buf_str(b, STR("}\n"));
}

static void
put_record(struct emitter *e, const struct record *r)
{
	switch (e->form) {
	case EMIT_REC:
		put_canonical(e, r);
		return;
	case EMIT_TSV:
		for (size_t i = 0; i < e->nfields; i++) {
			put_field(e, r, e->fields[i]);
			buf_char(e->out, i + 1 < e->nfields ? '\t' : '\n');
		}
		return;
	case EMIT_JSON:
		put_json(e, r);
	}
}

void
emit_record(struct emitter *e, const struct record *r)
{
	struct buf *b = e->out;
	struct str line = r->verbatim;

	if (!line.p || e->mark || e->form != EMIT_REC) {
		put_record(e, r);
		return;
	}
	if (r->bare) {
		put_front(b, r);
		line = str_span(r->word.p + r->word.n, line.p + line.n);
	} else if (record_dash(r).n) {
		buf_str(b, record_dash(r));
	}
	if (b->cap - b->n <= line.n) { /* few reach the buffer's end */
		buf_str(b, line);
		buf_char(b, '\n');
		return;
	}
	memcpy(b->p + b->n, line.p, line.n);
	b->n += line.n;
	b->p[b->n++] = '\n';
}
