#include "record/scan.h"

#include "base/utf8.h"

/* clang-format off */
const unsigned char scan_class[256] = {
	['\t'] = BLANK, [' '] = BLANK, ['\n'] = END, ['\r'] = END,
	['"'] = MARK, ['/'] = MARK,
	['-'] = NAME | KEY, ['_'] = NAME, ['.'] = NAME,
#define DIGIT(c) [c] = NAME | KEY | EDGE
#define UPPER(c) [c] = NAME | EDGE
#define LOWER(c) [c] = NAME | KEY | EDGE | SMALL
	DIGIT('0'), DIGIT('1'), DIGIT('2'), DIGIT('3'), DIGIT('4'),
	DIGIT('5'), DIGIT('6'), DIGIT('7'), DIGIT('8'), DIGIT('9'),
	UPPER('A'), UPPER('B'), UPPER('C'), UPPER('D'), UPPER('E'), UPPER('F'), UPPER('G'),
	UPPER('H'), UPPER('I'), UPPER('J'), UPPER('K'), UPPER('L'), UPPER('M'), UPPER('N'),
	UPPER('O'), UPPER('P'), UPPER('Q'), UPPER('R'), UPPER('S'), UPPER('T'), UPPER('U'),
	UPPER('V'), UPPER('W'), UPPER('X'), UPPER('Y'), UPPER('Z'),
	LOWER('a'), LOWER('b'), LOWER('c'), LOWER('d'), LOWER('e'), LOWER('f'), LOWER('g'),
	LOWER('h'), LOWER('i'), LOWER('j'), LOWER('k'), LOWER('l'), LOWER('m'), LOWER('n'),
	LOWER('o'), LOWER('p'), LOWER('q'), LOWER('r'), LOWER('s'), LOWER('t'), LOWER('u'),
	LOWER('v'), LOWER('w'), LOWER('x'), LOWER('y'), LOWER('z'),
};
/* clang-format on */

/* Skips characters of one, two or three bytes, as most scripts have them; stops at the
 * first that is another, or malformed, or may not be in a text. */
static const char *
scan_wide_text(const char *p, unsigned *colons)
{
	for (;;) {
		uint64_t two = bytes_of(p, AHEAD, bytes_of_two);
		uint64_t three = bytes_of(p, AHEAD, bytes_of_three);
		uint64_t follow = bytes_of(p, AHEAD, bytes_following);
		uint64_t wanted = (two | three) << 1 | three << 2;
		uint64_t known = bytes_of(p, AHEAD, bytes_text) | two | three | follow;
		uint64_t wrong = ~known | (wanted ^ follow);
		uint64_t set = bytes_of(p, AHEAD, bytes_colon);
		size_t n = wrong ? bytes_first(wrong) : AHEAD - 1;

		/* Back to the character's first byte. */
		while (n && (wanted >> n & 1 || (!wrong && follow >> n & 1)))
			n--;
		for (set &= (UINT64_C(1) << n) - 1; set; set &= set - 1)
			*colons |= is(p[bytes_first(set) + 1], BLANK | END) ? COLON_APART
									    : COLON_TIGHT;
		p += n;
		if (wrong)
			return p;
	}
}

const char *
scan_text(const char *p, unsigned *colons)
{
	for (;;) {
		p = scan_wide_text(p, colons);
		if (is_end(p))
			return p;
		if ((unsigned char)*p < 0x80) {
			if (*p++ != '\t')
				return NULL;
		} else if (utf8_step(&p, p + 4)) {
			return NULL;
		}
	}
}

const char *
scan_token(const char *p)
{
	while (!is(*p, BLANK) && !is_end(p))
		p++;
	return p;
}

bool
scan_is_name(struct str s)
{
	if (s.n == 0 || s.n > NAME_BYTES || !is(s.p[0], EDGE) || !is(s.p[s.n - 1], EDGE))
		return false;
	for (size_t i = 1; i + 1 < s.n; i++)
		if (!is(s.p[i], NAME))
			return false;
	return true;
}

struct str
scan_key(const char *p, const char *end)
{
	const char *q = p;

	if (q == end || *q < 'a' || *q > 'z')
		return (struct str){ p, 0 };
	while (q < end && is(*q, KEY))
		q++;
	if (q == end || *q != ':' || q + 1 == end || is(q[1], BLANK | END) ||
	    (q[1] == '/' && q + 2 < end && q[2] == '/'))
		return (struct str){ p, 0 };
	return str_span(p, q);
}
