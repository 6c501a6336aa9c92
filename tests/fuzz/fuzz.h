/*
 * fuzz: what the targets share.
 *
 * Each target is a file with LLVMFuzzerTestOneInput(), plain C, so that any
 * engine that calls it will do.  A property that fails is an abort.  The code
 * under test takes its memory from fuzz_malloc() and its kin and writes through
 * fuzz_write(), so that what a program leaves to its end can be given back
 * without one, and what it prints can be looked at.
 */
#ifndef FU_FUZZ_H
#define FU_FUZZ_H

#include "draft/mailread.h"

#include <stdint.h>

enum { FUZZ_WORDS = 9 };

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Ends the run, saying what was found, if not ok. */
void fuzz_want(bool ok, const char *what);

/* A file in memory that holds the bytes; the same number (0 to 3), the same file. */
const char *fuzz_file(int number, const uint8_t *p, size_t n);

/* Runs a program, its main() by another name, with words up to a null, 9 at most,
 * and gives its exit status; its memory is given back, its findings are safe. */
int fuzz_run(int (*program)(int, char **), const char *const *words);

/* What the last one printed on standard output (1) or error (2). */
struct str fuzz_printed(int fd);

/* Reads the mails of a text, as mailread_init() says, and gives the number of errors. */
size_t fuzz_read_mails(
    struct str text, void (*take)(void *self, const struct mailread *r), void *self);

/* Gives back all memory that the code under test holds; false if it held any. */
bool fuzz_free_all(void);

/* Has s no byte that a terminal acts on, and is it UTF-8? */
bool fuzz_is_safe(struct str s);

/* The programs. */
int fu_parse_main(int, char **);
int fu_due_main(int, char **);
int fu_score_main(int, char **);
int fu_recap_main(int, char **);
int fu_cal_main(int, char **);
int fu_mail_main(int, char **);

#endif
