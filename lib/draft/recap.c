#include "draft/recap.h"

#include "book/people.h"
#include "draft/mail.h"
#include "draft/words.h"

void
recap_init(struct recap *r, struct book *b, struct library *library)
{
	*r = (struct recap){ .b = b, .library = library, .out = buf_mem() };
	r->view.scratch = buf_mem();
	kept_init(&r->kept, b);
}

void
recap_release(struct recap *r)
{
	kept_release(&r->kept);
	arena_release(&r->arena);
	buf_release(&r->out);
	buf_release(&r->view.scratch);
}

static bool
is_spoken(struct str via)
{
	return str_eq(via, STR("phone")) || str_eq(via, STR("video")) || str_eq(via, STR("meet"));
}

/* What is due goes out in the form of its channel, unless mails were asked for. */
static enum draft_form
form_of(const struct recap_order *o)
{
	if (o->output == RECAP_PAGE)
		return FORM_OF_PAGE;
	if (o->output == RECAP_MARKDOWN)
		return FORM_OF_MARKDOWN;
	if (o->output == RECAP_MAIL)
		return FORM_OF_MESSAGE;
	if (o->kind == DRAFT_CALL || (o->nasks && is_spoken(o->via)))
		return FORM_OF_CALL;
	return str_eq(o->via, STR("letter")) ? FORM_OF_LETTER : FORM_OF_MESSAGE;
}

/* Reports, once for each language, that there is no template in the reader's. */
static void
tell_language(struct recap *r, const struct template *t, struct str name, struct str lang)
{
	struct library *l = r->library;
	struct buf full = buf_mem();

	if (!t || words_lang(lang) == LANG_EN || t != library_find(l, name, STR(""), STR("")) ||
	    !library_is_new(l, lang))
		return;
	buf_str(&full, name);
	buf_char(&full, '.');
	buf_str(&full, lang);
	diag_note(l->diag, (struct place){ buf_view(&full), 0, 0 },
	    "there is no such template: '$1' is used, with days as 2025-07-15", name, STR(""));
	buf_release(&full);
}

/* The template, and whether it makes a whole page. */
static const struct template *
template_of(struct recap *r, const struct recap_order *o, bool *page)
{
	bool call = o->nasks && o->output != RECAP_MAIL && is_spoken(o->via);
	struct str name = kinds[call ? DRAFT_CALL : r->view.kind].name;
	struct str lang = sight_reader(&r->sight, KEY_LANG);
	const struct template *t = o->template;

	*page = false;
	if (!t && o->output == RECAP_PAGE) {
		t = library_find(r->library, name, lang, STR("html"));
		*page = t;
	}
	if (t)
		return t;
	t = library_find(r->library, name, lang, STR(""));
	tell_language(r, t, name, lang);
	return t;
}

static bool
render(struct recap *r, const struct template *t, enum mustache_escape escape)
{
	const struct mustache_source source = { &r->view, view_get, view_item };
	const struct mustache_value root = view_root(&r->view);

	r->out.n = 0;
	return mustache_render(&r->library->mustache, t, &source, &root, escape, &r->out);
}

/* Without a deal, or a title, a subject such as "Thank you: " has nothing after the colon. */
static struct str
trim(struct str s)
{
	static const char no_break[] = "\xc2\xa0";

	for (;;) {
		if (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':'))
			s.n--;
		else if (s.n >= 2 && memcmp(s.p + s.n - 2, no_break, 2) == 0)
			s.n -= 2;
		else
			return s;
	}
}

/* Splits off "Subject: ..." and the blank line. */
static void
part_subject(struct recap *r)
{
	struct str rest = arena_str(&r->arena, buf_view(&r->out)), line;

	r->subject = r->sight.title;
	/* Our name for the deal may be unfit for the other side. */
	if (!r->subject.n && r->sight.reader == NONE && r->sight.deal != NONE)
		r->subject = r->b->deal[r->sight.deal].name;
	r->body = rest;
	if (!str_starts(rest, STR("Subject: ")))
		return;
	line = str_cut(&rest, '\n');
	r->subject = trim((struct str){ line.p + 9, line.n - 9 });
	if (rest.n && *rest.p == '\n')
		str_cut(&rest, '\n');
	r->body = rest.n ? rest : STR("");
}

/* A letter never goes out without a subject: the sender's name reveals nothing that its
 * reader wouldn't see anyway. */
static void
fill_subject(struct recap *r)
{
	if (!r->subject.n && r->sight.reader != NONE)
		r->subject = r->from_name;
}

/* Puts the draft into another template, as its subject and body. */
static bool
frame(struct recap *r, struct str name, struct str form, enum mustache_escape escape)
{
	const struct template *t = library_find(
	    r->library, name, sight_reader(&r->sight, KEY_LANG), form);

	r->view.subject = r->subject;
	r->view.body = r->body;
	if (r->view.body.n) /* the frame ends the last line */
		r->view.body.n -= r->view.body.p[r->view.body.n - 1] == '\n';
	if (!t || !render(r, t, escape))
		return false;
	r->body = arena_str(&r->arena, buf_view(&r->out));
	return true;
}

/* Sets who writes to whom. */
static void
set_addresses(struct recap *r, const struct recap_order *o)
{
	struct book *b = r->b;

	r->to_name = r->to_mail = r->from_mail = STR("");
	r->from_name = b->me_name;
	r->to_tel = sight_reader(&r->sight, KEY_TEL);
	r->likes = sight_reader(&r->sight, KEY_LIKES);
	r->in_reply_to = r->sight.in_reply_to;
	if (o->person != NONE) {
		r->to_name = sight_name(&r->sight, o->person);
		r->to_mail = mail_first(sight_reader(&r->sight, KEY_MAIL));
	}
	if (b->me != NONE) {
		r->from_name = sight_name(&r->sight, b->me);
		r->from_mail = mail_first(people_who(b, b->me, o->deal, KEY_MAIL));
	}
}

bool
recap_write(struct recap *r, const struct recap_order *o)
{
	const struct view_setup setup = { o->kind, form_of(o), o->asks, o->nasks };
	const struct template *t;
	bool page;

	arena_reset(&r->arena);
	sight_open(&r->sight, &r->kept, o->deal, o->person);
	view_open(&r->view, &r->sight, &setup, &r->arena);
	r->view.inner = kinds[r->view.kind].inner ? r->inner : NULL;
	r->kind = r->view.kind;
	r->form = setup.form;
	if (!view_suffices(&r->view) || !(t = template_of(r, o, &page)))
		return false;
	set_addresses(r, o);
	if (!render(r, t, page ? MUSTACHE_HTML : MUSTACHE_PLAIN))
		return false;
	part_subject(r);
	fill_subject(r);
	if (r->form == FORM_OF_LETTER)
		return frame(r, STR("letter"), STR(""), MUSTACHE_PLAIN);
	if (r->form == FORM_OF_PAGE && !page)
		return frame(r, STR("page"), STR("html"), MUSTACHE_HTML);
	return true;
}
