#include "book/cells.h"
#include "book/facts.h"
#include "book/people.h"
#include "book/views.h"

enum answer { UNKNOWN, MISSING, MET };

/* Whose task it is to have the thing. */
enum whose { OURS, THEIRS, NOBODYS };

/* An item of the gate.  What nobody recorded is missing if it was up to us, else unknown. */
struct gate {
	const char *name;
	enum whose whose;
	const char *record; /* what to record: a template, with +DEAL put behind the type */
};

enum {
	OUR_NEEDS,
	THEIR_NEEDS,
	OUR_PRESSURE,
	THEIR_PRESSURE,
	MUSTS,
	LIMIT,
	BATNA,
	TRADES,
	AUTHORITY,
	AGENDA,
	PURPOSE,
	CONDITIONS,
	GATES = CONDITIONS + 5
};

/* clang-format off */
static const struct gate gates[GATES] = {
	[OUR_NEEDS] = { "our needs", OURS, "need @me kind:want TEXT" },
	[THEIR_NEEDS] = { "their needs", THEIRS, "need @THEM kind:want TEXT" },
	[OUR_PRESSURE] = { "our pressures", OURS, "need @me kind:pressure TEXT" },
	[THEIR_PRESSURE] = { "their pressures", THEIRS, "need @THEM kind:pressure TEXT" },
	[MUSTS] = { "must-haves", OURS, "need @me kind:must TEXT" },
	[LIMIT] = { "limit", OURS, "need @me kind:limit amt:AMOUNT TEXT" },
	[BATNA] = { "best alternative", OURS, "need @me kind:batna amt:AMOUNT TEXT" },
	[TRADES] = { "what we can trade", OURS, "need @me kind:trade TEXT" },
	[AUTHORITY] = { "authority", THEIRS, "who @THEM authority:full, or authority:limited boss:@NAME" },
	[AGENDA] = { "agenda", NOBODYS, "sent @THEM re:agenda" },
	[PURPOSE] = { "a plan's purpose", NOBODYS, "plan %ID @THEM by:DATE TEXT" },
	[CONDITIONS] = { "wanted", THEIRS, "condition of:wanted answer:yes" },
	{ "giving", THEIRS, "condition of:giving answer:yes" },
	{ "unharmed", THEIRS, "condition of:unharmed answer:yes" },
	{ "backed", THEIRS, "condition of:backed answer:yes" },
	{ "known", THEIRS, "condition of:known answer:yes" },
};
/* clang-format on */

struct found {
	enum answer answer;
	uint32_t entry; /* the record that says so, or NONE */
};

struct ready {
	struct score *s;
	struct book *b;
	uint32_t deal;
	bool parties; /* none of them is us: what would be ours isn't asked for */
	struct facts facts;
	struct found found[GATES];
	uint32_t them;      /* the one of theirs to name: the last in touch; or NONE */
	uint32_t undecided; /* somebody whose authority isn't known; NONE: nobody */
	struct cells last;  /* in this deal: (condition, person or NONE) -> their last answer + 1 */
};

static void
meet(struct ready *g, int gate, uint32_t entry)
{
	g->found[gate] = (struct found){ MET, entry };
}

static void
look_at_need(struct ready *g, uint32_t e, const struct record *r)
{
	static const struct {
		struct str kind;
		int ours, theirs;
	} kinds[] = {
		{ { "want", 4 }, OUR_NEEDS, THEIR_NEEDS },
		{ { "must", 4 }, MUSTS, THEIR_NEEDS },
		{ { "pressure", 8 }, OUR_PRESSURE, THEIR_PRESSURE },
		{ { "limit", 5 }, LIMIT, GATES },
		{ { "batna", 5 }, BATNA, GATES },
		{ { "trade", 5 }, TRADES, GATES },
	};
	bool ours = people_ours(g->b, book_person(g->b, r->people[0]), g->deal);
	struct str kind = record_value(r, KEY_KIND);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		int gate = ours ? kinds[i].ours : kinds[i].theirs;

		if (str_eq(kind, kinds[i].kind) && gate < GATES)
			meet(g, gate, e);
	}
}

/* The condition that an entry answers; GATES if none. */
static int
condition_of(struct ready *g, uint32_t e)
{
	struct str of = record_value(book_record(g->b, e), KEY_OF);
	int gate = CONDITIONS;

	while (gate < GATES && !str_eq(of, str_from(gates[gate].name)))
		gate++;
	return gate;
}

/* Where the last answer to a condition is kept, by whomever the entry names, or nobody. */
static uint32_t *
last_of(struct ready *g, int gate, uint32_t e)
{
	uint32_t person = refs_first(entry_people(g->b, &g->b->entries[e]));

	return &cells_put(&g->last, (uint32_t)gate, 0, person, 0)->value;
}

/* A no to a condition, on one's own behalf or for all, keeps it shut until a later yes by
 * the same person, or one for all. */
static void
look_at_condition(struct ready *g, uint32_t e)
{
	int gate = condition_of(g, e);
	const struct record *r = book_record(g->b, e);
	bool yes = str_eq(record_value(r, KEY_ANSWER), STR("yes"));

	if (gate == GATES || *last_of(g, gate, e) != e + 1)
		return;
	if (!yes || !r->npeople || g->found[gate].answer != MISSING)
		g->found[gate] = (struct found){ yes ? MET : MISSING, e };
}

/* Notes who answered what last. */
static void
look_at_answers(struct ready *g)
{
	const struct book *b = g->b;

	cells_clear(&g->last);
	for (uint32_t e = b->deal[g->deal].others.first; e != NONE; e = b->entries[e].next) {
		int gate = b->entries[e].type == TYPE_CONDITION ? condition_of(g, e) : GATES;

		if (gate < GATES)
			*last_of(g, gate, e) = e + 1;
	}
}

static void
look_at_others(struct ready *g)
{
	struct book *b = g->b;

	look_at_answers(g);
	for (uint32_t e = b->deal[g->deal].others.first; e != NONE; e = b->entries[e].next) {
		if (b->entries[e].type == TYPE_NEED)
			look_at_need(g, e, book_record(b, e));
		else if (b->entries[e].type == TYPE_CONDITION)
			look_at_condition(g, e);
	}
}

/* May everybody on the other side decide, or do we know who may? */
static void
look_at_authority(struct ready *g)
{
	struct found all = { MET, NONE };

	g->undecided = NONE;
	facts_people(&g->facts, g->deal);
	for (size_t i = 0; i < g->facts.npeople; i++) {
		uint32_t p = g->facts.people[i];
		struct fact f = facts_who(&g->facts, p, g->deal, KEY_AUTHORITY);
		bool limited = str_eq(f.value, STR("limited"));
		enum answer one = MET;

		if (!f.value.n)
			one = UNKNOWN;
		else if (limited && !facts_who(&g->facts, p, g->deal, KEY_BOSS).value.n)
			one = MISSING;
		if (i == 0 || one < all.answer) {
			all = (struct found){ one, f.entry };
			g->undecided = p;
		}
	}
	if (g->facts.npeople)
		g->found[AUTHORITY] = all; /* the worst of several */
}

/* Remembers somebody on their side whom the record names. */
static void
remember(struct ready *g, uint32_t entry)
{
	struct refs people = entry_people(g->b, &g->b->entries[entry]);

	for (uint32_t i = 0; i < people.n; i++) {
		if (people_is_party(g->b, people.p[i], g->deal)) {
			g->them = people.p[i];
			return;
		}
	}
}

/* Is there an agenda, sent to somebody or received, since the last meeting? */
static void
look_at_contacts(struct ready *g)
{
	struct book *b = g->b;
	uint32_t agenda = book_re_bits(b, STR("agenda"));

	for (uint32_t e = b->deal[g->deal].contacts.first; e != NONE; e = b->entries[e].next) {
		enum type t = (enum type)b->entries[e].type;

		remember(g, e);
		if (t == TYPE_MET)
			g->found[AGENDA] = (struct found){ UNKNOWN, NONE };
		else if (b->entries[e].re & agenda && entry_reached(&b->entries[e]))
			meet(g, AGENDA, e);
	}
}

/* An open plan says what the contact is for; of several, the one recorded last is named. */
static void
look_at_plans(struct ready *g)
{
	const struct book *b = g->b;
	const struct item *last = NULL;

	for (uint32_t i = b->deal[g->deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];

		if (it->definition == NONE || it->type != TYPE_PLAN || it->state >= STATE_DONE)
			continue;
		if (!last || entry_cmp(b, it->definition, last->definition) > 0)
			last = it;
	}
	if (last)
		meet(g, PURPOSE, last->definition);
}

static bool
is_asked(const struct ready *g, int gate)
{
	return !g->parties || gates[gate].whose != OURS;
}

static enum answer
answer_of(const struct ready *g, int gate)
{
	enum answer a = g->found[gate].answer;

	return a == UNKNOWN && gates[gate].whose != THEIRS ? MISSING : a;
}

/* Writes the record to make, for this deal and somebody on the other side. */
static void
put_record(struct ready *g, int gate)
{
	struct buf *b = &g->s->why;
	uint32_t them = gate == AUTHORITY ? g->undecided : g->them;
	struct str rest = str_from(gates[gate].record), type = str_cut(&rest, ' ');

	buf_str(b, type);
	buf_str(b, STR(" +"));
	buf_str(b, g->b->deal[g->deal].name);
	while (rest.p) {
		struct str word = str_cut(&rest, ' ');

		buf_char(b, ' ');
		if (str_eq(word, STR("@THEM")) && them != NONE) {
			buf_char(b, '@');
			buf_str(b, g->b->person[them].name);
		} else {
			buf_str(b, word);
		}
	}
}

static void
because_gate(struct ready *g, int gate)
{
	static const struct str words[] = { { "unknown ", 8 }, { "missing ", 8 }, { "met ", 4 } };
	enum answer a = answer_of(g, gate);

	if (!score_because(g->s, words[a]))
		return;
	buf_str(&g->s->why, str_from(gates[gate].name));
	if (a != MET) {
		buf_str(&g->s->why, STR(": "));
		put_record(g, gate);
	}
	score_at(g->s, g->found[gate].entry);
}

/* Names the items that have that answer. */
static void
say_gates(struct ready *g, enum answer a, const char *words)
{
	int n = 0;

	for (int i = 0; i < GATES; i++) {
		if (!is_asked(g, i) || answer_of(g, i) != a)
			continue;
		score_say(g->s, n++ ? STR(", ") : str_from(words));
		score_say(g->s, str_from(gates[i].name));
	}
}

static void
add_row(struct ready *g)
{
	struct score *s = g->s;
	int64_t n[3] = { 0, 0, 0 };

	score_begin(s, VIEW_READY, g->deal, NULL, NONE);
	for (int i = 0; i < GATES; i++) {
		if (!is_asked(g, i))
			continue;
		n[answer_of(g, i)]++;
		because_gate(g, i);
	}
	score_count(s, KEY_VAL, n[MISSING] + n[UNKNOWN] == 0);
	score_count(s, KEY_N, n[MET] + n[MISSING] + n[UNKNOWN]);
	score_count(s, KEY_MET, n[MET]);
	score_count(s, KEY_MISSING, n[MISSING]);
	score_count(s, KEY_UNKNOWN, n[UNKNOWN]);
	if (n[MISSING] + n[UNKNOWN] == 0)
		score_say(s, STR("ready"));
	else
		score_say(s, STR("not ready"));
	say_gates(g, MISSING, "; missing: ");
	say_gates(g, UNKNOWN, "; unknown: ");
	score_end(s);
}

void
view_ready(struct score *s)
{
	struct ready g = { .s = s, .b = s->book };

	facts_init(&g.facts, s->book);
	for (g.deal = 0; g.deal < g.b->deals.n; g.deal++) {
		if (!score_wants(s, g.deal))
			continue;
		for (int i = 0; i < GATES; i++)
			g.found[i] = (struct found){ UNKNOWN, NONE };
		g.parties = fact_mediation(g.b, g.deal);
		g.them = NONE;
		look_at_others(&g);
		look_at_authority(&g);
		look_at_contacts(&g);
		look_at_plans(&g);
		add_row(&g);
	}
	facts_release(&g.facts);
	cells_release(&g.last);
}
