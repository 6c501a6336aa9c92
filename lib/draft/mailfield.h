/*
 * mailfield: addresses, dates and message ids in a mail's header.
 *
 * Bodies are taken unfolded (RFC 5322, 2.2.3).  Read is what senders write, not
 * only what they should: comments anywhere, groups, obsolete zones and two-digit
 * years (4.3), no zone at all, asctime(3) order.  Nothing is ever taken from a
 * display name, a comment or a quoted string, whatever it looks like.
 *
 *	struct str a;
 *	while ((a = mailfield_next_address(&body, &scratch)).n)
 *		...
 */
#ifndef FU_MAILFIELD_H
#define FU_MAILFIELD_H

#include "value/date.h"

/* The next address of a list that is one plain local@domain (mail.h), without
 * its name, in b, good until b changes; those that are none are passed over.
 * Empty at the end. */
struct str mailfield_next_address(struct str *body, struct buf *b);

/* The next id of a list of them, without its < >; empty at the end. */
struct str mailfield_next_id(struct str *body);

/* Three letters a month (RFC 5322, 3.3). */
extern const char mailfield_months[];

struct mailfield_date {
	int64_t minutes; /* since 1970-01-01T00:00, in UTC if zoned, else on the wall */
	bool zoned;
};

/* Reads a date and time, 1900 to 9999; false if there is none. */
bool mailfield_date(struct str body, struct mailfield_date *out);

#endif
