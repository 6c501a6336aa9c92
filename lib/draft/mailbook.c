#include "draft/mailbook.h"

#include "base/keyed.h"
#include "book/people.h"
#include "draft/mail.h"
#include "draft/subject.h"

#include <stdlib.h>

/* Scopes of `seen`: ids of what we sent; from GOT on, ids of what one person wrote; lines
 * of records without an id. */
enum { SENT, GOT };
#define LINES NONE

/* Scopes of `parts`: from 0, who takes part in a deal; OWNS(), who has an address. */
#define OWNS(address) (UINT32_C(0x80000000) | (address))

/* Those who wrote or got a letter, except our own side. */
struct others {
	uint32_t person[LETTER_PEOPLE];
	size_t n;
};

void
mailbook_init(struct mailbook *m, const struct schema *schema, struct moment now, struct str me)
{
	*m = (struct mailbook){ .scratch = buf_mem() };
	book_init(&m->book, schema, now, me);
}

void
mailbook_release(struct mailbook *m)
{
	struct names *tables[] = { &m->people, &m->deals, &m->parts, &m->addresses, &m->ids,
		&m->seen };

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		names_release(tables[i]);
	free(m->deal);
	free(m->part_of);
	free(m->owner);
	free(m->links);
	free(m->message);
	buf_release(&m->scratch);
	arena_release(&m->arena);
	book_release(&m->book);
}

/* --- taking records up --------------------------------------------------- */

static uint32_t
add_person(struct mailbook *m, struct str name)
{
	uint32_t n = m->people.n, p;

	if (str_eq(name, STR("me")))
		name = m->book.me_name;
	p = names_keep(&m->people, 0, name, &m->arena);
	if (p == n) {
		m->part_of = mem_at_least(m->part_of, sizeof(*m->part_of), &m->person_cap, n);
		m->part_of[p] = NONE;
	}
	return p;
}

static uint32_t
add_deal(struct mailbook *m, struct str name)
{
	uint32_t n = m->deals.n, d = names_keep(&m->deals, 0, name, &m->arena);

	if (d == n) {
		m->deal = mem_at_least(m->deal, sizeof(*m->deal), &m->deal_cap, n);
		m->deal[d] = (struct mailbook_deal){ 0 };
	}
	return d;
}

/* Puts something at the front of a chain. */
static void
push(struct mailbook *m, uint32_t *first, uint32_t is)
{
	m->links = mem_at_least(m->links, sizeof(*m->links), &m->link_cap, m->nlinks);
	m->links[m->nlinks] = (struct mailbook_link){ is, *first };
	*first = m->nlinks++;
}

/* An address in small letters, in m->scratch. */
static struct str
folded(struct mailbook *m, struct str address)
{
	m->scratch.n = 0;
	for (size_t i = 0; i < address.n; i++)
		buf_char(&m->scratch, str_lower(address.p[i]));
	return buf_view(&m->scratch);
}

static void
add_address(struct mailbook *m, struct str address, struct str name)
{
	uint32_t n = m->addresses.n, a, p = add_person(m, name), pairs = m->parts.n;

	if (!memchr(address.p, '@', address.n))
		return;
	a = names_keep(&m->addresses, 0, folded(m, address), &m->arena);
	if (a == n) {
		m->owner = mem_at_least(m->owner, sizeof(*m->owner), &m->address_cap, n);
		m->owner[a] = NONE;
	}
	names_add(&m->parts, OWNS(a), names_name(&m->people, p));
	if (m->parts.n > pairs)
		push(m, &m->owner[a], p);
}

/* Adds the addresses of a mail:, of which there may be several. */
static void
add_addresses(struct mailbook *m, struct str list, struct str name)
{
	const char *p = list.p, *end = str_end(list);

	while (p < end) {
		const char *from = p;

		while (p < end && !strchr(", ;<>", *p))
			p++;
		if (p > from)
			add_address(m, str_span(from, p), name);
		p += p < end;
	}
}

static void
add_part(struct mailbook *m, uint32_t deal, struct str name)
{
	uint32_t p = add_person(m, name), pairs = m->parts.n;

	names_add(&m->parts, deal, names_name(&m->people, p));
	if (m->parts.n > pairs)
		push(m, &m->part_of[p], deal);
}

/* Whoever is named in a record of a deal takes part in it. */
static void
add_parts(struct mailbook *m, const struct record *r, uint32_t deal)
{
	for (size_t i = 0; r->deal.n && i < r->npeople; i++)
		add_part(m, deal, r->people[i]);
}

/* Remembers a message with an id. */
static void
remember_id(struct mailbook *m, struct str id, const struct record *r, uint32_t deal)
{
	uint32_t n = m->ids.n, i = names_keep(&m->ids, 0, id, &m->arena);

	if (i != n)
		return;
	m->message = mem_at_least(m->message, sizeof(*m->message), &m->id_cap, n);
	m->message[i] = (struct mailbook_message){ deal,
		arena_str(&m->arena, record_value(r, KEY_RE)), r->type == TYPE_SENT };
}

/* The scope and key under which a recorded message is looked up. */
static uint32_t
key_of(struct mailbook *m, const struct record *r, struct str *key)
{
	struct record plain = record_unmarked(r);
	struct emitter e;

	*key = mail_bare_id(record_value(r, KEY_MSGID));
	if (key->n)
		return r->type == TYPE_SENT ? SENT : GOT + add_person(m, r->people[0]);
	m->scratch.n = 0;
	emit_init(&e, &m->scratch, m->book.schema);
	emit_record(&e, &plain);
	emit_release(&e);
	*key = buf_view(&m->scratch);
	return LINES;
}

/* Remembers a message; true if it wasn't known. */
static bool
remember(struct mailbook *m, const struct record *r, uint32_t deal)
{
	uint32_t n = m->seen.n, scope;
	struct str key;

	scope = key_of(m, r, &key);
	names_keep(&m->seen, scope, key, &m->arena);
	if (m->seen.n == n)
		return false;
	if (scope != LINES)
		remember_id(m, key, r, deal);
	return true;
}

void
mailbook_add(struct mailbook *m, const struct record *r)
{
	uint32_t deal = add_deal(m, r->deal);

	if (r->type == TYPE_WHO || r->type == TYPE_DEAL)
		book_add(&m->book, r);
	if (r->type == TYPE_WHO)
		add_addresses(m, record_value(r, KEY_MAIL), r->people[0]);
	add_parts(m, r, deal);
	if (r->type == TYPE_CLOSE && !moment_before(m->book.now, r->when))
		m->deal[deal].closed = true;
	if (r->type == TYPE_SENT || r->type == TYPE_GOT)
		remember(m, r, deal);
}

void
mailbook_ready(struct mailbook *m)
{
	book_ready(&m->book, 1);
}

bool
mailbook_want(struct mailbook *m, struct str deal)
{
	uint32_t d = names_find(&m->deals, 0, deal);

	if (d == NAMES_NONE && deal.n)
		return false;
	d = add_deal(m, deal);
	m->nwanted += !m->deal[d].wanted;
	m->deal[d].wanted = true;
	m->wanted = d;
	return true;
}

bool
mailbook_knows(struct mailbook *m, struct str address)
{
	return names_find(&m->addresses, 0, folded(m, address)) != NAMES_NONE;
}

/* --- filing a letter ----------------------------------------------------- */

static bool
takes_part(const struct mailbook *m, uint32_t person, uint32_t deal)
{
	return names_find(&m->parts, deal, names_name(&m->people, person)) != NAMES_NONE;
}

static bool
is_ours(struct mailbook *m, uint32_t person, uint32_t deal)
{
	struct book *b = &m->book;
	uint32_t p = book_person(b, names_name(&m->people, person));
	uint32_t d = deal == NONE ? NONE : book_deal(b, names_name(&m->deals, deal));

	return p != NONE && people_ours(b, p, d);
}

/* The owner of an address, of our side or not, first by name; if several, one who takes
 * part in the deal.  NONE if there is none. */
static uint32_t
owner_of(struct mailbook *m, struct str address, uint32_t deal, bool ours)
{
	uint32_t a = names_find(&m->addresses, 0, folded(m, address)), best = NONE;
	bool best_part = false;

	for (uint32_t l = a == NAMES_NONE ? NONE : m->owner[a]; l != NONE; l = m->links[l].next) {
		uint32_t p = m->links[l].is;
		bool part = deal != NONE && takes_part(m, p, deal);

		if (is_ours(m, p, deal) != ours)
			continue;
		if (best == NONE || (part && !best_part) ||
		    (part == best_part &&
			str_cmp(names_name(&m->people, p), names_name(&m->people, best)) < 0)) {
			best = p;
			best_part = part;
		}
	}
	return best;
}

static void
add_other(struct others *o, uint32_t person)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->person[i] == person)
			return;
	if (person != NONE && o->n < LETTER_PEOPLE)
		o->person[o->n++] = person;
}

/* If several have an address, each may be meant until the deal is known. */
static void
add_owners(struct mailbook *m, struct others *o, struct str address, uint32_t deal)
{
	uint32_t a = names_find(&m->addresses, 0, folded(m, address));

	add_other(o, owner_of(m, address, deal, false));
	for (uint32_t l = a == NAMES_NONE ? NONE : m->owner[a]; l != NONE; l = m->links[l].next)
		if (deal == NONE && !is_ours(m, m->links[l].is, deal))
			add_other(o, m->links[l].is);
}

/* Those whom the letter is from or, if we sent it, to. */
static struct others
others_of(struct mailbook *m, const struct letter *l, uint32_t deal, bool sent)
{
	struct others o = { .n = 0 };

	if (!sent)
		add_owners(m, &o, l->from, deal);
	for (size_t i = 0; sent && i < l->nto; i++)
		add_owners(m, &o, l->to[i], deal);
	return o;
}

/* The only deal selected, else that of the message it answers, if they have to do with it;
 * NONE if neither decides. */
static uint32_t
deal_said(struct mailbook *m, const struct letter *l, const struct others *o)
{
	if (m->nwanted == 1)
		return m->wanted;
	for (size_t i = 0; i < l->nanswers; i++) {
		uint32_t id = names_find(&m->ids, 0, l->answers[i]), d;
		bool in = false, free = true;

		if (id == NAMES_NONE)
			continue;
		d = m->message[id].deal;
		for (size_t j = 0; j < o->n; j++) {
			in |= takes_part(m, o->person[j], d);
			free &= m->part_of[o->person[j]] == NONE;
		}
		if ((in || free) && (!m->nwanted || m->deal[d].wanted))
			return d;
	}
	return NONE;
}

/* Counts in how many deals, open or closed as asked, the most of them take part; *deal is
 * one of these. */
static uint32_t
vote(struct mailbook *m, const struct others *o, bool closed, uint32_t *deal)
{
	uint32_t most = 0, n = 0;

	m->ballot++;
	for (size_t i = 0; i < o->n; i++)
		for (uint32_t l = m->part_of[o->person[i]]; l != NONE; l = m->links[l].next) {
			struct mailbook_deal *d = &m->deal[m->links[l].is];

			if (d->closed != closed || (m->nwanted && !d->wanted))
				continue;
			d->votes = d->ballot == m->ballot ? d->votes + 1 : 1;
			d->ballot = m->ballot;
			n = d->votes > most ? 1 : n + (d->votes == most);
			if (n == 1 && d->votes > most)
				*deal = m->links[l].is;
			most = d->votes > most ? d->votes : most;
		}
	return n;
}

/* Names the deals with as many votes as the given one. */
static struct str
names_of_equals(struct mailbook *m, uint32_t deal)
{
	struct buf b = buf_mem();

	for (uint32_t d = 0; d < m->deals.n; d++) {
		if (m->deal[d].ballot != m->ballot || m->deal[d].votes != m->deal[deal].votes)
			continue;
		buf_str(&b, b.n ? STR(", +") : STR("+"));
		buf_str(&b, names_name(&m->deals, d));
	}
	return buf_keep(&b, &m->arena);
}

static uint32_t
decide(
    struct mailbook *m, const struct letter *l, const struct others *o, struct mailbook_filing *out)
{
	uint32_t deal = deal_said(m, l, o), n;

	if (deal != NONE)
		return deal;
	n = vote(m, o, false, &deal);
	if (n == 0)
		n = vote(m, o, true, &deal);
	if (n == 1)
		return deal;
	out->person = names_name(&m->people, o->person[0]);
	out->deals = n ? names_of_equals(m, deal) : STR("");
	return NONE;
}

/* The nearest recorded message of that deal that the letter answers, or null. */
static const struct mailbook_message *
answered(const struct mailbook *m, const struct letter *l, uint32_t deal)
{
	for (size_t i = 0; i < l->nanswers; i++) {
		uint32_t id = names_find(&m->ids, 0, l->answers[i]);

		if (id != NAMES_NONE && m->message[id].deal == deal)
			return &m->message[id];
	}
	return NULL;
}

/* What it is about: for a draft that we sent, what drafts of its kind are about; else what
 * it answers, if that is recorded, or what its subject says. */
static struct str
about(struct mailbook *m, const struct letter *l, uint32_t deal, bool sent)
{
	const struct mailbook_message *to = answered(m, l, deal);
	struct buf b = buf_mem(), words = buf_mem();

	if (sent && (subject_put_id(&b, l->id) || subject_put_draft(&b, l->subject)))
		; /* whatever it answers */
	else if (to && to->sent && sent)
		buf_str(&b, STR("nudge"));
	else if (to && to->about.n)
		subject_put_inherited(&b, to->about, sent);
	else if (subject_is_answer(l->subject)) {
		subject_put_re(&words, l->subject);
		subject_put_inherited(&b, buf_view(&words), sent);
	} else
		subject_put_re(&b, l->subject);
	buf_release(&words);
	if (b.n == 0 && sent)
		buf_str(&b, STR("other")); /* a sent needs one */
	return buf_keep(&b, &m->arena);
}

static void
build(struct mailbook *m, const struct letter *l, const struct others *o, uint32_t deal, bool sent,
    struct mailbook_filing *out)
{
	struct builder *b = &out->record;
	uint32_t from = owner_of(m, l->from, deal, true);
	struct buf sender = buf_mem();

	for (size_t i = 0; i < o->n; i++)
		out->people[i] = names_name(&m->people, o->person[i]);
	keyed_sort_strs(out->people, o->n);
	build_begin(b, m->book.schema, sent ? TYPE_SENT : TYPE_GOT, l->when, &m->arena);
	build_deal(b, names_name(&m->deals, deal));
	build_people(b, out->people, o->n);
	build_attr(b, KEY_RE, about(m, l, deal, sent));
	build_attr(b, KEY_VIA, STR("email"));
	build_attr(b, KEY_MSGID, l->id);
	if (sent && from != NONE && !str_eq(names_name(&m->people, from), m->book.me_name)) {
		buf_char(&sender, '@');
		buf_str(&sender, names_name(&m->people, from));
		build_attr(b, KEY_FROM, buf_keep(&sender, &m->arena));
	}
	build_attr(b, KEY_FILE, l->file);
	build_text(b, l->subject);
}

enum mailbook_result
mailbook_file(struct mailbook *m, const struct letter *l, struct mailbook_filing *out)
{
	bool sent = owner_of(m, l->from, NONE, true) != NONE;
	struct others o = others_of(m, l, NONE, sent);
	const struct record *r;
	uint32_t deal;

	if (o.n == 0)
		return MAILBOOK_STRANGER;
	if ((deal = decide(m, l, &o, out)) == NONE)
		return MAILBOOK_WHICH;
	o = others_of(m, l, deal, sent);
	if (o.n == 0)
		return MAILBOOK_STRANGER;
	build(m, l, &o, deal, sent, out);
	r = build_end(&out->record);
	if (!remember(m, r, deal))
		return MAILBOOK_KNOWN;
	add_parts(m, r, deal); /* as if the record had been read */
	return MAILBOOK_FILED;
}
