/*
 * scene: what a deal's readers see of it, worked out once for those who see alike.
 *
 * Here is decided who may see a record.  Where no deal line and no record of an item
 * bears an only:, all readers see alike.  Where one does, those of a side see alike whom
 * no such only: names; whoever is named sees for themselves.  A scene is good until it
 * is opened to somebody who sees otherwise: then the deal's items are worked out anew,
 * as each item's state is told as its reader knows it.
 *
 *	struct scene s;
 *	scene_init(&s, &book);
 *	scene_open(&s, deal, jane);
 *	const struct shown *item = scene_items(&s, &n);
 *	for (size_t i = 0; i < n; i++) ... item[i].item->state ...
 *	scene_release(&s);
 *
 * Opening costs one look at the deal for each deal and, if the deal is veiled, at its
 * items whenever the next reader sees otherwise than the last: so letters of n people
 * who see otherwise in turns cost n times the items of a veiled deal, all others no
 * more than the deal and the letters.
 */
#ifndef FU_SCENE_H
#define FU_SCENE_H

#include "book/book.h"
#include "book/cells.h"

/* What became of an item since some moment. */
enum change { CHANGE_NONE, CHANGE_NEW, CHANGE_AMENDED, CHANGE_DROPPED };

/* An item, and what is told of it in a list. */
struct shown {
	const struct item *item;
	enum change change;
	struct moment on;  /* of a payment */
	struct money amt;  /* likewise */
	bool followed;     /* likewise: another of the same item comes after it */
	struct money rest; /* what is left besides what is promised; no unit: all */
};

struct scene {
	struct book *b;
	uint32_t deal;    /* NONE: none yet */
	bool veiled;      /* a deal line or a record of an item has an only: */
	struct cells may; /* who may see records with an only:; whom those name */
	uint32_t reader;  /* NONE: ourselves, who see all */
	uint32_t alone;   /* the reader where an only: names them, else NONE */
	struct str side;  /* of the reader */
	/* the same for all who see alike */
	const struct item *at; /* the item that is being worked out */
	uint32_t number;       /* of the scene: another one, another number */
	struct arena arena;    /* of what is kept until then */
	struct str title;      /* of the deal; empty for none */
	struct shown *item;    /* null until asked for */
	size_t nitems;
};

void scene_init(struct scene *s, struct book *b);

/* Opens the deal to a reader of another side, or to ourselves. */
void scene_open(struct scene *s, uint32_t deal, uint32_t reader);

/* May the reader see the record of an entry?  scene is a struct scene. */
bool scene_sees(void *scene, uint32_t entry);

/* The types of items that a letter may tell of; of plans only the day. */
bool scene_tells(enum type t);

/* Is the item, of this deal and no plan, among those that the reader sees? */
bool scene_shows(struct scene *s, const struct item *it);

/* All of those, dropped ones too, by id; *n tells how many. */
const struct shown *scene_items(struct scene *s, size_t *n);

/* The item among them; null if it isn't. */
const struct shown *scene_find(struct scene *s, const struct item *it);

void scene_release(struct scene *s);

#endif
