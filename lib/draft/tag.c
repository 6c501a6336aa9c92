#include "draft/tag.h"

enum { SHOWN = 40 };

/* The offset of the first needle in text, from `from` on; text.n if there is none. */
static size_t
find(struct str text, size_t from, struct str needle)
{
	const char *end = str_end(text);

	for (const char *p = text.p + from; (size_t)(end - p) >= needle.n; p++) {
		p = memchr(p, needle.p[0], (size_t)(end - p) - needle.n + 1);
		if (!p)
			break;
		if (!memcmp(p, needle.p, needle.n))
			return (size_t)(p - text.p);
	}
	return text.n;
}

bool
tag_has_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_blank(s.p[i]))
			return true;
	return false;
}

struct scanner
tag_scanner(struct str text)
{
	return (
	    struct scanner){ .text = text, .open = STR("{{"), .close = STR("}}"), .fresh = true };
}

/* The offset of the next closing delimiter; text.n if there is none.  Searched for once,
 * however many tags are open before it. */
static size_t
find_closing(struct scanner *s, size_t from)
{
	if (s->closing < from)
		s->closing = find(s->text, from, s->close);
	return s->closing;
}

/* The end of {{=...=}}, which may contain closing delimiters. */
static size_t
find_equals(const struct scanner *s, size_t from)
{
	size_t end = find(s->text, from, s->close);

	while (end < s->text.n && (end == from || s->text.p[end - 1] != '='))
		end = find(s->text, end + 1, s->close);
	return end;
}

/* Is the closing delimiter of a triple mustache complete?  Its extra byte is before the one
 * found or, in }}} found as }}, behind its first byte; *end is then moved to it. */
static bool
is_triple(const struct scanner *s, size_t from, size_t *end)
{
	const char *text = s->text.p;
	struct str behind = { text + *end + 1, s->text.n - *end - 1 };

	if (*end > from && text[*end - 1] == '}')
		return true;
	if (text[*end] != '}' || !str_starts(behind, s->close))
		return false;
	++*end;
	return true;
}

/* Reads the sigil at *at, after an opening delimiter, and moves past it. */
static char
read_sigil(const struct scanner *s, size_t *at)
{
	size_t begin = *at;
	const char *text = s->text.p;

	while (*at < s->text.n && str_blank(text[*at]))
		++*at;
	if (*at < s->text.n && memchr("!=#^/>&", text[*at], 7))
		return text[(*at)++];
	if (*at < s->text.n && *at == begin && text[*at] == '{')
		return text[(*at)++];
	return 0;
}

/* Reads the tag at tag->from; false if it isn't closed before the next one, or the text's
 * end, at tag->end. */
static bool
read_tag(struct scanner *s, struct tag *tag)
{
	size_t from = tag->from + s->open.n, end;

	tag->sigil = read_sigil(s, &from);
	end = tag->sigil == '=' ? find_equals(s, from) : find_closing(s, from);
	/* A single-byte opening delimiter may well be in a name. */
	if (s->open.n > 1 && (!tag->sigil || !memchr("!=", tag->sigil, 2)))
		tag->end = find((struct str){ s->text.p, end }, from, s->open);
	else
		tag->end = end;
	if (end == s->text.n)
		tag->end = end; /* nothing after it is closed either */
	if (tag->end < end || end == s->text.n)
		return false;
	if (tag->sigil == '{' && !is_triple(s, from, &end))
		return false;
	tag->end = end + s->close.n;
	if (tag->sigil == '{' || tag->sigil == '=')
		end--;
	tag->body = str_trim(str_span(s->text.p + from, s->text.p + end));
	return true;
}

/* Finds out whether the tag is alone in its line, except for blanks. */
static void
measure(const struct scanner *s, struct tag *tag)
{
	const char *text = s->text.p;
	size_t from = tag->from, to = tag->end;

	tag->next = to;
	if (!tag->sigil || !memchr("!=#^/>", tag->sigil, 6))
		return;
	while (from > s->at && (text[from - 1] == ' ' || text[from - 1] == '\t'))
		from--;
	if (from == s->at ? !s->fresh : text[from - 1] != '\n')
		return;
	while (to < s->text.n && (text[to] == ' ' || text[to] == '\t'))
		to++;
	if (to + 1 < s->text.n && text[to] == '\r' && text[to + 1] == '\n')
		to++;
	if (to < s->text.n && text[to] != '\n')
		return;
	tag->alone = true;
	tag->line = from;
	tag->next = to + (to < s->text.n);
}

enum tag_found
tag_next(struct scanner *s, struct tag *tag)
{
	*tag = (struct tag){ .from = find(s->text, s->at, s->open) };
	tag->line = tag->from;
	if (tag->from == s->text.n)
		return TAG_NONE;
	if (!read_tag(s, tag)) {
		tag->next = tag->end;
		return TAG_OPEN;
	}
	measure(s, tag);
	return TAG_READ;
}

void
tag_skip(struct scanner *s, const struct tag *tag)
{
	s->at = tag->next;
	s->fresh = tag->alone;
}

bool
tag_delimiters(struct scanner *s, const struct tag *tag, size_t longest)
{
	struct str open = tag->body, close = tag->body;
	size_t n = 0;

	while (n < open.n && !str_blank(open.p[n]))
		n++;
	open.n = n;
	close = str_trim((struct str){ close.p + n, close.n - n });
	if (!open.n || !close.n || open.n > longest || close.n > longest || tag_has_blank(close) ||
	    memchr(tag->body.p, '=', tag->body.n))
		return false;
	s->open = open;
	s->close = close;
	s->closing = 0;
	return true;
}

struct str
tag_shown(const struct scanner *s, const struct tag *tag)
{
	struct str rest = { s->text.p + tag->from, tag->end - tag->from }, line;

	if (rest.n > SHOWN) {
		rest.n = SHOWN;
		while (rest.n && ((unsigned char)rest.p[rest.n] & 0xc0) == 0x80)
			rest.n--;
	}
	line = str_cut(&rest, '\n');
	return str_trim(line);
}
