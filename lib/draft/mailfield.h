/*
 * mailfield: addresses, dates and message ids in a mail's header.
 *
 * Field bodies must be unfolded (RFC 5322, 2.2.3).  It reads what senders write, not
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

/* Takes the next address off a list, without its name, in b, valid until b changes.  Skips
 * those that aren't one plain local@domain (mail.h).  Empty at the end. */
struct str mailfield_next_address(struct str *body, struct buf *b);

/* Takes the next id, without < >, off a list of ids; empty at the end. */
struct str mailfield_next_id(struct str *body);

/* The months, three letters each (RFC 5322, 3.3). */
extern const char mailfield_months[];

struct mailfield_date {
	int64_t minutes; /* since 1970-01-01T00:00; in UTC if zoned, else local */
	bool zoned;
};

/* Reads a date and time from 1900 to 9999; false if there is none. */
bool mailfield_date(struct str body, struct mailfield_date *out);

#endif
