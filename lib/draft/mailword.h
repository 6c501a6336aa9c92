/*
 * mailword: the contents of a mail's header, as people meant them.
 *
 * Encoded words (RFC 2047), B and Q, are decoded even if broken the way real senders
 * break them: blanks or raw bytes inside, no '=' at the end, a character split
 * between two words, words glued to other text.  Parameters of Content-Type and
 * Content-Disposition (RFC 2045, 5.1) are found with their continuations and
 * encodings (RFC 2231).  The results are UTF-8, but may contain any character: what
 * goes into a record must pass plain.h.
 */
#ifndef FU_MAILWORD_H
#define FU_MAILWORD_H

#include "base/buf.h"

/* Appends an unfolded field body, decoded. */
void mailword_put(struct buf *b, struct str body);

/* Appends the value of a parameter, decoded; false, and nothing, if there is no such
 * parameter. */
bool mailword_put_param(struct buf *b, struct str body, struct str name);

/* What precedes the first ';', without blanks and comments: a media type, or a disposition. */
struct str mailword_first(struct str body);

#endif
