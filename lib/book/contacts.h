/*
 * contacts: what a deal's meetings and messages tell at a glance.
 *
 *	struct contacts c;
 *	contacts_init(&c, &book);
 *	contacts_deal(&c, deal);
 *	... c.last_when ...
 *	contacts_release(&c);
 */
#ifndef FU_CONTACTS_H
#define FU_CONTACTS_H

#include "base/keyed.h"
#include "book/rule.h"

/* The pace where no rule sets one, in days. */
enum { CONTACTS_PACE = 28 };

/* So many replies before the latest make a median. */
enum { CONTACTS_REPLIES = 3 };

/* Somebody we wait for, or who was waited for, in the deal at hand. */
struct contacts_wait {
	uint32_t deal;  /* + 1; the stamp */
	int32_t since;  /* DAY_NONE: nothing is asked of them */
	uint32_t entry; /* the first since then that is not over; NONE: none */
	/* when they first wrote or met us on the day, and in the minute, when they last
	 * did: entries, or NONE; and whether that is a reply already */
	uint32_t that_day, that_minute;
	bool day_replies, minute_replies;
};

struct contacts {
	struct book *book;
	/* of the deal; entries are NONE, and the rest undefined, where there is none */
	uint32_t last; /* contact that reached somebody */
	struct moment last_when;
	uint32_t mood; /* the last that was noted */
	int32_t mood_day;
	int mood_points; /* -1 bad, 0 ok, 1 good */
	uint32_t recap;  /* the last that was sent, and the answers to it */
	int32_t recap_day;
	uint32_t confirmed, partly, against;
	struct period pace; /* no longer without a word: the shortest within: of its rules
	                     * after:silent */
	/* scratch */
	struct rules rules;
	struct period paces[32];     /* by bit of a kind, where a deal has no rules of its
	                              * own; n is 0 where it is not known yet */
	struct contacts_wait *waits; /* by person */
	uint32_t *asked;             /* those of this deal */
	struct keyed *delays;        /* days that each reply took, the latest reply last, the
	                              * others in no order; value: the got */
	uint32_t nasked, ndelays;
	size_t delays_cap;
	uint32_t recaps, answers, silent; /* bits of re: words; answers: to a recap;
	                                   * silent: want no answer */
	uint8_t yes, part;                /* numbers of words */
};

/* The latest reply beside those before it. */
struct contacts_reply {
	size_t n;       /* of those before */
	int64_t latest; /* days it took, or takes already */
	int64_t median; /* of those before; of an even number the lower middle */
	bool waiting;   /* it has not come */
	uint32_t entry; /* the reply, or what waits for one */
};

void contacts_init(struct contacts *c, struct book *b);
void contacts_release(struct contacts *c);

/* Goes through the contacts of a deal. */
void contacts_deal(struct contacts *c, uint32_t deal);

/* So many paces after a moment. */
struct moment contacts_after(const struct contacts *c, struct moment m, int paces);

/* How quickly they reply, seen from a day.  Waiting counts as soon as it has lasted
 * longer than the median. */
struct contacts_reply contacts_reply(struct contacts *c, int32_t today);

#endif
