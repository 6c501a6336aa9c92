#include "draft/template.h"

#include "draft/tag.h"

#include <assert.h>

_Static_assert(MUSTACHE_DEPTH == 256 && MUSTACHE_TEMPLATE == 16 << 20, "as lib/base/diag.c says");

enum { EXCERPT = 400 }; /* bytes of a line after a finding that may be shown */

/* An open section: its token, its name as written, its place. */
struct open_section {
	uint32_t token;
	struct str name;
	struct place place;
};

struct parser {
	struct mustache *m;
	struct template *t;
	struct scanner scan;
	bool line; /* the next token begins a line */
	bool faulty, stopped;
	size_t cap; /* of t->tokens */
	struct open_section sections[MUSTACHE_DEPTH];
	size_t depth;
	size_t counted, line_start, lines; /* newlines before counted; the end of the last one */
};

/* -- findings ----------------------------------------------------------------- */

struct place
template_place(const struct template *t, size_t at)
{
	struct place place = { .file = t->file.name, .line = 1 };
	const char *p = t->file.text.p, *end = p + at, *newline;

	while (p < end && (newline = memchr(p, '\n', (size_t)(end - p)))) {
		p = newline + 1;
		place.line++;
	}
	place.col = (size_t)(end - p) + 1;
	return place;
}

/* As template_place(), but for ascending places all calls together are linear. */
static struct place
place_of(struct parser *p, size_t at)
{
	const char *text = p->scan.text.p, *newline;

	assert(at >= p->counted);
	while (p->counted < at && (newline = memchr(text + p->counted, '\n', at - p->counted))) {
		p->line_start = p->counted = (size_t)(newline + 1 - text);
		p->lines++;
	}
	p->counted = at;
	return (struct place){ p->t->file.name, p->lines + 1, at - p->line_start + 1 };
}

/* Reports a finding, and shows its line if excerpts are wanted. */
COLD static void
report(struct parser *p, enum diag_id id, struct place at, struct str a, struct str b)
{
	const char *line = p->scan.text.p + p->line_start;
	struct str rest = { p->scan.text.p + p->counted, p->scan.text.n - p->counted };

	p->faulty = true;
	diag_report(p->m->diag, id, at, a, b, STR(""));
	if (p->m->diag->excerpts && at.line == p->lines + 1) {
		if (rest.n > EXCERPT)
			rest.n = EXCERPT;
		rest = str_cut(&rest, '\n');
		diag_excerpt(p->m->diag, str_span(line, rest.p + rest.n), at.col);
	}
}

/* -- tokens ------------------------------------------------------------------- */

static struct token *
put_token(struct parser *p, enum token_kind kind, size_t at)
{
	struct template *t = p->t;

	t->tokens = mem_at_least(t->tokens, sizeof(*t->tokens), &p->cap, t->n);
	t->tokens[t->n] = (struct token){ .kind = kind, .line = p->line, .at = (uint32_t)at };
	p->line = false;
	return &t->tokens[t->n++];
}

static void
put_text(struct parser *p, size_t from, size_t end)
{
	if (from == end)
		return;
	put_token(p, TOKEN_TEXT, from)->n = (uint32_t)(end - from);
	p->line = p->scan.text.p[end - 1] == '\n';
}

/* -- names -------------------------------------------------------------------- */

/* Why s can't be a name; null if it can. */
static const char *
name_fault(struct str s, bool dotted)
{
	if (!s.n)
		return "it names nothing";
	if (tag_has_blank(s))
		return "a name holds no blanks";
	if (memchr("<$*#^/>&!={}", s.p[0], 12))
		return "no name begins like that";
	if (!dotted || (s.n == 1 && s.p[0] == '.'))
		return NULL;
	for (struct str rest = s; rest.p;)
		if (!str_cut(&rest, '.').n)
			return "nothing stands before or after a dot";
	return NULL;
}

static uint32_t
path_number(struct mustache *m, struct str name)
{
	uint32_t known = m->value_names.n, number = names_add(&m->value_names, 0, name);
	struct template_path *path;
	struct str rest = name, part;

	if (number < known)
		return number;
	m->paths = mem_at_least(m->paths, sizeof(path), &m->path_cap, number);
	path = m->paths[number] = arena_new(&m->arena, sizeof(*path), 1);
	if (name.n == 1 && name.p[0] == '.')
		return number;
	for (size_t i = path->n = 1; i < name.n; i++)
		path->n += name.p[i] == '.';
	path->parts = arena_new(&m->arena, sizeof(*path->parts), path->n);
	for (size_t i = 0; i < path->n; i++) {
		part = str_cut(&rest, '.');
		path->parts[i].text = part;
		if (path->n > 1) { /* so that the host is asked once for each name */
			uint32_t single = path_number(m, part);

			path->parts[i].number = m->paths[single]->parts[0].number;
		}
		if (path->n == 1 && m->host && m->host->number)
			path->parts[i].number = m->host->number(m->host->state, part);
	}
	return number;
}

uint32_t
template_number(struct mustache *m, struct str name, struct place wanted)
{
	uint32_t known = m->template_names.n, number = names_add(&m->template_names, 0, name);
	struct template *t;

	if (number < known)
		return number;
	m->templates = mem_at_least(m->templates, sizeof(t), &m->template_cap, number);
	t = m->templates[number] = arena_new(&m->arena, sizeof(*t), 1);
	t->file.name = name;
	t->wanted = wanted;
	t->next = m->all;
	m->all = t;
	*m->queue_end = t;
	m->queue_end = &t->next_work;
	return number;
}

/* -- tags --------------------------------------------------------------------- */

/* Changes the delimiters: {{=<% %>=}}. */
static bool
set_delimiters(struct parser *p, const struct tag *tag, struct place at)
{
	if (tag_delimiters(&p->scan, tag, MUSTACHE_DELIMITER))
		return true;
	report(p, DIAG_BAD_DELIMITERS, at, tag_shown(&p->scan, tag), STR(""));
	diag_note(p->m->diag, at,
	    "write two, each of 1 to 32 bytes without blanks or '=': {{=<% %>=}}", STR(""),
	    STR(""));
	return false;
}

static bool
open_section(struct parser *p, const struct tag *tag, struct place at)
{
	struct token *token;

	if (p->depth == MUSTACHE_DEPTH) {
		report(p, DIAG_DEEP_TEMPLATE, at, STR(""), STR(""));
		return false;
	}
	p->sections[p->depth++] = (struct open_section){ (uint32_t)p->t->n, tag->body, at };
	token = put_token(p, tag->sigil == '#' ? TOKEN_SECTION : TOKEN_INVERTED, tag->from);
	token->name = path_number(p->m, tag->body);
	return true;
}

/* Reports a tag that doesn't close the innermost section, and takes it as the end of an
 * outer one with its name or, if there is none, as misspelt. */
COLD static void
wrong_close(struct parser *p, const struct tag *tag, struct place at)
{
	const struct open_section *last = &p->sections[p->depth - 1];
	size_t meant = p->depth;

	report(p, DIAG_WRONG_CLOSE, at, tag_shown(&p->scan, tag), last->name);
	diag_note(p->m->diag, last->place, "section '$1' opens here", last->name, STR(""));
	while (meant && !str_eq(p->sections[meant - 1].name, tag->body))
		meant--;
	if (meant)
		p->depth = meant;
}

static void
close_section(struct parser *p, const struct tag *tag, struct place at)
{
	struct token *section;
	uint32_t opened;

	if (!p->depth) {
		report(p, DIAG_STRAY_CLOSE, at, tag_shown(&p->scan, tag), STR(""));
		return;
	}
	if (!str_eq(p->sections[p->depth - 1].name, tag->body))
		wrong_close(p, tag, at);
	opened = p->sections[--p->depth].token;
	section = &p->t->tokens[opened];
	section->jump = (uint32_t)p->t->n + 1;
	if (section->kind == TOKEN_SECTION)
		put_token(p, TOKEN_CLOSE, tag->from)->jump = opened;
	else
		put_token(p, TOKEN_TEXT, tag->from);
}

static void
put_partial(struct parser *p, const struct tag *tag, struct place at)
{
	struct token *token = put_token(p, TOKEN_PARTIAL, tag->from);

	token->alone = tag->alone;
	token->n = (uint32_t)(tag->from - tag->line);
	token->name = template_number(p->m, tag->body, at);
}

/* Acts on a tag; false if what follows can't be read. */
static bool
take_tag(struct parser *p, const struct tag *tag)
{
	struct place at = place_of(p, tag->from);
	const char *fault;

	if (tag->sigil == '!')
		return true;
	if (tag->sigil == '=')
		return set_delimiters(p, tag, at);
	if (tag->sigil == '/') {
		close_section(p, tag, at);
		return true;
	}
	if ((fault = name_fault(tag->body, tag->sigil != '>'))) {
		report(p, DIAG_BAD_TAG, at, tag_shown(&p->scan, tag), str_from(fault));
		return true;
	}
	if (tag->sigil == '#' || tag->sigil == '^')
		return open_section(p, tag, at);
	if (tag->sigil == '>')
		put_partial(p, tag, at);
	else
		put_token(p, tag->sigil ? TOKEN_RAW : TOKEN_ESCAPED, tag->from)->name = path_number(
		    p->m, tag->body);
	return true;
}

/* Reports a tag that isn't closed. */
COLD static void
open_tag(struct parser *p, const struct tag *tag)
{
	struct buf close = buf_mem();

	if (tag->sigil == '{')
		buf_char(&close, '}');
	if (tag->sigil == '=')
		buf_char(&close, '=');
	buf_str(&close, p->scan.close);
	report(
	    p, DIAG_OPEN_TAG, place_of(p, tag->from), tag_shown(&p->scan, tag), buf_view(&close));
	buf_release(&close);
}

/* Takes what precedes the next tag, and the tag; false at the end, or if reading must stop. */
static bool
next_tag(struct parser *p)
{
	struct tag tag;
	enum tag_found found = tag_next(&p->scan, &tag);

	put_text(p, p->scan.at, tag.line);
	if (found == TAG_NONE)
		return false;
	if (found == TAG_OPEN) {
		open_tag(p, &tag);
		p->stopped = tag.end == p->scan.text.n;
	} else if (tag.alone) {
		p->line = false;
		p->stopped = !take_tag(p, &tag);
		p->line = true;
	} else {
		p->stopped = !take_tag(p, &tag);
	}
	tag_skip(&p->scan, &tag);
	return !p->stopped;
}

void
template_parse(struct mustache *m, struct template *t)
{
	struct parser p = { .m = m, .t = t, .scan = tag_scanner(t->file.text), .line = true };

	if (t->file.text.n > MUSTACHE_TEMPLATE) {
		report(&p, DIAG_LARGE_TEMPLATE, (struct place){ .file = t->file.name }, STR(""),
		    STR(""));
		t->state = TEMPLATE_FAULTY;
		return;
	}
	while (next_tag(&p))
		;
	/* After a place where reading had to stop, nobody knows what gets closed. */
	while (!p.stopped && p.depth--)
		report(&p, DIAG_OPEN_SECTION, p.sections[p.depth].place, p.sections[p.depth].name,
		    STR(""));
	t->state = p.faulty ? TEMPLATE_FAULTY : TEMPLATE_PARSED;
}
