#include "book/facts.h"
#include "book/views.h"

/* The leaves of the decision list, in the order they are tried. */
enum leaf {
	FIND_BOSS,
	FIND_AUTHORITY,
	EXPECTED,
	ASK,
	WAIT,
	NO_IMPASSE,
	NOTHING_TRIED,
	FIND_BRIEFED,
	BACKS_THEIR_OWN,
	FIND_RELATIONSHIP,
	NO_CONSENT,
	FIND_STANCE,
	NO_LIKELIER,
	LAST_RESORT,
	LAST_RESORT_AGREED,
};

/* clang-format off */
static const struct {
	const char *name, *val, *reason;
	/* what to record next, with +DEAL put behind the type; @IT is the counterpart */
	const char *record;
} leaves[] = {
	[FIND_BOSS] = { "find-out", "unknown", "find out who is above @IT", "who @IT boss:@NAME" },
	[FIND_AUTHORITY] = { "find-out", "unknown", "find out whether @IT may decide alone", "who @IT authority:limited, or authority:full" },
	[EXPECTED] = { "expected", "1", "yes, it is expected: @IT may not decide alone, and agrees", "plan %ID @BOSS @IT by:DATE TEXT" },
	[ASK] = { "ask", "0", "not before @IT was asked, who may not decide alone", "escalate @BOSS consent:asked" },
	[WAIT] = { "ask", "0", "not yet: @IT was asked and has not answered", "escalate @BOSS consent:yes, or consent:no" },
	[NO_IMPASSE] = { "not-yet", "0", "not yet: talks are not stuck", "impasse @IT TEXT, if they are" },
	[NOTHING_TRIED] = { "not-yet", "0", "not yet: nothing else was tried", "tactic @IT tag:NAME worked:no" },
	[FIND_BRIEFED] = { "find-out", "unknown", "find out whether @IT keeps the boss informed", "who @IT briefed:yes, or briefed:no" },
	[BACKS_THEIR_OWN] = { "backs-own", "0", "no: the boss is kept informed, and likely to back their own", "tactic @IT tag:NAME worked:yes, for what else helps" },
	[FIND_RELATIONSHIP] = { "find-out", "unknown", "find out what the relationship is worth to us", "deal relationship:keep, or open, strained, over" },
	[NO_CONSENT] = { "relationship", "0", "no: it would cost a relationship that we want to keep", "escalate @BOSS consent:asked" },
	[FIND_STANCE] = { "find-out", "unknown", "find out whether the boss would agree with us", "who @BOSS stance:agrees, or stance:backs" },
	[NO_LIKELIER] = { "no-likelier", "0", "no: the boss is not likelier to agree", "who @BOSS stance:agrees, once that is known" },
	[LAST_RESORT] = { "last-resort", "1", "yes, as a last resort", "escalate @BOSS consent:no" },
	[LAST_RESORT_AGREED] = { "last-resort", "1", "yes, as a last resort, and @IT agrees", "escalate @BOSS consent:yes" },
};
/* clang-format on */

struct escalate {
	struct score *s;
	struct book *b;
	uint32_t deal, person;
	struct facts facts;
	/* of the deal */
	struct fact relationship;
	uint32_t impasse; /* not over yet; NONE: talks go on */
	uint32_t tried;   /* the last technique used in the deal; NONE: nothing */
	/* of the person */
	struct fact boss, authority, briefed, stance;
	struct fact *consents; /* by person: the last escalate to them in this deal */
	uint32_t *stamp;       /* by person: the deal that is about, + 1 */
	uint32_t *above;       /* by person: the deal in which they are a boss, + 1 */
};

/* Goes through judgements and offers in order: an impasse lasts until the parties agree,
 * somebody makes an offer or the deal ends. */
static void
look_at_judgement(struct escalate *g)
{
	struct book *b = g->b;

	for (uint32_t e = b->deal[g->deal].others.first; e != NONE; e = b->entries[e].next) {
		const struct record *r;
		uint32_t p;

		switch (b->entries[e].type) {
		case TYPE_IMPASSE:
			g->impasse = e;
			break;
		case TYPE_OFFER:
			g->impasse = NONE;
			break;
		case TYPE_TACTIC:
			g->tried = e;
			break;
		case TYPE_ESCALATE:
			r = book_record(b, e);
			p = book_person(b, r->people[0]);
			g->stamp[p] = g->deal + 1;
			g->consents[p] = (struct fact){
				arena_str(&b->arena, record_value(r, KEY_CONSENT)), e
			};
			break;
		default:
			break;
		}
	}
}

/* Ends the impasse if an agreement or a close came after it. */
static void
end_impasse(struct escalate *g)
{
	const struct book *b = g->b;
	const struct deal *d = &b->deal[g->deal];

	for (uint32_t e = d->contacts.first; e != NONE && g->impasse != NONE;
	     e = b->entries[e].next)
		if (b->entries[e].type == TYPE_AGREED && entry_cmp(b, e, g->impasse) > 0)
			g->impasse = NONE;
	for (uint32_t e = d->closes.first; e != NONE && g->impasse != NONE; e = b->entries[e].next)
		if (entry_cmp(b, e, g->impasse) > 0)
			g->impasse = NONE;
}

static bool
is(struct fact f, const char *word)
{
	return str_eq(f.value, str_from(word));
}

static struct fact
consent_of(const struct escalate *g)
{
	uint32_t boss = fact_person(g->b, g->boss.value);

	if (boss == NONE || g->stamp[boss] != g->deal + 1)
		return (struct fact){ { NULL, 0 }, NONE };
	return g->consents[boss];
}

/* The decision list: the first line that fits. */
static enum leaf
decide(const struct escalate *g)
{
	struct fact consent = consent_of(g);
	bool keep = is(g->relationship, "keep") || is(g->relationship, "open");

	if (!g->boss.value.n)
		return FIND_BOSS;
	if (!g->authority.value.n)
		return FIND_AUTHORITY;
	if (is(g->authority, "limited") && is(consent, "yes"))
		return EXPECTED;
	if (is(g->authority, "limited") && !is(consent, "no"))
		return is(consent, "asked") ? WAIT : ASK;
	if (g->impasse == NONE)
		return NO_IMPASSE;
	if (g->tried == NONE)
		return NOTHING_TRIED;
	if (!g->briefed.value.n)
		return FIND_BRIEFED;
	if (is(g->briefed, "yes"))
		return BACKS_THEIR_OWN;
	if (!g->relationship.value.n)
		return FIND_RELATIONSHIP;
	if (keep && !is(consent, "yes"))
		return NO_CONSENT;
	if (!g->stance.value.n || is(g->stance, "unknown"))
		return FIND_STANCE;
	if (!is(g->stance, "agrees"))
		return NO_LIKELIER;
	return is(consent, "yes") ? LAST_RESORT_AGREED : LAST_RESORT;
}

/* Writes words in which @IT and @BOSS stand for the two people. */
static void
put_words(const struct escalate *g, struct buf *b, struct str words)
{
	const char *p = words.p, *end = words.p + words.n, *mark;

	while ((mark = memchr(p, '@', (size_t)(end - p)))) {
		struct str rest = str_span(mark, end);

		buf_str(b, str_span(p, mark));
		if (str_starts(rest, STR("@IT"))) {
			buf_char(b, '@');
			buf_str(b, g->b->person[g->person].name);
			p = mark + strlen("@IT");
		} else if (g->boss.value.n && str_starts(rest, STR("@BOSS"))) {
			buf_str(b, g->boss.value);
			p = mark + strlen("@BOSS");
		} else {
			buf_char(b, '@');
			p = mark + 1;
		}
	}
	buf_str(b, str_span(p, end));
}

static void
because_fact(struct escalate *g, const char *what, struct fact f)
{
	score_because(g->s, str_from(what));
	buf_char(&g->s->why, ' ');
	buf_str(&g->s->why, f.value.n ? f.value : STR("unknown"));
	score_at(g->s, f.entry);
}

static void
because(struct escalate *g, enum leaf leaf)
{
	struct fact impasse = { g->impasse == NONE ? STR("no") : STR("yes"), g->impasse };
	struct fact tried = { g->tried == NONE ? STR("nothing") : STR("yes"), g->tried };
	struct str record;

	if (!g->s->evidence)
		return;
	because_fact(g, "boss", g->boss);
	because_fact(g, "authority", g->authority);
	because_fact(g, "consent", consent_of(g));
	because_fact(g, "impasse", impasse);
	because_fact(g, "tried", tried);
	because_fact(g, "briefed", g->briefed);
	because_fact(g, "relationship", g->relationship);
	because_fact(g, "stance", g->stance);
	score_because(g->s, STR("record: "));
	record = str_from(leaves[leaf].record);
	buf_str(&g->s->why, str_cut(&record, ' '));
	buf_str(&g->s->why, STR(" +"));
	buf_str(&g->s->why, g->b->deal[g->deal].name);
	buf_char(&g->s->why, ' ');
	put_words(g, &g->s->why, record);
	score_at(g->s, NONE);
}

static void
add_row(struct escalate *g)
{
	struct score *s = g->s;
	struct book *b = g->b;
	uint32_t boss;
	enum leaf leaf;

	g->boss = facts_who(&g->facts, g->person, g->deal, KEY_BOSS);
	g->authority = facts_who(&g->facts, g->person, g->deal, KEY_AUTHORITY);
	g->briefed = facts_who(&g->facts, g->person, g->deal, KEY_BRIEFED);
	boss = fact_person(b, g->boss.value);
	g->stance = boss == NONE ? (struct fact){ { NULL, 0 }, NONE }
				 : facts_who(&g->facts, boss, g->deal, KEY_STANCE);
	leaf = decide(g);
	score_begin(s, VIEW_ESCALATE, g->deal, NULL, g->person);
	score_word(s, KEY_VAL, str_from(leaves[leaf].val));
	score_word(s, KEY_WHY, str_from(leaves[leaf].name));
	put_words(g, &s->text, str_from(leaves[leaf].reason));
	because(g, leaf);
	score_end(s);
}

/* Adds a row for each counterpart, except those who are another's boss. */
static void
add_deal(struct escalate *g)
{
	struct book *b = g->b;

	g->impasse = g->tried = NONE;
	g->relationship = fact_deal(b, g->deal, KEY_RELATIONSHIP);
	look_at_judgement(g);
	end_impasse(g);
	facts_people(&g->facts, g->deal);
	for (size_t i = 0; i < g->facts.npeople; i++) {
		uint32_t p = g->facts.people[i];
		uint32_t boss = fact_person(b, facts_who(&g->facts, p, g->deal, KEY_BOSS).value);

		if (boss != NONE)
			g->above[boss] = g->deal + 1;
	}
	for (size_t i = 0; i < g->facts.npeople; i++) {
		g->person = g->facts.people[i];
		if (g->above[g->person] != g->deal + 1 && score_wants_person(g->s, g->person))
			add_row(g);
	}
}

void
view_escalate(struct score *s)
{
	struct escalate g = { .s = s, .b = s->book };
	size_t n = s->book->people.n + (size_t)1;
	struct arena a = { 0 };

	facts_init(&g.facts, s->book);
	g.consents = arena_new(&a, sizeof(*g.consents), n);
	g.stamp = arena_new(&a, sizeof(*g.stamp), n);
	g.above = arena_new(&a, sizeof(*g.above), n);
	for (g.deal = 0; g.deal < g.b->deals.n; g.deal++)
		if (score_wants(s, g.deal) && !fact_mediation(g.b, g.deal))
			add_deal(&g);
	facts_release(&g.facts);
	arena_release(&a);
}
