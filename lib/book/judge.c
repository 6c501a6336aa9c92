/* What item.h says of judgements, holds and reviews, without a replay. */
#include "book/item.h"

#include "record/kind.h"

struct moment
item_decided(const struct book *b, const struct judgement *j)
{
	struct moment when = b->entries[j->entry].when;
	struct moment over = { j->by.day + LATE_DAYS + 1, -1 };
	bool ended = j->done.day != DAY_NONE || b->entries[j->entry].type == TYPE_AMENDED;

	return ended && moment_before(when, over) ? when : over;
}

bool
entry_holds(struct book *b, uint32_t entry)
{
	const struct record *r;
	struct moment last;

	if (b->entries[entry].type != TYPE_HOLD)
		return false;
	r = book_record(b, entry);
	last = kind_when(record_value(r, KEY_UNTIL), r->when, &b->calendar);
	return last.day == DAY_NONE || !moment_before(last, b->now);
}

struct period
item_review(struct book *b, const struct item *it)
{
	struct period p = { 0, PERIOD_DAY };

	period_parse(record_value(book_record(b, it->definition), KEY_REVIEW), &p);
	return p;
}
