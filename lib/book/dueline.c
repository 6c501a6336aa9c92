#include "book/dueline.h"

#include "base/keyed.h"
#include "record/emit.h"
#include "record/lex.h"
#include "record/scan.h"

#include <assert.h>
#include <stdlib.h>

enum { CHUNK = 1 << 18, DATE_BYTES = 16 };

static const enum key keys[LINE_PARTS] = {
	[LINE_RULE] = KEY_RULE,
	[LINE_RE] = KEY_RE,
	[LINE_VIA] = KEY_VIA,
	[LINE_ACT] = KEY_ACT,
	[LINE_NTH] = KEY_NTH,
	[LINE_LATE] = KEY_LATE,
	[LINE_IN] = KEY_IN,
	[LINE_AMT] = KEY_AMT,
	[LINE_WHY] = KEY_WHY,
	[LINE_ONLY] = KEY_ONLY,
};

static struct line_key
key_of(const struct key_use *use)
{
	struct line_key k = { .text = use->kind == KIND_TEXT };
	struct str name = schema_key_names[use->key];

	k.name[k.n++] = ' ';
	memcpy(k.name + 1, name.p, name.n);
	k.n = (uint8_t)(k.n + name.n);
	k.name[k.n++] = ':';
	return k;
}

void
due_lines_init(struct due_lines *l, const struct schema *s, struct moment now)
{
	size_t part = 0;

	*l = (struct due_lines){ .schema = s, .now = now, .scratch = buf_mem() };
	for (const struct key_use *use = schema_types[TYPE_DUE].keys; use->need; use++)
		if (part < LINE_PARTS && keys[part] == use->key)
			l->key[part++] = key_of(use);
	assert(part == LINE_PARTS); /* the row must have them in this order */
	l->days = arena_new(&l->arena, sizeof(*l->days), LINE_DAYS);
	for (size_t i = 0; i < LINE_DAYS; i++)
		l->days[i].day = DAY_NONE;
}

void
due_lines_release(struct due_lines *l)
{
	free(l->line);
	arena_release(&l->arena);
	buf_release(&l->scratch);
}

static const struct line_day *
day_of(struct due_lines *l, int32_t day)
{
	struct line_day *d = &l->days[(uint32_t)day % LINE_DAYS];
	int64_t away = (int64_t)day - l->now.day;

	if (d->day == day)
		return d;
	l->scratch.n = 0;
	date_put(&l->scratch, (struct moment){ day, -1 });
	memcpy(d->date, l->scratch.p, sizeof(d->date));
	l->scratch.n = 0;
	if (away) {
		buf_int(&l->scratch, away < 0 ? -away : away);
		buf_char(&l->scratch, 'd');
		memcpy(d->distance, l->scratch.p, l->scratch.n);
	}
	d->n = (uint8_t)l->scratch.n;
	d->day = day;
	return d;
}

/* The distance in whole hours, between two moments with a time less than a day apart. */
static struct str
hours_of(struct due_lines *l, int64_t minutes)
{
	l->scratch.n = 0;
	if (minutes >= 60) {
		buf_int(&l->scratch, minutes / 60);
		buf_char(&l->scratch, 'h');
	}
	return buf_view(&l->scratch);
}

/* Sets late: or in:. */
static void
set_distance(struct due_lines *l, struct due_text *t, const struct line_day *d)
{
	int64_t days = (int64_t)t->when.day - l->now.day;
	int64_t minutes = days * 24 * 60 + t->when.min - l->now.min;
	bool timed = t->when.min >= 0 && l->now.min >= 0;
	bool late = timed ? minutes < 0 : days < 0;
	struct str text = { d->distance, d->n };

	if (timed && minutes > -24 * 60 && minutes < 24 * 60)
		text = hours_of(l, late ? -minutes : minutes);
	t->value[late ? LINE_LATE : LINE_IN] = text;
}

/* At least the bytes that a line can take. */
static size_t
most_of(const struct due_text *t)
{
	size_t n = DATE_BYTES + sizeof(" due + % -- \n") + t->deal.n + t->id.n + t->text.n +
		   SCAN_PAD;

	for (size_t i = 0; i < t->npeople; i++)
		n += t->people[i].n + 2;
	for (size_t i = 0; i < LINE_PARTS; i++)
		n += t->value[i].n + sizeof(((struct line_key *)NULL)->name);
	/* Quotes and escapes: only some values may need them. */
	return n + t->value[LINE_WHY].n + 2;
}

/* Most are short: copied as two halves that overlap. */
static inline char *
put(char *to, struct str s)
{
	const char *p = s.p;
	size_t n = s.n;

	if (n > 16) {
		memcpy(to, p, n);
	} else if (n >= 8) {
		memcpy(to, p, 8);
		memcpy(to + n - 8, p + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, p, 4);
		memcpy(to + n - 4, p + n - 4, 4);
	} else {
		for (size_t i = 0; i < n; i++)
			to[i] = p[i];
	}
	return to + n;
}

static char *
put_date(char *to, struct moment m, const char *date)
{
	memcpy(to, date, sizeof(((struct line_day *)NULL)->date));
	to += sizeof(((struct line_day *)NULL)->date);
	if (m.min < 0)
		return to;
	*to++ = 'T';
	*to++ = (char)('0' + m.min / 60 / 10);
	*to++ = (char)('0' + m.min / 60 % 10);
	*to++ = ':';
	*to++ = (char)('0' + m.min % 60 / 10);
	*to++ = (char)('0' + m.min % 10);
	return to;
}

static char *
put_name(char *to, char sigil, struct str name)
{
	*to++ = ' ';
	*to++ = sigil;
	return put(to, name);
}

/* Writes a value that may need quotes. */
static char *
put_quoted(struct due_lines *l, char *to, enum line_part part, struct str value)
{
	l->scratch.n = 0;
	emit_attr(&l->scratch, schema_key_names[keys[part]], value);
	*to++ = ' ';
	return put(to, buf_view(&l->scratch));
}

/* Does the text need no --?  The same few come up again and again. */
static bool
is_plain(struct due_lines *l, struct str text)
{
	struct str *lately = &l->plain[(uintptr_t)text.p / 16 % LINE_TEXTS];

	if (lately->p == text.p && lately->n == text.n)
		return true;
	if (!lex_plain_text(l->schema, TYPE_DUE, text))
		return false;
	*lately = text;
	return true;
}

static char *
put_text(struct due_lines *l, char *to, struct str text)
{
	if (!text.n)
		return to;
	*to++ = ' ';
	if (!is_plain(l, text))
		to = put(to, STR("-- "));
	return put(to, text);
}

static char *
put_line(struct due_lines *l, char *to, const struct due_text *t, const struct line_day *d)
{
	to = put_date(to, t->when, d->date);
	to = put_name(put(to, STR(" due")), '+', t->deal.n ? t->deal : STR("-"));
	if (t->id.n)
		to = put_name(to, '%', t->id);
	for (size_t i = 0; i < t->npeople; i++)
		to = put_name(to, '@', t->people[i]);
	for (enum line_part part = 0; part < LINE_PARTS; part++) {
		const struct line_key *k = &l->key[part];

		if (!t->value[part].n)
			continue;
		if (k->text) {
			to = put_quoted(l, to, part, t->value[part]);
			continue;
		}
		memcpy(to, k->name, sizeof(k->name));
		to = put(to + k->n, t->value[part]);
	}
	to = put_text(l, to, t->text);
	*to++ = '\n';
	return to;
}

/* Makes room for n bytes and those that a lexer may read behind a line. */
static void
make_room(struct due_lines *l, size_t n)
{
	size_t need = n + SCAN_PAD, size = need < CHUNK ? CHUNK : need;

	if ((size_t)(l->room_end - l->room) >= need)
		return;
	l->room = arena_bytes(&l->arena, size);
	l->room_end = l->room + size;
}

/* Keeps what was put into the room. */
static const char *
take_room(struct due_lines *l, char *end)
{
	const char *from = l->room;

	memset(end, 0, SCAN_PAD);
	l->room = end;
	return from;
}

const char *
due_lines_add(struct due_lines *l, struct due_text *t, uint32_t deal)
{
	/* A date without a time is a prefix of one with it, so it sorts first. */
	int64_t key = (int64_t)(t->when.day - DAY_MIN) * 1441 + t->when.min + 1;
	const struct line_day *day = day_of(l, t->when.day);
	struct due_made *made;
	const char *from;

	set_distance(l, t, day);
	make_room(l, most_of(t));
	from = take_room(l, put_line(l, l->room, t, day));
	l->line = mem_at_least(l->line, sizeof(*l->line), &l->cap, l->n);
	made = &l->line[l->n++];
	*made = (struct due_made){
		.p = from, .n = (uint32_t)(l->room - from), .deal = deal, .key = (uint32_t)key
	};
	return from;
}

void
due_lines_add_command(struct due_lines *l, struct str command)
{
	struct due_made *made = &l->line[l->n - 1];
	size_t n = made->n;

	make_room(l, n + command.n);
	if (made->p + n != l->room) { /* in another chunk now */
		memcpy(l->room, made->p, n);
		made->p = take_room(l, l->room + n);
	}
	take_room(l, put(l->room, command));
	made->ncommand = (uint32_t)command.n;
}

static int
cmp_lines(const void *a, const void *b)
{
	struct str x = ((const struct due_line *)a)->line, y = ((const struct due_line *)b)->line;

	/* Without the LF, as sort(1) compares lines: a LF would sort above a tab. */
	return str_cmp((struct str){ x.p, x.n - 1 }, (struct str){ y.p, y.n - 1 });
}

/* Sorts lines of one deal and date.  Each is inserted among those before it, and usually
 * belongs at their end. */
static void
sort_run(struct due_line *line, size_t n)
{
	enum { FEW = 64 };

	if (n > FEW) {
		qsort(line, n, sizeof(*line), cmp_lines);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct due_line moved = line[i];
		size_t low = 0, high = i, mid = i - 1;

		for (; low < high; mid = low + (high - low) / 2) {
			if (cmp_lines(&line[mid], &moved) > 0)
				high = mid;
			else
				low = mid + 1;
		}
		memmove(line + low + 1, line + low, (i - low) * sizeof(*line));
		line[low] = moved;
	}
}

/* Sorts the lines of all lanes by date and, within a date, deal by deal. */
static const struct due_made **
by_date(struct due_lines *const l[], size_t count, size_t all)
{
	const struct due_made **sorted = mem_grow(NULL, sizeof(const struct due_made *), all);
	struct keyed *k = mem_grow(NULL, sizeof(*k), all);
	uint32_t least = UINT32_MAX;
	size_t at = 0;

	for (size_t c = 0; c < count; c++)
		for (size_t i = 0; i < l[c]->n; i++, at++) {
			k[at] = (struct keyed){ l[c]->line[i].key, (uint32_t)at };
			least = l[c]->line[i].key < least ? l[c]->line[i].key : least;
		}
	for (size_t i = 0; i < all; i++) /* small numbers sort faster */
		k[i].key -= least;
	keyed_sort(k, all);
	for (size_t i = 0; i < all; i++) {
		size_t from = k[i].value, c = 0;

		while (from >= l[c]->n)
			from -= l[c++]->n;
		sorted[i] = &l[c]->line[from];
	}
	free(k);
	return sorted;
}

struct due_line *
due_lines_sort(struct due_lines *const l[], size_t count, size_t *n)
{
	const struct due_made **made;
	struct due_line *sorted;
	size_t all = 0, run;

	for (size_t c = 0; c < count; c++)
		all += l[c]->n;
	made = by_date(l, count, all);
	sorted = mem_grow(NULL, sizeof(*sorted), all);
	for (size_t i = 0; i < all; i += run) {
		for (run = 0; i + run < all && made[i + run]->key == made[i]->key &&
			      made[i + run]->deal == made[i]->deal;
		     run++) {
			const struct due_made *m = made[i + run];

			sorted[i + run] = (struct due_line){ { m->p, m->n },
				{ m->p + m->n, m->ncommand } };
		}
		sort_run(sorted + i, run);
	}
	free(made);
	*n = all;
	return sorted;
}
