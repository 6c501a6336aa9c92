/*
 * weave: the pieces of both sides, each decided, -> one text.
 *
 * An entity is one thing that any of the three texts holds: a piece of the base and what
 * became of it, or a piece that is new on one side or both.  The base gives the order;
 * each of its pieces is followed by its gap: what a side has added or moved there.
 */
#ifndef FU_WEAVE_H
#define FU_WEAVE_H

#include "book/match.h"

enum merge_side { OURS, THEIRS };

enum choice { CHOICE_OURS, CHOICE_THEIRS, CHOICE_GONE, CHOICE_CONFLICT };

struct entity {
	uint32_t base, piece[2]; /* piece by side; NO_PIECE if it isn't there */
	uint32_t gap[2];         /* by side: the gap it was added or moved to, or NO_PIECE */
	uint32_t scope;          /* the entity of its deal line; NO_PIECE: none */
	enum choice choice;
	bool forced; /* a conflict because of something elsewhere */
	bool done;
	size_t line; /* in the woven text, once done */
};

struct weave {
	const struct symbols *symbols;
	struct text base, text[2];
	struct match match[2];
	struct entity *entity; /* owned; those of the base come first */
	uint32_t n;
	uint32_t *of[2];    /* owned, by side: the entity of each piece */
	uint32_t *list[2];  /* owned, by side: entities added or moved, in order */
	uint32_t *start[2]; /* owned, by side: where each gap begins in the list */
	int order;          /* order of the dates: 1 rising, -1 falling, 0 neither */
	uint32_t *woven;    /* owned: the entities in the order of their lines */
	uint32_t nwoven;
};

/* The piece that represents an entity: the chosen one, or else any. */
const struct piece *weave_piece(const struct weave *w, const struct entity *e);

/* The entity of the deal line that a side's piece is below; NO_PIECE if none. */
uint32_t weave_scope(const struct weave *w, enum merge_side s, uint32_t piece);

/* Appends the text, and notes the line at which each entity begins. */
void weave_text(struct weave *w, struct buf *out);

#endif
