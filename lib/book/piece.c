#include "book/piece.h"

#include "record/emit.h"
#include "record/fold.h"
#include "record/scan.h"

#include <stdlib.h>

/* What is known about a line of the text read first. */
struct meaning {
	uint32_t canon, identity, deal; /* as in a piece */
	bool known;
};

uint32_t
symbol(struct symbols *s, enum symbol_of sort, struct str bytes)
{
	return names_keep(&s->names, sort, bytes, &s->arena);
}

/* The symbol of bytes without carriage returns at line ends.  Most lines come after the
 * same line as in the text read first. */
static uint32_t
symbol_of_lines(struct symbols *s, struct str bytes)
{
	struct buf plain = buf_mem();
	uint32_t n;

	s->last++;
	if (s->last < s->nfirst && str_eq(names_name(&s->names, s->last), bytes))
		return s->last;
	if (!memchr(bytes.p, '\r', bytes.n))
		return s->last = names_add(&s->names, OF_BYTES, bytes);
	for (size_t i = 0; i < bytes.n; i++)
		if (bytes.p[i] != '\r' || i + 1 == bytes.n || bytes.p[i + 1] != '\n')
			buf_char(&plain, bytes.p[i]);
	n = s->last = symbol(s, OF_BYTES, buf_view(&plain));
	buf_release(&plain);
	return n;
}

static bool
is_blank_line(const char *p, const char *lf)
{
	while (p < lf && is(*p, BLANK))
		p++;
	return p == lf || (p + 1 == lf && *p == '\r');
}

static struct piece *
new_piece(struct text *t, size_t *cap)
{
	t->piece = mem_at_least(t->piece, sizeof(*t->piece), cap, t->n);
	return &t->piece[t->n++];
}

/* Cuts the text into pieces; every line ends in LF. */
static void
cut(struct text *t, struct symbols *s, const char *p, const char *end)
{
	size_t cap = 0;
	uint32_t line = 1;

	for (const char *space = p; p < end;) {
		const char *lf = memchr(p, '\n', (size_t)(end - p)), *next;
		struct piece *piece;

		if (is_blank_line(p, lf)) {
			line++;
			p = lf + 1;
			if (p == end)
				t->tail = str_span(space, end);
			continue;
		}
		next = fold_end(p, end);
		piece = new_piece(t, &cap);
		*piece = (struct piece){ .start = space,
			.nspace = (uint32_t)(p - space),
			.nbytes = (uint32_t)(next - p),
			.line = line,
			.kind = *p == '#' ? PIECE_COMMENT : PIECE_OTHER,
			.day = DAY_NONE,
			.canon = NO_PIECE,
			.identity = NO_PIECE,
			.deal = NO_PIECE,
			.scope = NO_PIECE };
		piece->symbol = symbol_of_lines(s, piece_bytes(piece));
		for (; p < next; line++)
			p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
		space = p;
	}
}

/* The symbol of what a record defines, or declares undated; by its own name and deal. */
static uint32_t
identity_of(struct symbols *s, const struct record *r)
{
	const struct type_row *row = &schema_types[r->type];
	bool declares = row->declares && r->when.day == DAY_NONE;
	struct buf b = buf_mem();
	uint32_t n;

	if (!declares && (!row->names_id || r->type == TYPE_RULE))
		return NO_PIECE;
	if (declares)
		buf_str(&b, r->word);
	buf_char(&b, '+');
	buf_str(&b, r->deal);
	if (r->nids) {
		buf_char(&b, '%');
		buf_str(&b, r->ids[0]);
	}
	if (r->npeople && declares) {
		buf_char(&b, '@');
		buf_str(&b, r->people[0]);
	}
	n = symbol(s, OF_IDENTITY, buf_view(&b));
	buf_release(&b);
	return n;
}

static void
add_ref(struct text *t, size_t *cap, struct piece *piece, size_t at, size_t n)
{
	t->refs = mem_at_least(t->refs, sizeof(*t->refs), cap, t->nrefs);
	t->refs[t->nrefs++] = (struct ref){ (uint32_t)at, (uint32_t)n };
	piece->nrefs++;
}

/* Adds where its ids, and the item named by for:, are. */
static void
add_refs(
    struct text *t, size_t *cap, struct reader *rd, struct piece *piece, const struct record *r)
{
	piece->ref = t->nrefs;
	for (size_t i = 0; i < r->nids; i++)
		add_ref(t, cap, piece, reader_offset(rd, r->ids[i]), r->ids[i].n);
	for (size_t i = 0; i < r->nattrs; i++) {
		const struct attr *a = &r->attrs[i];
		size_t at;

		if (!a->use || a->use->kind != KIND_ITEM)
			continue;
		at = reader_offset(rd, attr_at(a));
		at += piece_bytes(piece).p[at] == '"';
		add_ref(t, cap, piece, at + 1, a->value.n - 1);
	}
}

bool
piece_defines(const struct piece *p)
{
	return p->kind == PIECE_RECORD && p->identity != NO_PIECE && p->type != TYPE_RULE &&
	       schema_types[p->type].names_id;
}

/* Usually the deal asked for last. */
static uint32_t
symbol_of_deal(struct symbols *s, struct str deal)
{
	if (!s->deal || !str_eq(names_name(&s->names, s->deal - 1), deal))
		s->deal = symbol(s, OF_DEAL, deal) + 1;
	return s->deal - 1;
}

/* Finds out what a record means and what it defines.  Equal bytes below the same deal mean
 * the same. */
static void
understand(struct symbols *s, struct emitter *canon, struct piece *piece, const struct record *r)
{
	struct meaning other = { 0 };
	struct meaning *m = piece->symbol < s->nfirst ? &s->first[piece->symbol] : &other;

	if (!m->known || m->deal != piece->deal) {
		struct str line;

		canon->out->n = 0;
		emit_record(canon, r);
		line = buf_view(canon->out);
		*m = (struct meaning){ str_eq(line, piece_bytes(piece)) ? piece->symbol
									: symbol(s, OF_BYTES, line),
			identity_of(s, r), piece->deal, true };
	}
	piece->canon = m->canon;
	piece->identity = m->identity;
}

/* Fills in what the reader knows about a piece. */
static void
describe(struct symbols *s, struct emitter *canon, struct reader *rd, struct piece *piece,
    const struct record *r)
{
	const struct type_row *row = &schema_types[r->type];

	piece->kind = PIECE_RECORD;
	piece->type = (uint8_t)r->type;
	piece->day = r->when.day;
	piece->deal = symbol_of_deal(s, r->deal);
	understand(s, canon, piece, r);
	piece->bare = row->deal != NO && !row->world && r->type != TYPE_DEAL &&
		      (!r->deal.p || r->deal.p == rd->deal_name);
	piece->word_end = (uint32_t)(reader_offset(rd, r->word) + r->word.n);
}

static void
read_records(struct text *t, struct symbols *s, struct str bytes)
{
	struct diag silent = diag_silent();
	struct buf line = buf_mem();
	struct emitter canon;
	struct reader rd;
	const struct record *r;
	uint32_t i = 0;
	size_t cap = 0;

	emit_init(&canon, &line, s->schema);
	reader_init(&rd, s->schema, &silent);
	input_add_text(&rd.input, STR("merge"), bytes);
	while ((r = reader_next(&rd))) {
		while (t->piece[i].line < r->at.line)
			i++;
		describe(s, &canon, &rd, &t->piece[i], r);
		add_refs(t, &cap, &rd, &t->piece[i], r);
	}
	reader_release(&rd);
	emit_release(&canon);
	buf_release(&line);
	buf_release(&silent.err);
}

/* Finds out which lines that aren't records may have been deal lines: below each, put below
 * a deal line, does a record still belong to that deal? */
static void
find_resets(struct text *t, const struct schema *schema)
{
	struct diag silent = diag_silent();
	struct buf text = buf_mem();
	const struct record *r;
	struct reader rd;
	size_t line = 0; /* of the record below the piece */

	for (uint32_t i = 0; i < t->n; i++)
		if (t->piece[i].kind == PIECE_OTHER) {
			buf_str(&text, STR("deal +a\n\n"));
			buf_str(&text, piece_bytes(&t->piece[i]));
			buf_str(&text, STR("\nx-below\n"));
		}
	reader_init(&rd, schema, &silent);
	input_add_text(&rd.input, STR("merge"), buf_view(&text));
	for (uint32_t i = 0; i < t->n; i++) {
		struct piece *p = &t->piece[i];

		if (p->kind != PIECE_OTHER)
			continue;
		line += 4;
		for (struct str b = piece_bytes(p); b.n; b = str_span(b.p + 1, str_end(b)))
			line += *b.p == '\n';
		while ((r = reader_next(&rd)) && r->at.line < line)
			;
		p->resets = r && !r->deal.n;
	}
	reader_release(&rd);
	buf_release(&text);
	buf_release(&silent.err);
}

/* Notes the deal line above each record that names no deal. */
static void
find_scopes(struct text *t)
{
	uint32_t deal = NO_PIECE;

	for (uint32_t i = 0; i < t->n; i++) {
		struct piece *p = &t->piece[i];

		if (p->kind == PIECE_RECORD && p->type == TYPE_DEAL)
			deal = i;
		else if (p->resets)
			deal = NO_PIECE;
		else if (p->bare)
			p->scope = deal;
	}
}

/* What a last line without a newline lacks: the line end of the line above it. */
static struct str
missing_end(struct str bytes)
{
	size_t i = bytes.n;

	while (i > 0 && bytes.p[i - 1] != '\n')
		i--;
	return i > 1 && bytes.p[i - 2] == '\r' && bytes.p[bytes.n - 1] != '\r' ? STR("\r\n")
									       : STR("\n");
}

void
text_read(struct text *t, struct symbols *s, struct str bytes)
{
	if (bytes.n >= UINT32_MAX)
		mem_none();
	*t = (struct text){ .bytes = bytes };
	if (str_starts(bytes, STR("\xef\xbb\xbf"))) {
		t->bom = true;
		bytes = (struct str){ bytes.p + 3, bytes.n - 3 };
	}
	t->lent = bytes.n && bytes.p[bytes.n - 1] != '\n' ? missing_end(bytes) : STR("");
	if (t->lent.n) {
		char *ended = arena_bytes(&s->arena, bytes.n + t->lent.n);

		memcpy(ended, bytes.p, bytes.n);
		memcpy(ended + bytes.n, t->lent.p, t->lent.n);
		bytes = (struct str){ ended, bytes.n + t->lent.n };
	}
	s->last = NO_PIECE; /* the next is the first */
	cut(t, s, bytes.p, bytes.p + bytes.n);
	if (!s->nfirst) {
		s->nfirst = s->names.n;
		s->first = arena_new(&s->arena, sizeof(*s->first), s->nfirst);
	}
	read_records(t, s, bytes);
	find_resets(t, s->schema);
	find_scopes(t);
}

void
text_release(struct text *t)
{
	free(t->piece);
	free(t->refs);
	*t = (struct text){ 0 };
}

void
symbols_release(struct symbols *s)
{
	names_release(&s->names);
	arena_release(&s->arena);
}
