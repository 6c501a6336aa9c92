/*
 * sight: what one reader may see of a deal, and how things stand in their eyes.
 *
 * This is where privacy is enforced, as an allowlist.  A sight has terms and their
 * gains, promises, debts, milestones, documents, concerns and what became of them,
 * the days and manner of contacts, names and the deal's title; and of these only
 * what `only:` lets its reader see, with each item's state as its reader knows it
 * (scene.h).  What isn't in it can't get into a letter: no other record is ever
 * looked at, and no text of a contact or a plan.
 *
 *	struct kept k;
 *	struct sight s;
 *	kept_init(&k, &book);
 *	sight_open(&s, &k, deal, reader);
 *	struct items late = lists_of(&s.kept->lists, LIST_LATE, &arena);
 *	for (size_t i = 0; i < late.n; i++) ... late.p[i].item ...
 *	kept_release(&k);
 *
 * Everything in a sight is valid until the next is opened.  Opening one takes time
 * in proportion to the contacts that name the reader or nobody and, in a veiled
 * deal, if the reader sees something else than the one before, to its items
 * (scene.h); what is told about items is worked out when asked for.  A name also
 * costs that person's who lines that are hidden from the reader.
 */
#ifndef FU_SIGHT_H
#define FU_SIGHT_H

#include "draft/fullname.h"
#include "draft/kinds.h"
#include "draft/since.h"
#include "draft/talks.h"

/* What serves all letters of a run; each part is made when first asked for. */
struct kept {
	struct fullnames fullnames;
	struct talks talks;
	struct scene scene;
	struct voices voices;
	struct lists lists;
	struct since since;
};

/* For a book that is ready, and must outlive k. */
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
	uint32_t deal, reader;    /* reader NONE: ourselves, who see everything */
	struct str title;         /* the deal's; empty: none */
	struct encounter last;    /* the last meeting or agreement, else the last they wrote */
	struct encounter waiting; /* our last letter that they haven't answered */
	struct encounter told;    /* our last update, check-in or recap */
	struct moment thanked;    /* when we last thanked them */
	struct moment confirmed;  /* when they last confirmed a recap, */
	/* and the entry that did so for all of it, not for named items; NONE */
	uint32_t whole;
	struct str in_reply_to; /* msgid: of the last message they know; may be empty */
};

/* Opens the deal to a reader of another side, or to ourselves (NONE). */
void sight_open(struct sight *s, struct kept *kept, uint32_t deal, uint32_t reader);

/* The full name of a person, as far as the reader may know it. */
struct str sight_name(struct sight *s, uint32_t person);

/* The last value that who lines give the reader under a key; empty if none, and for
 * ourselves.  Lives as long as the book. */
struct str sight_reader(const struct sight *s, enum key key);

/* Has the reader's last answer about a term disputed it, and has it not been amended since? */
bool sight_disputes(struct sight *s, const struct item *term);

/* The people who may be written to in a deal: those of other sides in the last contact that
 * names any, preferring meetings to other contacts.  Puts them in *people, in the arena, in
 * order; returns how many. */
size_t sight_readers(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people);

/* The same for all people of other sides whom contacts and items of the deal name. */
size_t sight_parties(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people);

#endif
