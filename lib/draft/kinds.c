#include "draft/kinds.h"

/* clang-format off */
#define K(s) .name = { s, sizeof(s) - 1 }
#define BIT(kind) (UINT32_C(1) << (kind))
const struct kind_of_draft kinds[DRAFT_KINDS] = {
	[DRAFT_THANKS]     = { K("thanks"), .tells = true, .days = 2 },
	[DRAFT_RECAP]      = { K("recap"), .tells = true, .days = 2, .needs = NEEDS_TERMS },
	[DRAFT_CONFIRM]    = { K("confirm"), .days = 2, .needs = NEEDS_TERMS },
	[DRAFT_AGENDA]     = { K("agenda"), .days = 2 },
	[DRAFT_CHECKIN]    = { K("checkin"), .days = 5 },
	[DRAFT_UPDATE]     = { K("update"), .tells = true, .days = 3 },
	[DRAFT_NUDGE]      = { K("nudge"), .days = 3, .asks = ASKS_OPEN, .needs = NEEDS_ANSWER,
		.yields = BIT(DRAFT_CHASE) | BIT(DRAFT_DRAFT) | BIT(DRAFT_REVIEW) | BIT(DRAFT_SIGN) |
			  BIT(DRAFT_VERSION) | BIT(DRAFT_QUESTION) },
	[DRAFT_CHASE]      = { K("chase"), .days = 2, .asks = ASKS_LATE, .needs = NEEDS_ASKS },
	[DRAFT_DRAFT]      = { K("draft"), .days = 5, .asks = ASKS_DOCUMENT, .needs = NEEDS_ASKS,
		.hint = "attach the draft" },
	[DRAFT_REVIEW]     = { K("review"), .days = 3, .asks = ASKS_REVIEW, .needs = NEEDS_ASKS,
		.yields = BIT(DRAFT_DRAFT) },
	[DRAFT_SIGN]       = { K("sign"), .days = 3, .asks = ASKS_SIGN, .needs = NEEDS_ASKS,
		.yields = BIT(DRAFT_DRAFT) | BIT(DRAFT_REVIEW),
		.hint = "attach what is to be signed" },
	[DRAFT_PROPOSAL]   = { K("proposal"), .days = 5, .hint = "attach the proposal" },
	[DRAFT_QUESTION]   = { K("question"), .days = 3, .asks = ASKS_CONCERN, .needs = NEEDS_ASKS },
	[DRAFT_FEEDBACK]   = { K("feedback"), .days = 5 },
	[DRAFT_ESCALATION] = { K("escalation"), .days = 3 },
	[DRAFT_IDEA]       = { K("idea"), .days = 5, .hint = "say in a line what the idea is" },
	[DRAFT_INTRO]      = { K("intro"), .days = 5, .hint = "name whom they should meet, and why" },
	[DRAFT_NEWS]       = { K("news"), .tells = true, .days = 5, .hint = "say in a line what is new" },
	[DRAFT_CONGRATS]   = { K("congrats"), .tells = true, .days = 5, .needs = NEEDS_DONE },
	[DRAFT_PAYMENT]    = { K("payment"), .tells = true, .days = 3, .needs = NEEDS_PAID },
	[DRAFT_OTHER]      = { K("other"), .tells = true, .days = 3, .hint = "say what it is about" },
	[DRAFT_CALL]       = { K("call"), .stays = true, .days = 3, .asks = ASKS_OPEN },
	[DRAFT_BRIEF]      = { K("brief"), .inner = true, .stays = true },
	[DRAFT_JOURNAL]    = { K("journal"), .inner = true, .stays = true },
	[DRAFT_SEVERAL]    = { K("several"), .days = 3 },
	[DRAFT_VERSION]    = { K("version"), .days = 3, .hint = "attach what was signed" },
};
#undef K
#undef BIT
/* clang-format on */

enum draft_kind
kind_named(struct str name)
{
	int k = 0;

	while (k < DRAFT_KINDS && !str_eq(kinds[k].name, name))
		k++;
	return (enum draft_kind)k;
}

enum draft_kind
kinds_together(uint32_t bits)
{
	int k = 0;

	if (bits >> DRAFT_RECAP & 1)
		return DRAFT_RECAP;
	if (bits & (bits - 1))
		return DRAFT_SEVERAL;
	while (!(bits >> k & 1))
		k++;
	return (enum draft_kind)k;
}

uint32_t
kinds_sent(uint32_t bits)
{
	uint32_t words = bits & ((UINT32_C(2) << DRAFT_OTHER) - 1);

	if (bits >> DRAFT_VERSION & 1)
		words |= UINT32_C(1) << DRAFT_SIGN;
	if (bits >> DRAFT_RECAP & 1)
		words |= UINT32_C(1) << DRAFT_THANKS;
	return words;
}

void
kinds_put(struct buf *b, uint32_t bits)
{
	size_t start = b->n;

	for (int k = 0; k <= DRAFT_OTHER; k++) {
		if (!(bits >> k & 1))
			continue;
		if (b->n > start)
			buf_char(b, ',');
		buf_str(b, kinds[k].name);
	}
}
