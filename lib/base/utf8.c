#include "base/utf8.h"

static bool
follows(const unsigned char *u, const unsigned char *end, unsigned lo, unsigned hi)
{
	return u < end && *u >= lo && *u <= hi;
}

/* The length of the longest valid start of a sequence; *need is the length of a whole one
 * (0: no sequence begins so).  Ranges: RFC 3629, 4. */
static size_t
sequence(const unsigned char *u, const unsigned char *end, size_t *need)
{
	unsigned c = u[0], lo = 0x80, hi = 0xbf;
	size_t n = 1;

	*need = c >= 0xc2 && c <= 0xdf   ? 2
		: c >= 0xe0 && c <= 0xef ? 3
		: c >= 0xf0 && c <= 0xf4 ? 4
					 : 0;
	if (c == 0xe0)
		lo = 0xa0;
	else if (c == 0xed)
		hi = 0x9f;
	else if (c == 0xf0)
		lo = 0x90;
	else if (c == 0xf4)
		hi = 0x8f;
	while (n < *need && follows(u + n, end, lo, hi)) {
		n++;
		lo = 0x80;
		hi = 0xbf;
	}
	return n;
}

/* What is wrong with a well-formed sequence of n > 1 bytes. */
static enum utf8_fault
meaning(const unsigned char *u, size_t n)
{
	if (n == 2 && u[0] == 0xc2 && u[1] < 0xa0)
		return UTF8_CONTROL;
	if (n != 3)
		return UTF8_OK;
	if (u[0] == 0xe2 && u[1] == 0x80 && u[2] >= 0xaa && u[2] <= 0xae)
		return UTF8_BIDI;
	if (u[0] == 0xe2 && u[1] == 0x81 && u[2] >= 0xa6 && u[2] <= 0xa9)
		return UTF8_BIDI;
	if (u[0] == 0xef && u[1] == 0xbb && u[2] == 0xbf)
		return UTF8_BOM;
	return UTF8_OK;
}

enum utf8_fault
utf8_step(const char **p, const char *end)
{
	const unsigned char *u = (const unsigned char *)*p;
	size_t n, need;

	if (u[0] < 0x80) {
		++*p;
		return (u[0] < 0x20 && u[0] != '\t') || u[0] == 0x7f ? UTF8_CONTROL : UTF8_OK;
	}
	n = sequence(u, (const unsigned char *)end, &need);
	*p += n;
	return n == need ? meaning(u, n) : UTF8_MALFORMED;
}

/* As 0x9f. */
static struct str
byte_name(char buffer[8], const char *p)
{
	static const char hex[] = "0123456789abcdef";

	buffer[0] = '0';
	buffer[1] = 'x';
	buffer[2] = hex[(unsigned char)*p >> 4];
	buffer[3] = hex[(unsigned char)*p & 15];
	return (struct str){ buffer, 4 };
}

/* As U+202E.  The character is ASCII or has two or three bytes. */
static struct str
character_name(char buffer[8], const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	unsigned c = u[0] < 0x80   ? u[0]
		     : u[0] < 0xe0 ? (u[0] & 31u) << 6 | (u[1] & 63u)
				   : (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);

	memcpy(buffer, "U+", 2);
	for (int i = 0; i < 4; i++)
		buffer[2 + i] = "0123456789ABCDEF"[c >> (12 - 4 * i) & 15];
	return (struct str){ buffer, 6 };
}

void
utf8_report(struct diag *d, enum utf8_fault fault, struct place at, const char *p)
{
	static const enum diag_id ids[] = {
		[UTF8_MALFORMED] = DIAG_BAD_UTF8,
		[UTF8_CONTROL] = DIAG_CONTROL_CHARACTER,
		[UTF8_BIDI] = DIAG_BIDI_CHARACTER,
		[UTF8_BOM] = DIAG_STRAY_BOM,
	};
	char name[8];
	struct str what = fault == UTF8_MALFORMED ? byte_name(name, p) : character_name(name, p);

	diag_report(d, ids[fault], at, what, STR(""), STR(""));
}
