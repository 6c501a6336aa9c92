#include "line.h"

#include "words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* xorshift64*, Marsaglia and Vigna. */
static uint32_t
rng_next(struct rng *r)
{
	r->s ^= r->s >> 12;
	r->s ^= r->s << 25;
	r->s ^= r->s >> 27;
	return (uint32_t)((r->s * UINT64_C(2685821657736338717)) >> 32);
}

/* 0 to n - 1. */
static unsigned
rng_below(struct rng *r, unsigned n)
{
	return (unsigned)(((uint64_t)rng_next(r) * n) >> 32);
}

/* Each deal has its own stream; splitmix64 separates the seeds. */
static struct rng
rng_from(uint64_t seed, uint64_t deal, uint64_t what)
{
	uint64_t z = seed + (deal * 2 + what + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	return (struct rng){ z ? z : 1 };
}

void
line_seed(struct line *l, uint64_t seed, uint64_t deal)
{
	l->head = rng_from(seed, deal, 0);
	l->text = rng_from(seed, deal, 1);
}

unsigned
line_below(struct line *l, unsigned n)
{
	return rng_below(&l->head, n);
}

bool
line_percent(struct line *l, unsigned p)
{
	return line_below(l, 100) < p;
}

/* --- people and days --------------------------------------------------- */

unsigned
one_of_ours(struct line *l, struct sides s)
{
	return line_below(l, s.ours);
}

unsigned
one_of_theirs(struct line *l, struct sides s)
{
	return s.ours + line_below(l, s.all - s.ours);
}

struct name
name_of(const char *word, char parting, uint64_t no)
{
	struct name name;
	int n = no ? snprintf(
			 name.p, sizeof name.p, "%s%c%llu", word, parting, (unsigned long long)no)
		   : snprintf(name.p, sizeof name.p, "%s", word);

	name.n = (size_t)n;
	return name;
}

static int
name_cmp(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->p, ((const struct name *)b)->p);
}

void
names_sort(struct name *names, unsigned n)
{
	qsort(names, n, sizeof *names, name_cmp);
}

void
clock_move(struct clock *c, struct line *l, int day)
{
	if (day == c->day)
		c->minute += 1 + (int)line_below(l, 9);
	else
		c->minute = 480 + (int)line_below(l, 400);
	if (c->minute > 1439)
		c->minute = 1439;
	c->day = day;
}

/* --- output ------------------------------------------------------------ */

_Noreturn void
die(const char *what)
{
	fprintf(stderr, "gen: %s: %s\n", what, strerror(errno));
	exit(2);
}

void *
room(size_t n)
{
	void *p = calloc(1, n);

	if (p)
		return p;
	die("memory");
}

void
line_flush(struct line *l)
{
	const char *p = l->p;

	while (l->n) {
		ssize_t w = write(l->fd, p, l->n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			die("write");
		p += w;
		l->n -= (size_t)w;
	}
}

void
put_n(struct line *l, const char *p, size_t n)
{
	memcpy(l->p + l->n, p, n);
	l->n += n;
}

void
put(struct line *l, const char *z)
{
	put_n(l, z, strlen(z));
}

void
put_uint(struct line *l, uint64_t v)
{
	char d[24];
	size_t i = sizeof d;

	do
		d[--i] = (char)('0' + v % 10);
	while (v /= 10);
	put_n(l, d + i, sizeof d - i);
}

void
put_two(struct line *l, unsigned v)
{
	char d[2] = { (char)('0' + v / 10 % 10), (char)('0' + v % 10) };

	put_n(l, d, 2);
}

void
put_date(struct line *l, int day)
{
	put_n(l, l->dates[day < DAYS_KNOWN ? day : DAYS_KNOWN - 1], 10);
}

/* --- tokens ------------------------------------------------------------ */

/* clang-format off */
static const char *const deal_words[] = { "acme", "harbor", "north", "olive", "delta", "lumen", "quarry", "orchid" };
static const char *const first_words[] = {
	"jane", "omar", "li", "sofia", "ivan", "aiko", "tom", "ana", "raj", "eva", "max", "noor", "leo", "mia", "sam", "zoe",
	"ben", "ida", "yusuf", "kim", "paul", "rosa", "hugo", "lena", "amir", "nina", "otto", "vera", "carl", "dina", "finn", "greta",
};
static const char *const currency_words[] = { "USD", "EUR", "GBP", "CHF" };
static const char *const kind_words[] = { "negotiation", "sale", "purchase", "collection" };
static const char *const channel_words[] = { "email", "phone", "video", "meet" };
static const char *const role_words[] = { "buyer", "sales", "counsel", "finance", "logistics", "lead" };
static const char *const mood_words[] = { "good", "ok", "bad" };
static const char *const answer_words[] = { "yes", "no", "part", "counter" };
/* clang-format on */

const struct list deal_names = LIST(deal_words), first_names = LIST(first_words),
		  currencies = LIST(currency_words), deal_kinds = LIST(kind_words),
		  channels = LIST(channel_words), roles = LIST(role_words),
		  moods = LIST(mood_words), answers = LIST(answer_words);
static const char hostile_org[] = "\"Ac\\\"me \\\\ by:2025-01-01 @x +y %z -- Co\"";

const char *
one_word(struct line *l, const struct list *list)
{
	return list->words[line_below(l, list->n)];
}

void
put_when(struct line *l, int day, int minute)
{
	put_date(l, day);
	if (minute < 0)
		return;
	put(l, "T");
	put_two(l, (unsigned)minute / 60);
	put(l, ":");
	put_two(l, (unsigned)minute % 60);
}

void
put_type(struct line *l, const char *type)
{
	put(l, " ");
	put(l, type);
	if (l->aligned && strlen(type) < 7)
		put_n(l, "        ", 7 - strlen(type));
}

void
put_name(struct line *l, char sigil, const struct name *name)
{
	char s[2] = { ' ', sigil };

	put_n(l, s, 2);
	put_n(l, name->p, name->n);
}

void
put_id(struct line *l, char letter, unsigned id)
{
	char s[3] = { ' ', '%', letter };

	put_n(l, s, 3);
	put_uint(l, id);
}

void
put_amount(struct line *l, int64_t hundredths, const char *currency)
{
	put(l, " amt:");
	put_uint(l, (uint64_t)hundredths / 100);
	if (hundredths % 100) {
		put(l, ".");
		put_two(l, (unsigned)(hundredths % 100));
	}
	put(l, currency);
}

void
put_one(struct line *l, const char *key, const struct list *list)
{
	put(l, key);
	put(l, one_word(l, list));
}

void
put_side(struct line *l, bool ours, const struct name *org)
{
	put(l, ours ? " side:us" : " side:them org:");
	if (!ours && l->worst)
		put(l, hostile_org);
	else if (!ours)
		put_n(l, org->p, org->n);
}

/* --- text -------------------------------------------------------------- */

/* Writes exactly n bytes of words, filling up with part of one long word, so that all
 * scripts take the same number of bytes. */
static void
text_words(struct line *l, size_t n)
{
	const struct script_words *s = &script_words[l->script];
	const struct word *w = &s->openers[rng_below(&l->text, OPENERS)];

	put_n(l, w->p, w->n);
	n -= w->n;
	for (;;) {
		w = &s->words[rng_below(&l->text, WORDS)];
		if (w->n + s->gap > n)
			break;
		put_n(l, " ", s->gap);
		put_n(l, w->p, w->n);
		n -= w->n + s->gap;
	}
	if (n > s->gap) {
		put_n(l, " ", s->gap);
		n -= s->gap;
		put_n(l, s->filler, n - n % s->bytes);
		n %= s->bytes;
	}
	put_n(l, "...", n);
}

/* Writes what a careless reader trips over.  Some texts need a `--` before them, the others
 * must be recognised as text without it. */
static void
text_hostile(struct line *l, size_t n)
{
	size_t end = l->n + n;

	if (rng_below(&l->text, 2)) {
		put(l, "-- ");
		put(l, hostile[rng_below(&l->text, HOSTILE)]);
	} else {
		put(l, hostile_openers[rng_below(&l->text, HOSTILE_OPENERS)]);
	}
	while (l->n < end) {
		put_n(l, "  ", rng_below(&l->text, 8) ? 1 : 2);
		/* Multi-byte characters at every alignment. */
		put_n(l, "abcdefgh", rng_below(&l->text, 9));
		put(l, hostile[rng_below(&l->text, HOSTILE)]);
	}
}

void
put_text(struct line *l, unsigned least, unsigned most)
{
	size_t n = least + line_below(l, most - least + 1);

	put_n(l, "  ", l->aligned ? 2 : 1);
	if (l->worst)
		text_hostile(l, n);
	else
		text_words(l, n);
}

void
line_end(struct line *l)
{
	put_n(l, "\n", 1);
	if (l->n > OUT_SIZE - RECORD_MAX)
		line_flush(l);
}

/* --- names -------------------------------------------------------------- */

void
line_init(struct line *l)
{
	static const int lengths[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int y = 2021, m = 1, d = 1;

	l->fd = STDOUT_FILENO;
	for (int i = 0; i < DAYS_KNOWN; i++) {
		char s[10] = { '2', '0', '2', (char)('0' + y % 10), '-', (char)('0' + m / 10),
			(char)('0' + m % 10), '-', (char)('0' + d / 10), (char)('0' + d % 10) };

		memcpy(l->dates[i], s, sizeof s);
		if (++d <= lengths[m] + (m == 2 && y % 4 == 0))
			continue;
		d = 1;
		m = m % 12 + 1;
		y += m == 1;
	}
}

enum script
script_named(const char *name)
{
	for (int i = 0; i < SCRIPTS; i++)
		if (strcmp(name, script_words[i].name) == 0)
			return (enum script)i;
	return SCRIPTS;
}
