/*
 * voices: who gains by a term and who disputes it, who is to sign a document, and who has.
 *
 * Each list is made once for all readers of a scene who see alike, however many
 * letters tell it.
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

/* What a person gains, or whether they signed. */
struct voice {
	uint32_t person;
	struct str text;
	struct moment on; /* signed then; MOMENT_NONE: not yet */
};

struct voice_list {
	struct voice *p;
	size_t n;
};

enum voices_of {
	VOICES_GAINS = 1, /* what a term gives whom, in the order recorded */
	VOICES_SIGNERS,   /* who is to sign a document, in the order named */
	VOICES_SIGNED,    /* those of them who have */
	VOICES_ANSWERS,   /* no list: the answers about a term were looked for, */
	VOICES_ANSWER     /* and the last of a person: see voices_answer() */
};

struct voices {
	struct scene *scene;
	uint32_t number; /* of the scene that these are of */
	struct cells at; /* enum voices_of, item -> the place of the list + 1; of an answer item,
	                  * person -> its entry + 1 */
	struct voice_list *list;
	size_t n, cap;
};

void voices_init(struct voices *v, struct scene *scene);

/* The list of an item, as the scene's reader sees it; good until the scene is another. */
struct voice_list voices_of(struct voices *v, const struct item *it, enum voices_of of);

/* The last yes, no or part of a person about a term, since it was last amended: an entry,
 * or NONE. */
uint32_t voices_answer(struct voices *v, const struct item *term, uint32_t person);

void voices_release(struct voices *v);

#endif
