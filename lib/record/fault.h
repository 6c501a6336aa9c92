/*
 * fault: what is said about a malformed record, and where the lexer goes on.
 *
 * All of this runs only when something is wrong.  While lexing fast nothing is said:
 * lex_fault() and lex_note() see to that.  The fault_ functions report one kind of
 * fault with a hint, mark in lx->torn what could not be read, and return null.
 */
#ifndef FU_FAULT_H
#define FU_FAULT_H

#include "record/lex.h"

/* The place (file, line, column) of byte p of the current record. */
COLD struct place lex_place(struct lexer *lx, const char *p);

/* The offset of byte p in the current record as it was written. */
size_t lex_offset(struct lexer *lx, const char *p);

/* Reports a finding at byte p of the current record, with an excerpt if wanted.  Unless
 * lexing carefully, does nothing.  Always returns false. */
COLD bool lex_fault(
    struct lexer *lx, enum diag_id id, const char *p, struct str a, struct str b, struct str c);

/* Adds a note to the finding just reported; does nothing unless lexing carefully. */
COLD void lex_note(struct lexer *lx, const char *p, const char *format, struct str a);

/* The word in the place of the type is no type. */
COLD const char *fault_type(struct lexer *lx, struct str word);

/* The sigil at p isn't followed by a valid name. */
COLD const char *fault_name(struct lexer *lx, const char *p);

/* One more token with this sigil than any type takes. */
COLD const char *fault_too_many(struct lexer *lx, struct str token);

/* The quoted value is broken at p; id says how, about is the finding's argument. */
COLD const char *fault_quote(struct lexer *lx, enum diag_id id, const char *p, struct str about);

/* The type takes no such key. */
COLD const char *fault_key(struct lexer *lx, struct str key);

/* The head or text that ends or begins at p is too long. */
COLD const char *fault_long(struct lexer *lx, enum diag_id id, const char *p);

/* Where to go on after a fault in the token at p, which begins with key unless that is
 * empty; null when lexing fast.  After a broken quote nobody knows what was meant to follow
 * it: the rest of the line is skipped, and nothing is reported as missing. */
COLD const char *fault_recover(struct lexer *lx, const char *p, struct str key);

#endif
