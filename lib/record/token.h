/*
 * token: one token of a head, whatever may be wrong with it.
 *
 * lex.c reads itself the tokens that are plain: those of a canonical line whose
 * names and values are seen to be good at a glance.  It asks here for all others:
 * behind more than one blank, out of order, quoted, of an x- type, at fault, or
 * none: where TEXT begins.
 */
#ifndef FU_TOKEN_H
#define FU_TOKEN_H

#include "record/lex.h"
#include "record/scan.h"

/* What a token is by its first byte; their order is that of a canonical line. */
enum lead { LEAD_TEXT, LEAD_DEAL, LEAD_ID, LEAD_PERSON, LEAD_KEY, LEAD_DASH, LEAD_BLANK };
extern const unsigned char lead_of[256];

/* What stands behind the token that ends at p: the end of one more token, or null
 * where the head ends.  *text is where TEXT begins then, or null after a fault. */
const char *token_read(struct lexer *lx, const char *p, const char **text);

/* Does the word look like a key but begin a text where the type has no such key? */
bool token_is_link(struct str key);

/* Past the blanks at p; if they are not one single space before a token, the
 * line is not canonical. */
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

/* The highest lead of the tokens read. */
static inline enum lead
token_rank(const struct record *r)
{
	return r->nattrs ? LEAD_KEY : r->npeople ? LEAD_PERSON : r->nids ? LEAD_ID : LEAD_DEAL;
}

#endif
