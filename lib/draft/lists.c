#include "draft/lists.h"

#include "book/item.h"
#include "book/people.h"
#include "draft/natural.h"

void
lists_init(struct lists *l, struct scene *scene, struct voices *voices)
{
	*l = (struct lists){ .scene = scene, .voices = voices };
}

void
lists_release(struct lists *l)
{
	groups_release(&l->theirs);
	groups_release(&l->unsigned_yet);
	groups_release(&l->signed_by);
	groups_release(&l->plans);
}

bool
item_stands(const struct item *it)
{
	return it->state < STATE_DONE;
}

bool
item_is_duty(const struct item *it)
{
	return it->type == TYPE_PROMISE || it->type == TYPE_OWED;
}

/* -- what is promised of a debt -------------------------------------------------- */

/* Takes what a promise covers off what is asked for on the item; one without an amount, or
 * in another unit, covers everything. */
static void
cover(struct money *rest, const struct item *promise)
{
	struct money part = item_asked(promise);

	if (!rest->unit.n)
		return;
	if (!part.unit.n || !str_eq(part.unit, rest->unit) || !money_sub(rest, part))
		rest->n = 0;
}

/* What is asked for on the item, less the open promises for: it that the reader sees; all
 * of it if there are none.  We ourselves see the parts as well as the whole. */
static bool
is_covered(struct lists *l, const struct item *it, struct money *rest)
{
	struct scene *s = l->scene;
	bool covered = false;

	*rest = item_asked(it);
	if (s->reader == NONE || !item_is_duty(it) || !item_stands(it))
		return false;
	for (uint32_t c = it->child; c != NONE; c = s->b->item[c].sibling) {
		const struct item *child = &s->b->item[c];

		if (!item_stands(child) || !scene_shows(s, child))
			continue;
		cover(rest, child);
		covered = true;
	}
	return covered;
}

struct shown
lists_shown(struct lists *l, const struct item *it)
{
	struct shown s = { .item = it };
	struct money rest;

	if (is_covered(l, it, &rest))
		s.rest = rest;
	return s;
}

/* -- what all see alike ---------------------------------------------------------- */

/* The list of an open duty, by who has to do it.  If all of it is promised, the promises
 * are told, not the whole again. */
static enum list_name
list_of_duty(struct lists *l, const struct item *it)
{
	struct money rest;

	if (is_covered(l, it, &rest) && rest.n <= 0)
		return LIST_COVERED;
	if (l->scene->reader != NONE && it->state == STATE_SAID)
		return LIST_SAID;
	if (!people_ours(l->scene->b, it->person, l->scene->deal))
		return LIST_THEIRS;
	return it->state == STATE_LATE ? LIST_LATE_OURS : LIST_OURS;
}

/* The list that the item is in; LISTS: none. */
static enum list_name
list_of(struct lists *l, const struct item *it)
{
	if (it->state == STATE_DROPPED)
		return LISTS;
	if (it->type == TYPE_TERM)
		return LIST_TERMS;
	if (it->type == TYPE_DOC)
		return LIST_DOCUMENTS;
	if (it->type == TYPE_CONCERN && it->state != STATE_DONE)
		return LIST_CONCERNS;
	return item_is_duty(it) && item_stands(it) ? list_of_duty(l, it) : LISTS;
}

/* Whose a duty is; for ourselves, all others are one. */
static uint32_t
whose(const struct lists *l, uint32_t person)
{
	return l->scene->reader == NONE ? 0 : person;
}

static void
set_apart(struct lists *l)
{
	struct arena *arena = &l->scene->arena;
	size_t n, of[LISTS + 1] = { 0 };
	const struct shown *item = scene_items(l->scene, &n);
	uint8_t *in = arena_new(arena, 1, n);
	struct shown *list[LISTS];

	for (size_t i = 0; i < n; i++)
		of[in[i] = (uint8_t)list_of(l, item[i].item)]++;
	for (int k = 0; k < LISTS_APART; k++) {
		list[k] = arena_new(arena, sizeof(**list), of[k]);
		l->apart[k] = (struct items){ list[k], of[k] };
	}
	for (size_t i = 0; i < n; i++)
		if (in[i] != LISTS)
			*list[in[i]]++ = lists_shown(l, item[i].item);
	for (size_t i = 0; i < l->apart[LIST_THEIRS].n; i++)
		groups_put(
		    &l->theirs, whose(l, l->apart[LIST_THEIRS].p[i].item->person), 0, (uint32_t)i);
	groups_sort(&l->theirs);
}

static void
find_duties(struct lists *l)
{
	static const enum type duties[] = { TYPE_PROMISE, TYPE_OWED, TYPE_MILESTONE };
	size_t n, k = 0;
	const struct shown *item = scene_items(l->scene, &n);
	struct shown *list = arena_new(&l->scene->arena, sizeof(*list), n);

	for (size_t t = 0; t < sizeof(duties) / sizeof(*duties); t++)
		for (size_t i = 0; i < n; i++)
			if (item[i].item->type == duties[t] && item[i].item->state != STATE_DROPPED)
				list[k++] = item[i];
	l->duties = (struct items){ list, k };
}

/* Finds who still has to sign which document, and who has signed one that others haven't. */
static void
find_signatures(struct lists *l)
{
	struct items docs = l->apart[LIST_DOCUMENTS];

	for (size_t i = 0; i < docs.n; i++) {
		struct voice_list signers = docs.p[i].item->state == STATE_DONE
						? (struct voice_list){ NULL, 0 }
						: voices_of(
						      l->voices, docs.p[i].item, VOICES_SIGNERS);

		for (size_t k = 0; k < signers.n; k++)
			groups_put(
			    signers.p[k].on.day == DAY_NONE ? &l->unsigned_yet : &l->signed_by,
			    signers.p[k].person, 0, (uint32_t)i);
	}
	groups_sort(&l->unsigned_yet);
	groups_sort(&l->signed_by);
	l->signatures = true;
}

/* -- the reader's own ------------------------------------------------------------ */

static struct items
of_reader(struct lists *l, bool late, struct arena *arena)
{
	size_t n, k = 0;
	const struct keyed *own = groups_of(&l->theirs, whose(l, l->scene->reader), &n);
	struct shown *list = arena_new(arena, sizeof(*list), n);

	for (size_t i = 0; i < n; i++) {
		const struct shown *s = &l->apart[LIST_THEIRS].p[own[i].value];

		if ((s->item->state == STATE_LATE) == late)
			list[k++] = *s;
	}
	return (struct items){ list, k };
}

static struct items
of_others(struct lists *l, struct arena *arena)
{
	struct items theirs = l->apart[LIST_THEIRS];
	struct shown *list = arena_new(arena, sizeof(*list), theirs.n);
	uint32_t reader = whose(l, l->scene->reader);
	size_t k = 0;

	for (size_t i = 0; i < theirs.n; i++)
		if (whose(l, theirs.p[i].item->person) != reader)
			list[k++] = theirs.p[i];
	return (struct items){ list, k };
}

/* The reader's among unsigned_yet, by id. */
static const struct keyed *
unsigned_of_reader(struct lists *l, size_t *n)
{
	if (!l->signatures)
		find_signatures(l);
	return groups_of(&l->unsigned_yet, l->scene->reader, n);
}

static struct items
to_sign(struct lists *l, struct arena *arena)
{
	size_t n, k = 0;
	const struct keyed *doc = unsigned_of_reader(l, &n);
	struct shown *list = arena_new(arena, sizeof(*list), n);

	for (size_t i = 0; i < n; i++)
		if (i == 0 || doc[i].value != doc[i - 1].value)
			list[k++] = l->apart[LIST_DOCUMENTS].p[doc[i].value];
	return (struct items){ list, k };
}

static struct items
to_read(struct lists *l, struct arena *arena)
{
	struct items docs = l->apart[LIST_DOCUMENTS];
	struct shown *list = arena_new(arena, sizeof(*list), docs.n);
	const struct keyed *mine;
	size_t n, at = 0, k = 0;

	if (!l->signatures)
		find_signatures(l);
	mine = groups_of(&l->signed_by, l->scene->reader, &n);
	for (size_t i = 0; i < docs.n; i++) {
		while (at < n && mine[at].value < i)
			at++;
		if (docs.p[i].item->state != STATE_DONE && (at == n || mine[at].value != i))
			list[k++] = docs.p[i];
	}
	return (struct items){ list, k };
}

/* Forgets what belongs to another scene. */
static void
begin(struct lists *l)
{
	if (l->number == l->scene->number)
		return;
	l->number = l->scene->number;
	l->apart[LIST_TERMS].p = l->duties.p = NULL;
	l->signatures = l->planned = false;
	groups_clear(&l->theirs);
	groups_clear(&l->unsigned_yet);
	groups_clear(&l->signed_by);
	groups_clear(&l->plans);
}

static void
ready(struct lists *l)
{
	begin(l);
	if (!l->apart[LIST_TERMS].p)
		set_apart(l);
}

struct items
lists_of(struct lists *l, enum list_name name, struct arena *arena)
{
	begin(l);
	if (name == LIST_DUTIES && !l->duties.p)
		find_duties(l);
	if (name == LIST_DUTIES)
		return l->duties;
	ready(l);
	switch (name) {
	case LIST_YOURS:
	case LIST_LATE:
		return of_reader(l, name == LIST_LATE, arena);
	case LIST_OTHERS:
		return of_others(l, arena);
	case LIST_UNSIGNED:
		return to_sign(l, arena);
	case LIST_UNREAD:
		return to_read(l, arena);
	default:
		return l->apart[name];
	}
}

bool
lists_signs(struct lists *l, const struct item *doc)
{
	size_t n, low = 0;
	const struct keyed *mine;

	ready(l);
	mine = unsigned_of_reader(l, &n);
	for (size_t high = n; low < high;) {
		size_t mid = low + (high - low) / 2;

		if (natural_cmp(item_id(l->apart[LIST_DOCUMENTS].p[mine[mid].value].item),
			item_id(doc)) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && l->apart[LIST_DOCUMENTS].p[mine[low].value].item == doc;
}

/* -- the next talk --------------------------------------------------------------- */

/* Finds the talks planned for the future, for everybody they name. */
static void
find_plans(struct lists *l)
{
	struct scene *s = l->scene;
	struct book *b = s->b;

	for (uint32_t i = b->deal[s->deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];
		struct refs people;

		if (it->type != TYPE_PLAN || it->definition == NONE ||
		    !scene_sees(s, it->definition) || it->state == STATE_DONE ||
		    it->state == STATE_DROPPED || moment_before(it->by, b->now) ||
		    item_is_written(b, it))
			continue;
		people = entry_people(b, &b->entries[it->definition]);
		if (s->reader == NONE)
			groups_put(&l->plans, 0, 0, i);
		for (uint32_t k = 0; s->reader != NONE && k < people.n; k++)
			groups_put(&l->plans, people.p[k], 0, i);
	}
	groups_sort(&l->plans);
	l->planned = true;
}

struct moment
lists_next(struct lists *l)
{
	struct moment next = MOMENT_NONE;
	const struct keyed *plan;
	size_t n;

	begin(l);
	if (!l->planned)
		find_plans(l);
	plan = groups_of(&l->plans, whose(l, l->scene->reader), &n);
	for (size_t i = 0; i < n; i++) {
		struct moment by = l->scene->b->item[plan[i].value].by;

		if (next.day == DAY_NONE || moment_before(by, next))
			next = by;
	}
	return next;
}
