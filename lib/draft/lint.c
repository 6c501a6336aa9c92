#include "draft/lint.h"

#include "draft/mailread.h"
#include "record/scan.h"

#include <stdlib.h>

/* Where the text from some byte on was in the file. */
struct mark {
	size_t offset, line, col;
};

struct lint {
	struct diag *diag;
	struct str file;
	struct arena names;
	bool header, quoted_printable, any; /* any: something of this draft was read */
	/* of the body, in small letters; a line end is a blank, a paragraph's end LF */
	struct buf text;
	struct mark *mark;
	size_t nmarks, cap;
	size_t first_line; /* of the body */
	size_t columns;    /* in the current line */
	size_t lines;      /* of the body, LINT_COLUMNS wide */
	size_t too_long;   /* the line at which there are too many; or 0 */
};

/* Words that lay blame, in small letters. */
static const char *const blame[] = { "you failed", "your failure", "your fault", "you forgot",
	"you neglected", "you ignored", "you always", "you never", "you should have",
	"you were supposed to", "you promised", "you still have not", "you still haven't",
	"you have not even", "you haven't even", "your mistake", "your delay", "as i already",
	"as i have already", "as previously stated", "once again", "yet again", "for the last time",
	"obviously", "unacceptable", "careless", "incompetent", "unprofessional", "ridiculous",
	"no excuse", "blame", "negligence", "negligent", "you people", "how many times",
	"votre faute", "ta faute", "vous avez oublié", "tu as oublié", "vous auriez dû",
	"tu aurais dû", "vous n'avez toujours pas", "tu n'as toujours pas", "vous n'avez même pas",
	"tu n'as même pas", "comme je vous l'ai déjà", "comme je te l'ai déjà", "comme déjà dit",
	"encore une fois", "une fois de plus", "pour la dernière fois", "inacceptable",
	"inadmissible", "votre retard", "ton retard", "votre erreur", "ton erreur", "négligence",
	"incompétence", "incompétent", "évidemment", "vous aviez promis", "tu avais promis",
	"aucune excuse", "ridicule", NULL };

/* Words that ask; a question mark does too. */
static const char *const asking[] = { "please", "could you", "can you", "would you", "let me know",
	"tell me", "send me", "merci de", "pourriez-vous", "pouvez-vous", "peux-tu", "pourrais-tu",
	"dites-moi", "dis-moi", "dites-le-moi", "dis-le-moi", "réponds-moi", "envoie-moi",
	"s'il vous plaît", "s'il te plaît", "veuillez", "je vous prie", "je te prie", NULL };

/* Words that name a day; and months, perhaps abbreviated, which need a number next to them. */
static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday", "tomorrow", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
	"samedi", "dimanche", "demain", NULL };
static const char *const months[] = { "january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december", "janvier", "février",
	"mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
	"décembre", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
	"dec", "janv", "févr", "avr", "juil", "déc", NULL };

/* -- the text of a draft --------------------------------------------------------- */

static void
add_mark(struct lint *l, size_t line, size_t col)
{
	l->mark = mem_at_least(l->mark, sizeof(*l->mark), &l->cap, l->nmarks);
	l->mark[l->nmarks++] = (struct mark){ l->text.n, line, col };
}

static struct place
place_at(const struct lint *l, size_t offset)
{
	size_t from = 0, to = l->nmarks;

	while (from + 1 < to) {
		size_t mid = from + (to - from) / 2;

		if (l->mark[mid].offset <= offset)
			from = mid;
		else
			to = mid;
	}
	return (struct place){ l->file, l->mark[from].line,
		l->mark[from].col + offset - l->mark[from].offset };
}

/* Adds a byte of the body, in small letters. */
static void
add_byte(struct lint *l, char c)
{
	buf_char(&l->text, str_lower(c));
	l->columns += (c & 0xc0) != 0x80;
}

static void
end_line(struct lint *l, size_t number)
{
	bool blank = l->columns == 0;

	l->lines += blank ? 1 : (l->columns + LINT_COLUMNS - 1) / LINT_COLUMNS;
	l->columns = 0;
	if (l->lines > LINT_LINES && !l->too_long && !blank)
		l->too_long = number;
	buf_char(&l->text, blank ? '\n' : ' ');
}

/* The typographic apostrophe (U+2019) is read as the plain one. */
static const char apostrophe[] = "\xe2\x80\x99";

static void
add_line(struct lint *l, struct str line, size_t number)
{
	bool soft = false;

	if (line.n && *line.p == '>')
		return;
	add_mark(l, number, 1);
	for (size_t i = 0; i < line.n; i++) {
		int high = i + 2 < line.n ? str_hex(line.p[i + 1]) : -1;
		int low = high >= 0 ? str_hex(line.p[i + 2]) : -1;

		if (l->quoted_printable && line.p[i] == '=' && i + 1 == line.n) {
			soft = true;
		} else if (l->quoted_printable && line.p[i] == '=' && low >= 0) {
			add_byte(l, (char)(high << 4 | low));
			i += 2;
			add_mark(l, number, i + 2);
		} else {
			add_byte(l, line.p[i]);
		}
		if (l->text.n >= 3 && memcmp(l->text.p + l->text.n - 3, apostrophe, 3) == 0) {
			l->text.n -= 3;
			buf_char(&l->text, '\'');
			add_mark(l, number, i + 2);
		}
	}
	if (!soft)
		end_line(l, number);
}

/* -- what is found in it --------------------------------------------------------- */

/* Is a letter, digit or part of a non-ASCII character at i? */
static bool
in_word(struct str s, size_t i)
{
	return i < s.n && ((unsigned char)s.p[i] >= 0x80 || is(s.p[i], EDGE));
}

/* The length of a listed phrase at i, as whole words; or 0. */
static size_t
phrase_at(struct str s, size_t i, const char *const *list)
{
	if (i && in_word(s, i - 1))
		return 0;
	for (; *list; list++) {
		struct str phrase = str_from(*list);

		if (*phrase.p == s.p[i] && str_starts((struct str){ s.p + i, s.n - i }, phrase) &&
		    !in_word(s, i + phrase.n))
			return phrase.n;
	}
	return 0;
}

static bool
is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* Is there a number right before or after the month at i? */
static bool
has_number(struct str s, size_t i, size_t n)
{
	size_t before = i;

	n += i + n < s.n && s.p[i + n] == '.';
	if (is_digit(s, i + n + 1))
		return true;
	if (before < 2)
		return false;
	for (before--; before && in_word(s, before - 1);)
		before--;
	return is_digit(s, before);
}

/* As 2025-07-18, 18.7., 18/7. */
static bool
is_numeric_date(struct str s, size_t i)
{
	size_t n = 0;

	if (!is_digit(s, i) || (i && in_word(s, i - 1)))
		return false;
	while (is_digit(s, i + n))
		n++;
	return (n == 4 && i + n < s.n && s.p[i + n] == '-' && is_digit(s, i + n + 1)) ||
	       (n <= 2 && i + n < s.n && (s.p[i + n] == '/' || s.p[i + n] == '.') &&
		   is_digit(s, i + n + 1));
}

static bool
is_date(struct str s, size_t i)
{
	size_t month = phrase_at(s, i, months);

	return phrase_at(s, i, days) || (month && has_number(s, i, month)) || is_numeric_date(s, i);
}

static void
report(struct lint *l, enum diag_id id, struct place at, struct str about)
{
	diag_report(l->diag, id, at, about, STR(""), STR(""));
}

/* Goes through the paragraphs: one that asks should also name a day. */
static void
find_ask(struct lint *l, struct str s)
{
	size_t ask = SIZE_MAX, first_ask = SIZE_MAX;
	bool date = false, dated = false;

	for (size_t i = 0; i <= s.n; i++) {
		if (i == s.n || s.p[i] == '\n') {
			dated |= ask != SIZE_MAX && date;
			ask = SIZE_MAX;
			date = false;
			continue;
		}
		date |= is_date(s, i);
		if (s.p[i] == '?' || phrase_at(s, i, asking)) {
			ask = i;
			first_ask = first_ask == SIZE_MAX ? i : first_ask;
		}
	}
	if (first_ask == SIZE_MAX)
		report(l, DIAG_NO_ASK, (struct place){ l->file, l->first_line, 0 }, STR(""));
	else if (!dated)
		report(l, DIAG_NO_DATE, place_at(l, first_ask), STR(""));
}

/* Reports on the draft that was read, and starts another. */
static void
end_draft(struct lint *l)
{
	struct str s = buf_view(&l->text);

	if (s.n) {
		for (size_t i = 0; i < s.n; i++) {
			size_t n = phrase_at(s, i, blame);

			if (n)
				report(
				    l, DIAG_BLAME_WORD, place_at(l, i), (struct str){ s.p + i, n });
		}
		find_ask(l, s);
		if (l->too_long)
			report(
			    l, DIAG_LONG_DRAFT, (struct place){ l->file, l->too_long, 0 }, STR(""));
	}
	l->text.n = l->nmarks = l->columns = l->lines = l->too_long = l->first_line = 0;
	l->any = l->quoted_printable = false;
	l->header = true;
}

/* Is it a header field's name and colon, as at the start of a mail, or a lone "Subject: ..."? */
static bool
is_field(struct str line)
{
	size_t i = 0;

	while (i < line.n && (is(line.p[i], EDGE) || line.p[i] == '-'))
		i++;
	return i && i + 1 < line.n && line.p[i] == ':' && line.p[i + 1] == ' ';
}

static void
take_line(struct lint *l, struct str line, size_t number)
{
	static const struct str quoted = { "Content-Transfer-Encoding: quoted-printable", 43 };
	bool parts = str_eq(line, STR("\f")) || mailread_is_postmark(line);

	if (parts)
		end_draft(l);
	if (parts || (line.n == 0 && !l->any))
		return;
	if (l->header) {
		bool folded = l->any && line.n && is(*line.p, BLANK);

		l->any = true;
		l->header = line.n && (is_field(line) || folded);
		l->quoted_printable |= str_alike(
		    (struct str){ line.p, line.n < quoted.n ? line.n : quoted.n }, quoted);
		if (l->header || !line.n)
			return;
	}
	if (!l->first_line)
		l->first_line = number;
	add_line(l, line, number);
}

void
lint_drafts(struct input *in, struct diag *diag)
{
	struct lint l = { .diag = diag, .text = buf_mem(), .header = true };
	struct block b;
	size_t number = 0;

	while (input_next(in, &b)) {
		if (b.first) {
			end_draft(&l);
			number = 0;
			l.file = arena_str(&l.names, b.file);
		}
		number += b.skipped_lines;
		while (b.p < b.end)
			take_line(&l, block_line(&b), ++number);
	}
	end_draft(&l);
	buf_release(&l.text);
	arena_release(&l.names);
	free(l.mark);
}
