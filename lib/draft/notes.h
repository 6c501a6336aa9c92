/*
 * notes: what who writes a draft should know and its reader need not see.
 *
 * It is said of each draft once that is written: a word that is the writer's own to
 * add, what the records can't know, what is on hold, which item is in no sum; and once
 * a run, that letters would be signed by a bare name.
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
	struct str program; /* in place of a file, where it is said once a run */
	struct holds holds; /* read once a letter asks for something */
	struct buf whom;    /* +deal @person, in place of a file */
	bool signs;         /* who signs was looked for */
};

void notes_init(struct notes *n, struct book *b, struct diag *diag, struct str program);

/* Tells of the last draft that recap_write() wrote, by that order. */
void notes_tell(struct notes *n, struct recap *r, const struct recap_order *o);

void notes_release(struct notes *n);

#endif
