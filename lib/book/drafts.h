/*
 * drafts: which draft of a document is now being looked at, and answered.
 *
 * A review begins with the first draft that goes to another side or comes from one, with
 * the next draft after one that was refused, and with one that goes the other way: ours in
 * place of theirs, or theirs in place of ours.  It doesn't begin anew with another draft
 * from the same side, nor with one from the other side if that side has signed since: that
 * is the signed version.  What comes once all have signed is no draft.
 *
 *	struct drafts d = drafts_init(&book);
 *	struct drafted v = drafts_last(&d, doc);
 *	if (v.entry != NONE) ... book.entries[v.entry] ...
 */
#ifndef FU_DRAFTS_H
#define FU_DRAFTS_H

#include "book/book.h"

struct drafts {
	const struct book *book;
	uint32_t re; /* bit of re:draft */
	uint8_t yes; /* number of the word "yes" */
};

struct drafted {
	uint32_t entry; /* the sent or got that began the last review; NONE: no draft yet */
	bool again;     /* it wasn't the first review */
};

/* For a book to which all records have been added. */
struct drafts drafts_init(const struct book *b);

/* Does it give an answer other than yes? */
static inline bool
entry_refuses(const struct entry *e, uint8_t yes)
{
	return e->type == TYPE_GOT && e->word && e->word != yes;
}

/* Does it name anybody of another side?  What passes between us and our own people, such as
 * our counsel, is neither a draft nor a word on one. */
bool drafts_outward(const struct drafts *d, const struct entry *e);

/* The current draft of a document, whose events must be in order. */
struct drafted drafts_last(const struct drafts *d, const struct item *doc);

#endif
