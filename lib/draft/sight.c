#include "draft/sight.h"

#include "book/item.h"
#include "book/people.h"
#include "draft/natural.h"

#include <stdlib.h>

/* Letters that want an answer, and those that tell how things stand. */
#define BIT(k) (UINT32_C(1) << (k))
enum {
	WANTS_ANSWER = BIT(DRAFT_PROPOSAL) | BIT(DRAFT_DRAFT) | BIT(DRAFT_AGENDA) |
		       BIT(DRAFT_QUESTION) | BIT(DRAFT_RECAP) | BIT(DRAFT_FEEDBACK),
	TELLS = BIT(DRAFT_UPDATE) | BIT(DRAFT_CHECKIN) | BIT(DRAFT_RECAP),
	CONFIRMS = BIT(DRAFT_RECAP) | BIT(DRAFT_CONFIRM),
};

/* May the reader see the record of an entry? */
static bool
sees(void *self, uint32_t entry)
{
	struct sight *s = self;

	if (s->reader == NONE || !(s->b->entries[entry].many & BEARS_ONLY))
		return true;
	return people_lists(
	    s->b, record_value(book_record(s->b, entry), KEY_ONLY), s->reader, s->side);
}

/* Does what became of an item count for the reader?  What is for: it and not theirs to
 * see leaves it as it was. */
static bool
counts(void *self, uint32_t entry)
{
	struct sight *s = self;
	struct refs items = entry_items(s->b, &s->b->entries[entry]);
	const struct item *it = items.n == 1 ? &s->b->item[*items.p] : NULL;

	return sees(s, entry) && (!it || !it->guarded || sees(s, it->definition));
}

struct str
sight_name(struct sight *s, uint32_t person)
{
	return face_name(s->faces, person, s->deal, (struct eyes){ s, sees });
}

bool
sight_beside(const struct sight *s, uint32_t person)
{
	if (s->reader == NONE)
		return !people_ours(s->b, person, s->deal);
	return person == s->reader || str_eq(people_side(s->b, person, s->deal), s->side);
}

/* The last title of the deal that the reader may see. */
static struct str
title_of(struct sight *s)
{
	struct book *b = s->b;
	struct str title = { NULL, 0 };

	if (!s->veiled)
		return b->deal[s->deal].title;
	for (uint32_t e = b->deal[s->deal].declared.first; e != NONE; e = b->entries[e].next) {
		struct str text = sees(s, e) ? book_record(b, e)->text : STR("");

		if (text.n)
			title = text;
	}
	return title;
}

static int
cmp_shown(const void *a, const void *b)
{
	return natural_cmp(
	    ((const struct shown *)a)->item->id, ((const struct shown *)b)->item->id);
}

/* The types of items that a letter may tell of; of plans only the day. */
static bool
is_allowed(enum type t)
{
	return t == TYPE_TERM || t == TYPE_PROMISE || t == TYPE_OWED || t == TYPE_MILESTONE ||
	       t == TYPE_DOC || t == TYPE_CONCERN || t == TYPE_PLAN;
}

static bool
names(struct refs people, uint32_t person)
{
	for (uint32_t i = 0; i < people.n; i++)
		if (people.p[i] == person)
			return true;
	return false;
}

/* Is the plan to write, not to speak? */
static bool
is_written(struct book *b, const struct item *plan)
{
	static const struct str ways[] = { { "email", 5 }, { "sms", 3 }, { "letter", 6 },
		{ "chat", 4 }, { "portal", 6 } };
	struct str via = record_value(book_record(b, plan->definition), KEY_VIA);

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (str_eq(via, ways[i]))
			return true;
	return false;
}

/* A plan to speak with the reader is known to both by its day. */
static void
note_plan(struct sight *s, const struct item *it)
{
	struct book *b = s->b;
	bool with = s->reader == NONE ||
		    names(entry_people(b, &b->entries[it->definition]), s->reader);

	if (with && it->state != STATE_DONE && it->state != STATE_DROPPED &&
	    !moment_before(it->by, b->now) &&
	    (s->next.day == DAY_NONE || moment_before(it->by, s->next)) && !is_written(b, it))
		s->next = it->by;
}

/* Works every item out as the reader knows it, where that is not as all do. */
static void
see_items(struct sight *s)
{
	struct book *b = s->b;
	const struct item_watch watch = { .self = s, .sees = counts };
	size_t max = 0;

	for (uint32_t i = b->deal[s->deal].items; i != NONE; i = b->item[i].next)
		max += b->item[i].definition != NONE && is_allowed(b->item[i].type);
	s->item = arena_new(s->arena, sizeof(*s->item), max);
	for (uint32_t i = b->deal[s->deal].items; i != NONE; i = b->item[i].next) {
		struct item *it = &b->item[i];

		if (it->definition == NONE || !is_allowed(it->type) || !sees(s, it->definition))
			continue;
		if (s->veiled)
			item_replay(b, it, &watch);
		if (it->type == TYPE_PLAN)
			note_plan(s, it);
		else
			s->item[s->nitems++].item = it;
	}
	if (s->nitems)
		qsort(s->item, s->nitems, sizeof(*s->item), cmp_shown);
}

const struct shown *
sight_find(const struct sight *s, const struct item *it)
{
	const struct shown sought = { .item = it };

	if (!s->nitems)
		return NULL;
	return bsearch(&sought, s->item, s->nitems, sizeof(*s->item), cmp_shown);
}

bool
sight_shows(const struct sight *s, const struct item *it)
{
	return sight_find(s, it);
}

/* Does a contact name anybody of another side than ours? */
static bool
names_others(struct book *b, struct refs people, uint32_t deal)
{
	for (uint32_t i = 0; i < people.n; i++)
		if (!people_ours(b, people.p[i], deal))
			return true;
	return false;
}

/* What is known of a contact without its line. */
static struct encounter
encounter_of(const struct entry *e)
{
	return (struct encounter){ .on = e->when, .type = (enum type)e->type, .re = e->re };
}

/* What is found on the way through the contacts. */
struct found {
	uint32_t talk[2], id; /* entries: what they last wrote, the last session; a msgid: */
	struct moment heard;  /* when they last wrote or met us */
};

/* What one contact tells those whom it names, in order. */
static void
note_contact(struct sight *s, uint32_t entry, struct found *f)
{
	struct book *b = s->b;
	const struct entry *e = &b->entries[entry];
	bool reached = entry_reached(e);

	/* The reader is on another side than ours.  For a letter of ours there is nothing
	 * to thank. */
	if (reached && e->type != TYPE_SENT &&
	    (s->reader != NONE || names_others(b, entry_people(b, e), s->deal)))
		f->talk[e->type == TYPE_MET] = entry;
	if (e->many & BEARS_MSGID)
		f->id = entry;
	if (e->type == TYPE_SENT && reached && (e->re & TELLS))
		s->told = encounter_of(e);
	/* What came on the same day answers it, as for rules. */
	if (e->type == TYPE_SENT && reached && (e->re & WANTS_ANSWER) &&
	    (f->heard.day == DAY_NONE || moment_before(f->heard, e->when)))
		s->waiting = encounter_of(e);
	if (e->type == TYPE_GOT || e->type == TYPE_MET) {
		s->waiting = (struct encounter){ .on = MOMENT_NONE };
		f->heard = e->when;
	}
	if (e->type == TYPE_GOT && (e->re & CONFIRMS) && e->word == book_word(b, STR("yes")))
		s->confirmed = e->when;
}

static void
see_contacts(struct sight *s, struct talks *talks)
{
	struct book *b = s->b;
	struct found f = { .talk = { NONE, NONE }, .id = NONE, .heard = MOMENT_NONE };
	const struct keyed *with;
	uint32_t last;
	size_t n;

	s->waiting = s->told = s->last = (struct encounter){ .on = MOMENT_NONE };
	s->confirmed = MOMENT_NONE;
	if (s->reader == NONE) {
		for (uint32_t e = b->deal[s->deal].contacts.first; e != NONE;
		     e = b->entries[e].next)
			note_contact(s, e, &f);
	} else {
		with = talks_with(talks, b, s->deal, s->reader, &n);
		for (size_t i = 0; i < n; i++)
			if (sees(s, with[i].value))
				note_contact(s, with[i].value, &f);
	}
	if (f.id != NONE)
		s->in_reply_to = talks_msgid(talks, b, f.id);
	last = f.talk[f.talk[1] != NONE];
	if (last == NONE)
		return;
	s->last = encounter_of(&b->entries[last]);
	s->last.via = talks_via(talks, b, last);
}

void
sight_open(struct sight *s, struct faces *faces, struct talks *talks, struct arena *arena,
    uint32_t deal, uint32_t reader)
{
	*s = (struct sight){ .b = faces->b,
		.faces = faces,
		.arena = arena,
		.deal = deal,
		.reader = reader,
		.side = reader == NONE ? STR("us") : people_side(faces->b, reader, deal),
		.next = MOMENT_NONE };
	s->veiled = talks_veiled(talks, s->b, deal);
	s->title = title_of(s);
	see_items(s);
	see_contacts(s, talks);
}

struct voice *
sight_gains(struct sight *s, const struct item *it, size_t *n)
{
	struct book *b = s->b;
	struct voice *list = arena_new(s->arena, sizeof(*list), it->events.n);

	*n = 0;
	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next) {
		const struct record *r;

		if (b->entries[e].type != TYPE_GAIN || !sees(s, e))
			continue;
		r = book_record(b, e);
		list[(*n)++] = (struct voice){ book_person(b, r->people[0]), r->text, MOMENT_NONE };
	}
	return list;
}

struct voice *
sight_signers(struct sight *s, const struct item *it, size_t *n)
{
	struct book *b = s->b;
	const struct record *r = book_record(b, it->definition);
	struct voice *list = arena_new(s->arena, sizeof(*list), r->npeople);

	*n = r->npeople;
	for (size_t i = 0; i < *n; i++)
		list[i] = (struct voice){ book_person(b, r->people[i]), STR(""), MOMENT_NONE };
	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next) {
		uint32_t signer;

		if (b->entries[e].type != TYPE_SIGNED || !sees(s, e))
			continue;
		signer = book_person(b, book_record(b, e)->people[0]);
		for (size_t i = 0; i < *n; i++)
			if (list[i].person == signer)
				list[i].on = b->entries[e].when;
	}
	return list;
}

/* Takes the last payment of an item away again, where a reopen takes it back whole;
 * from: where the item's payments begin in the list. */
static void
take_back(struct sight *s, uint32_t reopen, const struct shown *list, size_t from, size_t *n)
{
	struct str amt = entry_amt(s->b, reopen);
	struct money m;

	if (*n == from ||
	    (amt.n && (money_parse(amt, &m) != MONEY_OK || !str_eq(m.unit, list[*n - 1].amt.unit) ||
			  money_cmp(m, list[*n - 1].amt) != 0)))
		return;
	--*n;
}

/* Puts what was paid on one item behind the list. */
static void
put_payments(
    struct sight *s, const struct item *it, struct moment since, struct shown *list, size_t *n)
{
	struct book *b = s->b;
	size_t from = *n, kept = *n;
	bool paid = false; /* the last part was a payment */

	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next) {
		enum type t = (enum type)b->entries[e].type;
		struct shown p = { .item = it, .on = b->entries[e].when };

		if (!sees(s, e))
			continue;
		if (t == TYPE_PAID && money_parse(entry_amt(b, e), &p.amt) == MONEY_OK) {
			p.amt.unit = arena_str(s->arena, p.amt.unit);
			list[(*n)++] = p;
		} else if (t == TYPE_REOPEN && paid && s->reader != NONE) {
			take_back(s, e, list, from, n);
		}
		if (t == TYPE_PAID || t == TYPE_DONE || t == TYPE_DROP || t == TYPE_REOPEN)
			paid = t == TYPE_PAID;
	}
	for (size_t i = from; i < *n; i++)
		if (since.day == DAY_NONE || !moment_before(list[i].on, since)) {
			list[kept] = list[i];
			list[kept++].followed = i + 1 < *n;
		}
	*n = kept;
}

struct shown *
sight_payments(struct sight *s, struct moment since, size_t *n)
{
	struct shown *list;
	size_t max = 0;

	for (size_t i = 0; i < s->nitems; i++)
		max += s->item[i].item->events.n;
	list = arena_new(s->arena, sizeof(*list), max);
	*n = 0;
	for (size_t i = 0; i < s->nitems; i++) {
		const struct item *it = s->item[i].item;

		if (s->reader == NONE || it->person == NONE || sight_beside(s, it->person))
			put_payments(s, it, since, list, n);
	}
	return list;
}

/* The last change of an item after a moment. */
static enum change
change_of(struct sight *s, const struct item *it, struct moment since)
{
	struct book *b = s->b;
	enum change c = CHANGE_NONE;

	if (moment_before(since, b->entries[it->definition].when))
		return it->state == STATE_DROPPED ? CHANGE_NONE : CHANGE_NEW;
	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next)
		if (moment_before(since, b->entries[e].when) && sees(s, e)) {
			if (b->entries[e].type == TYPE_AMENDED)
				c = CHANGE_AMENDED;
			else if (b->entries[e].type == TYPE_DROP && it->state == STATE_DROPPED)
				c = CHANGE_DROPPED;
		}
	return c;
}

struct shown *
sight_changes(struct sight *s, struct moment since, size_t *n)
{
	struct shown *list = arena_new(s->arena, sizeof(*list), s->nitems);
	bool known = false;

	*n = 0;
	for (size_t i = 0; i < s->nitems; i++) {
		const struct item *it = s->item[i].item;
		enum change c = CHANGE_NONE;

		if (it->type != TYPE_CONCERN && since.day != DAY_NONE)
			c = change_of(s, it, since);
		if (c != CHANGE_NONE)
			list[(*n)++] = (struct shown){ .item = it, .change = c };
		known |= it->type != TYPE_CONCERN && c != CHANGE_NEW;
	}
	if (!known)
		*n = 0; /* that all is new, the list of all need not say once more */
	return list;
}

size_t
sight_readers(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people)
{
	uint32_t last[2] = { NONE, NONE };
	struct refs named;
	size_t n = 0;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (entry_reached(at) && names_others(b, entry_people(b, at), deal))
			last[at->type == TYPE_MET] = e;
	}
	if (last[last[1] != NONE] == NONE)
		return 0;
	named = entry_people(b, &b->entries[last[last[1] != NONE]]);
	*people = arena_new(arena, sizeof(**people), named.n);
	for (uint32_t i = 0; i < named.n; i++)
		if (!people_ours(b, named.p[i], deal))
			(*people)[n++] = named.p[i];
	return n;
}

static int
cmp_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
put_people(struct buf *list, const struct book *b, uint32_t entry)
{
	struct refs people = entry_people(b, &b->entries[entry]);

	buf_put(list, (const char *)people.p, people.n * sizeof(*people.p));
}

size_t
sight_parties(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people)
{
	struct buf list = buf_mem();
	size_t n, kept = 0;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next)
		put_people(&list, b, e);
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next)
		if (b->item[i].definition != NONE && is_allowed(b->item[i].type))
			put_people(&list, b, b->item[i].definition);
	n = list.n / sizeof(**people);
	*people = arena_new(arena, sizeof(**people), n);
	if (n)
		memcpy(*people, list.p, list.n);
	buf_release(&list);
	if (n)
		qsort(*people, n, sizeof(**people), cmp_numbers);
	for (size_t i = 0; i < n; i++)
		if ((kept == 0 || (*people)[kept - 1] != (*people)[i]) &&
		    !people_ours(b, (*people)[i], deal))
			(*people)[kept++] = (*people)[i];
	return kept;
}
