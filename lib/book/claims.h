/*
 * claims: statements of which the last one counts, key by key, as in declarations
 * and amendments; finds those made at the same time that differ, since only the
 * order of their bytes decides between them.
 *
 * While reading, only the place of each statement is noted.  They are compared once the
 * entries are in order, and then only those with the same time and type, which are few.
 *
 *	struct claims c = { .arena = &arena, .line = buf_mem() };
 *	claims_note(&c, &found, reader, record, entry);    for each record
 *	claims_check(&c, &found, &book, entry);            for those in order that tie
 *	claims_release(&c);
 */
#ifndef FU_CLAIMS_H
#define FU_CLAIMS_H

#include "book/book.h"
#include "book/finding.h"
#include "record/reader.h"

/* The place where an entry states a key; KEY_NONE: its TEXT. */
struct claim_note {
	struct spot at;
	uint32_t entry;
	enum key key;
};

/* What the first entry of a time states. */
struct claim {
	struct str value;
	struct spot at;
};

struct claims {
	struct arena *arena;     /* what is kept is in there */
	struct claim_note *note; /* owned, in the order of entries */
	size_t nnotes, note_cap;
	struct names names;  /* "who @jane", deal, date, key -> index of claim */
	struct claim *claim; /* owned, by number */
	size_t cap;
	struct buf line; /* scratch */
};

/* Notes what the reader's current record states; its entry must come after those noted before. */
void claims_note(struct claims *c, struct findings *f, struct reader *rd, const struct record *r,
    uint32_t entry);

/* Reports where an entry differs from those of its time that were checked before. */
void claims_check(struct claims *c, struct findings *f, struct book *b, uint32_t entry);

void claims_release(struct claims *c);

#endif
