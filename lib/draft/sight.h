/*
 * sight: what one reader may see of a deal, and how it stands in their eyes.
 *
 * This is where privacy is kept, as an allowlist.  A sight holds terms and their
 * gains, promises, debts, milestones, documents, concerns and what became of
 * them, the days and manner of contacts, names and the deal's title; of these
 * only what `only:` shows to its reader, in whose view each item's state is
 * worked out.  What is not in it, no letter can tell: no other record is ever
 * looked at, and no text of a contact or a plan.
 *
 *	struct sight s;
 *	sight_open(&s, &faces, &talks, &arena, deal, reader);
 *	for (size_t i = 0; i < s.nitems; i++) ... s.item[i] ...
 *
 * All that a sight holds lives as long as the arena, and is good until items of
 * the book are worked out again.  Opening it costs time in proportion to the
 * deal's items and to the contacts that name the reader.
 */
#ifndef FU_SIGHT_H
#define FU_SIGHT_H

#include "draft/face.h"
#include "draft/kinds.h"
#include "draft/talks.h"

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

/* What a person gains, or whether they signed. */
struct voice {
	uint32_t person;
	struct str text;
	struct moment on; /* signed then; MOMENT_NONE: not yet */
};

/* A contact: when and how, never what was said. */
struct encounter {
	struct moment on; /* day DAY_NONE: there was none */
	enum type type;
	struct str via;
	uint32_t re; /* bit i: it was of kind i */
};

struct sight {
	struct book *b;
	struct faces *faces;
	struct arena *arena;
	uint32_t deal, reader; /* reader NONE: ourselves, who see all */
	struct str side;       /* of the reader */
	bool veiled;           /* some of the deal's records have an only: */
	struct str title;      /* of the deal; empty for none */
	struct shown *item;    /* by id, dropped ones too */
	size_t nitems;
	struct encounter last;    /* the last session, else the last they wrote or agreed */
	struct encounter waiting; /* our last letter that they did not answer */
	struct encounter told;    /* our last update, check-in or recap */
	struct moment confirmed;  /* when they last confirmed a recap */
	struct moment next;       /* the next talk planned with the reader */
	struct str in_reply_to;   /* msgid: of the last message they know; or empty */
};

/* Opens the deal to a reader of another side, or to ourselves; faces and talks serve all
 * the letters of a run. */
void sight_open(struct sight *s, struct faces *faces, struct talks *talks, struct arena *arena,
    uint32_t deal, uint32_t reader);

/* The item, of this deal, among those shown; null if it isn't. */
const struct shown *sight_find(const struct sight *s, const struct item *it);

/* Is it? */
bool sight_shows(const struct sight *s, const struct item *it);

/* Is that person of the reader's side?  To ourselves, of any other side than ours. */
bool sight_beside(const struct sight *s, uint32_t person);

/* The full name of a person as far as the reader may know it. */
struct str sight_name(struct sight *s, uint32_t person);

/* What a term gives whom, in the order recorded; *n tells how many. */
struct voice *sight_gains(struct sight *s, const struct item *it, size_t *n);

/* Who is to sign a document, and who has. */
struct voice *sight_signers(struct sight *s, const struct item *it, size_t *n);

/* What the reader's side paid on the items after a moment (of it too, where it is a
 * day), as far as it was not taken back; to ourselves, all that anybody paid. */
struct shown *sight_payments(struct sight *s, struct moment since, size_t *n);

/* What changed after a moment: new, amended or dropped; nothing where all is new. */
struct shown *sight_changes(struct sight *s, struct moment since, size_t *n);

/* Who may be written to in a deal: the people of other sides in the last contact
 * that names any, a session before any other sort.  In *people, in the arena, in
 * order; returns how many. */
size_t sight_readers(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people);

/* All people of other sides whom contacts and items of a deal name; likewise. */
size_t sight_parties(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people);

#endif
