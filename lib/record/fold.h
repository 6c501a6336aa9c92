/*
 * fold: records over several lines, and the way back to the places in them.
 *
 * A line that begins with a space or tab, and holds more than blanks, continues the
 * record above it.  When lines are joined they lose their indentation, trailing
 * blanks and line ends, and are separated by one space.
 *
 * Below, "written" is the whole record as it stands in the file, from its first byte
 * to the LF of its last line, included.
 */
#ifndef FU_FOLD_H
#define FU_FOLD_H

#include "base/buf.h"

/* Where one of the record's lines begins. */
struct fold {
	size_t offset;      /* of the line's first byte after indentation, in the joined record */
	size_t line;        /* 0 for the record's first line */
	size_t indent;      /* in bytes, before that byte */
	struct str content; /* the line without indentation, trailing blanks and line end */
};

/* All lines of a record, in order; n is 0 until they are looked for. */
struct folds {
	struct fold *p; /* owned */
	size_t n, cap;
};

/* Does the line at p (before end) continue a record, if there is one above? */
bool fold_continues(const char *p, const char *end);

/* The end of the record at p: behind the LF of its last line.  All lines must end in LF. */
const char *fold_end(const char *p, const char *end);

/* The end of the last whole record in the first `end` bytes at d; 0 if there is none.  It
 * is only looked for from *from on, and if there is none, *from becomes where to look next
 * time: a LF that can't be judged yet, or `end`.  A whole record ends in a LF that no
 * continuation follows. */
size_t fold_last_end(const char *d, size_t end, size_t *from);

/* Appends the record at p, joined and without a LF, and returns its end, as fold_end().
 * Needs SCAN_PAD readable bytes behind end. */
const char *fold_join(struct buf *b, const char *p, const char *end);

/* The line that holds byte `offset` of the joined record.  If f->n is 0, all lines are read
 * first, so that all calls together, in any order, walk the record once. */
const struct fold *folds_at(struct folds *f, struct str written, size_t offset);
void folds_release(struct folds *f);

#endif
