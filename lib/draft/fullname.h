/*
 * fullname: the full names of people, as far as a scene's reader may know them.
 *
 * A full name is the text of a `who` line, which an only: may hide.  A person's
 * lines are read once, those for all deals separately from those for one deal.  A
 * name in a deal then takes one look-up and the few lines for that deal, however
 * many lines the person has for others.
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
	struct fullname_line **lines; /* by person, then by number of book.own */
	bool *known;                  /* by person: their lines have been read */
};

/* For a book that is ready, and must outlive f. */
void fullnames_init(struct fullnames *f, struct book *b);
void fullnames_release(struct fullnames *f);

/* The full name of a person (not NONE) in a deal or, if none may be known, the short one;
 * lives as long as the book. */
struct str fullname_of(struct fullnames *f, uint32_t person, uint32_t deal, struct scene *scene);

#endif
