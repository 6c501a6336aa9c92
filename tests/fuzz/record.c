/*
 * record.c: reader, lexer, checker, emitter.  What is printed is safe, reads again
 * without an error, and prints again as the same bytes; lines that end in CRLF are
 * the same records.
 */
#include "fuzz.h"

#include "record/emit.h"
#include "record/reader.h"

static struct schema schema;
static bool ready; /* schema is */

struct printed {
	struct buf rec, tsv, json, findings;
	size_t n, errors;
};

static struct printed
print(struct str text)
{
	struct printed p = { buf_mem(), buf_mem(), buf_mem(), buf_mem(), 0, 0 };
	struct diag diag = { .err = buf_mem(), .excerpts = text.n % 8 == 0 };
	struct emitter rec, tsv, json;
	struct reader reader;
	const struct record *r;

	reader_init(&reader, &schema, &diag);
	emit_init(&rec, &p.rec, &schema);
	emit_init(&tsv, &p.tsv, &schema);
	emit_init(&json, &p.json, &schema);
	tsv.form = EMIT_TSV;
	json.form = EMIT_JSON;
	emit_begin(&tsv);
	input_add_text(&reader.input, STR("in"), text);
	while ((r = reader_next(&reader))) {
		p.n++;
		emit_record(&rec, r);
		emit_record(&tsv, r);
		emit_record(&json, r);
	}
	p.errors = diag.errors;
	p.findings = diag.err;
	emit_release(&rec);
	emit_release(&tsv);
	emit_release(&json);
	reader_release(&reader);
	return p;
}

static void
release(struct printed *p)
{
	buf_release(&p->rec);
	buf_release(&p->tsv);
	buf_release(&p->json);
	buf_release(&p->findings);
}

static size_t
count(struct str s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

/* Ends each line in CRLF. */
static void
check_crlf(struct str s, const struct printed *once)
{
	struct buf b = buf_mem();
	struct printed p;

	while (s.p && s.n) {
		struct str line = str_cut(&s, '\n');

		buf_str(&b, line);
		if (s.p)
			buf_str(&b, STR("\r\n"));
	}
	p = print(buf_view(&b));
	fuzz_want(p.errors == once->errors, "as many errors with CRLF");
	fuzz_want(str_eq(buf_view(&p.rec), buf_view(&once->rec)), "the same records with CRLF");
	release(&p);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct printed once, twice;

	if (!ready)
		schema_init(&schema);
	ready = true;
	once = print(in);
	fuzz_want(fuzz_is_safe(buf_view(&once.rec)), "records that are safe to print");
	fuzz_want(fuzz_is_safe(buf_view(&once.json)), "JSON that is safe to print");
	fuzz_want(fuzz_is_safe(buf_view(&once.tsv)), "TSV that is safe to print");
	fuzz_want(fuzz_is_safe(buf_view(&once.findings)), "findings that are safe to print");
	fuzz_want(count(buf_view(&once.rec), '\n') == once.n, "a line a record");
	fuzz_want(count(buf_view(&once.json), '\n') == once.n, "a line of JSON a record");
	fuzz_want(count(buf_view(&once.tsv), '\t') == 6 * (once.n + 1), "seven fields a line");
	twice = print(buf_view(&once.rec));
	fuzz_want(twice.errors == 0, "canonical records without an error");
	fuzz_want(str_eq(buf_view(&once.rec), buf_view(&twice.rec)), "the same bytes again");
	fuzz_want(str_eq(buf_view(&once.json), buf_view(&twice.json)), "the same JSON again");
	if (size && !memchr(data, '\r', size))
		check_crlf(in, &once);
	release(&once);
	release(&twice);
	fuzz_want(fuzz_free_all(), "no memory left behind");
	return 0;
}
