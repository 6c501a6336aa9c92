/*
 * drive.c: an engine for compilers that don't bring one.  Takes libFuzzer's options
 * as far as fuzz.sh uses them; gcc's -fsanitize-coverage=trace-pc tells it where the
 * code goes.  Inputs that reach something new are kept in the first folder named,
 * and mutated further.  In the end it prints what libFuzzer prints.
 */
#define _GNU_SOURCE
#include "fuzz.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { EDGES = 1 << 16, INPUTS = 1 << 16, WORDS = 4096, ROOM = 4096 };

struct sample {
	uint8_t *p;
	size_t n;
};

static struct sample corpus[INPUTS], words[WORDS], now;
static size_t ninputs, nwords, nedges, runs;
static uint8_t *met, *counts, buffer[ROOM]; /* by edge */
static uint16_t touched[EDGES];
static size_t ntouched;
static uint64_t seed = 88172645463325252u;
static const char *folder, *prefix = "./";
static size_t longest = ROOM;

void __sanitizer_cov_trace_pc(void);

void
__sanitizer_cov_trace_pc(void)
{
	uintptr_t pc = (uintptr_t)__builtin_return_address(0);
	uint16_t e = (uint16_t)(pc * UINT64_C(0x9e3779b97f4a7c15) >> 48);

	if (!counts)
		return;
	if (!counts[e])
		touched[ntouched++] = e;
	if (counts[e] < 255)
		counts[e]++;
}

static size_t
below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed >> 11) % n;
}

static void
store(const char *before, const struct sample *in)
{
	char path[4096];
	uint64_t h = 1469598103934665603u;
	FILE *f;

	for (size_t i = 0; i < in->n; i++)
		h = (h ^ in->p[i]) * 1099511628211u;
	snprintf(path, sizeof(path), "%s%016llx", before, (unsigned long long)h);
	if ((f = fopen(path, "wb"))) {
		fwrite(in->p, 1, in->n, f);
		fclose(f);
	}
}

/* Any failure ends here: the sanitizers are told to abort. */
static void
found(int signal_number)
{
	char before[4096];

	snprintf(
	    before, sizeof(before), "%s%s-", prefix, signal_number == SIGALRM ? "slow" : "crash");
	store(before, &now);
	_exit(1);
}

/* Runs an input; true if it went where none had before, or did so more often. */
static bool
try(const uint8_t *p, size_t n)
{
	bool new = false;

	now = (struct sample){ (uint8_t *)(uintptr_t)p, n };
	ntouched = 0;
	alarm(120);
	LLVMFuzzerTestOneInput(p, n);
	runs++;
	for (size_t i = 0; i < ntouched; i++) {
		uint16_t e = touched[i];
		uint8_t bit = (uint8_t)(1u << (counts[e] > 127  ? 7
					       : counts[e] > 31 ? 6
					       : counts[e] > 15 ? 5
					       : counts[e] > 7  ? 4
					       : counts[e] > 3  ? 3
								: counts[e] - 1));

		nedges += !met[e];
		new |= !(met[e] & bit);
		met[e] |= bit;
		counts[e] = 0;
	}
	return new;
}

static void
keep(const uint8_t *p, size_t n)
{
	struct sample *in = &corpus[ninputs];

	if (ninputs == INPUTS)
		return;
	*in = (struct sample){ malloc(n + 1), n };
	memcpy(in->p, p, n);
	ninputs++;
}

static void
read_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		char name[4096];
		FILE *f;
		size_t n;

		snprintf(name, sizeof(name), "%s/%s", path, e->d_name);
		if (*e->d_name == '.' || !(f = fopen(name, "rb")))
			continue;
		n = fread(buffer, 1, longest, f);
		fclose(f);
		if (try(buffer, n) || ninputs == 0)
			keep(buffer, n);
	}
	if (dir)
		closedir(dir);
}

static void
read_words(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[256];

	while (f && nwords < WORDS && fgets(line, sizeof(line), f)) {
		size_t n = strcspn(line, "\n");

		if (n > 2) {
			words[nwords] = (struct sample){ malloc(n), n - 2 };
			memcpy(words[nwords++].p, line + 1, n - 2);
		}
	}
	if (f)
		fclose(f);
}

/* Replaces `cut` bytes at i by others. */
static size_t
splice(size_t n, size_t i, size_t cut, const uint8_t *p, size_t add)
{
	if (n - cut + add > longest)
		return n;
	memmove(buffer + i + add, buffer + i + cut, n - i - cut);
	memcpy(buffer + i, p, add);
	return n - cut + add;
}

static size_t
change(size_t n)
{
	size_t i = below(n + 1), left = n - i, cut = left ? below(left < 32 ? left + 1 : 32) : 0;
	uint8_t byte = (uint8_t)(below(3) ? 32 + below(95) : below(256)), copy[ROOM];
	const struct sample *other = &corpus[below(ninputs)];
	size_t from = below(other->n + 1), some = other->n - from;

	switch (below(6)) {
	case 0:
		return splice(n, i, cut, &byte, 0);
	case 1:
		return splice(n, i, left > 0, &byte, 1);
	case 2:
		return splice(n, i, 0, &byte, 1);
	case 3:
		other = nwords ? &words[below(nwords)] : &corpus[0];
		return splice(n, i, below(2) ? cut : 0, other->p, other->n);
	case 4:
		return splice(n, i, cut, other->p + from, some < 64 ? some : below(some));
	default:
		memcpy(copy, buffer + i, cut);
		return splice(n, below(n + 1), 0, copy, cut);
	}
}

int
main(int argc, char **argv)
{
	long seconds = 60;
	time_t end;

	met = calloc(EDGES, 1);
	for (int i = 1; i < argc; i++) {
		if (sscanf(argv[i], "-max_total_time=%ld", &seconds) == 1 ||
		    sscanf(argv[i], "-max_len=%zu", &longest) == 1)
			continue;
		if (strncmp(argv[i], "-dict=", 6) == 0)
			read_words(argv[i] + 6);
		else if (strncmp(argv[i], "-artifact_prefix=", 17) == 0)
			prefix = argv[i] + 17;
	}
	if (longest > ROOM)
		longest = ROOM;
	signal(SIGABRT, found);
	signal(SIGALRM, found);
	signal(SIGSEGV, found);
	end = time(NULL) + seconds;
	counts = calloc(EDGES, 1);
	for (int i = 1; i < argc; i++)
		if (*argv[i] != '-') {
			folder = folder ? folder : argv[i];
			read_folder(argv[i]);
		}
	if (ninputs == 0)
		keep((const uint8_t *)"a", 1);
	while (time(NULL) < end) {
		const struct sample
		    *in = &corpus[below(2) ? below(ninputs)
					   : ninputs - 1 - below(ninputs < 64 ? ninputs : 64)];
		size_t n = in->n;

		memcpy(buffer, in->p, n);
		for (size_t k = below(4) + 1; k; k--)
			n = change(n);
		if (try(buffer, n)) {
			char before[4096];

			keep(buffer, n);
			snprintf(before, sizeof(before), "%s/", folder ? folder : ".");
			store(before, &corpus[ninputs - 1]);
		}
	}
	fprintf(stderr, "#%zu DONE cov: %zu corp: %zu\nstat::number_of_executed_units: %zu\n", runs,
	    nedges, ninputs, runs);
	return 0;
}
