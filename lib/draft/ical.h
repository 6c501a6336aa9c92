/*
 * ical: `due` records as calendar entries for other programs to import.
 *
 * RFC 5545: lines of at most 75 octets, folded between characters and ended by CRLF;
 * TEXT with \ ; , escaped.  A record becomes a VTODO with its date as DUE, or a
 * VEVENT with its date as DTSTART: a DATE if the record has no time, else a floating
 * local DATE-TIME (3.3.5, form 1), as the language has no time zones.
 *
 * The UID is a hash of what stays the same from day to day: the deal, the ids, the rule
 * and, unless the rule is named after a type of item, the people; for a second such record
 * in one run, also its date.  So importing again replaces earlier entries.
 *
 *	struct ical c;
 *	ical_begin(&c, &out, &schema, now, STR("20250716T070000Z"));
 *	while (...)
 *		ical_put(&c, r);
 *	ical_end(&c);
 */
#ifndef FU_ICAL_H
#define FU_ICAL_H

#include "base/arena.h"
#include "base/names.h"
#include "record/emit.h"

enum {
	ICAL_ALARM_MINUTE = 9 * 60, /* minute of the day, if the record has no time */
	ICAL_ALARM_AHEAD = 30,      /* minutes ahead, if it has one */
};

struct ical {
	struct buf *out;
	const struct schema *schema;
	bool events; /* VEVENT instead of VTODO; set after ical_begin() */
	struct moment now;
	struct str stamp; /* now in UTC, in the form of DTSTAMP */
	struct arena arena;
	struct names seen; /* the UIDs used in this run */
	struct buf line, text;
};

/* Prints what precedes the first entry.  No alarm is set for before now; stamp is
 * YYYYMMDDThhmmssZ and must outlive c. */
void ical_begin(struct ical *c, struct buf *out, const struct schema *schema, struct moment now,
    struct str stamp);

/* Prints a record of type due, unless an earlier one said the same with the same date. */
void ical_put(struct ical *c, const struct record *r);

/* Prints what follows the last entry, and frees the memory. */
void ical_end(struct ical *c);

#endif
