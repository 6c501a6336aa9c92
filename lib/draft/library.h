/*
 * library: where templates are found.
 *
 * Those of lib/draft/templates are compiled in; a folder of the user's own, in
 * which NAME.mustache is the template NAME, goes before them.  Names are plain
 * (letters, digits, . _ -), so none leads out of the folder.
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
	struct mustache mustache; /* renders what is found */
	struct mustache_host host;
	struct names languages;        /* of library_is_new() */
	struct names asked;            /* what was looked for, by kind and language */
	const struct template **found; /* by its number; null: none, or a faulty one */
	size_t cap;
	struct buf key; /* scratch */
};

/* folder, which a NUL ends and which must outlive it, may be empty; one that is not
 * there is reported. */
void library_init(struct library *l, struct diag *diag, struct str folder);
void library_release(struct library *l);

/* The template NAME.LANG.FORM, else with the first part of LANG alone, else
 * NAME.FORM; parts that are empty are left out with their dots.  A lang that is
 * no language tag counts as none.  Null if there is none, or if it is faulty,
 * which was reported. */
const struct template *library_find(
    struct library *l, struct str name, struct str lang, struct str form);

/* Is it asked about that language for the first time? */
bool library_is_new(struct library *l, struct str lang);

/* The text of a template by its full name; false if there is none. */
bool library_text(struct library *l, struct str name, struct mustache_file *f);

/* The template of a file; null as above. */
const struct template *library_open(struct library *l, struct str path);

/* The names of the built-in templates: the i-th, or empty beyond the last. */
struct str library_name(size_t i);

#endif
