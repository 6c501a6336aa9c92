/*
 * lint: reads a finished draft before it goes out.
 *
 * It reports words that lay blame (blame-word), a text that asks for nothing
 * (no-ask), an ask without a date (no-date), and more than one screen (long-draft:
 * LINT_LINES lines of LINT_COLUMNS columns).  It knows English and French.  The
 * header of a mail, and what is quoted with ">", are skipped; in quoted-printable
 * mail, soft line breaks and encoded letters are decoded.
 *
 *	lint_drafts(&input, &diag);
 */
#ifndef FU_LINT_H
#define FU_LINT_H

#include "record/input.h"

enum { LINT_LINES = 40, LINT_COLUMNS = 80 };

/* Reads all input, and reports what it finds at its file, line and column. */
void lint_drafts(struct input *in, struct diag *diag);

#endif
