#include "book/drafts.h"

#include "book/people.h"

struct drafts
drafts_init(const struct book *b)
{
	return (struct drafts){ b, book_re_bits(b, STR("draft")), book_word(b, STR("yes")) };
}

bool
drafts_outward(const struct drafts *d, const struct entry *e)
{
	return people_names_others(d->book, entry_people(d->book, e), entry_deal(d->book, e));
}

/* Does it bring a draft: sent to them, or by them, and not answering one? */
static bool
is_draft(const struct drafts *d, const struct entry *e)
{
	return (e->type == TYPE_SENT || e->type == TYPE_GOT) && e->re & d->re && !e->word &&
	       drafts_outward(d, e);
}

/* Where a document stands after some of its events. */
struct course {
	struct drafted v;
	bool theirs;           /* the current draft is theirs */
	bool has_signed[2];    /* since that draft: we, they */
	struct moment refused; /* the last refusal of this draft */
};

/* If either has no time, a draft counts as earlier than other words of its day; a refusal
 * of an earlier draft isn't about this one. */
static void
begin(struct course *c, const struct entry *at, uint32_t entry)
{
	c->v = (struct drafted){ entry, c->v.entry != NONE };
	c->theirs = at->type == TYPE_GOT;
	c->has_signed[0] = c->has_signed[1] = false;
	if (c->v.again || moment_before(c->refused, at->when))
		c->refused = MOMENT_NONE;
}

static bool
begins(const struct course *c, const struct entry *at)
{
	bool theirs = at->type == TYPE_GOT;

	return c->v.entry == NONE || c->refused.day != DAY_NONE ||
	       (theirs != c->theirs && !c->has_signed[theirs]);
}

struct drafted
drafts_last(const struct drafts *d, const struct item *doc)
{
	const struct book *b = d->book;
	struct course c = { .v = { NONE, false }, .refused = MOMENT_NONE };

	for (uint32_t e = doc->events; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (doc->closed.day != DAY_NONE && moment_before(doc->closed, at->when))
			break;
		if (at->type == TYPE_SIGNED)
			c.has_signed[drafts_outward(d, at)] = true;
		else if (entry_refuses(at, d->yes) && drafts_outward(d, at))
			c.refused = at->when;
		else if (is_draft(d, at) && begins(&c, at))
			begin(&c, at, e);
	}
	return c.v;
}
