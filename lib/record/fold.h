/*
 * fold: a record over several lines, and back to the places in them.
 *
 * A line that begins with a space or tab and holds more than blanks continues
 * the record above it.  Joined, the lines lose their indentation, their blanks
 * at the end and their line ends, and one space stands between them.
 *
 * "Written" below is the whole record as it stands in the file, from its first
 * byte to its last line's LF, included.
 */
#ifndef FU_FOLD_H
#define FU_FOLD_H

#include "base/buf.h"

/* Where one of the record's lines begins; all zero: ask again from the top. */
struct fold {
	size_t offset;      /* of the line's first byte in the joined record */
	size_t line;        /* 0 for the record's first line */
	size_t indent;      /* blanks before that byte */
	struct str content; /* the line without indentation and what ends it */
};

/* Does the line at p (before end) continue a record? */
bool fold_continues(const char *p, const char *end);

/* Behind the LF of the last line of the record at p; all lines end in LF. */
const char *fold_end(const char *p, const char *end);

/* The end of the last whole record of the first `end` bytes at d, looked for above
 * *from; 0 if none is found, and *from is then a LF that can't be judged yet, or `end`.
 * A whole one ends in a LF that no continuation follows. */
size_t fold_last_end(const char *d, size_t end, size_t *from);

/* Appends the record at p, joined, without a LF; returns what fold_end() would.  Needs
 * SCAN_PAD readable bytes behind end. */
const char *fold_join(struct buf *b, const char *p, const char *end);

/* Moves *f to the line that holds byte offset of the joined record.  Asked in
 * rising order, all questions together cost one walk. */
void fold_seek(struct fold *f, struct str written, size_t offset);

#endif
