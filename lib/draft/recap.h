/*
 * recap: a draft: a message made from the records for a recipient, or a page for
 * ourselves.
 *
 * A draft is a template rendered over a view.  The template depends on the kind, or
 * on what is due; on the channel, as what is said on the phone isn't a letter; and
 * on the reader's language.  A template begins with a line "Subject: ..." and a
 * blank line; the rest is the body.
 *
 *	struct recap r;
 *	recap_init(&r, &book, &library);
 *	if (recap_write(&r, &order))
 *		... r.subject, r.body ...
 *	recap_release(&r);
 */
#ifndef FU_RECAP_H
#define FU_RECAP_H

#include "draft/inner.h"
#include "draft/library.h"

enum recap_output { RECAP_TEXT, RECAP_MAIL, RECAP_PAGE, RECAP_MARKDOWN };

/* What is to be written. */
struct recap_order {
	uint32_t deal, person;  /* whom it goes to; NONE: ourselves */
	enum draft_kind kind;   /* ignored if there are asks */
	const struct ask *asks; /* what is due, from asks.h */
	size_t nasks;
	struct str via; /* the channel; empty: not known */
	enum recap_output output;
	const struct template *template; /* to use instead of the one found; may be null */
};

struct recap {
	struct book *b;
	struct library *library;
	struct inner *inner; /* set it for brief and journal; else null */
	struct kept kept;
	struct arena arena;
	struct sight sight;
	struct view view;
	struct buf out;
	/* the last draft, valid until the next: */
	struct str subject, body;      /* body: lines ended by LF */
	struct str to_name, from_name; /* as far as the reader may know them */
	struct str to_mail, from_mail, to_tel, likes;
	struct str in_reply_to; /* msgid: of the last message they know; may be empty */
	enum draft_kind kind;   /* what it turned out to be */
	enum draft_form form;
};

/* Sets up for a book that is ready; book and library must outlive r. */
void recap_init(struct recap *r, struct book *b, struct library *library);
void recap_release(struct recap *r);

/* Writes a draft; false if there is nothing to write, or no template. */
bool recap_write(struct recap *r, const struct recap_order *order);

#endif
