/*
 * mustache.c: Mustache templates.  Form feeds separate the input into a template and
 * its partials p, q and r.  A template without tags renders as itself; rendering
 * again gives the same; and in HTML no value brings HTML's special characters along.
 */
#include "fuzz.h"

#include "draft/mustache.h"

enum { PARTIALS = 3, LIMIT = 1 << 16 };

static struct str partials[PARTIALS];

static bool
load(void *state, struct str name, struct mustache_file *f)
{
	(void)state;
	if (name.n != 1 || *name.p < 'p' || *name.p >= 'p' + PARTIALS || !partials[*name.p - 'p'].p)
		return false;
	*f = (struct mustache_file){ name, partials[*name.p - 'p'] };
	return true;
}

/* The first letter of a name decides what its value is. */
static bool
get(void *state, const struct mustache_value *object, struct mustache_name name,
    struct mustache_value *v)
{
	(void)state;
	switch (name.text.n ? *name.text.p : 0) {
	case 't':
		*v = (struct mustache_value){ .kind = MUSTACHE_TEXT, .text = STR("<&>\"' {{t}}") };
		return true;
	case 'e':
		*v = (struct mustache_value){ .kind = MUSTACHE_TEXT };
		return true;
	case 'n':
		return true;
	case 'l':
		*v = (struct mustache_value){ .kind = MUSTACHE_LIST, .n = name.text.n % 4 };
		return true;
	case 'o':
		*v = (struct mustache_value){ .kind = MUSTACHE_OBJECT, .text = STR("shown") };
		return object->kind == MUSTACHE_OBJECT;
	default:
		return false;
	}
}

static void
item(void *state, const struct mustache_value *list, size_t i, struct mustache_value *v)
{
	(void)state;
	fuzz_want(i < list->n, "items that the list has");
	*v = i ? (struct mustache_value){ .kind = MUSTACHE_OBJECT }
	       : (struct mustache_value){ .kind = MUSTACHE_TEXT, .text = STR("item") };
}

/* Can HTML's special characters get through: typed, by a triple mustache or by {{&name}}? */
static bool
lets_through(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr("<&=", s.p[i], 3) ||
		    str_starts(str_span(s.p + i, s.p + s.n), STR("{{{")))
			return true;
	return false;
}

static void
render(struct mustache *m, struct str text, bool raw)
{
	const struct mustache_source source = { NULL, get, item };
	const struct mustache_value root = { .kind = MUSTACHE_OBJECT };
	const struct template *t = mustache_parse(m, (struct mustache_file){ STR("in"), text });
	struct buf once = buf_mem(), twice = buf_mem(), html = buf_mem();

	if (t && mustache_render(m, t, &source, &root, MUSTACHE_PLAIN, &once)) {
		fuzz_want(once.n <= LIMIT, "no more than the limit");
		fuzz_want(mustache_render(m, t, &source, &root, MUSTACHE_PLAIN, &twice) &&
			      str_eq(buf_view(&once), buf_view(&twice)),
		    "the same again");
		fuzz_want((text.n && memchr(text.p, '{', text.n)) || str_eq(buf_view(&once), text),
		    "a text without tags as it is");
		if (!raw && mustache_render(m, t, &source, &root, MUSTACHE_HTML, &html))
			fuzz_want(!html.n || !memchr(html.p, '<', html.n), "values made harmless");
	}
	buf_release(&once);
	buf_release(&twice);
	buf_release(&html);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const struct mustache_host host = { NULL, load, NULL };
	struct str rest = { (const char *)p, n }, text = str_cut(&rest, '\f');
	struct diag diag = { .err = buf_mem(), .excerpts = n % 8 == 0 };
	struct mustache m = { .diag = &diag, .host = &host, .most = LIMIT };

	for (int i = 0; i < PARTIALS; i++)
		partials[i] = rest.p ? str_cut(&rest, '\f') : rest;
	render(&m, text, lets_through((struct str){ (const char *)p, n }));
	fuzz_want(fuzz_is_safe(buf_view(&diag.err)), "findings that are safe to print");
	mustache_release(&m);
	buf_release(&diag.err);
	fuzz_want(fuzz_free_all(), "no memory left behind");
	return 0;
}
