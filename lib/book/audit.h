/*
 * audit: the checks across records that fu-parse -c makes.
 *
 * Every good record is handed over once; audit_finish() then reports, in the
 * order of the input, what does not fit together: references to nothing, ids
 * defined or closed twice, sums that do not add up, deals and people nobody
 * declared, days that are no working days or lie ahead, equal lines.
 *
 *	struct audit *a = audit_new(&schema, &diag, now, me);
 *	while ((r = reader_next(&rd)))
 *		audit_add(a, r, &rd);
 *	audit_finish(a, NULL);
 */
#ifndef FU_AUDIT_H
#define FU_AUDIT_H

#include "base/diag.h"
#include "record/reader.h"

struct audit;

/* An audit as of a moment; schema and diag must outlive it. */
struct audit *audit_new(
    const struct schema *schema, struct diag *diag, struct moment now, struct str me);

/* Looks for errors alone, and for those warnings that cost no more work; to be called
 * before the first record. */
void audit_errors_alone(struct audit *a);

/* Takes up the record that the reader just gave. */
void audit_add(struct audit *a, const struct record *r, struct reader *rd);

/* Who chooses among findings: true for one that is to be reported.  other.line
 * is 0 where a finding concerns one record alone. */
struct audit_filter {
	void *self;
	bool (*wants)(void *self, enum diag_id id, struct place at, struct place other);
};

/* Reports the findings that the filter wants, all if it is null, and releases the audit. */
void audit_finish(struct audit *a, const struct audit_filter *filter);

/* Gives the memory back of an audit that is not finished. */
void audit_release(struct audit *a);

#endif
