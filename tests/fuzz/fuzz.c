#define _GNU_SOURCE /* memfd_create() */
#include "fuzz.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void
fuzz_want(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "want: %s\n", what);
	abort();
}

const char *
fuzz_file(int number, const uint8_t *p, size_t n)
{
	static char paths[4][32];
	static int fds[4];

	if (!fds[number]) {
		fds[number] = memfd_create("fuzz", 0);
		snprintf(paths[number], sizeof(paths[number]), "/dev/fd/%d", fds[number]);
	}
	fuzz_want(fds[number] > 0 && ftruncate(fds[number], 0) == 0 &&
		      pwrite(fds[number], p, n, 0) == (ssize_t)n,
	    "a file in memory");
	return paths[number];
}

/* What is held, in a ring. */
struct held {
	struct held *before, *behind;
	size_t size;
};

static struct held ring = { &ring, &ring, 0 };

/* A large block given back, for the next that is as large: the sanitizer takes
 * long to make one. */
static struct held *spare;

enum { LARGE = 1 << 20 };

void *fuzz_malloc(size_t n);
void *fuzz_realloc(void *p, size_t n);
void fuzz_free(void *p);

void *
fuzz_malloc(size_t n)
{
	struct held *h = spare && spare->size == n ? spare : malloc(sizeof(*h) + n);

	fuzz_want(h, "memory");
	if (h == spare)
		spare = NULL;
	*h = (struct held){ &ring, ring.behind, n };
	ring.behind->before = h;
	ring.behind = h;
	return h + 1;
}

void *
fuzz_realloc(void *p, size_t n)
{
	struct held *h = p ? (struct held *)p - 1 : NULL;

	if (!h)
		return fuzz_malloc(n);
	h = realloc(h, sizeof(*h) + n);
	fuzz_want(h, "memory");
	h->size = n;
	h->before->behind = h->behind->before = h;
	return h + 1;
}

void
fuzz_free(void *p)
{
	struct held *h = p ? (struct held *)p - 1 : NULL;

	if (!h)
		return;
	h->before->behind = h->behind;
	h->behind->before = h->before;
	if (h->size >= LARGE && !spare)
		spare = h;
	else
		free(h);
}

bool
fuzz_free_all(void)
{
	bool none = ring.behind == &ring;

	while (ring.behind != &ring)
		fuzz_free(ring.behind + 1);
	return none;
}

bool
fuzz_is_safe(struct str s)
{
	for (const char *p = s.p, *end = s.n ? s.p + s.n : p; p < end;) {
		unsigned char c = (unsigned char)*p;

		if (utf8_step(&p, end) != 0 && c != '\n' && c != '\t')
			return false;
	}
	return true;
}
