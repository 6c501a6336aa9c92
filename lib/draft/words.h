/*
 * words: days, dates and amounts, as a letter in some language writes them.
 *
 * English (en) and French (fr) have their own forms; any other language gets days as
 * 2025-07-15 and amounts as in English, which nobody misreads, and its templates can
 * build a date from its parts.
 *
 *	enum lang l = words_lang(STR("fr-CA"));
 *	words_put_day(&b, l, day);   mardi 15 juillet 2025
 *	words_put_money(&b, l, m);   10,45 USD
 */
#ifndef FU_WORDS_H
#define FU_WORDS_H

#include "value/date.h"
#include "value/money.h"

enum lang { LANG_EN, LANG_FR, LANG_OTHER };

/* The language of a tag such as fr or fr-CA (RFC 5646); English for an empty one. */
enum lang words_lang(struct str tag);

/* Appends a day: Tuesday, 15 July 2025. */
void words_put_day(struct buf *b, enum lang l, int32_t day);

/* The name of a weekday (0 = Monday) or month (1 to 12); empty for LANG_OTHER. */
struct str words_weekday(enum lang l, int weekday);
struct str words_month(enum lang l, int month);

/* Append an amount with its unit; and only the number. */
void words_put_money(struct buf *b, enum lang l, struct money m);
void words_put_number(struct buf *b, enum lang l, struct money m);

#endif
