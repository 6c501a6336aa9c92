#include "draft/fullname.h"

#include "book/people.h"

/* A who line with a text, in a list with the last in order first. */
struct fullname_line {
	uint32_t entry;
	struct str text;
	struct fullname_line *before;
};

void
fullnames_init(struct fullnames *f, struct book *b)
{
	*f = (struct fullnames){ .b = b };
	f->lines = arena_new(&f->arena, sizeof(struct fullname_line *), b->people.n + b->nowns);
	f->known = arena_new(&f->arena, sizeof(*f->known), b->people.n);
}

void
fullnames_release(struct fullnames *f)
{
	arena_release(&f->arena);
}

/* Reads all who lines of a person. */
static void
know(struct fullnames *f, uint32_t person)
{
	struct book *b = f->b;

	f->known[person] = true;
	for (uint32_t e = people_declared(b, person); e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		uint32_t own = r->deal.n ? people_own(b, person, book_deal(b, r->deal)) : NONE;
		struct fullname_line **last = &f->lines[own == NONE ? person : b->people.n + own];
		struct fullname_line *line;

		if (!r->text.n)
			continue;
		line = arena_new(&f->arena, sizeof(*line), 1);
		*line = (struct fullname_line){ e, r->text, *last };
		*last = line;
	}
}

static struct str
last_seen(const struct fullname_line *l, struct scene *scene)
{
	while (l && !scene_sees(scene, l->entry))
		l = l->before;
	return l ? l->text : STR("");
}

struct str
fullname_of(struct fullnames *f, uint32_t person, uint32_t deal, struct scene *scene)
{
	const struct book *b = f->b;
	uint32_t own = people_own(b, person, deal);
	struct str name = STR("");

	if (!f->known[person])
		know(f, person);
	if (own != NONE)
		name = last_seen(f->lines[b->people.n + own], scene);
	if (!name.n)
		name = last_seen(f->lines[person], scene);
	return name.n ? name : b->person[person].name;
}
