/*
 * rewrite: a text with other ids in it.
 *
 *	static struct str new_id(void *self, uint32_t piece, struct str id) ...
 *
 *	struct buf bytes = buf_mem();
 *	text_rewrite(&t, &symbols, &bytes, new_id, self);
 */
#ifndef FU_REWRITE_H
#define FU_REWRITE_H

#include "book/piece.h"

/* The k-th id of a piece; the first is the one that it defines, if any. */
struct str piece_id(const struct text *t, const struct piece *p, size_t k);

/* Puts together what the text becomes where each id of it, without its '%', is the one
 * that new_id() gives it, empty for that it stays; and reads it again.  bytes, which is
 * empty, must outlive the text; all other bytes are the same, and each piece is the
 * same number. */
void text_rewrite(struct text *t, struct symbols *s, struct buf *bytes,
    struct str (*new_id)(void *self, uint32_t piece, struct str id), void *self);

#endif
