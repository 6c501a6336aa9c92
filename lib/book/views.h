/*
 * views: what there is to say about deals and people, one function each.
 *
 * Each adds its rows to a score (see score.h); fu-score(1) gives every formula, its
 * source and its constants.  By deal are owed, health, position, ready and escalate:
 * their rows follow from the records of that deal and the declarations, so parts of
 * the input that hold whole deals can be scored separately.
 *
 *	view_health(&s);
 */
#ifndef FU_VIEWS_H
#define FU_VIEWS_H

#include "book/score.h"

/* For each person: kept, late, broken, open, the lower bound and the weighted mean; for
 * each open promise, the chance that it is kept in time. */
void view_reliability(struct score *s);

/* For each deal, person and unit: what was owed, paid and waived, what is promised,
 * disputed, overdue (by age) and at risk; and what is expected by week. */
void view_owed(struct score *s);

/* For each deal: 50 + 50 x the mean of its known signals, each -1, 0 or +1. */
void view_health(struct score *s);

/* For each deal and thing bargained about: offers, steps, gap, limit, alternative. */
void view_position(struct score *s);

/* For each deal: is everything there that a negotiation needs? */
void view_ready(struct score *s);

/* For each counterpart in each deal: may we go to their boss? */
void view_escalate(struct score *s);

/* For each technique: how often it was used, and how often it worked. */
void view_lessons(struct score *s);

/* For each factor: the mean of the ratings, and their trend. */
void view_feedback(struct score *s);

/* For each person who asserted something: how much of what was checked is true. */
void view_conduct(struct score *s);

/* How good forecasts have been: ours of what is kept, and those in win:. */
void view_calibration(struct score *s);

#endif
