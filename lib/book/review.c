/* follow.h: the review of a document: who drafted it, who has said what about it, and since
 * when it is to be signed. */
#include "book/drafts.h"
#include "book/follow.h"

void
follow_hear(struct follow *f, uint32_t entry)
{
	const struct book *b = f->book;
	const struct entry *e = &b->entries[entry];
	struct refs items = entry_items(b, e);

	for (uint32_t i = 0; i < items.n && follow_is_theirs(f, e->person); i++) {
		struct cell *c;
		bool refused;

		if (b->item[items.p[i]].type != TYPE_DOC)
			continue;
		c = cells_put(&f->cells, FACT_WORD, 0, e->person, items.p[i]);
		refused = c->value && entry_refuses(&b->entries[c->value - 1], f->yes);
		c->value = entry + 1;
		if (refused && !entry_refuses(e, f->yes))
			cells_put(&f->cells, FACT_ACCEPTED, 0, NONE, items.p[i])->value = entry + 1;
	}
}

/* What was said about a document's draft. */
struct hearing {
	struct review v;
	struct moment heard[2]; /* the first word on it: theirs, ours */
};

static bool
is_same(const struct entry *x, const struct entry *y)
{
	return x->line == y->line && moment_key(x->when) == moment_key(y->when);
}

/* Is it about this draft, not an earlier one? */
static bool
is_about(const struct book *b, const struct review *v, const struct entry *e)
{
	if (v->draft == NONE)
		return true;
	return v->again ? entry_cmp(b, (uint32_t)(e - b->entries), v->draft) > 0
			: !moment_before(e->when, v->drafted);
}

/* Takes an event about the draft, other than the one that brought it. */
static void
hear_word(struct hearing *h, const struct drafts *d, const struct entry *e)
{
	bool ours = e->type == TYPE_SENT;

	if (e->type == TYPE_SIGNED)
		ours = !drafts_outward(d, e);
	else if ((e->type != TYPE_GOT && e->type != TYPE_SENT) || !entry_reached(e) ||
		 !drafts_outward(d, e))
		return;
	if (h->heard[ours].day == DAY_NONE)
		h->heard[ours] = e->when;
}

bool
follow_refuses(
    struct follow *f, const struct item *it, const struct review *v, const struct entry *e)
{
	const struct book *b = f->book;
	const struct cell *c;

	if (!entry_refuses(e, f->yes) || !is_about(b, v, e))
		return false;
	c = cells_get(&f->cells, FACT_WORD, 0, e->person, (uint32_t)(it - b->item));
	return c && is_same(&b->entries[c->value - 1], e);
}

static struct moment
later(struct moment a, struct moment b)
{
	return b.day == DAY_NONE || moment_before(b, a) ? a : b;
}

/* The document is to be signed once the review is over, but if the draft is theirs, only
 * once we have had our say; without a review period, as soon as a draft was sent, or at
 * once.  Never before those who refused it accept it. */
static struct moment
settled(struct follow *f, const struct item *it, const struct hearing *h, bool period)
{
	const struct book *b = f->book;
	const struct review *v = &h->v;
	const struct cell *c = cells_get(
	    &f->cells, FACT_ACCEPTED, 0, NONE, (uint32_t)(it - b->item));
	struct moment m = v->over;

	if (v->refused.day != DAY_NONE || (period && v->theirs && !v->reviewed) ||
	    (period && v->draft == NONE))
		return MOMENT_NONE;
	if (v->draft == NONE)
		m = item_made(b, it);
	if (period && v->theirs)
		m = later(m, h->heard[1]);
	return c ? later(m, b->entries[c->value - 1].when) : m;
}

/* The first refusal that still stands. */
static struct moment
first_refusal(struct follow *f, const struct item *it, const struct review *v)
{
	const struct book *b = f->book;

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (follow_refuses(f, it, v, &b->entries[e]))
			return b->entries[e].when;
	return MOMENT_NONE;
}

static struct review
review_of(struct follow *f, const struct item *it)
{
	struct book *b = f->book;
	const struct drafts d = drafts_init(b);
	struct drafted last = drafts_last(&d, it);
	struct hearing h = { .v = { .draft = last.entry,
				 .again = last.again,
				 .drafted = MOMENT_NONE,
				 .over = MOMENT_NONE },
		.heard = { MOMENT_NONE, MOMENT_NONE } };
	struct review *v = &h.v;
	struct period length = item_review(b, it);

	if (v->draft != NONE) {
		v->theirs = b->entries[v->draft].type == TYPE_GOT;
		v->drafted = v->over = b->entries[v->draft].when;
	}
	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (e != v->draft && is_about(b, v, &b->entries[e]))
			hear_word(&h, &d, &b->entries[e]);
	v->reviewed = v->draft != NONE && h.heard[v->theirs].day != DAY_NONE;
	if (length.n && v->draft != NONE)
		v->over = period_end(v->drafted, length, &b->calendar);
	v->refused = first_refusal(f, it, v);
	v->settled = settled(f, it, &h, length.n > 0);
	return *v;
}

struct review
follow_review(struct follow *f, const struct item *it)
{
	struct cell *c = cells_put(&f->cells, FACT_REVIEW, 0, NONE, (uint32_t)(it - f->book->item));

	if (!c->value) {
		f->reviews = mem_at_least(
		    f->reviews, sizeof(*f->reviews), &f->review_cap, f->nreviews);
		f->reviews[f->nreviews] = review_of(f, it);
		c->value = ++f->nreviews;
	}
	return f->reviews[c->value - 1];
}
