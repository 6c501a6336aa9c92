#include "draft/recap.h"
#include "book/people.h"

#include "value/period.h"

#include <stdlib.h>

enum { CORRECT_WITHIN = 2 }; /* business days */

static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday", "Sunday" };
static const char *const months[] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

void
recap_put_day(struct buf *b, int32_t day)
{
	struct ymd d = date_ymd(day);

	buf_str(b, str_from(weekdays[date_weekday(day)]));
	buf_str(b, STR(", "));
	buf_int(b, d.d);
	buf_char(b, ' ');
	buf_str(b, str_from(months[d.m - 1]));
	buf_char(b, ' ');
	buf_int(b, d.y);
}

/* Does only: let that person see the record?  It names people or sides. */
static bool
may_see(struct book *b, const struct record *r, uint32_t person)
{
	struct str list = record_value(r, KEY_ONLY),
		   side = people_side(b, person, book_deal(b, r->deal));

	if (!list.n)
		return true;
	do {
		struct str who = str_cut(&list, ',');

		if (*who.p == '@' ? book_person(b, (struct str){ who.p + 1, who.n - 1 }) == person
				  : str_eq(who, side))
			return true;
	} while (list.p);
	return false;
}

static bool
shows(struct book *b, uint32_t entry, uint32_t person)
{
	return may_see(b, book_record(b, entry), person);
}

/* Is an item of the deal one of that type that the reader may see? */
static bool
is_shown(struct book *b, const struct recap *r, const struct item *it, enum type t)
{
	return it->definition != NONE && it->type == t && it->state != STATE_DROPPED &&
	       shows(b, it->definition, r->person);
}

/* The last session, or else the last contact of any sort; NONE for none. */
static uint32_t
last_contact(struct book *b, uint32_t deal, bool session)
{
	uint32_t last = NONE;

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next)
		if (!session || b->entries[e].type == TYPE_MET)
			last = e;
	return session && last == NONE ? last_contact(b, deal, false) : last;
}

static bool
has_terms(const struct book *b, uint32_t deal)
{
	for (uint32_t i = b->deal[deal].items; i != NONE; i = b->item[i].next) {
		const struct item *it = &b->item[i];

		if (it->definition != NONE && it->state != STATE_DROPPED &&
		    (it->type == TYPE_TERM || it->type == TYPE_PROMISE))
			return true;
	}
	return false;
}

size_t
recap_readers(struct book *b, uint32_t deal, uint32_t *people, size_t max)
{
	uint32_t contact = last_contact(b, deal, true);
	const struct record *r;
	size_t n = 0, all;
	uint32_t *named;

	if (contact == NONE || !has_terms(b, deal))
		return 0;
	r = book_record(b, contact);
	all = r->npeople;
	named = arena_new(&b->arena, sizeof(*named), all);
	for (size_t i = 0; i < all; i++)
		named[i] = book_person(b, r->people[i]);
	for (size_t i = 0; i < all && n < max; i++)
		if (!people_ours(b, named[i], deal))
			people[n++] = named[i];
	return n;
}

/* Numbers count as numbers: t2 before t10. */
static int
cmp_natural(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.n && j < b.n) {
		size_t m = i, n = j;

		while (m < a.n && a.p[m] >= '0' && a.p[m] <= '9')
			m++;
		while (n < b.n && b.p[n] >= '0' && b.p[n] <= '9')
			n++;
		if (m > i && n > j) {
			while (i + 1 < m && a.p[i] == '0')
				i++;
			while (j + 1 < n && b.p[j] == '0')
				j++;
			if (m - i != n - j)
				return m - i < n - j ? -1 : 1;
		} else {
			m = i + 1;
			n = j + 1;
		}
		for (; i < m; i++, j++)
			if (a.p[i] != b.p[j])
				return (unsigned char)a.p[i] < (unsigned char)b.p[j] ? -1 : 1;
	}
	return str_cmp(a, b);
}

struct ranked {
	struct str id;
	struct item *it;
};

static int
cmp_ranked(const void *a, const void *b)
{
	return cmp_natural(((const struct ranked *)a)->id, ((const struct ranked *)b)->id);
}

/* The items of a type that the reader may see, by id; *n tells how many. */
static struct ranked *
shown_items(struct book *b, const struct recap *r, enum type t, size_t *n)
{
	struct ranked *list;
	size_t max = 0;

	for (uint32_t i = b->deal[r->deal].items; i != NONE; i = b->item[i].next)
		max++;
	list = arena_new(&b->arena, sizeof(*list), max);
	*n = 0;
	for (uint32_t i = b->deal[r->deal].items; i != NONE; i = b->item[i].next)
		if (is_shown(b, r, &b->item[i], t))
			list[(*n)++] = (struct ranked){ b->item[i].id, &b->item[i] };
	if (*n)
		qsort(list, *n, sizeof(*list), cmp_ranked);
	return list;
}

static void
put_title(struct buf *b, const char *title, bool *any)
{
	if (!*any) {
		buf_char(b, '\n');
		buf_str(b, str_from(title));
		buf_str(b, STR("\n\n"));
	}
	*any = true;
}

static void
put_amount(struct buf *b, struct money m)
{
	struct money number = m;

	number.unit = STR("");
	money_put(b, number);
	buf_char(b, ' ');
	buf_str(b, m.unit);
}

/* ", 500 USD", ", by Tuesday, 15 July 2025", ", done": what there is to add. */
static void
put_details(struct buf *out, const struct item *it)
{
	if (it->amt.unit.n) {
		buf_str(out, STR(", "));
		put_amount(out, it->amt);
	}
	if (it->state == STATE_DONE) {
		buf_str(out, STR(": done on "));
		recap_put_day(out, it->closed.day);
	} else if (it->by.day != DAY_NONE) {
		buf_str(out, STR(", by "));
		recap_put_day(out, it->by.day);
	}
	buf_char(out, '\n');
}

static struct str
name_of(struct book *b, uint32_t person, uint32_t deal)
{
	if (person == NONE)
		return STR("We");
	return people_full_name(b, person, deal);
}

/* What the term gives either side, as far as the reader may know. */
static void
put_gains(struct book *b, const struct recap *r, const struct item *it, struct buf *out)
{
	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next) {
		const struct record *g;
		struct str text;
		uint32_t who;

		if (b->entries[e].type != TYPE_GAIN || !shows(b, e, r->person))
			continue;
		g = book_record(b, e);
		who = book_person(b, g->people[0]);
		text = g->text;
		buf_str(out, STR("   For "));
		if (who == r->person)
			buf_str(out, STR("you"));
		else if (people_ours(b, who, r->deal))
			buf_str(out, STR("us"));
		else
			buf_str(out, name_of(b, who, r->deal));
		buf_str(out, STR(": "));
		buf_str(out, text);
		buf_char(out, '\n');
	}
}

static void
put_terms(struct book *b, const struct recap *r, struct buf *out)
{
	size_t n;
	const struct ranked *terms = shown_items(b, r, TYPE_TERM, &n);
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		put_title(out, "What we agreed", &any);
		buf_int(out, (int64_t)i + 1);
		buf_str(out, STR(". "));
		buf_str(out, terms[i].it->text);
		put_details(out, terms[i].it);
		put_gains(b, r, terms[i].it, out);
	}
}

static void
put_duties(struct book *b, const struct recap *r, struct buf *out)
{
	static const enum type types[] = { TYPE_PROMISE, TYPE_OWED, TYPE_MILESTONE };
	bool any = false;

	for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++) {
		size_t n;
		const struct ranked *items = shown_items(b, r, types[t], &n);

		for (size_t i = 0; i < n; i++) {
			const struct item *it = items[i].it;

			put_title(out, "Who does what by when", &any);
			buf_str(out, STR("- "));
			if (it->person != NONE) {
				buf_str(out, it->person == r->person
						 ? STR("You")
						 : name_of(b, it->person, r->deal));
				buf_str(out, STR(": "));
			}
			buf_str(out, it->text);
			put_details(out, it);
		}
	}
}

static void
put_concerns(struct book *b, const struct recap *r, struct buf *out)
{
	size_t n;
	const struct ranked *items = shown_items(b, r, TYPE_CONCERN, &n);
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (items[i].it->state == STATE_DONE)
			continue;
		put_title(out, "Still open, as I understood it", &any);
		buf_str(out, STR("- "));
		buf_str(out, items[i].it->text);
		buf_char(out, '\n');
	}
}

/* "Thank you for the meeting on ...": what the last contact was. */
static void
put_opening(struct book *b, const struct recap *r, struct buf *out)
{
	uint32_t contact = last_contact(b, r->deal, true);
	struct str via = record_value(book_record(b, contact), KEY_VIA);

	buf_str(out, STR("Thank you for "));
	if (b->entries[contact].type != TYPE_MET)
		buf_str(out, STR("your time"));
	else if (str_eq(via, STR("phone")))
		buf_str(out, STR("the call"));
	else if (str_eq(via, STR("video")))
		buf_str(out, STR("the video call"));
	else
		buf_str(out, STR("the meeting"));
	buf_str(out, STR(" on "));
	recap_put_day(out, b->entries[contact].when.day);
	buf_str(out, STR(".\nBelow is what I noted, so that we both work from the same page.\n"));
}

static void
put_greeting(struct book *b, const struct recap *r, struct buf *out)
{
	struct str tone = people_who(b, r->person, r->deal, KEY_TONE);
	struct str name = people_full_name(b, r->person, r->deal);
	struct str rest = name, first = str_cut(&rest, ' ');

	if (str_eq(tone, STR("informal")) || str_eq(tone, STR("warm"))) {
		buf_str(out, STR("Hello "));
		buf_str(out, first);
	} else {
		buf_str(out, STR("Dear "));
		buf_str(out, name);
	}
	buf_str(out, STR(",\n\n"));
}

void
recap_write(struct book *b, struct recap *r)
{
	struct str title = b->deal[r->deal].title;
	struct buf subject = buf_mem();
	int32_t by = calendar_add(&b->calendar, b->now.day, CORRECT_WITHIN);

	buf_str(&subject, STR("What we agreed: "));
	buf_str(&subject, title.n ? title : b->deal[r->deal].name);
	r->subject = arena_str(&b->arena, buf_view(&subject));
	buf_release(&subject);
	r->body.n = 0;
	put_greeting(b, r, &r->body);
	put_opening(b, r, &r->body);
	put_terms(b, r, &r->body);
	put_duties(b, r, &r->body);
	put_concerns(b, r, &r->body);
	buf_str(&r->body, STR("\nPlease tell me by "));
	recap_put_day(&r->body, by == DAY_NONE ? b->now.day : by);
	buf_str(&r->body,
	    STR(" if anything here differs from your notes,\nor that it is right as it stands.\n\n"));
	buf_str(&r->body, STR("Kind regards,\n"));
	buf_str(&r->body, b->me == NONE ? b->me_name : people_full_name(b, b->me, r->deal));
	buf_char(&r->body, '\n');
}
