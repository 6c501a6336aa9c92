#include "draft/recap.h"
#include "book/item.h"
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

/* A reader's view of the records. */
struct view {
	struct book *b;
	uint32_t deal, person;
};

static bool
sees(void *self, uint32_t entry)
{
	struct view *v = self;

	return may_see(v->b, book_record(v->b, entry), v->person);
}

/* Works an item out as the reader knows it; is it of that type, and theirs to
 * see? */
static bool
is_shown(struct view *v, struct item *it, enum type t)
{
	const struct item_watch watch = { .self = v, .sees = sees };

	if (it->definition == NONE || it->type != t || !sees(v, it->definition))
		return false;
	item_replay(v->b, it, &watch);
	return it->state != STATE_DROPPED;
}

/* The last text that the reader may see in a list of declarations; those of
 * this deal outweigh the others. */
static struct str
visible_text(struct view *v, const struct list *list)
{
	struct str texts[2] = { { NULL, 0 }, { NULL, 0 } };

	for (uint32_t e = list->first; e != NONE; e = v->b->entries[e].next) {
		const struct record *r;

		if (!sees(v, e))
			continue;
		r = book_record(v->b, e);
		if (r->text.n && (!r->deal.n || str_eq(r->deal, v->b->deal[v->deal].name)))
			texts[r->deal.n > 0] = r->text;
	}
	return texts[texts[1].n > 0];
}

/* The full name of a person as far as the reader may know it. */
static struct str
name_of(struct view *v, uint32_t person)
{
	struct str name;

	if (person == NONE)
		return STR("We");
	name = visible_text(v, &v->b->person[person].declared);
	return name.n ? name : v->b->person[person].name;
}

/* The last contact that names somebody of another side, of those that the
 * reader (NONE: anybody) may see; the last session where there is one. */
static uint32_t
last_contact(struct book *b, uint32_t deal, uint32_t reader)
{
	struct view v = { b, deal, reader };
	uint32_t last[2] = { NONE, NONE };

	for (uint32_t e = b->deal[deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct record *r;
		bool others = false;

		if (reader != NONE && !sees(&v, e))
			continue;
		r = book_record(b, e);
		for (size_t i = 0; i < r->npeople; i++)
			others |= !people_ours(b, book_person(b, r->people[i]), deal);
		if (others && item_is_contact(r))
			last[r->type == TYPE_MET] = e;
	}
	return last[last[1] != NONE];
}

static bool
has_terms(struct view *v)
{
	struct book *b = v->b;

	for (uint32_t i = b->deal[v->deal].items; i != NONE; i = b->item[i].next)
		if (is_shown(v, &b->item[i], TYPE_TERM) || is_shown(v, &b->item[i], TYPE_PROMISE))
			return true;
	return false;
}

size_t
recap_readers(struct book *b, uint32_t deal, uint32_t **people)
{
	uint32_t contact = last_contact(b, deal, NONE);
	const struct record *r;
	size_t n = 0, all;

	if (contact == NONE)
		return 0;
	r = book_record(b, contact);
	all = r->npeople;
	*people = arena_new(&b->arena, sizeof(**people), all);
	for (size_t i = 0; i < all; i++)
		(*people)[i] = book_person(b, r->people[i]);
	for (size_t i = 0; i < all; i++) {
		struct view v = { b, deal, (*people)[i] };

		if (!people_ours(b, v.person, deal) && has_terms(&v))
			(*people)[n++] = v.person;
	}
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
shown_items(struct view *v, enum type t, size_t *n)
{
	struct book *b = v->b;
	struct ranked *list;
	size_t max = 0;

	for (uint32_t i = b->deal[v->deal].items; i != NONE; i = b->item[i].next)
		max++;
	list = arena_new(&b->arena, sizeof(*list), max);
	*n = 0;
	for (uint32_t i = b->deal[v->deal].items; i != NONE; i = b->item[i].next)
		if (is_shown(v, &b->item[i], t))
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

/* What the term gives either side, as far as the reader may know. */
static void
put_gains(struct view *v, const struct item *it, struct buf *out)
{
	struct book *b = v->b;

	for (uint32_t e = it->events.first; e != NONE; e = b->entries[e].next) {
		const struct record *g;
		struct str text;
		uint32_t who;

		if (b->entries[e].type != TYPE_GAIN || !sees(v, e))
			continue;
		g = book_record(b, e);
		who = book_person(b, g->people[0]);
		text = g->text;
		buf_str(out, STR("   For "));
		if (who == v->person)
			buf_str(out, STR("you"));
		else if (people_ours(b, who, v->deal))
			buf_str(out, STR("us"));
		else
			buf_str(out, name_of(v, who));
		buf_str(out, STR(": "));
		buf_str(out, text);
		buf_char(out, '\n');
	}
}

static void
put_terms(struct view *v, struct buf *out)
{
	size_t n;
	const struct ranked *terms = shown_items(v, TYPE_TERM, &n);
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		put_title(out, "What we agreed", &any);
		buf_int(out, (int64_t)i + 1);
		buf_str(out, STR(". "));
		buf_str(out, terms[i].it->text);
		put_details(out, terms[i].it);
		put_gains(v, terms[i].it, out);
	}
}

static void
put_duties(struct view *v, struct buf *out)
{
	static const enum type types[] = { TYPE_PROMISE, TYPE_OWED, TYPE_MILESTONE };
	bool any = false;

	for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++) {
		size_t n;
		const struct ranked *items = shown_items(v, types[t], &n);

		for (size_t i = 0; i < n; i++) {
			const struct item *it = items[i].it;

			put_title(out, "Who does what by when", &any);
			buf_str(out, STR("- "));
			if (it->person != NONE) {
				buf_str(out,
				    it->person == v->person ? STR("You") : name_of(v, it->person));
				buf_str(out, STR(": "));
			}
			buf_str(out, it->text);
			put_details(out, it);
		}
	}
}

static void
put_concerns(struct view *v, struct buf *out)
{
	size_t n;
	const struct ranked *items = shown_items(v, TYPE_CONCERN, &n);
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

static void
put_documents(struct view *v, struct buf *out)
{
	size_t n;
	const struct ranked *items = shown_items(v, TYPE_DOC, &n);
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		put_title(out, "Documents", &any);
		buf_str(out, STR("- "));
		buf_str(out, items[i].it->text);
		if (items[i].it->state == STATE_DONE) {
			buf_str(out, STR(": complete on "));
			recap_put_day(out, items[i].it->closed.day);
		} else {
			buf_str(out, STR(": not yet signed by all"));
		}
		buf_char(out, '\n');
	}
}

/* The day of the next contact that is planned with the reader; what it is for
 * stays with us. */
static void
put_next_contact(struct view *v, struct buf *out)
{
	struct book *b = v->b;
	size_t n;
	const struct ranked *plans = shown_items(v, TYPE_PLAN, &n);
	struct moment next = MOMENT_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct item *it = plans[i].it;
		bool with = record_names(book_record(b, it->definition), b->person[v->person].name);

		if (with && it->state != STATE_DONE && !moment_before(it->by, b->now) &&
		    (next.day == DAY_NONE || moment_before(it->by, next)))
			next = it->by;
	}
	if (next.day == DAY_NONE)
		return;
	buf_str(out, STR("\nWe speak next on "));
	recap_put_day(out, next.day);
	buf_str(out, STR(".\n"));
}

/* "Thank you for the meeting on ...": what the last contact was. */
static void
put_opening(struct view *v, struct buf *out)
{
	struct book *b = v->b;
	uint32_t contact = last_contact(b, v->deal, v->person);

	if (contact != NONE) {
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
		buf_str(out, STR(".\n"));
	}
	buf_str(out, STR("Below is what I noted, so that we both work from the same page.\n"));
}

static void
put_greeting(struct view *v, struct buf *out)
{
	struct str tone = people_who(v->b, v->person, v->deal, KEY_TONE);
	struct str name = name_of(v, v->person), rest = name, first = str_cut(&rest, ' ');

	if (str_eq(tone, STR("informal")) || str_eq(tone, STR("warm"))) {
		buf_str(out, STR("Hello "));
		buf_str(out, first);
	} else {
		buf_str(out, STR("Dear "));
		buf_str(out, name);
	}
	buf_str(out, STR(",\n\n"));
}

static void
put_request(struct view *v, struct buf *out)
{
	struct book *b = v->b;
	int32_t by = calendar_add(&b->calendar, b->now.day, CORRECT_WITHIN);

	buf_str(out, STR("\nPlease tell me by "));
	recap_put_day(out, by == DAY_NONE ? b->now.day : by);
	buf_str(out,
	    STR(" if anything here differs\nfrom your notes, or that it is right as it stands.\n\n"));
	buf_str(out, STR("Kind regards,\n"));
	buf_str(out, b->me == NONE ? b->me_name : name_of(v, b->me));
	buf_char(out, '\n');
}

/* The msgid: of the last message to or from the reader that they may know of. */
static struct str
last_message(struct view *v)
{
	struct book *b = v->b;
	struct str id = { NULL, 0 };

	for (uint32_t e = b->deal[v->deal].contacts.first; e != NONE; e = b->entries[e].next) {
		const struct record *m;

		if (!sees(v, e))
			continue;
		m = book_record(b, e);
		if (record_value(m, KEY_MSGID).n && record_names(m, b->person[v->person].name))
			id = arena_str(&b->arena, record_value(m, KEY_MSGID));
	}
	return id;
}

void
recap_write(struct book *b, struct recap *r)
{
	struct view v = { b, r->deal, r->person };
	struct str title = visible_text(&v, &b->deal[r->deal].declared);
	struct buf subject = buf_mem();

	buf_str(&subject, STR("What we agreed: "));
	buf_str(&subject, title.n ? title : b->deal[r->deal].name);
	r->subject = buf_keep(&subject, &b->arena);
	r->to_name = name_of(&v, r->person);
	r->from_name = b->me == NONE ? STR("") : name_of(&v, b->me);
	r->in_reply_to = last_message(&v);
	r->body.n = 0;
	put_greeting(&v, &r->body);
	put_opening(&v, &r->body);
	put_terms(&v, &r->body);
	put_duties(&v, &r->body);
	put_documents(&v, &r->body);
	put_concerns(&v, &r->body);
	put_next_contact(&v, &r->body);
	put_request(&v, &r->body);
}
