#include "draft/field.h"

#include "draft/inner.h"

/* -- names -------------------------------------------------------------------- */

static const struct str words[FIELDS] = {
#define X(id, word) [FIELD_##id] = { (word), sizeof(word) - 1 },
	FIELD_NAMES(X)
#undef X
};

uint32_t
view_number(void *unused, struct str name)
{
	enum draft_kind k = kind_named(name);

	(void)unused;
	if (k < DRAFT_KINDS)
		return FIELD_KIND_FIRST + (uint32_t)k;
	for (uint32_t f = 1; f < FIELD_KIND_FIRST; f++)
		if (name.n == words[f].n && *name.p == *words[f].p && str_eq(name, words[f]))
			return f;
	return FIELD_NONE;
}

/* -- values ------------------------------------------------------------------- */

/* Must the i-th byte be escaped?  In Markdown (CommonMark 0.31, 2.4) a backslash makes
 * punctuation literal. */
static bool
marks_down(struct str s, size_t i)
{
	char c = s.p[i];

	if (c && strchr("\\`*_[]<>&#|~!", c))
		return true;
	if (i == 0)
		return c == '-' || c == '+' || c == '=' || c == ':';
	if (c != '.' && c != ')')
		return false;
	while (i && s.p[i - 1] >= '0' && s.p[i - 1] <= '9')
		i--;
	return i == 0;
}

struct str
field_keep(struct view *v)
{
	return arena_str(v->arena, buf_view(&v->scratch));
}

void
field_text(struct view *v, struct mustache_value *out, struct str text)
{
	out->kind = MUSTACHE_TEXT;
	out->text = text;
	if (v->setup.form != FORM_OF_MARKDOWN)
		return;
	v->scratch.n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (marks_down(text, i))
			buf_char(&v->scratch, '\\');
		buf_char(&v->scratch, text.p[i]);
	}
	out->text = field_keep(v);
}

void
field_object(struct mustache_value *out, enum object type, const void *node, size_t n)
{
	*out = (struct mustache_value){
		.kind = MUSTACHE_OBJECT, .type = type, .node = node, .n = n
	};
}

void
field_flag(struct mustache_value *out, bool up)
{
	if (up)
		field_object(out, OBJECT_FLAG, NULL, 0);
}

void
field_head(struct view *v, const struct mustache_value *o, enum field f, struct mustache_value *out)
{
	UNUSED(v), UNUSED(f);
	field_flag(out, o->n == 1);
}

void
field_day(struct view *v, struct mustache_value *out, struct moment m)
{
	if (m.day == DAY_NONE)
		return;
	field_object(out, OBJECT_DATE, NULL, (size_t)(m.day - DAY_MIN));
	v->scratch.n = 0;
	words_put_day(&v->scratch, v->lang, m.day);
	out->text = field_keep(v);
}

void
field_money(struct view *v, struct mustache_value *out, const struct money *m)
{
	if (!m->unit.n)
		return;
	field_object(out, OBJECT_MONEY, m, 0);
	v->scratch.n = 0;
	words_put_money(&v->scratch, v->lang, *m);
	out->text = field_keep(v);
}

void
field_person(struct view *v, struct mustache_value *out, uint32_t person)
{
	struct mustache_value name = { 0 };

	if (person == NONE)
		return;
	field_object(out, OBJECT_PERSON, NULL, person);
	field_text(v, &name, sight_name(v->s, person));
	out->text = name.text;
}

void
field_list(struct mustache_value *out, enum object of, const void *p, size_t n)
{
	*out = (struct mustache_value){ .kind = MUSTACHE_LIST, .type = of, .node = p, .n = n };
}

void
field_number(struct view *v, struct mustache_value *out, int64_t n)
{
	v->scratch.n = 0;
	buf_int(&v->scratch, n);
	out->kind = MUSTACHE_TEXT;
	out->text = field_keep(v);
}

bool
view_get(void *view, const struct mustache_value *object, struct mustache_name name,
    struct mustache_value *out)
{
	struct view *v = view;
	enum object type = (enum object)object->type;
	enum field f = (enum field)name.number;
	struct getter g = type == OBJECT_ROOT   ? root_getter(f)
			  : type < OBJECT_INNER ? part_getter(type, f)
						: inner_getter(type, f);

	if (!g.get)
		return false;
	g.get(v, object, f, out);
	return true;
}

void
view_item(void *view, const struct mustache_value *list, size_t i, struct mustache_value *out)
{
	static const size_t sizes[OBJECTS] = {
		[OBJECT_ITEM] = sizeof(struct shown),
		[OBJECT_VOICE] = sizeof(struct voice),
		[OBJECT_ASK] = sizeof(struct ask),
		[OBJECT_SUM] = sizeof(struct sum),
		[OBJECT_RECORD] = sizeof(struct inner_record),
		[OBJECT_KEEPER] = sizeof(struct inner_person),
		[OBJECT_TAG] = sizeof(struct inner_tag),
	};

	UNUSED(view);
	field_object(
	    out, (enum object)list->type, (const char *)list->node + i * sizes[list->type], i + 1);
}

struct mustache_value
view_root(struct view *v)
{
	struct mustache_value root;

	field_object(&root, v->inner ? OBJECT_INNER : OBJECT_ROOT, NULL, 0);
	return root;
}
