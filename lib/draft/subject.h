/*
 * subject: what a message is about, as far as its subject says.
 *
 * Whole words, in any case, stand for the words of re: in fu(5): agenda for
 * agenda, invoice for payment, reminder for nudge.  Who writes "Re:" before a
 * question asks nothing and who answers thanks doesn't give them, so an answer
 * is about neither.  What fu-recap drafts is known by how its subjects begin, or by
 * its id.
 */
#ifndef FU_SUBJECT_H
#define FU_SUBJECT_H

#include "base/buf.h"

/* Does it begin as the drafts of a kind do?  If so, appends what such a draft is about;
 * the deal's title behind it says nothing. */
bool subject_put_draft(struct buf *b, struct str subject);

/* Appends what a draft of several kinds is about, as its message id has it; false if it is
 * none of such a draft. */
bool subject_put_id(struct buf *b, struct str id);

/* As subject_put_draft() but for marks of an answer before it; if it does not, appends the words of re:
 * that the subject's words stand for, as a list, each once; nothing if it has none. */
void subject_put_re(struct buf *b, struct str subject);

/* Does it begin as an answer does: Re:, or the like in other languages? */
bool subject_is_answer(struct str subject);

/* Appends a list of re: without what an answer is not about; with ours, as it
 * holds for what we send, recap and confirm too, which we then got. */
void subject_put_inherited(struct buf *b, struct str re, bool ours);

#endif
