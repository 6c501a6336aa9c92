/*
 * scene: what a deal's readers see of it, worked out once for all who see the same.
 *
 * This decides who may see a record.  If no deal line and no record of an item has
 * an only:, all readers see the same.  Otherwise, those of one side whom no such
 * only: names see the same, and whoever is named sees for themselves.  A scene is
 * valid until it is opened to somebody who sees something else: then the deal's
 * items are worked out anew, as each item's state is told as its reader knows it.
 *
 *	struct scene s;
 *	scene_init(&s, &book);
 *	scene_open(&s, deal, jane);
 *	const struct shown *item = scene_items(&s, &n);
 *	for (size_t i = 0; i < n; i++) ... item[i].item->state ...
 *	scene_release(&s);
 *
 * Opening costs one look at the deal for each deal and, if the deal is veiled, at
 * its items whenever the next reader sees something else than the last.  So letters
 * to n people who see different things in turn cost n times the items of a veiled
 * deal; all others only as much as the deal and the letters.
 */
#ifndef FU_SCENE_H
#define FU_SCENE_H

#include "book/book.h"
#include "book/cells.h"

/* What has become of an item since some moment. */
enum change { CHANGE_NONE, CHANGE_NEW, CHANGE_AMENDED, CHANGE_DROPPED };

/* An item, and what a list tells about it. */
struct shown {
	const struct item *item;
	enum change change;
	struct moment on;  /* for a payment: when */
	struct money amt;  /* for a payment: how much */
	bool followed;     /* for a payment: another of the same item follows */
	struct money rest; /* what is left besides what is promised; no unit: all */
};

struct scene {
	struct book *b;
	uint32_t deal;    /* NONE: none yet */
	bool veiled;      /* a deal line or a record of an item has an only: */
	struct cells may; /* who may see records with an only:, and whom those name */
	uint32_t reader;  /* NONE: ourselves, who see everything */
	uint32_t alone;   /* the reader if an only: names them, else NONE */
	struct str side;  /* the reader's */
	/* the same for all who see the same */
	const struct item *at; /* the item being worked out */
	uint32_t number;       /* of the scene; a new one whenever what is seen changes */
	struct arena arena;    /* for what is kept until then */
	struct str title;      /* the deal's; empty: none */
	struct shown *item;    /* null until asked for */
	size_t nitems;
};

void scene_init(struct scene *s, struct book *b);

/* Opens the deal to a reader of another side, or to ourselves (NONE). */
void scene_open(struct scene *s, uint32_t deal, uint32_t reader);

/* May the reader see the record of an entry?  scene is a struct scene. */
bool scene_sees(void *scene, uint32_t entry);

/* Is it a type of item that letters may tell about?  Of plans only the day. */
bool scene_tells(enum type t);

/* Is the item, of this deal and not a plan, among those that the reader sees? */
bool scene_shows(struct scene *s, const struct item *it);

/* All of those, even dropped ones, by id; *n is how many. */
const struct shown *scene_items(struct scene *s, size_t *n);

/* The item among those; null if it isn't. */
const struct shown *scene_find(struct scene *s, const struct item *it);

void scene_release(struct scene *s);

#endif
