#include "book/people.h"
#include "draft/field.h"

GET(person_part)
{
	uint32_t person = (uint32_t)o->n;
	struct str rest = o->text;

	if (f == FIELD_FIRST)
		field_text(v, out, str_cut(&rest, ' '));
	else if (f == FIELD_YOU)
		field_flag(out, person == v->s->reader);
	else
		field_flag(out, people_ours(v->b, person, v->s->deal));
}

GET(date_part)
{
	int32_t day = (int32_t)o->n + DAY_MIN;
	struct ymd d = date_ymd(day);

	out->kind = MUSTACHE_TEXT;
	if (f == FIELD_ISO) {
		v->scratch.n = 0;
		date_put(&v->scratch, (struct moment){ day, -1 });
		out->text = field_keep(v);
	} else if (f == FIELD_WEEKDAY) {
		out->text = words_weekday(v->lang, date_weekday(day));
	} else if (f == FIELD_MONTH) {
		out->text = words_month(v->lang, d.m);
	} else {
		field_number(v, out, f == FIELD_D ? d.d : f == FIELD_M ? d.m : d.y);
	}
}

GET(money_part)
{
	const struct money *m = o->node;

	if (f == FIELD_UNIT) {
		field_text(v, out, m->unit);
		return;
	}
	v->scratch.n = 0;
	words_put_number(&v->scratch, v->lang, *m);
	out->kind = MUSTACHE_TEXT;
	out->text = field_keep(v);
}

static const struct item *
item_of(const struct mustache_value *o)
{
	return ((const struct shown *)o->node)->item;
}

GET(item_text)
{
	field_text(v, out, f == FIELD_ID ? item_id(item_of(o)) : item_says(item_of(o)));
}

GET(item_n)
{
	UNUSED(f);
	field_number(v, out, (int64_t)o->n);
}

GET(item_who)
{
	const struct item *it = item_of(o);
	uint32_t who = it->person;

	/* What several have to do is shown as nobody's, rather than as the first one's. */
	if (entry_people(v->b, &v->b->entries[it->definition]).n > 1)
		who = NONE;
	if (f == FIELD_WHO)
		field_person(v, out, who);
	else if (f == FIELD_YOU)
		field_flag(out, who != NONE && who == v->s->reader);
	else
		field_flag(out, who != NONE && people_ours(v->b, who, v->s->deal));
}

/* What is left of it, as far as it is asked for. */
static void
field_left(struct view *v, struct mustache_value *out, const struct item *it)
{
	struct money *asked = arena_new(v->arena, sizeof(*asked), 1);

	*asked = item_asked(it);
	if (asked->n != 0 || item_left(it).n == 0)
		field_money(v, out, asked);
}

GET(item_money)
{
	const struct shown *s = o->node;
	const struct item_sums *sums = s->item->sums;

	if (f != FIELD_AMT && f != FIELD_LEFT)
		field_money(v, out, &s->amt);
	else if (f == FIELD_LEFT && s->rest.unit.n)
		field_money(v, out, &s->rest);
	else if (sums && f == FIELD_LEFT)
		field_left(v, out, s->item);
	else if (sums)
		field_money(v, out, &sums->amt);
}

/* Is something left and asked for, but less than all of it? */
GET(item_part)
{
	const struct item *it = item_of(o);
	struct money asked = item_asked(it);

	UNUSED(v), UNUSED(f);
	field_flag(out, !((const struct shown *)o->node)->followed && asked.unit.n && asked.n > 0 &&
			    money_cmp(asked, item_amt(it)) < 0);
}

GET(item_day)
{
	const struct shown *s = o->node;
	const struct item *it = s->item;

	if (f == FIELD_BY)
		field_day(v, out, it->by);
	else if (f == FIELD_ON && s->amt.unit.n) /* a payment */
		field_day(v, out, s->on);
	else if (f == FIELD_DONE && it->state == STATE_DONE)
		field_day(v, out, it->said.day != DAY_NONE ? it->said : it->closed);
}

/* How many days it is late. */
GET(item_late)
{
	const struct item *it = item_of(o);

	UNUSED(f);
	if (it->state == STATE_LATE)
		field_number(v, out, (int64_t)v->b->now.day - it->by.day);
}

GET(item_state)
{
	static const enum state states[FIELDS] = { [FIELD_SAID] = STATE_SAID,
		[FIELD_COMPLETE] = STATE_DONE,
		[FIELD_DROPPED] = STATE_DROPPED };

	UNUSED(v);
	field_flag(
	    out, item_of(o)->state == states[f] && !((const struct shown *)o->node)->followed);
}

GET(item_disputed)
{
	UNUSED(f);
	field_flag(out, sight_disputes(v->s, item_of(o)));
}

GET(item_open)
{
	UNUSED(v), UNUSED(f);
	field_flag(out, item_stands(item_of(o)));
}

GET(item_type)
{
	static const enum type types[FIELDS] = {
		[FIELD_TERM] = TYPE_TERM,
		[FIELD_PROMISE] = TYPE_PROMISE,
		[FIELD_DEBT] = TYPE_OWED,
		[FIELD_MILESTONE] = TYPE_MILESTONE,
		[FIELD_DOCUMENT] = TYPE_DOC,
		[FIELD_CONCERN] = TYPE_CONCERN,
	};

	UNUSED(v);
	field_flag(out, item_of(o)->type == types[f]);
}

GET(item_change)
{
	enum change c = ((const struct shown *)o->node)->change;

	UNUSED(v);
	field_flag(out, c == (f == FIELD_NEW ? CHANGE_NEW : CHANGE_AMENDED));
}

GET(item_voices)
{
	static const enum voices_of lists[FIELDS] = { [FIELD_GAINS] = VOICES_GAINS,
		[FIELD_SIGNERS] = VOICES_SIGNERS,
		[FIELD_SIGNED] = VOICES_SIGNED };
	const struct item *it = item_of(o);
	struct voice_list l;

	if (f != FIELD_GAINS && it->type != TYPE_DOC)
		return;
	l = voices_of(&v->s->kept->voices, it, lists[f]);
	field_list(out, OBJECT_VOICE, l.p, l.n);
}

GET(voice_part)
{
	const struct voice *voice = o->node;

	switch (f) {
	case FIELD_TEXT:
		field_text(v, out, voice->text);
		break;
	case FIELD_DONE:
		field_day(v, out, voice->on);
		break;
	case FIELD_WHO:
		field_person(v, out, voice->person);
		break;
	case FIELD_YOU:
		field_flag(out, voice->person == v->s->reader);
		break;
	default:
		field_flag(out, people_ours(v->b, voice->person, v->s->deal));
	}
}

GET(ask_kind)
{
	const struct ask *a = o->node;

	UNUSED(v);
	field_flag(out, a->kind == (enum draft_kind)(f - FIELD_KIND_FIRST));
}

GET(ask_part)
{
	const struct ask *a = o->node;
	struct shown *shown;

	if (f == FIELD_AGAIN) {
		field_flag(out, a->again);
	} else if (a->item) {
		shown = arena_new(v->arena, sizeof(*shown), 1);
		if (v->setup.nasks && !a->rest)
			shown->item = a->item;
		else
			*shown = lists_shown(&v->s->kept->lists, a->item);
		field_object(out, OBJECT_ITEM, shown, o->n);
	}
}

GET(contact_on)
{
	const struct encounter *e = o->node;

	UNUSED(f);
	field_day(v, out, e->on);
}

/* Flags: how a meeting was held. */
GET(contact_sort)
{
	const struct encounter *e = o->node;
	bool phone = str_eq(e->via, STR("phone")), video = str_eq(e->via, STR("video"));

	UNUSED(v);
	field_flag(out, e->type == TYPE_MET && (f == FIELD_PHONE      ? phone
						   : f == FIELD_VIDEO ? video
								      : !phone && !video));
}

GET(contact_flag)
{
	const struct encounter *e = o->node;

	UNUSED(v);
	field_flag(out, f == FIELD_THANKED ? e->thanked : e->type == TYPE_AGREED);
}

GET(contact_kind)
{
	const struct encounter *e = o->node;

	UNUSED(v);
	field_flag(out, e->re >> (f - FIELD_KIND_FIRST) & 1);
}

GET(sum_part)
{
	const struct sum *s = o->node;
	const struct money *m = f == FIELD_OURS ? &s->ours : &s->theirs;

	if (f == FIELD_UNIT)
		field_text(v, out, m->unit);
	else if (m->n > 0)
		field_money(v, out, m);
}

/* clang-format off */
static const struct getter getters[OBJECT_INNER][FIELD_KIND_FIRST] = {
	[OBJECT_PERSON] = {
		[FIELD_FIRST] = { person_part }, [FIELD_YOU] = { person_part }, [FIELD_WE] = { person_part },
	},
	[OBJECT_DATE] = {
		[FIELD_ISO] = { date_part }, [FIELD_WEEKDAY] = { date_part }, [FIELD_MONTH] = { date_part },
		[FIELD_D] = { date_part }, [FIELD_M] = { date_part }, [FIELD_Y] = { date_part },
	},
	[OBJECT_MONEY] = {
		[FIELD_NUMBER] = { money_part }, [FIELD_UNIT] = { money_part },
	},
	[OBJECT_ITEM] = {
		[FIELD_ID] = { item_text }, [FIELD_TEXT] = { item_text }, [FIELD_N] = { item_n }, [FIELD_HEAD] = { field_head },
		[FIELD_WHO] = { item_who }, [FIELD_YOU] = { item_who }, [FIELD_WE] = { item_who },
		[FIELD_AMT] = { item_money }, [FIELD_LEFT] = { item_money }, [FIELD_PAID] = { item_money },
		[FIELD_PART] = { item_part }, [FIELD_BY] = { item_day }, [FIELD_DONE] = { item_day },
		[FIELD_ON] = { item_day }, [FIELD_LATE] = { item_late }, [FIELD_OPEN] = { item_open },
		[FIELD_DISPUTED] = { item_disputed },
		[FIELD_SAID] = { item_state }, [FIELD_COMPLETE] = { item_state }, [FIELD_DROPPED] = { item_state },
		[FIELD_TERM] = { item_type }, [FIELD_PROMISE] = { item_type }, [FIELD_DEBT] = { item_type },
		[FIELD_MILESTONE] = { item_type }, [FIELD_DOCUMENT] = { item_type }, [FIELD_CONCERN] = { item_type },
		[FIELD_NEW] = { item_change }, [FIELD_AMENDED] = { item_change },
		[FIELD_GAINS] = { item_voices }, [FIELD_SIGNERS] = { item_voices }, [FIELD_SIGNED] = { item_voices },
	},
	[OBJECT_VOICE] = {
		[FIELD_TEXT] = { voice_part }, [FIELD_DONE] = { voice_part }, [FIELD_WHO] = { voice_part },
		[FIELD_YOU] = { voice_part }, [FIELD_WE] = { voice_part },
	},
	[OBJECT_ASK] = { [FIELD_HEAD] = { field_head }, [FIELD_AGAIN] = { ask_part }, [FIELD_ITEM] = { ask_part } },
	[OBJECT_CONTACT] = {
		[FIELD_ON] = { contact_on }, [FIELD_MEETING] = { contact_sort },
		[FIELD_PHONE] = { contact_sort }, [FIELD_VIDEO] = { contact_sort },
		[FIELD_AGREED] = { contact_flag }, [FIELD_THANKED] = { contact_flag },
	},
	[OBJECT_SUM] = { [FIELD_HEAD] = { field_head }, [FIELD_UNIT] = { sum_part }, [FIELD_OURS] = { sum_part }, [FIELD_THEIRS] = { sum_part } },
};
/* clang-format on */

/* The kinds of drafts, as names. */
static const struct getter of_kinds[OBJECT_INNER] = {
	[OBJECT_ASK] = { ask_kind },
	[OBJECT_CONTACT] = { contact_kind },
};

struct getter
part_getter(enum object type, enum field f)
{
	return f < FIELD_KIND_FIRST ? getters[type][f] : of_kinds[type];
}
