/*
 * schema: the record language as one table.
 *
 * schema_types has one row for each record type: which tokens it needs and takes,
 * which keys with which kind of value, and its meaning in one line.  schema_kinds
 * has one row for each kind of value.  Whatever lists types, keys or kinds (the
 * parser, the checker, the printer, fu-parse -l, completions) reads these tables;
 * the table in fu(5) is tested against them.
 *
 *	enum type t = schema_type(&s, STR("promise"));
 *	const struct key_use *u = schema_key_use(&s, t, KEY_BY);
 */
#ifndef FU_SCHEMA_H
#define FU_SCHEMA_H

#include "base/near.h"
#include "base/str.h"

#include <stdint.h>

/* clang-format off */
enum type {
	TYPE_DEAL, TYPE_WHO, TYPE_RULE, TYPE_WEEK, TYPE_HOLIDAY, TYPE_AWAY, TYPE_HOLD,
	TYPE_RESUME, TYPE_SKIP,
	TYPE_NEED, TYPE_CONDITION, TYPE_PLAN, TYPE_OFFER,
	TYPE_MET, TYPE_SENT, TYPE_GOT, TYPE_AGREED,
	TYPE_TERM, TYPE_PROMISE, TYPE_OWED, TYPE_MILESTONE, TYPE_CONCERN, TYPE_ASSERTION,
	TYPE_DOC,
	TYPE_DONE, TYPE_PAID, TYPE_AMENDED, TYPE_DROP, TYPE_REOPEN, TYPE_VERDICT,
	TYPE_SIGNED, TYPE_GAIN,
	TYPE_TACTIC, TYPE_IMPASSE, TYPE_ESCALATE, TYPE_FEEDBACK, TYPE_LESSON, TYPE_NOTE,
	TYPE_CLOSE,
	TYPE_DUE, TYPE_SCORE,
	TYPE_X,   /* x-word, the user's own */
	TYPE_COUNT,
	TYPE_NONE = TYPE_COUNT /* no such type */
};

enum key {
	KEY_ABOUT, KEY_ACT, KEY_AFTER, KEY_AMT, KEY_ANSWER, KEY_AS, KEY_AT, KEY_AUTHORITY,
	KEY_BASE, KEY_BATNA, KEY_BEFORE, KEY_BOSS, KEY_BRIEFED, KEY_BROKEN, KEY_BY,
	KEY_CONFIRMED, KEY_CONSENT, KEY_D30, KEY_D60, KEY_D90, KEY_DAYS, KEY_DISPUTED, KEY_EVERY,
	KEY_FAILED, KEY_FAULT, KEY_FILE, KEY_FOR, KEY_FROM, KEY_GAP, KEY_IN, KEY_KEPT,
	KEY_KIND, KEY_LANG, KEY_LAPSE, KEY_LATE, KEY_LEGAL, KEY_LEVEL, KEY_LIKES,
	KEY_LIMIT, KEY_MAIL, KEY_MAX, KEY_MEAN, KEY_MET, KEY_MISSING, KEY_MOOD, KEY_MSGID,
	KEY_N, KEY_NTH, KEY_OF, KEY_OFF, KEY_OLDER, KEY_ONLY, KEY_OPEN, KEY_ORG, KEY_OURS,
	KEY_PAID, KEY_PART, KEY_PER, KEY_PREFERS, KEY_PROMISED, KEY_RE, KEY_REL,
	KEY_RELATIONSHIP, KEY_RES, KEY_REVIEW, KEY_RISK, KEY_ROLE, KEY_ROLL, KEY_RULE,
	KEY_SCORE, KEY_SIDE, KEY_SKILL, KEY_STANCE, KEY_STATE, KEY_TAG, KEY_TEL,
	KEY_THEIRS, KEY_TO, KEY_TONE, KEY_TREND, KEY_UNC, KEY_UNKNOWN, KEY_UNTIL, KEY_VAL,
	KEY_VIA, KEY_WAIVED, KEY_WHY, KEY_WIN, KEY_WITHIN, KEY_WORKED,
	KEY_COUNT,
	KEY_NONE = KEY_COUNT /* a key of an x- type, or none */
};
/* clang-format on */

/* The form of a value; kind.h checks it. */
enum form {
	FORM_WORD,   /* one of the kind's words */
	FORM_WORDS,  /* a comma list of such words */
	FORM_TEXT,   /* anything */
	FORM_NAME,   /* a name */
	FORM_PERSON, /* @name */
	FORM_ITEM,   /* %name */
	FORM_ONLY,   /* a comma list of names and @names */
	FORM_WHEN,   /* a date, or + and a period */
	FORM_PERIOD,
	FORM_PERIODS, /* a comma list of periods */
	FORM_AMOUNT,
	FORM_COUNT,    /* a whole number from 1 to 9999 */
	FORM_NUMBER,   /* a decimal number, or unknown */
	FORM_PERCENT,  /* 0% to 100% */
	FORM_RATIO,    /* a/b with 0 <= a <= b, 1 <= b <= 9999 */
	FORM_TRIGGERS, /* a comma list of a rule's triggers: NAME or NAME/WORD... */
};

/* clang-format off */
enum kind {
	KIND_TEXT, KIND_NAME, KIND_PERSON, KIND_ITEM, KIND_ONLY, KIND_WHEN, KIND_PERIOD,
	KIND_PERIODS, KIND_AMOUNT, KIND_COUNT, KIND_NUMBER, KIND_PERCENT, KIND_RATIO,
	KIND_TRIGGERS,
	KIND_YESNO, KIND_CHANNEL, KIND_RE, KIND_WEEKDAYS, KIND_DEAL, KIND_DEALS,
	KIND_RELATIONSHIP, KIND_TONE, KIND_AUTHORITY, KIND_STANCE, KIND_PER, KIND_ACT,
	KIND_ROLL, KIND_HOLD, KIND_NEED, KIND_CONDITION, KIND_MOOD, KIND_NOANSWER,
	KIND_ANSWER, KIND_LEVEL, KIND_WORKED, KIND_CONSENT, KIND_FACTOR, KIND_CLOSE,
	KIND_STATE, KIND_VIEW,
	KIND_COUNT_
};
/* clang-format on */

struct kind_row {
	struct str name;
	enum form form;
	const char *words;   /* space-separated, for the word forms; else null */
	const char *meaning; /* one line */
};

enum need { NO, MAY, MUST };
enum { MANY = 255 };

struct key_use {
	enum key key;
	enum kind kind;
	enum need need; /* MAY or MUST */
};

enum { KEYS_MAX = 44 }; /* less than 64: lexer.seen has one bit for each */

struct type_row {
	struct str name;
	const char *group;   /* declarations, preparation, ... */
	const char *meaning; /* one line */
	enum need date, deal, text;
	uint8_t ids_min, ids_max, people_min, people_max; /* MANY: any number */
	bool world;                                       /* doesn't inherit the deal above it */
	bool item;                                        /* stays open until it is closed */
	bool binds;                    /* its date binds, even once its deal is closed */
	bool declares;                 /* undated it always holds, merged with others key by key */
	bool names_id;                 /* its %id is a new name, not a reference */
	struct key_use keys[KEYS_MAX]; /* in canonical order; ended by one with need NO */
};

extern const struct type_row schema_types[TYPE_COUNT];
extern const struct kind_row schema_kinds[KIND_COUNT_];
extern const struct str schema_key_names[KEY_COUNT];
extern const char schema_conditions[]; /* conditions that can trigger a rule, besides types */
extern const char schema_sides[];      /* words for whose items a trigger means */

enum { SCHEMA_WORD_MAX = 16, SCHEMA_NAMES = 192, SCHEMA_BITS = 11 };

/* Which odd multiples of NAMES_MULTIPLIER work; see struct schema_words. */
enum { SCHEMA_GOOD_TYPES = 0, SCHEMA_GOOD_KEYS = 0, SCHEMA_GOOD_WORDS = 29 };

/* A word of up to 16 bytes, padded with zeros. */
struct fingerprint {
	uint64_t a, b;
};

/* A set of words with a perfect hash: the multiplier is such that no two words share a
 * slot.  One that works is known (SCHEMA_GOOD_...); if it doesn't, because the words have
 * changed or the byte order is different, the next one that does is searched for. */
struct schema_words {
	uint64_t multiplier;
	unsigned n;
	uint8_t at[1 << SCHEMA_BITS];               /* by hash: the word's number + 1; 0: none */
	struct fingerprint print[SCHEMA_NAMES + 1]; /* by that; [0] matches no word */
};

/* The number of tokens of each sort, side by side in one integer; HAS_x is one token of sort x.
 * The highest bit of each field is unused, so that one subtraction compares all. */
#define HAS_DATE (UINT64_C(1) << 0)
#define HAS_DEAL (UINT64_C(1) << 8)
#define HAS_TEXT (UINT64_C(1) << 16)
#define HAS_ID (UINT64_C(1) << 24)
#define HAS_PERSON (UINT64_C(1) << 44)
#define HAS_HIGHEST \
	(HAS_DEAL >> 1 | HAS_TEXT >> 1 | HAS_ID >> 1 | HAS_PERSON >> 1 | UINT64_C(1) << 63)

/* How many tokens of each sort a type takes, for a quick check.  For a type that always
 * needs a closer look, `least` is two dates, which no record has. */
struct schema_limits {
	uint64_t least, most;
	uint64_t must_keys;            /* bit i + 1: keys[i] must be there */
	const struct key_use *keys;    /* of the type's row */
	uint8_t use_at[KEY_COUNT + 1]; /* by key: index in keys + 1; 0: not taken */
};

/* The look-up tables, derived from the rows once a run. */
struct schema {
	struct schema_words types, keys, words; /* words: those of all kinds together */
	uint64_t kinds[SCHEMA_NAMES];           /* by word; bit k: it belongs to kind k */
	struct schema_limits limits[TYPE_COUNT];
	uint8_t form_of[KIND_COUNT_];   /* enum form */
	struct near_word names[TYPE_X]; /* of types, to find the nearest */
};

/* Fills the tables; there is nothing to release. */
void schema_init(struct schema *s);

/* The type with that name: TYPE_NONE for x-word and for what is no type. */
enum type schema_type(const struct schema *s, struct str name);

/* The key of that name, or KEY_NONE. */
enum key schema_key(const struct schema *s, struct str name);

/* How a type uses a key; null if it doesn't take it. */
static inline const struct key_use *
schema_key_use(const struct schema *s, enum type t, enum key k)
{
	unsigned at = k < KEY_NONE && t < TYPE_NONE ? s->limits[t].use_at[k] : 0;

	return at ? &schema_types[t].keys[at - 1] : NULL;
}

/* Is w one of the kind's words? */
bool schema_is_word(const struct schema *s, enum kind k, struct str w);

/* The position of a word, from 1, in a list like kind_row.words; 0 if it isn't there. */
unsigned schema_place(const char *list, struct str word);

/* Takes the next word off a space-separated list like kind_row.words; empty at the end. */
struct str schema_next_word(const char **list);

/* For each n: the first n bytes 0xff, the others 0. */
extern const char schema_mask[SCHEMA_WORD_MAX + 1][SCHEMA_WORD_MAX];

/* Of a word of at most 16 bytes, 16 of which must be readable.  Since the masks are made of
 * bytes, this works in any byte order. */
static inline struct fingerprint
schema_print(struct str w)
{
	struct fingerprint f, mask;

	memcpy(&f, w.p, sizeof(f));
	memcpy(&mask, schema_mask[w.n], sizeof(mask));
	return (struct fingerprint){ f.a & mask.a, f.b & mask.b };
}

/* The high bits of a product depend on all bits of its factors. */
static inline unsigned
schema_slot(const struct schema_words *s, struct fingerprint f)
{
	return (unsigned)((f.a + f.b) * s->multiplier >> (64 - SCHEMA_BITS));
}

/* The number of a word, or `none`. */
static inline int
schema_number(const struct schema_words *s, struct fingerprint f, int none)
{
	unsigned at = s->at[schema_slot(s, f)];

	return s->print[at].a == f.a && s->print[at].b == f.b ? (int)at - 1 : none;
}

/* The same, with -1 for none. */
static inline int
schema_look_up(const struct schema_words *s, struct fingerprint f)
{
	return schema_number(s, f, -1);
}

static inline bool
schema_fits(struct str w)
{
	return w.n - 1 < SCHEMA_WORD_MAX; /* 1 to 16 */
}

static inline bool
schema_in_kind(const struct schema *s, enum kind k, struct fingerprint f)
{
	int number = schema_look_up(&s->words, f);

	return number >= 0 && s->kinds[number] >> k & 1;
}

/* The word with a number that schema_look_up() gave for s->words; valid as long as s. */
struct str schema_word(const struct schema *s, unsigned number);

/* The same for a word with SCHEMA_WORD_MAX readable bytes from its first on, as everywhere
 * in a line being lexed; faster. */
static inline enum type
schema_type_in_line(const struct schema *s, struct str name)
{
	return (enum type)(schema_fits(name)
			       ? schema_number(&s->types, schema_print(name), TYPE_NONE)
			       : TYPE_NONE);
}

static inline enum key
schema_key_in_line(const struct schema *s, struct str name)
{
	return (enum key)(
	    schema_fits(name) ? schema_number(&s->keys, schema_print(name), KEY_NONE) : KEY_NONE);
}

static inline bool
schema_is_word_in_line(const struct schema *s, enum kind k, struct str w)
{
	return schema_fits(w) && schema_in_kind(s, k, schema_print(w));
}

/* Does the type take that many tokens of each sort?  False means: look closer. */
static inline bool
schema_takes(const struct schema_limits *l, uint64_t has)
{
	return (((has | HAS_HIGHEST) - l->least) & ((l->most | HAS_HIGHEST) - has) & HAS_HIGHEST) ==
	       HAS_HIGHEST;
}

#endif
