/*
 * The look-up tables of the schema: every name is found, nothing else is, and
 * on machines whose words begin with their lowest byte no multiplier has to be
 * sought at each start (if one has to: SCHEMA_GOOD_... are then to be what is
 * printed).
 */
#include "base/names.h"
#include "record/schema.h"
#include "unit.h"

static const struct str strangers[] = {
	{ "", 0 },
	{ "d", 1 },
	{ "dea", 3 },
	{ "deals", 5 },
	{ "Deal", 4 },
	{ "relation", 8 },
	{ "relationships", 13 },
	{ "deal\0deal", 9 },
	{ "a name too long for any word", 28 },
};

static bool
lowest_first(void)
{
	const uint16_t one = 1;
	unsigned char first;

	memcpy(&first, &one, 1);
	return first == 1;
}

/* Which odd multiple a set has. */
static int
good(const struct schema_words *s)
{
	int i = 0;

	while ((uint64_t)(2 * i + 1) * NAMES_MULTIPLIER != s->multiplier)
		i++;
	return i;
}

int
main(void)
{
	static struct schema s;

	schema_init(&s);
	for (int t = 0; t < TYPE_X; t++)
		check_int(schema_types[t].name.p, t, schema_type(&s, schema_types[t].name));
	for (int k = 0; k < KEY_COUNT; k++)
		check_int(schema_key_names[k].p, k, schema_key(&s, schema_key_names[k]));
	for (int k = 0; k < KIND_COUNT_; k++) {
		const char *list = schema_kinds[k].words;

		for (struct str w; (w = schema_next_word(&list)).n;)
			for (int other = 0; other < KIND_COUNT_; other++) {
				const char *words = schema_kinds[other].words;
				bool want = false;

				for (struct str v; (v = schema_next_word(&words)).n;)
					want |= str_eq(v, w);
				check_int(w.p, want, schema_is_word(&s, (enum kind)other, w));
			}
	}
	for (size_t i = 0; i < sizeof(strangers) / sizeof(*strangers); i++) {
		check_int("no type", TYPE_NONE, schema_type(&s, strangers[i]));
		check_int("no key", KEY_NONE, schema_key(&s, strangers[i]));
		check_int("no word", 0, schema_is_word(&s, KIND_RE, strangers[i]));
	}
	if (lowest_first()) {
		check_int("good for types", SCHEMA_GOOD_TYPES, good(&s.types));
		check_int("good for keys", SCHEMA_GOOD_KEYS, good(&s.keys));
		check_int("good for words", SCHEMA_GOOD_WORDS, good(&s.words));
	}
	return unit_end("schema");
}
