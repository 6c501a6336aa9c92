/*
 * notes: what the writer of a draft should know, but its reader needn't see.
 *
 * Reported for each draft after it is written: words that the writer has to add,
 * what the records can't know, what is on hold, which item is missing from a sum;
 * and once a run, that letters would be signed by a bare name.
 *
 *	struct notes notes;
 *	notes_init(&notes, &book, &diag, STR("fu-recap"));
 *	if (recap_write(&recap, &order))
 *		notes_tell(&notes, &recap, &order);
 *	notes_release(&notes);
 */
#ifndef FU_NOTES_H
#define FU_NOTES_H

#include "book/holds.h"
#include "draft/recap.h"

struct notes {
	struct book *b;
	struct diag *diag;
	struct str program; /* in place of a file name, for what is said once a run */
	struct holds holds; /* read when a letter first asks for something */
	struct buf whom;    /* +deal @person, in place of a file name */
	bool signs;         /* it was checked who signs */
};

void notes_init(struct notes *n, struct book *b, struct diag *diag, struct str program);

/* Reports on the last draft that recap_write() wrote, for that order. */
void notes_tell(struct notes *n, struct recap *r, const struct recap_order *o);

void notes_release(struct notes *n);

#endif
