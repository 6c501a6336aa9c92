/*
 * since: what was done, paid and changed in a scene since some moment.
 *
 * All of it is put in order of time once a scene, by side where it is a side's, so
 * that a letter looks at what it tells and at no more.
 *
 *	struct since s;
 *	since_init(&s, &scene);
 *	struct items paid = since_paid(&s, told, &arena);
 *	for (size_t i = 0; i < paid.n; i++) ... paid.p[i].amt, paid.p[i].on ...
 *	since_release(&s);
 *
 * Lists are by id, payments of one item in the order of their records; they live as
 * long as the arena given.  What was done and paid on the day of a moment counts as
 * after it where either has no time; what changed does not.
 */
#ifndef FU_SINCE_H
#define FU_SINCE_H

#include "draft/lists.h"

/* The last change of an item, and the last that has a time; entries, or NONE. */
struct last_change {
	uint32_t any, timed;
};

struct since {
	struct scene *scene;
	uint32_t number;                      /* of the scene that these are of */
	bool has_done, has_paid, has_changed; /* each asked for */
	struct groups done, changed;          /* places in the scene's items, */
	struct groups paid;                   /* in payment; the latest first */
	struct shown *payment;
	struct last_change *last_change; /* by place of the item */
	size_t nold;                     /* items but concerns */
};

void since_init(struct since *s, struct scene *scene);

/* LIST_DONE, LIST_DELIVERED or LIST_ACHIEVED; since no moment: all that was ever done. */
struct items since_done(
    struct since *s, enum list_name name, struct moment since, struct arena *arena);

/* What the reader's side paid on the items, as far as it was not taken back; to
 * ourselves, all that anybody paid. */
struct items since_paid(struct since *s, struct moment since, struct arena *arena);

/* What was new, amended or dropped after a moment; nothing where all is new, or since
 * no moment. */
struct items since_changed(struct since *s, struct moment since, struct arena *arena);

void since_release(struct since *s);

#endif
