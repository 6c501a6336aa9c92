#include "book/ruletext.h"

#include "record/scan.h"

static const struct key_use *
key_at(size_t i)
{
	return &schema_types[TYPE_RULE].keys[i];
}

void
rule_text_take(struct rules *r, uint32_t deal, const struct record *rec, uint32_t entry)
{
	uint32_t before = r->names.n, scope = deal == NONE ? 0 : deal + 1;
	uint32_t n = names_keep(&r->names, scope, rec->ids[0], &r->arena);
	struct rule_text *t;

	r->text = mem_at_least(r->text, sizeof(*r->text), &r->text_cap, n);
	t = &r->text[n];
	if (n == before) {
		*t = (struct rule_text){ .name = names_name(&r->names, n), .next = NONE };
		if (deal != NONE) {
			t->next = r->own[deal];
			r->own[deal] = n;
		}
	}
	t->entry = entry;
	for (size_t i = 0; key_at(i)->need; i++) {
		struct str v = record_value(rec, key_at(i)->key);

		if (v.n)
			t->value[i] = arena_str(&r->arena, v);
	}
	if (rec->text.n)
		t->text = arena_str(&r->arena, rec->text);
}

/* Record by record, as one may span several lines. */
void
rule_text_builtin(struct rules *r)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i <= rules_nbuiltin; i++) {
		const char *line = i < rules_nbuiltin ? rules_builtin[i] : "\n";
		struct str s = str_from(line);

		if (*line != ' ' && b.n) {
			buf_char(&b, '\n');
			buf_put(&b, (const char[SCAN_PAD]){ 0 }, SCAN_PAD);
			rule_text_take(r, NONE, book_lex(r->book, b.p), NONE);
			b.n = 0;
		}
		if (*line != '#' && *line != '\n')
			buf_str(&b, (struct str){ s.p, s.n - 1 });
	}
	buf_release(&b);
}

static struct period
period_of(struct str s)
{
	struct period p = { 0, PERIOD_DAY };

	period_parse(s, &p);
	return p;
}

static uint8_t
name_of(const struct schema *s, struct str name)
{
	enum type t = schema_type(s, name);

	return (
	    uint8_t)(t != TYPE_NONE ? t : TYPE_COUNT + schema_place(schema_conditions, name) - 1);
}

static struct trigger
trigger_of(struct book *b, struct str text, enum key key)
{
	struct trigger t = { .item = TYPE_NONE };
	struct str word;

	t.name = name_of(b->schema, str_cut(&text, '/'));
	while (text.p) {
		uint32_t re;
		unsigned side;
		enum type type;

		word = str_cut(&text, '/');
		re = book_re_bits(b, word);
		side = schema_place(schema_sides, word);
		type = schema_type(b->schema, word);
		t.re |= re;
		if (side)
			t.side = (uint8_t)side;
		else if (str_eq(word, STR("amt")))
			t.amt = true;
		else if (type != TYPE_NONE && schema_types[type].names_id)
			t.item = (uint8_t)type;
		else if (!re)
			t.word = book_word(b, word);
	}
	t.unsettled = key == KEY_AFTER && t.name == TYPE_GOT && t.re && !t.word;
	return t;
}

static size_t
pieces(struct str list)
{
	size_t n = 0;

	for (; list.p && list.n; n++)
		str_cut(&list, ',');
	return n;
}

static struct triggers
triggers_of(struct book *b, struct arena *a, struct str list, enum key key)
{
	size_t n = pieces(list);
	struct trigger *p = arena_new(a, sizeof(*p), n);

	for (size_t i = 0; i < n; i++)
		p[i] = trigger_of(b, str_cut(&list, ','), key);
	return (struct triggers){ p, (uint32_t)n };
}

static void
set_every(struct rule *rule, struct arena *a, struct str list)
{
	size_t n = pieces(list);
	struct period *p = arena_new(a, sizeof(*p), n);

	for (size_t i = 0; i < n; i++)
		p[i] = period_of(str_cut(&list, ','));
	rule->every = p;
	rule->nevery = (uint32_t)n;
}

static void
set_kinds(struct rule *rule, struct str list)
{
	rule->kinds = 0;
	while (list.p)
		rule->kinds |= rules_kind_bit(str_cut(&list, ','));
}

unsigned
rules_kind_bit(struct str kind)
{
	return 1u << (kind.n ? schema_place(schema_kinds[KIND_DEALS].words, kind) : 1);
}

static void
set_key(struct book *b, struct arena *a, struct rule *rule, enum key key, struct str v)
{
	switch (key) {
	case KEY_AFTER:
		rule->after = triggers_of(b, a, v, key);
		break;
	case KEY_UNTIL:
		rule->until = triggers_of(b, a, v, key);
		break;
	case KEY_WITHIN:
		rule->within = period_of(v);
		break;
	case KEY_BEFORE:
		rule->before = period_of(v);
		break;
	case KEY_LAPSE:
		rule->lapse = period_of(v);
		break;
	case KEY_EVERY:
		set_every(rule, a, v);
		break;
	case KEY_MAX:
		rule->max = (uint32_t)str_number(v);
		break;
	case KEY_PER:
		rule->per_deal = true;
		break;
	case KEY_KIND:
		set_kinds(rule, v);
		break;
	case KEY_RE:
		rule->re_words = v;
		rule->re = book_re_bits(b, v);
		break;
	case KEY_ACT:
		rule->act = (enum act)(schema_place(schema_kinds[KIND_ACT].words, v) - 1);
		break;
	case KEY_ROLL:
		rule->roll = (enum roll)(schema_place(schema_kinds[KIND_ROLL].words, v) - 1);
		break;
	case KEY_OFF:
		rule->off = str_eq(v, STR("yes"));
		break;
	default:
		break;
	}
}

struct rule
rule_of_texts(
    struct rules *r, struct arena *a, const struct rule_text *all, const struct rule_text *own)
{
	struct rule rule = { .name = own ? own->name : all->name,
		.text = own && own->text.n ? own->text
			: all              ? all->text
					   : STR(""),
		.entry = own ? own->entry : all->entry,
		.act = ACT_WRITE };
	bool rolls = false;

	for (size_t i = 0; key_at(i)->need; i++) {
		enum key key = key_at(i)->key;
		struct str v = own && own->value[i].n ? own->value[i]
			       : all                  ? all->value[i]
						      : STR("");

		if (v.n)
			set_key(r->book, a, &rule, key, v);
		rolls |= v.n && key == KEY_ROLL;
	}
	if (!rolls)
		rule.roll = rule.act == ACT_WRITE ? ROLL_NEXT : ROLL_BEFORE;
	return rule;
}
