/*
 * mutate: inputs for comparing fu-parse with refparse; the same seed gives the
 * same bytes.
 *
 *	mutate SEED LINES file...    LINES records of the files, many of them broken
 *	mutate -t SEED < canonical   the same records, tokens of the heads shuffled
 *	mutate -p < any              the bytes as a format of printf(1)
 */
#include "record/schema.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct text {
	char *p;
	size_t n;
};

static uint64_t state;

/* splitmix64 */
static uint64_t
next(void)
{
	uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* A number below n. */
static size_t
pick(size_t n)
{
	return (size_t)(next() % n);
}

static void *
more(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		abort();
	return p;
}

/* ---- what is put in ---- */

#define PIECE(lit) { (char []){ lit }, sizeof(lit) - 1 }

static const struct text pieces[] = {
	PIECE("+"), PIECE("%"), PIECE("@"), PIECE("-"), PIECE("--"), PIECE(" -- "), PIECE("\""),
	PIECE("\\"), PIECE("\\\""), PIECE("\\\\"), PIECE(":"), PIECE("://"), PIECE("//"), PIECE(","),
	PIECE("/"), PIECE("."), PIECE("_"), PIECE("#"), PIECE(" "), PIECE("  "), PIECE("\t"),
	PIECE(" \t "), PIECE("\n"), PIECE("\n "), PIECE("\n\t"), PIECE(" \n  "), PIECE("\t\n\t"),
	PIECE("\r"), PIECE("\r\n"), PIECE("\r\n "), PIECE("\n\n"), PIECE("\n#\n"), PIECE("\n \n "),
	PIECE("\xef\xbb\xbf"), PIECE("\xc2\x85"), PIECE("\xc2\x80"), PIECE("\xc2\x9f"),
	PIECE("\xc2\xa0"), PIECE("\xe2\x80\xa9"), PIECE("\xe2\x80\xaa"), PIECE("\xe2\x80\xae"),
	PIECE("\xe2\x80\xaf"), PIECE("\xe2\x81\xa5"), PIECE("\xe2\x81\xa6"), PIECE("\xe2\x81\xa9"),
	PIECE("\xe2\x81\xaa"), PIECE("\xe2\x80\x8b"), PIECE("\xc0\x80"), PIECE("\xc1\xbf"),
	PIECE("\xe0\x80\x80"), PIECE("\xe0\x9f\xbf"), PIECE("\xe0\xa0\x80"), PIECE("\xed\x9f\xbf"),
	PIECE("\xed\xa0\x80"), PIECE("\xed\xbf\xbf"), PIECE("\xee\x80\x80"), PIECE("\xef\xbf\xbf"),
	PIECE("\xf0\x80\x80\x80"), PIECE("\xf0\x8f\xbf\xbf"), PIECE("\xf0\x90\x80\x80"),
	PIECE("\xf0\x9f\x98\x80"), PIECE("\xf4\x8f\xbf\xbf"), PIECE("\xf4\x90\x80\x80"),
	PIECE("\xf5\x80\x80\x80"), PIECE("\xff"), PIECE("\xfe"), PIECE("\x80"), PIECE("\xbf"),
	PIECE("\xc3"), PIECE("\xe2"), PIECE("\xe2\x82"), PIECE("\xe2\x80"), PIECE("\xf0"),
	PIECE("\xf0\x9f"), PIECE("\xf0\x9f\x98"), PIECE("\xc3\xa9"), PIECE("\xe2\x82\xac"),
	PIECE("\0"), PIECE("\001"), PIECE("\x0b"), PIECE("\x0c"), PIECE("\x1b"), PIECE("\x1f"),
	PIECE("\x7f"), PIECE("\x1b[31m"),
};

static const struct text tokens[] = {
	PIECE("+"), PIECE("%"), PIECE("@"), PIECE("+-"), PIECE("--"), PIECE("-"), PIECE("---"),
	PIECE("+a"), PIECE("%a"), PIECE("@a"), PIECE("@a,"), PIECE("+a."), PIECE("%-a"),
	PIECE("+a.b"), PIECE("@a-_.b"), PIECE("%p1"), PIECE("@jane"), PIECE("@me"), PIECE("+acme"),
	PIECE("+5"), PIECE("@@a"), PIECE("%+a"), PIECE("+--"), PIECE("+-a"), PIECE("mailto:a@b"),
	PIECE("tel:+33"), PIECE("tel:"), PIECE("tel://1"), PIECE("https://x.org/"), PIECE("Re:"),
	PIECE("re:"), PIECE("by:"), PIECE("10:30"), PIECE("a:b"), PIECE("a-:b"), PIECE("-a:b"),
	PIECE("a1:b"), PIECE("A:b"), PIECE("a_b:c"), PIECE("a::b"), PIECE("a:/b"), PIECE("a:/"),
	PIECE("a:\"b\""), PIECE("a:\"b c\""), PIECE("a:\"\""), PIECE("a:\""), PIECE("a:\"b"),
	PIECE("a:\"b\"c"), PIECE("a:b\"c"), PIECE("a:\"\\\"\""), PIECE("a:\"\\n\""),
	PIECE("file:\"//x\""), PIECE("file://x"), PIECE("file:\"a\\\\b c\""), PIECE("file:a\\b"),
	PIECE("org:\"A  B\""), PIECE("org:\"A\tB\""), PIECE("only:us"), PIECE("only:us,@jane"),
	PIECE("only:us,,@jane"), PIECE("at:x:1"), PIECE("at:\"a b:1\""), PIECE("state:open"),
	PIECE("state:closed"), PIECE("#a"), PIECE("\"a\""), PIECE("\"a"), PIECE("\\"),
	PIECE("2025-07-01"), PIECE("2025-07-01T10:00"), PIECE("x-a"), PIECE("deal"), PIECE("note"),
	PIECE("<<<<<<<"), PIECE("======="),
};

static const struct text values[] = {
	PIECE("2025-07-15"), PIECE("2025-02-29"), PIECE("2024-02-29"), PIECE("1900-01-01"),
	PIECE("1899-12-31"), PIECE("1900-02-29"), PIECE("2000-02-29"), PIECE("9999-12-31"),
	PIECE("9999-12-31T23:59"), PIECE("10000-01-01"), PIECE("2025-07-15T24:00"),
	PIECE("2025-07-15T23:60"), PIECE("2025-07-15T9:00"), PIECE("2025-07-15T09:00:00"),
	PIECE("2025-7-15"), PIECE("2025-13-01"), PIECE("2025-00-10"), PIECE("2025-04-31"),
	PIECE("2025-07-00"), PIECE("2025-07-15t10:00"), PIECE("2025-07-15Z"), PIECE("20250715"),
	PIECE("-"), PIECE("+2d"), PIECE("+10bd"), PIECE("+24h"), PIECE("+1m"), PIECE("+1y"),
	PIECE("+0d"), PIECE("+9999y"), PIECE("+8000y"), PIECE("+999999999bd"),
	PIECE("+999999999h"), PIECE("+1000000000d"), PIECE("+d"), PIECE("+"), PIECE("+2"),
	PIECE("+2x"), PIECE("+2D"), PIECE("2d"), PIECE("24h"), PIECE("0h"), PIECE("01d"),
	PIECE("1b"), PIECE("1bd"), PIECE("3bd,5bd"), PIECE("3bd,,5bd"), PIECE("3bd,"), PIECE("3m,x"),
	PIECE("120000USD"), PIECE("0.5EUR"), PIECE("1.50EUR"), PIECE("1.500EUR"), PIECE("1.5JPY"),
	PIECE("1.1234KWD"), PIECE(".5EUR"), PIECE("5.EUR"), PIECE("5EU"), PIECE("5EURO"),
	PIECE("5ABC"), PIECE("5Eur"), PIECE("5eur"), PIECE("600pcs"), PIECE("5"), PIECE("EUR"),
	PIECE("-5EUR"), PIECE("+5EUR"), PIECE("5,000EUR"), PIECE("123456789012345678EUR"),
	PIECE("1234567890123456789EUR"), PIECE("123456789012.345678EUR"),
	PIECE("1.1234567EUR"), PIECE("1.5XAU"), PIECE("00EUR"), PIECE("1.000pcs"), PIECE("5EURx"),
	PIECE("yes"), PIECE("no"), PIECE("part"), PIECE("none"), PIECE("Yes"), PIECE("yes,no"),
	PIECE("email"), PIECE("recap"), PIECE("recap,thanks"), PIECE("recap,,thanks"),
	PIECE(",recap"), PIECE("recap,"), PIECE("recap,x"), PIECE("\"recap, thanks\""),
	PIECE("\"recap\""), PIECE("mon,tue"), PIECE("mon,Mon"), PIECE("deal"), PIECE("collection"),
	PIECE("must"), PIECE("wanted"), PIECE("won"), PIECE("open"), PIECE("70%"), PIECE("0%"),
	PIECE("100%"), PIECE("101%"), PIECE("007%"), PIECE("0007%"), PIECE("%"), PIECE("7.5%"),
	PIECE("4/5"), PIECE("0/5"), PIECE("5/5"), PIECE("6/5"), PIECE("0/0"), PIECE("1/10000"),
	PIECE("4/"), PIECE("/5"), PIECE("4"), PIECE("4/5/6"), PIECE("1"), PIECE("0"), PIECE("9999"),
	PIECE("10000"), PIECE("00001"), PIECE("-1"), PIECE("1.5"), PIECE("1."), PIECE("."),
	PIECE("-"), PIECE("-."), PIECE("1.2.3"), PIECE("unknown"), PIECE("@jane"), PIECE("@"),
	PIECE("@ja,ne"), PIECE("%p1"), PIECE("%"), PIECE("%p1."), PIECE("us"), PIECE("us,@jane"),
	PIECE("us,"), PIECE("me-"), PIECE("late/theirs"), PIECE("met,got/yes"), PIECE("met/"),
	PIECE("met/x"), PIECE("x-a"), PIECE("exhausted"), PIECE("late/owed,agreed"),
	PIECE("after/by"), PIECE("/met"), PIECE("\"\""), PIECE("\"a b\""), PIECE("\"a\"b"),
	PIECE("\"a"), PIECE("\""), PIECE("\"\\\"\""), PIECE("\"\\a\""), PIECE("a\"b"),
	PIECE("\"//a\""), PIECE("//a"), PIECE("/"), PIECE(""), PIECE("health"),
};

static const struct text whole[] = {
	PIECE(""), PIECE(" "), PIECE("\t"), PIECE("#"), PIECE("# c\xc3\xa9"), PIECE("# \x80"),
	PIECE("#\x01"), PIECE("<<<<<<< HEAD"), PIECE("======="), PIECE(">>>>>>> x"),
	PIECE("||||||| y"), PIECE("======= "), PIECE("========"), PIECE("<<<<<<"), PIECE("<<<<<<<x"),
	PIECE("=======\t"), PIECE(" ======="), PIECE(" # text"), PIECE("  more of it by:2025-07-01"),
	PIECE("\t@jane amt:5EUR"), PIECE(" -- a"), PIECE("  x\x80"), PIECE("deal +b"), PIECE("deal"),
	PIECE("deal +-"), PIECE("deal +b."), PIECE("- deal +c Title"), PIECE("2025-01-01 deal +d"),
	PIECE("2025-13-01 deal +d"), PIECE("deal +a amt:x"), PIECE("deal\x80 +a"), PIECE("dael +a"),
	PIECE("2025-01-01"), PIECE("-"), PIECE("2025-01-01 "), PIECE("-note a"), PIECE("+a deal"),
	PIECE("x-a"), PIECE("x-"), PIECE("x-A b"), PIECE("x-a-1 b:c b"), PIECE("note a"),
	PIECE("2025-07-01 note +- a"), PIECE("- who @a"), PIECE("2025-07-01 holiday a"),
	PIECE("week days:mon,tue"), PIECE("\xef\xbb\xbf""deal +e"), PIECE("\xef\xbb\xbf# a"),
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- text ---- */

static void
replace(struct text *t, size_t at, size_t gone, const char *p, size_t n)
{
	char *q = more(NULL, t->n - gone + n);

	if (at)
		memcpy(q, t->p, at);
	memcpy(q + at, p, n);
	if (t->n > at + gone)
		memcpy(q + at + n, t->p + at + gone, t->n - at - gone);
	free(t->p);
	t->p = q;
	t->n = t->n - gone + n;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* The place of some token: *n is its length. */
static size_t
token(const struct text *t, size_t *n)
{
	size_t starts[256], k = 0, i;

	for (i = 0; i < t->n && k < COUNT(starts); i++)
		if (!is_blank(t->p[i]) && (i == 0 || is_blank(t->p[i - 1])))
			starts[k++] = i;
	*n = 0;
	if (k == 0)
		return 0;
	k = pick(4) ? pick(k < 6 ? k : 6) : pick(k); /* the head more often */
	for (i = starts[k]; i < t->n && !is_blank(t->p[i]); i++)
		++*n;
	return starts[k];
}

static void
put_token(struct text *t, const char *p, size_t n)
{
	size_t len, at = token(t, &len);

	replace(t, at, 0, " ", 1);
	replace(t, at, 0, p, n);
}

/* ---- mutations ---- */

static void
flip(struct text *t, const struct text *other)
{
	char c = (char)(pick(2) ? pick(256) : 0x20 + pick(0x60));
	size_t at = pick(t->n);

	(void)other;
	if (pick(3) == 0)
		c = (char)(t->p[at] ^ 1 << pick(8));
	t->p[at] = c;
}

static void
insert(struct text *t, const struct text *other)
{
	const struct text *s = &pieces[pick(COUNT(pieces))];
	size_t at = pick(t->n + 1), len;

	(void)other;
	if (pick(3) == 0)
		at = token(t, &len) + (pick(2) ? len : 0);
	replace(t, at, 0, s->p, s->n);
}

static void
delete(struct text *t, const struct text *other)
{
	(void)other;
	replace(t, pick(t->n), 1, "", 0);
}

static void
drop_token(struct text *t, const struct text *other)
{
	size_t n, at = token(t, &n);

	(void)other;
	replace(t, at, n, "", 0);
}

static void
double_token(struct text *t, const struct text *other)
{
	size_t n, at = token(other, &n);
	char s[512];

	if (pick(2))
		at = token(t, &n), other = t;
	if (n > sizeof(s))
		return;
	memcpy(s, other->p + at, n);
	put_token(t, s, n);
}

static void
swap_tokens(struct text *t, const struct text *other)
{
	size_t n, at = token(t, &n);
	char s[512];

	(void)other;
	if (n > sizeof(s))
		return;
	memcpy(s, t->p + at, n);
	replace(t, at, n, "", 0);
	put_token(t, s, n);
}

static void
known_token(struct text *t, const struct text *other)
{
	const struct text *s = &tokens[pick(COUNT(tokens))];

	(void)other;
	put_token(t, s->p, s->n);
}

/* A key of the schema with some value. */
static void
known_key(struct text *t, const struct text *other)
{
	struct str key = schema_key_names[pick(KEY_COUNT)];
	const struct text *v = &values[pick(COUNT(values))];
	char s[256];
	int n = snprintf(s, sizeof(s), "%.*s:%.*s", (int)key.n, key.p, (int)v->n, v->p);

	(void)other;
	put_token(t, s, (size_t)n);
}

/* Another value behind a key that is there. */
static void
other_value(struct text *t, const struct text *other)
{
	const struct text *v = &values[pick(COUNT(values))];

	(void)other;
	for (int tries = 0; tries < 8; tries++) {
		size_t n, at = token(t, &n);
		char *colon = memchr(t->p + at, ':', n);

		if (colon) {
			size_t from = (size_t)(colon - t->p) + 1;

			replace(t, from, at + n - from, v->p, v->n);
			return;
		}
	}
}

/* A fold, or other blanks, at some blank. */
static void
blanks(struct text *t, const struct text *other)
{
	static const char *const kinds[] = { "\n ", " \n\t", "\t", "   ", "\n  \n ", "\r\n  ",
		"\n#\n ", " \t\n \t ", "\n" };
	const char *s = kinds[pick(COUNT(kinds))];
	size_t n, at = token(t, &n);

	(void)other;
	if (at)
		replace(t, at - 1, 1, s, strlen(s));
	else
		replace(t, 0, 0, s, strlen(s));
}

static void
at_start(struct text *t, const struct text *other)
{
	static const char *const kinds[] = { " ", "\t", "#", "\xef\xbb\xbf", "- ", "--", "+", "0",
		"2025-07-01 ", "<<<<<<< ", "\r", "\n " };
	const char *s = kinds[pick(COUNT(kinds))];

	(void)other;
	replace(t, 0, 0, s, strlen(s));
}

static void
long_name(struct text *t, const struct text *other)
{
	static const char sigils[] = "+%@x";
	char s[80];
	size_t n = 62 + pick(5);

	(void)other;
	s[0] = sigils[pick(4)];
	memset(s + 1, 'a', n);
	if (s[0] == 'x') {
		s[1 + pick(3)] = ':';
	} else {
		s[1 + pick(n)] = "a.-_"[pick(4)];
	}
	put_token(t, s, n + 1);
}

static void
other_date(struct text *t, const struct text *other)
{
	const struct text *v = &values[pick(23)];
	size_t n = 0;

	(void)other;
	while (n < t->n && !is_blank(t->p[n]))
		n++;
	replace(t, 0, n, v->p, v->n);
}

static void
other_type(struct text *t, const struct text *other)
{
	struct str name = schema_types[pick(TYPE_COUNT)].name;
	size_t at = 0, n = 0;

	(void)other;
	if (t->p[0] == '-' || (t->p[0] >= '0' && t->p[0] <= '9'))
		while (at < t->n && t->p[at++] != ' ')
			continue;
	while (at + n < t->n && !is_blank(t->p[at + n]))
		n++;
	replace(t, at, n, name.p, name.n);
}

/* Letters or blanks that move what follows to another alignment. */
static void
pad(struct text *t, const struct text *other)
{
	char s[64];
	size_t n = pick(40), len, at = token(t, &len);

	(void)other;
	memset(s, pick(2) ? ' ' : 'a', sizeof(s));
	replace(t, pick(2) ? at : pick(t->n + 1), 0, s, n);
}

static void (*const mutations[])(struct text *, const struct text *) = { flip, flip, insert, insert,
	insert, delete, drop_token, double_token, swap_tokens, swap_tokens, known_token, known_token,
	known_key, known_key, other_value, other_value, other_value, blanks, blanks, at_start,
	long_name, other_date, other_type, pad };

/* ---- a file ---- */

static struct text *pool;
static size_t npool;

/* The records of a file, folded lines with what they continue. */
static void
read_pool(const char *path)
{
	FILE *f = fopen(path, "rb");
	char line[8192];

	if (!f) {
		perror(path);
		exit(2);
	}
	while (fgets(line, sizeof(line), f)) {
		size_t n = strcspn(line, "\n");

		if (n == 0)
			continue;
		if (npool && is_blank(line[0])) {
			replace(&pool[npool - 1], pool[npool - 1].n, 0, "\n", 1);
		} else {
			pool = more(pool, sizeof(*pool) * (npool + 1));
			pool[npool++] = (struct text){ more(NULL, 1), 0 };
		}
		replace(&pool[npool - 1], pool[npool - 1].n, 0, line, n);
	}
	fclose(f);
}

static void
put_line(struct text *out)
{
	const struct text *from = &pool[pick(npool)];
	struct text t = { NULL, 0 };
	size_t times = (size_t []){ 0, 1, 1, 1, 1, 2, 2, 3 }[pick(8)];

	if (pick(12) == 0) {
		const struct text *w = &whole[pick(COUNT(whole))];

		replace(&t, 0, 0, w->p, w->n);
		times = pick(8) == 0;
	} else if (pick(40) == 0) {
		replace(&t, 0, 0, "#aaaaaaaaaaaaaaa", 1 + pick(16));
	} else {
		replace(&t, 0, 0, from->p, from->n);
	}
	while (times-- && t.n)
		mutations[pick(COUNT(mutations))](&t, &pool[pick(npool)]);
	replace(out, out->n, 0, t.p, t.n);
	if (pick(20) == 0)
		replace(out, out->n, 0, "\r", 1);
	replace(out, out->n, 0, "\n", 1);
	free(t.p);
}

static void
put_file(size_t lines)
{
	struct text out = { NULL, 0 };

	if (pick(10) == 0)
		replace(&out, 0, 0, "\xef\xbb\xbf", 3);
	if (pick(2))
		replace(&out, out.n, 0, "deal +acme Title\n", 17);
	while (lines--)
		put_line(&out);
	if (pick(4) == 0)
		out.n--;
	if (pick(20) == 0)
		for (size_t i = 0; i < out.n; i++)
			if (out.p[i] == '\n')
				replace(&out, i++, 0, "\r", 1);
	fwrite(out.p, 1, out.n, stdout);
}

/* ---- tokens of a canonical line, shuffled ---- */

/* The length of the head token at p, 0 where the text begins. */
static size_t
head_token(const char *p, size_t n, const char *type)
{
	size_t i = 0;

	if (n > 1 && strchr("+%@", p[0]) && !is_blank(p[1]))
		return strcspn(p, " ");
	if (!strncmp(p, "mailto:", 7) && strncmp(type, "x-", 2))
		return 0;
	if (!strncmp(p, "tel:", 4) && strncmp(type, "x-", 2) && strncmp(type, "who ", 4))
		return 0;
	if (p[0] < 'a' || p[0] > 'z')
		return 0;
	while ((p[i] >= 'a' && p[i] <= 'z') || (p[i] >= '0' && p[i] <= '9') || p[i] == '-')
		i++;
	if (p[i++] != ':' || strchr(" \t", p[i]) || !strncmp(p + i, "//", 2))
		return 0;
	if (p[i] != '"')
		return i + strcspn(p + i, " ");
	for (i++; p[i] != '"'; i++)
		i += p[i] == '\\';
	return i + 1;
}

static void
shuffle_line(char *line)
{
	static const char *const gaps[] = { " ", " ", "  ", "\t", "\n ", " \n\t " };
	struct text parts[4096];
	char *p = line + strcspn(line, " ") + 1, *type = p;
	size_t n = 0, len;

	p += strcspn(p, " ");
	while (*p == ' ' && n < COUNT(parts) && (len = head_token(p + 1, strlen(p + 1), type))) {
		parts[n++] = (struct text){ p + 1, len };
		p += 1 + len;
	}
	for (size_t i = n; i > 1; i--) {
		size_t k = pick(i);
		struct text t = parts[k];

		parts[k] = parts[i - 1];
		parts[i - 1] = t;
	}
	fwrite(line, 1, strcspn(line, " "), stdout);
	fputs(gaps[pick(4)], stdout);
	fwrite(type, 1, strcspn(type, " "), stdout);
	for (size_t i = 0; i < n; i++) {
		fputs(gaps[pick(COUNT(gaps))], stdout);
		fwrite(parts[i].p, 1, parts[i].n, stdout);
	}
	printf("%s\n", p);
}

static void
shuffle(void)
{
	size_t size = 4 << 20;
	char *line = more(NULL, size);

	while (fgets(line, (int)size, stdin)) {
		line[strcspn(line, "\n")] = '\0';
		shuffle_line(line);
	}
}

static void
put_format(void)
{
	for (int c; (c = getchar()) != EOF;) {
		if (c == '\n')
			printf("\\n");
		else if (c == '\\' || c == '%')
			printf("%c%c", c, c);
		else if (c < ' ' || c >= 0x7f || c == '\'')
			printf("\\%03o", (unsigned)c);
		else
			putchar(c);
	}
	putchar('\n');
}

int
main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "-p")) {
		put_format();
		return 0;
	}
	if (argc < 3)
		return 2;
	if (!strcmp(argv[1], "-t")) {
		state = strtoull(argv[2], NULL, 10);
		shuffle();
		return 0;
	}
	state = strtoull(argv[1], NULL, 10);
	for (int i = 3; i < argc; i++)
		read_pool(argv[i]);
	if (npool)
		put_file((size_t)strtoul(argv[2], NULL, 10));
	return 0;
}
