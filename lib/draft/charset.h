/*
 * charset: bytes in the character set that a mail names -> UTF-8.
 *
 * UTF-8, US-ASCII, ISO 8859-1 and -15 and Windows-1252 are converted here.  Senders
 * use the names of some sets for larger ones (WHATWG Encoding, 4.2): ISO 8859-1 is
 * read as Windows-1252, Shift_JIS as CP932, GB2312 as GBK, EUC-KR as CP949.  Other
 * sets that mail is written in, from a fixed list, go through iconv(3); no other
 * name ever reaches it.  A set that isn't known, such as UNKNOWN-8BIT (RFC 1428),
 * tells nothing about the bytes, nor does US-ASCII about those above it: see
 * charset_put_raw().  What can't be converted becomes U+FFFD.
 *
 * The result is UTF-8, but may contain control characters: see plain.h.
 */
#ifndef FU_CHARSET_H
#define FU_CHARSET_H

#include "base/buf.h"

/* Appends the bytes, converted from that character set (the name in any case). */
void charset_put(struct buf *b, struct str charset, struct str bytes);

/* Appends bytes that should have been ASCII: as UTF-8 if they are valid UTF-8, else as
 * Windows-1252. */
void charset_put_raw(struct buf *b, struct str bytes);

#endif
