#include "form.h"

#include "line.h"

#include <string.h>

bool
slice_is(struct slice s, const char *word)
{
	return s.n == strlen(word) && memcmp(s.p, word, s.n) == 0;
}

struct slice
event_value(const struct event *e, const char *key)
{
	for (unsigned i = 0; i < e->n_pairs; i++)
		if (slice_is(e->key[i], key))
			return e->value[i];
	return (struct slice){ "", 0 };
}

static void
put_slice(struct line *l, struct slice s)
{
	put_n(l, s.p, s.n);
}

/* --- recutils ------------------------------------------------------------ */

static void
rec_begin(struct line *l)
{
	put(l,
	    "%rec: Record\n"
	    "%type: Type enum deal who met sent got agreed promise owed concern term note done paid "
	    "amended drop feedback lesson close\n"
	    "%type: Date,By,Moved,Closed date\n"
	    "%type: Time regexp /^[0-2][0-9]:[0-5][0-9]$/\n"
	    "%type: Deal,Id,Who regexp /^[a-z][a-z0-9.-]*$/\n"
	    "%type: Amt regexp /^[0-9]+(\\.[0-9]+)?[A-Z]+$/\n"
	    "%type: Via,Prefers enum email phone video meet\n"
	    "%type: Mood enum good ok bad\n"
	    "%type: Answer enum yes no part counter\n"
	    "%mandatory: Type\n\n");
}

static void
rec_field(struct line *l, const char *name, struct slice value)
{
	if (value.n == 0)
		return;
	put(l, name);
	put(l, ": ");
	put_slice(l, value);
	put(l, "\n");
}

static void
rec_event(struct line *l, const struct event *e)
{
	rec_field(l, "Type", e->type);
	rec_field(l, "Date", e->date);
	rec_field(l, "Time", e->clock);
	rec_field(l, "Deal", e->deal);
	rec_field(l, "Id", e->id);
	for (unsigned i = 0; i < e->n_who; i++)
		rec_field(l, "Who", e->who[i]);
	for (unsigned i = 0; i < e->n_pairs; i++) {
		char capital = (char)(*e->key[i].p - 'a' + 'A');

		if (slice_is(e->key[i], "by")) {
			rec_field(l, e->by.n ? "By" : "Moved", e->by.n ? e->by : e->value[i]);
			continue;
		}
		put_n(l, &capital, 1);
		put_n(l, e->key[i].p + 1, e->key[i].n - 1);
		put(l, ": ");
		put_slice(l, e->value[i]);
		put(l, "\n");
	}
	rec_field(l, "Closed", e->closed);
	rec_field(l, "Text", e->text);
	line_end(l);
}

/* --- ledger and hledger --------------------------------------------------- */

static void
journal_begin(struct line *l)
{
	put(l, "; deals as a journal\n\n");
}

/* Writes all but an item's due date, for which each form has its own place. */
static void
put_tokens(struct line *l, const struct event *e)
{
	for (unsigned i = 0; i < e->n_who; i++) {
		put(l, " @");
		put_slice(l, e->who[i]);
	}
	for (unsigned i = 0; i < e->n_pairs; i++) {
		if (e->by.n && slice_is(e->key[i], "by"))
			continue;
		put(l, " ");
		put_slice(l, e->key[i]);
		put(l, ":");
		put_slice(l, e->value[i]);
	}
}

/* 1 todo, -1 todo, 250.50 USD, 1 met */
static void
journal_amount(struct line *l, const struct event *e)
{
	struct slice amt = event_value(e, "amt");
	size_t digits = amt.n > 3 ? amt.n - 3 : 0; /* gen's units have three letters */

	put(l, e->item ? ")  -" : ")  ");
	if (digits && (slice_is(e->type, "owed") || slice_is(e->type, "paid"))) {
		put_n(l, amt.p, digits);
		put(l, " ");
		put_n(l, amt.p + digits, 3);
		return;
	}
	put(l, "1 ");
	if (e->item || slice_is(e->type, "promise") || slice_is(e->type, "concern"))
		put(l, "todo");
	else
		put_slice(l, e->type);
}

static void
journal_event(struct line *l, const struct event *e)
{
	struct slice by = e->item ? e->item->by : e->by;
	bool held = e->item || slice_is(e->type, "promise") || slice_is(e->type, "owed") ||
		    slice_is(e->type, "concern") || slice_is(e->type, "term");

	if (e->date.n == 0)
		put(l, ";");
	put_slice(l, e->date);
	if (by.n) {
		put(l, "=");
		put_slice(l, by);
	}
	put(l, " ");
	put_slice(l, e->type);
	if (e->clock.n) {
		put(l, " ");
		put_slice(l, e->clock);
	}
	put_tokens(l, e);
	put(l, " ");
	put_slice(l, e->text);
	if (e->date.n) {
		put(l, by.n ? "\n    (Due:" : held ? "\n    (Open:" : "\n    (Log:");
		put_slice(l, e->deal);
		if (held) {
			put(l, ":");
			put_slice(l, e->id);
		}
		journal_amount(l, e);
		put(l, "\n");
	}
	line_end(l);
}

/* --- JSON ------------------------------------------------------------------ */

static void
json_string(struct line *l, struct slice s)
{
	put(l, "\"");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			put_n(l, "\\", 1);
		put_n(l, s.p + i, 1);
	}
	put(l, "\"");
}

static void
json_pair(struct line *l, struct slice key, struct slice value)
{
	if (value.n == 0)
		return;
	put(l, ",");
	json_string(l, key);
	put(l, ":");
	json_string(l, value);
}

#define NAME(s) ((struct slice){ (s), sizeof(s) - 1 })

static void
json_begin(struct line *l)
{
	(void)l;
}

static void
json_event(struct line *l, const struct event *e)
{
	put(l, "{\"type\":");
	json_string(l, e->type);
	json_pair(l, NAME("date"), e->date);
	json_pair(l, NAME("time"), e->clock);
	json_pair(l, NAME("deal"), e->deal);
	json_pair(l, NAME("id"), e->id);
	for (unsigned i = 0; i < e->n_who; i++) {
		put(l, i ? "," : ",\"who\":[");
		json_string(l, e->who[i]);
	}
	if (e->n_who)
		put(l, "]");
	for (unsigned i = 0; i < e->n_pairs; i++)
		json_pair(l, e->key[i], e->value[i]);
	json_pair(l, NAME("text"), e->text);
	put(l, "}");
	line_end(l);
}

/* --- CSV ------------------------------------------------------------------- */

static const char *const csv_keys[] = { "amt", "answer", "by", "kind", "level", "mail", "mood",
	"org", "prefers", "re", "relationship", "role", "side", "via", "to", "as", "tag", "worked",
	"score", "about" };

static void
csv_begin(struct line *l)
{
	put(l, "type,date,time,deal,id,who");
	for (size_t i = 0; i < sizeof csv_keys / sizeof *csv_keys; i++) {
		put(l, ",");
		put(l, csv_keys[i]);
	}
	put(l, ",text\n");
}

static void
csv_field(struct line *l, struct slice s)
{
	bool quoted = s.n && (memchr(s.p, ',', s.n) || memchr(s.p, '"', s.n));

	put(l, quoted ? ",\"" : ",");
	for (size_t i = 0; i < s.n; i++) {
		put_n(l, s.p + i, 1);
		if (s.p[i] == '"')
			put_n(l, "\"", 1);
	}
	put(l, quoted ? "\"" : "");
}

static void
csv_event(struct line *l, const struct event *e)
{
	put_slice(l, e->type);
	csv_field(l, e->date);
	csv_field(l, e->clock);
	csv_field(l, e->deal);
	csv_field(l, e->id);
	put(l, ",");
	for (unsigned i = 0; i < e->n_who; i++) {
		put(l, i ? ";" : "");
		put_slice(l, e->who[i]);
	}
	for (size_t i = 0; i < sizeof csv_keys / sizeof *csv_keys; i++)
		csv_field(l, event_value(e, csv_keys[i]));
	csv_field(l, e->text);
	line_end(l);
}

/* --- remind ---------------------------------------------------------------- */

static void
rem_begin(struct line *l)
{
	put(l, "# deals as reminders\n");
}

static void
rem_text(struct line *l, struct slice s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '[')
			put(l, "[\"[\"]");
		else
			put_n(l, s.p[i] == '%' ? "%%" : s.p + i, s.p[i] == '%' ? 2 : 1);
}

static void
rem_event(struct line *l, const struct event *e)
{
	struct slice by = e->by;

	put(l, e->date.n ? "REM " : "#");
	put_slice(l, by.n ? by : e->date);
	put(l, by.n ? " ++7 MSG " : e->date.n ? " MSG " : " ");
	put_slice(l, e->type);
	put(l, e->deal.n ? " +" : "");
	put_slice(l, e->deal);
	if (e->id.n) {
		put(l, " %%");
		put_slice(l, e->id);
	}
	if (e->clock.n || by.n) {
		put(l, " ");
		put_slice(l, by.n ? e->date : e->clock);
	}
	put_tokens(l, e);
	put(l, " ");
	rem_text(l, e->text);
	line_end(l);
}

const struct form forms[] = {
	{ "rec", rec_begin, rec_event },
	{ "journal", journal_begin, journal_event },
	{ "json", json_begin, json_event },
	{ "csv", csv_begin, csv_event },
	{ "rem", rem_begin, rem_event },
	{ NULL, NULL, NULL },
};
