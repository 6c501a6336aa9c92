#include "book/keep.h"

#include "unit.h"

/* Canonical lines are put together from these, kept in a book, and read back: they
 * must come back byte for byte, and in the order of day, time and bytes. */
static const char *const dates[] = { "- ", "2025-01-01 ", "2025-01-01T08:00 ", "2025-01-02 " };
static const char *const heads[] = { "sent +acme @bob re:recap", "sent +acme @bob",
	"met +acme @bob", "met +acme-2 @bob", "met +acm @bob via:email", "note +-", "note +acme",
	"note +acme @bob", "agreed +acme @bob", "paid +acme %o1 amt:5USD",
	"paid +acme %o1 amt:50USD", "paid +acme %o1 @bob amt:5USD", "who +acme @bob org:\"A B\"",
	"who +- @bob side:us", "deal +acme via:email", "deal +acme-2", "holiday",
	"rule +acme %r re:recap", "promise +acme %p1 @bob by:2025-02-01 to:@ann" };
static const char *const texts[] = { "", " Text", " Te", " \xc3\xa9t\xc3\xa9", " -- re:recap",
	" zzz", " 5 days" };

enum {
	DATES = sizeof(dates) / sizeof(*dates),
	HEADS = sizeof(heads) / sizeof(*heads),
	TEXTS = sizeof(texts) / sizeof(*texts),
	LINES = DATES * HEADS * TEXTS,
	LONGEST = 128
};

struct kept {
	char line[LONGEST];
	struct moment when;
	uint32_t entry;
};

static void
make(struct kept *k, size_t i)
{
	const char *parts[] = { dates[i % DATES], heads[i / DATES % HEADS],
		texts[i / DATES / HEADS] };
	size_t n = 0;

	memset(k->line, 0, LONGEST);
	for (size_t p = 0; p < 3; p++) {
		memcpy(k->line + n, parts[p], strlen(parts[p]));
		n += strlen(parts[p]);
	}
	k->line[n] = '\n';
}

/* Quotes are taken off: such a line is put together anew, and so is every other one
 * here, to see that it is the same. */
static void
add(struct book *b, struct lexer *lx, struct kept *k, bool anew)
{
	lex_record(lx, k->line);
	if (anew || strchr(k->line, '"') || strstr(k->line, " -- "))
		lx->rec.verbatim = (struct str){ NULL, 0 };
	k->when = lx->rec.when;
	k->entry = book_add(b, &lx->rec);
}

static int
order(const struct kept *x, const struct kept *y)
{
	int64_t a = moment_key(x->when), b = moment_key(y->when);

	return a != b ? (a < b ? -1 : 1)
		      : str_cmp((struct str){ x->line, strlen(x->line) - 1 },
			    (struct str){ y->line, strlen(y->line) - 1 });
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
check_back(struct book *b, const struct kept *k, struct emitter *e, struct buf *out)
{
	emit_record(e, book_record(b, k->entry));
	check_buf("read back", k->line, out);
	if (strstr(k->line, "amt:50USD"))
		check_str("its amount", "50USD", entry_amt(b, k->entry));
}

static void
test(const struct schema *schema, struct kept *k, enum lean lean)
{
	static const struct moment now = { 30000, -1 };
	struct buf out = buf_mem();
	struct emitter e;
	struct lexer lx;
	struct book b;

	lex_init(&lx, schema, NULL);
	emit_init(&e, &out, schema);
	book_init(&b, schema, now, STR("me"));
	b.lean = lean;
	for (size_t i = 0; i < LINES; i++)
		add(&b, &lx, &k[i], i % 2);
	for (size_t i = 0; i < LINES; i++) {
		if (lean == LEAN_NOT)
			check_back(&b, &k[i], &e, &out);
		for (size_t j = 0; j < LINES; j++)
			/* texts that are left away but for their beginnings are not compared */
			if (lean == LEAN_NOT || i / (DATES * HEADS) == 0 ||
			    j / (DATES * HEADS) == 0)
				check_int(k[i].line, sign(order(&k[i], &k[j])),
				    sign(entry_cmp(&b, k[i].entry, k[j].entry)));
	}
	book_release(&b);
	emit_release(&e);
	lex_release(&lx);
	buf_release(&out);
}

int
main(void)
{
	static struct kept k[LINES];
	struct schema schema;

	schema_init(&schema);
	for (size_t i = 0; i < LINES; i++)
		make(&k[i], i);
	test(&schema, k, LEAN_NOT);
	test(&schema, k, LEAN_NOTES);
	test(&schema, k, LEAN_ALL);
	return unit_end("keep");
}
