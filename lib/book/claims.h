/*
 * claims: what records say of which the last holds, as declarations and changes are, key by
 * key, and which of one time say otherwise: nothing but their bytes tells which is the last.
 *
 * On the way it is only noted where each stands.  They are held against one another when
 * the entries are in order, and then of one time and type alone, which are few.
 *
 *	struct claims c = { .arena = &arena, .line = buf_mem() };
 *	claims_note(&c, &found, reader, record, entry);    for each record
 *	claims_check(&c, &found, &book, entry);            of those in order that tie
 *	claims_release(&c);
 */
#ifndef FU_CLAIMS_H
#define FU_CLAIMS_H

#include "book/book.h"
#include "book/finding.h"
#include "record/reader.h"

/* Where an entry says something of a key; KEY_NONE: its TEXT. */
struct claim_note {
	struct spot at;
	uint32_t entry;
	enum key key;
};

/* What the first of a time says of it. */
struct claim {
	struct str value;
	struct spot at;
};

struct claims {
	struct arena *arena;     /* what is kept lives there */
	struct claim_note *note; /* owned, by entry */
	size_t nnotes, note_cap;
	struct names names;  /* "who @jane", deal, date, key -> claim */
	struct claim *claim; /* owned, by number */
	size_t cap;
	struct buf line; /* scratch */
};

/* Notes what the reader's record says, an entry behind those noted. */
void claims_note(struct claims *c, struct findings *f, struct reader *rd, const struct record *r,
    uint32_t entry);

/* Finds what an entry says otherwise than those of its time that were checked before. */
void claims_check(struct claims *c, struct findings *f, struct book *b, uint32_t entry);

void claims_release(struct claims *c);

#endif
