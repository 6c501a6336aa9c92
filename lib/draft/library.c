#include "draft/library.h"

#include "base/utf8.h"
#include "draft/view.h"
#include "record/input.h"
#include "record/scan.h"

#include <errno.h>
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

/* The path of a template in the folder, NUL-terminated. */
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

static void
cannot_read(struct library *l, struct str path, struct str why)
{
	diag_report(l->diag, DIAG_CANNOT_READ, (struct place){ path, 0, 0 }, why, STR(""), STR(""));
}

/* Reports the first character that may not be in a record, so that no draft contains any. */
static bool
check_bytes(struct library *l, const struct mustache_file *f)
{
	const char *p = f->text.p, *end = p + f->text.n, *line = p;
	struct place at = { f->name, 1, 0 };

	while (p < end) {
		const char *from = p;
		enum utf8_fault fault = utf8_step(&p, end);

		if (*from == '\n') {
			at.line++;
			line = p;
		} else if (fault != UTF8_OK) {
			at.col = (size_t)(from - line) + 1;
			utf8_report(l->diag, fault, at, from);
			return false;
		}
	}
	return true;
}

/* Appends what was read, with each CRLF as LF. */
static void
add_lines(struct buf *text, struct str block)
{
	while (block.n) {
		struct str line = str_cut(&block, '\n');

		line.n -= line.n && line.p[line.n - 1] == '\r';
		buf_str(text, line);
		buf_char(text, '\n');
	}
}

/* Reads a whole file by its NUL-terminated path; false if that fails, which was reported. */
static bool
read_file(struct library *l, struct str path, struct mustache_file *f)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct input in;
	struct block b;
	struct buf text = buf_mem();
	size_t before = l->diag->errors;
	struct stat st;

	if (stat(path.p, &st) == 0 && S_ISDIR(st.st_mode)) {
		cannot_read(l, path, STR("it is a folder"));
		return false;
	}
	input_init(&in, l->diag);
	input_add(&in, path);
	while (input_next(&in, &b)) {
		bool marked = b.first && b.end - b.p >= 3 && memcmp(b.p, bom, 3) == 0;

		add_lines(&text, str_span(b.p + (marked ? 3 : 0), b.end));
		if (b.cut)
			cannot_read(l, path, STR("it has an indented part longer than 1 MiB"));
	}
	input_release(&in);
	*f = (struct mustache_file){ path, buf_keep(&text, &l->arena) };
	return l->diag->errors == before && check_bytes(l, f);
}

bool
library_text(struct library *l, struct str name, struct mustache_file *f)
{
	if (!scan_is_name(name))
		return false;
	if (l->folder.n) {
		struct str path = path_of(l, name);

		if (access(path.p, F_OK) == 0)
			return read_file(l, path, f);
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
	struct stat st;

	*l = (struct library){ .diag = diag, .folder = folder, .key = buf_mem() };
	l->host = (struct mustache_host){ .state = l, .load = load, .number = view_number };
	l->mustache = (struct mustache){ .diag = diag, .host = &l->host };
	/* Not finding the user's own templates must not go unnoticed. */
	if (folder.n && stat(folder.p, &st) < 0)
		cannot_read(l, folder, str_from(strerror(errno)));
	else if (folder.n && !S_ISDIR(st.st_mode))
		cannot_read(l, folder, STR("it is no folder"));
}

void
library_release(struct library *l)
{
	mustache_release(&l->mustache);
	arena_release(&l->arena);
	names_release(&l->asked);
	names_release(&l->languages);
	buf_release(&l->key);
	free(l->found);
}

/* Is it a language tag: letters, digits and single hyphens (RFC 5646, 2.1)? */
static bool
is_tag(struct str s)
{
	return s.n <= 35 && scan_is_name(s) && !memchr(s.p, '.', s.n) && !memchr(s.p, '_', s.n);
}

/* The template with exactly that name. */
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

static struct str
in_small(struct library *l, struct str s)
{
	char *p = arena_bytes(&l->arena, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = str_lower(s.p[i]);
	return (struct str){ p, s.n };
}

/* Looks in all places.  Case doesn't matter in tags (RFC 5646, 2.1.1) but does in file
 * names, so the tag is tried as written, then in small letters. */
static const struct template *
find(struct library *l, struct str name, struct str lang, struct str form)
{
	const struct template *t = NULL;
	size_t errors = l->diag->errors;
	struct str small = STR("");

	if (is_tag(lang))
		small = in_small(l, lang);
	while (small.n) {
		lang.n = small.n;
		if ((t = find_exactly(l, name, lang, form)) || l->diag->errors != errors)
			return t;
		if (!str_eq(lang, small) &&
		    ((t = find_exactly(l, name, small, form)) || l->diag->errors != errors))
			return t;
		while (small.n && small.p[small.n - 1] != '-')
			small.n--;
		small.n -= small.n > 0;
	}
	return find_exactly(l, name, STR(""), form);
}

const struct template *
library_find(struct library *l, struct str name, struct str lang, struct str form)
{
	uint32_t before = l->asked.n, n;
	struct buf *key = &l->key;

	key->n = 0;
	buf_str(key, name);
	buf_char(key, ' ');
	buf_str(key, lang);
	buf_char(key, ' ');
	buf_str(key, form);
	n = names_keep(&l->asked, 0, buf_view(key), &l->arena);
	if (n == before) {
		l->found = mem_at_least(l->found, sizeof(struct template *), &l->cap, n);
		l->found[n] = find(l, name, lang, form);
	}
	return l->found[n];
}

bool
library_is_new(struct library *l, struct str lang)
{
	uint32_t before = l->languages.n;

	return names_keep(&l->languages, 0, lang, &l->arena) == before;
}

const struct template *
library_open(struct library *l, struct str path)
{
	struct mustache_file f;

	return read_file(l, path, &f) ? mustache_parse(&l->mustache, f) : NULL;
}
