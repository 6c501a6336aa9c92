/*
 * subject: what a message is about, as far as its subject says.
 *
 * Whole words, in any case, stand for the words of re: in fu(5): agenda for agenda,
 * invoice for payment, reminder for nudge.  "Re:" before a question asks nothing,
 * and an answer to thanks doesn't thank, so an answer is about neither.  What
 * fu-recap drafted is recognised by how its subjects begin, or by its message id.
 */
#ifndef FU_SUBJECT_H
#define FU_SUBJECT_H

#include "base/buf.h"

/* Does it begin like the drafts of a kind?  If so, appends what such a draft is about; the
 * deal's title after it is ignored. */
bool subject_put_draft(struct buf *b, struct str subject);

/* Appends what a draft of several kinds is about, as its message id tells; false if it
 * isn't the id of such a draft. */
bool subject_put_id(struct buf *b, struct str id);

/* As subject_put_draft(), after skipping marks of an answer.  If that fails, appends the words of
 * re: that the subject's words stand for, as a list, each once; nothing if there are none. */
void subject_put_re(struct buf *b, struct str subject);

/* Does it begin like an answer, with Re: or the like in other languages? */
bool subject_is_answer(struct str subject);

/* Appends a list of re: without what an answer isn't about: thanks and question and, if it
 * is ours, recap and confirm, as we have then got those. */
void subject_put_inherited(struct buf *b, struct str re, bool ours);

#endif
