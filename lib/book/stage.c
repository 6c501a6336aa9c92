#include "book/stage.h"

/* Is an item of one of the types (as bits from TYPE_TERM) open? */
static bool
has_open(const struct book *b, uint32_t deal, unsigned types)
{
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];

		if (it->definition != NONE && it->state < STATE_DONE &&
		    schema_types[it->type].item && types >> (it->type - TYPE_TERM) & 1)
			return true;
	}
	return false;
}

static bool
has_type(const struct book *b, const struct list *list, enum type type)
{
	for (uint32_t e = list->first; e != NONE; e = b->entries[e].next)
		if (b->entries[e].type == type)
			return true;
	return false;
}

static bool
was_contact(const struct book *b, const struct deal *d)
{
	for (uint32_t e = d->contacts.first; e != NONE; e = b->entries[e].next)
		if (entry_reached(&b->entries[e]))
			return true;
	return has_type(b, &d->others, TYPE_OFFER);
}

struct str
stage_of(struct book *b, uint32_t deal)
{
	const unsigned doc = 1u << (TYPE_DOC - TYPE_TERM);
	const unsigned duties = 1u << (TYPE_PROMISE - TYPE_TERM) | 1u << (TYPE_OWED - TYPE_TERM) |
				1u << (TYPE_MILESTONE - TYPE_TERM);
	const struct deal *d = &b->deal[deal];

	if (d->closed.day != DAY_NONE)
		return STR("closed");
	if (!has_type(b, &d->contacts, TYPE_AGREED))
		return was_contact(b, d) ? STR("talking") : STR("preparing");
	if (has_open(b, deal, duties))
		return STR("delivering");
	return has_open(b, deal, doc) ? STR("formal") : STR("agreed");
}
