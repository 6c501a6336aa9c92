#include "draft/svg.h"

#include "base/utf8.h"
#include "draft/html.h"

void
svg_open(struct svg *s, struct str id)
{
	s->body = buf_mem();
	s->id = id;
}

static void
put_described(struct buf *b, const char *element, struct str id, struct str text)
{
	buf_char(b, '<');
	buf_str(b, str_from(element));
	buf_str(b, STR(" id=\""));
	buf_str(b, id);
	buf_char(b, '-');
	buf_str(b, str_from(element));
	buf_str(b, STR("\">"));
	html_put(b, text);
	buf_str(b, STR("</"));
	buf_str(b, str_from(element));
	buf_str(b, STR(">\n"));
}

void
svg_close(struct svg *s, struct buf *b, int height, struct str title, struct str desc)
{
	buf_str(b, STR("<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
	buf_int(b, SVG_WIDTH);
	buf_char(b, ' ');
	buf_int(b, height);
	if (title.n) {
		buf_str(b, STR("\" role=\"img\" aria-labelledby=\""));
		buf_str(b, s->id);
		buf_str(b, STR("-title "));
		buf_str(b, s->id);
		buf_str(b, STR("-desc\">\n"));
		put_described(b, "title", s->id, title);
		put_described(b, "desc", s->id, desc);
	} else {
		buf_str(b, STR("\" aria-hidden=\"true\">\n"));
	}
	buf_str(b, buf_view(&s->body));
	buf_str(b, STR("</svg>\n"));
	buf_release(&s->body);
}

/* -- shapes ------------------------------------------------------------------- */

static void
begin(struct svg *s, const char *element, const char *class)
{
	buf_char(&s->body, '<');
	buf_str(&s->body, str_from(element));
	buf_str(&s->body, STR(" class=\""));
	buf_str(&s->body, str_from(class));
	buf_char(&s->body, '"');
}

static void
put_number(struct svg *s, const char *attribute, int n)
{
	buf_char(&s->body, ' ');
	buf_str(&s->body, str_from(attribute));
	buf_str(&s->body, STR("=\""));
	buf_int(&s->body, n);
	buf_char(&s->body, '"');
}

void
svg_rect(struct svg *s, const char *class, int x, int y, int width, int height)
{
	begin(s, "rect", class);
	put_number(s, "x", x);
	put_number(s, "y", y);
	put_number(s, "width", width);
	put_number(s, "height", height);
	buf_str(&s->body, STR("/>\n"));
}

void
svg_line(struct svg *s, const char *class, int x1, int y1, int x2, int y2)
{
	begin(s, "line", class);
	put_number(s, "x1", x1);
	put_number(s, "y1", y1);
	put_number(s, "x2", x2);
	put_number(s, "y2", y2);
	buf_str(&s->body, STR("/>\n"));
}

void
svg_path(struct svg *s, const char *class, int x, int y, const char *d)
{
	begin(s, "path", class);
	buf_str(&s->body, STR(" d=\"M"));
	buf_int(&s->body, x);
	buf_char(&s->body, ' ');
	buf_int(&s->body, y);
	buf_str(&s->body, str_from(d));
	buf_str(&s->body, STR("\"/>\n"));
}

/* -- text --------------------------------------------------------------------- */

/* The width of a character in hundredths of the letters' size, on the wide side of common
 * sans-serif fonts. */
static int
hundredths_of(const char *p, size_t n)
{
	static const struct str narrow = { "iljtfrI.,:;'|!()[]{}/ -", 23 }, wide = { "mwMW@%&", 7 };
	unsigned char c = (unsigned char)*p;

	if (n == 1) {
		if (memchr(narrow.p, c, narrow.n))
			return 36;
		if (memchr(wide.p, c, wide.n))
			return 94;
		return c >= 'A' && c <= 'Z' ? 72 : 60;
	}
	if (n == 2) /* Latin, Greek, Cyrillic, Hebrew, Arabic; U+0300 to 036F are combining */
		return (c == 0xcc || (c == 0xcd && (unsigned char)p[1] < 0xb0)) ? 0 : 66;
	return n == 3 && c < 0xe1 ? 75 : 105;
}

static int
pixels(int hundredths, int size)
{
	return (hundredths * size + 99) / 100;
}

/* How many bytes of text fit into `room`; *whole if that is all. */
static size_t
fitting(struct str text, int room, int size, bool *whole)
{
	const char *p = text.p, *end = str_end(text);
	int width = 0;

	while (p < end) {
		const char *q = p;

		utf8_step(&q, end);
		width += hundredths_of(p, (size_t)(q - p));
		if (pixels(width, size) > room)
			break;
		p = q;
	}
	*whole = p == end;
	return (size_t)(p - text.p);
}

int
svg_measure(struct str text, int size)
{
	const char *p = text.p, *end = str_end(text);
	int width = 0;

	while (p < end && width < 100 * SVG_WIDTH) {
		const char *q = p;

		utf8_step(&q, end);
		width += hundredths_of(p, (size_t)(q - p));
		p = q;
	}
	return pixels(width, size);
}

struct str
svg_wrap(struct str *rest, int room, int size)
{
	bool whole;
	size_t n = fitting(*rest, room, size, &whole), cut = n;
	struct str line;

	if (!whole) {
		while (cut && rest->p[cut] != ' ')
			cut--;
		if (!cut)
			cut = n;
	}
	line = (struct str){ rest->p, cut };
	while (line.n && line.p[line.n - 1] == ' ')
		line.n--;
	*rest = (struct str){ rest->p + cut, rest->n - cut };
	while (rest->n && *rest->p == ' ')
		*rest = (struct str){ rest->p + 1, rest->n - 1 };
	return line;
}

void
svg_text(struct svg *s, const char *class, enum svg_anchor a, int x, int y, int room, int size,
    struct str text)
{
	static const char *const anchors[] = { NULL, " text-anchor=\"middle\"",
		" text-anchor=\"end\"" };
	bool whole;
	size_t n = fitting(text, room, size, &whole);

	if (!whole)
		n = fitting(text, room - size, size, &(bool){ false });
	begin(s, "text", class);
	put_number(s, "x", x);
	put_number(s, "y", y);
	if (a != SVG_LEFT)
		buf_str(&s->body, str_from(anchors[a]));
	buf_char(&s->body, '>');
	html_put(&s->body, (struct str){ text.p, n });
	if (!whole)
		buf_str(&s->body, STR("\xe2\x80\xa6"));
	buf_str(&s->body, STR("</text>\n"));
}
