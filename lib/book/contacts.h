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

/* The pace, in days, if no rule sets one. */
enum { CONTACTS_PACE = 28 };

/* How many earlier replies it takes for a median. */
enum { CONTACTS_REPLIES = 3 };

/* Somebody in the current deal from whom we await, or have awaited, an answer. */
struct contacts_wait {
	uint32_t deal;  /* + 1: the deal this is about; stale if another */
	int32_t since;  /* day on which they were first asked; DAY_NONE: nothing is asked of them */
	uint32_t entry; /* the first message since then whose items aren't over; NONE: none */
	/* On the day, and in the minute, of their last message or meeting: the first entry,
	 * or NONE; and whether it counts as a reply already. */
	uint32_t that_day, that_minute;
	bool day_replies, minute_replies;
};

struct contacts {
	struct book *book;
	/* of the current deal; entries are NONE if there is none, and what belongs to them
	 * is then undefined */
	uint32_t last; /* the last contact that reached somebody */
	struct moment last_when;
	uint32_t mood; /* the last record of a mood */
	int32_t mood_day;
	int mood_points; /* -1 bad, 0 ok, 1 good */
	uint32_t recap;  /* the last one sent, and the last answers to it */
	int32_t recap_day;
	uint32_t confirmed, partly, against;
	/* how long they may go without a word: the shortest within: of the deal's rules
	 * after:silent */
	struct period pace;
	/* scratch */
	struct rules rules;
	/* for deals without rules of their own, by bit of their kind; n is 0 if not known yet */
	struct period paces[32];
	struct contacts_wait *waits; /* by person */
	uint32_t *asked;             /* the people awaited in this deal */
	/* days each reply took, the latest reply last, the others in any order; value:
	 * entry of the reply */
	struct keyed *delays;
	uint32_t nasked, ndelays;
	size_t delays_cap;
	/* re: words as bits; answers: those that answer a recap; silent: those that want no
	 * answer */
	uint32_t recaps, answers, silent;
	uint8_t yes, part; /* numbers of words, as entry.word */
};

/* The latest reply compared with those before it. */
struct contacts_reply {
	size_t n;       /* how many there were before */
	int64_t latest; /* days it took, or has taken so far */
	int64_t median; /* of those before, in days; the lower middle if their number is even */
	bool waiting;   /* it hasn't come yet */
	uint32_t entry; /* the reply, or the message that awaits one */
};

void contacts_init(struct contacts *c, struct book *b);
void contacts_release(struct contacts *c);

/* Goes through the contacts of a deal. */
void contacts_deal(struct contacts *c, uint32_t deal);

/* The moment that many paces after m. */
struct moment contacts_after(const struct contacts *c, struct moment m, int paces);

/* How quickly they reply, as of a day.  A reply that hasn't come counts once it has taken
 * longer than the median. */
struct contacts_reply contacts_reply(struct contacts *c, int32_t today);

#endif
