/*
 * mail: a message in the form that real mail programs read.
 *
 * RFC 5322 header fields; RFC 2047 encoded words if a name or subject isn't plain
 * ASCII; a text/plain body in UTF-8, as it is (7bit) if it is ASCII with short
 * lines, else in quoted-printable (RFC 2045, 6.7).  Lines end in LF, as sendmail -t
 * and mail user agents expect.  No line is longer than 78 bytes or, with an address
 * or id that can't be folded, 998.
 *
 * Nothing that is put in can become a header field or a second recipient: names and
 * subjects are quoted or encoded as a whole, addresses and message ids that aren't a
 * single plain addr-spec or msg-id are refused, and no body line begins with "From ".
 */
#ifndef FU_MAIL_H
#define FU_MAIL_H

#include "base/buf.h"
#include "value/date.h"

struct mail {
	struct str from_name, from; /* from: an addr-spec, or empty */
	struct str to_name, to;     /* to: likewise */
	struct str subject;
	struct moment date;     /* must have a time */
	int zone;               /* minutes east of UTC, -1439 to 1439 */
	struct str seed;        /* determines the Message-ID: same seed, same id */
	uint32_t kinds;         /* from kinds_sent(), if the subject says less than that; else 0 */
	struct str in_reply_to; /* a msg-id, with or without < >, or empty */
	struct str body;        /* lines; the last may lack its LF */
};

/* Is s a single addr-spec of plain ASCII, dot-atom@dot-atom (RFC 5322, 3.4.1)? */
bool mail_is_address(struct str s);

/* The first of a comma-separated list of such, as in mail:.  If any isn't one, s itself,
 * which is then no address. */
struct str mail_first(struct str s);

/* A msg-id without its < >; s itself if it has none. */
struct str mail_bare_id(struct str s);

/* Is s a msg-id, with or without < >: printable ASCII with an @ inside, and no blank, < or
 * >? (RFC 5322, 3.6.4, is stricter than the programs that make them.) */
bool mail_is_id(struct str s);

/* Appends the message.  With mbox, also a "From " line before it and a blank line after it,
 * so that several make a mailbox (RFC 4155). */
void mail_put(struct buf *b, const struct mail *m, bool mbox);

#endif
