#include "draft/scene.h"

#include "book/item.h"
#include "book/people.h"
#include "draft/natural.h"

#include <stdlib.h>

/* Cells: an entry that was read; people and sides that it lists; people named by any that
 * veils. */
enum { WAS_READ = 1, LISTS_PERSON, LISTS_SIDE, NAMED };

void
scene_init(struct scene *s, struct book *b)
{
	*s = (struct scene){ .b = b, .deal = NONE };
}

void
scene_release(struct scene *s)
{
	cells_release(&s->may);
	arena_release(&s->arena);
}

/* Notes whom the only: of an entry lists.  One that is about no item and no title, such as
 * a contact's, doesn't change what anybody sees of the scene. */
static void
read_only(struct scene *s, uint32_t entry)
{
	const struct entry *e = &s->b->entries[entry];
	bool veils = e->type == TYPE_DEAL || !(e->many & NO_ITEMS);
	struct str list = record_value(book_record(s->b, entry), KEY_ONLY);

	s->veiled |= veils;
	cells_put(&s->may, WAS_READ, entry, 0, 0);
	while (list.n) {
		struct str who = str_cut(&list, ',');
		bool person = *who.p == '@';
		uint32_t n = person ? book_person(s->b, (struct str){ who.p + 1, who.n - 1 })
				    : names_find(&s->b->sides, 0, who);

		if (n == NONE)
			continue;
		cells_put(&s->may, person ? LISTS_PERSON : LISTS_SIDE, entry, n, 0);
		if (person && veils)
			cells_put(&s->may, NAMED, n, 0, 0);
	}
}

static void
read_deal(struct scene *s, uint32_t deal)
{
	const struct deal *d = &s->b->deal[deal];

	s->deal = deal;
	s->veiled = false;
	cells_clear(&s->may);
	for (uint32_t i = 0; i < d->nevents; i++)
		if (s->b->entries[d->events[i]].many & BEARS_ONLY)
			read_only(s, d->events[i]);
}

bool
scene_sees(void *scene, uint32_t entry)
{
	struct scene *s = scene;
	uint32_t side;

	if (s->reader == NONE || !(s->b->entries[entry].many & BEARS_ONLY))
		return true;
	if (!cells_get(&s->may, WAS_READ, entry, 0, 0)) /* of no deal in particular */
		return people_lists(
		    s->b, record_value(book_record(s->b, entry), KEY_ONLY), s->reader, s->side);
	side = names_find(&s->b->sides, 0, s->side);
	return cells_get(&s->may, LISTS_PERSON, entry, s->reader, 0) ||
	       cells_get(&s->may, LISTS_SIDE, entry, side, 0);
}

bool
scene_tells(enum type t)
{
	return t == TYPE_TERM || t == TYPE_PROMISE || t == TYPE_OWED || t == TYPE_MILESTONE ||
	       t == TYPE_DOC || t == TYPE_CONCERN || t == TYPE_PLAN;
}

bool
scene_shows(struct scene *s, const struct item *it)
{
	return it->definition != NONE && it->type != TYPE_PLAN &&
	       scene_tells((enum type)it->type) && scene_sees(s, it->definition);
}

/* Does an event of the item count for the reader?  An item for: it that they may not see
 * leaves it as it was, and so does one for: that. */
static bool
counts(void *scene, uint32_t entry)
{
	struct scene *s = scene;
	struct book *b = s->b;
	struct refs items = entry_items(b, &b->entries[entry]);
	const struct item *it = items.n == 1 ? &b->item[*items.p] : s->at;

	for (; it != s->at && it->definition != entry; it = &b->item[it->parent])
		if ((it->guarded && !scene_sees(s, it->definition)) || it->parent == NONE)
			return false;
	return scene_sees(s, entry);
}

/* Works out every item as the reader knows it. */
static void
see_items(struct scene *s)
{
	struct book *b = s->b;
	const struct item_watch watch = { .self = s, .sees = counts };

	for (uint32_t i = b->deal[s->deal].items; i != NONE; i = b->item[i].next) {
		struct item *it = &b->item[i];

		if (it->definition != NONE && scene_tells((enum type)it->type) &&
		    scene_sees(s, it->definition)) {
			s->at = it;
			item_replay(b, it, &watch);
		}
	}
	items_share_out(b, &b->deal[s->deal], &watch);
}

/* The last title of the deal that the reader may see. */
static struct str
title_of(struct scene *s)
{
	struct book *b = s->b;
	struct str title = { NULL, 0 };

	if (!s->veiled)
		return b->deal[s->deal].title;
	for (uint32_t e = b->deal[s->deal].declared.first; e != NONE; e = b->entries[e].next) {
		struct str text = scene_sees(s, e) ? book_record(b, e)->text : STR("");

		if (text.n)
			title = text;
	}
	return title;
}

void
scene_open(struct scene *s, uint32_t deal, uint32_t reader)
{
	const struct scene last = *s;

	if (s->deal != deal)
		read_deal(s, deal);
	s->reader = reader;
	s->side = reader == NONE ? STR("us") : people_side(s->b, reader, deal);
	s->alone = reader != NONE && cells_get(&s->may, NAMED, reader, 0, 0) ? reader : NONE;
	if (last.deal == deal && (last.reader == NONE) == (reader == NONE) &&
	    (!s->veiled || (last.alone == s->alone && str_eq(last.side, s->side))))
		return;
	s->number++;
	arena_reset(&s->arena);
	s->item = NULL;
	s->title = title_of(s);
	if (s->veiled)
		see_items(s);
	items_end_idle(s->b, &s->b->deal[deal]);
}

static int
cmp_shown(const void *a, const void *b)
{
	return natural_cmp(
	    item_id(((const struct shown *)a)->item), item_id(((const struct shown *)b)->item));
}

const struct shown *
scene_items(struct scene *s, size_t *n)
{
	const struct book *b = s->b;
	size_t max = 0;

	if (!s->item) {
		for (uint32_t i = b->deal[s->deal].items; i != NONE; i = b->item[i].next)
			max++;
		s->item = arena_new(&s->arena, sizeof(*s->item), max);
		s->nitems = 0;
		for (uint32_t i = b->deal[s->deal].items; i != NONE; i = b->item[i].next)
			if (scene_shows(s, &b->item[i]))
				s->item[s->nitems++].item = &b->item[i];
		if (s->nitems)
			qsort(s->item, s->nitems, sizeof(*s->item), cmp_shown);
	}
	*n = s->nitems;
	return s->item;
}

const struct shown *
scene_find(struct scene *s, const struct item *it)
{
	const struct shown sought = { .item = it };
	size_t n;
	const struct shown *item = scene_items(s, &n);

	return n ? bsearch(&sought, item, n, sizeof(*item), cmp_shown) : NULL;
}
