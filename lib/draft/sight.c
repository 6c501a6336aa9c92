#include "draft/sight.h"

#include "book/people.h"

#include <stdlib.h>

/* Letters that want an answer, and those that tell how things stand. */
#define BIT(k) (UINT32_C(1) << (k))
enum {
	WANTS_ANSWER = BIT(DRAFT_PROPOSAL) | BIT(DRAFT_DRAFT) | BIT(DRAFT_AGENDA) |
		       BIT(DRAFT_QUESTION) | BIT(DRAFT_RECAP) | BIT(DRAFT_FEEDBACK),
	TELLS = BIT(DRAFT_UPDATE) | BIT(DRAFT_CHECKIN) | BIT(DRAFT_RECAP),
	THANKS = BIT(DRAFT_THANKS) | BIT(DRAFT_RECAP),
	CONFIRMS = BIT(DRAFT_RECAP) | BIT(DRAFT_CONFIRM),
};

void
kept_init(struct kept *k, struct book *b)
{
	fullnames_init(&k->fullnames, b);
	talks_init(&k->talks);
	scene_init(&k->scene, b);
	voices_init(&k->voices, &k->scene);
	lists_init(&k->lists, &k->scene, &k->voices);
	since_init(&k->since, &k->scene);
}

void
kept_release(struct kept *k)
{
	fullnames_release(&k->fullnames);
	talks_release(&k->talks);
	scene_release(&k->scene);
	voices_release(&k->voices);
	lists_release(&k->lists);
	since_release(&k->since);
}

struct str
sight_name(struct sight *s, uint32_t person)
{
	return fullname_of(&s->kept->fullnames, person, s->deal, &s->kept->scene);
}

struct str
sight_reader(const struct sight *s, enum key key)
{
	return s->reader == NONE ? STR("") : people_who(s->b, s->reader, s->deal, key);
}

/* Is it a contact with others?  One that names nobody, as an agreed may, is everybody's. */
static bool
is_with_others(const struct sight *s, const struct entry *e)
{
	struct refs people = entry_people(s->b, e);

	return s->reader != NONE || !people.n || people_names_others(s->b, people, s->deal);
}

/* What is known of a contact without its line. */
static struct encounter
encounter_of(const struct entry *e)
{
	return (struct encounter){ .on = e->when, .type = (enum type)e->type, .re = e->re };
}

/* What is found on the way through the contacts. */
struct found {
	uint32_t talk[2];    /* entries: what they last wrote, the last meeting or agreement */
	bool thanked[2];     /* for each of these */
	uint32_t id;         /* the last with a msgid: */
	struct moment heard; /* when they last wrote, met us or agreed */
};

/* Notes what a contact tells those whom it names; to be called in order. */
static void
note_contact(struct sight *s, uint32_t entry, struct found *f)
{
	struct book *b = s->b;
	const struct entry *e = &b->entries[entry];
	bool reached = entry_reached(e);

	/* The reader is on another side than ours.  A letter of ours needs no thanks; and
	 * what was thanked for on the same day isn't thanked for again, as with rules. */
	if (reached && e->type != TYPE_SENT && is_with_others(s, e)) {
		f->talk[e->type != TYPE_GOT] = entry;
		f->thanked[e->type != TYPE_GOT] = !moment_before(s->thanked, e->when);
	}
	if (e->type == TYPE_SENT && reached && (e->re & THANKS)) {
		f->thanked[0] = f->thanked[1] = true;
		s->thanked = e->when;
	}
	if (e->many & BEARS_MSGID)
		f->id = entry;
	if (e->type == TYPE_SENT && reached && (e->re & TELLS))
		s->told = encounter_of(e);
	/* What came on the same day counts as its answer, as with rules. */
	if (e->type == TYPE_SENT && reached && (e->re & WANTS_ANSWER) &&
	    (f->heard.day == DAY_NONE || moment_before(f->heard, e->when)))
		s->waiting = encounter_of(e);
	if (e->type == TYPE_GOT || e->type == TYPE_MET || e->type == TYPE_AGREED) {
		s->waiting = (struct encounter){ .on = MOMENT_NONE };
		f->heard = e->when;
	}
	if (e->type == TYPE_GOT && (e->re & CONFIRMS) && e->word == book_word(b, STR("yes"))) {
		s->confirmed = e->when;
		if (e->many & NO_ITEMS)
			s->whole = entry;
	}
}

static void
see_contacts(struct sight *s)
{
	struct talks *talks = &s->kept->talks;
	struct book *b = s->b;
	struct found f = { .talk = { NONE, NONE }, .id = NONE, .heard = MOMENT_NONE };
	const struct keyed *with;
	bool session;
	uint32_t last;
	size_t n;

	s->waiting = s->told = s->last = (struct encounter){ .on = MOMENT_NONE };
	s->thanked = s->confirmed = MOMENT_NONE;
	s->whole = NONE;
	if (s->reader == NONE) {
		for (uint32_t e = b->deal[s->deal].contacts.first; e != NONE;
		     e = b->entries[e].next)
			note_contact(s, e, &f);
	} else {
		with = talks_with(talks, b, s->deal, s->reader, &n);
		for (size_t i = 0; i < n; i++)
			if (scene_sees(&s->kept->scene, with[i].value))
				note_contact(s, with[i].value, &f);
	}
	if (f.id != NONE)
		s->in_reply_to = talks_msgid(talks, b, f.id);
	session = f.talk[1] != NONE;
	last = f.talk[session];
	if (last == NONE)
		return;
	s->last = encounter_of(&b->entries[last]);
	s->last.thanked = f.thanked[session];
	s->last.via = talks_via(talks, b, last);
}

void
sight_open(struct sight *s, struct kept *kept, uint32_t deal, uint32_t reader)
{
	scene_open(&kept->scene, deal, reader);
	*s = (struct sight){ .b = kept->scene.b,
		.kept = kept,
		.deal = deal,
		.reader = reader,
		.title = kept->scene.title };
	see_contacts(s);
}

bool
sight_disputes(struct sight *s, const struct item *term)
{
	struct book *b = s->b;
	uint32_t e = voices_answer(&s->kept->voices, term, s->reader);

	return e != NONE && b->entries[e].word != book_word(b, STR("yes")) &&
	       (s->whole == NONE || entry_cmp(b, e, s->whole) > 0);
}

size_t
sight_readers(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people)
{
	uint32_t last[2] = { NONE, NONE };
	struct refs named;
	size_t n = 0;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct entry *at = &b->entries[e];

		if (entry_reached(at) && people_names_others(b, entry_people(b, at), deal))
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

/* The people of other sides whom a deal names, each once. */
struct parties {
	const struct book *b;
	uint32_t deal;
	struct names names;
	uint32_t *person; /* by number of names */
	size_t cap;
};

static void
add_parties(struct parties *p, uint32_t entry)
{
	const struct book *b = p->b;
	struct refs people = entry_people(b, &b->entries[entry]);

	for (uint32_t i = 0; i < people.n; i++) {
		uint32_t before = p->names.n, person = people.p[i];

		if (people_ours(b, person, p->deal) ||
		    names_add(&p->names, 0, b->person[person].name) < before)
			continue;
		p->person = mem_at_least(p->person, sizeof(*p->person), &p->cap, before);
		p->person[before] = person;
	}
}

size_t
sight_parties(struct book *b, struct arena *arena, uint32_t deal, uint32_t **people)
{
	struct parties p = { .b = b, .deal = deal };
	size_t n;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next)
		add_parties(&p, e);
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next)
		if (b->item[i].definition != NONE && scene_tells(b->item[i].type))
			add_parties(&p, b->item[i].definition);
	n = p.names.n;
	*people = arena_new(arena, sizeof(**people), n);
	if (n)
		memcpy(*people, p.person, n * sizeof(**people));
	keyed_put_in_order(*people, sizeof(**people), p.names.entries, n);
	names_release(&p.names);
	free(p.person);
	return n;
}
