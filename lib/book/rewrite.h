/*
 * rewrite: a text with some ids replaced.
 *
 *	static struct str new_id(void *self, uint32_t piece, struct str id) ...
 *
 *	struct buf bytes = buf_mem();
 *	text_rewrite(&t, &symbols, &bytes, new_id, self);
 */
#ifndef FU_REWRITE_H
#define FU_REWRITE_H

#include "book/piece.h"

/* The k-th id of a piece, from 0; if the piece defines an item, its id comes first. */
struct str piece_id(const struct text *t, const struct piece *p, size_t k);

/* Replaces each id (without its '%') by what new_id(self, piece, id) returns, or keeps it
 * if that is empty, and reads the text again.  The new text is put into bytes, which must
 * be empty and outlive t.  All other bytes stay, and pieces keep their numbers. */
void text_rewrite(struct text *t, struct symbols *s, struct buf *bytes,
    struct str (*new_id)(void *self, uint32_t piece, struct str id), void *self);

#endif
