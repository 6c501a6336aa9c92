/*
 * since: what was done, paid and changed in a scene since some moment.
 *
 * All of it is sorted by time once a scene, by side where it belongs to one, so that
 * a letter looks only at what it tells.
 *
 *	struct since s;
 *	since_init(&s, &scene);
 *	struct items paid = since_paid(&s, told, &arena);
 *	for (size_t i = 0; i < paid.n; i++) ... paid.p[i].amt, paid.p[i].on ...
 *	since_release(&s);
 *
 * Lists are sorted by id, payments of one item in the order of their records; they
 * live as long as the arena given.  On the day of the moment itself, if either has
 * no time, what was done or paid counts as later, but what changed doesn't.
 */
#ifndef FU_SINCE_H
#define FU_SINCE_H

#include "draft/lists.h"

/* The last change of an item, and the last with a time; entries, or NONE. */
struct last_change {
	uint32_t any, timed;
};

struct since {
	struct scene *scene;
	uint32_t number;                      /* the scene's number when these were made */
	bool has_done, has_paid, has_changed; /* each was asked for */
	struct groups done, changed;          /* indices into the scene's items; */
	struct groups paid;                   /* into payment; the latest first */
	struct shown *payment;
	struct last_change *last_change; /* by index of the item */
	size_t nold;                     /* items other than concerns */
};

void since_init(struct since *s, struct scene *scene);

/* LIST_DONE, LIST_DELIVERED or LIST_ACHIEVED; since MOMENT_NONE: all that was ever done. */
struct items since_done(
    struct since *s, enum list_name name, struct moment since, struct arena *arena);

/* What the reader's side has paid on the items, less what was taken back; for ourselves,
 * what anybody has paid. */
struct items since_paid(struct since *s, struct moment since, struct arena *arena);

/* What was new, amended or dropped after a moment; nothing if all is new, or for MOMENT_NONE. */
struct items since_changed(struct since *s, struct moment since, struct arena *arena);

void since_release(struct since *s);

#endif
