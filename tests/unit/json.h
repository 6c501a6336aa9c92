/*
 * json: a small reader of JSON (RFC 8259), and a source of values from it.
 *
 * Every value is a struct json in an arena; strings without escapes are slices
 * of the text.  What is not JSON gives null.  Numbers keep their spelling, less
 * zeros at the end of a fraction.  Nesting goes 200 deep.
 *
 *	const struct json *data = json_read(&arena, STR("{ \"who\": \"Jane\" }"));
 *	struct mustache_value root = json_value(data);
 *	mustache_render(&m, t, &json_source, &root, MUSTACHE_PLAIN, &out);
 */
#ifndef FU_JSON_H
#define FU_JSON_H

#include "draft/mustache.h"

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_kind kind;
	struct str text; /* of a number or string */
	struct str key;  /* in an object */
	size_t n;        /* of an array or object */
	struct json *first, *next, **items;
};

struct json_reader {
	struct arena *arena;
	const char *p, *end;
	int depth;
};

static inline void
json_blanks(struct json_reader *r)
{
	while (r->p < r->end && memchr(" \t\r\n", *r->p, 4))
		r->p++;
}

/* Takes a byte that must come. */
static inline bool
json_take(struct json_reader *r, char c)
{
	json_blanks(r);
	return r->p < r->end && *r->p == c && r->p++;
}

static inline void
json_put_utf8(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_char(b, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_char(b, (char)(0xc0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_char(b, (char)(0xe0 | c >> 12));
		} else {
			buf_char(b, (char)(0xf0 | c >> 18));
			buf_char(b, (char)(0x80 | (c >> 12 & 0x3f)));
		}
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_char(b, (char)(0x80 | (c & 0x3f)));
}

static inline bool
json_hex(struct json_reader *r, uint32_t *c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";

	*c = 0;
	for (int i = 0; i < 4; i++) {
		const char *d = r->p < r->end ? memchr(digits, *r->p, 32) : NULL;

		if (!d)
			return false;
		*c = *c << 4 | (uint32_t)((d - digits) & 15);
		r->p++;
	}
	return true;
}

/* What follows a backslash. */
static inline bool
json_escape(struct json_reader *r, struct buf *b)
{
	static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	uint32_t c, low;
	const char *name;

	if (r->p == r->end)
		return false;
	if (*r->p != 'u') {
		if (!(name = memchr(names, *r->p++, 8)))
			return false;
		buf_char(b, bytes[name - names]);
		return true;
	}
	r->p++;
	if (!json_hex(r, &c))
		return false;
	if (c >= 0xd800 && c < 0xdc00) {
		if (r->end - r->p < 2 || r->p[0] != '\\' || r->p[1] != 'u')
			return false;
		r->p += 2;
		if (!json_hex(r, &low) || low < 0xdc00 || low > 0xdfff)
			return false;
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	}
	json_put_utf8(b, c);
	return true;
}

static inline bool
json_string(struct json_reader *r, struct str *s)
{
	struct buf b = buf_mem();
	bool ok = true;

	if (!json_take(r, '"'))
		return false;
	while (ok && r->p < r->end && *r->p != '"') {
		if (*r->p == '\\') {
			r->p++;
			ok = json_escape(r, &b);
		} else {
			buf_char(&b, *r->p++);
		}
	}
	*s = buf_keep(&b, r->arena);
	return ok && r->p < r->end && r->p++;
}

static inline bool
json_word(struct json_reader *r, struct str word)
{
	if (!str_starts(str_span(r->p, r->end), word))
		return false;
	r->p += word.n;
	return true;
}

static inline bool
json_number(struct json_reader *r, struct json *v)
{
	const char *from = r->p;
	struct str s;

	while (r->p < r->end && memchr("+-.0123456789eE", *r->p, 15))
		r->p++;
	s = str_span(from, r->p);
	if (s.n && memchr(s.p, '.', s.n) && !memchr(s.p, 'e', s.n)) {
		while (s.p[s.n - 1] == '0')
			s.n--;
		s.n -= s.p[s.n - 1] == '.';
	}
	v->kind = JSON_NUMBER;
	v->text = s;
	return s.n != 0;
}

static inline struct json *json_any(struct json_reader *r);

/* The members or elements up to the bracket that closes. */
static inline bool
json_members(struct json_reader *r, struct json *v, char close)
{
	struct json **end = &v->first, *w;
	struct str key = { 0 };

	r->p++;
	if (json_take(r, close))
		return true;
	do {
		if (v->kind == JSON_OBJECT && (!json_string(r, &key) || !json_take(r, ':')))
			return false;
		if (!(w = json_any(r)))
			return false;
		w->key = key;
		*end = w;
		end = &w->next;
		v->n++;
	} while (json_take(r, ','));
	v->items = arena_new(r->arena, sizeof(*v->items), v->n);
	w = v->first;
	for (size_t i = 0; i < v->n; i++, w = w->next)
		v->items[i] = w;
	return json_take(r, close);
}

static inline struct json *
json_any(struct json_reader *r)
{
	struct json *v = arena_new(r->arena, sizeof(*v), 1);
	bool ok;

	json_blanks(r);
	if (r->p == r->end || r->depth == 200)
		return NULL;
	r->depth++;
	if (*r->p == '{' || *r->p == '[') {
		v->kind = *r->p == '{' ? JSON_OBJECT : JSON_ARRAY;
		ok = json_members(r, v, *r->p == '{' ? '}' : ']');
	} else if (*r->p == '"') {
		v->kind = JSON_STRING;
		ok = json_string(r, &v->text);
	} else if (json_word(r, STR("true"))) {
		v->kind = JSON_TRUE;
		ok = true;
	} else if (json_word(r, STR("false"))) {
		v->kind = JSON_FALSE;
		ok = true;
	} else {
		ok = json_word(r, STR("null")) || json_number(r, v);
	}
	r->depth--;
	return ok ? v : NULL;
}

static inline const struct json *
json_read(struct arena *arena, struct str text)
{
	struct json_reader r = { arena, text.p, text.p + text.n, 0 };
	struct json *v = json_any(&r);

	json_blanks(&r);
	return r.p == r.end ? v : NULL;
}

/* The member of that name, or null. */
static inline const struct json *
json_member(const struct json *v, struct str name)
{
	for (v = v && v->kind == JSON_OBJECT ? v->first : NULL; v; v = v->next)
		if (str_eq(v->key, name))
			break;
	return v;
}

static inline struct mustache_value
json_value(const struct json *v)
{
	static const enum mustache_kind kinds[] = { MUSTACHE_NOTHING, MUSTACHE_NOTHING, MUSTACHE_TEXT,
		MUSTACHE_TEXT, MUSTACHE_TEXT, MUSTACHE_LIST, MUSTACHE_OBJECT };

	return (struct mustache_value){ .kind = kinds[v->kind], .n = v->n, .node = v,
		.text = v->kind == JSON_TRUE ? STR("true") : v->text };
}

static inline bool
json_get(void *state, const struct mustache_value *object, struct mustache_name name,
    struct mustache_value *v)
{
	const struct json *member = json_member(object->node, name.text);

	(void)state;
	if (member)
		*v = json_value(member);
	return member;
}

static inline void
json_item(void *state, const struct mustache_value *list, size_t i, struct mustache_value *v)
{
	const struct json *array = list->node;

	(void)state;
	*v = json_value(array->items[i]);
}

static const struct mustache_source json_source = { .get = json_get, .item = json_item };

#endif
