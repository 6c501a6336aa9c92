/*
 * select: the operands +deal and @person, which select records, and what is made of them.
 *
 * If there are several with the same sigil one must fit, and with both sigils one of
 * each; a sigil that none has doesn't restrict.  @me is whoever $FU_ME says.  Along
 * the way it is noted which names occur in the input, so that one that doesn't can
 * be reported in the end, with the nearest that does.
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
#include "base/names.h"
#include "base/near.h"
#include "record/record.h"

struct selector {
	struct str name;  /* without its sigil; empty for +- */
	char sigil;       /* '+' or '@' */
	bool met;         /* it occurs in the input */
	struct near near; /* the nearest name that occurs */
	char best[32];    /* a copy of that name, as the input's bytes go */
};

struct selectors { /* all zero except for me: no selectors */
	struct str me;
	struct selector *list; /* owned; none twice */
	size_t n, cap;
	struct names names; /* theirs, by sigil, in the order of the list */
	bool any[2];        /* of the sigil '+', '@' */
};

/* Adds an operand, which must outlive s; false if its sigil isn't followed by a name. */
bool selectors_add(struct selectors *s, const char *operand);

/* Does any have that sigil? */
bool selectors_any(const struct selectors *s, char sigil);

/* Is the record selected?  Which selectors occur is noted in list: s->list, or a lane's copy. */
bool selectors_take(const struct selectors *s, struct selector *list, const struct record *r);

/* Is a deal (sigil '+') or person ('@') selected, going by the operands with that sigil? */
bool selectors_want(const struct selectors *s, char sigil, struct str name);

/* For lanes: makes a copy of the list in the arena; clears what was noted in it; adds what
 * was noted in it to s, to be called in the order of the input. */
struct selector *selectors_copy(const struct selectors *s, struct arena *a);
void selectors_clear(const struct selectors *s, struct selector *list);
void selectors_join(struct selectors *s, const struct selector *list);

/* Warns, in the name of the program, of the selectors that don't occur in the input. */
void selectors_report(const struct selectors *s, struct diag *d, struct str program);

void selectors_release(struct selectors *s);

#endif
