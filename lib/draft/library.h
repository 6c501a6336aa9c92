/*
 * library: where templates are found.
 *
 * Those of lib/draft/templates are compiled in; a folder of the user's own, in which
 * NAME.mustache is the template NAME, takes precedence.  Names are plain (letters,
 * digits, . _ -), so none leads out of the folder.
 *
 *	struct library l;
 *	library_init(&l, &diag, STR("templates"));
 *	t = library_find(&l, STR("thanks"), STR("fr-CA"), STR(""));
 *	library_release(&l);
 */
#ifndef FU_LIBRARY_H
#define FU_LIBRARY_H

#include "draft/mustache.h"

struct library {
	struct diag *diag;
	struct str folder; /* empty: none */
	struct arena arena;
	struct mustache mustache; /* renders the templates found */
	struct mustache_host host;
	struct names languages;        /* those library_is_new() was asked about */
	struct names asked;            /* names looked up so far */
	const struct template **found; /* by their number; null: no template, or a faulty one */
	size_t cap;
	struct buf key; /* scratch */
};

/* folder must be NUL-terminated and outlive l; it may be empty: none.  One that doesn't
 * exist is reported. */
void library_init(struct library *l, struct diag *diag, struct str folder);
void library_release(struct library *l);

/* The template NAME.LANG.FORM; failing that, the same with only the first part of LANG; failing
 * that, NAME.FORM.  Empty parts are left out with their dots.  A lang that isn't a language tag
 * counts as empty.  Null if there is none, or if it is faulty, which was reported. */
const struct template *library_find(
    struct library *l, struct str name, struct str lang, struct str form);

/* Is this the first call for that language? */
bool library_is_new(struct library *l, struct str lang);

/* The text of a template by its full name; false if there is none. */
bool library_text(struct library *l, struct str name, struct mustache_file *f);

/* The template in the file at path, NUL-terminated; null if it can't be read or is faulty,
 * which was reported. */
const struct template *library_open(struct library *l, struct str path);

/* The name of the i-th built-in template; empty beyond the last. */
struct str library_name(size_t i);

#endif
