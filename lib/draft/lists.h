/*
 * lists: the items of a scene by what is told of them.
 *
 * What all see alike is sorted out once a scene; what is the reader's own is then
 * found by the person, so that a letter that tells its reader's items costs no look
 * at those of all others.
 *
 *	struct lists l;
 *	lists_init(&l, &scene, &voices);
 *	struct items late = lists_of(&l, LIST_LATE, &arena);
 *	for (size_t i = 0; i < late.n; i++) ... late.p[i].item ...
 *	lists_release(&l);
 */
#ifndef FU_LISTS_H
#define FU_LISTS_H

#include "base/groups.h"
#include "draft/voices.h"

enum list_name {
	/* the same for all who see alike; an item is in one of these at most: */
	LIST_TERMS,
	LIST_OURS, /* promises and debts open: ours, and not late; ours and late; */
	LIST_LATE_OURS,
	LIST_THEIRS,  /* those of everybody else, late or not; */
	LIST_COVERED, /* debts all of which is promised: the promises stand for them */
	LIST_SAID,    /* in a letter, what is said to be done: nobody's next step; */
	LIST_DOCUMENTS,
	LIST_CONCERNS, /* not settled */
	LISTS_APART,
	LIST_DUTIES = LISTS_APART, /* promises, debts, milestones */
	/* the reader's, by person: */
	LIST_YOURS,    /* of theirs those of the reader that are not late; to ourselves, all */
	LIST_LATE,     /* likewise, late */
	LIST_OTHERS,   /* of theirs those of third parties */
	LIST_UNSIGNED, /* documents not complete that the reader is to sign and has not */
	LIST_UNREAD,   /* documents not complete that the reader has not signed */
	/* of since.h: */
	LIST_DONE,      /* done since our last update */
	LIST_DELIVERED, /* of it the reader's side's promises and debts */
	LIST_ACHIEVED,  /* those, and milestones that name nobody of ours */
	LISTS
};

/* Some of the items, by id. */
struct items {
	const struct shown *p;
	size_t n;
};

struct lists {
	struct scene *scene;
	struct voices *voices;
	uint32_t number;                         /* of the scene that these are of */
	struct items apart[LISTS_APART], duties; /* p null: not asked for yet */
	struct groups theirs;                    /* places in LIST_THEIRS by person; */
	struct groups unsigned_yet, signed_by;   /* in LIST_DOCUMENTS; */
	struct groups plans;      /* plans to speak, items of the book, by whom they name */
	bool signatures, planned; /* the last three were asked for */
};

void lists_init(struct lists *l, struct scene *scene, struct voices *voices);

/* A list up to LIST_UNREAD for the scene's reader; good until the scene is another
 * or, where it is the reader's own, as long as the arena. */
struct items lists_of(struct lists *l, enum list_name name, struct arena *arena);

/* Is the reader to sign the document, and has not? */
bool lists_signs(struct lists *l, const struct item *doc);

/* The item as a letter shows it: of a debt, what is left besides what is promised. */
struct shown lists_shown(struct lists *l, const struct item *it);

/* The next talk planned with the reader, which is known to both by its moment;
 * MOMENT_NONE for none. */
struct moment lists_next(struct lists *l);

/* Is it open, be it late or said to be done by who promised it?  Is it a promise or a
 * debt? */
bool item_stands(const struct item *it);
bool item_is_duty(const struct item *it);

void lists_release(struct lists *l);

#endif
