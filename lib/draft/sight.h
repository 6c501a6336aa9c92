/*
 * sight: what one reader may see of a deal, and how it stands in their eyes.
 *
 * This is where privacy is kept, as an allowlist.  A sight holds terms and their
 * gains, promises, debts, milestones, documents, concerns and what became of
 * them, the days and manner of contacts, names and the deal's title; of these
 * only what `only:` shows to its reader, in whose view each item's state is
 * worked out (scene.h).  What is not in it, no letter can tell: no other record is
 * ever looked at, and no text of a contact or a plan.
 *
 *	struct kept k;
 *	struct sight s;
 *	kept_init(&k, &book);
 *	sight_open(&s, &k, deal, reader);
 *	struct items late = lists_of(&s.kept->lists, LIST_LATE, &arena);
 *	for (size_t i = 0; i < late.n; i++) ... late.p[i].item ...
 *	kept_release(&k);
 *
 * All that a sight holds is good until the next is opened.  Opening one costs time in
 * proportion to the contacts that name the reader or nobody, and in a veiled deal, where
 * they see otherwise than the reader before, to its items (scene.h); what is told of the
 * items is looked for when it is asked for.  A name costs the who lines of that person
 * that are hidden from the reader, besides.
 */
#ifndef FU_SIGHT_H
#define FU_SIGHT_H

#include "draft/fullname.h"
#include "draft/kinds.h"
#include "draft/since.h"
#include "draft/talks.h"

/* What serves all the letters of a run, each part made when it is first asked for. */
struct kept {
	struct fullnames fullnames;
	struct talks talks;
	struct scene scene;
	struct voices voices;
	struct lists lists;
	struct since since;
};

/* For a book that is ready, which must outlive it. */
void kept_init(struct kept *k, struct book *b);
void kept_release(struct kept *k);

/* A contact: when and how, never what was said. */
struct encounter {
	struct moment on; /* day DAY_NONE: there was none */
	enum type type;
	struct str via;
	uint32_t re;  /* bit i: it was of kind i */
	bool thanked; /* a letter of ours has thanked for it */
};

struct sight {
	struct book *b;
	struct kept *kept;
	uint32_t deal, reader;    /* reader NONE: ourselves, who see all */
	struct str title;         /* of the deal; empty for none */
	struct encounter last;    /* the last session or agreement, else the last they wrote */
	struct encounter waiting; /* our last letter that they did not answer */
	struct encounter told;    /* our last update, check-in or recap */
	struct moment thanked;    /* when we last thanked them */
	struct moment confirmed;  /* when they last confirmed a recap, */
	uint32_t whole;           /* and the entry that did of all, not items by name; NONE */
	struct str in_reply_to;   /* msgid: of the last message they know; or empty */
};

/* Opens the deal to a reader of another side, or to ourselves. */
void sight_open(struct sight *s, struct kept *kept, uint32_t deal, uint32_t reader);

/* The full name of a person as far as the reader may know it. */
struct str sight_name(struct sight *s, uint32_t person);

/* The last that who lines say of the reader under a key; empty if nothing, and of ourselves.
 * Lives as long as the book. */
struct str sight_reader(const struct sight *s, enum key key);

/* Does the reader say that a term is otherwise, as their last answer has it, and was it
 * not amended since? */
bool sight_disputes(struct sight *s, const struct item *term);

/* Who may be written to in a deal: the people of other sides in the last contact
 * that names any, a session before any other sort.  In *people, in the arena, in
 * order; returns how many. */
size_t sight_readers(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people);

/* All people of other sides whom contacts and items of a deal name; likewise. */
size_t sight_parties(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people);

#endif
