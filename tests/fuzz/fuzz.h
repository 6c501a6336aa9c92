/*
 * fuzz: what the targets share.
 *
 * Each target is a file with LLVMFuzzerTestOneInput(), plain C, so that any
 * engine that calls it will do.  A property that fails is an abort.  The code
 * under test takes its memory from fuzz_malloc() and its kin, so that what a
 * program leaves to its end can be given back without one.
 */
#ifndef FU_FUZZ_H
#define FU_FUZZ_H

#include "base/str.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Ends the run, saying what was found, if not ok. */
void fuzz_want(bool ok, const char *what);

/* A file in memory that holds the bytes; the same number, the same file. */
const char *fuzz_file(int number, const uint8_t *p, size_t n);

/* Gives back all memory that the code under test holds; false if it held any. */
bool fuzz_free_all(void);

/* Has s no byte that a terminal acts on, and is it UTF-8? */
bool fuzz_is_safe(struct str s);

#endif
