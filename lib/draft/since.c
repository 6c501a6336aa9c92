#include "draft/since.h"

#include "book/item.h"
#include "book/people.h"

/* Groups of what was done and paid: everything; what is nobody's; then two for each side:
 * its duties and payments, its milestones. */
enum { OF_ALL, OF_NOBODY, OF_SIDES };

/* How many of an item's last payments a reopen may refer to. */
enum { BACK_MAX = 64 };

void
since_init(struct since *s, struct scene *scene)
{
	*s = (struct since){ .scene = scene };
}

void
since_release(struct since *s)
{
	groups_release(&s->done);
	groups_release(&s->paid);
	groups_release(&s->changed);
}

static void
begin(struct since *s)
{
	if (s->number == s->scene->number)
		return;
	s->number = s->scene->number;
	s->has_done = s->has_paid = s->has_changed = false;
	groups_clear(&s->done);
	groups_clear(&s->paid);
	groups_clear(&s->changed);
}

/* The place of a minute of a day, in an order with the latest first. */
static uint64_t
place(int32_t day, int32_t min)
{
	const int64_t length = 1441, top = (int64_t)DAY_MAX + 1;

	return (uint64_t)((top - (day == DAY_NONE ? DAY_MIN - 1 : day)) * length - min);
}

/* What has no time counts as last of its day, and so isn't before any moment of it. */
static uint64_t
place_done(struct moment on)
{
	return place(on.day, on.min < 0 ? 1440 : on.min);
}

/* The last place of what isn't before a moment. */
static uint64_t
up_to(struct moment since)
{
	return since.day == DAY_NONE ? UINT64_MAX : place(since.day, since.min < 0 ? 0 : since.min);
}

/* What has no time counts as first of its day, and so isn't after any moment of it. */
static uint64_t
place_changed(struct moment on)
{
	return place(on.day, on.min + 1);
}

/* The last place of what is after a moment. */
static uint64_t
after(struct moment since)
{
	return place(since.day, since.min < 0 ? 1441 : since.min + 2);
}

/* The group of a person's side; for ourselves, all others are one. */
static uint32_t
side_of(const struct scene *s, uint32_t person)
{
	struct book *b = s->b;
	uint32_t side;

	if (s->reader == NONE)
		side = people_ours(b, person, s->deal) ? SIDES_US : SIDES_THEM;
	else
		side = names_find(&b->sides, 0, people_side(b, person, s->deal));
	return OF_SIDES + 2 * side;
}

/* The group of the reader's side; for ourselves, of all others. */
static uint32_t
readers_side(const struct scene *s)
{
	return s->reader == NONE ? OF_SIDES + 2 * SIDES_THEM : side_of(s, s->reader);
}

/* How many of a group come before or at a place; *k is the first. */
static size_t
reach(const struct groups *g, uint32_t group, uint64_t last, const struct keyed **k)
{
	size_t n, up = 0;

	*k = groups_of(g, group, &n);
	while (up < n && ((*k)[up].key & PLACE_MASK) <= last)
		up++;
	return up;
}

/* Collects the numbers in some groups up to a place, each once, in ascending order; returns
 * how many. */
static size_t
gather(struct keyed **list, const struct groups *g, const uint32_t *group, size_t ngroups,
    uint64_t last, struct arena *arena)
{
	const struct keyed *k;
	size_t max = 0, n = 0, kept = 0;

	for (size_t i = 0; i < ngroups; i++)
		max += reach(g, group[i], last, &k);
	*list = arena_new(arena, sizeof(**list), max);
	for (size_t i = 0; i < ngroups; i++)
		for (size_t up = reach(g, group[i], last, &k), at = 0; at < up; at++)
			(*list)[n++] = (struct keyed){ k[at].value, k[at].value };
	keyed_sort(*list, n);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || (*list)[i].value != (*list)[i - 1].value)
			(*list)[kept++] = (*list)[i];
	return kept;
}

/* Picks those of all that have these numbers. */
static struct items
pick(const struct keyed *k, size_t n, const struct shown *all, struct arena *arena)
{
	struct shown *list = arena_new(arena, sizeof(*list), n);

	for (size_t i = 0; i < n; i++)
		list[i] = all[k[i].value];
	return (struct items){ list, n };
}

/* -- what was done --------------------------------------------------------------- */

/* A milestone is an achievement of all whom it names, if none of them is ours. */
static void
note_milestone(struct since *s, const struct item *it, uint64_t at, uint32_t i)
{
	struct scene *scene = s->scene;
	struct refs people = entry_people(scene->b, &scene->b->entries[it->definition]);

	for (uint32_t k = 0; k < people.n; k++)
		if (people_ours(scene->b, people.p[k], scene->deal))
			return;
	if (people.n == 0)
		groups_put(&s->done, OF_NOBODY, at, i);
	for (uint32_t k = 0; k < people.n; k++)
		groups_put(&s->done, side_of(scene, people.p[k]) + 1, at, i);
}

static void
find_done(struct since *s)
{
	size_t n;
	const struct shown *item = scene_items(s->scene, &n);

	for (uint32_t i = 0; i < n; i++) {
		const struct item *it = item[i].item;
		uint64_t at = place_done(it->closed);

		if (it->state != STATE_DONE)
			continue;
		groups_put(&s->done, OF_ALL, at, i);
		if (item_is_duty(it))
			groups_put(&s->done, side_of(s->scene, it->person), at, i);
		if (it->type == TYPE_MILESTONE)
			note_milestone(s, it, at, i);
	}
	groups_sort(&s->done);
	s->has_done = true;
}

struct items
since_done(struct since *s, enum list_name name, struct moment since, struct arena *arena)
{
	uint32_t side = readers_side(s->scene);
	const uint32_t all[] = { OF_ALL }, theirs[] = { side, side + 1, OF_NOBODY };
	struct keyed *k;
	size_t n;

	begin(s);
	if (!s->has_done)
		find_done(s);
	if (name == LIST_DONE)
		n = gather(&k, &s->done, all, 1, up_to(since), arena);
	else
		n = gather(
		    &k, &s->done, theirs, name == LIST_DELIVERED ? 1 : 3, up_to(since), arena);
	return pick(k, n, s->scene->item, arena);
}

/* -- what was paid --------------------------------------------------------------- */

/* Removes the payment that a reopen takes back from the list, searching from its end to
 * `from`: the last one of the same amount or, if it has no amount, the last. */
static void
take_back(struct since *s, uint32_t reopen, size_t from, size_t *n)
{
	struct str amt = entry_amt(s->scene->b, reopen);
	struct money m = { .unit = STR("") };
	struct shown *list = s->payment;

	if (amt.n && money_parse(amt, &m) != MONEY_OK)
		return;
	if (*n - from > BACK_MAX)
		from = *n - BACK_MAX;
	for (size_t i = *n; i-- > from;)
		if (!amt.n ||
		    (str_eq(m.unit, list[i].amt.unit) && money_cmp(m, list[i].amt) == 0)) {
			memmove(&list[i], &list[i + 1], (--*n - i) * sizeof(*list));
			return;
		}
}

/* Can an amount be counted on the item, or on what it is for:, as far as the reader sees? */
static bool
fits(struct scene *s, const struct item *it, struct str unit)
{
	struct str own = item_amt(it).unit;

	return !own.n || str_eq(own, unit) || unit_fits_above(s->b, it, unit, scene_sees, s);
}

/* Adds the payments on one item. */
static void
put_payments(struct since *s, const struct item *it, size_t *n)
{
	struct scene *scene = s->scene;
	struct book *b = scene->b;
	size_t from = *n;
	bool paid = false; /* the last part was a payment */
	bool last = false; /* and nothing else was said or taken back since */

	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];
		struct shown p = { .item = it, .on = at->when };
		bool amt = at->amt && money_parse(entry_amt(b, e), &p.amt) == MONEY_OK;

		if (!scene_sees(scene, e) || (amt && !fits(scene, it, p.amt.unit)))
			continue;
		if (at->type == TYPE_PAID && amt) {
			p.amt.unit = arena_str(&scene->arena, p.amt.unit);
			s->payment[(*n)++] = p;
			paid = last = true;
		} else if (at->type == TYPE_REOPEN) {
			if (paid && (last || at->amt) && scene->reader != NONE)
				take_back(s, e, from, n);
			last = false;
		} else if ((at->type == TYPE_DONE || at->type == TYPE_DROP) && !(at->many & IDLE)) {
			paid &= item_is_own_word(b, it, at);
			last = false;
		}
	}
	for (size_t i = from; i < *n; i++)
		s->payment[i].followed = i + 1 < *n;
}

static uint32_t
payer(const struct since *s, const struct shown *payment)
{
	if (s->scene->reader == NONE)
		return OF_ALL;
	return payment->item->person == NONE ? OF_NOBODY : side_of(s->scene, payment->item->person);
}

static void
find_paid(struct since *s)
{
	size_t nitems, max = 0, n = 0;
	const struct shown *item = scene_items(s->scene, &nitems);

	for (size_t i = 0; i < nitems; i++)
		max += item_nevents(s->scene->b, item[i].item);
	s->payment = arena_new(&s->scene->arena, sizeof(*s->payment), max);
	for (size_t i = 0; i < nitems; i++)
		put_payments(s, item[i].item, &n);
	for (uint32_t i = 0; i < n; i++)
		groups_put(&s->paid, payer(s, &s->payment[i]), place_done(s->payment[i].on), i);
	groups_sort(&s->paid);
	s->has_paid = true;
}

struct items
since_paid(struct since *s, struct moment since, struct arena *arena)
{
	const uint32_t by[] = { s->scene->reader == NONE ? OF_ALL : readers_side(s->scene),
		OF_NOBODY };
	struct keyed *k;
	size_t n;

	begin(s);
	if (!s->has_paid)
		find_paid(s);
	n = gather(&k, &s->paid, by, 2, up_to(since), arena);
	return pick(k, n, s->payment, arena);
}

/* -- what changed ---------------------------------------------------------------- */

/* What an event changed of an item, in the end: nothing if it was dropped later. */
static enum change
change_by(struct scene *s, const struct item *it, uint32_t entry)
{
	enum type t = (enum type)s->b->entries[entry].type;

	if ((t != TYPE_AMENDED && t != TYPE_DROP) || !scene_sees(s, entry))
		return CHANGE_NONE;
	if (it->state != STATE_DROPPED)
		return t == TYPE_AMENDED ? CHANGE_AMENDED : CHANGE_NONE;
	return t == TYPE_DROP && !moment_before(it->closed, s->b->entries[entry].when)
		   ? CHANGE_DROPPED
		   : CHANGE_NONE;
}

/* The last change of an item that changed after a moment.  If the last without a time changed
 * nothing, the moment is on its day or later, and only changes with a time came after it. */
static enum change
change_since(
    struct scene *s, const struct item *it, const struct last_change *last, struct moment since)
{
	struct book *b = s->b;
	bool is_last;

	if (moment_before(since, b->entries[it->definition].when))
		return it->state == STATE_DROPPED ? CHANGE_NONE : CHANGE_NEW;
	is_last = moment_before(since, b->entries[last->any].when);
	return change_by(s, it, is_last ? last->any : last->timed);
}

/* The place of an item's last change; its definition counts as the first. */
static uint64_t
note_change(struct since *s, const struct item *it, struct last_change *last)
{
	struct book *b = s->scene->b;
	uint64_t at = place_changed(b->entries[it->definition].when);

	*last = (struct last_change){ NONE, NONE };
	for (uint32_t e = it->events; e != NONE; e = b->entries[e].next)
		if (change_by(s->scene, it, e) != CHANGE_NONE) {
			uint64_t then = place_changed(b->entries[e].when);

			at = then < at ? then : at;
			last->any = e;
			if (b->entries[e].when.min >= 0)
				last->timed = e;
		}
	return at;
}

static void
find_changed(struct since *s)
{
	size_t n;
	const struct shown *item = scene_items(s->scene, &n);

	s->nold = 0;
	s->last_change = arena_new(&s->scene->arena, sizeof(*s->last_change), n);
	for (uint32_t i = 0; i < n; i++)
		if (item[i].item->type != TYPE_CONCERN) {
			groups_put(&s->changed, OF_ALL,
			    note_change(s, item[i].item, &s->last_change[i]), i);
			s->nold++;
		}
	groups_sort(&s->changed);
	s->has_changed = true;
}

struct items
since_changed(struct since *s, struct moment since, struct arena *arena)
{
	const uint32_t all[] = { OF_ALL };
	struct keyed *k;
	struct shown *list;
	size_t n, fresh = 0, kept = 0;

	if (since.day == DAY_NONE)
		return (struct items){ NULL, 0 };
	begin(s);
	if (!s->has_changed)
		find_changed(s);
	n = gather(&k, &s->changed, all, 1, after(since), arena);
	list = arena_new(arena, sizeof(*list), n);
	for (size_t i = 0; i < n; i++) {
		const struct item *it = s->scene->item[k[i].value].item;
		enum change c = change_since(s->scene, it, &s->last_change[k[i].value], since);

		fresh += moment_before(since, s->scene->b->entries[it->definition].when);
		if (c != CHANGE_NONE)
			list[kept++] = (struct shown){ .item = it, .change = c };
	}
	/* If all is new, the list of everything says so already. */
	return (struct items){ list, fresh < s->nold ? kept : 0 };
}
