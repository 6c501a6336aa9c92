#include "book/people.h"
#include "draft/field.h"

GET(root_person)
{
	UNUSED(o);
	if (f == FIELD_THEM)
		field_person(v, out, v->s->reader);
	else if (v->b->me == NONE)
		field_text(v, out, v->b->me_name);
	else
		field_person(v, out, v->b->me);
}

GET(root_day)
{
	UNUSED(o);
	field_day(v, out,
	    f == FIELD_TODAY       ? v->b->now
	    : f == FIELD_CONFIRMED ? v->s->confirmed
	    : f == FIELD_NEXT      ? lists_next(&v->s->kept->lists)
				   : (struct moment){ v->ask_day, -1 });
}

GET(root_asks)
{
	UNUSED(o);
	if (f == FIELD_ASKS)
		field_list(out, OBJECT_ASK, v->asks, v->nasks);
	else
		field_flag(out, v->nasks > 1);
}

/* A script for a call lists what is asked for once. */
static bool
is_script(const struct view *v)
{
	return v->setup.form == FORM_OF_CALL || v->kind == DRAFT_CALL;
}

/* Our name for a deal may be unfit for its other side. */
GET(root_deal)
{
	struct sight *s = v->s;
	bool ours = s->reader == NONE || is_script(v);

	UNUSED(o), UNUSED(f);
	field_text(v, out, s->title.n || !ours ? s->title : v->b->deal[s->deal].name);
}

GET(root_items)
{
	static const uint8_t lists[FIELDS] = {
		[FIELD_TERMS] = LIST_TERMS,
		[FIELD_DUTIES] = LIST_DUTIES,
		[FIELD_YOURS] = LIST_YOURS,
		[FIELD_OURS] = LIST_OURS,
		[FIELD_OTHERS] = LIST_OTHERS,
		[FIELD_LATE] = LIST_LATE,
		[FIELD_LATE_OURS] = LIST_LATE_OURS,
		[FIELD_DONE] = LIST_DONE,
		[FIELD_DELIVERED] = LIST_DELIVERED,
		[FIELD_ACHIEVED] = LIST_ACHIEVED,
		[FIELD_DOCUMENTS] = LIST_DOCUMENTS,
		[FIELD_CONCERNS] = LIST_CONCERNS,
	};

	const struct items l = view_list(v, (enum list_name)lists[f]);
	struct shown *kept;
	size_t k = 0;

	UNUSED(o);
	if (!is_script(v) || (f != FIELD_YOURS && f != FIELD_CONCERNS)) {
		field_list(out, OBJECT_ITEM, l.p, l.n);
		return;
	}
	kept = arena_new(v->arena, sizeof(*kept), l.n);
	for (size_t i = 0; i < l.n; i++)
		if (!view_asks(v, l.p[i].item))
			kept[k++] = l.p[i];
	field_list(out, OBJECT_ITEM, kept, k);
}

GET(root_events)
{
	const struct sight *s = v->s;
	struct items l = f == FIELD_CHANGES ? since_changed(&s->kept->since, s->confirmed, v->arena)
					    : view_payments(v, view_since(v));

	UNUSED(o);
	field_list(out, OBJECT_ITEM, l.p, l.n);
}

GET(root_contact)
{
	const struct encounter *e = f == FIELD_CONTACT   ? &v->s->last
				    : f == FIELD_WAITING ? &v->s->waiting
							 : &v->s->told;

	UNUSED(o);
	if (e->on.day != DAY_NONE)
		field_object(out, OBJECT_CONTACT, e, 0);
}

GET(root_tone)
{
	struct str tone = sight_reader(v->s, KEY_TONE);
	bool informal = str_eq(tone, STR("informal")), warm = str_eq(tone, STR("warm"));

	UNUSED(o);
	field_flag(out, f == FIELD_INFORMAL ? informal
			: f == FIELD_WARM   ? warm
					    : !informal && !warm);
}

GET(root_form)
{
	static const enum draft_form forms[FIELDS] = {
		[FIELD_MARKDOWN] = FORM_OF_MARKDOWN,
		[FIELD_HTML] = FORM_OF_PAGE,
		[FIELD_LETTER] = FORM_OF_LETTER,
		[FIELD_CALL] = FORM_OF_CALL,
	};

	UNUSED(o);
	field_flag(out, v->setup.form == forms[f]);
}

GET(root_frame)
{
	UNUSED(o);
	out->kind = MUSTACHE_TEXT;
	out->text = f == FIELD_SUBJECT ? v->subject : v->body;
}

GET(root_lang)
{
	struct str lang = sight_reader(v->s, KEY_LANG);

	UNUSED(f), UNUSED(o);
	field_text(v, out, lang.n ? lang : STR("en"));
}

GET(root_kind)
{
	UNUSED(o);
	field_flag(out, v->kinds >> (f - FIELD_KIND_FIRST) & 1 ||
			    (enum draft_kind)(f - FIELD_KIND_FIRST) == v->kind);
}

/* Is the item's amount part of that of another item the reader may know about? */
static bool
is_part(const struct view *v, const struct item *it)
{
	const struct item *whole = it->parent == NONE ? NULL : &v->b->item[it->parent];

	return whole && whole->definition != NONE &&
	       str_eq(item_amt(whole).unit, item_left(it).unit) &&
	       (v->s->reader == NONE || scene_shows(&v->s->kept->scene, whole));
}

/* Adds what is open of an item to the sum in its unit. */
static void
add_open(struct view *v, const struct item *it, struct sum *sums, struct names *units)
{
	bool ours = people_ours(v->b, it->person, v->s->deal);
	uint32_t before = units->n, i;

	if (!item_left(it).unit.n || item_left(it).n <= 0 || is_part(v, it))
		return;
	i = names_add(units, 0, item_left(it).unit);
	if (i == before)
		sums[i].theirs.unit = sums[i].ours.unit = item_left(it).unit;
	/* If the sum needs more than 18 digits, it stays as it was, and the writer is told. */
	if (!money_add(ours ? &sums[i].ours : &sums[i].theirs, item_left(it)))
		v->uncounted[v->nuncounted++] = it;
}

GET(root_sums)
{
	static const enum list_name lists[] = { LIST_YOURS, LIST_OURS, LIST_LATE, LIST_LATE_OURS,
		LIST_OTHERS, LIST_COVERED, LIST_SAID };
	struct names units = { 0 };
	struct items open[sizeof(lists) / sizeof(*lists)];
	size_t n = sizeof(lists) / sizeof(*lists), max = 0;
	struct sum *sums;

	UNUSED(o), UNUSED(f);
	for (size_t l = 0; l < n; l++) {
		open[l] = view_list(v, lists[l]);
		max += open[l].n;
	}
	sums = arena_new(v->arena, sizeof(*sums), max);
	v->uncounted = arena_new(v->arena, sizeof(const struct item *), max);
	v->nuncounted = 0;
	for (size_t l = 0; l < n; l++)
		for (size_t i = 0; i < open[l].n; i++)
			add_open(v, open[l].p[i].item, sums, &units);
	field_list(out, OBJECT_SUM, sums, units.n);
	names_release(&units);
}

/* clang-format off */
static const struct getter getters[FIELD_KIND_FIRST] = {
	[FIELD_DEAL] = { root_deal }, [FIELD_THEM] = { root_person }, [FIELD_US] = { root_person },
	[FIELD_TODAY] = { root_day }, [FIELD_ASK] = { root_day }, [FIELD_CONFIRMED] = { root_day },
	[FIELD_NEXT] = { root_day }, [FIELD_ASKS] = { root_asks }, [FIELD_SEVERAL] = { root_asks },
	[FIELD_TERMS] = { root_items }, [FIELD_DUTIES] = { root_items }, [FIELD_YOURS] = { root_items },
	[FIELD_OURS] = { root_items }, [FIELD_OTHERS] = { root_items }, [FIELD_LATE] = { root_items },
	[FIELD_LATE_OURS] = { root_items }, [FIELD_DONE] = { root_items }, [FIELD_DELIVERED] = { root_items }, [FIELD_ACHIEVED] = { root_items },
	[FIELD_DOCUMENTS] = { root_items }, [FIELD_CONCERNS] = { root_items },
	[FIELD_CHANGES] = { root_events }, [FIELD_PAID] = { root_events }, [FIELD_SUMS] = { root_sums },
	[FIELD_CONTACT] = { root_contact }, [FIELD_WAITING] = { root_contact }, [FIELD_SINCE] = { root_contact },
	[FIELD_FORMAL] = { root_tone }, [FIELD_INFORMAL] = { root_tone }, [FIELD_WARM] = { root_tone },
	[FIELD_MARKDOWN] = { root_form }, [FIELD_HTML] = { root_form }, [FIELD_LETTER] = { root_form },
	[FIELD_CALL] = { root_form }, [FIELD_LANG] = { root_lang }, [FIELD_SUBJECT] = { root_frame }, [FIELD_BODY] = { root_frame },
};
/* clang-format on */

struct getter
root_getter(enum field f)
{
	return f < FIELD_KIND_FIRST ? getters[f] : (struct getter){ root_kind };
}
