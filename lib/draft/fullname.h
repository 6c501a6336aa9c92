/*
 * fullname: the full names of people, as far as a scene's reader may know them.
 *
 * A full name is the text of a `who` line, which an only: may hide.  The lines of a
 * person are read once: those that hold for all deals, and those of one deal apart.
 * What holds in a deal is then one look-up and the few lines of that deal, however many
 * lines a person has in all the others.
 *
 *	struct fullnames f;
 *	fullnames_init(&f, &book);
 *	struct str jane = fullname_of(&f, jane_number, deal, &scene);
 *	fullnames_release(&f);
 */
#ifndef FU_FULLNAME_H
#define FU_FULLNAME_H

#include "draft/scene.h"

struct fullname_line;

struct fullnames {
	struct book *b;
	struct arena arena;
	struct fullname_line **lines; /* by person, behind them by number of book.own */
	bool *known;                  /* by person: their lines were read */
};

/* For a book that is ready, which must outlive it. */
void fullnames_init(struct fullnames *f, struct book *b);
void fullnames_release(struct fullnames *f);

/* The full name of a person (not NONE) in a deal, else the short one; lives as long as the
 * book. */
struct str fullname_of(struct fullnames *f, uint32_t person, uint32_t deal, struct scene *scene);

#endif
