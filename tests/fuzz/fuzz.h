/*
 * fuzz: what the targets share.
 *
 * Each target is a file with LLVMFuzzerTestOneInput(), in plain C, so that any
 * engine that calls it will do.  A property that fails is an abort.  The code under
 * test gets its memory from fuzz_malloc() and its kin and writes through
 * fuzz_write(), so that what a program would leave to its exit can be freed without
 * one, and its output can be examined.
 */
#ifndef FU_FUZZ_H
#define FU_FUZZ_H

#include "draft/mailread.h"

#include <stdint.h>

enum { FUZZ_WORDS = 9 };

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Unless ok, ends the run and says what was found. */
void fuzz_want(bool ok, const char *what);

/* A file in memory with these bytes; there are four, number 0 to 3. */
const char *fuzz_file(int number, const uint8_t *p, size_t n);

/* Runs a program (its main() by another name) with words, ended by a null, at most FUZZ_WORDS;
 * returns its exit status.  Frees its memory, and checks that its findings are safe. */
int fuzz_run(int (*program)(int, char **), const char *const *words);

/* What the last program printed on standard output (1) or error (2). */
struct str fuzz_printed(int fd);

/* Reads the mails in a text as mailread_init() describes; returns the number of errors. */
size_t fuzz_read_mails(
    struct str text, void (*take)(void *self, const struct mailread *r), void *self);

/* Frees all memory that the code under test holds; false if it held any. */
bool fuzz_free_all(void);

/* Is s UTF-8, without any byte that a terminal acts on? */
bool fuzz_is_safe(struct str s);

/* The programs. */
int fu_parse_main(int, char **);
int fu_due_main(int, char **);
int fu_score_main(int, char **);
int fu_recap_main(int, char **);
int fu_cal_main(int, char **);
int fu_mail_main(int, char **);

#endif
