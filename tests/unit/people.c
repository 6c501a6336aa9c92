#include "book/people.h"

#include "record/scan.h"
#include "unit.h"

/* What several lines say of one person and of one deal.  Each says something alone,
 * or says again what an other does, dated or not, of one deal or of all. */
static const char *const lines[] = {
	"who +- @jane side:neutral prefers:sms A",
	"- who +- @jane side:agents B",
	"2025-01-02 who +- @jane prefers:phone",
	"who +acme @jane side:sellers prefers:letter",
	"- who +acme @jane side:buyers C",
	"2025-01-01 who +acme @jane side:\"banks\"",
	"who +acme @bob",
	"who +north @bob side:us",
	"who +acme @me side:them prefers:video",
	"deal +acme kind:sale via:email Widgets",
	"- deal +acme kind:purchase",
	"2025-01-03 deal +acme at:deals/acme.fu:7 Gadgets",
	"2025-01-04 deal +north via:phone",
	"2025-01-05 promise +acme %p1 @jane by:2025-02-01 to:@ann Send it",
};

enum { LINES = sizeof(lines) / sizeof(*lines), ROUNDS = 300 };

static void
add(struct book *b, struct lexer *lx, const char *line)
{
	char text[128] = { 0 };

	memcpy(text, line, strlen(line));
	text[strlen(line)] = '\n';
	if (lex_record(lx, text))
		book_add(b, &lx->rec);
}

static void
check(struct book *b)
{
	uint32_t acme = book_deal(b, STR("acme")), north = book_deal(b, STR("north"));
	uint32_t jane = book_person(b, STR("jane")), bob = book_person(b, STR("bob"));
	uint32_t ann = book_person(b, STR("ann")), me = book_person(b, STR("me"));

	check_str("all deals", "neutral", people_side(b, jane, NONE));
	check_str("a deal that says nothing", "neutral", people_side(b, jane, north));
	check_str("one deal, the dated line", "banks", people_side(b, jane, acme));
	check_str("all deals", "phone", people_prefers(b, jane, north));
	check_str("one deal", "letter", people_prefers(b, jane, acme));
	check_str("nothing said", "them", people_side(b, bob, acme));
	check_str("of one deal alone", "us", people_side(b, bob, north));
	check_int("of one deal alone", 1, people_ours(b, bob, north));
	check_int("not of the other", 0, people_ours(b, bob, acme));
	check_str("named by to: alone", "them", people_side(b, ann, acme));
	check_int("named by to: alone", ann, b->item[book_item(b, acme, STR("p1"))].to);
	check_str("@me is on side us", "us", people_side(b, me, acme));
	check_str("@me has a channel", "video", people_prefers(b, me, acme));
	check_int("who lines of all deals", 6, b->person[jane].declared.n);
	check_str("kind", "sale", b->deal[acme].kind);
	check_str("via", "email", b->deal[acme].via);
	check_str("title", "Gadgets", b->deal[acme].title);
	check_str("via of the other", "phone", b->deal[north].via);
	check_str("no title", "", b->deal[north].title);
	check_str("asked by key", "letter", people_who(b, jane, acme, KEY_PREFERS));
	check_str("asked by key", "phone", people_who(b, jane, north, KEY_PREFERS));
}

static void
test(const struct schema *schema, const size_t *order)
{
	struct moment now = { 30000, -1 };
	struct lexer lx;
	struct book b;

	lex_init(&lx, schema, NULL);
	book_init(&b, schema, now, STR("me"));
	for (size_t i = 0; i < LINES; i++)
		add(&b, &lx, lines[order[i]]);
	book_ready(&b, 1);
	check(&b);
	book_release(&b);
	lex_release(&lx);
}

int
main(void)
{
	struct schema schema;
	size_t order[LINES];
	uint64_t seed = 7;

	schema_init(&schema);
	for (size_t i = 0; i < LINES; i++)
		order[i] = i;
	for (int round = 0; round < ROUNDS; round++) {
		test(&schema, order);
		for (size_t i = LINES - 1; i > 0; i--) {
			size_t j = (size_t)unit_between(&seed, 0, (int64_t)i), was = order[i];

			order[i] = order[j];
			order[j] = was;
		}
	}
	return unit_end("people");
}
