/*
 * render: renders a template, or cases of the Mustache specification.
 *
 *	render [-h] TEMPLATE DATA      -h: with HTML escaping
 *	render -s FILE.json...         the cases of the specification's files
 *
 * DATA is JSON, or lines NAME=VALUE.  A partial is the file NAME.mustache in the
 * folder of TEMPLATE.  With -s each case that fails is shown, with what was
 * wanted and what came, and last "FILE: N of N".
 */
#include "draft/mustache.h"
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct partials {
	struct arena arena;
	struct str folder;        /* of files, or */
	const struct json *texts; /* by name */
};

static struct str
read_file(struct arena *a, const char *path)
{
	struct buf b = buf_mem();
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return (struct str){ 0 };
	do {
		buf_room(&b, 1 << 16);
		n = fread(b.p + b.n, 1, 1 << 16, f);
		b.n += n;
	} while (n);
	fclose(f);
	return buf_keep(&b, a);
}

static bool
load(void *state, struct str name, struct mustache_file *f)
{
	struct partials *p = state;
	const struct json *text = json_member(p->texts, name);
	char path[4096];

	f->name = name;
	if (text) {
		f->text = text->text;
		return true;
	}
	snprintf(path, sizeof(path), "%.*s%.*s.mustache", (int)p->folder.n, p->folder.p, (int)name.n,
	    name.p);
	if (p->folder.p)
		f->text = read_file(&p->arena, path);
	return f->text.p;
}

/* Lines NAME=VALUE as a JSON object. */
static const struct json *
read_lines(struct arena *a, struct str text)
{
	struct json *object = arena_new(a, sizeof(*object), 1), **end = &object->first;

	object->kind = JSON_OBJECT;
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		struct json *v = arena_new(a, sizeof(*v), 1);

		v->key = str_cut(&line, '=');
		v->kind = JSON_STRING;
		v->text = line;
		*end = v;
		end = &v->next;
	}
	return object;
}

static int
render_file(const char *template, const char *data, enum mustache_escape escape)
{
	struct partials p = { 0 };
	struct mustache_host host = { .state = &p, .load = load };
	struct diag diag = { .err = buf_to(STDERR_FILENO), .excerpts = true };
	struct mustache m = { .diag = &diag, .host = &host };
	struct mustache_file f = { str_from(template), read_file(&p.arena, template) };
	struct str text = read_file(&p.arena, data);
	const struct json *root = text.n && memchr("{[", *text.p, 2) ? json_read(&p.arena, text) :
	                                                               read_lines(&p.arena, text);
	const struct template *t;
	struct mustache_value value;
	struct buf out = buf_mem();
	int status;

	if (!f.text.p || !text.p || !root) {
		fprintf(stderr, "render: can't read %s\n", f.text.p ? data : template);
		arena_release(&p.arena);
		return 2;
	}
	for (size_t n = f.name.n; n && !p.folder.n; n--)
		if (template[n - 1] == '/' || n == 1)
			p.folder = (struct str){ template, template[n - 1] == '/' ? n : 0 };
	value = json_value(root);
	if ((t = mustache_parse(&m, f)) &&
	    mustache_render(&m, t, &json_source, &value, escape, &out))
		fwrite(out.p, 1, out.n, stdout);
	mustache_release(&m);
	arena_release(&p.arena);
	buf_release(&out);
	status = diag_exit(&diag);
	buf_release(&diag.err);
	return status;
}

static bool
run_case(struct diag *diag, const struct json *c)
{
	struct partials p = { .texts = json_member(c, STR("partials")) };
	struct mustache_host host = { .state = &p, .load = load };
	struct mustache m = { .diag = diag, .host = &host };
	struct mustache_file f = { json_member(c, STR("name"))->text,
		json_member(c, STR("template"))->text };
	const struct template *t = mustache_parse(&m, f);
	struct str want = json_member(c, STR("expected"))->text;
	struct mustache_value root = json_value(json_member(c, STR("data")));
	struct buf out = buf_mem();
	bool ok = t && mustache_render(&m, t, &json_source, &root, MUSTACHE_HTML, &out) &&
	          str_eq(want, buf_view(&out));

	if (!ok)
		printf("%.*s: want '%.*s', got '%.*s'\n", (int)f.name.n, f.name.p, (int)want.n, want.p,
		    (int)out.n, out.p ? out.p : "");
	mustache_release(&m);
	arena_release(&p.arena);
	buf_release(&out);
	return ok;
}

static int
run_spec(const char *path)
{
	struct diag diag = { .err = buf_mem() };
	struct arena arena = { 0 };
	const struct json *tests =
	    json_member(json_read(&arena, read_file(&arena, path)), STR("tests"));
	size_t passed = 0, n = tests ? tests->n : 0;

	for (size_t i = 0; i < n; i++)
		passed += run_case(&diag, tests->items[i]);
	printf("%s: %zu of %zu\n", path, passed, n);
	buf_release(&diag.err);
	arena_release(&arena);
	return !n || passed < n;
}

int
main(int argc, char **argv)
{
	int failed = 0;

	if (argc > 2 && !strcmp(argv[1], "-s")) {
		for (int i = 2; i < argc; i++)
			failed |= run_spec(argv[i]);
		return failed;
	}
	if (argc == 4 && !strcmp(argv[1], "-h"))
		return render_file(argv[2], argv[3], MUSTACHE_HTML);
	if (argc == 3)
		return render_file(argv[1], argv[2], MUSTACHE_PLAIN);
	fprintf(stderr, "usage: render [-h] TEMPLATE DATA | render -s FILE.json...\n");
	return 2;
}
