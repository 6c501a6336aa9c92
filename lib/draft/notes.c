#include "draft/notes.h"

#include "book/people.h"

static const struct str none = { "", 0 };

void
notes_init(struct notes *n, struct book *b, struct diag *diag, struct str program)
{
	*n = (struct notes){ .b = b, .diag = diag, .program = program, .whom = buf_mem() };
}

void
notes_release(struct notes *n)
{
	holds_release(&n->holds);
	buf_release(&n->whom);
}

static bool
has_signature(struct book *b)
{
	uint32_t e = b->me == NONE ? NONE : people_declared(b, b->me);

	while (e != NONE && !book_record(b, e)->text.n)
		e = b->entries[e].next;
	return e != NONE;
}

static void
tell_signature(struct notes *n)
{
	struct place at = { n->program, 0, 0 };

	if (!n->signs && !has_signature(n->b))
		diag_note(n->diag, at,
		    "no who line gives the full name of '@$1': drafts are signed '$1'",
		    n->b->me_name, none);
	n->signs = true;
}

static bool
is_held(const struct holds *h, const struct recap_order *o, uint32_t item)
{
	return holds_item(h, o->deal, o->person, item) != NONE;
}

/* Reports what a letter asks about although it is on hold. */
static void
tell_holds(struct notes *n, const struct view *v, const struct recap_order *o, struct place at)
{
	struct holds *h = &n->holds;

	if (kinds[v->kind].asks == ASKS_NONE)
		return;
	if (!h->b) {
		holds_init(h, n->b);
		holds_read_all(h);
	}
	if (is_held(h, o, NONE))
		diag_note(n->diag, at, "a hold says to write nothing", none, none);
	for (size_t i = 0; i < v->nasks; i++) {
		const struct item *it = v->asks[i].item;

		if (it && (is_held(h, o, (uint32_t)(it - n->b->item)) ||
			      (it->parent != NONE && is_held(h, o, it->parent))))
			diag_note(n->diag, at, "%$1 is on hold", item_id(it), none);
	}
}

/* Reports what the records can't know, and what they lack. */
static void
tell_lacks(struct diag *d, struct recap *r, struct place at)
{
	struct view *v = &r->view;

	for (int k = 0; k < DRAFT_KINDS; k++)
		if (kinds[k].hint && v->kinds >> k & 1)
			diag_note(d, at, kinds[k].hint, none, none);
	if (v->kinds >> DRAFT_RECAP & 1 && !view_agreed(v))
		diag_note(d, at, "no term or promise says what was agreed", none, none);
	if (v->kinds >> DRAFT_UPDATE & 1 && view_list(v, LIST_LATE_OURS).n)
		diag_note(d, at, "say when what is late on our side will be done", none, none);
	if (r->kind == DRAFT_AGENDA && lists_next(&r->kept.lists).day == DAY_NONE)
		diag_note(d, at, "no plan says when you speak next", none, none);
}

/* Reports what the sums in the draft leave out. */
static void
tell_uncounted(struct notes *n, const struct view *v)
{
	for (size_t i = 0; i < v->nuncounted; i++) {
		const struct item *it = v->uncounted[i];

		diag_report(n->diag, DIAG_SUM_OVERFLOW,
		    entry_place(n->b, &n->b->entries[it->definition]), item_id(it), none, none);
	}
}

void
notes_tell(struct notes *n, struct recap *r, const struct recap_order *o)
{
	struct place at = { none, 0, 0 };

	tell_uncounted(n, &r->view);
	if (o->person == NONE)
		return;
	tell_signature(n);
	n->whom.n = 0;
	buf_char(&n->whom, '+');
	buf_str(&n->whom, n->b->deal[o->deal].name);
	buf_str(&n->whom, STR(" @"));
	buf_str(&n->whom, n->b->person[o->person].name);
	at.file = buf_view(&n->whom);
	if (r->likes.n)
		diag_note(n->diag, at, "likes $1: a word about it is yours to add", r->likes, none);
	tell_lacks(n->diag, r, at);
	tell_holds(n, &r->view, o, at);
	if (r->form == FORM_OF_CALL && !r->to_tel.n && !str_eq(o->via, STR("video")) &&
	    !str_eq(o->via, STR("meet")))
		diag_note(n->diag, at, "no tel: on the who line", none, none);
}
