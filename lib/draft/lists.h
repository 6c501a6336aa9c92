/*
 * lists: a scene's items, sorted by what is told about them.
 *
 * What all see alike is sorted out once a scene; a reader's own items are then found by
 * person, so that a letter about its reader's items needn't look at everybody else's.
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
	/* the same for all who see alike; an item is in at most one of these: */
	LIST_TERMS,
	LIST_OURS, /* our open promises and debts: those not late; those late */
	LIST_LATE_OURS,
	LIST_THEIRS,  /* those of everybody else, late or not */
	LIST_COVERED, /* debts covered by promises, which stand for them */
	LIST_SAID,    /* in letters: what is said to be done, so is nobody's next step */
	LIST_DOCUMENTS,
	LIST_CONCERNS, /* not settled */
	LISTS_APART,
	LIST_DUTIES = LISTS_APART, /* promises, debts and milestones */
	/* the reader's, by person: */
	/* of LIST_THEIRS, the reader's that aren't late; for ourselves, everybody's */
	LIST_YOURS,
	LIST_LATE,     /* the same that are late */
	LIST_OTHERS,   /* of LIST_THEIRS, those of third parties */
	LIST_UNSIGNED, /* incomplete documents that the reader is to sign and hasn't */
	LIST_UNREAD,   /* incomplete documents that the reader hasn't signed */
	/* from since.h: */
	LIST_DONE,      /* done since our last update */
	LIST_DELIVERED, /* of those, promises and debts of the reader's side */
	LIST_ACHIEVED,  /* those, and milestones that name nobody of ours */
	LISTS
};

/* Some of the items, sorted by id. */
struct items {
	const struct shown *p;
	size_t n;
};

struct lists {
	struct scene *scene;
	struct voices *voices;
	uint32_t number;                         /* the scene's number when these were made */
	struct items apart[LISTS_APART], duties; /* p null: not asked for yet */
	struct groups theirs;                    /* by person: index in LIST_THEIRS; */
	struct groups unsigned_yet, signed_by;   /* by person: index in LIST_DOCUMENTS */
	struct groups plans;      /* by person named: planned talks, as items of the book */
	bool signatures, planned; /* the last three were asked for */
};

void lists_init(struct lists *l, struct scene *scene, struct voices *voices);

/* A list up to LIST_UNREAD, for the scene's reader.  Valid until the scene changes; the
 * reader's own lists as long as the arena. */
struct items lists_of(struct lists *l, enum list_name name, struct arena *arena);

/* Is the document waiting for the reader's signature? */
bool lists_signs(struct lists *l, const struct item *doc);

/* The item as shown in a letter: for a debt, what is left besides what is promised. */
struct shown lists_shown(struct lists *l, const struct item *it);

/* The next talk planned with the reader, as both know its moment; MOMENT_NONE if none. */
struct moment lists_next(struct lists *l);

/* Is the item still open, even if late or called done by its promiser? */
bool item_stands(const struct item *it);

/* Is it a promise or a debt? */
bool item_is_duty(const struct item *it);

void lists_release(struct lists *l);

#endif
