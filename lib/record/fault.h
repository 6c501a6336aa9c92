/*
 * fault: what is said of a record that is wrong, and where the lexer goes on.
 *
 * All of it runs only when something is wrong.  On the fast way nothing is
 * said: lex_fault() and lex_note() see to that.  The functions named after what
 * is at fault say it with a hint, mark in lx->torn what could not be read, and
 * return null.
 */
#ifndef FU_FAULT_H
#define FU_FAULT_H

#include "record/lex.h"

/* The place of a byte of the record at hand. */
COLD struct place place_of(struct lexer *lx, const char *p);

/* Reports a finding at byte p of the record at hand, with an excerpt where
 * wanted.  Returns false, and when not careful only that. */
COLD bool lex_fault(
    struct lexer *lx, enum diag_id id, const char *p, struct str a, struct str b, struct str c);

/* A note to the finding just reported; nothing when not careful. */
COLD void lex_note(struct lexer *lx, const char *p, const char *format, struct str a);

/* The word where a type should stand is none. */
COLD const char *fault_type(struct lexer *lx, struct str word);

/* The sigil at p has no good name. */
COLD const char *fault_name(struct lexer *lx, const char *p);

/* The token is one more of its sigil than any type takes. */
COLD const char *fault_too_many(struct lexer *lx, struct str token);

/* The quoted value is broken at p, by what about says. */
COLD const char *fault_quote(struct lexer *lx, enum diag_id id, const char *p, struct str about);

/* The type has no such key. */
COLD const char *fault_key(struct lexer *lx, struct str key);

/* The head or the text that ends or begins at p is too long. */
COLD const char *fault_long(struct lexer *lx, enum diag_id id, const char *p);

/* After a fault in the token at p, which begins with key if that is not empty:
 * where to go on, or null.  A broken quote leaves open what was meant behind
 * it: then nothing of the rest is read, or missed. */
COLD const char *fault_recover(struct lexer *lx, const char *p, struct str key);

#endif
