/*
 * select: the operands +deal and @person, which choose among records and among what
 * they add up to.
 *
 * With several of a sigil one of them must fit, and with both sigils one of each;
 * without any of a sigil all fits.  @me is whoever $FU_ME says.  What the input
 * bears is noted on the way, so that in the end a name that nothing bears can be
 * reported, with the nearest that something does.
 *
 *	struct selectors s = { .me = STR("me") };
 *	selectors_add(&s, "+acme");
 *	while ((r = reader_next(&rd)))
 *		if (selectors_take(&s, s.list, r))
 *			...
 *	selectors_report(&s, &diag, STR("fu-parse"));
 *	selectors_release(&s);
 */
#ifndef FU_SELECT_H
#define FU_SELECT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "record/record.h"

struct selector {
	struct str name;  /* without its sigil; empty for +- */
	char sigil;       /* '+' or '@' */
	bool met;         /* the input bears it */
	struct near near; /* the nearest name that the input bears */
	char best[32];    /* a copy of it: the input's goes */
};

struct selectors { /* all zero but for me: none */
	struct str me;
	struct selector *list; /* owned */
	size_t n, cap;
};

/* Takes up an operand, which must outlive it; false if behind its sigil is no name. */
bool selectors_add(struct selectors *s, const char *operand);

/* Is there any of that sigil? */
bool selectors_any(const struct selectors *s, char sigil);

/* Is the record selected?  Noted in the list, s->list or a lane's copy of it. */
bool selectors_take(const struct selectors *s, struct selector *list, const struct record *r);

/* Is a deal ('+') or a person ('@') selected, as far as its sigil goes? */
bool selectors_want(const struct selectors *s, char sigil, struct str name);

/* A list of a lane's own, as long as the arena; emptied of what was noted in it; what
 * was noted there added, in the order of the input. */
struct selector *selectors_copy(const struct selectors *s, struct arena *a);
void selectors_clear(const struct selectors *s, struct selector *list);
void selectors_join(struct selectors *s, const struct selector *list);

/* Warns, in the name of the program, of those that nothing in the input bears. */
void selectors_report(const struct selectors *s, struct diag *d, struct str program);

void selectors_release(struct selectors *s);

#endif
