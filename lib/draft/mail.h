/*
 * mail: a message as real mail programs read it.
 *
 * RFC 5322 header fields, RFC 2047 encoded words where a name or subject is not
 * plain ASCII, a body of text/plain in UTF-8, as it is (7bit) where it is ASCII
 * with short lines, else quoted-printable (RFC 2045, 6.7).  Lines end in LF, as
 * sendmail -t and mail user agents take them.  No line is longer than 78 bytes,
 * or for an address or id that can't be folded 998.
 *
 * Nothing that is put in can become a header field or a second recipient:
 * names and subjects are quoted or encoded whole, addresses and message ids
 * that are not one plain addr-spec or msg-id are refused, and no body line
 * begins with "From ".
 */
#ifndef FU_MAIL_H
#define FU_MAIL_H

#include "base/buf.h"
#include "value/date.h"

struct mail {
	struct str from_name, from; /* from: an addr-spec, or empty */
	struct str to_name, to;     /* likewise */
	struct str subject;
	struct moment date;     /* with a time; */
	int zone;               /* minutes east of UTC, -1439 to 1439 */
	struct str seed;        /* what makes the Message-ID: same seed, same id */
	uint32_t kinds;         /* where the subject says less: those of kinds_sent(); else 0 */
	struct str in_reply_to; /* a msg-id, with or without its < >, or empty */
	struct str body;        /* lines; the last may lack its LF */
};

/* Is s one addr-spec of plain ASCII: dot-atom@dot-atom (RFC 5322, 3.4.1)? */
bool mail_is_address(struct str s);

/* The first of a list of them that commas part, as a mail: may have; s itself, which
 * is no address then, where not all of it are. */
struct str mail_first(struct str s);

/* A msg-id without its < >; s itself where it has none. */
struct str mail_bare_id(struct str s);

/* Is s a msg-id, with or without its < >: printable ASCII with an @ inside, no blank, < or
 * > (RFC 5322, 3.6.4, is stricter than the programs that make them)? */
bool mail_is_id(struct str s);

/* Appends the message; with mbox, a "From " line before it and a blank line
 * behind it, so that several make a mailbox (RFC 4155). */
void mail_put(struct buf *b, const struct mail *m, bool mbox);

#endif
