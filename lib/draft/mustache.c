#include "draft/mustache.h"

#include "draft/html.h"
#include "draft/template.h"

#include <stdlib.h>

/* Something open while rendering: a section, or a partial to return from. */
struct frame {
	const struct template *t; /* for a partial: where to return to; else null */
	size_t next;              /* the token to continue with there */
	/* for a section: which value; for a partial: the indentation before it */
	size_t i, indent;
	struct mustache_value list;
};

struct mustache_stack {
	struct frame frames[MUSTACHE_DEPTH];
	struct mustache_value contexts[MUSTACHE_DEPTH + 1]; /* the root and the sections' values */
	struct buf indent; /* what all open partials put before a line */
};

struct render {
	struct mustache *m;
	const struct mustache_source *source;
	struct buf *out;
	bool html;
	const struct template *t;     /* being rendered */
	size_t at;                    /* its next token */
	const struct template *place; /* where the last token is, with offset */
	uint32_t offset;
	size_t start, most; /* length of out at first; bytes and steps allowed */
	size_t steps;
	size_t nframes, ncontexts;
	size_t indent; /* where the indentation in force begins in the stack's */
	struct mustache_stack *s;
};

/* -- the set ------------------------------------------------------------------ */

static void
load(struct mustache *m, struct template *t)
{
	struct str name = t->file.name;

	if (m->host && m->host->load && m->host->load(m->host->state, name, &t->file)) {
		template_parse(m, t);
		return;
	}
	t->state = TEMPLATE_MISSING;
	if (t->wanted.line)
		diag_report(m->diag, DIAG_MISSING_PARTIAL, t->wanted, name, STR(""), STR(""));
}

/* Parses what is queued, and what that adds to the queue. */
static void
load_all(struct mustache *m)
{
	while (m->queue) {
		struct template *t = m->queue;

		m->queue = t->next_work;
		if (!m->queue)
			m->queue_end = &m->queue;
		load(m, t);
	}
}

/* Is nothing that can be reached from a template faulty? */
static bool
is_sound(struct mustache *m, struct template *root)
{
	struct template *work = root, **end = &root->next_work;
	bool sound = true;

	root->mark = root;
	root->next_work = NULL;
	for (; work && sound; work = work->next_work) {
		sound = work->state != TEMPLATE_FAULTY;
		for (size_t i = 0; i < work->n; i++) {
			struct template *t;

			if (work->tokens[i].kind != TOKEN_PARTIAL)
				continue;
			t = m->templates[work->tokens[i].name];
			if (t->mark == root)
				continue;
			t->mark = root;
			t->next_work = NULL;
			*end = t;
			end = &t->next_work;
		}
	}
	return sound;
}

static const struct template *
ready(struct mustache *m, struct template *t)
{
	if (t->reach == REACH_UNKNOWN) {
		load_all(m);
		t->reach = is_sound(m, t) ? REACH_SOUND : REACH_FAULTY;
	}
	return t->reach == REACH_SOUND && t->state == TEMPLATE_PARSED ? t : NULL;
}

const struct template *
mustache_parse(struct mustache *m, struct mustache_file f)
{
	struct template *t = arena_new(&m->arena, sizeof(*t), 1);

	if (!m->queue)
		m->queue_end = &m->queue;
	t->file = f;
	t->next = m->all;
	m->all = t;
	template_parse(m, t);
	return ready(m, t);
}

const struct template *
mustache_find(struct mustache *m, struct str name)
{
	uint32_t number = names_find(&m->template_names, 0, name);

	if (!m->queue)
		m->queue_end = &m->queue;
	if (number == NAMES_NONE)
		number = template_number(m, arena_str(&m->arena, name), (struct place){ 0 });
	return ready(m, m->templates[number]);
}

void
mustache_release(struct mustache *m)
{
	for (struct template *t = m->all; t; t = t->next)
		free(t->tokens);
	if (m->stack)
		buf_release(&m->stack->indent);
	free(m->templates);
	free(m->paths);
	names_release(&m->template_names);
	names_release(&m->value_names);
	arena_release(&m->arena);
	*m = (struct mustache){ .diag = m->diag, .host = m->host, .most = m->most };
}

/* -- values ------------------------------------------------------------------- */

/* Sets *v to the value of a name in an object; to nothing, and returns false, if it doesn't
 * know the name. */
static bool
get(const struct render *r, const struct mustache_value *object, struct mustache_name name,
    struct mustache_value *v)
{
	memset(v, 0, sizeof(*v));
	if (object->kind != MUSTACHE_OBJECT)
		return false;
	if (r->source->get(r->source->state, object, name, v))
		return true;
	memset(v, 0, sizeof(*v)); /* whatever the source left in it */
	return false;
}

/* Sets *v to the value of a path; to nothing if nobody knows it. */
static void
find(struct render *r, uint32_t name, struct mustache_value *v)
{
	const struct template_path *path = r->m->paths[name];
	size_t i = r->ncontexts;

	if (!path->n) {
		*v = r->s->contexts[i - 1];
		return;
	}
	while (i && !get(r, &r->s->contexts[i - 1], path->parts[0], v))
		i--;
	r->steps += r->ncontexts - i;
	/* From here on there is no way back to an outer context. */
	for (size_t k = 1; k < path->n; k++) {
		struct mustache_value object = *v;

		r->steps++;
		get(r, &object, path->parts[k], v);
	}
}

static bool
is_true(const struct mustache_value *v)
{
	switch (v->kind) {
	case MUSTACHE_NOTHING:
		return false;
	case MUSTACHE_TEXT:
		return v->text.n != 0;
	case MUSTACHE_LIST:
		return v->n != 0;
	case MUSTACHE_OBJECT:
		break;
	}
	return true;
}

/* -- tokens ------------------------------------------------------------------- */

/* Reports that rendering ends at the last token. */
COLD static bool
fail(struct render *r, enum diag_id id)
{
	struct place at = template_place(r->place, r->offset);
	struct buf most = buf_mem();

	buf_int(&most, (int64_t)r->most);
	diag_report(r->m->diag, id, at, buf_view(&most), STR(""), STR(""));
	if (id == DIAG_DEEP_TEMPLATE)
		diag_note(r->m->diag, at,
		    "a partial that contains itself needs a section around it that ends", STR(""),
		    STR(""));
	buf_release(&most);
	return false;
}

static bool
within_limit(struct render *r)
{
	return r->out->n - r->start + r->steps <= r->most || fail(r, DIAG_LARGE_DRAFT);
}

static void
put_indent(struct render *r)
{
	const struct buf *indent = &r->s->indent;

	if (indent->n > r->indent)
		buf_put(r->out, indent->p + r->indent, indent->n - r->indent);
}

/* Writes a text of several lines, indenting each but the first, which has been indented. */
static bool
put_lines(struct render *r, struct str text)
{
	const char *p = text.p, *end = p + text.n;

	for (;;) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));

		if (!newline || newline + 1 == end)
			break;
		buf_put(r->out, p, (size_t)(newline + 1 - p));
		put_indent(r);
		if (!within_limit(r))
			return false;
		p = newline + 1;
	}
	buf_put(r->out, p, (size_t)(end - p));
	return true;
}

static bool
put_text(struct render *r, const struct token *token)
{
	struct str text = { r->t->file.text.p + token->at, token->n };

	if (r->s->indent.n > r->indent && text.n)
		return put_lines(r, text);
	buf_str(r->out, text);
	return true;
}

static struct frame *
push(struct render *r, size_t next)
{
	struct frame *f = &r->s->frames[r->nframes];

	if (r->nframes == MUSTACHE_DEPTH) {
		fail(r, DIAG_DEEP_TEMPLATE);
		return NULL;
	}
	r->nframes++;
	f->t = NULL;
	f->next = next;
	f->i = 0;
	return f;
}

/* Goes to the next value of the innermost section, or past its end. */
static void
next_value(struct render *r)
{
	struct frame *f = &r->s->frames[r->nframes - 1];
	struct mustache_value *v = &r->s->contexts[r->ncontexts - 1];

	if (f->list.kind == MUSTACHE_LIST && f->i < f->list.n) {
		memset(v, 0, sizeof(*v));
		r->source->item(r->source->state, &f->list, f->i++, v);
		return;
	}
	r->at = f->next;
	r->nframes--;
	r->ncontexts--;
}

static bool
open_section(struct render *r, const struct token *token)
{
	struct mustache_value v;
	struct frame *f;

	find(r, token->name, &v);
	if (!is_true(&v)) {
		r->at = token->jump;
		return true;
	}
	if (!(f = push(r, token->jump)))
		return false;
	f->list = v;
	r->s->contexts[r->ncontexts++] = v;
	r->at++;
	if (v.kind == MUSTACHE_LIST)
		next_value(r);
	return true;
}

/* Begins a partial.  One alone in its line adds its indentation to what is in force; for
 * any other the indentation is suspended, as its first line is part of an indented one. */
static bool
open_partial(struct render *r, const struct token *token)
{
	const struct template *t = r->m->templates[token->name];
	struct buf *indent = &r->s->indent;
	struct frame *f;

	if (t->state != TEMPLATE_PARSED) {
		r->at++;
		return true;
	}
	if (!(f = push(r, r->at + 1)))
		return false;
	f->t = r->t;
	f->i = indent->n;
	f->indent = r->indent;
	if (token->n) {
		size_t n = indent->n - r->indent;

		r->steps += n + token->n;
		if (!within_limit(r))
			return false;
		buf_room(indent, n + token->n);
		buf_put(indent, indent->p + r->indent, n);
		buf_put(indent, r->t->file.text.p + token->at - token->n, token->n);
		r->indent = f->i;
	} else if (!token->alone) {
		r->indent = indent->n;
	}
	r->t = t;
	r->at = 0;
	return true;
}

static void
close_partial(struct render *r)
{
	const struct frame *f = &r->s->frames[--r->nframes];

	r->t = f->t;
	r->at = f->next;
	r->s->indent.n = f->i;
	r->indent = f->indent;
}

static void
put_value(struct render *r, const struct token *token)
{
	struct mustache_value v;

	find(r, token->name, &v);
	if (v.kind == MUSTACHE_NOTHING)
		return;
	if (r->html && token->kind == TOKEN_ESCAPED)
		html_put(r->out, v.text);
	else
		buf_str(r->out, v.text);
}

/* Renders the token at r->at and moves to the next one to be rendered. */
static bool
step(struct render *r)
{
	const struct token *token = &r->t->tokens[r->at];
	struct mustache_value v;

	r->place = r->t;
	r->offset = token->at;
	r->steps++;
	if (token->line)
		put_indent(r);
	switch (token->kind) {
	case TOKEN_TEXT:
		r->at++;
		return put_text(r, token);
	case TOKEN_ESCAPED:
	case TOKEN_RAW:
		put_value(r, token);
		r->at++;
		return true;
	case TOKEN_SECTION:
		return open_section(r, token);
	case TOKEN_INVERTED:
		find(r, token->name, &v);
		r->at = is_true(&v) ? token->jump : r->at + 1;
		return true;
	case TOKEN_CLOSE:
		r->at = token->jump + 1;
		next_value(r);
		return true;
	case TOKEN_PARTIAL:
		return open_partial(r, token);
	}
	return true;
}

static bool
run(struct render *r)
{
	for (;;) {
		while (r->at < r->t->n)
			if (!step(r) || !within_limit(r))
				return false;
		if (!r->nframes)
			return true;
		close_partial(r);
	}
}

bool
mustache_render(struct mustache *m, const struct template *t, const struct mustache_source *source,
    const struct mustache_value *root, enum mustache_escape escape, struct buf *out)
{
	struct render r = { .m = m,
		.source = source,
		.out = out,
		.html = escape == MUSTACHE_HTML,
		.t = t,
		.start = out->n,
		.most = m->most ? m->most : MUSTACHE_OUTPUT,
		.ncontexts = 1 };

	if (!m->stack) {
		m->stack = arena_new(&m->arena, sizeof(*m->stack), 1);
		m->stack->indent = buf_mem();
	}
	r.s = m->stack;
	r.s->contexts[0] = *root;
	r.s->indent.n = 0;
	if (run(&r))
		return true;
	out->n = r.start;
	return false;
}
