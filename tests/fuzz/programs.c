/*
 * programs.c: the programs themselves, their main() called by another name, on
 * one file.  What fu-parse -c accepts, each accepts.  A program that this
 * build lacks is left out: its main is null.
 */
#include "fuzz.h"

#include <setjmp.h>
#include <stdlib.h>
#include <unistd.h>

#define WEAK __attribute__((weak))
int fu_parse_main(int, char **) WEAK;
int fu_due_main(int, char **) WEAK;
int fu_score_main(int, char **) WEAK;
int fu_recap_main(int, char **) WEAK;
int fu_cal_main(int, char **) WEAK;
int fu_mail_main(int, char **) WEAK;
int fu_merge_main(int, char **) WEAK;
_Noreturn void fuzz_exit(int status);

static jmp_buf out;
static int exit_status;

/* What exit() is to the programs. */
void
fuzz_exit(int status)
{
	exit_status = status;
	longjmp(out, 1);
}

/* "IN" stands for the input. */
struct command {
	int (*main)(int, char **);
	const char *argv[8];
};

#ifdef FUZZ_ONE
static const struct command commands[] = { FUZZ_ONE };
#else
static const struct command commands[] = {
	{ fu_parse_main, { "fu-parse", "-c", "IN" } },
	{ fu_parse_main, { "fu-parse", "-r", "IN" } },
	{ fu_due_main, { "fu-due", "-asx", "IN" } },
	{ fu_due_main, { "fu-due", "-o", "table", "IN" } },
	{ fu_score_main, { "fu-score", "-x", "IN" } },
	{ fu_recap_main, { "fu-recap", "-k", "recap", "IN" } },
	{ fu_cal_main, { "fu-cal", "IN" } },
};
#endif

static int
run(const struct command *c, const char *in)
{
	char *argv[9] = { 0 };
	int argc = 0;

	for (; argc < 8 && c->argv[argc]; argc++)
		argv[argc] = (char *)(strcmp(c->argv[argc], "IN") ? c->argv[argc] : in);
	optind = 1;
	if (setjmp(out) == 0)
		exit_status = c->main(argc, argv);
	fuzz_free_all();
	return exit_status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const char *in = fuzz_file(0, p, n);
	bool accepted = false;

	setenv("FU_NOW", "2025-07-16", 1);
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		int status;

		if (!commands[i].main)
			continue;
		status = run(&commands[i], in);
		fuzz_want(status == 0 || status == 1, "no trouble but with the data");
		if (i == 0)
			accepted = status == 0;
		fuzz_want(!accepted || status == 0, "what -c accepts, accepted by all");
	}
	return 0;
}
