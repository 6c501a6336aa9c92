/*
 * view: what a template sees of one draft.
 *
 * A view answers the names that a template asks for; fu-templates(5) lists them.  What an
 * outward draft may not tell isn't in it: a view is made from a sight, which has only what
 * its reader may see.  The root of brief and journal (OBJECT_INNER) knows more names,
 * those of inner.h, and is of another type, so that no outward template can reach them.
 *
 *	struct view v;
 *	struct mustache_value root;
 *	view_open(&v, &sight, &setup, &arena);
 *	root = view_root(&v);
 *	mustache_render(&m, t, &(struct mustache_source){ &v, view_get, view_item }, &root, ...);
 */
#ifndef FU_VIEW_H
#define FU_VIEW_H

#include "draft/mustache.h"
#include "draft/sight.h"
#include "draft/words.h"

/* What is printed; the first three are plain text. */
enum draft_form { FORM_OF_MESSAGE, FORM_OF_CALL, FORM_OF_LETTER, FORM_OF_MARKDOWN, FORM_OF_PAGE };

/* Something asked for: a due record, or an item that the kind is about. */
struct ask {
	enum draft_kind kind;
	bool again; /* it was asked before */
	/* ask for the rest only: what is promised of the item is asked for separately */
	bool rest;
	const struct item *item; /* may be null */
};

struct view_setup {
	enum draft_kind kind; /* ignored if there are asks */
	enum draft_form form;
	/* from due records; those about items that the reader may not see are left out */
	const struct ask *asks;
	size_t nasks;
};

struct view {
	struct sight *s;
	struct book *b;
	struct arena *arena; /* for what is made for this draft */
	struct buf scratch;
	enum lang lang;
	struct view_setup setup;
	enum draft_kind kind;     /* what it is in the end */
	uint32_t kinds;           /* bit i: kind i is part of it; 0: nothing to write */
	uint32_t stands;          /* the same, with reminders that another ask stands for */
	int32_t ask_day;          /* the day by which an answer is asked for */
	struct items list[LISTS]; /* p null: not asked for yet */
	struct ask *asks;
	size_t nasks;
	const struct item **asked;     /* their items, by address; null: not asked for yet */
	const struct item **uncounted; /* items that didn't fit into any sum told so far */
	size_t nuncounted;
	struct inner *inner; /* for brief and journal; null for outward drafts */
	/* for the frame of a page */
	struct str subject, body;
};

/* Makes the view of a draft.  v->scratch is kept from view to view: set it to buf_mem()
 * before the first. */
void view_open(
    struct view *v, struct sight *s, const struct view_setup *setup, struct arena *arena);

/* A list of items; lives as long as the draft. */
struct items view_list(struct view *v, enum list_name name);

/* From when on the letter tells what was done and paid: since the last letter that did, and
 * so that nothing is thanked for twice. */
struct moment view_since(const struct view *v);

/* What the reader's side has paid since then, as since_paid(). */
struct items view_payments(struct view *v, struct moment since);

/* Is the item asked about in this draft? */
bool view_asks(struct view *v, const struct item *it);

/* Is there a term or a promise that stands? */
bool view_agreed(struct view *v);

/* Is there enough to write a draft of that kind? */
bool view_suffices(struct view *v);

/* The root of what a template sees, and the functions of a mustache_source whose state is
 * the view. */
struct mustache_value view_root(struct view *v);
bool view_get(void *view, const struct mustache_value *object, struct mustache_name name,
    struct mustache_value *out);
void view_item(void *view, const struct mustache_value *list, size_t i, struct mustache_value *out);

/* The number of a name, for a mustache_host. */
uint32_t view_number(void *unused, struct str name);

#endif
