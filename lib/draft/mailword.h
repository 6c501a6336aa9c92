/*
 * mailword: what stands in a mail's header as people meant it.
 *
 * Encoded words (RFC 2047) are decoded, B and Q, also where they are broken as
 * real senders break them: blanks or raw bytes inside, no '=' at the end, a
 * character split between two words, words glued to other text.  Parameters of
 * Content-Type and Content-Disposition (RFC 2045, 5.1) are found with their
 * continuations and encodings (RFC 2231).  All is UTF-8 then, but may hold any
 * character: what is to go into a record goes through plain.h.
 */
#ifndef FU_MAILWORD_H
#define FU_MAILWORD_H

#include "base/buf.h"

/* Appends an unfolded field body, decoded. */
void mailword_put(struct buf *b, struct str body);

/* Appends the value of a parameter, decoded; false, and nothing, if there is no
 * such. */
bool mailword_put_param(struct buf *b, struct str body, struct str name);

/* What stands before the first ';', without blanks and comments: a media type, a
 * disposition. */
struct str mailword_first(struct str body);

#endif
