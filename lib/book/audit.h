/*
 * audit: the checks across records, as made by fu-parse -c.
 *
 * Hand over every good record once; audit_finish() then reports, in the order of the
 * input, what doesn't fit together: references to nothing, ids defined or closed
 * twice, sums that don't add up, deals and people that nobody declared, days that
 * are no working days or lie ahead, equal lines.
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

/* An audit as of a moment, with me as the name behind @me; schema and diag must outlive it.
 * audit_finish() frees it. */
struct audit *audit_new(
    const struct schema *schema, struct diag *diag, struct moment now, struct str me);

/* To be called before the first record: skips the search for warnings where that saves
 * work, as many need everything that was read. */
void audit_errors_alone(struct audit *a);

/* Adds the record that the reader has just returned. */
void audit_add(struct audit *a, const struct record *r, struct reader *rd);

/* Selects findings: wants() returns true for one to be reported.  other.line is 0 if the
 * finding concerns one record alone. */
struct audit_filter {
	void *self;
	bool (*wants)(void *self, enum diag_id id, struct place at, struct place other);
};

/* Reports the findings that the filter wants (null: all), and frees the audit. */
void audit_finish(struct audit *a, const struct audit_filter *filter);

/* Frees an audit without reporting anything. */
void audit_release(struct audit *a);

#endif
