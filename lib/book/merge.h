/*
 * merge: two versions of a file of records, and their common base -> one.
 *
 * Every record of either side is kept, changed or deleted as on that side:
 *
 *  - Changed, moved or deleted on one side: as there.
 *  - New on both sides in one place: by date where the file is in date order
 *    (rising or falling); otherwise one side's behind the other's, in an order
 *    by their bytes that doesn't depend on which side is whose.
 *  - New on both sides and the same: once.
 *  - An id that both sides gave to different items: theirs gets the next free
 *    one, and their references follow.
 *  - An id that one side changed on an item of the base: what the other side
 *    says of the item follows.
 *  - Changed on both sides, or changed and deleted: git's conflict markers
 *    around that record.  Likewise what each side may say alone, but not both
 *    together, such as two ends of one promise: whatever fu-parse -c finds.
 *
 * A record that would end up below another deal line than before gets its +DEAL written
 * out.  All other bytes stay.  Merging ours with theirs and theirs with ours gives the
 * same bytes unless something is renumbered or clashes.  n records take n log n steps.
 *
 *	merge_texts(&schema, &diag, STR("deal.fu"), base, ours, theirs, &out);
 */
#ifndef FU_MERGE_H
#define FU_MERGE_H

#include "base/diag.h"
#include "record/schema.h"

/* Appends the merged text to out.  Reports, by name and line of the result, what was
 * renumbered or followed (a warning each) and what clashes (an error each). */
void merge_texts(const struct schema *s, struct diag *diag, struct str name, struct str base,
    struct str ours, struct str theirs, struct buf *out);

#endif
