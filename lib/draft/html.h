/*
 * html: any text as text of an HTML page, or of SVG in one.
 *
 * The same characters are replaced in text and in quoted attributes:
 *
 *	html_put(&out, STR("R&D <us@us.example>"));
 *	=> R&amp;D &lt;us@us.example&gt;
 */
#ifndef FU_HTML_H
#define FU_HTML_H

#include "base/buf.h"

/* Appends s with & < > " ' as character references, in one pass. */
void html_put(struct buf *b, struct str s);

#endif
