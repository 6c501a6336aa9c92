/*
 * face: what a letter needs to know of a person, quickly.
 *
 * The `who` lines of a person are read once and kept: those that hold for all
 * deals merged, those of one deal by person and deal.  What holds in a deal is
 * then one look-up and the few lines of that deal, however many lines a person
 * has in all the others.
 *
 *	struct faces f;
 *	faces_init(&f, &book);
 *	struct face jane = face_of(&f, jane_number, deal);
 *	faces_release(&f);
 */
#ifndef FU_FACE_H
#define FU_FACE_H

#include "draft/scene.h"

/* Values of the keys of `who`; each empty where nothing was said. */
struct face {
	struct str mail, tel, tone, lang, likes;
};

struct face_known;
struct face_own;

struct faces {
	struct book *b;
	struct arena arena;
	struct face_known **known; /* by person; null: not asked for yet */
	struct names owns;         /* scope person, name deal */
	struct face_own *own;      /* by their number */
	size_t own_cap;
};

/* For a book that is ready, which must outlive it. */
void faces_init(struct faces *f, struct book *b);
void faces_release(struct faces *f);

/* What holds of a person (not NONE) in a deal.  Slices live as long as faces. */
struct face face_of(struct faces *f, uint32_t person, uint32_t deal);

/* The full name of a person in a deal as far as the scene's reader may know it, else the
 * short one. */
struct str face_name(struct faces *f, uint32_t person, uint32_t deal, struct scene *scene);

#endif
