/*
 * mailread: mail messages of any size, as their headers and first attachment.
 *
 * A file is a mailbox if its first line begins with "From " (RFC 4155; a message ends at
 * the next such line that follows a blank line and has a time and a year), else it is one
 * message.  Of each header field listed below (RFC 5322, 3.6) the first is kept, unfolded,
 * at most FIELD_MAX bytes; To, Cc and Bcc as one list.  The body is walked along the
 * boundaries of its parts (RFC 2046, 5.1), down to MAIL_DEPTH levels, for the name of the
 * first attachment; nothing inside an attached message is taken for the message's own.
 *
 * Memory is that of the fields, whatever a message's size.
 *
 *	struct mailread r;
 *	mailread_init(&r, take, self);
 *	while (input_next(&in, &block))
 *		mailread_block(&r, &block);
 *	mailread_end(&r);
 */
#ifndef FU_MAILREAD_H
#define FU_MAILREAD_H

#include "record/input.h"

enum { FIELD_MAX = 1 << 16, MAIL_DEPTH = 8, BOUNDARY_MAX = 70 };

/* The fields that are kept. */
enum mail_field {
	MAIL_FROM,
	MAIL_TO, /* also Cc and Bcc */
	MAIL_SUBJECT,
	MAIL_DATE,
	MAIL_RECEIVED,
	MAIL_ID,
	MAIL_REPLY,
	MAIL_REFERENCES,
	MAIL_AUTO, /* as in RFC 3834, and what older autoresponders say */
	MAIL_PRECEDENCE,
	MAIL_TYPE,
	MAIL_DISPOSITION,
	MAIL_FIELDS
};

/* A boundary, without the "--" that precedes it in the body. */
struct mail_boundary {
	char text[BOUNDARY_MAX];
	size_t n;
};

struct mailread {
	/* Called at the end of each message; its fields and file are valid until it returns. */
	void (*take)(void *self, const struct mailread *r);
	void *self;
	/* the current message */
	struct place at;               /* its first line */
	struct buf field[MAIL_FIELDS]; /* not decoded; empty: missing */
	struct buf attachment;         /* file name in UTF-8, any characters; empty: none */
	struct buf postmark;           /* what follows "From " in a mailbox */
	bool headed;                   /* it had some field */
	bool automatic;                /* sent by a program (RFC 3834), or a report (RFC 6522) */
	/* how far it was read */
	enum { MAIL_START, MAIL_HEAD, MAIL_BODY } state;
	bool mailbox, blank; /* its file is a mailbox; the last line was blank */
	bool part;           /* the current header is a part's */
	struct buf file;     /* the file's name */
	size_t line;         /* line number, from 1 */
	struct buf text;     /* the current header line, unfolded */
	struct mail_boundary boundary[MAIL_DEPTH];
	size_t depth;
};

void mailread_init(
    struct mailread *r, void (*take)(void *self, const struct mailread *r), void *self);

/* Reads a block; calls take for each message that ends in it. */
void mailread_block(struct mailread *r, const struct block *b);

/* Ends the last message and frees the memory. */
void mailread_end(struct mailread *r);

/* May the line separate two messages of a mailbox: does it begin with "From ", and have a
 * time and a year? */
bool mailread_is_postmark(struct str line);

/* The body of a field, not decoded; empty if missing. */
struct str mailread_field(const struct mailread *r, enum mail_field f);

#endif
