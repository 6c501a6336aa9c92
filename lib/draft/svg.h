/*
 * svg: a picture for an HTML page, in SVG 1.1, drawn part by part.
 *
 * Coordinates are whole pixels, x to the right and y down, in a picture SVG_WIDTH wide; a
 * page may scale it.  Looks are up to the page: every shape and text has a class, none a
 * colour.  Text is measured by a table of common widths (no font is available), rounded
 * up, so that what is said to fit does.  Any text may be used: it is escaped.
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
	SVG_SIZE = 13, /* of the letters of a text */
	SVG_NOTE = 12, /* of the letters of a note */
	SVG_LINE = 17, /* from one line of text to the next */
};

enum svg_anchor { SVG_LEFT, SVG_MIDDLE, SVG_RIGHT };

struct svg {
	struct buf body;
	struct str id; /* of this picture in its page; ids inside begin with it */
};

/* Begins a picture; id is a word that no other picture of the page has, and must outlive s. */
void svg_open(struct svg *s, struct str id);

/* Ends the picture and appends it to b, `height` high, with a title and description for those who
 * don't see it.  One without a title continues another, and is skipped by screen readers. */
void svg_close(struct svg *s, struct buf *b, int height, struct str title, struct str desc);

/* Draw a rectangle, a line, and a path in SVG's own syntax, moved to x, y. */
void svg_rect(struct svg *s, const char *class, int x, int y, int width, int height);
void svg_line(struct svg *s, const char *class, int x1, int y1, int x2, int y2);
void svg_path(struct svg *s, const char *class, int x, int y, const char *d);

/* Draws a line of text with its baseline at y; what doesn't fit into `room` is replaced by
 * an ellipsis. */
void svg_text(struct svg *s, const char *class, enum svg_anchor a, int x, int y, int room, int size,
    struct str text);

/* The width of a text in pixels, at a size. */
int svg_measure(struct str text, int size);

/* Takes off *rest what fits into `room`, up to the last blank possible, or mid-word if it
 * must; returns it.  Blanks at the cut are dropped. */
struct str svg_wrap(struct str *rest, int room, int size);

#endif
