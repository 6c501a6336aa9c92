/*
 * template: a Mustache template as an array of tokens; private to mustache.
 *
 * A template is read once, left to right.  What is known then is settled then: comments,
 * changes of delimiters, and the blanks around tags that are alone in a line leave no
 * token; a section knows where it ends, a tag its name, a partial its template.
 *
 * A token that begins a line of the template, counting only lines that leave
 * something, has its flag `line` set: if the template is an indented partial, the
 * indentation goes before that token and, within a text, after each newline that
 * isn't the text's last byte.
 */
#ifndef FU_TEMPLATE_H
#define FU_TEMPLATE_H

#include "draft/mustache.h"

enum token_kind {
	TOKEN_TEXT,     /* at, n: bytes of the template's text, perhaps none */
	TOKEN_ESCAPED,  /* {{name}} */
	TOKEN_RAW,      /* {{{name}}} and {{&name}} */
	TOKEN_SECTION,  /* {{#name}} */
	TOKEN_INVERTED, /* {{^name}}; its end is an empty text */
	TOKEN_CLOSE,    /* {{/name}} of a section */
	TOKEN_PARTIAL,  /* {{>name}} */
};

struct token {
	enum token_kind kind;
	bool line;   /* begins a line */
	bool alone;  /* for a partial: it is alone in its line */
	uint32_t at; /* offset of the text or tag */
	/* for a text: its length; for a partial: the length of the indentation before it */
	uint32_t n;
	uint32_t name; /* number of its path; for a partial, of its template */
	/* for a section, inverted or not: the token after its end; for a close: the section */
	uint32_t jump;
};

/* A dotted name; "." has no parts. */
struct template_path {
	struct mustache_name *parts;
	size_t n;
};

enum template_state {
	TEMPLATE_QUEUED, /* not parsed yet */
	TEMPLATE_MISSING,
	TEMPLATE_FAULTY,
	TEMPLATE_PARSED,
};

struct template
{
	struct mustache_file file;
	struct token *tokens; /* owned */
	size_t n;
	enum template_state state;
	enum { REACH_UNKNOWN, REACH_FAULTY, REACH_SOUND } reach; /* it, and all partials in reach */
	struct template *next;                                   /* in the list of all */
	struct template *next_work;  /* in the queue, or in a walk over what is in reach */
	const struct template *mark; /* where the last walk that met it started */
	struct place wanted;         /* the first tag that names it */
};

/* Parses t->file into t->tokens; sets t->state to faulty or parsed. */
void template_parse(struct mustache *m, struct template *t);

/* The number of the template with that name; a new one is queued for parsing. */
uint32_t template_number(struct mustache *m, struct str name, struct place wanted);

/* The line and column of an offset of the text. */
struct place template_place(const struct template *t, size_t at);

#endif
