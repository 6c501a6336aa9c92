/*
 * ruletext: what the records of a rule say, key by key, until it is a rule.
 *
 * Records of one name, and of one deal or of all, are one text: what a later one says
 * of a key stands in place of what the earlier did, and what it leaves out stays.
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
	struct str value[KEYS_MAX]; /* by place in the schema's row */
	struct str text;
	uint32_t entry, next; /* next: of the same deal */
};

/* Takes what a rule's record says into r->text, copied into r->arena: for one deal,
 * where it is the newest of r->own[deal], or for all with NONE.  entry is where it
 * stands, NONE if it is built in. */
void rule_text_take(struct rules *r, uint32_t deal, const struct record *rec, uint32_t entry);

/* Takes those that are built in. */
void rule_text_builtin(struct rules *r);

/* The rule of a text of all deals, and over it, key by key, of the deal's own; either
 * may be null, not both.  Its lists are the arena's. */
struct rule rule_of_texts(
    struct rules *r, struct arena *a, const struct rule_text *all, const struct rule_text *own);

#endif
