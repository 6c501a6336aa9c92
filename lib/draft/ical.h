/*
 * ical: `due` records as calendar entries that other programs import.
 *
 * RFC 5545: lines of at most 75 octets, folded between characters, ended by
 * CRLF; TEXT with \ ; , escaped.  A record becomes a VTODO with its date as DUE,
 * or a VEVENT with it as DTSTART: a DATE where the record has no time, else a
 * floating local DATE-TIME (3.3.5, form 1), as the language has no zones.
 *
 * The UID is a hash of what stays the same from day to day: the deal, the ids,
 * the rule and, where the rule is no type of item, the people; for a second
 * record of the same in one run, of its date as well.  So what is imported
 * again replaces what was there.
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
	ICAL_ALARM_MINUTE = 9 * 60, /* of the day, where the record has no time */
	ICAL_ALARM_AHEAD = 30,      /* minutes, where it has */
};

struct ical {
	struct buf *out;
	const struct schema *schema;
	bool events; /* VEVENT, not VTODO; set after ical_begin() */
	struct moment now;
	struct str stamp; /* now in UTC, as DTSTAMP has it */
	struct arena arena;
	struct names seen; /* the UIDs of this run */
	struct buf line, text;
};

/* Prints what stands before the first entry.  No alarm is set that would ring
 * before now; stamp is YYYYMMDDThhmmssZ and must outlive the calendar. */
void ical_begin(struct ical *c, struct buf *out, const struct schema *schema, struct moment now,
    struct str stamp);

/* Prints a record of type due.  One that says the same as an earlier one, with
 * the same date, is left out. */
void ical_put(struct ical *c, const struct record *r);

/* Prints what stands behind the last entry and gives the memory back. */
void ical_end(struct ical *c);

#endif
