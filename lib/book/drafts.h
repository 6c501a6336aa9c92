/*
 * drafts: which draft of a document is looked at, and answered, now.
 *
 * The first that goes to another side or comes from one begins a review; so does the next
 * after one that was refused, and one that goes the other way: a draft of ours in the place
 * of theirs, theirs in the place of ours.  Not so a further one of the same side, nor one
 * whose side has signed since: that is the signed version.  What comes once all have
 * signed is no draft any more.
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
	uint32_t re; /* the bit of re:draft */
	uint8_t yes; /* the word */
};

struct drafted {
	uint32_t entry; /* the sent or got that began the last review; NONE: no draft yet */
	bool again;     /* there was a review before */
};

/* For a book whose records are all in. */
struct drafts drafts_init(const struct book *b);

/* Does it answer anything but yes? */
static inline bool
entry_refuses(const struct entry *e, uint8_t yes)
{
	return e->type == TYPE_GOT && e->word && e->word != yes;
}

/* Does it name anybody of another side?  What we send to our own people, as to our
 * counsel, and they to us, is neither a draft nor a word on one. */
bool drafts_outward(const struct drafts *d, const struct entry *e);

/* The draft of a document, whose events are in order. */
struct drafted drafts_last(const struct drafts *d, const struct item *doc);

#endif
