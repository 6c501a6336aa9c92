/*
 * mustache: text from a template and data, by the public Mustache specification
 * (github.com/mustache/spec, version 1.4): its six core modules, comments,
 * delimiters, interpolation, inverted, partials, sections.
 *
 * A template is parsed once, with all partials that it can reach, into arrays of tokens,
 * and rendered as often as wanted.  Rendering asks a source for the values that the
 * template names, and for no others; a value is text, and is never read as a template.
 * The work is linear in the text of the templates and in what is rendered, without
 * recursion, and without memory of its own beyond the stack of open sections.
 *
 *	struct mustache m = { .diag = &diag, .host = &host };
 *	const struct template *t = mustache_find(&m, STR("recap"));
 *	for each draft:
 *		if (t && mustache_render(&m, t, &source, &root, MUSTACHE_PLAIN, &out))
 *			...
 *	mustache_release(&m);
 *
 * What the specification leaves open:
 *   - Nothing, an empty text and an empty list are false; all else is true.
 *   - A name that neither an open section nor the root knows renders as nothing.
 *   - A partial that the host doesn't have renders as nothing; a warning says so,
 *     once, when the template is parsed.
 *   - Blanks and newlines may surround sigil and name: {{ # name }}.
 *   - With delimiters set to <% %>, <%{ name }%> is a triple mustache.
 *   - A name is a run of bytes without blanks, doesn't begin with a sigil of the
 *     optional modules (< $ *), and has no empty part: a..b is an error.
 *   - Every line of a partial that is alone in an indented line is indented,
 *     even empty lines, but not the lines of a value.
 */
#ifndef FU_MUSTACHE_H
#define FU_MUSTACHE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/names.h"

/* Limits; going beyond one is an error that names the template and the tag. */
enum {
	MUSTACHE_DEPTH = 256,         /* sections and partials open at a time */
	MUSTACHE_DELIMITER = 32,      /* bytes of a delimiter */
	MUSTACHE_TEMPLATE = 16 << 20, /* bytes of one template */
	MUSTACHE_OUTPUT = 64 << 20,   /* bytes of one rendering, each tag counting as one */
};

/* How the text of {{name}} is escaped; that of {{{name}}} never is. */
enum mustache_escape {
	MUSTACHE_PLAIN, /* not at all: text, mail, Markdown */
	MUSTACHE_HTML,  /* & < > " ' as character references */
};

enum mustache_kind {
	MUSTACHE_NOTHING, /* known, but false */
	MUSTACHE_TEXT,    /* false if empty */
	MUSTACHE_LIST,    /* n values; false if n is 0 */
	MUSTACHE_OBJECT,  /* knows names; always true */
};

/* A value, or where the source finds it.  To make a flag true, any object (even one without
 * names) or text that isn't empty will do. */
struct mustache_value {
	enum mustache_kind kind;
	uint32_t type;    /* the source's own */
	size_t n;         /* for a list: how many; otherwise the source's own */
	const void *node; /* the source's own */
	/* for a text, and for an object shown as a variable; must stay valid and unchanged
	 * until the rendering is done */
	struct str text;
};

/* A name, or the part of a dotted name between dots. */
struct mustache_name {
	struct str text;
	uint32_t number; /* from the host's number(); 0 without that */
};

/* Where values come from. */
struct mustache_source {
	void *state; /* passed to both */

	/* Sets *v, which is all zero, to the value of a name in an object; false if the
	 * object doesn't know the name, so that those around it are asked. */
	bool (*get)(void *state, const struct mustache_value *object, struct mustache_name name,
	    struct mustache_value *v);

	/* Sets *v, which is all zero, to value i of a list; i < list->n. */
	void (*item)(
	    void *state, const struct mustache_value *list, size_t i, struct mustache_value *v);
};

/* A template's text, and its name in findings; both must outlive the set. */
struct mustache_file {
	struct str name, text;
};

/* Where templates come from; each function may be null. */
struct mustache_host {
	void *state; /* passed to both */

	/* Sets *f to the template with a name, for a partial or for mustache_find(); false
	 * if there is none.  Called once for each name. */
	bool (*load)(void *state, struct str name, struct mustache_file *f);

	/* The number of a name, for get() to switch on.  Called once for each name. */
	uint32_t (*number)(void *state, struct str name);
};

struct template;
struct mustache_stack;

/* A set of parsed templates.  All zero except for diag and host: empty. */
struct mustache {
	struct diag *diag;
	const struct mustache_host *host;
	size_t most; /* bytes of one rendering; 0: MUSTACHE_OUTPUT */
	/* private: */
	struct arena arena;
	struct names template_names, value_names; /* their numbers are indices into the next two */
	struct template **templates;
	struct template_path **paths;
	size_t template_cap, path_cap;
	struct template *queue, **queue_end; /* not parsed yet */
	struct template *all;
	struct mustache_stack *stack; /* made once, for all renderings */
};

/* Parses a template and the partials it can reach; null if any is faulty.  All findings in
 * all of them are reported. */
const struct template *mustache_parse(struct mustache *m, struct mustache_file f);

/* The template that the host loads by that name, parsed once.  Null if there is none (not
 * reported), or if it or a partial it can reach is faulty (reported the first time). */
const struct template *mustache_find(struct mustache *m, struct str name);

/* Appends the rendering of a template for a root, usually an object, to a buffer in
 * memory.  False if a limit was exceeded, which was reported; out is then as it was. */
bool mustache_render(struct mustache *m, const struct template *t,
    const struct mustache_source *source, const struct mustache_value *root,
    enum mustache_escape escape, struct buf *out);

void mustache_release(struct mustache *m);

#endif
