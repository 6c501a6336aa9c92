/*
 * token: one token of a head, whatever may be wrong with it.
 *
 * The lexer itself reads plain tokens: those of a canonical line, with names and values
 * that are good at a glance.  All others are read here: after more than one blank, out of
 * order, quoted, in an x- type, faulty; and where TEXT begins is decided here.
 */
#ifndef FU_TOKEN_H
#define FU_TOKEN_H

#include "record/lex.h"
#include "record/scan.h"

/* What a token is, by its first byte; in the order of a canonical line. */
enum lead { LEAD_TEXT, LEAD_DEAL, LEAD_ID, LEAD_PERSON, LEAD_KEY, LEAD_DASH, LEAD_BLANK };
extern const unsigned char lead_of[256];

/* Reads one more token, after the one that ends at p; returns its end.  Null if the head
 * ends here: *text is then where TEXT begins, or null after a fault. */
const char *token_read(struct lexer *lx, const char *p, const char **text);

/* Is the word, if the type has no such key, the start of a link in the text (mailto, tel)? */
bool token_is_link(struct str key);

/* Skips the blanks at p; unless they are one single space before a token, the line isn't
 * canonical. */
static inline const char *
token_skip_blanks(struct record *r, const char *p)
{
	if (*p == ' ' && !is(p[1], BLANK | END))
		return p + 1;
	r->verbatim.p = NULL;
	while (is(*p, BLANK))
		p++;
	return p;
}

/* The highest lead among the tokens read. */
static inline enum lead
token_rank(const struct record *r)
{
	return r->nattrs ? LEAD_KEY : r->npeople ? LEAD_PERSON : r->nids ? LEAD_ID : LEAD_DEAL;
}

#endif
