#define _GNU_SOURCE /* memfd_create(), MAP_ANONYMOUS */
#include "fuzz.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
void __asan_poison_memory_region(const volatile void *p, size_t n);
void __asan_unpoison_memory_region(const volatile void *p, size_t n);
#define FORBID(p, n) __asan_poison_memory_region(p, n)
#define ALLOW(p, n) __asan_unpoison_memory_region(p, n)
#else
#define FORBID(p, n) ((void)(p), (void)(n))
#define ALLOW(p, n) ((void)(p), (void)(n))
#endif

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

/* --- programs ------------------------------------------------------------- */

enum { ROOM = 1 << 26 };

static char *printed[2];
static size_t nprinted[2];
static jmp_buf out;
static int exit_status;

ssize_t fuzz_write(int fd, const void *p, size_t n);
_Noreturn void fuzz_exit(int status);

/* write(2) for the code under test: keeps what is printed. */
ssize_t
fuzz_write(int fd, const void *p, size_t n)
{
	int i = fd - STDOUT_FILENO;

	if (i < 0 || i > 1)
		return write(fd, p, n);
	if (!printed[i])
		printed[i] = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	fuzz_want(printed[i] != MAP_FAILED && n <= ROOM - nprinted[i],
	    "output in proportion to the input");
	memcpy(printed[i] + nprinted[i], p, n);
	nprinted[i] += n;
	return (ssize_t)n;
}

struct str
fuzz_printed(int fd)
{
	return (struct str){ printed[fd - 1] ? printed[fd - 1] : "", nprinted[fd - 1] };
}

/* exit(3) for the programs. */
void
fuzz_exit(int status)
{
	exit_status = status;
	longjmp(out, 1);
}

int
fuzz_run(int (*program)(int, char **), const char *const *words)
{
	char *argv[FUZZ_WORDS + 1] = { 0 };
	int argc = 0;

	for (; argc < FUZZ_WORDS && words[argc]; argc++)
		argv[argc] = (char *)words[argc];
	optind = 0; /* starts again, even inside a word */
	nprinted[0] = nprinted[1] = 0;
	if (setjmp(out) == 0)
		exit_status = program(argc, argv);
	fuzz_free_all();
	fuzz_want(fuzz_is_safe(fuzz_printed(2)), "findings that are safe to print");
	return exit_status;
}

/* --- memory ---------------------------------------------------------------
 *
 * The sanitizer's own allocator takes a millisecond for the megabytes that a
 * program asks for at its start.  Here blocks are cut from one region, one
 * behind the other with a gap that nobody may touch; what is given back may not
 * be touched either, and nothing is used twice before the input's end.  Large
 * blocks have a half of their own, where all but gaps may be touched at first:
 * to mark megabytes takes time too. */
enum { GAP = 32, ALIGN = 16, FEW = 1 << 18, KEPT = 32 << 20, LARGE = 256 };
static const size_t HALF = (size_t)1 << 29;

struct chunk {
	size_t size;
	size_t pad; /* keeps what follows aligned */
};

static char *region, *at, *far;
static struct chunk *large[LARGE];
static size_t nlarge, held; /* blocks not freed */

void *fuzz_malloc(size_t n);
void *fuzz_calloc(size_t n, size_t size);
void *fuzz_realloc(void *p, size_t n);
void fuzz_free(void *p);

static void
begin(void)
{
	region = mmap(NULL, 2 * HALF, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	fuzz_want(region != MAP_FAILED, "memory");
	at = region;
	far = region + HALF;
}

void *
fuzz_malloc(size_t n)
{
	size_t room = (n + GAP + ALIGN - 1) / ALIGN * ALIGN;
	bool is_large = n > FEW;
	char **next = is_large ? &far : &at, *p;
	struct chunk *b;

	if (!region)
		begin();
	fuzz_want(room >= n && room + sizeof(*b) <= HALF - (size_t)(*next - region) % HALF &&
		      nlarge < LARGE,
	    "memory in proportion to the input");
	b = (struct chunk *)(void *)*next;
	p = (char *)(b + 1);
	if (is_large)
		large[nlarge++] = b;
	else
		ALLOW(b, sizeof(*b) + n);
	b->size = n;
	FORBID(b, sizeof(*b));
	FORBID(p + n, room - n);
	*next = p + room;
	held++;
	return p;
}

static size_t
size_of(void *p)
{
	struct chunk *b = (struct chunk *)p - 1;
	size_t n;

	ALLOW(b, sizeof(*b));
	n = b->size;
	FORBID(b, sizeof(*b));
	return n;
}

void
fuzz_free(void *p)
{
	size_t n = p ? size_of(p) : 0;

	if (!p)
		return;
	FORBID(p, n < FEW ? n : FEW); /* as much as a small input can reach */
	held--;
}

/* The memory may hold data of the run before. */
void *
fuzz_calloc(size_t n, size_t size)
{
	fuzz_want(!size || n <= SIZE_MAX / size, "a size that is one");
	return memset(fuzz_malloc(n * size), 0, n * size);
}

void *
fuzz_realloc(void *p, size_t n)
{
	void *q = fuzz_malloc(n);
	size_t old = p ? size_of(p) : 0;

	if (old)
		memcpy(q, p, old < n ? old : n);
	fuzz_free(p);
	return q;
}

bool
fuzz_free_all(void)
{
	bool none = held == 0;

	for (size_t i = 0; i < nlarge; i++) {
		struct chunk *b = large[i];
		char *p = (char *)(b + 1);

		ALLOW(b, sizeof(*b) + FEW);
		ALLOW(p + b->size, GAP + ALIGN);
	}
	if (region && far - region > (ptrdiff_t)HALF + KEPT)
		madvise(region + HALF + KEPT, (size_t)(far - region) - HALF - KEPT, MADV_DONTNEED);
	at = region;
	far = region ? region + HALF : NULL;
	held = nlarge = 0;
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

size_t
fuzz_read_mails(struct str text, void (*take)(void *self, const struct mailread *r), void *self)
{
	struct diag diag = { .err = buf_mem() };
	struct input in;
	struct mailread r;
	struct block b;

	input_init(&in, &diag);
	in.mail = true;
	input_add_text(&in, STR("in"), text);
	mailread_init(&r, take, self);
	while (input_next(&in, &b))
		mailread_block(&r, &b);
	mailread_end(&r);
	input_release(&in);
	buf_release(&diag.err);
	return diag.errors;
}
