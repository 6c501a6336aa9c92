/*
 * finding: what an audit found, until all is found and can be told in order.
 *
 * Files count in the order in which they were read.  Slices and names of files live
 * as long as whoever found it sees to.
 */
#ifndef FU_FINDING_H
#define FU_FINDING_H

#include "book/audit.h"

/* A finding that waits for its turn. */
struct finding {
	uint32_t file;          /* number of at.file: files in the order of input */
	struct place at, other; /* other.line 0: none */
	enum diag_id id;
	struct str a, b, c;
	const char *note; /* of other */
	struct str meant; /* a known name that is near; or empty */
};

/* Reports those that the filter wants, all if it is null, by file, line and column;
 * the list is in that order then. */
void findings_report(
    struct finding *list, size_t n, struct diag *d, const struct audit_filter *filter);

#endif
