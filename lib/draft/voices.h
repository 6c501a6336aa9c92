/*
 * voices: who gains by a term and who disputes it; who is to sign a document and who has.
 *
 * Each list is made once for all readers of a scene who see the same, however many
 * letters use it.
 *
 *	struct voices v;
 *	voices_init(&v, &scene);
 *	struct voice_list l = voices_of(&v, term, VOICES_GAINS);
 *	for (size_t i = 0; i < l.n; i++) ... l.p[i].person, l.p[i].text ...
 *	voices_release(&v);
 */
#ifndef FU_VOICES_H
#define FU_VOICES_H

#include "draft/scene.h"

/* What a person gains, or whether they have signed. */
struct voice {
	uint32_t person;
	struct str text;
	struct moment on; /* when they signed; MOMENT_NONE: not yet */
};

struct voice_list {
	struct voice *p;
	size_t n;
};

enum voices_of {
	VOICES_GAINS = 1, /* what a term gives to whom, in the order recorded */
	VOICES_SIGNERS,   /* who is to sign a document, in the order named */
	VOICES_SIGNED,    /* those of them who have */
	VOICES_ANSWERS,   /* not a list: the answers about a term were looked up, */
	VOICES_ANSWER     /* and a person's last one: see voices_answer() */
};

struct voices {
	struct scene *scene;
	uint32_t number; /* the scene's number when these were made */
	/* (enum voices_of, item) -> index of the list + 1; for an answer (item, person) ->
	 * its entry + 1 */
	struct cells at;
	struct voice_list *list;
	size_t n, cap;
};

void voices_init(struct voices *v, struct scene *scene);

/* The list of an item, as the scene's reader sees it; valid until the scene changes. */
struct voice_list voices_of(struct voices *v, const struct item *it, enum voices_of of);

/* A person's last yes, no or part about a term since that was last amended: an entry, or NONE. */
uint32_t voices_answer(struct voices *v, const struct item *term, uint32_t person);

void voices_release(struct voices *v);

#endif
