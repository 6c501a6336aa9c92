#include "draft/library.h"

#include "draft/view.h"
#include "record/input.h"
#include "record/scan.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct builtin {
	const char *name;
	const unsigned char *text;
	size_t n;
};

#include "draft/builtin.inc"

struct str
library_name(size_t i)
{
	return i < sizeof(builtins) / sizeof(*builtins) ? str_from(builtins[i].name) : STR("");
}

/* The path of a template in the folder, a NUL behind it. */
static struct str
path_of(struct library *l, struct str name)
{
	static const char suffix[] = ".mustache";
	char *p = arena_bytes(&l->arena, l->folder.n + 1 + name.n + sizeof(suffix));

	memcpy(p, l->folder.p, l->folder.n);
	p[l->folder.n] = '/';
	memcpy(p + l->folder.n + 1, name.p, name.n);
	memcpy(p + l->folder.n + 1 + name.n, suffix, sizeof(suffix));
	return (struct str){ p, l->folder.n + name.n + sizeof(suffix) };
}

bool
library_read(struct library *l, struct str path, struct mustache_file *f)
{
	struct input in;
	struct block b;
	struct buf text = buf_mem();
	size_t before = l->diag->errors;
	struct stat st;

	if (stat(path.p, &st) == 0 && S_ISDIR(st.st_mode)) {
		diag_report(l->diag, DIAG_CANNOT_READ, (struct place){ path, 0, 0 },
		    STR("it is a folder"), STR(""), STR(""));
		return false;
	}
	input_init(&in, l->diag);
	input_add(&in, path);
	while (input_next(&in, &b))
		buf_put(&text, b.p, (size_t)(b.end - b.p));
	input_release(&in);
	*f = (struct mustache_file){ path, buf_keep(&text, &l->arena) };
	return l->diag->errors == before;
}

bool
library_text(struct library *l, struct str name, struct mustache_file *f)
{
	if (!scan_is_name(name))
		return false;
	if (l->folder.n) {
		struct str path = path_of(l, name);

		if (access(path.p, F_OK) == 0)
			return library_read(l, path, f);
	}
	for (size_t i = 0; i < sizeof(builtins) / sizeof(*builtins); i++)
		if (str_eq(name, str_from(builtins[i].name))) {
			*f = (struct mustache_file){ name,
				{ (const char *)builtins[i].text, builtins[i].n } };
			return true;
		}
	return false;
}

static bool
load(void *self, struct str name, struct mustache_file *f)
{
	return library_text(self, name, f);
}

void
library_init(struct library *l, struct diag *diag, struct str folder)
{
	*l = (struct library){ .diag = diag, .folder = folder, .key = buf_mem() };
	l->host = (struct mustache_host){ .state = l, .load = load, .number = view_number };
	l->mustache = (struct mustache){ .diag = diag, .host = &l->host };
}

void
library_release(struct library *l)
{
	mustache_release(&l->mustache);
	arena_release(&l->arena);
	names_release(&l->asked);
	buf_release(&l->key);
	free(l->found);
}

/* A language tag: letters, digits and single hyphens (RFC 5646, 2.1). */
static bool
is_tag(struct str s)
{
	return s.n <= 35 && scan_is_name(s) && !memchr(s.p, '.', s.n) && !memchr(s.p, '_', s.n);
}

/* The template of just that name. */
static const struct template *
find_exactly(struct library *l, struct str name, struct str lang, struct str form)
{
	struct buf full = buf_mem();

	buf_str(&full, name);
	if (lang.n) {
		buf_char(&full, '.');
		buf_str(&full, lang);
	}
	if (form.n) {
		buf_char(&full, '.');
		buf_str(&full, form);
	}
	return mustache_find(&l->mustache, buf_keep(&full, &l->arena));
}

/* Looks in all places. */
static const struct template *
find(struct library *l, struct str name, struct str lang, struct str form)
{
	const struct template *t = NULL;
	size_t errors = l->diag->errors;

	while (lang.n && is_tag(lang)) {
		if ((t = find_exactly(l, name, lang, form)) || l->diag->errors != errors)
			return t;
		while (lang.n && lang.p[lang.n - 1] != '-')
			lang.n--;
		lang.n -= lang.n > 0;
	}
	return find_exactly(l, name, STR(""), form);
}

const struct template *
library_find(struct library *l, struct str name, struct str lang, struct str form)
{
	struct buf *key = &l->key;
	uint32_t n;

	key->n = 0;
	buf_str(key, name);
	buf_char(key, ' ');
	buf_str(key, lang);
	buf_char(key, ' ');
	buf_str(key, form);
	n = names_find(&l->asked, 0, buf_view(key));
	if (n == NAMES_NONE) {
		n = names_add(&l->asked, 0, arena_str(&l->arena, buf_view(key)));
		if (n == l->cap) {
			l->cap = l->cap ? l->cap * 2 : 16;
			l->found = mem_grow(l->found, sizeof(struct template *), l->cap);
		}
		l->found[n] = find(l, name, lang, form);
	}
	return l->found[n];
}

const struct template *
library_open(struct library *l, struct str path)
{
	struct mustache_file f;

	return library_read(l, path, &f) ? mustache_parse(&l->mustache, f) : NULL;
}
