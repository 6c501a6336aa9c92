#include "base/str.h"

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_alike(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (str_lower(a.p[i]) != str_lower(b.p[i]))
			return false;
	return true;
}

bool
str_starts(struct str s, struct str pre)
{
	return s.n >= pre.n && (pre.n == 0 || memcmp(s.p, pre.p, pre.n) == 0);
}

struct str
str_cut(struct str *s, char c)
{
	struct str all = *s;
	const char *at = s->n ? memchr(s->p, c, s->n) : NULL;

	if (!at) {
		*s = (struct str){ NULL, 0 };
		return all;
	}
	*s = str_span(at + 1, all.p + all.n);
	return str_span(all.p, at);
}

struct str
str_trim(struct str s)
{
	while (s.n && str_blank(s.p[0]))
		s = (struct str){ s.p + 1, s.n - 1 };
	while (s.n && str_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

int
str_number(struct str s)
{
	int n = 0;

	if (!str_digits(s))
		return -1;
	for (size_t i = 0; i < s.n; i++)
		n = n > 99999999 ? 999999999 : n * 10 + (s.p[i] - '0');
	return n;
}

int
str_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = str_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
