/*
 * field: the names that templates can use, and the values behind them.
 *
 * Each name has a number, and each sort of object a type; tables in root.c, part.c
 * and inner.c give the function that makes the value of a name in an object.  A name
 * that an object doesn't know is looked up in those around it.
 */
#ifndef FU_FIELD_H
#define FU_FIELD_H

#include "draft/view.h"

/* clang-format off */
#define FIELD_NAMES(X) \
	X(ACHIEVED, "achieved") X(AGAIN, "again") X(AGREED, "agreed") X(AMENDED, "amended") X(AMT, "amt") X(ASK, "ask") X(ASKS, "asks") \
	X(BODY, "body") X(BY, "by") X(CALL, "calling") X(CHANGES, "changes") \
	X(COMPLETE, "complete") X(CONCERN, "concern") X(CONCERNS, "concerns") \
	X(CONFIRMED, "confirmed") X(CONTACT, "contact") X(D, "d") X(DEAL, "deal") \
	X(DEBT, "debt") X(DISPUTED, "disputed") X(DOCUMENT, "document") X(DOCUMENTS, "documents") X(DONE, "done") \
	X(DROPPED, "dropped") X(DUTIES, "duties") X(FIRST, "first") X(FORMAL, "formal") \
	X(DELIVERED, "delivered") X(GAINS, "gains") X(HEAD, "head") X(HTML, "html") X(ID, "id") X(INFORMAL, "informal") X(ISO, "iso") \
	X(ITEM, "item") X(LANG, "lang") X(LATE, "late") X(LATE_OURS, "late_ours") X(LEFT, "left") \
	X(LETTER, "letter") X(M, "m") X(MARKDOWN, "md") X(MEETING, "meeting") \
	X(MILESTONE, "milestone") X(MONTH, "month") X(N, "n") X(NEW, "new") X(NEXT, "next") \
	X(NUMBER, "number") X(ON, "on") X(OTHERS, "others") X(OURS, "ours") X(PAID, "paid") \
	X(PART, "part") X(PHONE, "phone") X(PROMISE, "promise") X(SAID, "said") \
	X(SEVERAL, "many") X(SIGNED, "signed") X(SIGNERS, "signers") X(SINCE, "since") X(SUBJECT, "subject") \
	X(SUMS, "sums") X(TERM, "term") X(TERMS, "terms") X(TEXT, "text") X(THANKED, "thanked") X(THEIRS, "theirs") \
	X(THEM, "them") X(TODAY, "today") X(UNIT, "unit") X(US, "us") X(VIDEO, "video") \
	X(WAITING, "waiting") X(WARM, "warm") X(WE, "we") X(WEEKDAY, "weekday") X(WHO, "who") \
	X(Y, "y") X(YOU, "you") X(YOURS, "yours") \
	/* of brief and journal alone */ \
	X(ABOUT, "about") X(DECLARED, "declared") X(CONDITIONS, "conditions") X(DATE, "date") \
	X(FEEDBACK, "feedbacks") X(FILE, "file") X(HISTORY, "history") X(KEPT, "kept") X(BROKEN, "broken") \
	X(KIND, "kind") X(LESSONS, "lessons") X(LINE, "line") X(NAME, "name") X(NEEDS, "needs") \
	X(NOTES, "notes") X(OFFERS, "offers") X(OPEN, "open") X(PEOPLE, "people") \
	X(PLANS, "plans") X(RECORDS, "records") X(RELATIONSHIP, "relationship") X(RULE, "rule") \
	X(SCORE, "score") X(SIDE, "side") X(STAGE, "stage") X(TACTICS, "tactics") X(TAG, "tag") X(TAGS, "tags") \
	X(TYPE, "type") X(VIA, "via") X(WORKED, "worked") X(DUES, "dues") \
	X(TIMELINE, "timeline") X(BARS, "bars") X(PAYMENTS, "payments") \
	X(NO, "no") X(YES, "yes") X(ROLE, "role") X(ORG, "org") X(LIKES, "likes") \
	X(MAIL, "mail") X(TEL, "tel") X(ASSERTIONS, "assertions") X(ANSWER, "answer")

enum field {
	FIELD_NONE,
#define X(id, word) FIELD_##id,
	FIELD_NAMES(X)
#undef X
	FIELD_KIND_FIRST, /* here the kinds of drafts begin, as flags */
	FIELDS = FIELD_KIND_FIRST + DRAFT_KINDS
};
/* clang-format on */

enum object {
	OBJECT_FLAG, /* true, and knows no names */
	OBJECT_ROOT,
	OBJECT_PERSON,  /* n: the person's number */
	OBJECT_DATE,    /* n: day - DAY_MIN */
	OBJECT_MONEY,   /* node: struct money */
	OBJECT_ITEM,    /* node: struct shown; n: position in the list, from 1 */
	OBJECT_VOICE,   /* node: struct voice */
	OBJECT_ASK,     /* node: struct ask */
	OBJECT_CONTACT, /* node: struct encounter */
	OBJECT_SUM,     /* node: struct sum */
	OBJECT_INNER,   /* the root of brief and journal */
	OBJECT_RECORD,  /* node: struct inner_record */
	OBJECT_KEEPER,  /* node: struct inner_person */
	OBJECT_TAG,     /* node: struct inner_tag */
	OBJECTS
};

/* What is open, in one unit. */
struct sum {
	struct money theirs, ours;
};

/* A function that makes the value of name f in an object o; *out is MUSTACHE_NOTHING when
 * it is called. */
#define GET(name) \
	static void name(struct view *v, const struct mustache_value *o, enum field f, \
	    struct mustache_value *out)
#define UNUSED(x) ((void)(x))

struct getter {
	void (*get)(struct view *v, const struct mustache_value *o, enum field f,
	    struct mustache_value *out);
};

/* The getters for a type of object (root.c, part.c); get is null for a name that it doesn't
 * know. */
struct getter root_getter(enum field f);
struct getter part_getter(enum object type, enum field f);

/* A getter: is the object the first of its list? */
void field_head(
    struct view *v, const struct mustache_value *o, enum field f, struct mustache_value *out);

/* Each sets one value.  Text is escaped as the form requires; DAY_NONE, and an amount
 * without a unit, become false. */
/* takes what v->scratch holds, to last as long as the draft */
struct str field_keep(struct view *v);
void field_text(struct view *v, struct mustache_value *out, struct str text);
void field_flag(struct mustache_value *out, bool up);
void field_day(struct view *v, struct mustache_value *out, struct moment m);
void field_money(struct view *v, struct mustache_value *out, const struct money *m);
void field_person(struct view *v, struct mustache_value *out, uint32_t person);
void field_number(struct view *v, struct mustache_value *out, int64_t n);
void field_object(struct mustache_value *out, enum object type, const void *node, size_t n);
void field_list(struct mustache_value *out, enum object of, const void *p, size_t n);

#endif
