/*
 * tag: the tags in the text of a Mustache template; private to mustache.
 *
 * Finds one tag after the other, with the delimiters in force.  Linear in the text,
 * whatever it contains.
 *
 *	struct scanner s = tag_scanner(text);
 *	struct tag tag;
 *	while (tag_next(&s, &tag) == TAG_READ) {
 *		the text from s.at up to tag.line, then the tag;
 *		s.open and s.close are set if it sets delimiters;
 *		tag_skip(&s, &tag);
 *	}
 */
#ifndef FU_TAG_H
#define FU_TAG_H

#include "base/str.h"

struct scanner {
	struct str text;
	size_t at;              /* where reading continues */
	struct str open, close; /* the delimiters; see tag_delimiters() */
	size_t closing;         /* the first closing delimiter after some earlier offset */
	bool fresh;             /* no tag in this line yet */
};

/* A tag; places are offsets in the text. */
struct tag {
	char sigil;      /* one of ! = # ^ / > & { or 0 */
	struct str body; /* what follows the sigil, without surrounding blanks */
	/* its first byte, and the byte behind it; if it isn't closed, behind what can be
	 * skipped */
	size_t from, end;
	bool alone;  /* it is alone in its line, which then leaves nothing; */
	size_t line; /* then, where that line begins, */
	size_t next; /* and where the next one does; else as from and end */
};

enum tag_found {
	TAG_NONE, /* only text to the end */
	TAG_OPEN, /* a tag that isn't closed */
	TAG_READ,
};

/* A scanner at the start of a text, with the delimiters {{ and }}. */
struct scanner tag_scanner(struct str text);

/* Finds the next tag from s->at on. */
enum tag_found tag_next(struct scanner *s, struct tag *tag);

/* Moves behind a tag. */
void tag_skip(struct scanner *s, const struct tag *tag);

/* Sets the delimiters to the two words of a tag; false if it hasn't two suitable ones of at
 * most `longest` bytes. */
bool tag_delimiters(struct scanner *s, const struct tag *tag, size_t longest);

/* Does s contain a space, tab, CR or LF? */
bool tag_has_blank(struct str s);

/* The part of a tag that a finding should show: its first line, at most 40 bytes. */
struct str tag_shown(const struct scanner *s, const struct tag *tag);

#endif
