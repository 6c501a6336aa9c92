#include "draft/mailread.h"

#include "draft/mailword.h"

static const struct {
	struct str name;
	enum mail_field field;
} known[] = {
	{ { "From", 4 }, MAIL_FROM },
	{ { "To", 2 }, MAIL_TO },
	{ { "Cc", 2 }, MAIL_TO },
	{ { "Bcc", 3 }, MAIL_TO },
	{ { "Subject", 7 }, MAIL_SUBJECT },
	{ { "Date", 4 }, MAIL_DATE },
	{ { "Received", 8 }, MAIL_RECEIVED },
	{ { "Message-ID", 10 }, MAIL_ID },
	{ { "In-Reply-To", 11 }, MAIL_REPLY },
	{ { "References", 10 }, MAIL_REFERENCES },
	{ { "Auto-Submitted", 14 }, MAIL_AUTO },
	{ { "X-Autoreply", 11 }, MAIL_AUTO },
	{ { "X-Autorespond", 13 }, MAIL_AUTO },
	{ { "Precedence", 10 }, MAIL_PRECEDENCE },
	{ { "Content-Type", 12 }, MAIL_TYPE },
	{ { "Content-Disposition", 19 }, MAIL_DISPOSITION },
};

void
mailread_init(struct mailread *r, void (*take)(void *self, const struct mailread *r), void *self)
{
	*r = (struct mailread){ .take = take,
		.self = self,
		.attachment = buf_mem(),
		.postmark = buf_mem(),
		.file = buf_mem(),
		.text = buf_mem() };
	for (int f = 0; f < MAIL_FIELDS; f++)
		r->field[f] = buf_mem();
}

struct str
mailread_field(const struct mailread *r, enum mail_field f)
{
	return buf_view(&r->field[f]);
}

static void
put_at_most(struct buf *b, struct str s)
{
	size_t room = FIELD_MAX - b->n;

	buf_put(b, s.p, s.n < room ? s.n : room);
}

/* --- header lines -------------------------------------------------------- */

/* Drops a last address that was cut, as it may belong to somebody else: jane@acme.example might
 * have continued with .evil.example.  If it is the only one, what remains isn't an address. */
static void
drop_cut_address(struct buf *b)
{
	while (b->n > 1 && b->p[b->n - 1] != ',')
		b->n--;
}

/* Keeps the field that r->text holds, if it is one of those. */
static void
take_field(struct mailread *r)
{
	struct str body = buf_view(&r->text), name = str_cut(&body, ':');

	while (name.n && (name.p[name.n - 1] == ' ' || name.p[name.n - 1] == '\t'))
		name.n--;
	for (size_t i = 0; body.p && i < sizeof(known) / sizeof(known[0]); i++) {
		struct buf *b = &r->field[known[i].field];

		if (!str_alike(name, known[i].name))
			continue;
		if (r->part && known[i].field != MAIL_TYPE && known[i].field != MAIL_DISPOSITION)
			break;
		r->headed = true;
		if (b->n && known[i].field != MAIL_TO)
			break; /* the first one counts */
		if (b->n)
			put_at_most(b, STR(","));
		put_at_most(b, body);
		if ((known[i].field == MAIL_FROM || known[i].field == MAIL_TO) &&
		    (r->text.n == FIELD_MAX || b->n == FIELD_MAX))
			drop_cut_address(b);
	}
	r->text.n = 0;
}

/* Makes the boundary of a multipart the innermost one. */
static void
enter(struct mailread *r, struct str type)
{
	struct mail_boundary *m = &r->boundary[r->depth];
	struct buf b = buf_mem();

	if (r->depth < MAIL_DEPTH && mailword_put_param(&b, type, STR("boundary")) && b.n &&
	    b.n <= BOUNDARY_MAX) {
		memcpy(m->text, b.p, b.n);
		m->n = b.n;
		r->depth++;
	}
	buf_release(&b);
}

static bool
begins_alike(struct str s, struct str pre)
{
	return s.n >= pre.n && str_alike((struct str){ s.p, pre.n }, pre);
}

/* Takes the name of a part that is attached, unless it is a signature. */
static void
take_attachment(struct mailread *r, struct str type, struct str disposition)
{
	struct str media = mailword_first(type), how = mailword_first(disposition);

	if (r->attachment.n || str_alike(how, STR("inline")) ||
	    (how.n == 0 && !begins_alike(media, STR("application/"))) ||
	    str_alike(media, STR("application/pkcs7-signature")) ||
	    str_alike(media, STR("application/x-pkcs7-signature")) ||
	    str_alike(media, STR("application/pgp-signature")))
		return;
	if (!mailword_put_param(&r->attachment, disposition, STR("filename")))
		mailword_put_param(&r->attachment, type, STR("name"));
}

static bool
is_automatic(const struct mailread *r)
{
	struct str how = mailword_first(mailread_field(r, MAIL_AUTO));

	return (how.n && !str_alike(how, STR("no"))) ||
	       str_alike(mailword_first(mailread_field(r, MAIL_PRECEDENCE)), STR("auto_reply")) ||
	       str_alike(mailword_first(mailread_field(r, MAIL_TYPE)), STR("multipart/report"));
}

/* Acts on a complete header of the message or of a part. */
static void
finish_header(struct mailread *r)
{
	struct str type, how;

	take_field(r);
	type = mailread_field(r, MAIL_TYPE);
	how = mailread_field(r, MAIL_DISPOSITION);
	if (!r->part)
		r->automatic = is_automatic(r);
	if (begins_alike(mailword_first(type), STR("multipart/")))
		enter(r, type);
	else
		take_attachment(r, type, how);
	r->state = MAIL_BODY;
}

static void
take_header_line(struct mailread *r, struct str line)
{
	if (line.n == 0) {
		finish_header(r);
	} else if (line.p[0] == ' ' || line.p[0] == '\t') {
		put_at_most(&r->text, line);
	} else {
		take_field(r);
		put_at_most(&r->text, line);
	}
}

/* --- bodies -------------------------------------------------------------- */

/* Takes a line that begins with "--": perhaps the end of a part. */
static void
take_boundary(struct mailread *r, struct str line)
{
	struct str rest = { line.p + 2, line.n - 2 };

	for (size_t i = r->depth; i-- > 0;) {
		struct mail_boundary *m = &r->boundary[i];
		struct str text = { m->text, m->n }, after;
		bool last;

		if (!str_starts(rest, text))
			continue;
		after = (struct str){ rest.p + m->n, rest.n - m->n };
		last = str_starts(after, STR("--"));
		if (last)
			after = (struct str){ after.p + 2, after.n - 2 };
		while (after.n && (*after.p == ' ' || *after.p == '\t'))
			after = (struct str){ after.p + 1, after.n - 1 };
		if (after.n)
			continue;
		r->depth = last ? i : i + 1;
		if (!last) {
			r->state = MAIL_HEAD;
			r->part = true;
			r->text.n = r->field[MAIL_TYPE].n = r->field[MAIL_DISPOSITION].n = 0;
		}
		return;
	}
}

/* --- messages ------------------------------------------------------------ */

bool
mailread_is_postmark(struct str line)
{
	bool time = false, year = false;

	if (!str_starts(line, STR("From ")))
		return false;
	while (line.p) {
		struct str w = str_cut(&line, ' ');
		size_t digits = 0;

		for (size_t i = 0; i < w.n; i++)
			digits += w.p[i] >= '0' && w.p[i] <= '9';
		year |= w.n == 4 && digits == 4;
		time |= (w.n == 8 && digits == 6 && w.p[2] == ':' && w.p[5] == ':') ||
			(w.n == 5 && digits == 4 && w.p[2] == ':');
	}
	return time && year;
}

static void
finish_message(struct mailread *r)
{
	if (r->state == MAIL_START)
		return;
	if (r->state == MAIL_HEAD)
		finish_header(r);
	r->take(r->self, r);
	r->state = MAIL_START;
}

static void
start_message(struct mailread *r)
{
	finish_message(r);
	for (int f = 0; f < MAIL_FIELDS; f++)
		r->field[f].n = 0;
	r->attachment.n = r->postmark.n = r->text.n = 0;
	r->depth = 0;
	r->headed = r->part = r->automatic = false;
	r->at = (struct place){ buf_view(&r->file), r->line, 0 };
	r->state = MAIL_HEAD;
}

/* Takes a line without its line end. */
static void
take_line(struct mailread *r, struct str line)
{
	bool first = r->state == MAIL_START;

	if (first && line.n == 0)
		return;
	if (first)
		r->mailbox = str_starts(line, STR("From "));
	if (first || (r->mailbox && r->blank && mailread_is_postmark(line))) {
		start_message(r);
		if (r->mailbox) {
			put_at_most(&r->postmark, line);
			return;
		}
	}
	if (r->state == MAIL_HEAD)
		take_header_line(r, line);
	else if (str_starts(line, STR("--")))
		take_boundary(r, line);
	r->blank = line.n == 0;
}

static void
finish_file(struct mailread *r)
{
	finish_message(r);
	r->line = 0;
	r->blank = false;
}

void
mailread_block(struct mailread *r, const struct block *b)
{
	struct block left = *b;

	if (b->first) {
		finish_file(r);
		r->file.n = 0;
		buf_str(&r->file, b->file);
	}
	r->line += b->skipped_lines;
	while (left.p < left.end) {
		r->line++;
		take_line(r, block_line(&left));
	}
	r->line -= b->cut;
}

void
mailread_end(struct mailread *r)
{
	finish_file(r);
	for (int f = 0; f < MAIL_FIELDS; f++)
		buf_release(&r->field[f]);
	buf_release(&r->attachment);
	buf_release(&r->postmark);
	buf_release(&r->file);
	buf_release(&r->text);
}
