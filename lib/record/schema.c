#include "record/schema.h"

#include "base/diag.h"
#include "base/names.h"

#include <assert.h>

/* clang-format off */
#define S(lit) { (lit), sizeof(lit) - 1 }

#define F "\xff"
const char schema_mask[SCHEMA_WORD_MAX + 1][SCHEMA_WORD_MAX] = { "", F, F F, F F F, F F F F, F F F F F,
	F F F F F F, F F F F F F F, F F F F F F F F, F F F F F F F F F, F F F F F F F F F F,
	F F F F F F F F F F F, F F F F F F F F F F F F, F F F F F F F F F F F F F,
	F F F F F F F F F F F F F F, F F F F F F F F F F F F F F F, F F F F F F F F F F F F F F F F };
#undef F

const char schema_conditions[] =
	"open late unsigned unreviewed refused unconfirmed said closed silent held broken2 exhausted";
const char schema_sides[] = "ours theirs to nobody";

#define DEAL_KINDS "negotiation mediation collection sale purchase"
const struct kind_row schema_kinds[KIND_COUNT_] = {
	[KIND_TEXT]     = { S("text"), FORM_TEXT, NULL, "any text; quoted where it holds a blank" },
	[KIND_NAME]     = { S("name"), FORM_NAME, NULL, "letters, digits, - _ . inside; 64 bytes at most" },
	[KIND_PERSON]   = { S("person"), FORM_PERSON, NULL, "@ and a name" },
	[KIND_ITEM]     = { S("item"), FORM_ITEM, NULL, "% and a name" },
	[KIND_ONLY]     = { S("audience"), FORM_ONLY, NULL, "list of @people and sides" },
	[KIND_WHEN]     = { S("when"), FORM_WHEN, NULL, "a date, or + and a period from the record's own date" },
	[KIND_PERIOD]   = { S("period"), FORM_PERIOD, NULL, "24h 3d 2w 6m 1y 5bd, at least 1" },
	[KIND_PERIODS]  = { S("periods"), FORM_PERIODS, NULL, "list of periods" },
	[KIND_AMOUNT]   = { S("amount"), FORM_AMOUNT, NULL, "an exact decimal and a unit: 1234.56EUR, 600pcs" },
	[KIND_COUNT]    = { S("count"), FORM_COUNT, NULL, "a whole number, 1 to 9999" },
	[KIND_NUMBER]   = { S("number"), FORM_NUMBER, NULL, "a decimal number, or unknown" },
	[KIND_PERCENT]  = { S("percent"), FORM_PERCENT, NULL, "0% to 100%" },
	[KIND_RATIO]    = { S("ratio"), FORM_RATIO, NULL, "a/b, a from 0 to b, b at most 9999" },
	[KIND_TRIGGERS] = { S("triggers"), FORM_TRIGGERS, NULL, "list of a type or condition, each perhaps with /word" },
	[KIND_YESNO]    = { S("yesno"), FORM_WORD, "yes no", "yes or no" },
	[KIND_CHANNEL]  = { S("channel"), FORM_WORD, "email phone sms video meet letter chat portal", "how people reach each other" },
	[KIND_RE]       = { S("re"), FORM_WORDS, "thanks recap confirm agenda checkin update nudge chase draft review sign proposal question feedback escalation idea intro news congrats payment other", "list of what a message is about" },
	[KIND_WEEKDAYS] = { S("weekdays"), FORM_WORDS, "mon tue wed thu fri sat sun", "list of working days" },
	[KIND_DEAL]     = { S("dealkind"), FORM_WORD, DEAL_KINDS, "what sort of deal" },
	[KIND_DEALS]    = { S("dealkinds"), FORM_WORDS, DEAL_KINDS, "list of sorts of deals" },
	[KIND_RELATIONSHIP] = { S("relationship"), FORM_WORD, "keep open strained over", "what the relationship is worth to us" },
	[KIND_TONE]     = { S("tone"), FORM_WORD, "formal informal warm", "how we write to that person" },
	[KIND_AUTHORITY] = { S("authority"), FORM_WORD, "full limited", "may that person decide alone" },
	[KIND_STANCE]   = { S("stance"), FORM_WORD, "agrees backs unknown", "would this boss agree with us or back their own" },
	[KIND_PER]      = { S("per"), FORM_WORD, "deal", "once a deal" },
	[KIND_ACT]      = { S("act"), FORM_WORD, "do write wait", "ours to do, ours to say, theirs" },
	[KIND_ROLL]     = { S("roll"), FORM_WORD, "next before none", "where a day that is no working day goes" },
	[KIND_HOLD]     = { S("holdreason"), FORM_WORD, "dispute hardship pause", "why nothing is asked for now" },
	[KIND_NEED]     = { S("needkind"), FORM_WORD, "must want trade limit batna pressure", "what sort of need" },
	[KIND_CONDITION] = { S("condition"), FORM_WORD, "wanted giving unharmed backed known", "the five conditions for a negotiation to work" },
	[KIND_MOOD]     = { S("mood"), FORM_WORD, "good ok bad", "how it felt" },
	[KIND_NOANSWER] = { S("noanswer"), FORM_WORD, "none", "nobody there" },
	[KIND_ANSWER]   = { S("answer"), FORM_WORD, "yes no part counter", "what they answered" },
	[KIND_LEVEL]    = { S("level"), FORM_WORD, "low high", "how serious" },
	[KIND_WORKED]   = { S("worked"), FORM_WORD, "yes no part", "did it work" },
	[KIND_CONSENT]  = { S("consent"), FORM_WORD, "yes no asked", "does the counterpart agree that we go higher" },
	[KIND_FACTOR]   = { S("factor"), FORM_WORD, "outcome self process relationship", "what the feedback is about" },
	[KIND_CLOSE]    = { S("ending"), FORM_WORD, "won lost settled paid writtenoff nodeal withdrawn", "how it ended" },
	[KIND_STATE]    = { S("state"), FORM_WORD, "open late said done dropped", "the state of an item" },
	[KIND_VIEW]     = { S("view"), FORM_WORD, "reliability owed health position ready escalate lessons feedback conduct calibration", "which score" },
};
#undef DEAL_KINDS

#define K(name, text) [KEY_##name] = S(text)
const struct str schema_key_names[KEY_COUNT] = {
	K(ABOUT, "about"), K(ACT, "act"), K(AFTER, "after"), K(AMT, "amt"),
	K(ANSWER, "answer"), K(AS, "as"), K(AT, "at"), K(AUTHORITY, "authority"),
	K(BASE, "base"), K(BATNA, "batna"), K(BEFORE, "before"), K(BOSS, "boss"),
	K(BRIEFED, "briefed"), K(BROKEN, "broken"), K(BY, "by"), K(CONFIRMED, "confirmed"), K(CONSENT, "consent"),
	K(D30, "d30"), K(D60, "d60"), K(D90, "d90"), K(DAYS, "days"),
	K(DISPUTED, "disputed"), K(EVERY, "every"), K(FAILED, "failed"),
	K(FAULT, "fault"), K(FILE, "file"), K(FOR, "for"), K(FROM, "from"),
	K(GAP, "gap"), K(IN, "in"), K(KEPT, "kept"), K(KIND, "kind"), K(LANG, "lang"),
	K(LAPSE, "lapse"), K(LATE, "late"), K(LEGAL, "legal"), K(LEVEL, "level"),
	K(LIKES, "likes"), K(LIMIT, "limit"), K(MAIL, "mail"), K(MAX, "max"),
	K(MEAN, "mean"), K(MET, "met"), K(MISSING, "missing"), K(MOOD, "mood"),
	K(MSGID, "msgid"), K(N, "n"), K(NTH, "nth"), K(OF, "of"), K(OFF, "off"),
	K(OLDER, "older"), K(ONLY, "only"), K(OPEN, "open"), K(ORG, "org"),
	K(OURS, "ours"), K(PAID, "paid"), K(PART, "part"), K(PER, "per"),
	K(PREFERS, "prefers"), K(PROMISED, "promised"), K(RE, "re"), K(REL, "rel"),
	K(RELATIONSHIP, "relationship"), K(RES, "res"), K(REVIEW, "review"),
	K(RISK, "risk"), K(ROLE, "role"), K(ROLL, "roll"), K(RULE, "rule"),
	K(SCORE, "score"), K(SIDE, "side"), K(SKILL, "skill"), K(STANCE, "stance"),
	K(STATE, "state"), K(TAG, "tag"), K(TEL, "tel"), K(THEIRS, "theirs"),
	K(TO, "to"), K(TONE, "tone"), K(TREND, "trend"), K(UNC, "unc"),
	K(UNKNOWN, "unknown"), K(UNTIL, "until"), K(VAL, "val"), K(VIA, "via"),
	K(WAIVED, "waived"), K(WHY, "why"), K(WIN, "win"), K(WITHIN, "within"),
	K(WORKED, "worked"),
};
#undef K

#define MAY(key, kind)  { KEY_##key, KIND_##kind, MAY }
#define MUST(key, kind) { KEY_##key, KIND_##kind, MUST }
#define COMMON MAY(ONLY, ONLY), MAY(AT, TEXT)
#define ITEM   MAY(STATE, STATE), COMMON
#define IDS(a, b)    .ids_min = (a), .ids_max = (b)
#define PEOPLE(a, b) .people_min = (a), .people_max = (b)

#define DECLARATION .group = "declarations"
#define PREPARATION .group = "preparation", .deal = MAY
#define EVENT       .group = "what happened", .deal = MAY, .date = MUST
#define AN_ITEM     .group = "items", .deal = MAY, .date = MUST, .text = MUST, IDS(1, 1), .item = true, .names_id = true
#define OUTCOME     .group = "what became of an item", .deal = MAY, .date = MUST, IDS(1, 1)
#define JUDGEMENT   .group = "judgement", .deal = MAY, .date = MUST
#define DERIVED     .group = "derived", .deal = MAY, .date = MUST, .text = MAY, IDS(0, MANY), PEOPLE(0, MANY)

const struct type_row schema_types[TYPE_COUNT] = {
	[TYPE_DEAL] = { S("deal"), DECLARATION, .declares = true, .meaning = "a deal starts here", .date = MAY, .deal = MUST, .text = MAY,
		.keys = { MAY(AMT, AMOUNT), MAY(KIND, DEAL), MAY(RELATIONSHIP, RELATIONSHIP), MAY(VIA, CHANNEL), COMMON } },
	[TYPE_WHO] = { S("who"), DECLARATION, .declares = true, .meaning = "a person", .date = MAY, .deal = MAY, PEOPLE(1, 1), .text = MAY, .world = true,
		.keys = { MAY(SIDE, NAME), MAY(ORG, TEXT), MAY(ROLE, TEXT), MAY(MAIL, TEXT), MAY(TEL, TEXT), MAY(PREFERS, CHANNEL),
			MAY(TONE, TONE), MAY(LANG, TEXT), MAY(BOSS, PERSON), MAY(AUTHORITY, AUTHORITY), MAY(BRIEFED, YESNO),
			MAY(STANCE, STANCE), MAY(LIKES, TEXT), COMMON } },
	[TYPE_RULE] = { S("rule"), DECLARATION, .declares = true, .meaning = "a follow-up rule", .date = MAY, .deal = MAY, IDS(1, 1), .text = MAY, .names_id = true,
		.keys = { MAY(AFTER, TRIGGERS), MAY(UNTIL, TRIGGERS), MAY(WITHIN, PERIOD), MAY(BEFORE, PERIOD), MAY(EVERY, PERIODS),
			MAY(MAX, COUNT), MAY(LAPSE, PERIOD), MAY(PER, PER), MAY(KIND, DEALS), MAY(RE, RE), MAY(ACT, ACT),
			MAY(ROLL, ROLL), MAY(OFF, YESNO), COMMON } },
	[TYPE_WEEK] = { S("week"), DECLARATION, .declares = true, .meaning = "the working days", .date = MAY, .world = true,
		.keys = { MUST(DAYS, WEEKDAYS), COMMON } },
	[TYPE_HOLIDAY] = { S("holiday"), DECLARATION, .meaning = "no working day", .date = MUST, .text = MUST, .world = true,
		.keys = { MAY(UNTIL, WHEN), COMMON } },
	[TYPE_AWAY] = { S("away"), DECLARATION, .meaning = "that person can't act", .date = MUST, PEOPLE(1, 1), .text = MAY, .world = true,
		.keys = { MUST(UNTIL, WHEN), COMMON } },
	[TYPE_HOLD] = { S("hold"), DECLARATION, .meaning = "no nudges", .date = MUST, .deal = MAY, IDS(0, 1), PEOPLE(0, 1), .text = MAY,
		.keys = { MAY(UNTIL, WHEN), MAY(WHY, HOLD), COMMON } },
	[TYPE_RESUME] = { S("resume"), DECLARATION, .meaning = "the hold ends", .date = MUST, .deal = MAY, IDS(0, 1), PEOPLE(0, 1), .text = MAY,
		.keys = { COMMON } },
	[TYPE_SKIP] = { S("skip"), DECLARATION, .meaning = "that duty is not wanted here", .date = MUST, .deal = MAY, IDS(0, 1), PEOPLE(0, 1), .text = MAY,
		.keys = { MUST(RULE, NAME), COMMON } },

	[TYPE_NEED] = { S("need"), PREPARATION, .meaning = "what a party needs", .date = MAY, PEOPLE(1, 1), .text = MUST,
		.keys = { MUST(KIND, NEED), MAY(AMT, AMOUNT), COMMON } },
	[TYPE_CONDITION] = { S("condition"), PREPARATION, .meaning = "one of the five for a negotiation to work", .date = MAY, PEOPLE(0, 1), .text = MAY,
		.keys = { MUST(OF, CONDITION), MUST(ANSWER, YESNO), COMMON } },
	[TYPE_PLAN] = { S("plan"), PREPARATION, .meaning = "a contact we mean to make, and why", .date = MUST, IDS(1, 1), PEOPLE(0, MANY), .text = MUST, .names_id = true,
		.keys = { MUST(BY, WHEN), MAY(VIA, CHANNEL), MAY(RE, RE), COMMON } },
	[TYPE_OFFER] = { S("offer"), PREPARATION, .meaning = "a proposal made", .date = MUST, IDS(0, 1), PEOPLE(1, 1), .text = MUST,
		.keys = { MAY(AMT, AMOUNT), COMMON } },

	[TYPE_MET] = { S("met"), EVENT, .meaning = "a session, call or meeting", IDS(0, MANY), PEOPLE(1, MANY), .text = MAY,
		.keys = { MAY(VIA, CHANNEL), MAY(MOOD, MOOD), MAY(WIN, PERCENT), MAY(FROM, PERSON), MAY(FILE, TEXT), COMMON } },
	[TYPE_SENT] = { S("sent"), EVENT, .meaning = "we wrote or called", IDS(0, MANY), PEOPLE(1, MANY), .text = MAY,
		.keys = { MUST(RE, RE), MAY(VIA, CHANNEL), MAY(ANSWER, NOANSWER), MAY(MSGID, TEXT), MAY(WIN, PERCENT), MAY(FROM, PERSON),
			MAY(FILE, TEXT), COMMON } },
	[TYPE_GOT] = { S("got"), EVENT, .meaning = "they wrote or called", IDS(0, MANY), PEOPLE(1, 1), .text = MAY,
		.keys = { MAY(RE, RE), MAY(VIA, CHANNEL), MAY(ANSWER, ANSWER), MAY(MOOD, MOOD), MAY(MSGID, TEXT), MAY(FILE, TEXT), COMMON } },
	[TYPE_AGREED] = { S("agreed"), EVENT, .meaning = "the parties struck the deal", PEOPLE(0, MANY), .text = MAY,
		.keys = { COMMON } },

	[TYPE_TERM] = { S("term"), AN_ITEM, .meaning = "an agreed term",
		.keys = { MAY(AMT, AMOUNT), MAY(BY, WHEN), MAY(CONFIRMED, ONLY), MAY(DISPUTED, ONLY), ITEM } },
	[TYPE_PROMISE] = { S("promise"), AN_ITEM, .binds = true, .meaning = "who does what by when", PEOPLE(1, 1),
		.keys = { MUST(BY, WHEN), MAY(AMT, AMOUNT), MAY(TO, PERSON), MAY(FOR, ITEM), ITEM } },
	[TYPE_OWED] = { S("owed"), AN_ITEM, .binds = true, .meaning = "a debt, an invoice", PEOPLE(1, 1),
		.keys = { MUST(AMT, AMOUNT), MAY(BY, WHEN), MAY(TO, PERSON), ITEM } },
	[TYPE_MILESTONE] = { S("milestone"), AN_ITEM, .binds = true, .meaning = "a date all aim for", PEOPLE(0, MANY),
		.keys = { MUST(BY, WHEN), ITEM } },
	[TYPE_CONCERN] = { S("concern"), AN_ITEM, .meaning = "an open point or a problem", PEOPLE(0, 1),
		.keys = { MAY(LEVEL, LEVEL), MAY(FAULT, NAME), ITEM } },
	[TYPE_ASSERTION] = { S("assertion"), AN_ITEM, .meaning = "something they say, to be checked", PEOPLE(1, 1),
		.keys = { ITEM } },
	[TYPE_DOC] = { S("doc"), AN_ITEM, .binds = true, .meaning = "a document to agree and sign", PEOPLE(0, MANY),
		.keys = { MAY(REVIEW, PERIOD), MAY(LEGAL, PERSON), MAY(FILE, TEXT), ITEM } },

	[TYPE_DONE] = { S("done"), OUTCOME, .meaning = "fulfilled or resolved", PEOPLE(0, 1), .text = MAY,
		.keys = { MAY(AMT, AMOUNT), COMMON } },
	[TYPE_PAID] = { S("paid"), OUTCOME, .meaning = "an amount came", PEOPLE(0, 1), .text = MAY,
		.keys = { MUST(AMT, AMOUNT), COMMON } },
	[TYPE_AMENDED] = { S("amended"), OUTCOME, .meaning = "changed by agreement", PEOPLE(0, MANY), .text = MAY,
		.keys = { MAY(BY, WHEN), MAY(AMT, AMOUNT), COMMON } },
	[TYPE_DROP] = { S("drop"), OUTCOME, .meaning = "withdrawn or waived", PEOPLE(0, 1), .text = MAY,
		.keys = { MAY(AMT, AMOUNT), COMMON } },
	[TYPE_REOPEN] = { S("reopen"), OUTCOME, .meaning = "taken back: a bounced payment, undone work", .text = MAY,
		.keys = { MAY(AMT, AMOUNT), COMMON } },
	[TYPE_VERDICT] = { S("verdict"), OUTCOME, .meaning = "what the check of an assertion found", .text = MAY,
		.keys = { MUST(ANSWER, YESNO), COMMON } },
	[TYPE_SIGNED] = { S("signed"), OUTCOME, .meaning = "a signer signed", PEOPLE(1, 1), .text = MAY,
		.keys = { MAY(FILE, TEXT), COMMON } },
	[TYPE_GAIN] = { S("gain"), OUTCOME, .meaning = "what a term gives a party", PEOPLE(1, 1), .text = MUST,
		.keys = { COMMON } },

	[TYPE_TACTIC] = { S("tactic"), JUDGEMENT, .meaning = "a technique used, and whether it worked", PEOPLE(0, 1), .text = MAY,
		.keys = { MUST(TAG, TEXT), MUST(WORKED, WORKED), COMMON } },
	[TYPE_IMPASSE] = { S("impasse"), JUDGEMENT, .meaning = "talks are stuck", PEOPLE(0, 1), .text = MAY,
		.keys = { COMMON } },
	[TYPE_ESCALATE] = { S("escalate"), JUDGEMENT, .meaning = "we go, or ask to go, to someone above", PEOPLE(1, 1), .text = MAY,
		.keys = { MUST(CONSENT, CONSENT), COMMON } },
	[TYPE_FEEDBACK] = { S("feedback"), JUDGEMENT, .meaning = "what someone said of us or of the process", PEOPLE(1, 1), .text = MUST,
		.keys = { MAY(SCORE, RATIO), MAY(ABOUT, FACTOR), COMMON } },
	[TYPE_LESSON] = { S("lesson"), JUDGEMENT, .meaning = "what we learnt", .text = MUST,
		.keys = { MAY(TAG, TEXT), MAY(WORKED, WORKED), COMMON } },
	[TYPE_NOTE] = { S("note"), JUDGEMENT, .meaning = "anything else", IDS(0, MANY), PEOPLE(0, MANY), .text = MUST,
		.keys = { MAY(WIN, PERCENT), COMMON } },
	[TYPE_CLOSE] = { S("close"), JUDGEMENT, .meaning = "carried out, or over", .text = MAY,
		.keys = { MUST(AS, CLOSE), MAY(AMT, AMOUNT), COMMON } },

	[TYPE_DUE] = { S("due"), DERIVED, .meaning = "something to do",
		.keys = { MUST(RULE, NAME), MAY(RE, RE), MAY(VIA, CHANNEL), MAY(ACT, ACT), MAY(NTH, RATIO), MAY(LATE, PERIOD),
			MAY(IN, PERIOD), MAY(AMT, AMOUNT), MAY(WHY, TEXT), COMMON } },
	[TYPE_SCORE] = { S("score"), DERIVED, .meaning = "a figure and why",
		.keys = { MUST(OF, VIEW), MUST(VAL, NUMBER), MAY(N, NUMBER), MAY(KEPT, NUMBER), MAY(LATE, NUMBER), MAY(BROKEN, NUMBER),
			MAY(OPEN, NUMBER), MAY(DAYS, NUMBER), MAY(MEAN, NUMBER), MAY(BASE, NUMBER), MAY(BY, WHEN),
			MAY(AMT, AMOUNT), MAY(PAID, AMOUNT), MAY(WAIVED, AMOUNT), MAY(PROMISED, AMOUNT), MAY(DISPUTED, AMOUNT),
			MAY(D30, AMOUNT), MAY(D60, AMOUNT), MAY(D90, AMOUNT), MAY(OLDER, AMOUNT), MAY(RISK, AMOUNT),
			MAY(MET, NUMBER), MAY(MISSING, NUMBER), MAY(UNKNOWN, NUMBER),
			MAY(OURS, AMOUNT), MAY(THEIRS, AMOUNT), MAY(GAP, AMOUNT), MAY(LIMIT, AMOUNT), MAY(BATNA, AMOUNT),
			MAY(WHY, TEXT), MAY(TAG, TEXT), MAY(WORKED, NUMBER), MAY(PART, NUMBER), MAY(FAILED, NUMBER),
			MAY(ABOUT, FACTOR), MAY(TREND, NUMBER),
			MAY(REL, NUMBER), MAY(RES, NUMBER), MAY(UNC, NUMBER), MAY(SKILL, NUMBER), COMMON } },

	[TYPE_X] = { S("x-"), .group = "the user's own", .meaning = "kept, passed on, never interpreted", .date = MAY, .deal = MAY, .text = MAY,
		IDS(0, MANY), PEOPLE(0, MANY) },
};
#undef MAY
#undef MUST
/* clang-format on */

static struct fingerprint
print_of(struct str w)
{
	char copy[SCHEMA_WORD_MAX] = { 0 };

	memcpy(copy, w.p, w.n);
	return schema_print((struct str){ copy, w.n });
}

/* Makes the set empty, with the multiplier numbered `good`. */
static void
begin_words(struct schema_words *s, unsigned good)
{
	s->multiplier = (2 * good + 1) * NAMES_MULTIPLIER;
}

/* Finds the next multiplier that gives each word so far its own slot. */
COLD static void
seek_multiplier(struct schema_words *s)
{
	unsigned i;

	do {
		s->multiplier += 2 * NAMES_MULTIPLIER;
		memset(s->at, 0, sizeof(s->at));
		for (i = 1; i <= s->n && !s->at[schema_slot(s, s->print[i])]; i++)
			s->at[schema_slot(s, s->print[i])] = (uint8_t)i;
	} while (i <= s->n);
}

/* Adds a word unless it is there; returns its number. */
static unsigned
add_word(struct schema_words *s, struct str w)
{
	struct fingerprint f = print_of(w);
	unsigned i;

	while ((i = s->at[schema_slot(s, f)]) != 0) {
		if (s->print[i].a == f.a && s->print[i].b == f.b)
			return i - 1;
		seek_multiplier(s);
	}
	assert(s->n < SCHEMA_NAMES);
	s->print[++s->n] = f;
	s->at[schema_slot(s, f)] = (uint8_t)s->n;
	return s->n - 1;
}

static void
add_kind(struct schema *s, int kind)
{
	const char *list = schema_kinds[kind].words;

	for (struct str w; (w = schema_next_word(&list)).n;)
		s->kinds[add_word(&s->words, w)] |= UINT64_C(1) << kind;
}

/* More than any record has; doesn't reach the highest bit. */
enum { ANY_NUMBER = (1 << 19) - 1 };

static struct schema_limits
limits_of(const struct type_row *row)
{
	const enum need needs[] = { row->date, row->deal, row->text };
	const uint64_t one[] = { HAS_DATE, HAS_DEAL, HAS_TEXT };
	struct schema_limits l = { .keys = row->keys };

	l.least = row->ids_min * HAS_ID + row->people_min * HAS_PERSON;
	for (int i = 0; i < 3; i++) {
		l.least += needs[i] == MUST ? one[i] : 0;
		l.most += needs[i] != NO ? one[i] : 0;
	}
	l.most += (row->ids_max == MANY ? ANY_NUMBER : row->ids_max) * HAS_ID;
	l.most += (row->people_max == MANY ? ANY_NUMBER : row->people_max) * HAS_PERSON;
	if (row == &schema_types[TYPE_AMENDED] || row == &schema_types[TYPE_X])
		l.least = 2 * HAS_DATE;
	return l;
}

void
schema_init(struct schema *s)
{
	*s = (struct schema){ 0 };
	begin_words(&s->words, SCHEMA_GOOD_WORDS);
	begin_words(&s->types, SCHEMA_GOOD_TYPES);
	begin_words(&s->keys, SCHEMA_GOOD_KEYS);
	for (int k = 0; k < KIND_COUNT_; k++) {
		add_kind(s, k);
		s->form_of[k] = (uint8_t)schema_kinds[k].form;
	}
	for (int t = 0; t < TYPE_X; t++) {
		add_word(&s->types, schema_types[t].name);
		s->names[t] = near_word(schema_types[t].name);
	}
	for (int k = 0; k < KEY_COUNT; k++)
		add_word(&s->keys, schema_key_names[k]);
	for (int t = 0; t < TYPE_COUNT; t++) {
		const struct key_use *u = schema_types[t].keys;

		s->limits[t] = limits_of(&schema_types[t]);
		for (unsigned n = 0; u[n].need; n++) {
			s->limits[t].use_at[u[n].key] = (uint8_t)(n + 1);
			s->limits[t].must_keys |= (uint64_t)(u[n].need == MUST) << (n + 1);
		}
	}
}

enum type
schema_type(const struct schema *s, struct str name)
{
	return (enum type)(
	    schema_fits(name) ? schema_number(&s->types, print_of(name), TYPE_NONE) : TYPE_NONE);
}

enum key
schema_key(const struct schema *s, struct str name)
{
	return (enum key)(
	    schema_fits(name) ? schema_number(&s->keys, print_of(name), KEY_NONE) : KEY_NONE);
}

bool
schema_is_word(const struct schema *s, enum kind k, struct str w)
{
	return schema_fits(w) && schema_in_kind(s, k, print_of(w));
}

struct str
schema_word(const struct schema *s, unsigned number)
{
	const char *p = (const char *)&s->words.print[number + 1];
	const char *end = memchr(p, 0, SCHEMA_WORD_MAX);

	return (struct str){ p, end ? (size_t)(end - p) : SCHEMA_WORD_MAX };
}

unsigned
schema_place(const char *list, struct str word)
{
	struct str w;

	for (unsigned i = 1; (w = schema_next_word(&list)).n; i++)
		if (str_eq(w, word))
			return i;
	return 0;
}

struct str
schema_next_word(const char **list)
{
	struct str w = { *list, 0 };

	if (!w.p)
		return w;
	w.n = strcspn(w.p, " ");
	*list += w.n + (w.p[w.n] == ' ');
	return w;
}
