#include "draft/charset.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>

#define REPLACEMENT STR("\xef\xbf\xbd")

/* Windows-1252, 0x80 to 0x9f; 0: no character (Microsoft's table cp1252). */
static const uint16_t upper[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, //
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,      //
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, //
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178, //
};

/* Where ISO 8859-15 differs from ISO 8859-1. */
static const struct {
	unsigned char byte;
	uint16_t code;
} latin9[] = { { 0xa4, 0x20ac }, { 0xa6, 0x0160 }, { 0xa8, 0x0161 }, { 0xb4, 0x017d },
	{ 0xb8, 0x017e }, { 0xbc, 0x0152 }, { 0xbd, 0x0153 }, { 0xbe, 0x0178 } };

/* The sets that iconv(3) may be asked for, by the names that mails use. */
static const char *const others[] = { "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5",
	"ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-9", "ISO-8859-10", "ISO-8859-11",
	"ISO-8859-13", "ISO-8859-14", "ISO-8859-16", "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1253",
	"WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258",
	"WINDOWS-874", "CP1250", "CP1251", "CP1253", "CP1254", "CP1255", "CP1256", "CP1257",
	"CP1258", "KOI8-R", "KOI8-U", "ISO-2022-JP", "ISO-2022-KR", "CP932", "EUC-JP", "GBK",
	"GB18030", "BIG5", "BIG5-HKSCS", "CP949", "TIS-620" };

/* Other names of known sets; and sets whose names senders use for larger ones that contain
 * them (WHATWG Encoding, 4.2). */
static const struct {
	struct str name, is;
} aliases[] = {
	{ { "LATIN1", 6 }, { "ISO-8859-1", 10 } },
	{ { "LATIN-1", 7 }, { "ISO-8859-1", 10 } },
	{ { "ISO8859-1", 9 }, { "ISO-8859-1", 10 } },
	{ { "ISO_8859-1", 10 }, { "ISO-8859-1", 10 } },
	{ { "CP1252", 6 }, { "WINDOWS-1252", 12 } },
	{ { "ISO-8859-8-I", 12 }, { "ISO-8859-8", 10 } },
	{ { "WINDOWS-31J", 11 }, { "CP932", 5 } },
	{ { "X-SJIS", 6 }, { "CP932", 5 } },
	{ { "SHIFT_JIS", 9 }, { "CP932", 5 } },
	{ { "EUC-CN", 6 }, { "GBK", 3 } },
	{ { "GB2312", 6 }, { "GBK", 3 } },
	{ { "GB_2312-80", 10 }, { "GBK", 3 } },
	{ { "X-GBK", 5 }, { "GBK", 3 } },
	{ { "CP936", 5 }, { "GBK", 3 } },
	{ { "UTF8", 4 }, { "UTF-8", 5 } },
	{ { "EUC-KR", 6 }, { "CP949", 5 } },
	{ { "KS_C_5601-1987", 14 }, { "CP949", 5 } },
	{ { "WINDOWS-949", 11 }, { "CP949", 5 } },
};

/* Appends a character from U+0001 to U+FFFF. */
static void
put_code(struct buf *b, unsigned c)
{
	if (c < 0x80) {
		buf_char(b, (char)c);
	} else if (c < 0x800) {
		buf_char(b, (char)(0xc0 | c >> 6));
		buf_char(b, (char)(0x80 | (c & 63)));
	} else {
		buf_char(b, (char)(0xe0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 63)));
		buf_char(b, (char)(0x80 | (c & 63)));
	}
}

static void
put_western(struct buf *b, struct str s, bool nine)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned code = c;

		if (!nine && c >= 0x80 && c < 0xa0)
			code = upper[c - 0x80];
		for (size_t j = 0; nine && j < sizeof(latin9) / sizeof(latin9[0]); j++)
			if (latin9[j].byte == c)
				code = latin9[j].code;
		if (code || c == 0)
			put_code(b, code);
		else
			buf_str(b, REPLACEMENT);
	}
}

/* Keeps well-formed parts, whatever they mean; replaces the others. */
static void
put_utf8(struct buf *b, struct str s)
{
	const char *p = s.p, *end = str_end(s);

	while (p < end) {
		const char *at = p;

		if (utf8_step(&p, end) == UTF8_MALFORMED)
			buf_str(b, REPLACEMENT);
		else
			buf_put(b, at, (size_t)(p - at));
	}
}

/* Opens a set; if the system lacks it, a smaller one that it contains. */
static iconv_t
open_set(const char *name)
{
	static const char *const smaller[][2] = { { "CP932", "SHIFT_JIS" },
		{ "WINDOWS-874", "ISO-8859-11" } };
	iconv_t cd = iconv_open("UTF-8", name);

	for (size_t i = 0; i < sizeof(smaller) / sizeof(smaller[0]); i++)
		if (cd == (iconv_t)-1 && strcmp(name, smaller[i][0]) == 0)
			cd = iconv_open("UTF-8", smaller[i][1]);
	return cd;
}

/* In some sets the last character is only certain once no accent follows, so at the end
 * iconv(3) is called once more without input. */
static void
put_by_iconv(struct buf *b, const char *name, struct str s)
{
	iconv_t cd = open_set(name);
	char *in = (char *)(uintptr_t)s.p; /* iconv(3) doesn't write there */
	size_t left = s.n;

	if (cd == (iconv_t)-1) {
		put_utf8(b, s);
		return;
	}
	for (bool more = true; more;) {
		char out[256], *o = out;
		size_t room = sizeof(out), r;

		more = left > 0;
		r = iconv(cd, more ? &in : NULL, &left, &o, &room);
		buf_put(b, out, sizeof(out) - room);
		if (r == (size_t)-1 && errno != E2BIG && left) {
			buf_str(b, REPLACEMENT);
			in++;
			left--;
		}
	}
	iconv_close(cd);
}

void
charset_put(struct buf *b, struct str charset, struct str bytes)
{
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (str_alike(charset, aliases[i].name))
			charset = aliases[i].is;
	if (str_alike(charset, STR("ISO-8859-1")) || str_alike(charset, STR("WINDOWS-1252"))) {
		put_western(b, bytes, false);
		return;
	}
	if (str_alike(charset, STR("ISO-8859-15"))) {
		put_western(b, bytes, true);
		return;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_alike(charset, str_from(others[i]))) {
			put_by_iconv(b, others[i], bytes);
			return;
		}
	if (str_alike(charset, STR("UTF-8")))
		put_utf8(b, bytes);
	else
		charset_put_raw(b, bytes);
}

void
charset_put_raw(struct buf *b, struct str bytes)
{
	const char *p = bytes.p, *end = str_end(bytes);

	while (p < end)
		if (utf8_step(&p, end) == UTF8_MALFORMED) {
			put_western(b, bytes, false);
			return;
		}
	buf_str(b, bytes);
}
