#include "draft/inner.h"

#include "book/facts.h"
#include "book/stage.h"
#include "book/item.h"
#include "book/people.h"
#include "record/scan.h"

#include <stdlib.h>

void
inner_init(struct inner *in, struct book *b)
{
	*in = (struct inner){ .b = b, .line = buf_mem() };
	emit_init(&in->canon, &in->line, b->schema);
}

void
inner_release(struct inner *in)
{
	arena_release(&in->arena);
	emit_release(&in->canon);
	buf_release(&in->line);
	free(in->record);
}

void
inner_add(struct inner *in, const struct record *r)
{
	struct record plain = record_unmarked(r);
	char *p;

	if (r->type == TYPE_SCORE || (r->type != TYPE_DUE && moment_is_after(r->when, in->b->now)))
		return;
	in->line.n = 0;
	emit_record(&in->canon, &plain);
	p = arena_bytes(&in->arena, in->line.n + SCAN_PAD);
	memcpy(p, in->line.p, in->line.n);
	memset(p + in->line.n, 0, SCAN_PAD);
	in->record = mem_at_least(in->record, sizeof(*in->record), &in->cap, in->n);
	in->record[in->n++] = (struct inner_record){ p, in->line.n - 1, r->when,
		arena_str(&in->arena, r->deal), r->type };
}

static int
cmp_records(const void *x, const void *y)
{
	const struct inner_record *a = x, *b = y;
	int64_t ka = moment_key(a->when), kb = moment_key(b->when);
	int c = str_cmp(a->deal, b->deal);

	if (c)
		return c;
	if (ka != kb)
		return ka < kb ? -1 : 1;
	return str_cmp((struct str){ a->line, a->n }, (struct str){ b->line, b->n });
}

void
inner_ready(struct inner *in)
{
	if (in->n)
		qsort(in->record, in->n, sizeof(*in->record), cmp_records);
}

/* -- the root ------------------------------------------------------------------ */

const struct inner_record *
inner_of_deal(struct view *v, size_t *n)
{
	const struct inner *in = v->inner;
	struct str deal = v->b->deal[v->s->deal].name;
	size_t from = 0, to = in->n, end;

	*n = in->n;
	if (v->kind == DRAFT_JOURNAL)
		return in->record;
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (str_cmp(in->record[mid].deal, deal) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	for (end = from; end < in->n && str_eq(in->record[end].deal, deal);)
		end++;
	*n = end - from;
	return in->record + from;
}

#define IS(t) (UINT64_C(1) << (t))

GET(inner_deal)
{
	static const enum key keys[FIELDS] = { [FIELD_AMT] = KEY_AMT,
		[FIELD_KIND] = KEY_KIND,
		[FIELD_RELATIONSHIP] = KEY_RELATIONSHIP,
		[FIELD_VIA] = KEY_VIA };
	struct str value = fact_deal(v->b, v->s->deal, keys[f]).value;
	struct money *m;

	UNUSED(o);
	if (f != FIELD_AMT) {
		field_text(v, out, value);
		return;
	}
	m = arena_new(v->arena, sizeof(*m), 1);
	if (money_parse(value, m) == MONEY_OK)
		field_money(v, out, m);
}

GET(inner_stage)
{
	UNUSED(f);
	UNUSED(o);
	field_text(v, out, stage_of(v->b, v->s->deal));
}

GET(inner_name)
{
	UNUSED(o), UNUSED(f);
	field_text(v, out, v->b->deal[v->s->deal].name);
}

/* -- people -------------------------------------------------------------------- */

struct people_met {
	struct inner_person *list; /* owned */
	size_t cap;
	struct names seen; /* the people, by name */
	struct view *v;
};

static struct inner_person *
keeper_of(struct people_met *t, uint32_t person)
{
	uint32_t before = t->seen.n, i = names_add(&t->seen, 0, t->v->b->person[person].name);

	if (i == before) {
		t->list = mem_at_least(t->list, sizeof(*t->list), &t->cap, i);
		t->list[i] = (struct inner_person){ .person = person };
	}
	return &t->list[i];
}

static void
judged(void *self, const struct item *it, const struct judgement *j)
{
	struct people_met *t = self;
	struct inner_person *p;

	if (it->person == NONE)
		return;
	p = keeper_of(t, it->person);
	switch (j->verdict) {
	case VERDICT_KEPT:
		p->kept++;
		break;
	case VERDICT_LATE:
		p->late++;
		break;
	case VERDICT_BROKEN:
		p->broken++;
		break;
	case VERDICT_OPEN:
		p->open++;
		break;
	}
}

/* Notes everybody whom the deal names, and us for @me. */
static void
meet_people(struct people_met *t)
{
	size_t n;
	const struct inner_record *r = inner_of_deal(t->v, &n);

	for (size_t i = 0; i < n; i++) {
		const struct record *rec = book_lex(t->v->b, r[i].line);

		for (size_t k = 0; k < rec->npeople; k++) {
			uint32_t p = book_person(t->v->b, rec->people[k]);

			if (p != NONE)
				keeper_of(t, p);
		}
	}
}

static void
end_tally(struct people_met *t)
{
	free(t->list);
	names_release(&t->seen);
}

GET(inner_records)
{
	static const uint64_t wanted[FIELDS] = {
		[FIELD_RECORDS] = ~(IS(TYPE_DUE) | IS(TYPE_SCORE)),
		[FIELD_DUES] = IS(TYPE_DUE),
		[FIELD_NEEDS] = IS(TYPE_NEED),
		[FIELD_CONDITIONS] = IS(TYPE_CONDITION),
		[FIELD_OFFERS] = IS(TYPE_OFFER),
		[FIELD_PLANS] = IS(TYPE_PLAN),
		[FIELD_ASSERTIONS] = IS(TYPE_ASSERTION),
		[FIELD_NOTES] = IS(TYPE_NOTE),
		[FIELD_TACTICS] = IS(TYPE_TACTIC),
		[FIELD_LESSONS] = IS(TYPE_LESSON),
		[FIELD_FEEDBACK] = IS(TYPE_FEEDBACK),
		[FIELD_HISTORY] = INNER_HISTORY,
	};
	size_t all, n = 0;
	const struct inner_record *from = inner_of_deal(v, &all);
	struct inner_record *list = arena_new(v->arena, sizeof(*list), all);

	UNUSED(o);
	for (size_t i = 0; i < all; i++)
		if (wanted[f] >> from[i].type & 1)
			list[n++] = from[i];
	field_list(out, OBJECT_RECORD, list, n);
}

/* The person's who lines for all deals; read when first asked for, as somebody may be
 * declared in every deal. */
static struct inner_who
who_lines(struct view *v, uint32_t person)
{
	struct inner *in = v->inner;
	struct book *b = v->b;
	struct inner_who *w;

	if (!in->who)
		in->who = arena_new(&in->arena, sizeof(*in->who), b->people.n);
	w = &in->who[person];
	if (w->list)
		return *w;
	w->list = arena_new(&in->arena, sizeof(*w->list), b->person[person].declared.n + (size_t)1);
	for (uint32_t e = people_declared(b, person); e != NONE; e = b->entries[e].next) {
		const struct record *r = book_record(b, e);
		struct str line = r->deal.n ? STR("") : book_keep(b, r);

		if (line.n)
			w->list[w->n++] = (struct inner_record){ line.p, line.n - 1, r->when,
				STR(""), TYPE_WHO };
	}
	return *w;
}

/* The same for all whom the deal names. */
GET(inner_declared)
{
	struct people_met t = { .v = v };
	struct inner_record *list;
	size_t max = 0, n = 0;

	UNUSED(o), UNUSED(f);
	meet_people(&t);
	for (size_t i = 0; i < t.seen.n; i++)
		max += who_lines(v, t.list[i].person).n;
	list = arena_new(v->arena, sizeof(*list), max);
	for (size_t i = 0; i < t.seen.n; i++) {
		struct inner_who w = who_lines(v, t.list[i].person);

		memcpy(list + n, w.list, w.n * sizeof(*list));
		n += w.n;
	}
	field_list(out, OBJECT_RECORD, list, n);
	end_tally(&t);
}

/* Everybody whom the deal names, and how they kept their dates in it. */
GET(inner_people)
{
	struct people_met t = { .v = v };
	const struct item_watch watch = { .self = &t, .judged = judged };
	struct inner_person *list;
	struct book *b = v->b;

	UNUSED(o), UNUSED(f);
	meet_people(&t);
	for (uint32_t i = b->deal[v->s->deal].items; i != NONE; i = b->item[i].next)
		if (b->item[i].definition != NONE &&
		    (b->item[i].type == TYPE_PROMISE || b->item[i].type == TYPE_OWED))
			item_replay(b, &b->item[i], &watch);
	items_end_idle(b, &b->deal[v->s->deal]); /* as before the replay */
	list = arena_new(v->arena, sizeof(*list), t.seen.n);
	if (t.seen.n)
		memcpy(list, t.list, t.seen.n * sizeof(*list));
	field_list(out, OBJECT_KEEPER, list, t.seen.n);
	end_tally(&t);
}

GET(keeper_part)
{
	static const enum key keys[FIELDS] = { [FIELD_ROLE] = KEY_ROLE,
		[FIELD_ORG] = KEY_ORG,
		[FIELD_MAIL] = KEY_MAIL,
		[FIELD_TEL] = KEY_TEL,
		[FIELD_LIKES] = KEY_LIKES,
		[FIELD_VIA] = KEY_PREFERS };
	const struct inner_person *p = o->node;

	if (f == FIELD_WHO)
		field_person(v, out, p->person);
	else if (f == FIELD_SIDE)
		field_text(v, out, people_side(v->b, p->person, v->s->deal));
	else
		field_text(v, out, people_who(v->b, p->person, v->s->deal, keys[f]));
}

GET(keeper_count)
{
	const struct inner_person *p = o->node;

	field_number(v, out,
	    f == FIELD_KEPT     ? p->kept
	    : f == FIELD_LATE   ? p->late
	    : f == FIELD_BROKEN ? p->broken
				: p->open);
}

/* -- techniques ---------------------------------------------------------------- */

GET(inner_tags)
{
	struct names seen = { 0 };
	struct inner_tag *list;
	size_t n;
	const struct inner_record *r = inner_of_deal(v, &n);

	UNUSED(o), UNUSED(f);
	list = arena_new(v->arena, sizeof(*list), n);
	for (size_t i = 0; i < n; i++) {
		const struct record *rec;
		struct str tag, worked;
		uint32_t t;

		if (r[i].type != TYPE_TACTIC && r[i].type != TYPE_LESSON)
			continue;
		rec = book_lex(v->b, r[i].line);
		tag = record_value(rec, KEY_TAG);
		worked = record_value(rec, KEY_WORKED);
		if (!tag.n || !worked.n)
			continue;
		tag = arena_str(v->arena, tag);
		t = names_add(&seen, 0, tag);
		list[t].tag = names_name(&seen, t);
		list[t].yes += str_eq(worked, STR("yes"));
		list[t].part += str_eq(worked, STR("part"));
		list[t].no += str_eq(worked, STR("no"));
	}
	field_list(out, OBJECT_TAG, list, seen.n);
	names_release(&seen);
}

GET(tag_part)
{
	const struct inner_tag *t = o->node;

	if (f == FIELD_TAG)
		field_text(v, out, t->tag);
	else
		field_number(v, out, f == FIELD_YES ? t->yes : f == FIELD_NO ? t->no : t->part);
}

/* -- a record ------------------------------------------------------------------ */

static const struct record *
lexed(struct view *v, const struct mustache_value *o)
{
	return book_lex(v->b, ((const struct inner_record *)o->node)->line);
}

GET(record_part)
{
	const struct inner_record *r = o->node;

	switch (f) {
	case FIELD_DATE:
		field_day(v, out, r->when);
		break;
	case FIELD_LINE:
		field_text(v, out, (struct str){ r->line, r->n });
		break;
	case FIELD_NAME:
		field_text(v, out, r->deal);
		break;
	case FIELD_TYPE:
		field_text(
		    v, out, r->type == TYPE_X ? lexed(v, o)->word : schema_types[r->type].name);
		break;
	case FIELD_TEXT:
		field_text(v, out, lexed(v, o)->text);
		break;
	default:
		if (lexed(v, o)->nids)
			field_text(v, out, arena_str(v->arena, lexed(v, o)->ids[0]));
	}
}

GET(record_key)
{
	static const enum key keys[FIELDS] = {
		[FIELD_ABOUT] = KEY_ABOUT,
		[FIELD_AMT] = KEY_AMT,
		[FIELD_FILE] = KEY_FILE,
		[FIELD_KIND] = KEY_KIND,
		[FIELD_LATE] = KEY_LATE,
		[FIELD_RULE] = KEY_RULE,
		[FIELD_SCORE] = KEY_SCORE,
		[FIELD_ANSWER] = KEY_ANSWER,
		[FIELD_TAG] = KEY_TAG,
		[FIELD_VIA] = KEY_VIA,
		[FIELD_WORKED] = KEY_WORKED,
	};

	field_text(v, out, arena_str(v->arena, record_value(lexed(v, o), keys[f])));
}

/* The names of all whom the record names, separated by commas. */
GET(record_who)
{
	const struct record *r = lexed(v, o);
	uint32_t *people = arena_new(v->arena, sizeof(*people), r->npeople);
	size_t n = r->npeople;
	struct buf names = buf_mem();

	UNUSED(f);
	for (size_t i = 0; i < n; i++)
		people[i] = book_person(v->b, r->people[i]);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_str(&names, STR(", "));
		buf_str(&names, people[i] == NONE ? v->b->me_name : sight_name(v->s, people[i]));
	}
	field_text(v, out, buf_keep(&names, v->arena));
}

/* clang-format off */
static const struct getter getters[OBJECTS][FIELD_KIND_FIRST] = {
	[OBJECT_INNER] = {
		[FIELD_NAME] = { inner_name }, [FIELD_AMT] = { inner_deal }, [FIELD_KIND] = { inner_deal },
		[FIELD_RELATIONSHIP] = { inner_deal }, [FIELD_VIA] = { inner_deal },
		[FIELD_STAGE] = { inner_stage },
		[FIELD_RECORDS] = { inner_records }, [FIELD_DUES] = { inner_records }, [FIELD_NEEDS] = { inner_records },
		[FIELD_CONDITIONS] = { inner_records }, [FIELD_OFFERS] = { inner_records },
		[FIELD_PLANS] = { inner_records }, [FIELD_ASSERTIONS] = { inner_records },
		[FIELD_NOTES] = { inner_records }, [FIELD_TACTICS] = { inner_records },
		[FIELD_LESSONS] = { inner_records }, [FIELD_FEEDBACK] = { inner_records },
		[FIELD_HISTORY] = { inner_records }, [FIELD_DECLARED] = { inner_declared },
		[FIELD_PEOPLE] = { inner_people }, [FIELD_TAGS] = { inner_tags },
	},
	[OBJECT_RECORD] = {
		[FIELD_DATE] = { record_part }, [FIELD_LINE] = { record_part }, [FIELD_NAME] = { record_part },
		[FIELD_TYPE] = { record_part }, [FIELD_TEXT] = { record_part }, [FIELD_ID] = { record_part },
		[FIELD_ABOUT] = { record_key }, [FIELD_AMT] = { record_key }, [FIELD_FILE] = { record_key },
		[FIELD_KIND] = { record_key }, [FIELD_LATE] = { record_key }, [FIELD_RULE] = { record_key },
		[FIELD_SCORE] = { record_key }, [FIELD_ANSWER] = { record_key }, [FIELD_TAG] = { record_key },
		[FIELD_VIA] = { record_key }, [FIELD_WORKED] = { record_key }, [FIELD_WHO] = { record_who },
	},
	[OBJECT_KEEPER] = {
		[FIELD_WHO] = { keeper_part }, [FIELD_SIDE] = { keeper_part }, [FIELD_ROLE] = { keeper_part },
		[FIELD_ORG] = { keeper_part }, [FIELD_MAIL] = { keeper_part }, [FIELD_TEL] = { keeper_part },
		[FIELD_LIKES] = { keeper_part }, [FIELD_VIA] = { keeper_part }, [FIELD_KEPT] = { keeper_count },
		[FIELD_LATE] = { keeper_count }, [FIELD_BROKEN] = { keeper_count }, [FIELD_OPEN] = { keeper_count },
	},
	[OBJECT_TAG] = {
		[FIELD_TAG] = { tag_part }, [FIELD_YES] = { tag_part }, [FIELD_PART] = { tag_part }, [FIELD_NO] = { tag_part },
	},
};
/* clang-format on */

struct getter
inner_getter(enum object type, enum field f)
{
	if (type == OBJECT_INNER && (f == FIELD_TIMELINE || f == FIELD_BARS || f == FIELD_PAYMENTS))
		return picture_getter(f);
	if (f == FIELD_HEAD && type != OBJECT_INNER)
		return (struct getter){ field_head };
	if (f < FIELD_KIND_FIRST && getters[type][f].get)
		return getters[type][f];
	return type == OBJECT_INNER ? root_getter(f) : (struct getter){ NULL };
}
