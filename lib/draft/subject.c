#include "draft/subject.h"

#include "draft/kinds.h"

/* In the order of the list in fu(5). */
static const struct {
	struct str re;
	const char *words; /* each between blanks */
} rows[] = {
	{ { "thanks", 6 }, " thanks thank " },
	{ { "recap", 5 }, " recap summary minutes " },
	{ { "confirm", 7 }, " confirm confirmation confirmed " },
	{ { "agenda", 6 }, " agenda " },
	{ { "checkin", 7 }, " checkin check-in " },
	{ { "update", 6 }, " update updates status progress " },
	{ { "nudge", 5 }, " nudge reminder " },
	{ { "draft", 5 }, " draft drafts " },
	{ { "review", 6 }, " review " },
	{ { "sign", 4 }, " sign signed signature signatures " },
	{ { "proposal", 8 }, " proposal proposals offer quote quotation " },
	{ { "question", 8 }, " question questions " },
	{ { "feedback", 8 }, " feedback " },
	{ { "idea", 4 }, " idea ideas " },
	{ { "intro", 5 }, " intro introduction " },
	{ { "news", 4 }, " news " },
	{ { "congrats", 8 }, " congrats congratulations " },
	{ { "payment", 7 }, " payment payments invoice invoices paid " },
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]), WORD_MAX = 16 };

/* How the subjects of the built-in templates begin, as the words above may not say it, or a
 * word of the title may say more. */
static const struct {
	const char *begins, *re;
} drafts[] = {
#include "draft/begins.inc"
};

/* Is it followed by a colon or question mark, perhaps after a blank, or by nothing? */
static bool
ends_there(struct str rest)
{
	const char *p = rest.p, *end = str_end(rest);

	p += str_starts(rest, STR("\302\240")) ? 2 : str_starts(rest, STR(" "));
	return p == end || *p == ':' || *p == '?';
}

bool
subject_put_draft(struct buf *b, struct str subject)
{
	for (size_t i = 0; i < sizeof(drafts) / sizeof(drafts[0]); i++) {
		struct str begins = str_from(drafts[i].begins);

		if (str_starts(subject, begins) &&
		    ends_there(str_span(subject.p + begins.n, str_end(subject)))) {
			buf_str(b, str_from(drafts[i].re));
			return true;
		}
	}
	return false;
}

bool
subject_put_id(struct buf *b, struct str id)
{
	struct str local = str_cut(&id, '@'), mark = str_cut(&local, '.');
	struct str hash = str_cut(&local, '.');
	int bits = local.p ? str_number(local) : 0;

	if (!str_eq(mark, STR("fu")) || hash.n != BUF_FNV_DIGITS || bits <= 0 ||
	    kinds_sent((uint32_t)bits) != (uint32_t)bits)
		return false;
	kinds_put(b, (uint32_t)bits);
	return true;
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The row that a word stands for, or ROWS. */
static size_t
row_of(struct str word)
{
	char text[WORD_MAX + 3] = " ";
	size_t i = 0;

	if (word.n == 0 || word.n > WORD_MAX)
		return ROWS;
	for (; i < word.n; i++)
		text[i + 1] = str_lower(word.p[i]);
	text[i + 1] = ' ';
	for (i = 0; i < ROWS && !strstr(rows[i].words, text); i++)
		;
	return i;
}

static void
put_word(struct buf *b, size_t start, struct str word)
{
	if (b->n > start)
		buf_char(b, ',');
	buf_str(b, word);
}

static struct str
without_marks(struct str subject)
{
	while (subject_is_answer(subject)) {
		str_cut(&subject, ':');
		subject = str_trim(subject);
	}
	return subject;
}

void
subject_put_re(struct buf *b, struct str subject)
{
	const char *p = subject.p, *end = str_end(subject);
	bool found[ROWS + 1] = { false };
	size_t start = b->n;

	if (subject_put_draft(b, without_marks(subject)))
		return;
	while (p < end) {
		const char *from = p;

		while (p < end && (is_letter(*p) || (*p == '-' && p > from)))
			p++;
		found[row_of(str_span(from, p))] = true;
		p += p == from;
	}
	for (size_t i = 0; i < ROWS; i++)
		if (found[i])
			put_word(b, start, rows[i].re);
}

bool
subject_is_answer(struct str subject)
{
	/* English; German; Scandinavian; Dutch; Finnish; Polish; Spanish, Italian */
	static const char *const marks[] = { "re", "aw", "sv", "antw", "vs", "odp", "rif" };
	struct str rest = subject, mark = str_cut(&rest, ':');

	if (!rest.p)
		return false;
	for (size_t i = 0; i < mark.n; i++)
		if (mark.p[i] == '[') /* Re[2]: */
			mark.n = i;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_alike(mark, str_from(marks[i])))
			return true;
	return false;
}

void
subject_put_inherited(struct buf *b, struct str re, bool ours)
{
	size_t start = b->n;

	while (re.p) {
		struct str word = str_cut(&re, ',');

		if (str_eq(word, STR("thanks")) || str_eq(word, STR("question")))
			continue;
		if (ours && (str_eq(word, STR("recap")) || str_eq(word, STR("confirm"))))
			continue;
		put_word(b, start, word);
	}
}
