/*
 * seen: the files and folders met in a run, so that none is read twice.
 *
 *	struct seen s = { 0 };
 *	if (seen_meet(&s, &st)) ... met for the first time ...
 *	seen_release(&s);
 */
#ifndef FU_SEEN_H
#define FU_SEEN_H

#include "base/arena.h"

#include <sys/stat.h>

struct seen_file;

struct seen {                   /* all zero: none met */
	struct seen_file *file; /* owned: a hash set */
	size_t n, cap;
};

/* Remembers a file, known by device and inode from fstat(2); false if met before. */
bool seen_meet(struct seen *s, const struct stat *st);

/* Has the file been met? */
bool seen_has(const struct seen *s, const struct stat *st);

void seen_release(struct seen *s);

#endif
