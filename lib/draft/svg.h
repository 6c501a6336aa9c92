/*
 * svg: a picture to stand in an HTML page, in SVG 1.1, part by part.
 *
 * Coordinates are whole pixels of a picture SVG_WIDTH wide; a page may scale it.
 * How things look is the page's: every shape and text has a class, none a
 * colour.  Text is measured by a table of common widths (no font is at hand),
 * rounded up, so that what is said to fit does.  Any text goes in: it is
 * escaped.
 *
 *	struct svg s;
 *	svg_open(&s, STR("pay"));
 *	svg_rect(&s, "bar", 0, 10, 120, 14);
 *	svg_close(&s, &out, 40, STR("Payments"), STR("3 debts"));
 */
#ifndef FU_SVG_H
#define FU_SVG_H

#include "base/buf.h"

enum {
	SVG_WIDTH = 360,
	SVG_SIZE = 13, /* of the letters of a text, */
	SVG_NOTE = 12, /* of a note */
	SVG_LINE = 17, /* from a line of text to the next */
};

enum svg_anchor { SVG_LEFT, SVG_MIDDLE, SVG_RIGHT };

struct svg {
	struct buf body;
	struct str id; /* of this picture in its page; begins the ids inside */
};

/* Begins a picture; id is a word that no other picture of the page has. */
void svg_open(struct svg *s, struct str id);

/* Ends it and appends it to b: height high, with a title and a description for
 * those who don't see it.  One without a title goes on where another ends, and is
 * passed over by what reads pages aloud. */
void svg_close(struct svg *s, struct buf *b, int height, struct str title, struct str desc);

/* A rectangle, a line, and a path given in SVG's own words, moved to x, y. */
void svg_rect(struct svg *s, const char *class, int x, int y, int width, int height);
void svg_line(struct svg *s, const char *class, int x1, int y1, int x2, int y2);
void svg_path(struct svg *s, const char *class, int x, int y, const char *d);

/* A line of text whose baseline is at y, as much of it as is room wide, with an
 * ellipsis for what is not. */
void svg_text(struct svg *s, const char *class, enum svg_anchor a, int x, int y, int room, int size,
    struct str text);

/* The width of a text in pixels, at a size. */
int svg_measure(struct str text, int size);

/* Cuts *rest before the last blank at which what stands before it is at most room
 * wide, or where it must; gives that part.  Blanks at the cut are lost. */
struct str svg_wrap(struct str *rest, int room, int size);

#endif
