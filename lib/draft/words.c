#include "draft/words.h"

static const char *const weekdays[][7] = {
	[LANG_EN] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	    "Sunday" },
	[LANG_FR] = { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
};
static const char *const months[][12] = {
	[LANG_EN] = { "January", "February", "March", "April", "May", "June", "July", "August",
	    "September", "October", "November", "December" },
	[LANG_FR] = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
	    "septembre", "octobre", "novembre", "décembre" },
};

enum lang
words_lang(struct str tag)
{
	struct str rest = tag, primary = str_cut(&rest, '-');

	if (!tag.n || str_alike(primary, STR("en")))
		return LANG_EN;
	return str_alike(primary, STR("fr")) ? LANG_FR : LANG_OTHER;
}

struct str
words_weekday(enum lang l, int weekday)
{
	return l == LANG_OTHER ? STR("") : str_from(weekdays[l][weekday]);
}

struct str
words_month(enum lang l, int month)
{
	return l == LANG_OTHER ? STR("") : str_from(months[l][month - 1]);
}

void
words_put_day(struct buf *b, enum lang l, int32_t day)
{
	struct ymd d = date_ymd(day);

	if (l == LANG_OTHER) {
		date_put(b, (struct moment){ day, -1 });
		return;
	}
	buf_str(b, words_weekday(l, date_weekday(day)));
	buf_str(b, l == LANG_EN ? STR(", ") : STR(" "));
	buf_int(b, d.d);
	if (l == LANG_FR && d.d == 1)
		buf_str(b, STR("er"));
	buf_char(b, ' ');
	buf_str(b, words_month(l, d.m));
	buf_char(b, ' ');
	buf_int(b, d.y);
}

void
words_put_number(struct buf *b, enum lang l, struct money m)
{
	size_t from = b->n;

	m.unit = STR("");
	money_put(b, m);
	for (size_t i = from; l == LANG_FR && i < b->n; i++)
		if (b->p[i] == '.')
			b->p[i] = ',';
}

void
words_put_money(struct buf *b, enum lang l, struct money m)
{
	words_put_number(b, l, m);
	buf_char(b, ' ');
	buf_str(b, m.unit);
}
