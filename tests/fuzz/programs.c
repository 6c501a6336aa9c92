/*
 * programs.c: the programs themselves on one file.  What fu-parse -c accepts, each
 * accepts; what each prints is safe to print; and the records they print are
 * accepted by fu-parse.  With -DONE_TEMPLATE the input is a template for fu-recap.
 */
#include "fuzz.h"

#include <stdlib.h>

#ifndef ONE_TEMPLATE
#define IN "IN" /* the input */

struct command {
	int (*main)(int, char **);
	bool records; /* it prints records */
	const char *argv[FUZZ_WORDS];
};

static const struct command commands[] = {
	{ fu_parse_main, true, { "fu-parse", "-r", IN } },
	{ fu_parse_main, true, { "fu-parse", "-m", IN } },
	{ fu_due_main, true, { "fu-due", "-asx", IN } },
	{ fu_due_main, true, { "fu-due", "-p", "-w", "9y", IN } },
	{ fu_due_main, false, { "fu-due", "-o", "table", IN } },
	{ fu_score_main, true, { "fu-score", "-x", IN } },
	{ fu_score_main, false, { "fu-score", "-o", "json", IN } },
	{ fu_recap_main, false, { "fu-recap", "-k", "recap", IN } },
	{ fu_recap_main, false, { "fu-recap", "-k", "brief", IN } },
	{ fu_recap_main, false, { "fu-recap", "-k", "nudge", "-o", "mail", IN } },
	{ fu_recap_main, false, { "fu-recap", "-k", "brief", "-o", "html", "+acme", "@jane", IN } },
	{ fu_recap_main, false, { "fu-recap", "-k", "journal", IN } },
	{ fu_cal_main, false, { "fu-cal", IN } },
};

enum { NCOMMANDS = sizeof(commands) / sizeof(*commands) };

static int
run(const struct command *c, const char *in)
{
	const char *words[FUZZ_WORDS] = { 0 };

	for (int i = 0; i < FUZZ_WORDS && c->argv[i]; i++)
		words[i] = strcmp(c->argv[i], IN) ? c->argv[i] : in;
	return fuzz_run(c->main, words);
}

/* Texts are separated by form feeds; lines of calendars end in CRLF. */
static void
check_printed(struct str s, bool calendar)
{
	while (s.p) {
		struct str line = str_cut(&s, '\n'), text;

		if (calendar && line.n)
			line.n--;
		while ((text = str_cut(&line, '\f')).p)
			fuzz_want(fuzz_is_safe(text), "what is safe to print");
	}
}

/* Picks a few programs for each input, by a hash of its bytes. */
static size_t
pick(const uint8_t *p, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * 16777619u;
	return h >> 16;
}

/* Does it have an amount with so many digits that a sum over items may exceed 18, which -c,
 * looking at one item at a time, doesn't notice? */
static bool
has_long_amount(const uint8_t *p, size_t n)
{
	size_t digits = 0;

	for (size_t i = 0; i < n && digits < 16; i++)
		digits = p[i] >= '0' && p[i] <= '9' ? digits + 1 : p[i] == '.' ? digits : 0;
	return digits >= 16;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct command check = { fu_parse_main, false, { "fu-parse", "-c", IN } };
	static const struct command parse = { fu_parse_main, true, { "fu-parse", IN } };
	const char *in = fuzz_file(0, p, n);
	size_t first = pick(p, n);
	bool accepted;
	int status;

	setenv("FU_NOW", "2025-07-16", 1);
	status = run(&check, in);
	fuzz_want(status == 0 || status == 1, "no trouble but with the data");
	accepted = status == 0 && !has_long_amount(p, n);
	for (size_t i = 0; i < 3; i++) {
		const struct command *c = &commands[(first + i) % NCOMMANDS];
		struct str s;

		status = run(c, in);
		fuzz_want(status == 0 || status == 1, "no trouble but with the data");
		fuzz_want(!accepted || status == 0, "what -c accepts, accepted by all");
		s = fuzz_printed(1);
		check_printed(s, c->main == fu_cal_main);
		if (c->records)
			fuzz_want(run(&parse, fuzz_file(1, (const uint8_t *)s.p, s.n)) == 0,
			    "records that are accepted");
	}
	return 0;
}
#else
int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const char *words[] = { "fu-recap", "-k", "recap", "-t", fuzz_file(0, p, n),
		"examples/deals/supply/deal.fu", NULL };
	int status;

	setenv("FU_NOW", "2025-07-16", 1);
	status = fuzz_run(fu_recap_main, words);
	fuzz_want(status == 0 || status == 1, "no trouble but with the data");
	return 0;
}
#endif
