/*
 * tag: the tags in the text of a Mustache template; private to mustache.
 *
 * Finds one tag after the other, with what the current delimiters are.  Linear
 * in the text, whatever stands in it.
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
	size_t at;              /* where reading is */
	struct str open, close; /* the delimiters; tag_delimiters() sets them */
	size_t closing;         /* the first closing delimiter from some place before on */
	bool fresh;             /* no tag stands in this line yet */
};

/* A tag; places are offsets of the text. */
struct tag {
	char sigil;       /* one of ! = # ^ / > & { or 0 */
	struct str body;  /* what follows the sigil, without blanks around it */
	size_t from, end; /* its first byte, the byte behind it; of one that is not closed:
	                   * behind what can be skipped */
	bool alone;       /* stands alone in its line, which then leaves nothing: */
	size_t line;      /* where that line begins, */
	size_t next;      /* and the next one; else as from and end */
};

enum tag_found {
	TAG_NONE, /* text to the end */
	TAG_OPEN, /* one that is not closed */
	TAG_READ,
};

/* At the start of a text, with the delimiters {{ and }}. */
struct scanner tag_scanner(struct str text);

/* Finds the next tag from s->at on. */
enum tag_found tag_next(struct scanner *s, struct tag *tag);

/* Goes on behind a tag. */
void tag_skip(struct scanner *s, const struct tag *tag);

/* Sets delimiters to the two words of a tag; false if it isn't two fit ones. */
bool tag_delimiters(struct scanner *s, const struct tag *tag, size_t longest);

/* Does a blank, tab, CR or LF stand in s? */
bool tag_has_blank(struct str s);

/* As much of a tag as a finding should show: what stands of it in its first line, 40
 * bytes at most. */
struct str tag_shown(const struct scanner *s, const struct tag *tag);

#endif
