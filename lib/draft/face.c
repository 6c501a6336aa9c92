#include "draft/face.h"

#include "book/people.h"

#include <stdlib.h>

/* A who line that bears a text; the last in order comes first. */
struct face_text {
	uint32_t entry;
	struct str text;
	struct face_text *before;
};

struct face_known {
	struct face face;
	struct face_text *texts;
	bool own_by_deal;
};

struct face_own {
	struct face face;
	struct face_text *texts;
};

void
faces_init(struct faces *f, struct book *b)
{
	*f = (struct faces){ .b = b };
	f->known = arena_new(&f->arena, sizeof(*f->known), b->people.n);
}

void
faces_release(struct faces *f)
{
	arena_release(&f->arena);
	names_release(&f->owns);
	free(f->own);
}

static void
take(struct faces *f, const struct record *r, enum key key, struct str *value)
{
	struct str v = record_value(r, key);

	if (v.n) /* escapes live in the lexer: keep a copy */
		*value = arena_str(&f->arena, v);
}

/* Adds what one line says. */
static void
add_line(struct faces *f, uint32_t entry, const struct record *r, struct face *face,
    struct face_text **texts)
{
	struct face_text *t;

	take(f, r, KEY_MAIL, &face->mail);
	take(f, r, KEY_TEL, &face->tel);
	take(f, r, KEY_TONE, &face->tone);
	take(f, r, KEY_LANG, &face->lang);
	take(f, r, KEY_LIKES, &face->likes);
	if (!r->text.n)
		return;
	t = arena_new(&f->arena, sizeof(*t), 1);
	*t = (struct face_text){ entry, r->text, *texts };
	*texts = t;
}

static struct face_own *
own_of(struct faces *f, uint32_t person, struct str deal)
{
	uint32_t before = f->owns.n, number = book_deal(f->b, deal), n;

	n = names_add(&f->owns, person, f->b->deal[number].name);
	if (n < before)
		return &f->own[n];
	f->own = mem_at_least(f->own, sizeof(*f->own), &f->own_cap, n);
	f->own[n] = (struct face_own){ 0 };
	return &f->own[n];
}

/* Reads all who lines of a person. */
static struct face_known *
know(struct faces *f, uint32_t person)
{
	struct book *b = f->b;
	struct face_known *k = arena_new(&f->arena, sizeof(*k), 1);

	f->known[person] = k;
	for (uint32_t e = people_declared(b, person); e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);

		if (r->deal.n) {
			struct face_own *own = own_of(f, person, r->deal);

			k->own_by_deal = true;
			add_line(f, e, r, &own->face, &own->texts);
		} else {
			add_line(f, e, r, &k->face, &k->texts);
		}
	}
	return k;
}

static const struct face_own *
find_own(struct faces *f, const struct face_known *k, uint32_t person, uint32_t deal)
{
	uint32_t n = NAMES_NONE;

	if (k->own_by_deal)
		n = names_find(&f->owns, person, f->b->deal[deal].name);
	return n == NAMES_NONE ? NULL : &f->own[n];
}

struct face
face_of(struct faces *f, uint32_t person, uint32_t deal)
{
	const struct face_known *k = f->known[person] ? f->known[person] : know(f, person);
	const struct face_own *own = find_own(f, k, person, deal);
	struct face face = k->face;
	const struct str *from;
	struct str *to[5] = { &face.mail, &face.tel, &face.tone, &face.lang, &face.likes };

	if (!own)
		return face;
	from = (const struct str[5]){ own->face.mail, own->face.tel, own->face.tone, own->face.lang,
		own->face.likes };
	for (size_t i = 0; i < sizeof(to) / sizeof(*to); i++)
		if (from[i].n)
			*to[i] = from[i];
	return face;
}

static struct str
last_text(const struct face_text *t, struct scene *scene)
{
	while (t && !scene_sees(scene, t->entry))
		t = t->before;
	return t ? t->text : STR("");
}

struct str
face_name(struct faces *f, uint32_t person, uint32_t deal, struct scene *scene)
{
	const struct face_known *k = f->known[person] ? f->known[person] : know(f, person);
	const struct face_own *own = find_own(f, k, person, deal);
	struct str name = STR("");

	if (own)
		name = last_text(own->texts, scene);
	if (!name.n)
		name = last_text(k->texts, scene);
	return name.n ? name : f->b->person[person].name;
}
