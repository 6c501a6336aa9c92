/*
 * mailread: mail messages, of any size, as their headers and first attachment.
 *
 * A file is a mailbox if its first line begins with "From " (RFC 4155; a message
 * ends where, below a blank line, the next such line has a time and a year),
 * else one message.  Of a message its header fields are kept (RFC 5322, 3.6), of
 * each the first, unfolded, FIELD_MAX bytes at most; To, Cc and Bcc as one list.
 * Its body is walked along the boundaries of its parts (RFC 2046, 5.1), as deep
 * as MAIL_DEPTH, for the name of the first attachment; what is inside a message
 * that is attached is never taken for the message's own.
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
	MAIL_TO, /* and Cc and Bcc */
	MAIL_SUBJECT,
	MAIL_DATE,
	MAIL_RECEIVED,
	MAIL_ID,
	MAIL_REPLY,
	MAIL_REFERENCES,
	MAIL_AUTO, /* as RFC 3834 has it, and what answerers say that are older */
	MAIL_PRECEDENCE,
	MAIL_TYPE,
	MAIL_DISPOSITION,
	MAIL_FIELDS
};

/* A boundary: "--" stands before it in the body. */
struct mail_boundary {
	char text[BOUNDARY_MAX];
	size_t n;
};

struct mailread {
	/* Takes each message at its end; its fields and file are good until it
	 * returns. */
	void (*take)(void *self, const struct mailread *r);
	void *self;
	/* the message at hand */
	struct place at;               /* of its first line */
	struct buf field[MAIL_FIELDS]; /* decoded by nobody yet; empty: not there */
	struct buf attachment;         /* UTF-8, any characters; empty: none */
	struct buf postmark;           /* what follows "From " in a mailbox */
	bool headed;                   /* some field was there */
	bool automatic;                /* sent by a program: RFC 3834; a report: RFC 6522 */
	/* how far it was read */
	enum { MAIL_START, MAIL_HEAD, MAIL_BODY } state;
	bool mailbox, blank; /* its file is one; the last line was blank */
	bool part;           /* the header at hand is a part's */
	struct buf file;     /* its name */
	size_t line;         /* of the file, from 1 */
	struct buf text;     /* the header line at hand, unfolded */
	struct mail_boundary boundary[MAIL_DEPTH];
	size_t depth;
};

void mailread_init(
    struct mailread *r, void (*take)(void *self, const struct mailread *r), void *self);

/* Reads on. */
void mailread_block(struct mailread *r, const struct block *b);

/* Ends the last message and gives the memory back. */
void mailread_end(struct mailread *r);

/* May the line part two messages of a mailbox?  It begins with "From ", and has a time and
 * a year. */
bool mailread_is_postmark(struct str line);

/* The body of a field. */
struct str mailread_field(const struct mailread *r, enum mail_field f);

#endif
