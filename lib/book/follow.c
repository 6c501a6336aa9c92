#include "book/follow.h"

#include "book/people.h"
#include "record/kind.h"

#include <stdlib.h>

/* Keeps what was decided about each promise. */
static void
on_judged(void *self, const struct item *it, const struct judgement *j)
{
	struct follow *f = self;

	if (it->type != TYPE_PROMISE || it->person == NONE || j->verdict == VERDICT_OPEN)
		return;
	f->decisions = mem_at_least(
	    f->decisions, sizeof(*f->decisions), &f->decision_cap, f->ndecisions);
	f->decisions[f->ndecisions++] = (struct decision){ it->person,
		(uint32_t)(it - f->book->item), item_decided(f->book, j),
		j->verdict == VERDICT_BROKEN };
}

void
follow_init(struct follow *f, struct book *b)
{
	*f = (struct follow){ .book = b, .watch = { .self = f, .judged = on_judged } };
	f->yes = book_word(b, STR("yes"));
	f->no = book_word(b, STR("no"));
	f->nudge = book_re_bits(b, STR("nudge"));
	f->draft = book_re_bits(b, STR("draft"));
	b->watch = &f->watch;
}

void
follow_release(struct follow *f)
{
	for (size_t i = 0; i < EVENT_KINDS; i++)
		free(f->kinds ? f->kinds[i].fit : NULL);
	free(f->kinds);
	free(f->rows.known);
	free(f->rows.reminder);
	free(f->telling);
	free(f->steps);
	free(f->seat);
	free(f->items);
	free(f->sent);
	free(f->duty);
	free(f->decisions);
	free(f->reviews);
	names_release(&f->skips);
	cells_release(&f->world);
	holds_release(&f->holds);
	cells_release(&f->cells);
	if (f->shares)
		return;
	free(f->away);
	free(f->news);
	free(f->asked);
}

/* The absence of a person in force at the book's moment, of several the one that ends last;
 * NONE if there is none. */
static uint32_t
absence(struct book *b, uint32_t person)
{
	uint32_t found = NONE;
	int32_t end = b->now.day;

	for (uint32_t e = b->person[person].away.first; e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct moment last = kind_when(record_value(r, KEY_UNTIL), r->when, &b->calendar);

		if (r->when.day > b->now.day || last.day < end)
			continue;
		end = last.day;
		found = e;
	}
	return found;
}

/* Notes a hold, a resume or a skip of a deal. */
static void
silencer(struct follow *f, struct cells *skips, uint32_t deal, uint32_t entry)
{
	const struct book *b = f->book;
	const struct entry *e = &b->entries[entry];

	if (e->type == TYPE_SKIP) {
		struct str name = record_value(book_record(f->book, entry), KEY_RULE);
		uint32_t n = names_keep(&f->skips, 0, name, &f->book->arena);

		cells_put(skips, FACT_SKIP, n, refs_first(entry_people(b, e)),
		    refs_first(entry_items(b, e)))
		    ->value = entry + 1;
		f->skipped = true;
	} else if (e->type == TYPE_HOLD || e->type == TYPE_RESUME) {
		holds_note(&f->holds, deal, entry);
		f->held = true;
	}
}

/* Sets up what each thread has of its own. */
static void
ready_own(struct follow *f)
{
	struct book *b = f->book;
	uint32_t world;

	holds_init(&f->holds, b);
	world = f->holds.none;
	f->seat = mem_zero(sizeof(*f->seat), b->people.n);
	f->kinds = mem_zero(sizeof(*f->kinds), EVENT_KINDS);
	f->steps = mem_zero(sizeof(*f->steps), STEPS);
	f->deal = NONE;
	for (uint32_t i = 0; world != NONE && i < b->deal[world].nevents; i++)
		silencer(f, &f->world, world, b->deal[world].events[i]);
}

void
follow_ready(struct follow *f, struct rules *rules, bool silenced)
{
	struct book *b = f->book;

	f->silenced = silenced;
	f->rules = rules;
	f->news = mem_zero(sizeof(*f->news), b->nitems);
	f->asked = mem_zero(sizeof(*f->asked), b->nitems);
	f->away = mem_grow(NULL, sizeof(*f->away), b->people.n);
	for (uint32_t i = 0; i < b->people.n; i++)
		f->away[i] = absence(b, i);
	ready_own(f);
}

void
follow_share(struct follow *f, const struct follow *of, struct book *eye, struct rules *rules)
{
	*f = (struct follow){ .book = eye,
		.rules = rules,
		.watch = { .self = f, .judged = on_judged },
		.yes = of->yes,
		.no = of->no,
		.nudge = of->nudge,
		.draft = of->draft,
		.shares = true,
		.silenced = of->silenced,
		.away = of->away,
		.news = of->news,
		.asked = of->asked };
	eye->watch = &f->watch;
	ready_own(f);
}

void
follow_sit(struct follow *f, uint32_t person)
{
	struct book *b = f->book;
	struct str side = people_side(b, person, f->deal), via = STR("");
	bool ours = str_eq(side, STR("us"));

	if (!ours)
		via = people_prefers(b, person, f->deal);

	f->seat[person] = (struct seat){ .deal = f->deal + 1,
		.theirs = !ours,
		.party = !ours && !str_eq(side, STR("neutral")),
		.via = via.n ? via : b->deal[f->deal].via };
}

/* Adds the people of other sides whom a contact or item names to the deal's. */
static void
meet(struct follow *f, struct refs people)
{
	for (uint32_t i = 0; i < people.n; i++) {
		struct seat *s = follow_seat(f, people.p[i]);

		if (s->met)
			continue;
		s->met = true;
		if (s->party && f->nothers < OTHERS_MAX)
			f->others[f->nothers++] = people.p[i];
	}
}

struct refs
follow_items(const struct follow *f, const struct entry *e)
{
	struct refs items = entry_items(f->book, e);
	uint64_t pairs = (uint64_t)items.n * entry_people(f->book, e).n;

	return (struct refs){ items.p, pairs > PAIRS_MAX ? 0 : items.n };
}

static void
see_contact(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	struct refs people = entry_people(f->book, e);

	if (e->type == TYPE_AGREED || !entry_reached(e))
		return;
	f->last_contact = entry;
	for (uint32_t i = 0; i < people.n; i++)
		if (follow_seat(f, people.p[i])->party) {
			f->last_person = people.p[i];
			break;
		}
}

/* An event of an item is also news of the item it is for: what is paid on a promise is news
 * of its debt. */
static void
see_news(struct follow *f, uint32_t item, uint32_t entry)
{
	for (int up = 0; item != NONE && up <= FOR_LEVELS; up++) {
		f->news[item] = entry + 1;
		item = f->book->item[item].parent;
	}
}

/* Making a promise is news of the item that it is for:, not of itself. */
static void
see_made(struct follow *f, uint32_t entry)
{
	const struct item *it = &f->book->item[f->book->entries[entry].item];

	if (it->parent != NONE)
		f->news[it->parent] = entry + 1;
}

bool
follow_names_theirs(struct follow *f, const struct item *it)
{
	struct refs people = entry_people(f->book, &f->book->entries[it->definition]);

	for (uint32_t i = 0; i < people.n; i++)
		if (follow_is_theirs(f, people.p[i]))
			return true;
	return false;
}

bool
follow_hidden(struct follow *f, const struct duty *d, uint32_t entry)
{
	struct book *b = f->book;
	uint32_t to = d->rule->per_deal ? f->last_person : d->person;

	return entry != NONE && to != NONE && d->rule->act == ACT_WRITE &&
	       b->entries[entry].many & BEARS_ONLY &&
	       !people_may_see(b, book_record(b, entry), to, f->deal);
}

bool
follow_side_is(struct follow *f, enum side side, const struct item *it, bool theirs)
{
	switch (side) {
	case SIDE_OURS:
		return it->type == TYPE_PLAN || (it->person != NONE && !theirs);
	case SIDE_THEIRS:
		return it->type != TYPE_PLAN && theirs;
	case SIDE_TO:
		return it->to != NONE && it->to != it->person && follow_is_theirs(f, it->to) &&
		       theirs;
	case SIDE_NOBODY:
		return it->type != TYPE_PLAN && it->person == NONE;
	default:
		return true;
	}
}

/* Does an event of the item fit? */
static bool
fits(struct follow *f, const struct trigger *t, const struct entry *e, uint32_t item)
{
	const struct item *it = item == NONE ? NULL : &f->book->item[item];

	if (e->type == TYPE_SIGNED && t->side && t->side < SIDE_TO && it)
		return (t->side == SIDE_THEIRS) ==
			   follow_is_theirs(f, refs_first(entry_people(f->book, e))) &&
		       (t->item == TYPE_NONE || t->item == it->type);
	if (t->item != TYPE_NONE && (!it || it->definition == NONE || it->type != t->item))
		return false;
	return !t->side ||
	       (it && it->definition != NONE &&
		   follow_side_is(f, (enum side)t->side, it, follow_names_theirs(f, it)));
}

bool
follow_asks(struct follow *f, const struct trigger *t, const struct entry *e)
{
	struct refs items = entry_items(f->book, e);

	if (!items.n || (t->item == TYPE_NONE && !t->side))
		return fits(f, t, e, NONE);
	for (uint32_t i = 0; i < items.n; i++)
		if (fits(f, t, e, items.p[i]))
			return true;
	return false;
}

static void
see_got(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	uint32_t person = refs_first(entry_people(f->book, e));
	struct refs items = entry_items(f->book, e);

	for (uint32_t i = 0; i < items.n; i++)
		see_news(f, items.p[i], entry);
	if (e->word)
		follow_hear(f, entry);
	if (e->word != f->yes || !f->set->unconfirmed)
		return;
	for (uint32_t i = 0; i < items.n; i++)
		cells_put(&f->cells, FACT_CONFIRMED, 0, person, items.p[i])->value = entry + 1;
	if (!items.n)
		cells_put(&f->cells, FACT_CONFIRMED, 0, person, NONE)->value = entry + 1;
}

/* Is it about one item?  Then a rule that looks at it may ask about that.  A meeting is
 * about no item in particular. */
static void
see_subject(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];
	const struct event_kind *k = follow_kind_of(f, e);
	struct refs items = entry_items(f->book, e);

	if (k->nafter && items.n == 1) {
		f->asked[items.p[0]].slots |= k->asked.slots;
		f->asked[items.p[0]].re |= k->asked.re;
	}
	if (!k->n && !(e->type == TYPE_SENT && e->re & f->reminds))
		return;
	f->telling = mem_at_least(f->telling, sizeof(*f->telling), &f->telling_cap, f->ntelling);
	f->telling[f->ntelling++] = entry;
}

/* Is it an item's second definition, an end of what had ended, or a part in another unit?
 * Such a record has no effect. */
static bool
is_idle(const struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];

	if (schema_types[e->type].names_id)
		return f->book->item[e->item].definition != entry;
	return e->many & MISFIT || (e->many & IDLE && !e->amt);
}

static void
add_item(struct follow *f, uint32_t item)
{
	f->items = mem_at_least(f->items, sizeof(*f->items), &f->item_cap, f->nitems);
	f->items[f->nitems++] = item;
}

/* The first pass over an entry: what it answers, holds and skips, and whom it names. */
static void
see(struct follow *f, uint32_t entry)
{
	const struct entry *e = &f->book->entries[entry];

	if (e->when.day == DAY_NONE || is_idle(f, entry))
		return;
	if (f->first == NONE)
		f->first = entry;
	if (schema_types[e->type].names_id)
		add_item(f, e->item);
	switch (e->type) {
	case TYPE_GOT:
		see_got(f, entry);
		/* fall through */
	case TYPE_MET:
	case TYPE_SENT:
	case TYPE_AGREED:
		meet(f, entry_people(f->book, e));
		see_contact(f, entry);
		break;
	case TYPE_PROMISE:
		see_made(f, entry);
		/* fall through */
	case TYPE_OWED:
	case TYPE_DOC:
		meet(f, entry_people(f->book, e));
		break;
	case TYPE_SIGNED:
		cells_put(&f->cells, FACT_SIGNED, 0, refs_first(entry_people(f->book, e)),
		    refs_first(entry_items(f->book, e)))
		    ->value = entry + 1;
		follow_hear(f, entry);
		break;
	case TYPE_PAID:
	case TYPE_AMENDED:
	case TYPE_REOPEN:
		see_news(f, refs_first(entry_items(f->book, e)), entry);
		break;
	case TYPE_SKIP:
	case TYPE_HOLD:
	case TYPE_RESUME:
		silencer(f, &f->cells, f->deal, entry);
		break;
	default:
		break;
	}
	see_subject(f, entry);
}

/* If the deal has no rules of its own, can only what its close raises make a line that
 * isn't silenced? */
static bool
is_over(const struct follow *f, const struct deal *d)
{
	return d->closed.day != DAY_NONE && !f->silenced && !duty_outlives(f->book, d);
}

/* Takes the rules for the deal; forgets what events were to other rules. */
static void
take_rules(struct follow *f, const struct deal *d)
{
	const struct rule_set *set = rules_watched(f->rules, f->deal);
	bool own = rules_own(f->rules, f->deal);
	struct kind_bit *k = &f->kind_bits[d->kind.n % KIND_BITS];

	if (!k->bit || !names_same(k->word, d->kind))
		*k = (struct kind_bit){ d->kind, rules_kind_bit(d->kind) };
	f->kind = k->bit;
	f->over = !own && is_over(f, d);
	f->set = f->over ? rules_once_closed(f->rules) : set;
	f->reminds = f->set->re | f->nudge;
	if (f->kinds_of == set && !own)
		return;
	for (size_t i = 0; i < EVENT_KINDS; i++)
		f->kinds[i].key = 0;
	f->kinds_of = set;
}

void
follow_deal(struct follow *f, uint32_t deal)
{
	struct book *b = f->book;
	struct deal *d = &b->deal[deal];

	f->deal = deal;
	f->ndecisions = 0;
	book_ready_deal(b, d);
	items_end_idle(b, d);
	take_rules(f, d);
	f->first = f->last_contact = f->last_person = NONE;
	f->nothers = f->nitems = f->ntelling = f->nsent = f->n = 0;
	cells_clear(&f->cells);
	follow_clear_rows(f);
	f->held = f->holds.everywhere;
	f->skipped = f->world.n > 0;
	f->answered_items = f->answered_nobody = f->answered_also = false;
	f->re = f->nreviews = 0;
	for (uint32_t i = 0; i < d->nevents; i++)
		see(f, d->events[i]);
	for (uint32_t i = 0; i < f->ntelling; i++)
		follow_see_answers(f, f->telling[i]);
	for (uint32_t i = 0; i < f->ntelling; i++)
		follow_trigger(f, f->telling[i]);
	follow_conditions(f);
	duty_settle(f);
}
