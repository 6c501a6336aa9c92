/*
 * lint: a finished draft, read before it goes out.
 *
 * Found are words that lay blame (blame-word), a text that asks for nothing
 * (no-ask), an ask without a date (no-date) and more than one screen (long-draft:
 * LINT_LINES lines of LINT_COLUMNS columns).  English and French are known.  The
 * header of a mail and what is quoted with ">" are passed over; of a mail in
 * quoted-printable, soft line breaks and encoded letters are read as such.
 *
 *	lint_drafts(&input, &diag);
 */
#ifndef FU_LINT_H
#define FU_LINT_H

#include "record/input.h"

enum { LINT_LINES = 40, LINT_COLUMNS = 80 };

/* Reads all of the input and reports what it finds, at its file, line and column. */
void lint_drafts(struct input *in, struct diag *diag);

#endif
