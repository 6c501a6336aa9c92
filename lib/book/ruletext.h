/*
 * ruletext: what the records of a rule say, key by key, until they make a rule.
 *
 * Records with one name, and of one deal or all, form one text: what a later record
 * says under a key replaces what an earlier one said; what it doesn't mention stays.
 *
 *	rule_text_builtin(r);
 *	rule_text_take(r, deal, record, entry); ...
 *	rule = rule_of_texts(r, &arena, &r->text[of_all_deals], &r->text[of_the_deal]);
 */
#ifndef FU_RULETEXT_H
#define FU_RULETEXT_H

#include "book/rule.h"

struct rule_text {
	struct str name;
	struct str value[KEYS_MAX]; /* by position in the schema's row */
	struct str text;
	uint32_t entry, next; /* next: another text of the same deal */
};

/* Adds what a rule's record says to r->text, copied into r->arena: for one deal (a new text
 * goes to the front of r->own[deal]), or for all if deal is NONE.  entry is the record's,
 * NONE if it is built in. */
void rule_text_take(struct rules *r, uint32_t deal, const struct record *rec, uint32_t entry);

/* Adds the built-in rules. */
void rule_text_builtin(struct rules *r);

/* The rule made of the text for all deals, overridden key by key by the deal's own; either
 * may be null, not both.  Its lists are in the arena. */
struct rule rule_of_texts(
    struct rules *r, struct arena *a, const struct rule_text *all, const struct rule_text *own);

#endif
